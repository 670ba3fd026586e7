"""The page to stand beside: stock Pyodide in a worker, as its documentation has it, and nothing else."""

from __future__ import annotations

from pathlib import Path

from quiz.publish.runtime import PYODIDE

PAGE = "stock.html"
BLANK = "blank.html"
SHIPPED = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
_PAGE = """<!doctype html><meta charset="utf-8"><title>stock</title><script type="module">
const worker = new Worker("stock.js", { type: "module" });
performance.mark("engine:start");
worker.onmessage = () => { performance.mark("engine:ready"); document.documentElement.dataset.engine = "ready"; };
</script>"""
_WORKER = """import { loadPyodide } from "./pyodide/pyodide.mjs";
const pyodide = await loadPyodide();
pyodide.runPython("1 + 1");
postMessage("ready");
"""


def put(site: Path) -> None:
    """Put the page, and a blank one, into what is served."""
    (site / PAGE).write_text(_PAGE)
    (site / "stock.js").write_text(_WORKER)
    (site / BLANK).write_text("<!doctype html><title>blank</title>")
    if not (site / "pyodide").exists():
        (site / "pyodide").symlink_to(PYODIDE)
