"""Packs the Python that ships: Pyodide cut down to what the engine reaches, and the engine, both as bytecode.

pyodide-build compiles them, *inside* Pyodide under Node, because bytecode fits only the Python that wrote it. The work
is done by `scripts/pack_runtime.mjs`; this file decides when it is needed and names the results by their contents.
It knows files and hashes; it must not know MkDocs.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from quiz.publish.problems import AuthorError, Problem

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "runtime"
PYODIDE = ROOT / "node_modules" / "pyodide"
TOOLS = ROOT / ".cache" / "pyodide-tools"
PACKER = ROOT / "scripts" / "pack_runtime.mjs"
INSIDE = ROOT / "scripts" / "inside_pyodide.py"
CASES = ROOT / "tests" / "cases"
ENGINE = ROOT / "quiz" / "engine"


@dataclass(frozen=True, slots=True)
class Runtime:
    """A packed runtime: the folder with the stock Pyodide files and `python_stdlib.zip`, and the engine's zip."""

    pyodide: Path
    engine: Path


def engine_sources() -> list[Path]:
    return sorted(ENGINE.rglob("*.py"))


def packed() -> Runtime:
    """The runtime for the engine as it stands, packed now unless it was before.

    Raises AuthorError with one problem when Node or Pyodide is missing or the engine does not run.
    """
    digest = hashlib.sha256()
    for path in [*engine_sources(), PACKER, INSIDE, PYODIDE / "package.json", *sorted(CASES.glob("*.json"))]:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    folder = CACHE / digest.hexdigest()[:16]
    runtime = Runtime(folder / "pyodide", folder / "engine.zip")
    if not (folder / "done").exists():
        _pack(folder)
    return runtime


def _pack(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    order = {
        "out": str(folder),
        "pyodide": str(PYODIDE),
        "tools": str(TOOLS),
        "inside": str(INSIDE),
        "root": str(ROOT),
        "engine": [path.relative_to(ROOT).as_posix() for path in [ROOT / "quiz" / "__init__.py", *engine_sources()]],
        "cases": [path.relative_to(ROOT).as_posix() for path in sorted(CASES.glob("*.json"))],
    }
    done = subprocess.run(
        [node(), str(PACKER)], input=json.dumps(order), capture_output=True, text=True, cwd=ROOT, check=False
    )
    if done.returncode:
        lines = [line.strip() for line in (done.stderr or done.stdout).splitlines() if len(line) < 400]  # not wasm glue
        wrong = "the engine could not be packed for the browser: " + " / ".join(filter(None, lines[-12:]))
        raise AuthorError([Problem("quiz/engine", "", "", wrong, "Mend the engine, then build again.")])
    (folder / "done").write_text(done.stdout)


def node() -> str:
    """The Node to run: the environment's own (from PyPI) or the machine's."""
    places = [str(ROOT / ".venv" / ("Scripts" if os.name == "nt" else "bin")), os.environ.get("PATH", "")]
    found = shutil.which("node", path=os.pathsep.join(places))
    if not found or not PYODIDE.exists():
        missing = "Node.js" if not found else "the Pyodide package"
        raise AuthorError([Problem("", "", "", f"{missing} is missing", "Run `make setup`.")])
    return found


def content_hash(paths: list[Path]) -> str:
    """Twelve hex digits of names and contents: the folder name a release of these files goes by."""
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda each: each.name):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
