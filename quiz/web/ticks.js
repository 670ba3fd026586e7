// Checklists: a tick stays on this device, under the page and the entry's id, so it follows the reader across languages.
import { pageName } from "./words.js";

/**
 * @param {HTMLElement} part
 * @param {import("./engine.js").Engine} _engine
 * @param {import("./store.js").StoreType} store
 * @returns {{reset: () => void}}
 */
export function attach(part, _engine, store) {
  const box = /** @type {HTMLInputElement} */ (part);
  const name = `${pageName}#${box.dataset.tick}`;
  if (box.checked) store.tick(name, true); // ticked before this was there
  else box.checked = store.ticked(name);
  box.addEventListener("change", () => store.tick(name, box.checked));
  return {
    reset() {
      box.checked = false;
    },
  };
}
