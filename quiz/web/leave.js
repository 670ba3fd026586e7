// Leaving at once for a neutral page: what was shown goes first, then (if asked) what is kept, then the page's entries in the history.

const TIMES = 3;
const WITHIN = 2000;
const PATIENCE = 250;

export class Leaving {
  /** True once the reader has left: a page brought back from the browser's memory must load anew. */
  gone = false;
  /** When Escape was pressed, in milliseconds. @type {number[]} */
  #pressed = [];

  /**
   * @param {HTMLElement} part @param {import("./store.js").StoreType} store
   * @param {() => number} depth how many entries of the history this page has made, before the one shown
   */
  constructor(part, store, depth) {
    this.store = store;
    this.depth = depth;
    this.way = /** @type {HTMLAnchorElement} */ (part.querySelector('[data-action="leave"]'));
    this.erase = /** @type {HTMLInputElement} */ (part.querySelector("[data-leave-erase]"));
    this.way.addEventListener("click", (event) => {
      event.preventDefault();
      void this.leave();
    });
    document.addEventListener("keydown", (event) => this.#key(event));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape" || event.repeat) return;
    this.#pressed = [...this.#pressed.filter((time) => event.timeStamp - time < WITHIN), event.timeStamp];
    if (this.#pressed.length >= TIMES) void this.leave();
  }

  async leave() {
    if (this.gone) return;
    this.gone = true;
    const address = this.way.href;
    const erasing = this.erase.checked;
    document.title = this.way.dataset.title ?? "";
    document.body.replaceChildren();
    if (erasing) await Promise.race([this.store.erase(), pause(PATIENCE)]); // what it keeps is gone at once; caches may take a moment
    const depth = this.depth();
    if (depth > 0) {
      const moved = new Promise((resolve) => window.addEventListener("popstate", resolve, { once: true }));
      history.go(-depth);
      await Promise.race([moved, pause(PATIENCE)]);
    }
    // The first entry of this page becomes the neutral one; a new entry cuts off those that lay ahead.
    try {
      history.replaceState(null, "", address);
      history.pushState(null, "", address);
    } catch {
      // In a folder on a stick a page may not take another's address: this entry alone becomes the neutral page.
    }
    location.replace(address);
  }
}

/** @param {number} time @returns {Promise<void>} */
function pause(time) {
  return new Promise((resolve) => setTimeout(resolve, time));
}
