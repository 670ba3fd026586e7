"""Fresh numbers for an item: which values each name may take, what is computed from them, and how they read.

It knows cost functions and chance; it must not know items. A value is written as the engine's functions take it (a rate of
0.6 % is 0.006) and read as a person writes it ("0.6").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from quiz.engine import cost
from quiz.engine.chance import Chance
from quiz.engine.errors import CostError
from quiz.engine.fields import Fields, is_number

READ_AS = ("percent", "yuan", "count")
MOST = 400
"""Sets of numbers one item may have: every one is checked when the bank is read."""
_EXACT = 15  # digits of a float that are those its author wrote
ANSWER = "answer"
"""The name under which the key is shown in feedback."""

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Draws:
    """values: name → what it may be; reads: name → one of `READ_AS`; derived: name → a function's table, as in `compute`."""

    values: Mapping[str, tuple[float, ...]]
    reads: Mapping[str, str]
    derived: Mapping[str, Table]

    def all(self) -> Iterator[Mapping[str, float]]:
        """Every set of numbers; the first is the one printed."""
        for each in product(*self.values.values()):
            yield dict(zip(self.values, each, strict=True))

    def drawn(self, seed: int) -> Mapping[str, float]:
        """The set of numbers for a seed; seed 0 is the one printed."""
        chance = Chance(seed)
        return {name: values[chance.below(len(values)) if seed else 0] for name, values in self.values.items()}

    def completed(self, numbers: Mapping[str, float]) -> tuple[Mapping[str, float], Mapping[str, str]]:
        """The numbers with what is derived from them, and all of them as a reader sees them. Raises CostError."""
        complete = dict(numbers)
        shown = {
            name: amount(value * 100 if self.reads[name] == cost.PERCENT else value, self.reads[name])
            for name, value in numbers.items()
        }
        for name, table in self.derived.items():
            complete[name], unit = computed(table, complete)
            shown[name] = amount(complete[name], unit)
        return complete, shown

    def dumped(self) -> Table:
        """The tables `read_draws` reads."""
        return {
            "draw": {name: {"values": list(values), "as": self.reads[name]} for name, values in self.values.items()},
            **({"derive": self.derived} if self.derived else {}),
        }


def computed(table: Table, numbers: Mapping[str, float]) -> tuple[float, str]:
    """What a function's table answers, with its unit; arguments are numbers or names of numbers.

    Raises CostError ``unknown-function``, ``wrong-arguments`` or ``unknown-name``.
    """
    arguments = {}
    for name, written in table.items():
        if name == "function":
            continue
        if isinstance(written, str) and written not in numbers:
            raise CostError("unknown-name", missing=written, known=", ".join(numbers))
        value = numbers[written] if isinstance(written, str) else written
        if not is_number(value):
            raise CostError("wrong-arguments", why="each must be a number or a drawn name")
        arguments[name] = value
    return cost.answer(str(table.get("function", "")), arguments)


def amount(value: float, unit: str = "") -> str:
    """13.03, 945.6, 10,000: as a person writes it, to nine decimals at most; of yuan, a part is written in 分: 945.60."""
    places = max(0, min(9, _EXACT - len(str(int(abs(value))))))
    if unit == cost.YUAN and value != int(value) and round(value, 2) == round(value, places):
        return f"{value:,.2f}"
    written = f"{value:,.{places}f}"
    return written.rstrip("0").rstrip(".") if places else written


def read_draws(fields: Fields) -> Draws | None:
    """The ``[item.draw]`` and ``[item.derive]`` tables, or None when there are none; complains about what is wrong in them."""
    values: dict[str, tuple[float, ...]] = {}
    reads: dict[str, str] = {}
    for name, table in fields.table_of("draw", required=False).items():
        place = f"draw.{name}"
        if not isinstance(table, Mapping):
            fields.complain(place, "not-table")
            continue
        fields.only(place, table, "values", "as")
        found = table.get("values")
        if not isinstance(found, list) or not found or not all(is_number(each) for each in found):
            fields.complain(f"{place}.values", "not-numbers")
        elif table.get("as") not in READ_AS:
            fields.complain(f"{place}.as", "unknown-reading", known=", ".join(READ_AS))
        elif _is_name(fields, place, name):
            values[name], reads[name] = tuple(map(float, found)), str(table["as"])
    derived: dict[str, Table] = {}
    for name, table in fields.table_of("derive", required=False).items():
        place = f"derive.{name}"
        if not isinstance(table, Mapping):
            fields.complain(place, "not-table")
        elif name in values:
            fields.complain(place, "name-twice", written=name)
        elif _is_name(fields, place, name):
            derived[name] = table
    if fields.table.get("draw") is None:
        if derived:
            fields.complain("derive", "derive-without-draw")
        return None
    sets = 1
    for each in values.values():
        sets *= len(each)
    if sets > MOST:
        fields.complain("draw", "too-many-draws", most=MOST)
    return Draws(values, reads, derived)


def _is_name(fields: Fields, place: str, name: str) -> bool:
    """Whether texts can name a number so, as in ``{monthly_fee}``; complains when not."""
    if name == ANSWER:
        fields.complain(place, "reserved-name", reserved=name)
    elif not name.isidentifier():
        fields.complain(place, "not-a-name", written=name)
    else:
        return True
    return False
