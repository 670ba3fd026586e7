// Where a device keeps Python's memory image unpacked, so that its next start need not unpack it: on a cheap phone that is most of a start.
// The page's first lines look there (start.js); the worker checks what it finds and keeps what it unpacked (files.js).

export const UNPACKED = "application/x-python-image";

/** The name of the cache; caches of ours carry the site's path. @param {string} module the address of any module @returns {string} */
export function cacheName(module) {
  return `declined-again:${new URL("../../../", module).pathname}:python`;
}
