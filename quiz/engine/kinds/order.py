"""order: the reader puts steps into order.

Partial credit: points are the steps that may stay where they are, less one: of n steps, n - 1 points, and each step that must be
moved costs one (the longest run of steps already in the right order, with gaps allowed, stays).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from quiz.engine.errors import RequestError
from quiz.engine.fields import Fields
from quiz.engine.kinds.kind import Kind, option_words, read_ids
from quiz.engine.model import Mark, Response, Tag, Verdict

FEW = 5
"""Up to this many steps there are few enough orders (120) to grade them all ahead."""


@dataclass(frozen=True, slots=True)
class Order:
    """options: the steps in the right order, as the author writes them."""

    options: tuple[str, ...]


def parse(fields: Fields) -> Order:
    options = read_ids(fields, "option", "feedback")
    if len(options) == 2:
        fields.complain("option", "too-few-steps")
    return Order(options)


def dump(spec: Order) -> Mapping[str, Any]:
    return {"option": [{"id": option} for option in spec.options]}


def grade(spec: Order, response: Response) -> Verdict:
    if not set(response) <= set(spec.options) or len(set(response)) != len(response):
        raise RequestError("no-such-option", options=", ".join(spec.options))
    if len(response) < len(spec.options):
        return Verdict(Tag.NOT_READY, reason="incomplete")
    stays = _longest_run([spec.options.index(option) for option in response])
    marks = {option: Mark.HIT if index in stays else Mark.FALSE_ALARM for index, option in enumerate(spec.options)}
    return Verdict(Tag.GRADED, len(stays) - 1, len(spec.options) - 1, marks, unknown(spec))


def _longest_run(places: list[int]) -> frozenset[int]:
    """The longest rising subsequence of a permutation; of several, the one that ends earliest."""
    runs: list[list[int]] = []  # for each place, the longest run that ends there
    for place in places:
        longest: list[int] = []
        for run in runs:
            if run[-1] < place and len(run) > len(longest):
                longest = run
        runs.append([*longest, place])
    longest_of_all = max(len(run) for run in runs)
    return frozenset(next(run for run in runs if len(run) == longest_of_all))


def unknown(spec: Order) -> tuple[str, ...]:
    return tuple(f"option.{option}" for option in spec.options)


def responses(spec: Order) -> Iterable[Response] | None:
    return permutations(spec.options) if len(spec.options) <= FEW else None


KIND = Kind(parse, dump, grade, unknown, option_words, responses)
