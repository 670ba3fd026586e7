// The one button that erases everything kept on this device, with one question before it does.
import { word } from "./words.js";

/**
 * @param {Document} page
 * @param {import("./store.js").StoreType} store
 * @param {() => void} afterwards
 */
export function attachErase(page, store, afterwards) {
  for (const part of page.querySelectorAll("[data-erase]")) {
    const button = /** @type {(name: string) => HTMLButtonElement} */ (
      (name) => /** @type {HTMLButtonElement} */ (part.querySelector(`[data-action="${name}"]`))
    );
    const confirm = /** @type {HTMLElement} */ (part.querySelector(".erase__confirm"));
    const status = /** @type {HTMLElement} */ (part.querySelector('[role="status"]'));
    const first = button("erase");
    first.addEventListener("click", () => {
      status.textContent = "";
      confirm.hidden = false;
      button("erase-no").focus();
    });
    button("erase-no").addEventListener("click", () => {
      confirm.hidden = true;
      first.focus();
    });
    button("erase-yes").addEventListener("click", async () => {
      await store.erase();
      afterwards();
      confirm.hidden = true;
      status.textContent = word("privacy.erased");
      first.focus();
    });
  }
}
