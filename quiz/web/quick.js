// The quick check at a chapter's end: other questions than last time. Its sets were chosen by the engine at build time; here the next one
// is taken when the reader asks, or comes back on a later day after answering all of the last.
import { attachItem } from "./item.js";
import { fetchItems } from "./questions.js";
import { today } from "./store.js";

/**
 * @param {HTMLElement} part
 * @param {import("./engine.js").Engine} engine
 * @param {import("./store.js").StoreType} store
 */
export function attach(part, engine, store) {
  const sets = /** @type {string[][]} */ (JSON.parse(part.dataset.sets ?? "[]"));
  const name = `quick-${part.dataset.quick}`;
  const slot = /** @type {HTMLElement} */ (part.querySelector("[data-slot]"));
  const button = /** @type {HTMLButtonElement} */ (part.querySelector('[data-action="other-five"]'));
  /** @type {{reset: () => void}[]} */
  let items = [];
  let shown = 0;

  /** @param {number} number */
  async function show(number) {
    const ids = sets[number] ?? [];
    const found = await fetchItems(new URL(part.dataset.questions ?? "", location.href).href, ids);
    const elements = ids.map((id) => found.get(id));
    if (elements.some((element) => !element)) return false; // offline: those that are here stay
    slot.replaceChildren(...elements.flatMap((element) => element ?? []));
    items = elements.flatMap((element) => (element ? attachItem(element, engine, store) : []));
    shown = number;
    store.keep(name, number);
    return true;
  }

  button.hidden = sets.length < 2;
  button.addEventListener("click", async () => {
    if (!(await show((shown + 1) % sets.length))) return;
    const first = /** @type {HTMLElement | null} */ (slot.querySelector("legend"));
    first?.setAttribute("tabindex", "-1");
    first?.focus();
  });

  const kept = store.kept(name);
  const last = typeof kept === "number" && Number.isInteger(kept) && kept >= 0 && kept < sets.length ? kept : 0;
  const pasts = store.pasts();
  const days = (sets[last] ?? []).map((id) => pasts[id]?.at(-1)?.[0] ?? Infinity);
  const next = days.every((day) => day < today()) ? (last + 1) % sets.length : last;
  if (next !== 0) void show(next);
  return {
    reset() {
      for (const item of items) item.reset();
    },
  };
}
