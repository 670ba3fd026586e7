// A reader's record as a file: saved from this device, read on another. What a file holds is checked by the engine before any of it
// is taken over; the reader is told how much, and asked.
import { word } from "./words.js";

const FORMAT = "declined-again";
const SCHEMA = 2;
const LARGEST = 2_000_000;

/** Tells parts of the page that the record on this device has changed. */
export const CHANGED = "declined-again:record";

/**
 * @param {HTMLElement} part
 * @param {import("./engine.js").Engine} engine
 * @param {import("./store.js").StoreType} store
 */
export function attach(part, engine, store) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (part.querySelector(selector));
  const status = find("[data-record-status]");
  const confirm = find("[data-record-confirm]");
  const file = /** @type {HTMLInputElement} */ (find('input[type="file"]'));
  const say = (/** @type {string} */ code, /** @type {Record<string, number>} */ values = {}) => {
    status.textContent = code ? word(code, values) : "";
  };
  /** @type {any} */
  let read = null;

  find('[data-action="save"]').addEventListener("click", () => {
    const session = /** @type {{state?: unknown} | null} */ (store.kept("session"))?.state ?? null;
    const record = { format: FORMAT, schema: SCHEMA, answers: store.answers(), session };
    const address = URL.createObjectURL(new Blob([JSON.stringify(record, null, 1)], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = `declined-again-${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    say("record.saved");
  });

  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    confirm.hidden = true;
    read = null;
    if (!chosen) return;
    if (chosen.size > LARGEST) return say("record.not-a-record");
    say("record.reading");
    const answered = await engine.ask({ op: "record-read", text: await chosen.text() });
    file.value = "";
    if (!answered?.ok) return say(answered ? `record.${answered.error.code}` : "engine.failed");
    read = answered.reply;
    say("");
    find("[data-record-found]").textContent = word(read.dropped ? "record.found-some" : "record.found", read);
    confirm.hidden = false;
    find('[data-action="load-yes"]').focus();
  });

  find('[data-action="load-yes"]').addEventListener("click", () => {
    if (!read) return;
    store.takeOver(read.record.answers);
    if (read.record.session) store.keep("session", { state: read.record.session, given: {}, at: 0 });
    confirm.hidden = true;
    say("record.loaded", read);
    document.dispatchEvent(new Event(CHANGED));
  });
  find('[data-action="load-no"]').addEventListener("click", () => {
    confirm.hidden = true;
    read = null;
    say("");
    file.focus();
  });
  return {
    reset() {
      confirm.hidden = true;
      say("");
    },
  };
}
