"""What a kind of item promises. It knows the shape; it must not know any one kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from quiz.engine.fields import Fields
from quiz.engine.model import DONT_KNOW, Response, Verdict


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of item, as four functions.

    parse: an author's table → spec (any frozen data), complaining through `Fields`.
    dump: spec → the table `parse` reads, without words; what ships to the browser. ``parse(dump(s)) == s``.
    grade: (spec, response) → verdict, for responses that are neither empty nor "I don't know".
    unknown: spec → feedback ids to show to a reader who chose "I don't know".
    words: author's table → the dotted places where both languages must stand.
    """

    parse: Callable[[Fields], Any]
    dump: Callable[[Any], Mapping[str, Any]]
    grade: Callable[[Any, Response], Verdict]
    unknown: Callable[[Any], tuple[str, ...]]
    words: Callable[[Mapping[str, Any]], Iterable[str]]


def read_options(fields: Fields) -> tuple[str, ...]:
    """The option ids of an author's ``[[item.option]]`` tables, complaining about what is wrong with them."""
    options: list[str] = []
    for index, table in enumerate(fields.tables("option")):
        name = table.get("id")
        place = f"option[{index + 1}].id"
        fields.only(f"option[{index + 1}]", table, "id", "zh", "en", "feedback")
        if isinstance(table.get("feedback"), Mapping):
            fields.only(f"option[{index + 1}].feedback", table["feedback"], "zh", "en")
        if "id" not in table:
            fields.complain(place, "missing-field")
        elif not isinstance(name, str) or not name.strip():
            fields.complain(place, "not-text")
        elif name == DONT_KNOW:
            fields.complain(place, "reserved-id", id=name)
        elif name in options:
            fields.complain(place, "duplicate-option", id=name)
        else:
            options.append(name)
    if "option" in fields.table and len(options) < 2:
        fields.complain("option", "too-few-options")
    return tuple(options)


def option_words(table: Mapping[str, Any]) -> Iterable[str]:
    """Every option needs its text and its own feedback."""
    options = table.get("option")
    for index in range(len(options) if isinstance(options, list) else 0):
        yield f"option[{index + 1}]"
        yield f"option[{index + 1}].feedback"
