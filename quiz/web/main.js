// The page's side of the check: finds its parts in the finished HTML and brings them to life. No grading, no sentence, no Python.
import { attachCopyButtons } from "./copy.js";
import { attachErase } from "./erase.js";
import { Engine } from "./engine.js";
import { attachItem } from "./item.js";
import { hearEveryInput } from "./search.js";
import { attachRelease } from "./release.js";
import { attachTicks } from "./ticks.js";
import { openStore } from "./store.js";
import { word } from "./words.js";

const root = document.documentElement;
root.classList.add("js");
root.classList.remove("no-js");

const store = openStore();
const engine = new Engine(root);
const items = Array.from(document.querySelectorAll("[data-item]"), (element) =>
  attachItem(/** @type {HTMLElement} */ (element), engine, store),
);
/** Everything on the page that shows what is kept, and forgets it when the reader erases. @type {{reset: () => void}[]} */
const erased = [...items, ...attachTicks(document, store)];
attachCopyButtons(document);
for (const button of document.querySelectorAll('[data-action="print"]')) button.addEventListener("click", () => print());
hearEveryInput(document);
attachRelease(document);
attachErase(document, store, () => {
  for (const part of erased) part.reset();
});

// What only some pages have is fetched by those pages alone.
/** @type {[string, () => Promise<{attach: (part: HTMLElement, engine: Engine, store: import("./store.js").StoreType) => {reset: () => void}}>][]} */
const parts = [
  ["[data-quick]", () => import("./quick.js")],
  ["[data-session]", () => import("./session.js")],
  ["[data-record]", () => import("./record.js")],
  ["[data-cost]", () => import("./cost.js")],
  ["[data-message-check]", () => import("./message.js")],
  ["[data-offline]", () => import("./offline.js")],
  ["[data-why]", () => import("./why.js")],
];
for (const [selector, load] of parts) {
  for (const part of document.querySelectorAll(selector)) {
    void load().then(
      ({ attach }) => erased.push(attach(/** @type {HTMLElement} */ (part), engine, store)),
      () => part.setAttribute("data-lost", ""), // its module could not be had: what can be read without it must show
    );
  }
}

for (const check of document.querySelectorAll("[data-check]")) {
  engine.startWhenSeen(check);
  if (store.trouble) check.prepend(notice(word(store.trouble)));
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
