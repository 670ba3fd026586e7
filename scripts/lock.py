"""Pin every dependency anew, with hashes: `make lock`. Needs uv and npm; run it, then `make test`, then commit."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "scripts" / "requirements"
COMPILE = ("pip", "compile", "--quiet", "--upgrade", "--generate-hashes", "--custom-compile-command", "make lock")
OLDEST = ("--universal", "--python-version", "3.11")
INSIDE_PYODIDE = ("--python-version", "3.14")


def main() -> int:
    uv, npm = shutil.which("uv"), shutil.which("npm")
    if not uv or not npm:
        print("lock: install uv (`pipx install uv`) and Node.js, then run it again.", file=sys.stderr)
        return 1
    for name in ("site", "node", "dev", "pyodide", "peers"):
        python = INSIDE_PYODIDE if name == "pyodide" else OLDEST
        command = [uv, *COMPILE, *python, f"{name}.in", "--output-file", f"{name}.txt"]
        subprocess.run(command, cwd=LOCKS, check=True)
        print(f"lock: scripts/requirements/{name}.txt")
    for folder in (ROOT, ROOT / "scripts" / "lighthouse", ROOT / "scripts" / "bench" / "peers"):
        subprocess.run([npm, "update", "--package-lock-only", "--ignore-scripts"], cwd=folder, check=True)
        print(f"lock: {(folder / 'package-lock.json').relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
