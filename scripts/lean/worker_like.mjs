// Makes this Node look like a worker of a browser, so that Pyodide takes the paths it takes there and quiz/web/boot.js runs as it stands,
// and stops the clock and chance, so that the same input gives the same memory, byte for byte. To be imported before Pyodide.

export const node = globalThis.process;
const EPOCH = 1577836800000;

/** @type {((event: object) => void)[]} */
const listeners = [];

/** As when the page sends the worker something: the glue listens too. @param {unknown} data */
export function deliver(data) {
  for (const listener of listeners) listener({ data, source: null, stopPropagation() {} });
}

Object.assign(globalThis, {
  addEventListener(/** @type {string} */ type, /** @type {(event: object) => void} */ listener) {
    if (type === "message") listeners.push(listener);
  },
  removeEventListener() {},
  WorkerGlobalScope: class {
    static [Symbol.hasInstance](/** @type {unknown} */ value) {
      return value === globalThis;
    }
  },
  self: globalThis,
  location: new URL("http://localhost/"),
  importScripts() {
    throw new TypeError("Module scripts don't support importScripts()");
  },
});
for (const name of ["setImmediate", "clearImmediate"]) Reflect.deleteProperty(globalThis, name);
Object.defineProperty(globalThis, "process", { value: undefined });
globalThis.Date = class extends Date {
  constructor(/** @type {any[]} */ ...given) {
    super(...(given.length ? given : [EPOCH]));
  }

  static now() {
    return EPOCH;
  }
};
let ticks = 0;
performance.now = () => (ticks += 1 / 64);
let chance = 1;
Object.defineProperty(globalThis, "crypto", {
  value: {
    getRandomValues(/** @type {Uint8Array} */ view) {
      for (let at = 0; at < view.length; at += 1) view[at] = (chance = (chance * 1103515245 + 12345) % 2147483648) >> 16;
      return view;
    },
  },
});
