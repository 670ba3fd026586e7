"""The words of the field as data: item, response, verdict. It knows no kind and no file format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

DONT_KNOW = "dont-know"
"""The option id of "I don't know": on every item, of every kind."""

Response = tuple[str, ...]
"""What the page sends for one item: the values of the chosen inputs, or the text typed. Never positions."""


class Level(StrEnum):
    """What an item asks of the reader, easiest first."""

    RECALL = "recall"
    APPLY = "apply"
    DECIDE = "decide"


class Tag(StrEnum):
    """The three states of a verdict. "Not ready" is not "wrong"."""

    NOT_READY = "not-ready"
    UNKNOWN = "unknown"
    GRADED = "graded"


class Mark(StrEnum):
    """What became of one option: chosen or not, part of the key or not."""

    HIT = "hit"
    MISSED = "missed"
    FALSE_ALARM = "false-alarm"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The engine's answer to one response.

    points, of: whole numbers with ``0 <= points <= of``; ``of`` is 0 unless ``tag`` is graded.
    marks: option id → mark, for kinds with options.
    feedback: ids of the bank's feedback texts to show, in order (``option.ID``, ``correct``, ``mistake.1``…).
    reason: why a response is not ready, as a code; empty otherwise.
    """

    tag: Tag
    points: int = 0
    of: int = 0
    marks: Mapping[str, Mark] = field(default_factory=lambda: MappingProxyType({}))
    feedback: tuple[str, ...] = ()
    reason: str = ""

    @property
    def word(self) -> str:
        """The word the page shows: correct, partly, incorrect, unknown or not-ready."""
        if self.tag is not Tag.GRADED:
            return self.tag.value
        if self.points == self.of:
            return "correct"
        return "partly" if self.points else "incorrect"

    def as_data(self) -> dict[str, Any]:
        """The verdict as JSON-ready data; the inverse of nothing: pages only read it."""
        return {
            "verdict": self.word,
            "points": self.points,
            "of": self.of,
            "marks": {option: mark.value for option, mark in self.marks.items()},
            "feedback": list(self.feedback),
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Item:
    """One question, without its words.

    spec: what its kind parsed from the bank (a frozen dataclass of that kind).
    version: changes when the key, the options or the author's edition change, so that an answer saved for
    another version is never graded as if it were for this one.
    """

    id: str
    kind: str
    level: Level
    section: str
    version: str
    spec: Any

    @property
    def chapter(self) -> str:
        """The page that teaches the item, as in ``causes`` or ``act/credit-report``."""
        return self.section.partition("#")[0]
