"""Finds many wordings in one text at once, in time that grows with the text and not with what it holds.

A tree of all words is walked once from each character, no deeper than the longest word; then the slots of each wording are joined in one
pass over their places. It knows places; it must not know findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quiz.engine.messages.fold import Folded
from quiz.engine.messages.tokens import Token
from quiz.engine.messages.wording import Wording

Place = tuple[int, int]
"""Where something begins and ends among the folded characters."""

_HERE = ""
"""The key in the tree under which stand the slots that end here; no folded character is empty."""


@dataclass(slots=True)
class Matcher:
    """Finds the wordings it was made of; the same for every text, so it is made once."""

    wordings: tuple[Wording, ...]
    _tree: dict[str, Any] = field(default_factory=dict)
    _slots: dict[tuple[str, ...], int] = field(default_factory=dict)
    _tokens: dict[str, list[int]] = field(default_factory=dict)
    _plans: list[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for wording in self.wordings:
            self._plans.append((tuple(self._slot(slot) for slot in wording.slots), wording.gaps))

    def _slot(self, slot: tuple[str, ...]) -> int:
        """The number of a slot; a new one is put into the tree."""
        if slot in self._slots:
            return self._slots[slot]
        number = self._slots[slot] = len(self._slots)
        for word in slot:
            if word.startswith("<"):
                self._tokens.setdefault(word, []).append(number)
                continue
            node = self._tree
            for char in word:
                node = node.setdefault(char, {})
            node.setdefault(_HERE, []).append(number)
        return number

    def find(self, folded: Folded, tokens: Iterable[Token]) -> Mapping[int, list[Place]]:
        """Places by the wording's number, each list in order."""
        hits = self._hits(folded)
        mixed: set[int] = set()
        for kind, start, end in tokens:
            for number in self._tokens.get(f"<{kind}>", ()):
                hits.setdefault(number, []).append((start, end))
                mixed.add(number)
        for number in mixed:
            hits[number].sort()  # words and tokens of one slot, in order again
        found: dict[int, list[Place]] = {}
        for number, (slots, gaps) in enumerate(self._plans):
            if any(slot not in hits for slot in slots):
                continue
            places = hits[slots[0]]
            for slot, gap in zip(slots[1:], gaps[1:], strict=True):
                places = _followed(places, hits[slot], gap, folded.sentence)
            if places:
                found[number] = _nearest(places) if len(slots) > 1 else places
        return found

    def _hits(self, folded: Folded) -> dict[int, list[Place]]:
        """Places by slot, in the order of their beginning."""
        text, length = folded.text, len(folded.text)
        hits: dict[int, list[Place]] = {}
        for start in range(length):
            node, index = self._tree, start
            while index < length:
                node = node.get(text[index])  # type: ignore[assignment]  # a tree of trees
                if node is None:
                    break
                index += 1
                if _HERE in node and not folded.splits_word(start, index):
                    for slot in node[_HERE]:
                        hits.setdefault(slot, []).append((start, index))
        return hits


def _followed(firsts: list[Place], seconds: list[Place], gap: int, sentence: list[int]) -> list[Place]:
    """Every second place that begins at most `gap` characters behind a first one, in the same sentence; from the nearest first."""
    ended = sorted(firsts, key=lambda place: (place[1], place[0]))
    found: list[Place] = []
    index = 0
    for start, end in seconds:
        while index < len(ended) and ended[index][1] <= start:
            index += 1
        if not index:
            continue
        first, last = ended[index - 1]
        if start - last <= gap and (not gap or sentence[first] == sentence[start]):
            found.append((first, end))
    return found


def _nearest(places: list[Place]) -> list[Place]:
    """Of places that begin together, those that end first: 年化…<percent> is 年化7.2% and does not reach on to the next percentage."""
    ends: dict[int, int] = {}
    for start, end in places:
        ends[start] = min(end, ends.get(start, end))
    return sorted(ends.items())
