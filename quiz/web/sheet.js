// Fetches an answer sheet once and hands out its document: the one place where feedback was rendered.
import { textOf } from "./source.js";

/** @type {Map<string, Promise<Document | null>>} */
const sheets = new Map();

/**
 * @param {string} address of an answer sheet, with or without an anchor
 * @returns {Promise<Document | null>} null when it cannot be had (offline): the item then links to it
 */
export function sheet(address) {
  const page = address.split("#", 1)[0] ?? address;
  let fetched = sheets.get(page);
  if (!fetched) {
    fetched = read(page);
    sheets.set(page, fetched);
    fetched.then((found) => found ?? sheets.delete(page));
  }
  return fetched;
}

/** @param {string} page @returns {Promise<Document | null>} */
async function read(page) {
  try {
    return new DOMParser().parseFromString(await textOf(page), "text/html");
  } catch {
    return null;
  }
}
