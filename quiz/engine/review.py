"""When an item should come again, from what became of it before. It knows days and verdicts; it must not know items or words.

A reader's past with an item is a list of (day, word) pairs, oldest first: `day` counts days from any fixed day, `word` is a verdict's
word. Spacing is Leitner's: each correct answer on or after the day it was due moves the item one box up, and each box waits longer;
anything else sends it back to the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WAITS = (1, 3, 7, 21, 60)
"""Days until an item comes again, by box; box 0 holds what was missed last time."""
FIRST_RIGHT = 2
"""The box of an item that was right the first time."""
LONGEST_PAST = 40
"""Entries of a past that count; older ones are dropped."""

Past = Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """box: 0 (missed last time) to ``len(WAITS) - 1``; due: the day on which the item should come again."""

    box: int
    due: int

    @property
    def missed(self) -> bool:
        return self.box == 0


def standing(past: Past, today: int | None = None) -> Standing | None:
    """Where an item stands after its past, or None when it was never answered.

    An entry of a later day than the one after it, or than `today`, counts as that day: the device's clock had run ahead, and
    would otherwise put off the item for as long as it was wrong.
    """
    days: list[tuple[int, str]] = []
    for day, word in reversed([each for each in past if each[1] != "not-ready"][-LONGEST_PAST:]):
        today = day if today is None else min(day, today)
        days.append((today, word))
    found: Standing | None = None
    for day, word in reversed(days):
        box = _next_box(found, day, word)
        found = Standing(box, day + WAITS[box])
    return found


def _next_box(before: Standing | None, day: int, word: str) -> int:
    if word != "correct":
        return 0
    if before is None:
        return FIRST_RIGHT
    if day < before.due:
        return max(before.box, 1)  # right, but too soon to say that it stays: seen again the same day, at most out of box 0
    return min(before.box + 1, len(WAITS) - 1)
