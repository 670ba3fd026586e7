// Packs files with Zstandard, at its strongest, by the encoder inside Pyodide: the same on every machine. Called by
// quiz/publish/runtime.py with one JSON order on standard input.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const order = JSON.parse(readFileSync(0, "utf8"));
const { loadPyodide } = await import(pathToFileURL(join(order.pyodide, "pyodide.mjs")).href);
const pyodide = await loadPyodide({ indexURL: order.pyodide });
const inside = pyodide.globals.get("dict")();
pyodide.runPython(readFileSync(order.inside, "utf8"), { globals: inside });
for (const name of order.names) {
  pyodide.FS.writeFile("/plain", readFileSync(join(order.from, name)));
  inside.get("compress")("/plain", "/packed");
  writeFileSync(join(order.to, `${name}.zst`), pyodide.FS.readFile("/packed"));
}
