"""Makes disguised writing plain: 貸款, 贷 款, 贷★款, ｄａｉ款 and dаi款 (with a Cyrillic а) are read as their authors meant them to be read.

It knows Unicode and a table of look-alikes; it must not know patterns. Each folded character remembers where it stood, so that a
phrase is marked in the reader's own text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

SENTENCE_ENDS = frozenset("。！？!?；;\n\r")
CLAUSE_ENDS = frozenset("，,：:")
SHORTEST_SENTENCE = 3
"""Characters. Ends closer together than this were put between characters to split a word, and end nothing."""

_ALONE, _BESIDE, _INSIDE = 0, 1, 2
"""How a folded character stands to the one before: apart; letter beside digit; within one Latin word or one number."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made plain.

    text: the folded characters. at: where each stood in the original. joined: how each stands to the one before.
    sentence, clause: the numbers of the sentence and of the clause each stands in. plain: the original with compatible forms resolved and invisible
    characters left out, spaces and signs kept, for what needs them (numbers, links); plain_at: where each stood.
    """

    text: str
    at: list[int]
    joined: bytearray
    sentence: list[int]
    clause: list[int]
    plain: str
    plain_at: list[int]

    def splits_word(self, start: int, end: int) -> bool:
        """Whether a match from `start` to `end` begins or ends inside a Latin word or a number."""
        return self.joined[start] == _INSIDE or (end < len(self.joined) and self.joined[end] == _INSIDE)


def fold(text: str, table: Mapping[str, str]) -> Folded:
    """`text` made plain by `table` (a character → what it is read as)."""
    seen: dict[str, tuple[str, str, str]] = {}
    folded: list[str] = []
    at: list[int] = []
    joined = bytearray()
    sentence: list[int] = []
    clause: list[int] = []
    plain: list[str] = []
    plain_at: list[int] = []
    sentences, clauses, since, before, before_at = 0, 0, 0, "", -2
    for index, char in enumerate(text):
        if char not in seen:
            seen[char] = _forms(char, table)
        read, sort, kept = seen[char]
        for each in kept:
            plain.append(each)
            plain_at.append(index)
        if not read:
            ends = char in SENTENCE_ENDS or (
                char.isspace() and index > 0 and text[index - 1] == "." and before_at == index - 2
            )
            if ends or char in CLAUSE_ENDS:
                sentences += ends and since >= SHORTEST_SENTENCE
                clauses += since >= SHORTEST_SENTENCE
                since = 0
            continue
        for each in read:
            close = before_at in (index, index - 1) and sort and before
            joined.append((_INSIDE if sort == before else _BESIDE) if close else _ALONE)
            folded.append(each)
            at.append(index)
            sentence.append(sentences)
            clause.append(clauses)
            since += 1
            before, before_at = sort, index
    return Folded("".join(folded), at, joined, sentence, clause, "".join(plain), plain_at)


def fold_word(text: str, table: Mapping[str, str]) -> str:
    """A word of a pattern, made plain the same way."""
    return "".join(_forms(char, table)[0] for char in text)


def _forms(char: str, table: Mapping[str, str]) -> tuple[str, str, str]:
    """What a character is read as ("" when it is only a sign), its sort (letter "a", digit "0" or ""), and its plain form."""
    read, sort, kept = "", "", ""
    for part in unicodedata.normalize("NFKD", char.casefold()).casefold():
        category = unicodedata.category(part)
        if category[0] == "M" or category == "Cf":
            continue
        kept += part
        if part in table:
            read += table[part]
        elif category[0] in "LN":
            read += part
        if category == "Nd":
            sort = "0"
        elif category[0] == "L" and read and "a" <= read[-1] <= "z":
            sort = "a"
    return read, sort, kept


def widened(text: str, end: int) -> int:
    """`end`, moved behind the marks, invisible characters and percent signs that belong to the character before it."""
    while end < len(text) and (text[end] in "%％‰" or unicodedata.category(text[end]) in ("Mn", "Me", "Mc", "Cf")):
        end += 1
    return end
