"""Copies of the project that are bigger: more pages, more items, made from those there are; and the same pages as stock MkDocs with
Material would be given them. It knows files and Markdown; it must not know what is measured.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from quiz.publish.bank import Question, read_bank
from quiz.publish.runtime import packed
from quiz.publish.tables import LANGUAGES
from scripts.site import ROOT

PER_CHAPTER = 20
"""Items in an added chapter: about as many as chapters have."""
NAV_SECTION = 20
COPIED = ("quiz", "docs", "scripts", "tests/cases")
LINKED = ("node_modules", ".cache/runtime", ".cache/pyodide-tools")
_PART = re.compile(r"^\[\[([a-z-]+)(?::([a-z0-9-]+))?\]\]$", re.MULTILINE)
_ITEM = re.compile(r"^\[\[item\]\]\n", re.MULTILINE)


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml; what the environment may set is as when it sets nothing."""


_Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node)[-1])  # type: ignore[arg-type]


def bigger(folder: Path, pages: int = 0, items: int = 0) -> Path:
    """A copy of the project in `folder` with `pages` more pages of prose and `items` more items, in both languages."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    packed()  # once, for all copies: they find it through their link
    for name in LINKED:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).symlink_to((ROOT / name).resolve())
    chapters = sorted(path.stem for path in (ROOT / "quiz" / "bank" / "items").glob("*.toml"))
    added = [_add_page(folder / "docs", _page(chapters[each % len(chapters)]), f"{each}") for each in range(pages)]
    for each in range(items // PER_CHAPTER):
        added.append(_add_chapter(folder, chapters[each % len(chapters)], str(each)))
    config = _config()
    _add_to_contents(config, added)
    _write(config, folder)
    return folder


def stock(project: Path, folder: Path) -> Path:
    """The pages of `project` for stock MkDocs: Material and static-i18n, nothing of ours. Where a part of ours asks or answers, its
    words stand as Markdown.
    """
    bank = read_bank(project / "quiz" / "bank", project / "docs", project)
    chapters = bank.chapters()
    shutil.copytree(project / "docs", folder / "docs")
    for language in LANGUAGES:
        for path in (folder / "docs" / language).rglob("*.md"):
            text = path.read_text(encoding="utf-8")
            plain = _PART.sub(lambda part: _words(part[1], chapters.get(part[2] or "", []), language), text)  # noqa: B023 — called at once
            path.write_text(plain, encoding="utf-8")
    config = yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))
    for name in ("hooks", "watch", "extra_css"):
        del config[name]
    del config["theme"]["custom_dir"]
    config["plugins"].append("search")
    _write(config, folder)
    return folder


def _page(chapter: str) -> str:
    """``act/credit-report`` for ``act-credit-report``."""
    return chapter.replace("act-", "act/", 1) if chapter.startswith("act-") else chapter


def _add_page(docs: Path, page: str, number: str, ending: str = "") -> str:
    """A copy of a page beside it, its parts taken out; its name."""
    name = f"{page}-{number}"
    for language in LANGUAGES:
        text = _PART.sub("", (docs / language / f"{page}.md").read_text(encoding="utf-8"))
        (docs / language / f"{name}.md").write_text(text + ending, encoding="utf-8")
    return name


def _add_chapter(folder: Path, chapter: str, number: str) -> str:
    """A copy of a chapter, with items of its own and the sheets that show them; its page's name."""
    new = f"{chapter}-{number}"
    docs = folder / "docs"
    name = _add_page(docs, _page(chapter), number, f"\n[[quick-check:{new}]]\n")
    for language in LANGUAGES:
        for sheet in ("answers", "questions"):
            home = docs / language / "check" / sheet
            text = (home / f"{chapter}.md").read_text(encoding="utf-8")
            (home / f"{new}.md").write_text(text.replace(f"[[{sheet}:{chapter}]]", f"[[{sheet}:{new}]]"), encoding="utf-8")
    bank = folder / "quiz" / "bank" / "items"
    blocks = _ITEM.split((bank / f"{chapter}.toml").read_text(encoding="utf-8"))[1:]
    copies = []
    for each in range(PER_CHAPTER):
        block = blocks[each % len(blocks)]
        block = re.sub(rf'^id = "{chapter}-', f'id = "{new}-{each}-', block, count=1, flags=re.MULTILINE)
        copies.append(re.sub(r'^section = "[^#]*', f'section = "{name}', block, count=1, flags=re.MULTILINE))
    text = "".join(f"[[item]]\n{block}" for block in copies)
    (bank / f"{new}.toml").write_text(f"# A copy.\n\n{text}", encoding="utf-8")
    return name


def _words(part: str, questions: Iterable[Question], language: str) -> str:
    """What a part says, as Markdown."""
    lines: list[str] = []
    for question in list(questions)[: 5 if part == "quick-check" else None]:
        texts = {name: text[language] for name, text in question.texts.items()}
        lines += [f"**{texts['stem']}**", ""]
        if part == "answers":
            lines += [f"{text}\n" for name, text in texts.items() if name != "stem"]
        else:
            lines += [f"- {text}" for name, text in texts.items() if name.startswith("text.")] + [""]
    return "\n".join(lines)


def _config() -> dict[str, Any]:
    config: dict[str, Any] = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)  # noqa: S506 — a SafeLoader
    return config


def _add_to_contents(config: dict[str, Any], names: list[str]) -> None:
    """Added pages stand in the contents, in sections of a size a reader can take in."""
    sections = [names[at : at + NAV_SECTION] for at in range(0, len(names), NAV_SECTION)]
    more = [{f"{number}": [f"{name}.md" for name in section]} for number, section in enumerate(sections, 1)]
    for language in config["plugins"][0]["i18n"]["languages"]:
        language["nav"] = [*language["nav"], *more]


def _write(config: dict[str, Any], folder: Path) -> None:
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
