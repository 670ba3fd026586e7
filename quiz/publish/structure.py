"""Two languages, one substance: compares the skeletons of a Chinese page and its English sibling.

It knows Markdown as text; it must not know words or MkDocs. What must agree, in order and section by section: headings with
their ids, boxes, checklists, letters, figures and other shortcodes, tables by size, links by target, citations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quiz.publish.again import Remembered
from quiz.publish.pages import Page
from quiz.publish.problems import Problem

_PARTS = re.compile(
    r"""
    ^(?P<level>\#{1,6})\ .*?\{\ *\#(?P<heading>[\w-]+)[^}]*\}\ *$
    | ^(?P<bare>\#{1,6})\ .*$
    | ^!!!\ (?P<box>[\w-]+)
    | ^-\ \[\ \]\ .*\{:\ *\#(?P<tick>[\w-]+)\ *\}
    | <div\ class="(?P<part>[\w-]+)"(?:\ id="(?P<id>[\w-]+)")?
    | ^\[\[(?P<code>[a-z-]+(?::[a-z0-9-]+)?)\]\]
    | (?P<table>(?:^\|.*\|\ *\n)+)
    | (?<!!)\[(?!@)[^\]]*\]\((?P<link>[^)\s]+)[^)]*\)
    | \[@(?P<cite>[^\]]+)\]
    """,
    re.MULTILINE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing both languages must have: its kind, what identifies it, the section and line where it stands."""

    kind: str
    name: str
    section: str
    line: int


def parts(page: Page) -> tuple[Part, ...]:
    """The page's skeleton in reading order. Links and citations are sorted inside a section: word order is free."""
    return _parts(page.body)


@Remembered
def _parts(body: str) -> tuple[Part, ...]:
    found: list[Part] = []
    section = ""
    for match in _PARTS.finditer(body):
        line = body.count("\n", 0, match.start()) + 1
        if match["heading"]:
            section = match["heading"]
            found.append(Part(f"heading of level {len(match['level'])}", section, section, line))
        elif match["bare"]:
            found.append(Part("heading without an id", "", section, line))
        elif match["table"]:
            rows = match["table"].strip().splitlines()
            columns = rows[0].count("|") - 1
            found.append(Part("table", f"{len(rows) - 2} rows of {columns}", section, line))
            found.extend(_inside(match["table"], section, line))
        elif match["part"]:
            found.append(Part(match["part"], match["id"] or "", section, line))
        else:
            kind, name = next((kind, match[kind]) for kind in ("box", "tick", "code", "link", "cite") if match[kind])
            found.append(Part(_NAMES[kind], name, section, line))
    return tuple(_settled(found))


_NAMES = {"box": "box", "tick": "checklist entry", "code": "part", "link": "link", "cite": "citation"}


def _inside(table: str, section: str, line: int) -> Iterable[Part]:
    for match in re.finditer(r"\[(?!@)[^\]]*\]\((?P<link>[^)\s]+)\)|\[@(?P<cite>[^\]]+)\]", table):
        kind = "link" if match["link"] else "cite"
        yield Part(_NAMES[kind], match[kind], section, line)


def _settled(found: list[Part]) -> list[Part]:
    """Inside a section: structure first, in order; then links and citations, each sorted."""
    order: dict[str, int] = {}
    for part in found:
        order.setdefault(part.section, len(order))
    free = {"link": 1, "citation": 2}
    return sorted(
        found, key=lambda part: (order[part.section], free.get(part.kind, 0), part.name if part.kind in free else "")
    )


def differences(chinese: Page, english: Page, root_name: str = "docs") -> list[Problem]:
    """Every section in which the two skeletons differ, with the first difference and its place on both sides."""
    ours, theirs = _by_section(parts(chinese)), _by_section(parts(english))
    problems = []
    file = f"{root_name}/en/{english.name}.md"
    if list(ours) != list(theirs):
        missing = [section for section in ours if section not in theirs] or [""]
        extra = [section for section in theirs if section not in ours] or [""]
        wrong = f"the sections differ from the Chinese page (missing: {missing[0] or '–'}; extra: {extra[0] or '–'})"
        problems.append(Problem(file, "", "", wrong, "Give both pages the same headings, ids and order."))
    for section in ours.keys() & theirs.keys():
        left, right = ours[section], theirs[section]
        if [(part.kind, part.name) for part in left] == [(part.kind, part.name) for part in right]:
            continue
        index = next(
            (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if (a.kind, a.name) != (b.kind, b.name)),
            min(len(left), len(right)),
        )
        zh = _shown(left, index)
        en = _shown(right, index)
        hint = f"docs/zh/{chinese.name}.md has {zh}; write the same on both sides."
        problems.append(Problem(file, f"#{section}", "", f"here stands {en}", hint))
    return problems


def _by_section(found: Iterable[Part]) -> dict[str, list[Part]]:
    sections: dict[str, list[Part]] = {}
    for part in found:
        sections.setdefault(part.section, []).append(part)
    return sections


def _shown(found: list[Part], index: int) -> str:
    if index >= len(found):
        return "nothing more"
    part = found[index]
    return f"{part.kind} `{part.name}` (line {part.line})" if part.name else f"{part.kind} (line {part.line})"
