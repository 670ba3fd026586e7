// Copy buttons on letters. Where the clipboard is refused, the letter is selected, ready to be copied by hand.
import { word } from "./words.js";

/**
 * @param {HTMLElement} button
 * @returns {{reset: () => void}}
 */
export function attach(button) {
  const letter = document.getElementById(button.dataset.copy ?? "");
  button.addEventListener("click", async () => {
    if (!letter) return;
    const text = Array.from(letter.children)
      .filter((child) => child !== button)
      .map((child) => /** @type {HTMLElement} */ (child).innerText)
      .join("\n\n");
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = word("page.copied");
      setTimeout(() => (button.textContent = word("page.copy")), 3000);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(letter);
      const selection = getSelection();
      selection?.removeAllRanges();
      selection?.addRange(range);
    }
  });
  return { reset() {} };
}
