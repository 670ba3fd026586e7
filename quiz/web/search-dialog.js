// What the search dialog does once its index is there: answers while the reader types, and lets the arrow keys go through the answers.
import { Rank, fold, place } from "./search-rank.js";

/** @typedef {import("./search-rank.js").Hit} Hit */
/** @typedef {import("./search-index.js").Index} Index */

const BEFORE = 16; // characters of an excerpt before what was found
const AFTER = 64;

/**
 * @param {HTMLDialogElement} dialog
 * @param {HTMLInputElement} field
 * @param {() => Promise<Index>} load the index, asked for anew when it could not be had
 * @param {typeof import("./words.js").word} word handed in, since this file stands alone (quiz/publish/joining.py)
 */
export function attachDialog(dialog, field, load, word) {
  const status = /** @type {HTMLElement} */ (dialog.querySelector('[role="status"]'));
  const list = /** @type {HTMLElement} */ (dialog.querySelector("ol"));
  const next = /** @type {HTMLElement} */ (dialog.querySelector(".search__next"));
  const root = new URL("../", new URL(dialog.dataset.index ?? "", document.baseURI));
  /** @type {Rank | undefined} */
  let rank;
  let waiting = false;

  const open = async () => {
    if (waiting) return;
    waiting = true;
    show();
    try {
      rank = new Rank(await load());
    } catch {
      // show() tells, and Enter tries again
    }
    waiting = false;
    show();
  };

  const show = () => {
    const query = field.value.trim();
    const { count, pages, needles } = rank && query ? rank.ask(query) : { count: 0, pages: [], needles: [] };
    list.replaceChildren(...pages.map((hits) => pageEntry(hits, needles, root)));
    next.hidden = count > 0;
    const shown = list.querySelectorAll("a").length;
    if (!rank) status.textContent = word(waiting ? "search.waiting" : "search.failed");
    else if (!query) status.textContent = word("search.start");
    else if (count === 0) status.textContent = word("search.none", { query });
    else if (count === 1) status.textContent = word("search.one");
    else status.textContent = word(count > shown ? "search.best" : "search.many", { count });
  };

  field.addEventListener("input", show);
  dialog.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!rank) void open();
    else list.querySelector("a")?.click();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault(); // a search field would first empty itself
      dialog.close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [field, ...list.querySelectorAll("a")];
    const at = stops.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
    event.preventDefault();
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)]?.focus();
  });
  list.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("a")) dialog.close(); // the place may be on this very page
  });
  void open();
}

/** A page, by its best section, then its other good ones. @param {Hit[]} hits @param {string[]} needles @param {URL} root */
function pageEntry(hits, needles, root) {
  const entry = document.createElement("li");
  entry.className = "search__page";
  const [best, ...others] = hits;
  if (best) entry.append(link(best, best.page.title, needles, root));
  if (others.length > 0) {
    const inner = entry.appendChild(document.createElement("ul"));
    for (const hit of others) inner.appendChild(document.createElement("li")).append(link(hit, "", needles, root));
  }
  return entry;
}

/** @param {Hit} hit @param {string} title of the page, where it is to be told @param {string[]} needles @param {URL} root */
function link({ page, section }, title, needles, root) {
  const made = document.createElement("a");
  made.href = new URL(page.address + (section.anchor ? `#${section.anchor}` : ""), root).href;
  const heading = [title, section.heading ?? (title ? "" : page.title)].filter(Boolean).join(" · ");
  line(made, "search__title", heading, needles);
  if (section.text) line(made, "search__text", excerpt(section.text, needles), needles);
  return made;
}

/** @param {HTMLElement} into @param {string} name @param {string} text @param {string[]} needles */
function line(into, name, text, needles) {
  const made = into.appendChild(document.createElement("span"));
  made.className = name;
  made.append(...marked(text, needles));
}

/** The part of the text where the longest needle stands. @param {string} text @param {string[]} needles */
function excerpt(text, needles) {
  const folded = fold(text);
  const longest = [...needles].sort((one, other) => other.length - one.length).find((needle) => place(folded, needle) >= 0);
  const wide = /\p{Script=Han}/u.test(text) ? 1 : 2; // Latin letters are half as wide
  const found = longest ? place(folded, longest) : 0;
  let from = Math.max(0, found - BEFORE * wide);
  if (wide === 2 && from > 0) from = text.indexOf(" ", from) + 1;
  let to = Math.min(text.length, found + AFTER * wide);
  if (wide === 2 && to < text.length) to = Math.max(text.lastIndexOf(" ", to), found + 1);
  return `${from > 0 ? "…" : ""}${text.slice(from, to).replace(/^[\p{P}\s]+/u, "")}${to < text.length ? "…" : ""}`;
}

/** The text, with what was looked for marked. @param {string} text @param {string[]} needles @returns {(string | HTMLElement)[]} */
function marked(text, needles) {
  const folded = fold(text);
  /** @type {(string | HTMLElement)[]} */
  const pieces = [];
  let at = 0;
  while (at < text.length) {
    /** @type {[number, number]} */
    let [start, end] = [text.length, text.length];
    for (const needle of needles) {
      const found = place(folded, needle, at);
      if (found >= 0 && (found < start || (found === start && found + needle.length > end))) {
        [start, end] = [found, found + needle.length];
      }
    }
    pieces.push(text.slice(at, start));
    if (start === text.length) break;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    pieces.push(mark);
    at = end;
  }
  return pieces;
}
