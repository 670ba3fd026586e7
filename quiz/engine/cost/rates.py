"""Rates and instalments by the field's standard definitions.

Amounts are yuan, rates are fractions (0.13 is 13 %), periods are months unless a name says otherwise. It knows
formulas; it must not know offers. Definitions: the nominal annual rate is 12 × the monthly rate
that makes the present value of all instalments equal to the amount received; the effective annual rate
compounds that monthly rate over twelve months.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from quiz.engine.cost import solver
from quiz.engine.errors import CostError

MONTHS = 12
MOST_PERIODS = 600
"""Fifty years of months; more is a slip, and would take long to compute."""
_HALF_UP = 1e-9  # 23.725 is stored a little lower, yet people round it to 23.73


def present_value(rate: float, instalments: Sequence[float]) -> float:
    """Yuan: what `instalments` (paid at the end of months 1, 2, …) are worth at the monthly `rate` > -1."""
    value = 0.0
    for instalment in reversed(instalments):
        value = (value + instalment) / (1 + rate)
    return value


def monthly_rate(received: float, instalments: Sequence[float]) -> float:
    """The monthly rate at which `instalments` are worth exactly `received` yuan.

    With no negative instalment the present value falls as the rate rises, so there is one answer.
    Raises CostError: ``nothing-received`` (received ≤ 0), ``nothing-repaid`` (no positive instalment),
    ``negative-instalment``, ``no-rate`` (the answer lies outside the solver's bracket).
    """
    if received <= 0:
        raise CostError("nothing-received", received=received)
    if any(instalment < 0 for instalment in instalments):
        raise CostError("negative-instalment")
    if not any(instalments):
        raise CostError("nothing-repaid")
    found = solver.rates([received, *(-instalment for instalment in instalments)])
    if not found:
        raise CostError("no-rate")
    return found[0]


def nominal_annual(rate: float) -> float:
    """Nominal annual rate (名义年化): 12 × the monthly rate."""
    return MONTHS * rate


def effective_annual(rate: float) -> float:
    """Effective annual rate (有效年化): the monthly rate compounded over twelve months."""
    return float((1 + rate) ** MONTHS - 1)


def equal_instalment(principal: float, nominal_rate: float, periods: int) -> float:
    """Yuan a month that repays `principal` at `nominal_rate` a year in `periods` equal instalments."""
    need_periods(periods)
    rate = nominal_rate / MONTHS
    if rate == 0:
        return principal / periods
    return principal * rate / -math.expm1(-periods * math.log1p(rate))  # exact for the smallest rates, too


def flat_fee_instalment(principal: float, monthly_fee: float, periods: int) -> float:
    """Yuan a month when a flat fee of `monthly_fee` × the first principal is added to each equal part."""
    need_periods(periods)
    return principal / periods + principal * monthly_fee


def flat_fee_monthly_rate(monthly_fee: float, periods: int) -> float:
    """The monthly rate that a flat monthly fee really is (independent of the principal)."""
    instalment = flat_fee_instalment(1.0, monthly_fee, periods)
    return monthly_rate(1.0, [instalment] * int(periods))  # a drawn number of periods is a float


def flat_fee_nominal_rate(monthly_fee: float, periods: int) -> float:
    """Nominal annual rate of a flat monthly fee: 0.006 over 12 instalments is 0.1303."""
    return nominal_annual(flat_fee_monthly_rate(monthly_fee, periods))


def flat_fee_effective_rate(monthly_fee: float, periods: int) -> float:
    """Effective annual rate of a flat monthly fee: 0.006 over 12 instalments is 0.1384."""
    return effective_annual(flat_fee_monthly_rate(monthly_fee, periods))


def daily_rate_to_annual(daily_rate: float, days_in_year: int) -> float:
    """Simple annual rate of a daily rate, for a year of 360 or 365 days."""
    return daily_rate * days_in_year


def need_periods(periods: int) -> None:
    """Raises CostError ``no-periods`` unless there is a whole, sensible number of them."""
    if periods < 1 or periods != int(periods) or periods > MOST_PERIODS:
        raise CostError("no-periods", periods=periods, most=MOST_PERIODS)


def hundredths(value: float) -> float:
    """Rounded to two decimals as people round: half of the last one goes up, and nothing is ever -0."""
    return round(value + _HALF_UP, 2) + 0.0
