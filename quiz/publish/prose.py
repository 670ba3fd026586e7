"""Prose, measured: how long the sentences are, how hard the English is, which statements cite nothing.

It knows Markdown as text. Readability comes from textstat; nothing here decides, `quiz.publish.check` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from quiz.publish.again import Remembered
from quiz.publish.pages import Page

_MARKUP = re.compile(r"\[@[^\]]*\]|\{:? *[#.][^}]*\}|!\[[^\]]*\]\([^)]*\)|^\[\[.*?\]\]$|</?div[^>]*>|^!!! \w+", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ZH_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_HAN = re.compile(r"[\u4e00-\u9fff]")

# A statement that needs a source: an article or a named rule, a hotline, a share, an amount of money in the large, a term in law.
_CLAIM = {
    "zh": re.compile(
        r"第\d+条|《[^》]+》|(?<![\d-])(?:12378|12363|12321|12315|12345|12381|96110|400-810-8866)(?!\d)|\d+(?:\.\d+)?%"
        r"|\d+(?:\.\d+)?(?:万亿|亿)|\d+日内|\d{4}年\d{1,2}月\d{1,2}日"
    ),
    "en": re.compile(
        r"\bArts?\. ?\d|\bArticle \d|(?<![\d-])(?:12378|12363|12321|12315|12345|12381|96110|400-810-8866)(?!\d)"
        r"|\d+(?:\.\d+)? ?%|\b\d+(?:\.\d+)? (?:trillion|billion|million)|\bwithin \d+ days"
    ),
}


@dataclass(frozen=True)
class Block:
    """A paragraph, list entry or table row, as written, with the line where it begins.

    unit: blocks with the same number are read as one: a table with its caption, a list, a box. One citation serves them all.
    """

    text: str
    line: int
    unit: int

    @cached_property
    def words(self) -> str:
        return _plain(self.text)


def blocks(page: Page) -> tuple[Block, ...]:
    """The page's blocks of prose. Headings, letters and shortcodes are not among them."""
    return blocks_of(page.body)


@Remembered
def blocks_of(body: str) -> tuple[Block, ...]:
    """The same for the body of a page."""
    return tuple(_read_blocks(body))


def _read_blocks(body: str) -> Iterator[Block]:
    letter = caption = False
    pending: list[str] = []
    start = unit = 0
    kind = ""
    lines = body.splitlines()
    for number, raw in enumerate([*lines, ""], 1):
        line = raw.strip()
        letter = (letter or 'class="letter"' in line) and line != "</div>"
        if pending and (not line or _STARTS.match(line)):
            yield Block(" ".join(pending), start, unit)
            pending = []
        caption = caption or line == "{: .caption }"
        if letter or not line or line.startswith(("#", "<", "[[", "{:")) or set(line) <= set("|-: "):
            continue
        if line.startswith("!!!"):
            kind, unit = "box", unit + 1
            continue
        if not pending:
            now = "box" if raw.startswith("    ") and kind == "box" else _kind(line)
            if now == "paragraph" or (now != kind and not (now == "table" and caption)):
                unit += 1
            kind, caption, start = now, False, number
        pending.append(line)


_STARTS = re.compile(r"#|\||- |<|!!!|\[\[|\{:|\d+\. ")


def _kind(line: str) -> str:
    return "table" if line.startswith("|") else "list" if re.match(r"- |\d+\. ", line) else "paragraph"


def claim(text: str, language: str) -> str:
    """The law, share, large amount, term or hotline that a text states, or ""."""
    found = _CLAIM[language].search(_plain(text))
    return found[0] if found else ""


def uncited(page: Page) -> list[tuple[Block, str]]:
    """Blocks that state a law, a share, a large amount, a term or a hotline without a citation, and what they state."""
    return list(_uncited(page.body, page.language))


@Remembered
def _uncited(body: str, language: str) -> tuple[tuple[Block, str], ...]:
    found = blocks_of(body)
    cited = {block.unit for block in found if "[@" in block.text}
    stating = ((block, claim(block.text, language)) for block in found if block.unit not in cited)
    return tuple((block, stated) for block, stated in stating if stated)


@dataclass(frozen=True, slots=True)
class Measure:
    """How a page reads. length: 汉字 or words; grade: Flesch–Kincaid, English only; long_sentences: share above 40 characters,
    longest: characters of the longest sentence, longest_paragraph: characters; Chinese only.
    """

    length: int
    grade: float = 0.0
    long_sentences: float = 0.0
    longest: int = 0
    longest_paragraph: int = 0


def measure(page: Page) -> Measure:
    texts = [block.words for block in blocks(page) if block.words]
    if page.language == "en":
        import textstat  # noqa: PLC0415 — it reads a dictionary of syllables: only `make check` pays for it

        prose = "\n".join(text if text.endswith((".", "?", "!", ":")) else f"{text}." for text in texts)
        return Measure(len(prose.split()), grade=round(textstat.flesch_kincaid_grade(prose), 1))
    paragraphs = [text for block in blocks(page) if not block.text.startswith("|") and (text := block.words)]
    sentences = [found.strip() for text in paragraphs for found in _ZH_SENTENCE.findall(text) if found.strip()]
    lengths = [len(sentence) for sentence in sentences] or [0]
    return Measure(
        sum(len(_HAN.findall(text)) for text in texts),
        long_sentences=sum(length > 40 for length in lengths) / len(lengths),
        longest=max(lengths),
        longest_paragraph=max([len(text) for text in paragraphs] or [0]),
    )


def _plain(text: str) -> str:
    text = _LINK.sub(r"\1", _MARKUP.sub("", text))
    return re.sub(r"^[-|] *(\[ \] *)?|^\d+\. +|[*`_]|\|", "", text).strip()
