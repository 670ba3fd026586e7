// The plan as plain text, and text to the clipboard. Where the clipboard is refused, what was to be copied is selected instead.
import { word } from "./words.js";

const LINES = "h2, h3, h4, p, li, dt, dd";
const LEFT_OUT = "[data-tools], .step__link, .cause__link, .sign__link, .step__more, .step__wording, .plan__say, details:not([open]) .cause";

/** What the reader sees of the plan, line by line, without marks of sources and links. @param {HTMLElement} section */
export function planAsText(section) {
  const lines = [];
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll(LINES))) {
    if (element.closest(LEFT_OUT) || element.closest("[hidden]") || element.querySelector(LINES)) continue;
    const copy = /** @type {HTMLElement} */ (element.cloneNode(true));
    for (const mark of copy.querySelectorAll(".cite, button")) mark.remove();
    const text = (copy.textContent ?? "").replace(/\s+/g, " ").trim();
    if (!text) continue;
    const box = /** @type {HTMLInputElement | null} */ (element.querySelector("[data-done]"));
    const tick = box ? `${word(box.checked ? "why-say.done" : "why-say.todo")} ` : "";
    const above = /^H[23]$/.test(element.tagName) ? "\n" : "";
    lines.push(`${above}${tick}${text}`);
  }
  return lines.join("\n").trim();
}

/** @param {string} text @param {HTMLElement} shown what is selected when the clipboard is refused @returns {Promise<boolean>} */
export async function copyText(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(shown);
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    return false;
  }
}
