"""A reader's record, read from a file of theirs and trusted in nothing: answers, what became of them before, a session.

It knows items and grading; it must not know where a record is kept. Every verdict in it is graded anew; what the bank does not know, or
knows in another version, or what is no answer to its item, is counted and left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quiz.engine.errors import EngineError, RequestError
from quiz.engine.grading import reply
from quiz.engine.model import Item
from quiz.engine.review import LONGEST_PAST, Past
from quiz.engine.session import Session, is_seed, read_given, restore

FORMAT = "declined-again"
SCHEMA = 2
"""1 had no past, no confidence and no seed; it is still read."""
WORDS = ("correct", "partly", "incorrect", "unknown")
LAST_DAY = 10_000_000
"""Days since 1970; a larger one is no day."""
LONGEST_DATE = 40

Items = Mapping[str, Item]


@dataclass(frozen=True, slots=True)
class Read:
    """record: JSON-ready, as the page keeps it; kept, dropped: answers taken over and left out."""

    record: dict[str, Any]
    kept: int
    dropped: int


def read_record(data: object, items: Items) -> Read:
    """The record in a loaded file's data.

    Raises RequestError ``not-a-record`` when it is none, ``newer-record`` when a later release wrote it.
    """
    if not isinstance(data, Mapping) or data.get("format") != FORMAT or not isinstance(data.get("answers"), Mapping):
        raise RequestError("not-a-record")
    schema = data.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise RequestError("not-a-record")
    if schema > SCHEMA:
        raise RequestError("newer-record", schema=schema)
    answers = {}
    for name, each in data["answers"].items():
        found = _read_answer(each, items.get(name)) if isinstance(name, str) else None
        if found is not None:
            answers[name] = found
    record = {"schema": SCHEMA, "answers": answers, "session": _read_session(data.get("session"), items)}
    return Read(record, len(answers), len(data["answers"]) - len(answers))


def _read_answer(data: object, item: Item | None) -> dict[str, Any] | None:
    given = read_given(data)
    if item is None or given is None or not isinstance(data, Mapping) or data.get("version") != item.version:
        return None
    at, seed = data.get("at"), data.get("seed", 0)
    if not isinstance(at, str) or len(at) > LONGEST_DATE:
        return None
    seed = seed if is_seed(seed) else 0
    try:
        told = reply(item, given.values, seed)
    except EngineError:
        return None  # no answer to this item
    past = read_past(data.get("past", []))
    answer = {"version": item.version, "values": list(given.values), "at": at, "seed": seed, "sure": given.sure}
    return {**answer, "past": [list(each) for each in past], "reply": told}


def read_past(data: object) -> Past:
    """The last days and words of a past in plain data; entries that are none are left out."""
    if not isinstance(data, list):
        return ()
    return tuple(
        (each[0], each[1])
        for each in data[-LONGEST_PAST:]
        if isinstance(each, list | tuple) and len(each) == 2 and _is_day(each[0]) and each[1] in WORDS
    )


def _is_day(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LAST_DAY


def _read_session(data: object, items: Items) -> dict[str, Any] | None:
    if data is None:
        return None
    try:
        found: Session = restore(data, items)
    except RequestError:
        return None
    return found.as_data() if found.items else None
