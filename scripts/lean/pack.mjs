// Packs the lean runtime out of the whole one. Called by quiz/publish/runtime.py with one JSON order on standard input:
//   1. boot Pyodide with the engine imported, tidy up, and keep its memory as an image;
//   2. restore the image in a module whose functions mark themselves when they run; run every case, many slips of each, and a workout;
//   3. cut the module, and the glue, down to what ran, restore the image in that, and run every case again: what does not work does not ship.
// Everything runs as in a browser's worker, through the same quiz/web/boot.js.
import { deliver, node } from "./worker_like.mjs";
import { readFileSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bootLean } from "../../quiz/web/boot.js";
import { runCases, slips } from "./cases.mjs";
import { exportsAsked, withoutIdleFunctions, withoutPointers, withoutUnnamed, withoutUnreadNames } from "./glue.mjs";
import { imageOf } from "./image.mjs";
import { cut, functionCount, initialMemory, marked, withExports } from "./wasm.mjs";

const MARKS = 250 * 2 ** 20; // far above what Python's memory grows to here
const PAGES = 4096; // 256 MiB

const order = JSON.parse(readFileSync(0, "utf8"));
const pyodideFile = (/** @type {string} */ name) => join(order.pyodide, name);
const outFile = (/** @type {string} */ name) => join(order.out, name);
const load = (/** @type {string} */ path) => import(pathToFileURL(path).href);

const text = (/** @type {string} */ name) => readFileSync(pyodideFile(name), "utf8");
const users = text("pyodide.mjs") + readFileSync(new URL("./image.mjs", import.meta.url), "utf8");
const glueText = withoutPointers(withoutUnreadNames(text("pyodide.asm.mjs"), users));
writeFileSync(outFile("watched.mjs"), glueText);
const inspector = new Session();
inspector.connect();
const inspect = (/** @type {string} */ method, given = {}) =>
  new Promise((resolve, reject) => inspector.post(method, given, (error, result) => (error ? reject(error) : resolve(result))));
await inspect("Profiler.enable");
await inspect("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
const pyodideModule = await load(pyodideFile("pyodide.mjs"));
const glue = await load(outFile("watched.mjs"));
const asked = exportsAsked(glueText);
for (const name of ["memory", "__indirect_function_table", "__main_argc_argv"]) asked.add(name);
const base = withExports(readFileSync(pyodideFile("pyodide.asm.wasm")), asked);

/** What quiz/web/boot.js is given in place of the network. @param {Uint8Array} wasm @param {Uint8Array} image */
const files = (wasm, image, glueModule = glue) => ({
  root: location.href,
  lock: order.lock,
  bytes: async () => image,
  wasm: () => WebAssembly.compile(wasm),
  script: async (/** @type {string} */ name) => (name === "pyodide.mjs" ? pyodideModule : glueModule),
});

/** @param {(request: string) => string} handle @returns {(request: string) => string} the same, each request arriving as a message */
function delivering(handle) {
  return (request) => {
    deliver({ id: 1, request });
    return handle(request);
  };
}

/** Boot Pyodide plainly with the lean library and the engine, and give its memory after tidying up. */
async function makeImage() {
  const engine = readFileSync(outFile("engine.zip"));
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = async (address) => new Response(String(address).endsWith(".zip") ? readFileSync(outFile("lean.zip")) : "");
  let table = 0;
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const made = await WebAssembly.instantiate(base, imports);
    table = made.instance.exports.__indirect_function_table.length;
    return made;
  };
  const pyodide = await pyodideModule.loadPyodide({
    indexURL: location.href, packageBaseUrl: location.href, lockFileContents: order.lock, _makeSnapshot: true, createPyodideModule: glue.default,
    env: { PYTHONPATH: "/engine.zip", PYTHONHASHSEED: "0", HOME: "/" },
    fsInit: async (system) => system.writeFile("/engine.zip", engine),
  }); // prettier-ignore
  Object.assign(globalThis, { fetch });
  WebAssembly.instantiateStreaming = instantiateStreaming;
  for (const name of order.modules) pyodide.pyimport(name).destroy();
  pyodide.globals.get("exec")(readFileSync(new URL("./tidy.py", import.meta.url), "utf8"), pyodide.globals.get("dict")());
  return imageOf(pyodide, table, (length) => initialMemory(base, length));
}

/** @param {Uint8Array} image @returns {Promise<Uint8Array>} one byte for each function: did it run */
async function whatRuns(image) {
  const instrumented = marked(base, MARKS, PAGES);
  let memory;
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    memory ??= (made.instance ?? made).exports.memory;
    return made;
  };
  let pyodide;
  const loader = { loadPyodide: async (options) => (pyodide = await pyodideModule.loadPyodide(options)) };
  const watched = files(instrumented, image);
  const answer = await bootLean({ ...watched, script: (name) => (name === "pyodide.mjs" ? loader : watched.script(name)) });
  const handle = delivering(answer);
  WebAssembly.instantiate = instantiate;
  runCases(order.cases, handle);
  for (const request of slips(order.cases)) handle(request);
  pyodide.globals.get("exec")(readFileSync(new URL("./workout.py", import.meta.url), "utf8"), pyodide.globals.get("dict")());
  return new Uint8Array(memory.buffer, MARKS, functionCount(base)).slice();
}

const times = [];
const step = async (name, work) => {
  const from = node.hrtime();
  const result = await work();
  const [seconds, nanoseconds] = node.hrtime(from);
  times.push(`${name} ${(seconds + nanoseconds / 1e9).toFixed(1)} s`);
  return result;
};

/** The functions of the glue and how often each ran since this was last asked. */
async function glueCounts() {
  const { result } = await inspect("Profiler.takePreciseCoverage");
  const script = result.find(({ url }) => url.endsWith("/watched.mjs"));
  return script.functions.map(({ ranges }) => ranges[0]);
}

const image = await step("image", makeImage);
await glueCounts();
writeFileSync(outFile("python.image"), image);
const ran = await step("profile", () => whatRuns(image));
const imported = new Set(WebAssembly.Module.imports(await WebAssembly.compile(base)).map(({ name }) => name));
writeFileSync(outFile("python.mjs"), withoutUnnamed(withoutIdleFunctions(glueText, await glueCounts()), users, imported));
await inspect("Profiler.stopPreciseCoverage");
const leanGlue = await load(outFile("python.mjs"));
const lean = cut(base, (number) => ran[number] === 1);
writeFileSync(outFile("python.wasm"), lean);
const count = await step("verify", async () => runCases(order.cases, delivering(await bootLean(files(lean, image, leanGlue)))));
const report = JSON.stringify({ cases: count, functions: ran.reduce((sum, each) => sum + each, 0), times });
node.stdout.write(report, () => node.exit(0)); // Pyodide leaves an open message channel behind
