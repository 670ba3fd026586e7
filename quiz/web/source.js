// Where the page's bytes come from: a web server. A folder on a stick has quiz/web/folder/source.js in this one's place.

/** The address of the folder the modules stand in, or of a file in it. */
export const here = import.meta.url;

/**
 * @param {string | URL} address of a text of this site
 * @returns {Promise<string>} rejected when it cannot be had
 */
export async function textOf(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return response.text();
}
