"""Part `peers`: what a reader of each peer's page pays for the same five questions, beside ours: bytes and seconds until the first verdict
and until Python is there.

Each page is served by the same host over the same link; what it would ask a CDN for is a copy from npm. The reader chooses and checks
as soon as there is something to click, and again four times a second until a verdict shows, as an impatient reader does.
"""

from __future__ import annotations

import json
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from quiz.publish.bank import read_bank
from scripts.bench.ground import Ground
from scripts.bench.peers import pages
from scripts.bench.peers.fetch import PINNED, PYTHON, fetch
from scripts.bench.slow import SLOW_RUNS, SLOWER, slowed
from scripts.bench.table import Rows, Value, spreads
from scripts.bench.visits import LONG, NO_QUESTION, VERDICT, wait_for_mark
from scripts.host import over, slow_4g
from scripts.site import ROOT

_IMPATIENT = """(([options, check, verdict, mark]) => {
  let tries = 0, last = -Infinity;
  const turn = () => {
    if (document.querySelector(verdict)) { performance.mark(mark); return; }
    const choices = document.querySelectorAll(options);
    const button = check ? document.querySelector(check) : null;
    if (choices.length && (button || !check) && performance.now() - last > 250) {
      last = performance.now();
      choices[tries++ % choices.length].click();
      button?.click();
    }
    requestAnimationFrame(turn);
  };
  requestAnimationFrame(turn);
})"""
_HEARD = """{ const log = console.log; console.log = (...words) => {
  if (String(words[0]).includes("Pyodide kernel ready")) performance.mark("python:ready");
  log(...words);
}; }"""
"""pyodide-mkdocs-theme says on the console when its Python is there, and nowhere else."""
VISITS = {"cold": 0, "warm": 1}
"""Which question is answered: answers are kept, so another the second time."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A page: where it stands, what stands for an option, the button and the verdict of question {n}, and the mark of its Python."""

    path: str
    options: str
    check: str
    verdict: str
    ready: str = ""

    def script(self, question: str) -> str:
        places = [each.replace("{n}", question) for each in (self.options, self.check, self.verdict)]
        return f"{_HEARD}{_IMPATIENT}({json.dumps([*places, VERDICT])});"


OURS = Peer(
    f"check/sets/{pages.SET}/",
    '[data-item="{n}"] input[type=radio]',
    '[data-item="{n}"] [data-action=check]',
    '[data-item="{n}"][data-verdict]:not([data-verdict=not-ready])',
    "engine:ready",
)
PEERS = {
    "PyScript": Peer("peers/pyscript/", "#q{n} input", "#q{n} .check", "#q{n} [role=status]:not(:empty)", "python:ready"),
    "mkdocs-quiz": Peer("peers/mkdocs-quiz/", "#quiz-{n} input", "", "#quiz-{n} .quiz-feedback:not(.hidden)"),
    "pyodide-mkdocs-theme": Peer(
        "peers/pyodide-mkdocs-theme/",
        '[id^="py_mk_qcm_id_00000-{n}-"] > label',
        ".check-btn",
        '[id^="py_mk_qcm_id_00000-{n}-"] > label:is(.correct, .incorrect, .missed)',
        "python:ready",
    ),
}


def measure(ground: Ground) -> Rows:
    fetch()
    bank = read_bank(ROOT / "quiz" / "bank", ROOT / "docs", ROOT)
    asked = pages.five(bank)
    home = ground.folder / "peers"
    pages.pyscript(asked, home / "pyscript")
    pages.mkdocs_quiz(asked, home / "mkdocs-quiz")
    pages.pyodide_mkdocs_theme(asked, home / "pyodide-mkdocs-theme")
    pages.put_cdn(ground.folder)
    rows: dict[str, dict[str, Value]] = {"version": {"ours": "this site", **_versions()}, "Pyodide": _pyodides()}
    rows["addresses of a CDN replaced"] = {name: len(pages.moved(ground.folder / peer.path)) for name, peer in PEERS.items()}
    rows["addresses of a CDN replaced"]["PyScript"] = 1  # by its own setting, `interpreter`
    ids = [name for name in bank.sets[pages.SET].items if bank.questions[name].item.kind == "single"]
    found: dict[str, dict[str, list[float]]] = {}
    for name, peer in {"ours": OURS, **PEERS}.items():
        questions = ids if name == "ours" else [str(number) for number in range(pages.FIVE)]
        for mark, size in _bytes(ground, peer, questions[0]).items():
            until = "the first verdict" if mark == VERDICT else "Python is ready too"
            rows.setdefault(f"asked for until {until}, gzip bytes", {})[name] = size
        for slow, runs in ((False, ground.runs), (True, min(ground.runs, SLOW_RUNS))):
            for _ in range(runs):
                _visit(ground, name, peer, questions, slow, found)
        ground.inside(f"the page of {name}")
    return rows | spreads(found)


def _bytes(ground: Ground, peer: Peer, question: str) -> dict[str, int]:
    """What a new reader's page asks for until its first verdict, and until its Python is ready. A file counts when it is asked for."""
    ground.host.sent.clear()
    found = {}
    context = ground.visitor()
    page = context.new_page()
    page.add_init_script(peer.script(question))
    page.goto(ground.host.address + peer.path, wait_until="commit")
    for mark in filter(None, (VERDICT, peer.ready)):
        wait_for_mark(page, mark)
        found[mark] = sum(list(ground.host.sent.values()))
    context.close()
    return found


def _visit(
    ground: Ground, name: str, peer: Peer, questions: list[str], slow: bool, found: dict[str, dict[str, list[float]]]
) -> None:
    """A new reader, then the same once more: seconds from navigation."""
    context = ground.visitor(viewport={"width": 360, "height": 740})
    for visit, number in VISITS.items():
        page = context.new_page()
        page.add_init_script(peer.script(questions[number]) + (NO_QUESTION if name == "ours" else ""))
        with ExitStack() as stack:
            if slow:
                stack.enter_context(over(ground.host, slow_4g()))
                stack.enter_context(slowed(ground.browser, SLOWER))
            page.goto(ground.host.address + peer.path, wait_until="commit", timeout=LONG)
            times = {"first verdict": wait_for_mark(page, VERDICT)}
            if peer.ready:
                times["Python ready"] = wait_for_mark(page, peer.ready)
        link = f"slow 4G, processor {SLOWER} × slower: " if slow else ""
        for what, when in times.items():
            found.setdefault(f"{link}navigation to {what}, {visit}, s", {}).setdefault(name, []).append(when)
        page.close()
    context.close()


def _versions() -> dict[str, str]:
    """The versions that are installed, by peer."""
    script = "import importlib.metadata as m; print(m.version('mkdocs-quiz'), m.version('pyodide-mkdocs-theme'))"
    quiz, theme = subprocess.run([str(PYTHON), "-c", script], capture_output=True, text=True, check=True).stdout.split()
    return {"PyScript": _pinned("@pyscript/core"), "mkdocs-quiz": quiz, "pyodide-mkdocs-theme": theme}


def _pyodides() -> dict[str, Value]:
    ours = json.loads((ROOT / "node_modules" / "pyodide" / "package.json").read_text(encoding="utf-8"))["version"]
    others = {name: _pinned(f"pyodide-of-{name.lower()}") for name in ("PyScript", "pyodide-mkdocs-theme")}
    return {"ours": ours, **others}


def _pinned(package: str) -> str:
    wanted = json.loads((Path(PINNED) / "package.json").read_text(encoding="utf-8"))["devDependencies"][package]
    return str(wanted).rpartition("@")[2]
