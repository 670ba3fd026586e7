"""The full check: start it, answer in it, see its result; what is due; reading a record from a file.

``pasts`` is what became of items before: item id → list of [day, word] (see `quiz.engine.review`). ``session`` is what an earlier
reply gave; it is read as if a stranger had written it.

===================  ============================================================  ====================================================
op                   needs                                                         reply
===================  ============================================================  ====================================================
``session-start``    ``seed``, and either ``set`` (an author's set) or ``length``  ``session``
                     with ``chapters`` (list, may be empty), ``pasts``, ``day``
``session-answer``   ``session``, ``answers``: list of {item, values, sure};       ``session``, ``refused``: items whose answer did not fit
                     one that is not ready takes the item's answer back
``session-result``   ``session``                                                   see `quiz.engine.session.result`, and ``answers``
``due``              ``pasts``, ``day``                                            ``missed``, ``due``: item ids that should come again
``record-read``      ``text``: a file's contents                                   ``record``, ``kept``, ``dropped``
===================  ============================================================  ====================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quiz.engine.bank import Bank
from quiz.engine.errors import EngineError, RequestError
from quiz.engine.plain import read_plain
from quiz.engine.record import read_past, read_record
from quiz.engine.review import Standing, standing
from quiz.engine.selection import choose
from quiz.engine.session import MOST_ITEMS, is_seed, read_given, restore, result, start

LONGEST_FILE = 2_000_000
"""Characters of a record's file; ours are a hundredth of it."""

Data = Mapping[str, Any]


def _start(bank: Bank, data: Data) -> Data:
    seed = data.get("seed", 0)
    if not is_seed(seed):
        raise RequestError("not-a-seed")
    name = data.get("set", "")
    if name:
        if not isinstance(name, str) or name not in bank.sets:
            raise RequestError("unknown-set")
        return {"session": start([bank.items[item] for item in bank.sets[name]], seed, name).as_data()}
    length, chapters = data.get("length"), data.get("chapters", [])
    if not isinstance(length, int) or isinstance(length, bool) or not 1 <= length <= MOST_ITEMS:
        raise RequestError("not-a-length", most=MOST_ITEMS)
    if not isinstance(chapters, list) or not all(isinstance(each, str) for each in chapters):
        raise RequestError("not-chapters")
    index = bank.index.within(chapters)
    if not index.groups:
        raise RequestError("nothing-to-ask")
    day = _day(data)
    chosen = choose(index, length, seed, _standings(data, day), day)
    return {"session": start(chosen, seed).as_data()}


def _answer(bank: Bank, data: Data) -> Data:
    session = restore(data.get("session"), bank.items)
    answers = data.get("answers")
    if not isinstance(answers, list) or len(answers) > MOST_ITEMS:
        raise RequestError("answers-not-a-list")
    refused = []
    for each in answers:
        name = each.get("item") if isinstance(each, Mapping) else None
        given = read_given(each)
        if not isinstance(name, str) or given is None:
            raise RequestError("answers-not-a-list")
        try:
            session = session.answer(name, given, bank.items)
        except EngineError:
            refused.append(name)
    return {"session": session.as_data(), "refused": refused}


def _result(bank: Bank, data: Data) -> Data:
    session = restore(data.get("session"), bank.items)
    return {**result(session, bank.items), "answers": session.as_data()["answers"]}


def _due(bank: Bank, data: Data) -> Data:
    day = _day(data)
    found = [(name, each) for name, each in _standings(data, day).items() if name in bank.items and each.due <= day]
    found.sort(key=lambda each: (each[1].due, each[0]))
    return {"missed": [n for n, each in found if each.missed], "due": [n for n, each in found if not each.missed]}


def _record(bank: Bank, data: Data) -> Data:
    text = data.get("text")
    if not isinstance(text, str) or len(text) > LONGEST_FILE:
        raise RequestError("not-a-record")
    try:
        read = read_record(read_plain(text), bank.items)
    except ValueError as error:
        raise RequestError("not-a-record") from error
    return {"record": read.record, "kept": read.kept, "dropped": read.dropped}


def _day(data: Data) -> int:
    day = data.get("day", 0)
    if not is_seed(day):
        raise RequestError("not-a-day")
    return int(day)


def _standings(data: Data, day: int) -> dict[str, Standing]:
    pasts = data.get("pasts", {})
    if not isinstance(pasts, Mapping):
        raise RequestError("not-pasts")
    found = {name: standing(read_past(past), day) for name, past in pasts.items()}
    return {name: each for name, each in found.items() if each is not None}


OPERATIONS = {
    "session-start": _start,
    "session-answer": _answer,
    "session-result": _result,
    "due": _due,
    "record-read": _record,
}
