"""The peers' pages: the same five questions, each as its own authors would write them. It knows the peers' idioms; it must not know how
they are measured.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from quiz.engine.kinds.single import Single
from quiz.publish.bank import Bank
from quiz.publish.shipping import integrity
from scripts.bench.peers.fetch import PACKAGES, PYTHON
from scripts.setup import Missing

CDN = "cdn"
"""Where what a peer would ask a CDN for stands, from the host's root."""
SET = "just-declined"
FIVE = 5
MOVED = {
    "https://cdn.jsdelivr.net/npm/lodash@4.17.20/": "lodash/",
    "https://cdn.jsdelivr.net/npm/jquery@3.7.1": "jquery/dist/jquery.min.js",
    "https://cdn.jsdelivr.net/npm/jquery.terminal@2.43.1/": "jquery.terminal/",
    "https://cdn.jsdelivr.net/npm/mathjax@3/": "mathjax/",
    "https://cdn.jsdelivr.net/npm/ace-builds@1.44.0/": "ace-builds/",
    "https://cdn.jsdelivr.net/pyodide/v0.25.0/full/": "pyodide-of-pyodide-mkdocs-theme/",
}
"""What the peers' pages name on a CDN → the same in npm's packages."""
NEAREST = {"sha256-pbe5sRZbQRbFX+gVJnAUz0dGepuDvyQXpmqjxpolaoc=": "jquery.terminal/js/jquery.terminal.min.js"}
"""Integrity of what npm does not have in the version asked for → the file of the nearest version. All others are checked as they are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with one right answer, as any peer can ask it. options: (id, text, feedback)."""

    stem: str
    options: tuple[tuple[str, str, str], ...]
    key: str


def five(bank: Bank) -> tuple[Asked, ...]:
    """The first five of a set of ours that have one right answer, in Chinese."""
    found = []
    for name in bank.sets[SET].items:
        question = bank.questions[name]
        spec = question.item.spec
        if isinstance(spec, Single):
            texts = {each: text["zh"] for each, text in question.texts.items()}
            options = tuple((each, texts[f"text.{each}"], texts[f"option.{each}"]) for each in spec.options)
            found.append(Asked(texts["stem"], options, spec.key))
    if len(found) < FIVE:
        raise Missing(f"The set {SET} has fewer than {FIVE} questions with one right answer: name another in {__name__}.")
    return tuple(found[:FIVE])


def pyscript(questions: Iterable[Asked], folder: Path) -> None:
    """A page as PyScript's documentation has it: Python on the page grades, and says so by the page's own elements."""
    forms = []
    for number, asked in enumerate(questions):
        options = "".join(
            f'<p><label><input type="radio" name="q{number}" value="{name}"> {escape(text)}</label></p>'
            for name, text, _ in asked.options
        )
        forms.append(
            f'<form id="q{number}" onsubmit="return false"><fieldset><legend>{escape(asked.stem)}</legend>{options}'
            f'<button type="button" class="check">看看</button><p role="status"></p></fieldset></form>'
        )
    key = {
        f"q{number}": [asked.key, {name: said for name, _, said in asked.options}] for number, asked in enumerate(questions)
    }
    folder.mkdir(parents=True)
    (folder / "main.py").write_text(
        f"KEY = {key!r}\n"
        "from pyscript import document, when, window\n\n"
        '@when("click", "button.check")\n'
        "def check(event):\n"
        '    form = event.target.closest("form")\n'
        '    chosen = form.querySelector("input:checked")\n'
        "    right, feedback = KEY[form.id]\n"
        "    if chosen:\n"
        '        status = form.querySelector("[role=status]")\n'
        '        status.textContent = ("对。" if chosen.value == right else "不对。") + feedback[chosen.value]\n\n'
        'window.performance.mark("python:ready")\n',
        encoding="utf-8",
    )
    config = json.dumps({"interpreter": f"/{CDN}/pyodide-of-pyscript/pyodide.mjs"})
    (folder / "index.html").write_text(
        '<!doctype html><html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>PyScript</title><link rel="stylesheet" href="/{CDN}/@pyscript/core/dist/core.css">'
        f'<script type="module" src="/{CDN}/@pyscript/core/dist/core.js"></script></head><body><h1>自查</h1>{"".join(forms)}'
        f'<script type="py" src="main.py" config=\'{config}\'></script></body></html>\n',
        encoding="utf-8",
    )


