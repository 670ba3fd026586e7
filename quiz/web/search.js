// The search control. The dialog opens at once and takes what is typed; the index and what looks through it are fetched on the
// first sign that they will be wanted, never with the page.
import { fetchIndex } from "./search-index.js";
import { word } from "./words.js";

/** @param {Document} page */
export function attachSearch(page) {
  const dialog = /** @type {HTMLDialogElement | null} */ (page.getElementById("search"));
  const button = /** @type {HTMLElement | null} */ (page.querySelector('[data-action="search"]'));
  const field = dialog?.querySelector("input");
  const status = dialog?.querySelector('[role="status"]');
  if (!dialog || !button || !field || !status) return;
  if (!("showModal" in dialog)) {
    button.hidden = true;
    return;
  }

  const address = new URL(dialog.dataset.index ?? "", page.baseURI).href;
  /** @type {ReturnType<typeof fetchIndex> | undefined} */
  let index;
  // Kept while it is good: another try may find the connection back.
  const load = () =>
    (index ??= fetchIndex(address).catch((error) => {
      index = undefined;
      throw error;
    }));
  /** @type {Promise<void> | undefined} */
  let ready;
  const prepare = () => {
    if (ready) return;
    status.textContent = word("search.waiting");
    load().catch(() => {}); // asked for at once, beside the script that looks through it; that tells what went wrong
    ready = import("./search-dialog.js").then(
      ({ attachDialog }) => attachDialog(dialog, field, load, word),
      () => {
        ready = undefined; // opened again, it tries again
        status.textContent = word("search.failed");
      },
    );
  };
  const open = () => {
    prepare();
    if (!dialog.open) dialog.showModal();
    field.focus();
    field.select();
  };

  button.addEventListener("click", open);
  for (const sign of ["pointerenter", "focus", "touchstart"]) {
    button.addEventListener(sign, prepare, { once: true, passive: true });
  }
  dialog.querySelector('[data-action="search-close"]')?.addEventListener("click", () => dialog.close());
  // A click on the backdrop is a click on the dialog itself; one inside it, on something in it.
  dialog.addEventListener("click", (event) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const inside = event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
    if (event.target === dialog && !inside) dialog.close();
  });
  page.addEventListener("keydown", (event) => {
    const plain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    const usual = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!plain && !usual) return;
    event.preventDefault();
    open();
  });
}

/** @param {EventTarget | null} target @returns {boolean} whether a key pressed there is text */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
