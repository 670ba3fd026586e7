// Packs Pyodide's standard library and the engine for the browser. Called by quiz/publish/runtime.py with one JSON order
// on standard input. Three boots of Pyodide under Node:
//   1. run the engine with the whole library and note which modules were reached;
//   2. let pyodide-build compile just those, and the engine, with Pyodide's own Python (bytecode fits no other);
//   3. boot the packed result alone, import every engine module and run every case file: what does not work does not ship.
// The Python of each step stands in scripts/inside_pyodide.py.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

process.on("uncaughtException", (error) => {
  console.error(error?.message ?? error); // without the source line, which is the whole of Pyodide's glue
  process.exit(1);
});
const order = JSON.parse(readFileSync(0, "utf8"));
const { loadPyodide } = await import(pathToFileURL(join(order.pyodide, "pyodide.mjs")).href);
const SHIPPED = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"];
// Pyodide compares its own version with a lock file's; ours names no packages, since none is ever loaded.
const lock = JSON.parse(readFileSync(join(order.pyodide, "pyodide-lock.json"), "utf8"));
const LOCK = JSON.stringify({ info: lock.info, packages: {} });

/** Boot Pyodide with `options`, give its Python the functions of inside_pyodide.py. */
async function boot(options = {}) {
  const pyodide = await loadPyodide({ indexURL: order.pyodide, ...options });
  const mount = (name, folder) => {
    pyodide.FS.mkdirTree(name);
    pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, name);
  };
  mount("/repo", order.root);
  mount("/out", order.out);
  mount("/tools", order.tools);
  mount("/package", order.pyodide);
  const inside = pyodide.globals.get("dict")();
  pyodide.runPython(readFileSync(order.inside, "utf8"), { globals: inside });
  return { pyodide, call: (name, ...given) => inside.get(name)(...given) };
}

mkdirSync(join(order.out, "pyodide"), { recursive: true });
for (const name of SHIPPED) cpSync(join(order.pyodide, name), join(order.out, "pyodide", name));

const first = await boot();
const reached = first.call("reached", JSON.stringify(order));

const second = await boot();
second.call("pack", JSON.stringify(order), reached);

const stdlib = join(order.out, "pyodide", "python_stdlib.zip");
const engine = readFileSync(join(order.out, "engine.zip"));
const third = await boot({
  stdLibURL: stdlib,
  lockFileContents: LOCK,
  env: { PYTHONPATH: "/engine.zip" },
  fsInit: async (files) => files.writeFile("/engine.zip", engine), // as quiz/web/worker.js does
});
process.stdout.write(third.call("verify", JSON.stringify(order)));
writeFileSync(join(order.out, "modules.json"), reached);
writeFileSync(join(order.out, "pyodide", "pyodide-lock.json"), LOCK);
