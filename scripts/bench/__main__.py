"""python -m scripts.bench [part …] [--runs N]

Measures the parts named, or all, and writes bench.json and bench.md. Everything is served from loopback; a measured page that asks
another origin stops the bench.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

from scripts.bench import messages, pages, peers, runtime, scale, table
from scripts.bench.ground import Ground, Outside
from scripts.setup import Missing
from scripts.site import ROOT

PARTS: dict[str, Callable[[Ground], table.Rows]] = {
    "pages": pages.measure,
    "runtime": runtime.measure,
    "peers": peers.measure,
    "scale": scale.measure,
    "messages": lambda ground: messages.rows(),  # noqa: ARG005 — words need no browser
}
IN_BROWSER = {"pages", "runtime", "peers"}


def versions() -> str:
    """What is measured and with what."""
    packages = json.loads((ROOT / "node_modules" / "pyodide" / "package.json").read_text(encoding="utf-8"))
    ours = {"declined-again": _own_version(), "pyodide": packages["version"]}
    tools = {name: version(name) for name in ("mkdocs", "mkdocs-material", "mkdocs-static-i18n")}
    return ", ".join(f"{name} {each}" for name, each in {**ours, **tools, "Python": platform.python_version()}.items())


def _own_version() -> str:
    lines = Path(ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    return next(line.partition("=")[2].strip(' "') for line in lines if line.startswith("version"))


def main(names: list[str], runs: int) -> int:
    done: dict[str, table.Rows] = {}
    with ExitStack() as stack:
        ground = Ground(runs, stack)
        shared: dict[str, object] = {"machine": ground.machine(), "versions": versions(), "runs": runs}
        if IN_BROWSER & set(names):
            shared["browser"] = f"Chromium {ground.browser.version}"
        for name in names:
            started = time.monotonic()
            print(f"bench: {name} …", flush=True)
            try:
                done[name] = PARTS[name](ground)
            except (Missing, Outside) as stopped:
                print(f"bench: {name}: {stopped}", file=sys.stderr)
                return 1
            print(f"bench: {name}: measured ({time.monotonic() - started:.0f} s)", flush=True)
            text = table.write(shared, done, ROOT)
    print(f"\n{text}")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m scripts.bench")
    parser.add_argument(
        "parts", nargs="*", metavar="part", choices=[[], *PARTS], help=f"{', '.join(PARTS)}; all, if none is named"
    )
    parser.add_argument(
        "--runs", type=int, default=5, help="how often what is quick is measured (slow things: 3 times at most)"
    )
    arguments = parser.parse_args()
    sys.exit(main(arguments.parts or list(PARTS), arguments.runs))
