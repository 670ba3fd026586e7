// Copy buttons on letters. Where the clipboard is refused, the letter is selected, ready to be copied by hand.
import { word } from "./words.js";

/** @param {Document} page */
export function attachCopyButtons(page) {
  for (const found of page.querySelectorAll('[data-action="copy"]')) {
    const button = /** @type {HTMLButtonElement} */ (found);
    const letter = page.getElementById(button.dataset.copy ?? "");
    if (!letter) continue;
    button.addEventListener("click", async () => {
      const text = Array.from(letter.children)
        .filter((child) => child !== button)
        .map((child) => /** @type {HTMLElement} */ (child).innerText)
        .join("\n\n");
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = word("page.copied");
        setTimeout(() => (button.textContent = word("page.copy")), 3000);
      } catch {
        const range = page.createRange();
        range.selectNodeContents(letter);
        const selection = getSelection();
        selection?.removeAllRanges();
        selection?.addRange(range);
      }
    });
  }
}
