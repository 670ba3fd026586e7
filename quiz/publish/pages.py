"""The guide's pages as source text: which sections exist in which language. It knows Markdown headings, not MkDocs."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from quiz.publish.again import Remembered
from quiz.publish.tables import LANGUAGES

_HEADING = re.compile(r"^(#{1,6}) +(.+?)(?: +\{:? *#([\w-]+)[^}]*\})? *$", re.MULTILINE)
_FENCE = re.compile(r"^( *)(`{3,}|~{3,}).*?^\1\2 *$", re.MULTILINE | re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True)
class Page:
    """One Markdown file. `name` is its path without language and ending: ``act/credit-report``."""

    name: str
    language: str
    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8-sig")  # as MkDocs reads it

    @cached_property
    def body(self) -> str:
        """The text without front matter; as many lines as the file, so that line numbers hold."""
        match = _FRONT_MATTER.match(self.text)
        return "\n" * match[0].count("\n") + self.text[match.end() :] if match else self.text

    @cached_property
    def fingerprint(self) -> str:
        """Twelve hex digits of the body: what an English page names as the Chinese version it follows."""
        return hashlib.sha256(self.body.strip().encode()).hexdigest()[:12]

    @cached_property
    def follows(self) -> str:
        """The fingerprint of the Chinese version this English page says it follows, or ""."""
        matter = _FRONT_MATTER.match(self.text)
        found = re.search(r"^follows: *['\"]?([0-9a-f]{12})", matter[1] if matter else "", re.MULTILINE)
        return found[1] if found else ""

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        return _headings(self.body)

    @cached_property
    def anchors(self) -> frozenset[str]:
        return frozenset(heading.id for heading in self.headings if heading.id)


@Remembered
def _headings(body: str) -> tuple[Heading, ...]:
    prose = _FENCE.sub(lambda fence: "\n" * fence[0].count("\n"), body)
    return tuple(
        Heading(len(match[1]), match[2], match[3] or "", prose.count("\n", 0, match.start()) + 1)
        for match in _HEADING.finditer(prose)
    )


def read_pages(docs: Path) -> dict[tuple[str, str], Page]:
    """All pages by (language, name)."""
    pages = {}
    for language in LANGUAGES:
        for path in sorted((docs / language).rglob("*.md")):
            name = path.relative_to(docs / language).with_suffix("").as_posix()
            pages[language, name] = Page(name, language, path)
    return pages


def section_exists(pages: dict[tuple[str, str], Page], section: str) -> list[str]:
    """The languages in which ``page#anchor`` does not exist."""
    name, _, anchor = section.partition("#")
    return [
        language
        for language in LANGUAGES
        if (language, name) not in pages or not anchor or anchor not in pages[language, name].anchors
    ]
