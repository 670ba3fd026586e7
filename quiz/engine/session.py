"""A full check as data: which items, in which order, what was answered. Pure: each step gives a new session.

It knows items, grading and selection; it must not know where a session is kept or how it looks. A session is written as plain data
with `Session.as_data` and read back with `restore`, which trusts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from quiz.engine.errors import EngineError, RequestError
from quiz.engine.grading import grade, reply
from quiz.engine.model import Item, Response, Tag, Verdict

SCHEMA = 2
"""1 had no confidence and kept answers as bare lists of values; `restore` still reads it."""
SURE = ("sure", "fairly", "guess")
"""How sure a reader may say to be; "" when not said."""
MOST_ITEMS = 500
LONGEST_VALUE = 200
MOST_VALUES = 60
LARGEST_SEED = 2**53

Items = Mapping[str, Item]


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader answered: the values, and how sure they were (one of `SURE` or "")."""

    values: Response
    sure: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """items: ids in the order of asking. seed: also of the numbers drawn for them. set: the author's set it follows, or ""."""

    items: tuple[str, ...]
    answers: Mapping[str, Given]
    seed: int = 0
    set: str = ""

    def answer(self, name: str, given: Given, items: Items) -> Session:
        """The session after an answer, or after a changed one. One that is not ready leaves the item without an answer.

        Raises RequestError ``not-asked`` when the session does not ask this item, and whatever grading raises.
        """
        if name not in self.items:
            raise RequestError("not-asked", item=name)
        answers = {**self.answers, name: given}
        if grade(items[name], given.values, self.seed).tag is Tag.NOT_READY:
            del answers[name]
        return replace(self, answers=answers)

    def next(self) -> str | None:
        """The first item without an answer, or None when all are answered."""
        return next((name for name in self.items if name not in self.answers), None)

    def verdict(self, name: str, items: Items) -> Verdict:
        """The verdict on an item's answer; not ready where there is none."""
        return grade(items[name], self.values(name), self.seed)

    def values(self, name: str) -> Response:
        """What was answered to an item; () where nothing was."""
        return self.answers[name].values if name in self.answers else ()

    def as_data(self) -> dict[str, Any]:
        """The session as JSON-ready data, read back by `restore`."""
        answers = {name: {"values": list(given.values), "sure": given.sure} for name, given in self.answers.items()}
        return {"schema": SCHEMA, "items": list(self.items), "answers": answers, "seed": self.seed, "set": self.set}


def start(chosen: Sequence[Item], seed: int = 0, name: str = "") -> Session:
    """A session that asks `chosen`, in this order, each once, at most `MOST_ITEMS` of them. `name`: the author's set it follows."""
    return Session(tuple(dict.fromkeys(item.id for item in chosen))[:MOST_ITEMS], {}, seed, name)


def restore(data: object, items: Items) -> Session:
    """The session in plain data from anywhere. Ids the bank no longer has are dropped with their answers, and so is an answer
    that no longer fits its item.

    Raises RequestError ``not-a-session`` when it is no session at all, ``newer-session`` when a later release wrote it.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("schema"), int) or isinstance(data["schema"], bool):
        raise RequestError("not-a-session")
    if data["schema"] > SCHEMA:
        raise RequestError("newer-session", schema=data["schema"])
    names, answers, seed, name = (data.get(field) for field in ("items", "answers", "seed", "set"))
    if data["schema"] < 1 or not isinstance(names, list) or not isinstance(answers, Mapping):
        raise RequestError("not-a-session")
    known = tuple(dict.fromkeys(each for each in names if isinstance(each, str) and each in items))[:MOST_ITEMS]
    found = Session(known, {}, seed if is_seed(seed) else 0, name if isinstance(name, str) and len(name) < 100 else "")
    for item in known:
        given = read_given(answers.get(item) if data["schema"] > 1 else {"values": answers.get(item)})
        if given is None:
            continue
        try:
            found = found.answer(item, given, items)
        except EngineError:
            continue
    return found


def is_seed(value: object) -> TypeGuard[int]:
    """Whether plain data is a whole number that can seed a draw."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_SEED


def read_given(data: object) -> Given | None:
    """An answer from plain data, or None when it is none."""
    if not isinstance(data, Mapping):
        return None
    values, sure = data.get("values"), data.get("sure", "")
    if not isinstance(values, list) or len(values) > MOST_VALUES:
        return None
    if not all(isinstance(value, str) and len(value) <= LONGEST_VALUE for value in values):
        return None
    return Given(tuple(values), sure if sure in SURE else "")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items ended in each way; `open` are those without an answer."""

    correct: int = 0
    partly: int = 0
    incorrect: int = 0
    unknown: int = 0
    open: int = 0

    def plus(self, word: str) -> Tally:
        name = "open" if word == "not-ready" else word
        return replace(self, **{name: getattr(self, name) + 1})


def result(session: Session, items: Items) -> dict[str, Any]:
    """What a session shows, as JSON-ready data:

    verdicts: item → verdict; chapters: chapter → tally; sections: section → tally, both in the order of asking;
    mistaken: items answered "sure" and wrong or partly wrong; missed: items not correct, those first; known: sections where all answers
    are correct; read: sections to read next, the one with most missed first; points, of: for a reader who asks for a score.
    """
    verdicts = {name: session.verdict(name, items) for name in session.items}
    chapters: dict[str, Tally] = {}
    sections: dict[str, Tally] = {}
    for name, verdict in verdicts.items():
        item = items[name]
        chapters[item.chapter] = chapters.get(item.chapter, Tally()).plus(verdict.word)
        sections[item.section] = sections.get(item.section, Tally()).plus(verdict.word)
    wrong = [name for name, verdict in verdicts.items() if verdict.tag is Tag.GRADED and verdict.points < verdict.of]
    mistaken = [name for name in wrong if session.answers[name].sure == SURE[0]]
    unknown = [name for name, verdict in verdicts.items() if verdict.tag is Tag.UNKNOWN]
    answered = {section: tally for section, tally in sections.items() if _missed(tally) or tally.correct}
    return {
        "verdicts": {name: reply(items[name], session.values(name), session.seed) for name in session.items},
        "chapters": {name: _counts(tally) for name, tally in chapters.items()},
        "sections": {name: _counts(tally) for name, tally in sections.items()},
        "mistaken": mistaken,
        "missed": [*mistaken, *(name for name in [*wrong, *unknown] if name not in mistaken)],
        "known": [section for section, tally in answered.items() if not _missed(tally)],
        "read": sorted(
            (section for section, tally in answered.items() if _missed(tally)), key=lambda s: -_missed(answered[s])
        ),
        "points": sum(verdict.points for verdict in verdicts.values()),
        "of": sum(verdict.of for verdict in verdicts.values()),
    }


def _missed(tally: Tally) -> int:
    return tally.partly + tally.incorrect + tally.unknown


def _counts(tally: Tally) -> dict[str, int]:
    return {name: getattr(tally, name) for name in ("correct", "partly", "incorrect", "unknown", "open")}
