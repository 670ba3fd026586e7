"""What an offer comes to: its rates, its cost in yuan, the money really in hand, and the data to draw it by.

It knows offers and their schedules; it must not know marks, words or how anything is typed. Rates follow the definitions of
`quiz.engine.cost.rates`; a loan repaid in one sum has a simple annual rate instead: its cost as a share of the money in
hand × 12 months (or 365 days) / the term, and an effective rate that compounds that share over the year.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quiz.engine.cost import solver
from quiz.engine.cost.offer import Offer, Price, Unit, Way, When
from quiz.engine.cost.rates import MONTHS, effective_annual, hundredths, nominal_annual
from quiz.engine.cost.schedule import Row, repaid_early, schedule

DAYS = 365
HIGHEST = 1000.0
"""A year's rate above 100,000 % says nothing any more: a nominal one counts as none, an effective one is told as "more than"."""
_NICE = (1, 2, 2.5, 5, 10)
_TICKS = 5
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Rates:
    """nominal: None when there is no sensible rate or more than one; effective: None too when it lies above HIGHEST.

    several: every nominal rate, where there is more than one. simple: whether the nominal rate is a simple annual one.
    """

    nominal: float | None
    effective: float | None
    several: tuple[float, ...] = ()
    simple: bool = False

    @property
    def code(self) -> str:
        """``several-rates``, ``no-rate``, or "" when there is one."""
        return "several-rates" if self.several else "no-rate" if self.nominal is None else ""


@dataclass(frozen=True, slots=True)
class Result:
    """What an offer comes to when it runs its term, or is repaid early."""

    offer: Offer
    rows: tuple[Row, ...]
    rates: Rates

    @property
    def interest(self) -> float:
        return sum(row.interest for row in self.rows)

    @property
    def fees(self) -> float:
        """Yuan of fees, with what was withheld."""
        return sum(row.fees for row in self.rows)

    @property
    def cost(self) -> float:
        """Yuan: all that is paid, less all that is received."""
        return self.interest + self.fees

    @property
    def repaid(self) -> float:
        """Yuan paid after the money came."""
        return sum(row.payment for row in self.rows[1:])

    @property
    def average_in_hand(self) -> float:
        """Yuan of the lender's money the reader really has, on average over the term: what arrived, less the principal given back."""
        held, total, before = self.offer.in_hand, 0.0, 0
        for row in self.rows:
            total += max(held, 0.0) * (row.period - before)
            held, before = held - row.principal, row.period
        return total / before


def work_out(offer: Offer) -> Result:
    """What the offer comes to over its whole term."""
    return _result(offer, schedule(offer))


def work_out_early(whole: Result) -> Result | None:
    """What the same offer comes to with the early repayment it names, or None when it names none."""
    offer = whole.offer
    return _result(offer, repaid_early(offer, whole.rows, offer.early)) if offer.early else None


def _result(offer: Offer, rows: tuple[Row, ...]) -> Result:
    paying = [row for row in rows[1:] if row.payment]
    if offer.way is Way.AT_END and len(paying) == 1:
        return Result(offer, rows, _simple(offer, paying[0]))
    flows = [offer.in_hand] + [0.0] * rows[-1].period
    for row in rows[1:]:
        flows[row.period] -= row.payment
    return Result(offer, rows, _monthly(flows))


def _simple(offer: Offer, row: Row) -> Rates:
    """One sum in, one sum out."""
    a_year = (DAYS if offer.unit is Unit.DAYS else MONTHS) / row.period
    nominal = (row.payment / offer.in_hand - 1) * a_year
    if row.payment <= 0 or nominal > HIGHEST:
        return Rates(None, None, simple=True)
    growth = math.log(row.payment / offer.in_hand) * a_year
    return Rates(nominal, math.expm1(growth) if growth <= math.log1p(HIGHEST) else None, simple=True)


def _monthly(flows: Sequence[float]) -> Rates:
    found = [rate for rate in solver.rates(flows) if nominal_annual(rate) <= HIGHEST]
    if len(found) != 1:
        return Rates(None, None, tuple(nominal_annual(rate) for rate in found))
    effective = effective_annual(found[0])
    return Rates(nominal_annual(found[0]), effective if effective <= HIGHEST else None)


def sounds(result: Result) -> list[tuple[str, float]]:
    """The rates a year this price is easily taken for, as (code, fraction): the number in the advert, multiplied."""
    offer = result.offer
    match offer.price:
        case Price.ANNUAL:
            return [("stated", offer.value)]
        case Price.MONTHLY | Price.FLAT:
            return [("times-12", nominal_annual(offer.value))]
        case Price.DAILY:
            return [("times-360", offer.value * 360), ("times-365", offer.value * DAYS)]
    share = result.interest / offer.amount
    return [("of-principal", share * (DAYS if offer.unit is Unit.DAYS else MONTHS) / offer.term)]


def as_data(result: Result, early: Result | None = None) -> dict[str, Any]:
    """The result as JSON-ready data: yuan and percent to two decimals. The shape is told in `quiz.engine.operations.cost`."""
    offer, rows = result.offer, result.rows
    costs = _costs(rows)
    return {
        **{name: hundredths(getattr(offer, name)) for name in ("amount", "received", "withheld", "in_hand")},
        "before": hundredths(offer.fee(When.BEFORE)),
        "term": offer.term,
        "unit": offer.unit.value,
        "first": hundredths(next(row.payment for row in rows[1:] if row.payment or row is rows[-1])),
        "last": hundredths(rows[-1].payment),
        "average": hundredths(result.average_in_hand),
        **_totals(result),
        "sounds": [{"code": code, "percent": hundredths(rate * 100)} for code, rate in sounds(result)],
        "schedule": [
            [row.period, *map(hundredths, (row.payment, row.interest, row.principal, row.fees, row.balance, cost))]
            for row, cost in zip(rows, costs, strict=True)
        ],
        "ticks": ticks(max(offer.amount, *costs)),
        "early": early
        and {
            **_totals(early),
            "after": early.rows[-1].period,
            "last": hundredths(early.rows[-1].payment),
            "saves": hundredths(result.cost - early.cost),
        },
    }


def _totals(result: Result) -> dict[str, Any]:
    rates = result.rates
    return {
        **{name: hundredths(getattr(result, name)) for name in ("repaid", "interest", "fees", "cost")},
        "nominal": None if rates.nominal is None else hundredths(rates.nominal * 100),
        "effective": None if rates.effective is None else hundredths(rates.effective * 100),
        "beyond": None if rates.nominal is None or rates.effective is not None else HIGHEST * 100,
        "simple": rates.simple,
        "several": [hundredths(rate * 100) for rate in rates.several],
        "code": rates.code,
    }


def _costs(rows: Sequence[Row]) -> list[float]:
    """Yuan of interest and fees paid so far, after each row."""
    costs, cost = [], 0.0
    for row in rows:
        cost += row.interest + row.fees
        costs.append(cost)
    return costs


def ticks(highest: float) -> list[float]:
    """Round numbers from 0 to the first at or above `highest`, about five of them: the marks of an axis."""
    reach = max(highest, 1.0)
    size = 10.0 ** math.floor(math.log10(reach / _TICKS))
    step = next(size * nice for nice in _NICE if size * nice >= reach / _TICKS * (1 - _SLACK))
    return [step * index for index in range(math.ceil(reach / step - _SLACK) + 1)]
