"""The numbers an item may ask for by name: its key is computed, never typed. It knows the functions; it must not know items."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quiz.engine.cost import rates, sums
from quiz.engine.errors import CostError

PERCENT, YUAN = "percent", "yuan"

ANSWERS: Mapping[str, tuple[Callable[..., float], str]] = {
    "flat_fee_nominal_rate": (rates.flat_fee_nominal_rate, PERCENT),
    "flat_fee_effective_rate": (rates.flat_fee_effective_rate, PERCENT),
    "flat_fee_instalment": (rates.flat_fee_instalment, YUAN),
    "equal_instalment": (rates.equal_instalment, YUAN),
    "daily_rate_to_annual": (rates.daily_rate_to_annual, PERCENT),
    "flat_fee_total": (sums.flat_fee_total, YUAN),
    "average_held": (sums.average_held, YUAN),
    "simple_interest": (sums.simple_interest, YUAN),
    "one_payment_rate": (sums.one_payment_rate, PERCENT),
    "times_rate": (sums.times_rate, PERCENT),
    "total_paid": (sums.total_paid, YUAN),
    "together": (sums.together, YUAN),
    "difference": (sums.difference, YUAN),
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
    return rates.hundredths(value * 100 if unit == PERCENT else value), unit
