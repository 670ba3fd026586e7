"""What borrowing costs: rates (`rates`, `solver`), small sums (`sums`), an offer as typed (`typed`, `reading`), what it comes to (`schedule`, `result`,
`comparison`), and the marks at which rules bite (`marks`).

It knows cash flows; it must not know items, words or the law. Amounts are yuan, rates are fractions, periods are months unless a
name says otherwise.
"""

from quiz.engine.cost.answers import ANSWERS, PERCENT, YUAN, answer
from quiz.engine.cost.rates import (
    MONTHS,
    MOST_PERIODS,
    daily_rate_to_annual,
    effective_annual,
    equal_instalment,
    flat_fee_effective_rate,
    flat_fee_instalment,
    flat_fee_monthly_rate,
    flat_fee_nominal_rate,
    hundredths,
    monthly_rate,
    nominal_annual,
    present_value,
)

__all__ = [
    "ANSWERS",
    "MONTHS",
    "MOST_PERIODS",
    "PERCENT",
    "YUAN",
    "answer",
    "daily_rate_to_annual",
    "effective_annual",
    "equal_instalment",
    "flat_fee_effective_rate",
    "flat_fee_instalment",
    "flat_fee_monthly_rate",
    "flat_fee_nominal_rate",
    "hundredths",
    "monthly_rate",
    "nominal_annual",
    "present_value",
]
