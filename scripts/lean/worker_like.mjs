// Makes this Node look like a worker of a browser, so that Pyodide takes the paths it takes there and quiz/web/boot.js runs as it stands,
// and stops the clock and chance, so that the same input gives the same memory, byte for byte. To be imported before Pyodide.

export const node = globalThis.process;
const EPOCH = 1577836800000;

Object.assign(globalThis, {
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
