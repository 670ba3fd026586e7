// Boots Python. `lean`: the part of Pyodide that ran when it was packed, and a memory image, so that nothing is imported here.
// `whole`: Pyodide as published, its library cut down, booted plainly: for any doubt about the lean one.
// Where bytes come from is `Files`; this module must not know (a folder on a stick has no fetch).
//
// Lean uses three things Pyodide 314.0.7 does not document: `_loadSnapshot`, `createPyodideModule` and `API.restoreSnapshot`. They are
// safe here because both ends are packed together and checked by hash, every case file was run through this very module when it was
// packed, and whatever does not fit (anything that is thrown here) leads to `whole`. To be removed when Pyodide documents its memory snapshots.
import { readImage } from "./image.js";

/**
 * @typedef {object} Files
 * @property {(name: string) => Promise<any>} script a checked and imported module
 * @property {(name: string) => Promise<Uint8Array>} bytes a checked file
 * @property {(name: string) => Promise<WebAssembly.Module>} wasm a checked and compiled module
 * @property {string} root the whole address of a folder, for Pyodide to name its files by; it fetches none itself: see `Quiet`
 * @property {string} lock Pyodide's list of packages, as JSON; it must name the version and no package
 */

/** @typedef {(request: string) => string} Handle */

/**
 * @param {Files} files
 * @returns {Promise<Handle>} rejects when a file is not right, or when this browser and the image do not fit each other
 */
export async function bootLean(files) {
  const [file, wasm, { loadPyodide }, { default: create }] = await Promise.all([
    files.bytes("python.image"),
    files.wasm("python.wasm"),
    files.script("pyodide.mjs"),
    files.script("python.mjs"),
  ]);
  const quiet = new Quiet();
  try {
    const image = readImage(file);
    /** @type {WebAssembly.Instance | undefined} */
    let instance;
    let places = 0;
    quiet.begin(async (imports) => {
      instance = await WebAssembly.instantiate(wasm, completed(wasm, imports));
      places = placesOf(instance);
      image.begin(memoryOf(instance));
      return { instance, module: wasm };
    });
    const pyodide = await loadPyodide({
      ...options(files),
      _loadSnapshot: Promise.resolve(new Uint8Array(16)),
      createPyodideModule: async (/** @type {any} */ settings) => {
        const module = await create(settings);
        settings.API.restoreSnapshot = () => {
          delete settings.API.restoreSnapshot; // and with it the image, which is large
          return restore(/** @type {WebAssembly.Instance} */ (instance), image, places);
        };
        return module;
      },
    });
    return doorOf(pyodide);
  } finally {
    quiet.end();
  }
}

/** @param {Files} files @returns {Promise<Handle>} */
export async function bootWhole(files) {
  const [wasm, library, engine, { loadPyodide }, { default: create }] = await Promise.all([
    files.wasm("pyodide.asm.wasm"),
    files.bytes("python_stdlib.zip"),
    files.bytes("engine.zip"),
    files.script("pyodide.mjs"),
    files.script("pyodide.asm.mjs"),
  ]);
  const quiet = new Quiet();
  quiet.begin(async (imports) => ({ instance: await WebAssembly.instantiate(wasm, imports), module: wasm }), library);
  try {
    const pyodide = await loadPyodide({
      ...options(files),
      createPyodideModule: create,
      env: { PYTHONPATH: "/engine.zip" },
      fsInit: async (/** @type {{writeFile: (path: string, data: Uint8Array) => void}} */ system) =>
        system.writeFile("/engine.zip", engine),
    });
    return doorOf(pyodide);
  } finally {
    quiet.end();
  }
}

/** @param {Files} files */
function options(files) {
  return { indexURL: files.root, packageBaseUrl: files.root, lockFileContents: files.lock };
}

/** @param {any} pyodide @returns {Handle} */
function doorOf(pyodide) {
  return pyodide.pyimport("quiz.engine.protocol").handle;
}

/** @param {WebAssembly.Instance} instance @returns {ArrayBuffer} */
function memoryOf(instance) {
  return /** @type {WebAssembly.Memory} */ (instance.exports.memory).buffer;
}

/**
 * Write the image over what starting up left, keeping what belongs to this browser: the place of CPython's call trampoline, which
 * is 0 where WebAssembly has no garbage collection (see Python/emscripten_trampoline.c). All other functions that memory points to stand
 * in the table's part that comes with the module; what starting up adds behind it differs from browser to browser, and nothing points there.
 * @param {WebAssembly.Instance} instance @param {import("./image.js").Image} image @param {number} places of functions that came with the module
 */
function restore(instance, { note, place }, places) {
  const memory = new DataView(memoryOf(instance));
  const [runtime, offsetAt] = note.trampolineAt;
  const at = runtime + memory.getInt32(offsetAt, true);
  const trampoline = memory.getInt32(at, true);
  if (places !== note.table || (trampoline && trampoline < places)) throw new Error("The function table is laid out differently here");
  place(memory.buffer);
  memory.setInt32(at, trampoline, true);
  return note.state;
}

/** @param {WebAssembly.Instance} instance @returns {number} */
function placesOf(instance) {
  return /** @type {WebAssembly.Table} */ (instance.exports.__indirect_function_table).length;
}

/**
 * The lean glue gives fewer functions than the module names; those missing were never called when it was packed.
 * @param {WebAssembly.Module} wasm @param {WebAssembly.Imports} imports @returns {WebAssembly.Imports}
 */
function completed(wasm, imports) {
  for (const { module, name, kind } of WebAssembly.Module.imports(wasm)) {
    const given = imports[module];
    if (kind === "function" && given && !(name in given)) given[name] = never;
  }
  return imports;
}

function never() {
  throw new Error("A function was called that the lean runtime leaves out");
}

/**
 * Pyodide asks the network for its files by fixed names and compiles its module itself. While it boots, both questions are answered
 * with what was already fetched and checked; afterwards the engine asks for nothing.
 */
class Quiet {
  #fetch = globalThis.fetch;
  #instantiate = WebAssembly.instantiateStreaming;
  /** Stack switching, where the browser has it: the engine never waits, and where the lean runtime is packed there is none. */
  #switching = ["Suspending", "Suspender"].flatMap((name) => {
    const found = Object.getOwnPropertyDescriptor(WebAssembly, name);
    return found ? [/** @type {[string, PropertyDescriptor]} */ ([name, found])] : [];
  });

  /**
   * @param {(imports: WebAssembly.Imports) => Promise<WebAssembly.WebAssemblyInstantiatedSource>} instantiate
   * @param {Uint8Array} [library] the standard library
   */
  begin(instantiate, library = new Uint8Array()) {
    globalThis.fetch = async (input) =>
      new Response(/** @type {BufferSource} */ (String(input).endsWith("python_stdlib.zip") ? library : new Uint8Array()));
    WebAssembly.instantiateStreaming = (_, imports = {}) => instantiate(imports);
    for (const [name] of this.#switching) Reflect.deleteProperty(WebAssembly, name);
  }

  end() {
    globalThis.fetch = this.#fetch;
    WebAssembly.instantiateStreaming = this.#instantiate;
    for (const [name, descriptor] of this.#switching) Object.defineProperty(WebAssembly, name, descriptor);
  }
}
