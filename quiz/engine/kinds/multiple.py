"""multiple: several options belong to the key. Partial credit as in `grade_choices`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from quiz.engine.fields import Fields
from quiz.engine.kinds.kind import Kind, grade_choices, option_words, read_ids, read_key, subsets
from quiz.engine.model import Response, Verdict


@dataclass(frozen=True, slots=True)
class Multiple:
    options: tuple[str, ...]
    key: tuple[str, ...]


def parse(fields: Fields) -> Multiple:
    options = read_ids(fields, "option", "feedback")
    return Multiple(options, read_key(fields, options))


def dump(spec: Multiple) -> Mapping[str, Any]:
    return {"option": [{"id": option} for option in spec.options], "key": list(spec.key)}


def grade(spec: Multiple, response: Response) -> Verdict:
    return grade_choices(spec.options, spec.key, response)


def unknown(spec: Multiple) -> tuple[str, ...]:
    return tuple(f"option.{option}" for option in spec.key)


def responses(spec: Multiple) -> Iterable[Response] | None:
    return subsets(spec.options)


KIND = Kind(parse, dump, grade, unknown, option_words, responses)
