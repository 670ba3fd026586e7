"""Verdicts graded ahead: the engine's own answers to every response of every item whose responses are few, for the page to look up
while Python is on its way (`quiz/web/ahead.js`). Nothing is decided here: the engine is asked.

One file for each chapter, the same for both languages. An item is ``{version, ordered, values, marked, names, replies, rest}``:
`values` are what its inputs may send; `replies` maps a response, each value as its place in `values` in base 36 (rising, unless
the answer is an order: `ordered`), to a row ``verdict points of marks feedback reason``; marks are letters for `marked`, feedback
places in `names`, "-" stands for nothing. `rest`: the row for any other response the inputs can send, which is an incomplete one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from quiz.engine.grading import grade, graded_ahead
from quiz.engine.kinds import KINDS
from quiz.engine.model import DONT_KNOW, Item, Mark, Response, Tag, Verdict
from quiz.publish.again import Memory
from quiz.publish.bank import Bank

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LETTERS = {Mark.HIT: "h", Mark.MISSED: "m", Mark.FALSE_ALARM: "f", Mark.REST: "r"}


def files(bank: Bank) -> dict[str, bytes]:
    """``ahead/CHAPTER.json`` for each chapter that has anything to look up."""
    found = {}
    for chapter, questions in bank.chapters().items():
        tables = {question.item.id: table for question in questions if (table := _TABLES.recall(*_made(question.item)))}
        found[f"ahead/{chapter}.json"] = json.dumps(tables, separators=(",", ":"), sort_keys=True).encode()
    return found


_TABLES = Memory[Mapping[str, Any] | None]("ahead")


def _made(item: Item) -> tuple[str, Callable[[], Mapping[str, Any] | None]]:
    """All that an item's table depends on, and how to make it."""
    dumped = [item.id, item.kind, item.version, KINDS[item.kind].dump(item.spec)]
    return json.dumps(dumped), lambda: table_of(item)


def table_of(item: Item) -> Mapping[str, Any] | None:
    """The item's table, or None when its responses are not few."""
    graded = graded_ahead(item)
    if graded is None:
        return None
    verdicts = {response: verdict for response, verdict in graded if response}
    values = [*dict.fromkeys(value for response in verdicts for value in response if value != DONT_KNOW), DONT_KNOW]
    if len(values) > len(DIGITS):
        return None
    marked = _all(verdict.marks for verdict in verdicts.values())
    names = _all(verdict.feedback for verdict in verdicts.values())
    ordered = len({frozenset(response) for response in verdicts}) < len(verdicts)
    replies = {key(response, values, ordered): row(verdict, marked, names) for response, verdict in verdicts.items()}
    replies[""] = row(grade(item, ()), marked, names)
    lists = {"values": values, "marked": marked, "names": names}
    table = {"version": item.version, "ordered": ordered, **lists, "replies": replies}
    shortened = grade(item, max(verdicts, key=len)[:-1])
    return {**table, "rest": row(shortened, marked, names)} if shortened.reason == "incomplete" else table


def key(response: Response, values: list[str], ordered: bool) -> str:
    places = [values.index(value) for value in response]
    return "".join(DIGITS[place] for place in (places if ordered else sorted(places)))


def row(verdict: Verdict, marked: list[str], names: list[str]) -> str:
    marks = "".join(LETTERS[verdict.marks[name]] for name in marked) if verdict.tag is Tag.GRADED else ""
    feedback = "".join(DIGITS[names.index(name)] for name in verdict.feedback)
    parts = (verdict.word, str(verdict.points), str(verdict.of), marks, feedback, verdict.reason)
    return " ".join(part or "-" for part in parts)


def _all(lists: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(name for names in lists for name in names))
