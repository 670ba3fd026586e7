// The page's end of the line to the engine: starts the worker when it is wanted, reports progress, carries requests and replies.

/**
 * What the engine answers; each operation's reply has its own shape (quiz/engine/operations).
 * @typedef {{ok: true, reply: any} | {ok: false, error: {code: string, details: Record<string, unknown>}}} Answered
 */

/** Says on `html[data-engine]` how far it is: idle, loading, ready or failed. Fires "progress", "ready" and "failed". */
export class Engine extends EventTarget {
  /** @type {"idle" | "loading" | "ready" | "failed"} */
  state = "idle";
  /** Share of the download done, 0 to 1. */
  progress = 0;
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Map<number, (reply: Answered | null) => void>} */
  #waiting = new Map();
  #asked = 0;

  /** @param {HTMLElement} root */
  constructor(root) {
    super();
    this.root = root;
    this.#enter("idle");
  }

  /** Start once `element` comes into view; on a connection that saves data, only once the reader touches an item. */
  startWhenSeen(/** @type {Element} */ element) {
    const connection = /** @type {{saveData?: boolean} | undefined} */ (Reflect.get(navigator, "connection"));
    if (connection?.saveData || !("IntersectionObserver" in window)) return;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      this.start();
    });
    observer.observe(element);
  }

  /** Start the worker unless it runs or is starting. After a failure this tries again. */
  start() {
    if (this.state === "loading" || this.state === "ready") return;
    performance.mark("engine:start");
    this.progress = 0;
    this.#enter("loading");
    // A worker made from a blob inherits this page's Content-Security-Policy; one made from an address does not.
    const source = `import ${JSON.stringify(new URL("./worker.js", import.meta.url).href)};`;
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    try {
      this.#worker = new Worker(address, { type: "module", name: "declined-again" });
    } catch {
      this.#fail();
      return;
    }
    this.#worker.addEventListener("message", ({ data }) => this.#hear(data));
    this.#worker.addEventListener("error", () => this.#fail());
    this.#worker.addEventListener("messageerror", () => this.#fail());
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
      this.#waiting.set(id, resolve);
      this.#worker?.postMessage({ id, request });
      if (this.state === "failed") this.#fail();
    });
  }

  /** @param {{type: string, share?: number, id?: number, reply?: string}} message */
  #hear(message) {
    if (message.type === "progress") {
      this.progress = message.share ?? 0;
      this.dispatchEvent(new Event("progress"));
    } else if (message.type === "ready") {
      performance.mark("engine:ready");
      this.#enter("ready");
    } else if (message.type === "failed") {
      this.#fail();
    } else if (message.type === "reply" && message.id !== undefined) {
      this.#waiting.get(message.id)?.(JSON.parse(message.reply ?? "null"));
      this.#waiting.delete(message.id);
    }
  }

  #fail() {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#enter("failed");
    for (const resolve of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
  }

  /** @param {"idle" | "loading" | "ready" | "failed"} state */
  #enter(state) {
    this.state = state;
    this.root.dataset.engine = state;
    this.dispatchEvent(new Event(state));
  }
}
