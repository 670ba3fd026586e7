"""An offer period by period, split as its contract splits it: interest, principal, fees, and what is still owed.

It knows offers; it must not know rates of return or marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quiz.engine.cost.offer import Early, Offer, Price, Unit, Way, When
from quiz.engine.cost.rates import MONTHS, equal_instalment, monthly_rate
from quiz.engine.errors import CostError


@dataclass(frozen=True, slots=True)
class Row:
    """What falls at the end of a period, and what is owed after it. Row 0 is the day the money comes.

    fees of row 0 include what was withheld, though nobody pays it: it is never received.
    """

    period: int
    payment: float
    interest: float
    principal: float
    fees: float
    balance: float


def schedule(offer: Offer) -> tuple[Row, ...]:
    """Every row in which something happens, from period 0 to the term."""
    before, monthly, end = (offer.fee(when) for when in (When.BEFORE, When.MONTHLY, When.END))
    rows = [Row(0, before, 0.0, 0.0, offer.withheld + before, offer.amount)]
    balance = offer.amount
    for period, interest, principal, price in _parts(offer):
        last = period == offer.term
        fees = price + monthly + (end if last else 0.0)
        balance = 0.0 if last else balance - principal
        rows.append(Row(period, interest + principal + fees, interest, principal, fees, balance))
    return tuple(rows)


def repaid_early(offer: Offer, rows: Sequence[Row], early: Early) -> tuple[Row, ...]:
    """The offer's rows up to an early repayment: what is owed is paid with the early fee, and fees of the end fall due then.

    Where all is repaid in one sum, interest counts for the time used.
    """
    kept = [row for row in rows if row.period <= early.after]
    if kept[-1].period < early.after:
        kept.append(Row(early.after, 0.0, 0.0, 0.0, 0.0, offer.amount))
    last = kept.pop()
    owed = last.balance
    interest = interest_at_end(offer, early.after) if offer.way is Way.AT_END else 0.0
    fees = early.fee + early.share * owed + offer.fee(When.END)
    paid = last.payment + interest + owed + fees
    return (*kept, Row(early.after, paid, last.interest + interest, last.principal + owed, last.fees + fees, 0.0))


def rate_in_contract(offer: Offer) -> float | None:
    """The monthly rate on what is owed that the contract states, or that its instalments imply.

    None where it charges no rate on what is owed: a flat fee, one sum at the end, instalments no rate explains.
    """
    match offer.price:
        case Price.ANNUAL:
            return offer.value / MONTHS
        case Price.MONTHLY:
            return offer.value
        case Price.DAILY:
            return offer.value * offer.year / MONTHS
    if offer.price is Price.PAYMENT and offer.way is Way.INSTALMENTS:
        try:
            return monthly_rate(offer.amount, [offer.value] * offer.term)
        except CostError:
            return None
    return None


def interest_at_end(offer: Offer, periods: int) -> float:
    """Yuan of simple interest on the whole principal after so many months or days of the term."""
    if offer.price is Price.PAYMENT:
        return (offer.value - offer.amount) * periods / offer.term
    rate = rate_in_contract(offer) or 0.0
    if offer.unit is Unit.MONTHS:
        return offer.amount * rate * periods
    return offer.amount * rate * MONTHS / offer.year * periods


_Part = tuple[int, float, float, float]
"""Period, interest, principal, and the fee that is the offer's price."""


def _parts(offer: Offer) -> Iterator[_Part]:
    match offer.way:
        case Way.AT_END:
            if offer.fee(When.MONTHLY):
                yield from ((period, 0.0, 0.0, 0.0) for period in range(1, offer.term))
            yield offer.term, interest_at_end(offer, offer.term), offer.amount, 0.0
        case Way.INTEREST_FIRST:
            interest = offer.value if offer.price is Price.PAYMENT else offer.amount * (rate_in_contract(offer) or 0.0)
            for period in range(1, offer.term + 1):
                yield period, interest, offer.amount if period == offer.term else 0.0, 0.0
        case _:
            rate = rate_in_contract(offer)
            yield from (
                _equal_parts(offer, rate) if rate is None or offer.way is not Way.INSTALMENTS else _annuity(offer, rate)
            )


def _equal_parts(offer: Offer, rate: float | None) -> Iterator[_Part]:
    """The same part of the principal each month. Without a rate the price is a flat fee, or what each instalment has above the part."""
    part = offer.amount / offer.term
    fee = offer.amount * offer.value if offer.price is Price.FLAT else 0.0
    above = offer.value - part if offer.price is Price.PAYMENT else 0.0
    for period in range(1, offer.term + 1):
        owed = offer.amount - part * (period - 1)
        yield period, above if rate is None else owed * rate, part, fee


def _annuity(offer: Offer, rate: float) -> Iterator[_Part]:
    """The same payment each month; interest on what is owed, the rest is principal. The last payment clears what rounding left."""
    paid = offer.value if offer.price is Price.PAYMENT else equal_instalment(offer.amount, rate * MONTHS, offer.term)
    owed = offer.amount
    for period in range(1, offer.term):
        interest = owed * rate
        yield period, interest, paid - interest, 0.0
        owed -= paid - interest
    yield offer.term, paid - owed, owed, 0.0
