// Where the worker's files come from in a folder on a stick: the page hands them over, as base64, with its first message. Pyodide's modules
// stand in the worker's own script, as functions (quiz/publish/folder.py), since WebKit imports none where pages are files.
// Stands in the place of quiz/web/files.js.
import { Decompress } from "./fzstd.js";
import { manifest } from "./manifest.js";

const GZIP = 0x1f; // what a file begins with that was packed for the way here only

/** A file that is missing or is not the one the manifest names. */
export class FileError extends Error {}

// Pyodide takes a worker for a module worker, the only kind it runs in, when this throws.
Reflect.set(self, "importScripts", () => {
  throw new TypeError();
});

/** @type {Promise<Record<string, string>>} */
const given = new Promise((resolve) => {
  const hear = (/** @type {MessageEvent} */ event) => {
    event.stopImmediatePropagation(); // it is no question to the engine
    self.removeEventListener("message", hear);
    resolve(event.data.files);
  };
  self.addEventListener("message", hear);
});

/**
 * @param {(bytes: number) => void} arrived is told of every file
 * @returns {import("./boot.js").Files & {text: (name: string) => Promise<string>, keep: () => Promise<void>}}
 */
export function filesFromServer(arrived) {
  /** @param {string} name @returns {Promise<Uint8Array<ArrayBuffer>>} */
  const bytes = async (name) => {
    const file = manifest.files[name];
    const text = (await given)[name];
    if (!file || text === undefined) throw new FileError(`${name} is missing`);
    const sent = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const packed = sent[0] === GZIP ? await inflated(sent) : sent;
    if (packed.length !== file.bytes) throw new FileError(`${name} is not the file it should be`);
    arrived(packed.length);
    return file.packed ? unpacked(name, packed, file.unpacked) : packed;
  };
  return {
    root: "file:///", // for Pyodide to name its files by
    lock: JSON.stringify(manifest.lock),
    script: async (name) => {
      const module = Reflect.get(self, "modules")[name];
      if (!module) throw new FileError(`${name} is missing`);
      arrived(manifest.files[name]?.bytes ?? 0);
      return module();
    },
    bytes,
    wasm: async (name) => WebAssembly.compile(await bytes(name)),
    text: async (name) => new TextDecoder().decode(await bytes(name)),
    keep: async () => {}, // there is nowhere to keep it
  };
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function inflated(bytes) {
  // Not by way of a Blob, which WebKit does not read where pages are files.
  const stream = /** @type {ReadableStream} */ (new Response(bytes).body).pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {string} name @param {Uint8Array} packed @param {number} size */
function unpacked(name, packed, size) {
  const whole = new Uint8Array(size);
  let at = 0;
  try {
    const unpack = new Decompress((part) => {
      whole.set(part, at);
      at += part.byteLength;
    });
    unpack.push(packed, true);
  } catch (error) {
    throw new FileError(`${name} cannot be unpacked`, { cause: error });
  }
  return whole;
}