def mkdocs_quiz(questions: Iterable[Asked], folder: Path) -> None:
    """Its own blocks in Markdown, on Material."""
    blocks = []
    for asked in questions:
        options = "\n".join(f"- [{'x' if name == asked.key else ' '}] {text}" for name, text, _ in asked.options)
        said = next(feedback for name, _, feedback in asked.options if name == asked.key)
        blocks.append(f"<quiz>\n{asked.stem}\n\n{options}\n\n{said}\n</quiz>\n")
    config = "theme:\n  name: material\n  language: zh\n  font: false\nplugins:\n  - search\n  - mkdocs_quiz\n"
    _built("mkdocs-quiz", "# 自查\n\n" + "\n".join(blocks), config, folder)


def pyodide_mkdocs_theme(questions: Iterable[Asked], folder: Path) -> None:
    """Its macro for questions, and an exercise below, which is what starts its Python."""
    asked = [
        [each.stem, [text for _, text, _ in each.options], [1 + [name for name, _, _ in each.options].index(each.key)]]
        for each in questions
    ]
    rows = ",\n".join(f"    {json.dumps(each, ensure_ascii=False)}" for each in asked)
    page = (
        f"# 自查\n\n{{{{ multi_qcm(\n{rows},\n    multi=False, shuffle=False, shuffle_questions=False, shuffle_items=False,\n) }}}}\n\n"
        "{{ IDE('exercise') }}\n"
    )
    exercise = "# --- PYODIDE:code --- #\nprint(1 + 1)\n"
    config = (
        "theme:\n  name: pyodide-mkdocs-theme\n  language: en\n"
        "plugins:\n  - search\n  - pyodide_macros:\n      on_error_fail: true\n      build:\n        ides_id_hash_mode: relative\n"
        "      project:\n        id: bench\n"
        "markdown_extensions:\n  - md_in_html\n  - admonition\n  - attr_list\n  - pymdownx.details\n  - pymdownx.highlight:\n"
        "      auto_title: false\n  - pymdownx.inlinehilite\n  - pymdownx.superfences\n  - pymdownx.snippets:\n      check_paths: true\n"
        "  - pymdownx.arithmatex:\n      generic: true\n"
        "  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "      emoji_generator: !!python/name:material.extensions.emoji.to_svg\n"
    )
    _built("pyodide-mkdocs-theme", page, config, folder, {"exercise.py": exercise})


def _built(name: str, page: str, config: str, folder: Path, others: dict[str, str] | None = None) -> None:
    source = folder.with_name(f"{folder.name}-source")
    (source / "docs").mkdir(parents=True)
    for file, text in {"index.md": page, **(others or {})}.items():
        (source / "docs" / file).write_text(text, encoding="utf-8")
    (source / "mkdocs.yml").write_text(f"site_name: {name}\nsite_url: http://127.0.0.1/\n{config}", encoding="utf-8")
    command = [str(PYTHON), "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    shutil.rmtree(source / "docs")
    if done.returncode:
        raise Missing(f"The page of {name} could not be built:\n{done.stderr[-2000:]}")


def moved(folder: Path) -> dict[str, int]:
    """Let the pages in `folder` ask this host for what they would ask a CDN for. → how often each address was replaced."""
    count: dict[str, int] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".html", ".js", ".mjs", ".css"}:
            text = path.read_text(encoding="utf-8")
            for address, place in MOVED.items():
                if address in text:
                    count[address] = count.get(address, 0) + text.count(address)
                    text = text.replace(address, f"/{CDN}/{place}")
            for asked, place in NEAREST.items():
                if asked in text:
                    text = text.replace(asked, integrity((PACKAGES / place).read_bytes()))
            path.write_text(text, encoding="utf-8")
    return count


def put_cdn(site: Path) -> None:
    if not (site / CDN).exists():
        (site / CDN).symlink_to(PACKAGES)
