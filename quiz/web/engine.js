// The page's end of the line to the engine: starts the worker when it is wanted, reports progress, carries requests and replies, stops
// the worker when nobody has asked for long. On a slow or costly connection it asks first (see consent.js).
import { manifest } from "./manifest.js";
import { startWorker } from "./start.js";
import { PREFIX } from "./store.js";

/**
 * What the engine answers; each operation's reply has its own shape (quiz/engine/operations).
 * @typedef {{ok: true, reply: any} | {ok: false, error: {code: string, details: Record<string, unknown>}}} Answered
 * @typedef {{saveData?: boolean, effectiveType?: string}} Connection
 */

const IDLE = 10 * 60_000; // milliseconds without a question after which the worker's memory is given back
const STUCK = 45_000; // milliseconds; the slowest phone measured starts in a tenth of it
const PATIENCE = 3000; // milliseconds that small things may keep Python waiting
const AGREED = `${PREFIX}:agreed`;
const WHOLE = `${PREFIX}:whole`;

/**
 * Says on `html[data-engine]` how far it is: idle, loading, ready or failed. Fires an event of that name at each change, "progress"
 * while it loads, and "ask" when something waits that needs the reader's leave to load.
 */
export class Engine extends EventTarget {
  /** @type {"idle" | "loading" | "ready" | "failed"} */
  state = "idle";
  /** Share of the download done, 0 to 1. */
  progress = 0;
  /** Millions of bytes that a first start transfers. */
  megabytes = manifest.transfer / 1e6;
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Map<number, {request: string, resolve: (reply: Answered | null) => void}>} */
  #waiting = new Map();
  #asked = 0;
  #whole = recall(WHOLE);
  #failedBefore = false;
  #idleTimer = 0;
  /** @type {Set<() => Promise<unknown>>} */
  #first = new Set();
  #starting = false;

  /** @param {HTMLElement} root @param {{idle?: number}} [options] idle in milliseconds */
  constructor(root, { idle = IDLE } = {}) {
    super();
    this.root = root;
    this.idle = idle;
    root.addEventListener("engine:keep", () => this.#worker?.postMessage({ keep: true }));
    this.#enter("idle");
  }

  /** Whether the reader must agree before anything large is loaded: they save data, or the connection is slow. */
  get mustAsk() {
    const connection = /** @type {Connection | undefined} */ (Reflect.get(navigator, "connection"));
    const costly = connection?.saveData || /2g|3g/.test(connection?.effectiveType ?? "");
    return Boolean(costly) && this.state === "idle" && !recall(AGREED);
  }

  /** The reader agrees, for this release, to what loading costs. */
  agree() {
    this.allow();
    this.#begin();
  }

  /** The reader agrees, and nothing is started yet. */
  allow() {
    keep(AGREED);
  }

  /** Start once `element` comes near; where the reader must agree first, only once they ask something. */
  startWhenSeen(/** @type {Element} */ element) {
    if (this.mustAsk || !("IntersectionObserver" in window)) return;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      this.start();
    });
    observer.observe(element);
  }

  /**
   * Start the worker, at the first sign that it will be wanted, unless it runs or the reader must agree first. What answers sooner than
   * Python can (see `goesFirst`) is fetched before. After a failure this tries again.
   */
  start() {
    if (this.state === "loading" || this.state === "ready" || this.mustAsk || this.#starting) return;
    if (this.#first.size === 0 || this.state === "failed") return this.#begin();
    this.#starting = true;
    const fetched = Promise.allSettled(Array.from(this.#first, (each) => each()));
    void Promise.race([fetched, new Promise((done) => setTimeout(done, PATIENCE))]).then(() => {
      this.#starting = false;
      if (this.state === "idle") this.#begin();
    });
  }

  /** Something small that a reader may need before Python is there, and that must not wait behind Python's files. @param {() => Promise<unknown>} fetched */
  goesFirst(fetched) {
    this.#first.add(fetched);
  }

  /**
   * Ask the engine. Before it is ready the request waits; nothing is lost.
   * @param {Record<string, unknown>} request
   * @returns {Promise<Answered | null>} null when the engine could not be started
   */
  ask(request) {
    return this.askRaw(JSON.stringify(request));
  }

  /**
   * The same for a request that is a string already.
   * @param {string} request
   * @returns {Promise<Answered | null>}
   */
  askRaw(request) {
    this.start();
    const id = (this.#asked += 1);
    return new Promise((resolve) => {
      this.#waiting.set(id, { request, resolve });
      if (this.state === "ready") this.#worker?.postMessage({ id, request });
      if (this.state === "failed") this.#fail();
      if (this.state === "idle") this.dispatchEvent(new Event("ask"));
    });
  }

  #begin() {
    if (this.state !== "loading") performance.mark("engine:start");
    this.progress = 0;
    this.#enter("loading");
    try {
      this.#worker = startWorker(this.#whole, this.#failedBefore);
    } catch {
      this.#fail();
      return;
    }
    this.#worker.addEventListener("message", ({ data }) => this.#hear(data));
    this.#worker.addEventListener("error", () => this.#hear({ type: "doubt" }));
    this.#worker.addEventListener("messageerror", () => this.#fail());
  }

  /** @param {{type: string, share?: number, id?: number, reply?: string}} message */
  #hear(message) {
    if (message.type === "progress") {
      this.progress = message.share ?? 0;
      if (this.progress >= 1 && !this.#whole) this.#doubtWhenStuck();
      this.dispatchEvent(new Event("progress"));
    } else if (message.type === "ready") {
      performance.mark("engine:ready");
      this.#failedBefore = false;
      this.#enter("ready");
      for (const [id, { request }] of this.#waiting) this.#worker?.postMessage({ id, request });
      this.#restWhenIdle();
    } else if (message.type === "doubt" && !this.#whole) {
      this.#whole = keep(WHOLE);
      this.#end();
      this.#begin();
    } else if (message.type === "failed" || message.type === "doubt") {
      this.#fail();
    } else if (message.type === "reply" && message.id !== undefined) {
      this.#waiting.get(message.id)?.resolve(JSON.parse(message.reply ?? "null"));
      this.#waiting.delete(message.id);
      this.#restWhenIdle();
    }
  }

  /** A start that takes far longer than any device needs, once all files are there, is a start that hangs. */
  #doubtWhenStuck() {
    const worker = this.#worker;
    setTimeout(() => {
      if (this.state === "loading" && worker === this.#worker) this.#hear({ type: "doubt" });
    }, STUCK);
  }

  /** Stop the worker when nothing has been asked for long; the next question starts it again. */
  #restWhenIdle() {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = window.setTimeout(() => {
      if (this.state !== "ready" || this.#waiting.size) return;
      this.#end();
      this.#enter("idle");
    }, this.idle);
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #fail() {
    this.#end();
    this.#failedBefore = true;
    this.#enter("failed");
    for (const { resolve } of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
  }

  /** @param {"idle" | "loading" | "ready" | "failed"} state */
  #enter(state) {
    this.state = state;
    this.root.dataset.engine = state;
    this.dispatchEvent(new Event(state));
  }
}

/** Remember something about this release of Python on this device; a new release begins anew. @param {string} name @returns {true} */
function keep(name) {
  try {
    localStorage.setItem(name, manifest.python);
  } catch {
    // The browser keeps nothing: it is asked again next time.
  }
  return true;
}

/** @param {string} name @returns {boolean} */
function recall(name) {
  try {
    return localStorage.getItem(name) === manifest.python;
  } catch {
    return false;
  }
}
