"""What a kind of item promises, and what several kinds share. It knows the shape; it must not know any one kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

from quiz.engine.errors import RequestError
from quiz.engine.fields import Fields
from quiz.engine.model import DONT_KNOW, Mark, Response, Tag, Verdict

FEW = 8
"""Up to this many options there are few enough choices of several (255) to grade them all ahead."""

Words = Iterable[tuple[str, str]]
"""Where both languages must stand in an author's table (a dotted place), and the id the text goes by."""


def _as_written(spec: Any, seed: int) -> tuple[Any, Mapping[str, str]]:
    del seed
    return spec, {}


def _unending(spec: Any) -> Iterable[Response] | None:
    del spec
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of item, as a few functions.

    parse: an author's table → spec (any frozen data), complaining through `Fields`.
    dump: spec → the table `parse` reads, without words; what ships to the browser. ``parse(dump(s)) == s``.
    grade: (spec, response) → verdict, for responses that are neither empty nor "I don't know".
    unknown: spec → feedback ids to show to a reader who chose "I don't know".
    words: an author's table → the texts that must stand in it (see `Words`). Ids: ``text.ID`` for what is chosen from,
    ``option.ID`` and the like for feedback, as in `Verdict.feedback`.
    responses: spec → every response there is to grade, or None where they are not few.
    draw: (spec, seed) → the spec with fresh numbers, and these numbers as a reader sees them, by name; seed 0 draws
    what is printed. Only kinds with numbers have it.
    """

    parse: Callable[[Fields], Any]
    dump: Callable[[Any], Mapping[str, Any]]
    grade: Callable[[Any, Response], Verdict]
    unknown: Callable[[Any], tuple[str, ...]]
    words: Callable[[Mapping[str, Any]], Words]
    responses: Callable[[Any], Iterable[Response] | None] = _unending
    draw: Callable[[Any, int], tuple[Any, Mapping[str, str]]] = _as_written


def read_ids(fields: Fields, name: str, *others: str) -> tuple[str, ...]:
    """The ids of an author's ``[[item.NAME]]`` tables, complaining about what is wrong with them.

    `others`: fields such a table may have beside ``id`` and both languages.
    """
    ids: list[str] = []
    for index, table in enumerate(fields.tables(name)):
        place = f"{name}[{index + 1}]"
        found = table.get("id")
        fields.only(place, table, "id", "zh", "en", *others)
        if isinstance(table.get("feedback"), Mapping):
            fields.only(f"{place}.feedback", table["feedback"], "zh", "en")
        if "id" not in table:
            fields.complain(f"{place}.id", "missing-field")
        elif not isinstance(found, str) or not found.strip():
            fields.complain(f"{place}.id", "not-text")
        elif found == DONT_KNOW:
            fields.complain(f"{place}.id", "reserved-id", id=found)
        elif found in ids:
            fields.complain(f"{place}.id", "duplicate-option", id=found)
        else:
            ids.append(found)
    if name in fields.table and len(ids) < 2:
        fields.complain(name, "too-few-options")
    return tuple(ids)


def read_key(fields: Fields, options: tuple[str, ...]) -> tuple[str, ...]:
    """The ids a list ``key`` names, in the order of the options, complaining about strangers and repetitions."""
    key = fields.texts("key")
    for each in key:
        if options and each not in options:
            fields.complain("key", "key-names-no-option", key=each, options=", ".join(options))
    if len(set(key)) != len(key):
        fields.complain("key", "key-twice")
    return tuple(option for option in options if option in key)


def places(table: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    """The place of each ``[[item.NAME]]`` table and the id in it."""
    tables = table.get(name)
    for index, each in enumerate(tables if isinstance(tables, list) else ()):
        yield f"{name}[{index + 1}]", str(each.get("id")) if isinstance(each, Mapping) else ""


def option_words(table: Mapping[str, Any]) -> Words:
    """Every option needs its text and its own feedback."""
    for place, name in places(table, "option"):
        yield place, f"text.{name}"
        yield f"{place}.feedback", f"option.{name}"


def grade_choices(options: tuple[str, ...], key: tuple[str, ...], response: Response) -> Verdict:
    """Several options may be chosen: each of the key is worth one point; each wrongly chosen one takes one away, never below
    nothing. Choosing everything therefore earns nothing more than it should.

    Raises RequestError ``no-such-option``.
    """
    chosen = set(response)
    if not chosen <= set(options):
        raise RequestError("no-such-option", options=", ".join(options))
    marks = {
        option: (Mark.HIT if option in chosen else Mark.MISSED)
        if option in key
        else (Mark.FALSE_ALARM if option in chosen else Mark.REST)
        for option in options
    }
    hits = sum(mark is Mark.HIT for mark in marks.values())
    false_alarms = sum(mark is Mark.FALSE_ALARM for mark in marks.values())
    shown = tuple(f"option.{option}" for option in options if marks[option] is not Mark.REST)
    return Verdict(Tag.GRADED, max(0, hits - false_alarms), len(key), marks, shown)


def subsets(options: tuple[str, ...]) -> Iterator[Response] | None:
    """Every response that chooses at least one option, or None where there are more options than `FEW`."""
    if len(options) > FEW:
        return None
    return chain.from_iterable(combinations(options, size) for size in range(1, len(options) + 1))
