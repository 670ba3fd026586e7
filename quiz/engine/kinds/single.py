"""single: one option is better than the others. One point of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from quiz.engine.errors import RequestError
from quiz.engine.fields import Fields
from quiz.engine.kinds.kind import Kind, option_words, read_ids
from quiz.engine.model import Mark, Response, Tag, Verdict


@dataclass(frozen=True, slots=True)
class Single:
    options: tuple[str, ...]
    key: str


def parse(fields: Fields) -> Single:
    options = read_ids(fields, "option", "feedback")
    key = fields.text("key")
    if key and options and key not in options:
        fields.complain("key", "key-names-no-option", key=key, options=", ".join(options))
    return Single(options, key)


def dump(spec: Single) -> Mapping[str, Any]:
    return {"option": [{"id": option} for option in spec.options], "key": spec.key}


def grade(spec: Single, response: Response) -> Verdict:
    if len(response) != 1 or response[0] not in spec.options:
        raise RequestError("no-such-option", options=", ".join(spec.options))
    chosen = response[0]
    right = chosen == spec.key
    marks = {
        option: Mark.HIT if option == chosen == spec.key
        else Mark.FALSE_ALARM if option == chosen
        else Mark.MISSED if option == spec.key
        else Mark.REST
        for option in spec.options
    }  # fmt: skip
    feedback = (f"option.{chosen}",) if right else (f"option.{chosen}", f"option.{spec.key}")
    return Verdict(Tag.GRADED, int(right), 1, marks, feedback)


def unknown(spec: Single) -> tuple[str, ...]:
    return (f"option.{spec.key}",)


def responses(spec: Single) -> Iterable[Response]:
    return [(option,) for option in spec.options]


KIND = Kind(parse, dump, grade, unknown, option_words, responses)
