"""What a loan costs: rates and instalments by the field's standard definitions.

Amounts are yuan, rates are fractions (0.13 is 13 %), periods are months unless a name says otherwise. It knows
cash flows; it must not know items, words or the law. Definitions: the nominal annual rate is 12 × the monthly rate
that makes the present value of all instalments equal to the amount received; the effective annual rate
compounds that monthly rate over twelve months.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from quiz.engine.errors import CostError

MONTHS = 12
MOST_PERIODS = 600
"""Fifty years of months; more is a slip, and would take long to compute."""
_LOWEST_RATE = -0.99
_HIGHEST_RATE = 1e6
_HALF_UP = 1e-9  # 23.725 is stored a little lower, yet people round it to 23.73


def present_value(rate: float, instalments: Sequence[float]) -> float:
    """Yuan: what `instalments` (paid at the end of months 1, 2, …) are worth at the monthly `rate` > -1."""
    value = 0.0
    for instalment in reversed(instalments):
        value = (value + instalment) / (1 + rate)
    return value


def monthly_rate(received: float, instalments: Sequence[float]) -> float:
    """The monthly rate at which `instalments` are worth exactly `received` yuan.

    Bisection on a bracket: with no negative instalment the present value falls as the rate rises, so there is one
    answer. Raises CostError: ``nothing-received`` (received ≤ 0), ``nothing-repaid`` (no positive instalment),
    ``negative-instalment``, ``no-rate`` (the answer lies outside any sensible bracket).
    """
    if received <= 0:
        raise CostError("nothing-received", received=received)
    if any(instalment < 0 for instalment in instalments):
        raise CostError("negative-instalment")
    if not any(instalments):
        raise CostError("nothing-repaid")
    low, high = _LOWEST_RATE, 1.0
    while present_value(high, instalments) > received:
        high *= 10
        if high > _HIGHEST_RATE:
            raise CostError("no-rate")
    if present_value(low, instalments) < received:
        raise CostError("no-rate")
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if present_value(middle, instalments) > received:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def nominal_annual(rate: float) -> float:
    """Nominal annual rate (名义年化): 12 × the monthly rate."""
    return MONTHS * rate


def effective_annual(rate: float) -> float:
    """Effective annual rate (有效年化): the monthly rate compounded over twelve months."""
    return float((1 + rate) ** MONTHS - 1)


def equal_instalment(principal: float, nominal_rate: float, periods: int) -> float:
    """Yuan a month that repays `principal` at `nominal_rate` a year in `periods` equal instalments."""
    _need_periods(periods)
    rate = nominal_rate / MONTHS
    if rate == 0:
        return principal / periods
    return float(principal * rate / (1 - (1 + rate) ** -periods))


def flat_fee_instalment(principal: float, monthly_fee: float, periods: int) -> float:
    """Yuan a month when a flat fee of `monthly_fee` × the first principal is added to each equal part."""
    _need_periods(periods)
    return principal / periods + principal * monthly_fee


def flat_fee_monthly_rate(monthly_fee: float, periods: int) -> float:
    """The monthly rate that a flat monthly fee really is (independent of the principal)."""
    return monthly_rate(1.0, [flat_fee_instalment(1.0, monthly_fee, periods)] * int(periods))


def flat_fee_nominal_rate(monthly_fee: float, periods: int) -> float:
    """Nominal annual rate of a flat monthly fee: 0.006 over 12 instalments is 0.1303."""
    return nominal_annual(flat_fee_monthly_rate(monthly_fee, periods))


def flat_fee_effective_rate(monthly_fee: float, periods: int) -> float:
    """Effective annual rate of a flat monthly fee: 0.006 over 12 instalments is 0.1384."""
    return effective_annual(flat_fee_monthly_rate(monthly_fee, periods))


def daily_rate_to_annual(daily_rate: float, days_in_year: int) -> float:
    """Simple annual rate of a daily rate, for a year of 360 or 365 days."""
    return daily_rate * days_in_year


def _need_periods(periods: int) -> None:
    if periods < 1 or periods != int(periods) or periods > MOST_PERIODS:
        raise CostError("no-periods", periods=periods, most=MOST_PERIODS)


PERCENT, YUAN = "percent", "yuan"

ANSWERS: Mapping[str, tuple[Callable[..., float], str]] = {
    "flat_fee_nominal_rate": (flat_fee_nominal_rate, PERCENT),
    "flat_fee_effective_rate": (flat_fee_effective_rate, PERCENT),
    "flat_fee_instalment": (flat_fee_instalment, YUAN),
    "equal_instalment": (equal_instalment, YUAN),
    "daily_rate_to_annual": (daily_rate_to_annual, PERCENT),
}
"""Functions an item may name for its key, with the unit of their answer. Rates become percent, rounded to 0.01."""


def answer(function: str, arguments: Mapping[str, float]) -> tuple[float, str]:
    """The key of a computed item: (number, unit), rounded to two decimals as the reader sees it.

    Raises CostError ``unknown-function`` or ``wrong-arguments``.
    """
    if function not in ANSWERS:
        raise CostError("unknown-function", known=", ".join(sorted(ANSWERS)))
    compute, unit = ANSWERS[function]
    try:
        value = compute(**arguments)
    except (TypeError, ArithmeticError, ValueError) as error:
        raise CostError("wrong-arguments", why=str(error)) from error
    return round((value * 100 if unit == PERCENT else value) + _HALF_UP, 2), unit
