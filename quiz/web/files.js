// Where the worker's files come from on a web server: fetched, checked against the manifest's hashes, unpacked as they arrive, and only
// then run. It knows addresses and hashes; it must not know Pyodide. A folder on a stick puts another module in this one's place.
import { Decompress } from "./fzstd.js";
import { manifest } from "./manifest.js";

/** A file that is missing or is not the one the manifest names. */
export class FileError extends Error {}

/** Requests that the worker's first lines made before any module was here, by address: see `Engine.#begin`. @type {Map<string, Promise<Response>>} */
const early = Reflect.get(globalThis, "early") ?? new Map();

/**
 * @param {(bytes: number) => void} arrived is told of every piece
 * @returns {import("./boot.js").Files & {text: (name: string) => Promise<string>}}
 */
export function filesFromServer(arrived) {
  return {
    root: new URL(".", import.meta.url).href,
    lock: JSON.stringify(manifest.lock),
    script: async (name) => {
      // Module scripts cannot be given a hash in a worker. The bytes are checked here, and the import that follows takes them from the
      // browser's cache. To be simplified when import maps, with their hashes, reach workers.
      await sealed(name);
      return import(addressOf(name));
    },
    bytes: async (name) => {
      const whole = new Uint8Array(fileOf(name).unpacked);
      let at = 0;
      await arriving(name, (part) => {
        whole.set(part, at); // one that is too long fails here, before it is used
        at += part.byteLength;
      });
      return whole;
    },
    wasm: async (name) => {
      const { readable, writable } = new TransformStream();
      const writer = writable.getWriter();
      const compiled = WebAssembly.compileStreaming(new Response(readable, { headers: { "Content-Type": "application/wasm" } }));
      const checked = arriving(name, (part) => void writer.write(part.slice()).catch(() => {})).then(
        () => writer.close(),
        (error) => writer.abort(error).then(() => Promise.reject(error)),
      );
      compiled.catch(() => {}); // a file that breaks off is told by `checked`
      await checked;
      return compiled;
    },
    text: async (name) => (await sealed(name)).text(),
  };

  /** @param {string} name @returns {Promise<Response>} checked by the browser; here only when all of it is */
  async function sealed(name) {
    const response = await request(name, { integrity: fileOf(name).integrity });
    arrived(fileOf(name).bytes);
    return response;
  }

  /**
   * Hand on the pieces of a file, unpacked, as they arrive; resolves once all of it is here and proved right.
   * @param {string} name @param {(part: Uint8Array) => void} take
   */
  async function arriving(name, take) {
    const { integrity, packed } = fileOf(name);
    const { subtle } = /** @type {{subtle?: SubtleCrypto}} */ (crypto);
    // Without a secure address the browser's own check is all there is, and it waits for the whole file.
    const response = await request(name, subtle ? {} : { integrity });
    if (!response.body) throw new FileError(`${name} is empty`);
    const unpack = packed ? new Decompress((part) => take(part)) : null;
    /** @type {Uint8Array[]} */
    const parts = [];
    const reader = response.body.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      arrived(piece.value.byteLength);
      parts.push(piece.value);
      if (unpack) unpacking(name, () => unpack.push(piece.value));
      else take(piece.value);
    }
    if (subtle && (await integrityOf(subtle, joined(parts))) !== integrity) throw new FileError(`${name} is not the file it should be`);
  }
}

/** @param {string} name @param {RequestInit} options @returns {Promise<Response>} */
async function request(name, options) {
  const address = addressOf(name);
  try {
    const response = await (early.get(address) ?? fetch(address, options));
    early.delete(address);
    if (response.ok) return response;
    throw new FileError(`${response.status} for ${address}`);
  } catch (error) {
    throw error instanceof FileError ? error : new FileError(`${name} could not be had`, { cause: error });
  }
}

/** What cannot be unpacked is not the file it should be. @param {string} name @param {() => void} work */
function unpacking(name, work) {
  try {
    work();
  } catch (error) {
    throw new FileError(`${name} cannot be unpacked`, { cause: error });
  }
}

/** @param {string} name */
function fileOf(name) {
  const file = manifest.files[name];
  if (!file) throw new FileError(`${name} is not in the manifest`);
  return file;
}

/** @param {string} name */
function addressOf(name) {
  return new URL(fileOf(name).address, import.meta.url).href;
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** @param {SubtleCrypto} subtle @param {Uint8Array} bytes */
async function integrityOf(subtle, bytes) {
  const digest = new Uint8Array(await subtle.digest("SHA-256", /** @type {BufferSource} */ (bytes)));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}
