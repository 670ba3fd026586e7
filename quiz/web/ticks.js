// Checklists: a tick stays on this device, under the page and the entry's id, so it follows the reader across languages.
import { pageName } from "./words.js";

/**
 * @param {Document} page
 * @param {import("./store.js").StoreType} store
 * @returns {{reset: () => void}[]}
 */
export function attachTicks(page, store) {
  return Array.from(page.querySelectorAll("[data-tick]"), (found) => {
    const box = /** @type {HTMLInputElement} */ (found);
    const name = `${pageName}#${box.dataset.tick}`;
    box.checked = store.ticked(name);
    box.addEventListener("change", () => store.tick(name, box.checked));
    return {
      reset() {
        box.checked = false;
      },
    };
  });
}
