// The one button that erases everything kept on this device, with one question before it does.
import { word } from "./words.js";

/**
 * @param {HTMLElement} part
 * @param {import("./engine.js").Engine} _engine
 * @param {import("./store.js").StoreType} store
 * @param {{reset: () => void}[]} all every part of the page, to be told when all is erased
 * @returns {{reset: () => void}}
 */
export function attach(part, _engine, store, all) {
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
    delete document.documentElement.dataset.theme;
    for (const each of all) each.reset();
    confirm.hidden = true;
    status.textContent = word("privacy.erased");
    first.focus();
  });
  return { reset() {} };
}
