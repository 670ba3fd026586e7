"""number: the reader types a number. One point of one, within a stated tolerance (absolute, in the unit)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from quiz.engine import cost
from quiz.engine.errors import CostError, NumberError, RequestError
from quiz.engine.fields import Fields, is_number
from quiz.engine.kinds.kind import Kind
from quiz.engine.model import Response, Tag, Verdict
from quiz.engine.numbers import read_number

UNITS = ("percent", "yuan", "days", "months", "years", "times", "count")
_SLACK = 1e-6  # more than a float of a thousand million can be off, less than anyone means


@dataclass(frozen=True, slots=True)
class Number:
    unit: str
    key: float
    tolerance: float
    mistakes: tuple[float, ...]


def parse(fields: Fields) -> Number:
    unit = fields.text("unit")
    if unit and unit not in UNITS:
        fields.complain("unit", "unknown-unit", known=", ".join(UNITS))
    tolerance = fields.number("tolerance")
    if tolerance < 0:
        fields.complain("tolerance", "negative")
    for name in ("correct", "otherwise"):
        fields.only(name, fields.table_of(name, required=False), "zh", "en")
    mistakes = []
    for index, table in enumerate(fields.tables("mistake", required=False)):
        place = f"mistake[{index + 1}]"
        fields.only(place, table, "value", "zh", "en")
        if is_number(value := table.get("value")):
            mistakes.append(float(value))
        else:
            fields.complain(f"{place}.value", "not-number")
    key = _read_key(fields, unit)
    for index, mistake in enumerate(mistakes):
        if abs(mistake - key) <= tolerance:
            fields.complain(f"mistake[{index + 1}].value", "mistake-is-key", key=key)
    return Number(unit, key, tolerance, tuple(mistakes))


def _read_key(fields: Fields, unit: str) -> float:
    """The key as written, or computed by the engine's own cost function from the item's parameters."""
    if not fields.has("compute"):
        return fields.number("key")
    if fields.has("key"):
        fields.complain("key", "key-and-compute")
    table = dict(fields.table_of("compute"))
    function = table.pop("function", "")
    if not all(is_number(argument) for argument in table.values()):
        fields.complain("compute", "wrong-arguments", why="each must be a number")
        return 0.0
    try:
        key, computed_unit = cost.answer(str(function), table)
    except CostError as error:
        fields.complain("compute", error.code, **error.details)
        return 0.0
    if computed_unit != unit:
        fields.complain("unit", "unit-of-compute", unit=computed_unit)
    return key


def dump(spec: Number) -> Mapping[str, Any]:
    return {
        "unit": spec.unit,
        "key": spec.key,
        "tolerance": spec.tolerance,
        "mistake": [{"value": value} for value in spec.mistakes],
    }


def grade(spec: Number, response: Response) -> Verdict:
    if len(response) != 1:
        raise RequestError("one-number-expected")
    try:
        value = read_number(response[0])
    except NumberError as error:
        return Verdict(Tag.NOT_READY, reason=error.code)
    if abs(value - spec.key) <= spec.tolerance + _SLACK:
        return Verdict(Tag.GRADED, 1, 1, feedback=("correct",))
    for index, mistake in enumerate(spec.mistakes):
        if abs(value - mistake) <= spec.tolerance + _SLACK:
            return Verdict(Tag.GRADED, 0, 1, feedback=(f"mistake.{index + 1}", "correct"))
    return Verdict(Tag.GRADED, 0, 1, feedback=("otherwise", "correct"))


def unknown(spec: Number) -> tuple[str, ...]:
    del spec
    return ("correct",)


def words(table: Mapping[str, Any]) -> Iterable[str]:
    yield "correct"
    yield "otherwise"
    mistakes = table.get("mistake")
    for index in range(len(mistakes) if isinstance(mistakes, list) else 0):
        yield f"mistake[{index + 1}]"


KIND = Kind(parse, dump, grade, unknown, words)
