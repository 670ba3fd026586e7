"""Everything `make test` checks, in order of speed, each step named; the first that fails stops the run.

python -m scripts.check_all
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from quiz.publish.runtime import ROOT, node
from scripts.setup import find_browser

PYTHON = sys.executable


def steps() -> list[tuple[str, list[str]]]:
    typescript = str(ROOT / "node_modules" / "typescript" / "lib" / "tsc.js")
    return [
        ("style of the Python", [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."]),
        ("lint", [PYTHON, "-m", "ruff", "check", "--quiet", "."]),
        ("types of the Python", [PYTHON, "-m", "mypy"]),
        ("types of the JavaScript", [node(), typescript, "--project", "."]),
        ("types of the service worker", [node(), typescript, "--project", "tsconfig.worker.json"]),
        ("the bank and the pages", [PYTHON, "-m", "quiz.publish.check"]),
        ("the tests, in a real browser too", [PYTHON, "-m", "pytest"]),
    ]


def main() -> int:
    environment = {**os.environ, "CHROMIUM": find_browser() or ""}
    for name, command in steps():
        print(f"\ntest: {name}", flush=True)
        started = time.monotonic()
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            print(f"test: stopped at {name}", file=sys.stderr)
            return 1
        print(f"test: {name}: good ({time.monotonic() - started:.0f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
