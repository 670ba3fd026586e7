"""What the search of one language looks through: each page's sections as plain text, read from the finished HTML.

It knows HTML as text; it must not know MkDocs. An author's parts may say more about themselves: `data-search-exclude` keeps an
element out, `data-search-heading` makes an entry of its own of the element around it that has an id, and
`data-search-words` gives it words that find it without being shown. The page's script ranks (quiz/web/search-rank.js).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser

from quiz.publish.again import Memory

_HEADINGS = ("h1", "h2", "h3")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_INLINE = {"a", "abbr", "b", "cite", "code", "dfn", "em", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u"}
_SKIPPED = {"button", "noscript", "script", "style", "svg", "template"}
_OWN = re.compile(r"\sdata-search-\w+(?:=\"[^\"]*\")?")


@dataclass(slots=True)
class Section:
    """anchor, heading: "" for the page's beginning. words, cited: found, not shown: other names for it, and the sources it cites."""

    anchor: str = ""
    heading: str = ""
    text: str = ""
    words: str = ""
    cited: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page. address: from the language's root, as in ``causes/``. boost: what its places count for, beside 1 for others."""

    address: str
    title: str
    sections: list[Section]
    boost: float = 1


_SECTIONS = Memory[list[list[str]]]("sections")


def read(html: str, address: str, words: str = "", boost: float = 1) -> Entry:
    """The page's sections, in order. words: by which readers may look for the page."""
    sections = [Section(*parts) for parts in _SECTIONS.recall(html, lambda: _sections(html))]
    title = next((section.heading for section in sections), "")
    if sections and not sections[0].anchor:
        sections[0].heading, sections[0].words = "", words
    return Entry(address, title, sections, boost)


def _sections(html: str) -> list[list[str]]:
    """The parts of each section, in the order of `Section`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for section in reader.sections:
        section.heading, section.text = _tidy(section.heading), _tidy(section.text)
        section.cited = " ".join(dict.fromkeys(section.cited.split("\n"))).strip()
    return [
        [getattr(section, name) for name in Section.__slots__]
        for section in reader.sections
        if section.text or section.heading
    ]


def without_marks(html: str) -> str:
    """The page without the attributes that are for the index alone."""
    return _OWN.sub("", html)


def write(entries: list[Entry]) -> str:
    """The index as JSON, in real characters, without what is empty."""
    pages = [
        {
            "address": entry.address,
            "title": entry.title,
            **({"boost": entry.boost} if entry.boost != 1 else {}),
            "sections": [
                {name: value for name in Section.__slots__ if (value := getattr(section, name))}
                for section in entry.sections
            ],
        }
        for entry in entries
    ]
    return json.dumps({"pages": pages}, ensure_ascii=False, separators=(",", ":"))


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is open: where its text goes ("text", "heading", "cited" or nowhere) and the id and words it gives."""

    tag: str
    into: str
    id: str = ""
    words: str = ""


class _Reader(HTMLParser):
    """Collects text by section while it goes through a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections = [Section()]
        self._open: list[_Open] = [_Open("", "text")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self._add(" ")
        if tag in _VOID:
            return
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        into = self._open[-1].into
        if tag in _SKIPPED or "data-search-exclude" in given or "unseen" in classes or "cite--own" in classes:
            into = ""
        elif into == "text" and "cite" in classes:
            into = "cited"
            self._add("\n", into)
        elif into == "text" and tag in _HEADINGS and "id" in given:
            self.sections.append(Section(anchor="" if tag == "h1" else given["id"]))
            into = "heading"
        elif into == "text" and "data-search-heading" in given:
            around = next((each for each in reversed(self._open) if each.id), _Open("", ""))
            self.sections.append(Section(anchor=around.id, words=around.words))
            into = "heading"
        self._open.append(_Open(tag, into, given.get("id", ""), given.get("data-search-words", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<path/>` and its like hold no text."""

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if any(each.tag == tag for each in self._open):
            while self._open.pop().tag != tag:
                pass
        if tag not in _INLINE:
            self._add(" ")

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, text: str, into: str = "") -> None:
        name = into or self._open[-1].into
        if name:
            section = self.sections[-1]
            setattr(section, name, getattr(section, name) + text)
