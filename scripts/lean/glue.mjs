// Cuts Pyodide's glue (pyodide.asm.mjs, one line of a megabyte) down to what the lean runtime uses. It knows the shape of what Emscripten
// wrote; whatever it takes away is checked by running every case with the result.

const OFFERED = /([\w$]+)=Module\["[\w$]+"\]=wasmExports\["[\w$]+"\](?:\.value>>>0)?;?/g;

/**
 * Drop the thousands of C functions and variables that the glue offers to others and does not use.
 * @param {string} text of the glue @param {string} users text of whoever else uses a few
 */
export function withoutUnreadNames(text, users) {
  const counts = new Map();
  for (const [name] of (text + users).matchAll(/[\w$]+/g)) counts.set(name, (counts.get(name) ?? 0) + 1);
  // One that is used stands at least four times: declared, set, offered as Module["name"], and used.
  return text.replace(OFFERED, (whole, name) => (counts.get(name) > 3 ? whole : ""));
}

/** @param {string} text @returns {Set<string>} the exports of the module that the glue asks for */
export function exportsAsked(text) {
  return new Set(Array.from(text.matchAll(/wasmExports\[?\.?"?([\w$]+)"?\]?/g), ([, name]) => name));
}
