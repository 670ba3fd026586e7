// Where the index of this language comes from. A page opened from a folder cannot fetch: there this file is replaced.

/**
 * address: from the language's root; sections in the page's order, the first without a heading. words: found, not shown.
 * @typedef {{anchor?: string, heading?: string, text?: string, words?: string}} Section
 * @typedef {{address: string, title: string, sections: Section[]}} Page
 * @typedef {{pages: Page[]}} Index
 */

/**
 * @param {string} address of the index
 * @returns {Promise<Index>} rejected when it cannot be had
 */
export async function fetchIndex(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}
