// Cuts Pyodide's glue (pyodide.asm.mjs, one line of a megabyte) down to what the lean runtime uses. It knows the shape of what Emscripten
// wrote; whatever it takes away is checked by running every case with the result.

const OFFERED = /([\w$]+)=Module\["[\w$]+"\]=wasmExports\["[\w$]+"\](?:\.value>>>0)?;?/g;

/**
 * Drop the thousands of C functions and variables that the glue offers to others and does not use.
 * @param {string} text of the glue @param {string} users text of whoever else uses a few
 */
export function withoutUnreadNames(text, users) {
  const counts = counted(text + users);
  // One that is used stands at least four times: declared, set, offered as Module["name"], and used.
  return text.replace(OFFERED, (whole, name) => (counts.get(name) > 3 ? whole : ""));
}

const SIGNATURES = /[\w$]+\.sig="[^"]*";/g;
const MISSING = "var reportUndefinedSymbols=()=>{";
const NO_POINTERS = "for(const entry of Object.values(GOT))if(entry.value==-1)entry.value=0;return;";

/**
 * Give no pointers to functions of JavaScript (three hundred of WebGL, each wrapped in a module of its own at every start): one that is
 * called all the same is null, which stops the program. Their signatures go with them.
 * @param {string} text
 */
export function withoutPointers(text) {
  if (text.split(MISSING).length !== 2) throw new Error("The glue does not look up pointers as it did");
  return text.replace(SIGNATURES, "").replace(MISSING, MISSING + NO_POINTERS);
}

const KEPT = /rampoline/; // run where WebAssembly has no garbage collection, which this Node may have
const STOP = '{throw Error("left out")}';

/**
 * Empty the functions that never ran, but for a stop.
 * @param {string} text
 * @param {{startOffset: number, endOffset: number, count: number}[]} ranges of functions, as V8's coverage has them
 */
export function withoutIdleFunctions(text, ranges) {
  const idle = ranges.filter(({ count }) => count === 0).sort((one, other) => one.startOffset - other.startOffset);
  let at = 0;
  let result = "";
  for (const { startOffset, endOffset } of idle) {
    if (startOffset < at) continue; // inside one that is gone already
    const source = text.slice(startOffset, endOffset);
    const short = stopped(source);
    if (!short || short.length >= source.length || KEPT.test(source) || text.slice(startOffset - 4, startOffset) === "set ") continue;
    result += text.slice(at, startOffset) + short;
    at = endOffset;
  }
  return result + text.slice(at);
}

/** @param {string} source of a function @returns {string} one of the same kind and name that stops, or nothing where that is not certain */
function stopped(source) {
  const declared = /^(?:async )?function\*? ?[\w$]*\(/.exec(source);
  if (declared) return `${declared[0]})${STOP}`;
  if (/^(?:async ?)?(?:\(|[\w$]+=>)/.test(source)) return `${source.startsWith("async") ? "async" : ""}()=>${STOP}`;
  const method = /^(?:async )?[\w$]+\(/.exec(source);
  return method && source.endsWith("}") ? `${method[0]})${STOP}` : "";
}

const IMPORTS = /var wasmImports=\{([^{}]*)\}/;
const PUBLIC = /Module\["([\w$]+)"\]=[\w$]+;/g;
const STUB = /(?:var ([\w$]+)=(?:async)?\(\)=>|(?:async )?function ([\w$]+)\(\))\{throw Error\("left out"\)\};?/g;
const NAMES = /var ((?:[\w$]+,){50,}[\w$]+);/g;

/**
 * Drop what nothing names any more: functions for the module that it does not import, names offered to others, emptied functions, and
 * declarations of all these.
 * @param {string} text @param {string} users text of whoever else uses a few @param {Set<string>} imported names that the module imports
 */
export function withoutUnnamed(text, users, imported) {
  let left = text.replace(IMPORTS, (_, list) => {
    const kept = list.split(",").filter((/** @type {string} */ entry) => imported.has(entry.split(":")[0]?.trim() ?? ""));
    return `var wasmImports={${kept}}`;
  });
  const used = new Set(Array.from((left + users).matchAll(/\.([\w$]+)/g), ([, name]) => name));
  left = left.replace(PUBLIC, (whole, name) => (used.has(name) || left.split(`"${name}"`).length > 2 ? whole : ""));
  let counts = counted(left);
  left = left.replace(STUB, (whole, one, other) => (counts.get(one ?? other) === 1 ? "" : whole));
  counts = counted(left);
  return left.replace(NAMES, (_, list) => `var ${list.split(",").filter((/** @type {string} */ name) => counts.get(name) !== 1)};`);
}

/** @param {string} text @returns {Map<string, number>} how often each name stands there */
function counted(text) {
  const counts = new Map();
  for (const [name] of text.matchAll(/[\w$]+/g)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** @param {string} text @returns {Set<string>} the exports of the module that the glue asks for */
export function exportsAsked(text) {
  return new Set(Array.from(text.matchAll(/wasmExports\[?\.?"?([\w$]+)"?\]?/g), ([, name]) => name));
}
