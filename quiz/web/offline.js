// The control over what is kept on this device: says what is, how large it is and what is still to come; completes it and removes it.
import { word } from "./words.js";

const PATIENCE = 20_000; // milliseconds without a word from the worker after which it is asked again: the browser may have stopped it
const LEAST = 0.1;

/** @typedef {import("./release.js").Status} Status */

/** @param {HTMLElement} part @param {import("./engine.js").Engine} engine */
export function attach(part, engine) {
  return new Offline(part, engine);
}

class Offline {
  #release = import("./release.js"); // stands alone, since any page may fetch it later
  #timer = 0;
  /** What the reader just did, in words; it stands until the worker says something else. */
  #said = "";

  /** @param {HTMLElement} part @param {import("./engine.js").Engine} engine */
  constructor(part, engine) {
    this.part = part;
    this.engine = engine;
    const [guide = 0, check = 0, runtime = 0] = (part.dataset.sizes ?? "").split(" ").map(Number);
    /** Nothing is kept. @type {Status} */
    this.nothing = {
      release: "",
      groups: Object.fromEntries(Object.entries({ guide, check, runtime }).map(([name, size]) => [name, { bytes: 0, transfer: size, lacks: size }])),
      busy: false,
      trouble: "",
    };
    this.#button("keep-all").addEventListener("click", () => void this.#keep());
    this.#button("keep-none").addEventListener("click", () => void this.#remove());
    void this.#look();
  }

  /** The reader has erased everything. */
  reset() {
    this.#show(this.nothing);
  }

  async #look() {
    if (location.protocol === "file:") return this.#only("offline.folder");
    const { container, found, keep, listen } = await this.#release;
    if (!container() || !document.querySelector("template[data-release]")) return this.#only("offline.not-possible");
    listen((status) => this.#show(status));
    this.#show(this.nothing);
    if (await found()) void keep([]);
  }

  async #keep() {
    const { choose, keepAll } = await this.#release;
    choose("all");
    this.engine.allow(); // what is kept need not be agreed to again
    this.#said = "";
    void navigator.storage?.persist?.().catch(() => {}); // asked for only because the reader wants this kept
    this.#show({ ...this.nothing, busy: true });
    if (!(await keepAll())) this.#show({ ...this.nothing, trouble: navigator.onLine ? "not-possible" : "no-network" });
  }

  async #remove() {
    const { choose, forget } = await this.#release;
    choose("none");
    await forget();
    this.#said = "offline.removed";
    this.#show(this.nothing);
    this.#button("keep-all").focus();
  }

  /** @param {Status} status */
  #show({ groups, busy, trouble }) {
    const guide = total(groups, ["guide"]);
    const check = total(groups, ["check", "runtime"]);
    const all = total(groups, ["guide", "check", "runtime"]);
    this.#row("guide", guide);
    this.#row("check", check);
    const some = all.lacks < all.transfer;
    if (busy || some) this.#said = "";
    const summary = !all.lacks ? "all" : !guide.lacks ? "only-guide" : some ? "some" : "nothing";
    const code = busy && all.lacks ? "busy" : trouble || summary;
    const size = code === "all" ? megabytes(all.bytes) : megabytes(all.lacks);
    this.#say(this.#said || `offline.${code}`, size);

    const bar = /** @type {HTMLElement} */ (this.part.querySelector(".offline__progress"));
    bar.hidden = code !== "busy";
    /** @type {HTMLProgressElement} */ (bar.querySelector("progress")).value = Math.round(100 * (1 - all.lacks / all.transfer));
    const keepAllButton = this.#button("keep-all");
    keepAllButton.hidden = !all.lacks || code === "busy";
    keepAllButton.textContent = word("offline.keep", { size: megabytes(all.lacks) });
    this.#button("keep-none").hidden = !some;

    clearTimeout(this.#timer);
    if (code === "busy") this.#timer = window.setTimeout(() => void this.#release.then(({ keepAll }) => keepAll()), PATIENCE);
  }

  /** @param {string} group @param {{transfer: number, lacks: number}} sizes */
  #row(group, { transfer, lacks }) {
    const row = /** @type {HTMLElement} */ (this.part.querySelector(`[data-group="${group}"]`));
    const code = !lacks ? "kept" : lacks < transfer ? "lacks-some" : "lacks";
    row.dataset.kept = code;
    const state = /** @type {HTMLElement} */ (row.querySelector("[data-state]"));
    state.textContent = word(`offline.${code}`, { size: megabytes(lacks) });
  }

  /** Nothing can be kept here, or nothing need be. @param {string} code */
  #only(code) {
    for (const element of this.part.querySelectorAll(".offline__groups, .offline__actions")) element.toggleAttribute("hidden", true);
    this.#say(code, "");
  }

  /** @param {string} code @param {string} size */
  #say(code, size) {
    const status = /** @type {HTMLElement} */ (this.part.querySelector("[data-offline-status]"));
    const text = word(code, { size });
    if (status.textContent !== text) status.textContent = text;
  }

  /** @param {string} action @returns {HTMLButtonElement} */
  #button(action) {
    return /** @type {HTMLButtonElement} */ (this.part.querySelector(`[data-action="${action}"]`));
  }
}

/** @param {Status["groups"]} groups @param {string[]} names */
function total(groups, names) {
  const sum = { bytes: 0, transfer: 0, lacks: 0 };
  for (const name of names) {
    const { bytes = 0, transfer = 0, lacks = 0 } = groups[name] ?? {};
    sum.bytes += bytes;
    sum.transfer += transfer;
    sum.lacks += lacks;
  }
  return sum;
}

/** @param {number} bytes */
function megabytes(bytes) {
  return Math.max(LEAST, bytes / 1e6).toFixed(1);
}
