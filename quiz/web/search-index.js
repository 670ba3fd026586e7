// Where the index of this language comes from. 
import { textOf } from "./source.js";

/**
 * address: from the language's root; boost: what the page's places count for, 1 if nothing is said; sections in the page's order, the
 * first without a heading. words, cited: found, not shown: other names for it, and the sources it cites.
 * @typedef {{anchor?: string, heading?: string, text?: string, words?: string, cited?: string}} Section
 * @typedef {{address: string, title: string, boost?: number, sections: Section[]}} Page
 * @typedef {{pages: Page[]}} Index
 */

/**
 * @param {string} address of the index
 * @returns {Promise<Index>} rejected when it cannot be had
 */
export async function fetchIndex(address) {
  return JSON.parse(await textOf(address));
}
