"""Part `scale`: what a build costs as pages and items grow, beside a stock MkDocs build of the same pages in the same run, and how soon an
edit is on screen under `serve`.

Pages and items are added to those there are, since the bank holds on to its pages: see `scripts.bench.bigger`. `first` is a build in a
new copy (the runtime is packed before), `again` the next one, which finds what the first kept in .cache.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from quiz.publish.runtime import packed
from scripts.bench.bigger import bigger, stock
from scripts.bench.ground import Ground
from scripts.bench.slow import SLOW_RUNS
from scripts.bench.table import Rows, ratio, spreads
from scripts.setup import Missing

GRID = ((0, 0), (10, 0), (100, 0), (1_000, 0), (0, 100), (0, 1_000), (0, 10_000))
"""(pages added in each language, items added)."""
LARGE = 500
"""From so many pages or items on, a build is run once: it takes minutes."""
WAIT = 120
EDITED = "改"
EDITS = {
    "a page": ("docs/zh/causes.md", "{: .lead }", "{: .lead }\n\n{0}。", "causes/"),
    "an item": ("quiz/bank/items/causes.toml", '[item.stem]\nzh = "', '[item.stem]\nzh = "{0}', "check/questions/causes/"),
    "a word": ("quiz/bank/words/check.toml", 'dont-know = { zh = "', 'dont-know = { zh = "{0}', "check/questions/causes/"),
    "a template": (
        "quiz/publish/templates/item.html",
        '<section class="item"',
        '<!--{0}--><section class="item"',
        "check/questions/causes/",
    ),
    "a style": ("docs/assets/site.css", ":root {", '.lead::after { content: "{0}" }\n:root {', "causes/"),
}
"""What is edited: the file, what stands there, what then stands there, and the page that shows it."""
_MKDOCS = (
    "import sys, runpy; sys.modules['jieba'] = None; "  # Material segments Chinese with it where it happens to be there: it is not pinned
    "runpy.run_module('mkdocs', run_name='__main__', alter_sys=True)"
)


def measure(ground: Ground) -> Rows:
    packed()
    found: dict[str, dict[str, list[float]]] = {}
    for pages, items in GRID:
        name = f"build, {_more(pages, items)}, s"
        times = found.setdefault(name, {"first": [], "again": [], "stock MkDocs": []})
        for _ in range(1 if max(pages, items) >= LARGE else min(ground.runs, SLOW_RUNS)):
            with tempfile.TemporaryDirectory() as folder:
                ours, other = Path(folder) / "ours", Path(folder) / "stock"
                bigger(ours, pages, items)
                stock(ours, other)
                times["first"].append(_build(ours))
                times["stock MkDocs"].append(_build(other))
                times["again"].append(_build(ours))
        print(f"bench: scale: {name} {', '.join(f'{who} {each[-1]:.1f}' for who, each in times.items())}", flush=True)
    rows = spreads(found)
    for columns in rows.values():
        for who in ("first", "again"):
            columns[f"{who} to stock"] = ratio(columns[who], columns["stock MkDocs"])
    return rows | spreads(_edits(min(ground.runs, SLOW_RUNS)))


def _more(pages: int, items: int) -> str:
    if pages or items:
        return f"{pages:,} more pages a language" if pages else f"{items:,} more items"
    return "today's size"


def _build(project: Path) -> float:
    started = time.monotonic()
    command = [sys.executable, "-c", _MKDOCS, "build", "--quiet", "--site-dir", str(project.with_suffix(".site"))]
    done = subprocess.run(command, cwd=project, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"A copy of the project could not be built:\n{done.stderr[-2000:]}")
    return time.monotonic() - started


def _environment() -> dict[str, str]:
    """Python keeps what it compiles, as it does unless it is told not to: what pip installed came compiled."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "NO_MKDOCS_2_WARNING": "true"}


def _edits(runs: int) -> dict[str, dict[str, list[float]]]:
    """Seconds from the edit of a file until browsers are told to reload; MkDocs itself looks at files twice a second. Raises Missing
    when a page does not show the edit then.
    """
    found: dict[str, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory() as name:
        project = bigger(Path(name) / "ours")
        with _served(project) as address:
            for run in range(runs):
                for what, (file, before, after, page) in EDITS.items():
                    path = project / file
                    text = path.read_text(encoding="utf-8")
                    mark = f"{EDITED}{run}"
                    epoch = _epoch(_get(address + page))
                    started = time.monotonic()
                    path.write_text(text.replace(before, after.replace("{0}", mark), 1), encoding="utf-8")
                    if int(_get(f"{address}livereload/{epoch}/{run}")) <= epoch:  # it answers after a minute without
                        raise Missing(f"under serve, an edit of {what} does not build")
                    took = time.monotonic() - started
                    found.setdefault(f"serve, today's size: an edit of {what} on screen, s", {}).setdefault(
                        "again", []
                    ).append(took)
                    if mark not in _shown(address, page):
                        raise Missing(f"under serve, {page} does not show the edit of {what}")
    return found


def _epoch(html: str) -> int:
    """The build a served page is of."""
    return int(re.findall(r"livereload\((\d+), \d+\)", html)[-1])


def _shown(address: str, page: str) -> str:
    """A page and its style sheets."""
    html = _get(address + page)
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]*)"', html)
    return html + "".join(_get(urllib.parse.urljoin(address + page, sheet)) for sheet in sheets)


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=WAIT) as answer:  # noqa: S310 — a server of ours
        return str(answer.read().decode())


@contextmanager
def _served(project: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-c", _MKDOCS, "serve", "--quiet", "--dev-addr", place]
    environment = {**_environment(), "SITE_URL": f"http://{place}/"}
    server = subprocess.Popen(command, cwd=project, env=environment, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + WAIT
        while time.monotonic() < until:
            with suppress(OSError):
                _get(f"http://{place}/")
                break
            time.sleep(0.2)
        yield f"http://{place}/"
    finally:
        server.terminate()
        server.wait()
