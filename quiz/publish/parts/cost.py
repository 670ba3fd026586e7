"""The calculator on /cost/: its form, ready examples, the marks that may be met, and blank forms of a result for JavaScript to fill."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from quiz.engine.cost.marks import LENDERS
from quiz.engine.cost.offer import PRICES, YEARS, Price, Way, When
from quiz.publish.parts.part import Part, Place

_TEN = {"amount": "10000", "term": "12"}
EXAMPLES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "flat": {**_TEN, "price": "flat-fee", "value": "0.6%"},
        "daily": {**_TEN, "price": "daily-rate", "value": "0.05%", "year": "360"},
        "deducted": {**_TEN, "received": "9500", "price": "annual-rate", "value": "12%"},
        "member": {
            "amount": "3000",
            "term": "3",
            "price": "annual-rate",
            "value": "24%",
            "fees": [{"value": "199", "in": "yuan", "when": "before"}],
        },
        "head": {"amount": "10000", "received": "9000", "way": "at-end", "value": "10000", "term": "30", "unit": "days"},
    }
)
"""Offers to load with one tap, as typed (see `quiz.engine.operations.cost`); their names stand in the words, ``cost-example``.

They are those of part "what a loan really costs" of the guide, so that the same numbers meet the reader again.
"""

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _month(month: str, language: str) -> str:
    """``2026-07`` as people say it."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月" if language == "zh" else f"{_MONTHS[int(number) - 1]} {year}"


def _ways_of(price: Price) -> str:
    return "|".join(way.value for way in Way if price in PRICES[way])


def _fill(place: Place, argument: str) -> str:
    del argument
    marks = place.bank.marks
    return place.render(
        "cost.html",
        ways=[way.value for way in Way],
        prices=[(price.value, _ways_of(price)) for price in Price],
        years=sorted(YEARS, reverse=True),
        lenders=sorted(LENDERS, key=lambda lender: lender != "unknown"),
        times=[when.value for when in When],
        examples=[(name, json.dumps(example)) for name, example in EXAMPLES.items()],
        marks=marks.all if marks else (),
        lpr=marks.lpr if marks else None,
        lpr_month=_month(marks.lpr.month, place.language) if marks else "",
        lpr_lenders="|".join(
            sorted({lender for mark in marks.all if mark.mark.times_lpr for lender in mark.mark.lenders}) if marks else ()
        ),
    )


COST = Part(_fill)
