"""The marks at which rules bite: which of them an offer meets, and on which side of each it stands.

It knows ids, lenders and rates; what a mark means, its scope and its source stand in the bank, and no verdict in law is given here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quiz.engine.cost.rates import hundredths
from quiz.engine.cost.result import Result
from quiz.engine.errors import BankError
from quiz.engine.fields import Fields, is_number

LENDERS = ("bank", "facilitated", "micro", "private", "unknown")
"""Who lends: a bank or consumer-finance company with its own money, a bank through a platform, a micro-lender, a private person
or someone without a licence, and "I don't know".
"""
MEASURES = ("percent", "times_lpr", "withheld")


@dataclass(frozen=True, slots=True)
class RateMark:
    """One mark. One of the three measures is set: a rate in percent, a multiple of the one-year LPR, or that principal was withheld."""

    id: str
    lenders: tuple[str, ...]
    percent: float | None = None
    times_lpr: float | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks in order, and the one-year LPR (percent) last seen."""

    lpr: float = 0.0
    all: tuple[RateMark, ...] = ()


NO_MARKS = Marks()
_CENT = 0.005


def read_mark(fields: Fields) -> RateMark | None:
    """The mark in a table (an author's or the shipped bank's), or None after complaining. Words are not read here."""
    name = fields.text("id")
    lenders = fields.texts("lenders")
    strangers = [lender for lender in lenders if lender not in LENDERS]
    if strangers:
        fields.complain("lenders", "unknown-lender", lender=strangers[0], known=", ".join(LENDERS))
    given = [measure for measure in MEASURES if fields.has(measure)]
    if len(given) != 1:
        fields.complain("percent", "one-measure", known=", ".join(MEASURES))
    numbers = {measure: fields.number(measure) for measure in given if measure != "withheld"}
    for measure, value in numbers.items():
        if value <= 0 and is_number(fields.table[measure]):
            fields.complain(measure, "not-above-nothing")
    if "withheld" in given and fields.table["withheld"] is not True:
        fields.complain("withheld", "not-true")
    if fields.complaints:
        return None
    return RateMark(name, lenders, numbers.get("percent"), numbers.get("times_lpr"), "withheld" in given)


def dump_marks(marks: Marks) -> dict[str, Any]:
    """The marks as JSON-ready data; `load_marks` reads them."""
    tables: list[dict[str, Any]] = []
    for mark in marks.all:
        values: dict[str, Any] = {measure: getattr(mark, measure) for measure in MEASURES}
        tables.append({"id": mark.id, "lenders": list(mark.lenders), **{k: v for k, v in values.items() if v}})
    return {"lpr": marks.lpr, "all": tables}


def load_marks(data: object) -> Marks:
    """The marks that `dump_marks` wrote. Raises BankError when they are anything else."""
    if not isinstance(data, Mapping) or not is_number(data.get("lpr")) or not isinstance(data.get("all"), list):
        raise BankError("not-marks")
    read = []
    for table in data["all"]:
        mark = read_mark(Fields(table)) if isinstance(table, Mapping) else None
        if mark is None:
            raise BankError("broken-mark", id=str(table.get("id")) if isinstance(table, Mapping) else None)
        read.append(mark)
    return Marks(float(data["lpr"]), tuple(read))


def met(marks: Marks, result: Result) -> list[dict[str, Any]]:
    """The marks whose scope fits the offer's lender, each with its rate in percent, the LPR it was made from (or null), and the side the
    offer's rates are on.

    side: ``above`` and ``below`` by both rates, ``between`` when only the effective one is above, ``unknown`` without a rate,
    ``withheld`` for a mark without a rate, which is met only when principal was withheld. A rate equal to the mark is not above it.
    """
    offer = result.offer
    found: list[dict[str, Any]] = []
    for mark in marks.all:
        if offer.lender not in mark.lenders:
            continue
        if mark.withheld:
            if offer.withheld >= _CENT:
                found.append({"id": mark.id, "percent": None, "lpr": None, "side": "withheld"})
            continue
        lpr = marks.lpr if offer.lpr is None else offer.lpr * 100
        percent = hundredths((mark.times_lpr or 0.0) * lpr if mark.percent is None else mark.percent)
        used = None if mark.times_lpr is None else hundredths(lpr)
        found.append({"id": mark.id, "percent": percent, "lpr": used, "side": _side(percent, result)})
    return found


def _side(percent: float, result: Result) -> str:
    rates = result.rates
    if rates.nominal is None:
        return "unknown"
    if hundredths(rates.nominal * 100) > percent:
        return "above"
    beyond = rates.effective is None or hundredths(rates.effective * 100) > percent
    return "between" if beyond else "below"
