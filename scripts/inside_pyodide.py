"""What `scripts/pack_runtime.mjs` asks of the Python inside Pyodide: which modules are reached, compile them, verify.

Each function takes and gives JSON strings. The repository is mounted at /repo, the result at /out, pyodide-build at /tools, the npm package at /package.
"""

import importlib
import json
import sys
import zipfile
from pathlib import Path

LIBRARY = "python_stdlib.zip"
EPOCH = (2020, 1, 1, 0, 0, 0)
# Reached only when something goes wrong, or by Pyodide itself on a path no case takes.
RARELY = ("traceback", "linecache", "tokenize")


# Packages of which scripts/lean/library has a short version, from which the lean image is made.
REPLACED = ("asyncio/",)


def module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def run_cases(order: dict) -> int:
    """Import every engine module and run every case through the engine's one door; the number of cases that agree."""
    for path in order["engine"]:
        importlib.import_module(module_name(path))
    cases = importlib.import_module("quiz.engine.protocol")
    run = 0
    for path in order["cases"]:
        file = json.loads(Path("/repo", path).read_text("utf-8"))
        for case in file["cases"]:
            door = cases.Door()
            bank = case.get("bank", file["bank"])  # a case's own bank, null included, comes before the file's
            if bank is not None:
                opened = json.loads(door.handle(json.dumps({"op": "open", "bank": bank})))
                assert opened["ok"], (path, case["promise"], opened)
            asked = case["request"]  # a string goes through the door as it stands
            reply = json.loads(door.handle(asked if isinstance(asked, str) else json.dumps(asked)))
            for name, expected in case["reply"].items():
                assert reply.get(name) == expected, (path, case["promise"], name, reply)
            run += 1
    return run


def reached(order: str) -> str:
    """Run everything the browser will; the library modules that were imported, as JSON."""
    sys.path.insert(0, "/repo")
    run_cases(json.loads(order))
    for name in RARELY:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
    names = []
    for _, module in sorted(sys.modules.items()):
        origin = getattr(module, "__file__", None) or ""
        if ".zip/" in origin:
            names.append(origin.split(".zip/", 1)[1].removesuffix("c"))
    return json.dumps(sorted(set(names)))


def pack(order: str, names: str) -> None:
    """Write /out/pyodide/python_stdlib.zip, /out/engine.zip and /out/lean.zip (what the lean image is made from) as bytecode, with
    pyodide-build's own compiler.
    """
    sys.path.insert(0, "/tools")
    from pyodide_build._py_compile import _py_compile_archive

    wanted = json.loads(order)
    library = zipfile.ZipFile(Path("/package", LIBRARY))
    write_zip(Path("/out/pyodide", LIBRARY), {name: library.read(name) for name in json.loads(names)})
    write_zip(Path("/out/engine.zip"), {path: Path("/repo", path).read_bytes() for path in wanted["engine"]})
    own = Path("/repo", wanted["lean_library"])
    ours = {path.relative_to(own).as_posix(): path.read_bytes() for path in sorted(own.rglob("*.py"))}
    others = {name: library.read(name) for name in json.loads(names) if not name.startswith(REPLACED)}
    write_zip(Path("/out/lean.zip"), others | ours)
    for archive in (Path("/out/pyodide", LIBRARY), Path("/out/engine.zip"), Path("/out/lean.zip")):
        _py_compile_archive(archive, keep=False, verbose=False, compression_level=9)
        settle(archive)


def settle(archive: Path) -> None:
    """Write a zip anew with fixed dates and sorted names, so that the same input gives the same bytes."""
    with zipfile.ZipFile(archive) as found:
        files = {name: hash_based(found.read(name)) for name in sorted(found.namelist())}
    write_zip(archive, files)


def hash_based(bytecode: bytes) -> bytes:
    """The bytecode without the date of its source (flags 0, time 0, size kept): the import system of a zip without
    sources does not read it, and the same source then gives the same bytes.
    """
    return bytecode[:4] + b"\0" * 8 + bytecode[12:]


def write_zip(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)


def verify(order: str) -> str:
    """Run every case in the packed runtime; a line that says what was seen."""
    assert not any(name.startswith("quiz") for name in sys.modules)
    run = run_cases(json.loads(order))
    origin = sys.modules["quiz.engine.protocol"].__file__
    assert origin.startswith("/engine.zip/"), origin
    return json.dumps({"cases": run, "python": sys.version.split()[0]})


def compress(source: str, target: str) -> None:
    """Pack a file with Zstandard, as small as it gets: it is packed once and downloaded often."""
    from compression import zstd

    strongest = zstd.CompressionParameter.compression_level.bounds()[1]
    Path(target).write_bytes(zstd.compress(Path(source).read_bytes(), level=strongest))
