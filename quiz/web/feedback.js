// The explanation under an answered item: texts of the answer sheet, where they were rendered at build time, with what became of each
// option. The words for marks come from the page.
import { hasWord, word } from "./words.js";

/**
 * @typedef {import("./store.js").Reply} Reply
 * @typedef {{kind: string, chosenFor: (prompt: string) => string}} Asked
 */

/**
 * Every explanation a reply names, then, folded, those it does not.
 * @param {Reply} reply @param {Element} answer the item's part of the answer sheet @param {Asked} asked
 * @returns {HTMLElement[]}
 */
export function explain(reply, answer, asked) {
  const blocks = reply.feedback.map((name) => block(name, reply, answer, asked));
  const others = Array.from(answer.querySelectorAll("[data-feedback]"), (each) => each.getAttribute("data-feedback") ?? "").filter(
    (name) => name.startsWith("option.") && !reply.feedback.includes(name),
  );
  if (others.length) {
    const folded = document.createElement("details");
    folded.className = "feedback__others";
    folded.appendChild(document.createElement("summary")).textContent = word("item.others");
    folded.append(...others.map((name) => block(name, reply, answer, asked)));
    blocks.push(folded);
  }
  return blocks;
}

/** @param {string} name @param {Reply} reply @param {Element} answer @param {Asked} asked @returns {HTMLElement} */
function block(name, reply, answer, asked) {
  const made = document.createElement("div");
  made.className = "feedback";
  const found = answer.querySelector(`[data-feedback="${CSS.escape(name)}"]`);
  if (!found) return made;
  const subject = name.slice(name.indexOf(".") + 1);
  const texts = Array.from(found.children, (child) => /** @type {HTMLElement} */ (document.importNode(child, true)));
  made.append(...texts);
  const heading = texts.find((text) => text.hasAttribute("data-heading"));
  // A mistake's number heads it on the sheet; under the reader's own number it would only repeat it.
  if (heading && name.startsWith("mistake.")) heading.remove();
  const mark = reply.marks[subject] ?? (name.startsWith("option.") && reply.verdict === "unknown" ? "key" : "");
  if (heading && mark) {
    made.dataset.mark = mark;
    heading.prepend(label(mark, asked.kind), " ");
    const chosen = mark === "false-alarm" ? asked.chosenFor(subject) : "";
    if (chosen) heading.after(line(word("mark.yours", { choice: chosen }), "feedback__yours"));
  }
  fillAmounts(made, reply.amounts ?? {}); // an answer kept by an older release has none
  return made;
}

/** @param {string} mark @param {string} kind @returns {HTMLElement} */
function label(mark, kind) {
  const made = document.createElement("span");
  made.className = "feedback__mark";
  made.textContent = word(hasWord(`mark.${mark}-${kind}`) ? `mark.${mark}-${kind}` : `mark.${mark}`);
  return made;
}

/** @param {string} text @param {string} name @returns {HTMLElement} */
function line(text, name) {
  const made = document.createElement("p");
  made.className = name;
  made.textContent = text;
  return made;
}

/** Show drawn numbers where their names stand. @param {ParentNode} place @param {Record<string, string>} amounts */
export function fillAmounts(place, amounts) {
  for (const each of place.querySelectorAll("[data-drawn]")) {
    const shown = amounts[each.getAttribute("data-drawn") ?? ""];
    if (shown !== undefined) each.textContent = shown;
  }
}
