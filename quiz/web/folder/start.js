// Starts the worker from a folder on a stick: a classic worker from a blob, since a page opened from a file may start no other. Its code and
// its files come by scripts (see source.js beside this file) and are handed to it.
import { manifest } from "./manifest.js";
import { handedOver } from "./source.js";

/**
 * @param {boolean} whole which of the two runtimes
 * @returns {Worker} what the engine needs of one
 */
export function startWorker(whole) {
  return /** @type {Worker} */ (/** @type {unknown} */ (new LateWorker(whole)));
}

/** A worker that begins once its code is here. */
class LateWorker extends EventTarget {
  /** @type {Worker | undefined} */
  #worker;
  #ended = false;

  /** @param {boolean} whole */
  constructor(whole) {
    super();
    this.#begin(whole).catch(() => this.dispatchEvent(new MessageEvent("message", { data: { type: "failed" } })));
  }

  /** @param {boolean} whole */
  async #begin(whole) {
    const names = whole ? manifest.whole : manifest.lean;
    const [code, ...texts] = await Promise.all([handedOver("worker"), ...names.map(handedOver)]);
    if (this.#ended) return;
    const first = `globalThis.whole = ${whole};\nglobalThis.modules = {};\n`;
    const modules = texts.filter((_, place) => isModule(names[place]));
    const script = new Blob([first, ...modules, code], { type: "text/javascript" });
    const worker = new Worker(URL.createObjectURL(script), { name: "declined-again" });
    worker.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })));
    worker.addEventListener("error", () => this.dispatchEvent(new Event("error")));
    worker.postMessage({ files: Object.fromEntries(names.map((name, place) => [name, isModule(name) ? "" : texts[place]])) });
    this.#worker = worker;
  }

  /** @param {unknown} message */
  postMessage(message) {
    this.#worker?.postMessage(message);
  }

  terminate() {
    this.#ended = true;
    this.#worker?.terminate();
  }
}

/** @param {string} [name] of a file of the runtime */
function isModule(name) {
  return Boolean(name?.endsWith(".mjs"));
}
