"""match: each prompt is given the option that fits it; an option may fit several prompts, or none. A point for each prompt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from quiz.engine.errors import RequestError
from quiz.engine.fields import Fields
from quiz.engine.kinds.kind import Kind, Words, places, read_ids
from quiz.engine.model import Mark, Response, Tag, Verdict

BETWEEN = "="
"""A value of a response is ``prompt=option``."""
FEW = 260
"""Up to this many combinations are graded ahead: four prompts of four options make 256."""


@dataclass(frozen=True, slots=True)
class Match:
    """prompts: prompt id → the id of the option that fits, in the author's order."""

    prompts: Mapping[str, str]
    options: tuple[str, ...]


def parse(fields: Fields) -> Match:
    prompts = read_ids(fields, "prompt", "feedback", "answer")
    options = read_ids(fields, "option")
    answers: dict[str, str] = {}
    for index, table in enumerate(fields.tables("prompt")):
        answer, place = table.get("answer"), f"prompt[{index + 1}].answer"
        if not isinstance(answer, str) or not answer:
            fields.complain(place, "missing-field" if answer is None else "not-text")
        elif options and answer not in options:
            fields.complain(place, "key-names-no-option", key=answer, options=", ".join(options))
        elif isinstance(table.get("id"), str):
            answers[table["id"]] = answer
    for name in (*prompts, *options):
        if BETWEEN in name:
            fields.complain("prompt" if name in prompts else "option", "id-with-sign", id=name, sign=BETWEEN)
    return Match({prompt: answers[prompt] for prompt in prompts if prompt in answers}, options)


def dump(spec: Match) -> Mapping[str, Any]:
    return {
        "prompt": [{"id": prompt, "answer": answer} for prompt, answer in spec.prompts.items()],
        "option": [{"id": option} for option in spec.options],
    }


def grade(spec: Match, response: Response) -> Verdict:
    given = dict(value.split(BETWEEN, 1) for value in response if BETWEEN in value)
    if len(given) != len(response) or not set(given) <= set(spec.prompts) or not set(given.values()) <= set(spec.options):
        raise RequestError("no-such-option", options=", ".join(spec.options))
    if len(given) < len(spec.prompts):
        return Verdict(Tag.NOT_READY, reason="incomplete")
    marks = {prompt: Mark.HIT if given[prompt] == answer else Mark.FALSE_ALARM for prompt, answer in spec.prompts.items()}
    hits = sum(mark is Mark.HIT for mark in marks.values())
    return Verdict(Tag.GRADED, hits, len(spec.prompts), marks, unknown(spec))


def unknown(spec: Match) -> tuple[str, ...]:
    return tuple(f"prompt.{prompt}" for prompt in spec.prompts)


def words(table: Mapping[str, Any]) -> Words:
    for place, name in places(table, "prompt"):
        yield place, f"text.{name}"
        yield f"{place}.feedback", f"prompt.{name}"
    for place, name in places(table, "option"):
        yield place, f"choice.{name}"


def responses(spec: Match) -> Iterable[Response] | None:
    if len(spec.options) ** len(spec.prompts) > FEW:
        return None
    chosen = product(spec.options, repeat=len(spec.prompts))
    return [
        tuple(f"{prompt}{BETWEEN}{option}" for prompt, option in zip(spec.prompts, each, strict=True)) for each in chosen
    ]


KIND = Kind(parse, dump, grade, unknown, words, responses)
