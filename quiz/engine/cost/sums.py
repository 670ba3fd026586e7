"""Small sums people do about a loan: fees in yuan, simple interest, a rate times twelve. Amounts are yuan, rates are fractions."""

from __future__ import annotations


def flat_fee_total(principal: float, monthly_fee: float, periods: float) -> float:
    """Yuan: what a fee of `monthly_fee` × the first principal comes to over all `periods`."""
    return principal * monthly_fee * periods


def average_held(principal: float, periods: float) -> float:
    """Yuan held on average over the term when `principal` is repaid in `periods` equal parts: 10,000 over 12 is 5,416.67."""
    return principal * (periods + 1) / (2 * periods)


def simple_interest(principal: float, daily_rate: float, days: float) -> float:
    """Yuan of interest on `principal` after `days` at `daily_rate`, without compounding."""
    return principal * daily_rate * days


def one_payment_rate(received: float, repaid: float, days: float) -> float:
    """Simple annual rate, for a year of 365 days, of a loan repaid in one sum after `days`."""
    return (repaid - received) / received * 365 / days


def times_rate(rate: float, times: float) -> float:
    """A rate multiplied: four times an LPR; a monthly fee times 12, as people do in their heads."""
    return rate * times


def total_paid(instalment: float, periods: float) -> float:
    """Yuan paid in `periods` payments of `instalment` each."""
    return instalment * periods


def together(one: float, other: float) -> float:
    """Yuan: two amounts added."""
    return one + other


def difference(more: float, less: float) -> float:
    """Yuan by which `more` is more than `less`."""
    return more - less
