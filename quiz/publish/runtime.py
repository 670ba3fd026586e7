"""Packs the Python that ships, twice. *Whole*: Pyodide with its library cut down to what the engine reaches, and the engine, both as
bytecode. *Lean*: the part of Pyodide that ran when every case was run, and its memory with the engine imported; whatever does not fit
or was never run leads back to the whole.

pyodide-build compiles, *inside* Pyodide under Node, because bytecode fits only the Python that wrote it. The work is done by
`scripts/pack_runtime.mjs` and `scripts/lean`; this file decides when it is needed and names the results by their contents.
It knows files and hashes; it must not know MkDocs.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quiz.publish.problems import AuthorError, Problem

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "runtime"
PYODIDE = ROOT / "node_modules" / "pyodide"
TOOLS = ROOT / ".cache" / "pyodide-tools"
PACKER = ROOT / "scripts" / "pack_runtime.mjs"
INSIDE = ROOT / "scripts" / "inside_pyodide.py"
LEAN = ROOT / "scripts" / "lean"
BOOT = tuple(ROOT / "quiz" / "web" / name for name in ("boot.js", "image.js"))
UNPACKER = ROOT / "node_modules" / "fzstd"
CASES = ROOT / "tests" / "cases"
ENGINE = ROOT / "quiz" / "engine"
PACKED = ("python.wasm", "python.image")


@dataclass(frozen=True, slots=True)
class Runtime:
    """A packed runtime: a folder with every file that ships, and which of them each of the two boots needs.

    unpacked: those that are packed, once they are not. image: the name of Python's memory.
    """

    folder: Path
    unpacked: dict[str, bytes]
    image: str = "python.image.zst"
    lean: tuple[str, ...] = ("python.wasm.zst", "python.image.zst", "pyodide.mjs", "python.mjs")
    whole: tuple[str, ...] = ("pyodide.asm.wasm", "python_stdlib.zip", "engine.zip", "pyodide.mjs", "pyodide.asm.mjs")


def engine_sources() -> list[Path]:
    return sorted(ENGINE.rglob("*.py"))


def packed() -> Runtime:
    """The runtime for the engine as it stands, packed now unless it was before.

    Raises AuthorError with one problem when Node or Pyodide is missing or the engine does not run.
    """
    digest = hashlib.sha256()
    lean = [path for path in sorted(LEAN.rglob("*")) if path.suffix in (".mjs", ".py")]
    for path in [*engine_sources(), PACKER, INSIDE, *lean, *BOOT, PYODIDE / "package.json", *sorted(CASES.glob("*.json"))]:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    folder = CACHE / digest.hexdigest()[:16]
    if not (folder / "done").exists():
        _pack(folder)
    return Runtime(folder / "pyodide", {f"{name}.zst": (folder / name).read_bytes() for name in PACKED})


def _pack(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    cases = sorted(CASES.glob("*.json"))
    sources = [path.relative_to(ROOT).as_posix() for path in [ROOT / "quiz" / "__init__.py", *engine_sources()]]
    whole = {
        "out": str(folder),
        "pyodide": str(PYODIDE),
        "tools": str(TOOLS),
        "inside": str(INSIDE),
        "root": str(ROOT),
        "engine": sources,
        "cases": [path.relative_to(ROOT).as_posix() for path in cases],
        "lean_library": (LEAN / "library").relative_to(ROOT).as_posix(),
    }
    done = _run(PACKER, whole)
    lean = {
        "out": str(folder),
        "pyodide": str(PYODIDE),
        "lock": (folder / "pyodide" / "pyodide-lock.json").read_text(),
        "modules": [name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in sources],
        "cases": [str(path) for path in cases],
    }
    done += _run(LEAN / "pack.mjs", lean)
    packing = {"pyodide": str(PYODIDE), "inside": str(INSIDE), "from": str(folder), "to": str(folder / "pyodide")}
    _run(LEAN / "compress.mjs", packing | {"names": PACKED})
    shutil.copy(folder / "python.mjs", folder / "pyodide")
    shutil.copy(folder / "engine.zip", folder / "pyodide")
    (folder / "done").write_text(done)


def _run(script: Path, order: Mapping[str, object]) -> str:
    """What a script of Node's says when it is given `order`. Raises AuthorError with the end of its complaint."""
    done = subprocess.run(
        [node(), str(script)], input=json.dumps(order), capture_output=True, text=True, cwd=ROOT, check=False
    )
    if done.returncode:
        lines = [line.strip() for line in (done.stderr or done.stdout).splitlines() if len(line) < 400]  # not wasm glue
        wrong = "the engine could not be packed for the browser: " + " / ".join(filter(None, lines[-12:]))
        raise AuthorError([Problem("quiz/engine", "", "", wrong, "Mend the engine, then build again.")])
    return done.stdout


def node() -> str:
    """The Node to run: the environment's own (from PyPI) or the machine's."""
    places = [str(ROOT / ".venv" / ("Scripts" if os.name == "nt" else "bin")), os.environ.get("PATH", "")]
    found = shutil.which("node", path=os.pathsep.join(places))
    if not found or not PYODIDE.exists():
        missing = "Node.js" if not found else "the Pyodide package"
        raise AuthorError([Problem("", "", "", f"{missing} is missing", "Run `make setup`.")])
    return found


def content_hash(files: dict[str, bytes]) -> str:
    """Twelve hex digits of names and contents: the folder name a release of these files goes by."""
    digest = hashlib.sha256()
    for name, data in sorted(files.items()):
        digest.update(name.encode() + b"\0" + data + b"\0")
    return digest.hexdigest()[:12]
