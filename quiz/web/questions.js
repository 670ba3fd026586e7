// Items as they were rendered at build time, fetched from their chapter's page of questions: the one renderer stays the only one.
import { sheet } from "./sheet.js";

/**
 * @param {string} folder address of the pages of questions, ending in "/"
 * @param {string[]} ids
 * @returns {Promise<Map<string, HTMLElement>>} those that could be had, by id, ready to be put into this page
 */
export async function fetchItems(folder, ids) {
  /** @type {Map<string, HTMLElement>} */
  const found = new Map();
  const chapters = new Map(ids.map((id) => [id, chapterOf(folder, id)]));
  for (const address of new Set(chapters.values())) {
    const page = await sheet(address);
    for (const id of ids.filter((each) => chapters.get(each) === address)) {
      const element = page?.querySelector(`[data-item="${CSS.escape(id)}"]`);
      if (element) found.set(id, bring(element, address));
    }
  }
  return found;
}

/** The page an item stands on: an item's id begins with its chapter's name. @param {string} folder @param {string} id */
function chapterOf(folder, id) {
  const known = (document.querySelector("[data-chapters]")?.getAttribute("data-chapters") ?? "").split(" ");
  return new URL(`${known.find((chapter) => id.startsWith(`${chapter}-`)) ?? id}/`, folder).href;
}

/** A copy of an element of another page, its links made good here. @param {Element} element @param {string} address @returns {HTMLElement} */
function bring(element, address) {
  const copy = /** @type {HTMLElement} */ (document.importNode(element, true));
  for (const link of copy.querySelectorAll("a[href]")) link.setAttribute("href", new URL(link.getAttribute("href") ?? "", address).href);
  return copy;
}
