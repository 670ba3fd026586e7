// Where the worker's files come from on a web server: fetched, checked against the manifest's hashes, unpacked as they arrive, and only
// then run. It knows addresses and hashes; it must not know Pyodide. A folder on a stick puts another module in this one's place.
import { Decompress } from "./fzstd.js";
import { manifest } from "./manifest.js";
import { UNPACKED, cacheName } from "./unpacked.js";

/** A file that is missing or is not the one the manifest names. */
export class FileError extends Error {}

/** What the device keeps unpacked is not what it should be. */
class StaleError extends Error {}

const ROOM = 20; // times what is kept: a device that has less to spare needs it for something else
const PATIENCE = 60_000; // milliseconds after which nobody will ask to keep it, and its memory is given back
const CACHE = cacheName(import.meta.url);

/** Requests that the worker's first lines made before any module was here, by address: see `Engine.#begin`. @type {Map<string, Promise<Response>>} */
const early = Reflect.get(globalThis, "early") ?? new Map();

/**
 * @param {(bytes: number) => void} arrived is told of every piece
 * @returns {import("./boot.js").Files & {text: (name: string) => Promise<string>, keep: () => Promise<void>}}
 */
export function filesFromServer(arrived) {
  /** What was unpacked here and may be kept. @type {[name: string, whole: Uint8Array] | undefined} */
  let fresh;
  return {
    root: new URL(".", import.meta.url).href,
    lock: JSON.stringify(manifest.lock),
    script: async (name) => {
      // Module scripts cannot be given a hash in a worker. The bytes are checked here, and the import that follows takes them from the
      // browser's cache. To be simplified when import maps, with their hashes, reach workers.
      await sealed(name);
      return import(addressOf(name));
    },
    bytes: (name) =>
      collected(name).catch(async (error) => {
        if (!(error instanceof StaleError)) throw error;
        await caches.delete(CACHE);
        return collected(name);
      }),
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
    keep: async () => {
      const [name = "", whole] = fresh ?? [];
      fresh = undefined;
      if (!whole || !("caches" in self)) return;
      const { quota = 0, usage = 0 } = await navigator.storage.estimate();
      if (quota - usage < ROOM * whole.byteLength) return;
      await caches.delete(CACHE); // that of an earlier release
      const response = new Response(/** @type {BufferSource} */ (whole), { headers: { "Content-Type": UNPACKED } });
      await (await caches.open(CACHE)).put(addressOf(name), response);
    },
  };

  /** @param {string} name @returns {Promise<Uint8Array>} */
  async function collected(name) {
    const whole = new Uint8Array(fileOf(name).unpacked);
    let at = 0;
    const fromDevice = await arriving(name, (part) => {
      whole.set(part, at); // one that is too long fails here, before it is used
      at += part.byteLength;
    });
    if (!fromDevice && fileOf(name).sealed) {
      fresh = [name, whole];
      setTimeout(() => (fresh = undefined), PATIENCE);
    }
    return whole;
  }

  /** @param {string} name @returns {Promise<Response>} checked by the browser; here only when all of it is */
  async function sealed(name) {
    const response = await request(name, { integrity: fileOf(name).integrity });
    arrived(fileOf(name).bytes);
    return response;
  }

  /**
   * Hand on the pieces of a file, unpacked, as they arrive; resolves once all of it is here and proved right.
   * @param {string} name @param {(part: Uint8Array) => void} take @returns {Promise<boolean>} whether this device had it unpacked
   */
  async function arriving(name, take) {
    const { integrity, packed, bytes, unpacked, sealed: unpackedIntegrity } = fileOf(name);
    const { subtle } = /** @type {{subtle?: SubtleCrypto}} */ (crypto);
    // Without a secure address the browser's own check is all there is, and it waits for the whole file.
    const response = await request(name, subtle ? {} : { integrity });
    if (!response.body) throw new FileError(`${name} is empty`);
    if (response.headers.get("Content-Type") === UNPACKED) {
      const whole = new Uint8Array(await response.arrayBuffer());
      if (!subtle || whole.byteLength !== unpacked || (await integrityOf(subtle, whole)) !== unpackedIntegrity) throw new StaleError(name);
      arrived(bytes);
      take(whole);
      return true;
    }
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
    return false;
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
