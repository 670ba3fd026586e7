// The page's side of the check: finds its parts in the finished HTML and brings them to life. No grading, no sentence, no Python.
import { attachCopyButtons } from "./copy.js";
import { attachErase } from "./erase.js";
import { Engine } from "./engine.js";
import { attachItem } from "./item.js";
import { hearEveryInput } from "./search.js";
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
const ticks = attachTicks(document, store);
attachCopyButtons(document);
hearEveryInput(document);
attachErase(document, store, () => {
  for (const part of [...items, ...ticks]) part.reset();
});

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
