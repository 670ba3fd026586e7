"""multiple: several options belong to the key.

Partial credit: each option of the key is worth one point; each wrongly chosen option takes one away, never below nothing.
Choosing everything therefore earns nothing more than it should.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quiz.engine.errors import RequestError
from quiz.engine.fields import Fields
from quiz.engine.kinds.kind import Kind, option_words, read_options
from quiz.engine.model import Mark, Response, Tag, Verdict


@dataclass(frozen=True, slots=True)
class Multiple:
    options: tuple[str, ...]
    key: tuple[str, ...]


def parse(fields: Fields) -> Multiple:
    options = read_options(fields)
    key = fields.texts("key")
    for each in key:
        if options and each not in options:
            fields.complain("key", "key-names-no-option", key=each, options=", ".join(options))
    if len(set(key)) != len(key):
        fields.complain("key", "key-twice")
    return Multiple(options, tuple(option for option in options if option in key))


def dump(spec: Multiple) -> Mapping[str, Any]:
    return {"option": [{"id": option} for option in spec.options], "key": list(spec.key)}


def grade(spec: Multiple, response: Response) -> Verdict:
    chosen = set(response)
    if not chosen <= set(spec.options):
        raise RequestError("no-such-option", options=", ".join(spec.options))
    marks = {
        option: (Mark.HIT if option in chosen else Mark.MISSED)
        if option in spec.key
        else (Mark.FALSE_ALARM if option in chosen else Mark.REST)
        for option in spec.options
    }
    hits = sum(mark is Mark.HIT for mark in marks.values())
    false_alarms = sum(mark is Mark.FALSE_ALARM for mark in marks.values())
    shown = [option for option in spec.options if marks[option] is not Mark.REST]
    return Verdict(
        Tag.GRADED, max(0, hits - false_alarms), len(spec.key), marks, tuple(f"option.{option}" for option in shown)
    )


def unknown(spec: Multiple) -> tuple[str, ...]:
    return tuple(f"option.{option}" for option in spec.key)


KIND = Kind(parse, dump, grade, unknown, option_words)
