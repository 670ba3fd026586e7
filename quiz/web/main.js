// The page's side: brings the frame to life, then the parts that stand on this page. No grading, no sentence, no Python.
import { attachContents } from "./contents.js";
import { attachHere } from "./here.js";
import { attachLater } from "./later.js";
import { attachSearch } from "./search.js";
import { attachTheme } from "./theme.js";
import { word } from "./words.js";

attachTheme(document);
attachContents(document);
attachSearch(document);
attachHere(document);
attachLater(document);

/** @typedef {{reset: () => void}} Part Shows something kept on the device, and forgets it when the reader erases. */
/** @typedef {{attach: (part: HTMLElement, engine: import("./engine.js").Engine, store: import("./store.js").StoreType, all: Part[]) => Part}} Module */

// What only some pages have is fetched by those pages alone (quiz/publish/joining.py reads this table).
/** @type {[string, () => Promise<Module>][]} */
const parts = [
  ["[data-item]", () => import("./item.js").then(({ attachItem }) => ({ attach: attachItem }))],
  ["[data-tick]", () => import("./ticks.js")],
  ['[data-action="copy"]', () => import("./copy.js")],
  ["[data-erase]", () => import("./erase.js")],
  ['[data-action="print"]', () => import("./print.js")],
  ["[data-quick]", () => import("./quick.js")],
  ["[data-session]", () => import("./session.js")],
  ["[data-record]", () => import("./record.js")],
  ["[data-cost]", () => import("./cost.js")],
  ["[data-message-check]", () => import("./message.js")],
  ["[data-offline]", () => import("./offline.js")],
  ["[data-why]", () => import("./why.js")],
];

// A page with many parts lets the browser draw and hear between them.
const AT_ONCE = 4;

void attachParts(parts.filter(([selector]) => document.querySelector(selector)));

/** @param {[string, () => Promise<Module>][]} here the parts this page has */
async function attachParts(here) {
  if (here.length === 0) return release();
  try {
    const modules = here.map(([selector, load]) => /** @type {const} */ ([selector, load()]));
    await pause();
    const [{ Engine }, { openStore }] = await Promise.all([import("./engine.js"), import("./store.js")]);
    const store = openStore();
    const engine = new Engine(document.documentElement);
    /** @type {Part[]} */
    const all = [];
    for (const [selector, module] of modules) {
      const { attach } = await module;
      for (const part of document.querySelectorAll(selector)) {
        all.push(attach(/** @type {HTMLElement} */ (part), engine, store, all));
        if (all.length % AT_ONCE === 0) await pause();
      }
    }
    for (const check of document.querySelectorAll("[data-check]")) {
      engine.startWhenSeen(check);
      if (store.trouble) check.prepend(notice(word(store.trouble)));
    }
  } catch (error) {
    for (const [selector] of here) for (const part of document.querySelectorAll(selector)) part.setAttribute("data-lost", "");
    // What helps without scripts is shown again.
    document.documentElement.classList.remove("js");
    throw error;
  } finally {
    release();
  }
}

/** Do the clicks that came before their parts were there: the page's first lines kept them (quiz/publish/theme/partials/early.html). */
function release() {
  Reflect.get(window, "releaseClicks")?.();
}

/** @returns {Promise<void>} after whatever the browser has to do first */
function pause() {
  return new Promise((done) => setTimeout(done));
}

/**
 * @param {string} text
 * @returns {HTMLElement}
 */
function notice(text) {
  const paragraph = document.createElement("p");
  paragraph.className = "check__notice";
  paragraph.setAttribute("role", "note");
  paragraph.textContent = text;
  return paragraph;
}
