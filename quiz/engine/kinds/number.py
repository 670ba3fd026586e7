"""number: the reader types a number. One point of one, within a stated tolerance (absolute, in the unit).

The key is written, or computed by the engine's own cost functions; with ``[item.draw]`` it is computed from numbers drawn afresh
(see `quiz.engine.draws`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from quiz.engine.draws import ANSWER, Draws, amount, computed, read_draws
from quiz.engine.errors import CostError, NumberError, RequestError
from quiz.engine.fields import Fields, is_number
from quiz.engine.kinds.kind import Kind, Words
from quiz.engine.model import Response, Tag, Verdict
from quiz.engine.numbers import read_number

UNITS = ("percent", "yuan", "days", "months", "years", "times", "count")
_SLACK = 1e-6  # more than a float of a thousand million can be off, less than anyone means


@dataclass(frozen=True, slots=True)
class Number:
    """key and mistakes are those of the printed numbers. draws, compute, names: how they are computed for others; names has,
    for each mistake, the name it goes by, or its number.
    """

    unit: str
    key: float
    tolerance: float
    mistakes: tuple[float, ...]
    draws: Draws | None = None
    compute: Mapping[str, Any] | None = None
    names: tuple[str | float, ...] = ()


def parse(fields: Fields) -> Number:
    unit = fields.text("unit")
    if unit and unit not in UNITS:
        fields.complain("unit", "unknown-unit", known=", ".join(UNITS))
    tolerance = fields.number("tolerance")
    if tolerance < 0:
        fields.complain("tolerance", "negative")
    for name in ("correct", "otherwise"):
        fields.only(name, fields.table_of(name, required=False), "zh", "en")
    draws = read_draws(fields)
    names = _read_mistakes(fields, draws)
    table = None
    if fields.has("compute"):
        table = dict(fields.table_of("compute"))
        if fields.has("key"):
            fields.complain("key", "key-and-compute")
    elif draws:
        fields.complain("compute", "missing-field")
    if table is None:
        key = 0.0 if draws else fields.number("key")
        spec = Number(unit, key, tolerance, tuple(name for name in names if not isinstance(name, str)))
        _complain_of_mistakes(fields, spec)
        return spec
    spec = Number(unit, 0.0, tolerance, (), draws, table, names)
    if any(complaint.field.startswith(("draw", "derive")) for complaint in fields.complaints):
        return spec  # what is computed from them cannot be judged
    printed = spec
    sets = draws.all() if draws else iter([{}])
    for index, numbers in enumerate(islice(sets, 1) if fields.shipped else sets):
        before = len(fields.complaints)
        found = _complain_unless_computed(fields, spec, numbers)
        if len(fields.complaints) > before:
            return spec  # one set that is wrong tells enough
        printed = printed if index else found
    return printed if draws else replace(printed, compute=None, names=())


def _read_mistakes(fields: Fields, draws: Draws | None) -> tuple[str | float, ...]:
    known = {*draws.values, *draws.derived} if draws else set()
    names: list[str | float] = []
    for index, table in enumerate(fields.tables("mistake", required=False)):
        place = f"mistake[{index + 1}]"
        fields.only(place, table, "value", "zh", "en")
        value = table.get("value")
        if is_number(value):
            names.append(float(value))
        elif isinstance(value, str) and value in known:
            names.append(value)
        else:
            fields.complain(f"{place}.value", "not-number")
    return tuple(names)


def _complain_unless_computed(fields: Fields, spec: Number, numbers: Mapping[str, float]) -> Number:
    """The spec for one set of numbers; complains when they have no answer, or one that a known mistake is."""
    place = "derive"
    try:
        complete = spec.draws.completed(numbers)[0] if spec.draws else numbers
        place = "compute"
        unit, found = _for(spec, complete)
    except CostError as error:
        fields.complain(place, error.code, **error.details)
        return spec
    if unit != spec.unit:
        fields.complain("unit", "unit-of-compute", unit=unit)
    _complain_of_mistakes(fields, found)
    return found


def _complain_of_mistakes(fields: Fields, spec: Number) -> None:
    for index, mistake in enumerate(spec.mistakes):
        if _near(spec, mistake, spec.key):
            fields.complain(f"mistake[{index + 1}].value", "mistake-is-key", key=spec.key)


def _near(spec: Number, value: float, expected: float) -> bool:
    """Whether a value is accepted for the expected one."""
    return abs(value - expected) <= spec.tolerance + _SLACK


def _for(spec: Number, complete: Mapping[str, float]) -> tuple[str, Number]:
    """The unit of the key, and the spec with key and mistakes for numbers that have what is derived from them. Raises CostError."""
    key, unit = computed(spec.compute or {}, complete)
    mistakes = tuple(complete[name] if isinstance(name, str) else name for name in spec.names)
    return unit, replace(spec, key=key, mistakes=mistakes)


def draw(spec: Number, seed: int) -> tuple[Number, Mapping[str, str]]:
    """The spec for the numbers of a seed, and these numbers (and the answer) as a reader sees them."""
    if spec.draws is None:
        return spec, {}
    complete, shown = spec.draws.completed(spec.draws.drawn(seed))
    _, found = _for(spec, complete)
    return found, {**shown, ANSWER: amount(found.key, found.unit)}


def dump(spec: Number) -> Mapping[str, Any]:
    table = {"unit": spec.unit, "tolerance": spec.tolerance}
    if spec.draws is None:
        return {**table, "key": spec.key, "mistake": [{"value": value} for value in spec.mistakes]}
    mistakes = [{"value": name} for name in spec.names]
    return {**table, **spec.draws.dumped(), "compute": dict(spec.compute or {}), "mistake": mistakes}


def grade(spec: Number, response: Response) -> Verdict:
    if len(response) != 1:
        raise RequestError("one-number-expected")
    try:
        value = read_number(response[0])
    except NumberError as error:
        return Verdict(Tag.NOT_READY, reason=error.code)
    if _near(spec, value, spec.key):
        return Verdict(Tag.GRADED, 1, 1, feedback=("correct",))
    for index, mistake in enumerate(spec.mistakes):
        if _near(spec, value, mistake):
            return Verdict(Tag.GRADED, 0, 1, feedback=(f"mistake.{index + 1}", "correct"))
    return Verdict(Tag.GRADED, 0, 1, feedback=("otherwise", "correct"))


def unknown(spec: Number) -> tuple[str, ...]:
    del spec
    return ("correct",)


def words(table: Mapping[str, Any]) -> Words:
    yield "correct", "correct"
    yield "otherwise", "otherwise"
    mistakes = table.get("mistake")
    for index in range(len(mistakes) if isinstance(mistakes, list) else 0):
        yield f"mistake[{index + 1}]", f"mistake.{index + 1}"


KIND = Kind(parse, dump, grade, unknown, words, draw=draw)
