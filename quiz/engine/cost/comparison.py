"""Two offers side by side: which costs less in yuan, which by rate, and whether the two can be compared at all.

It knows results; it must not know words. Yuan compare fairly only when as much arrives for as long; rates compare always.
"""

from __future__ import annotations

from typing import Any

from quiz.engine.cost.offer import Unit
from quiz.engine.cost.rates import MONTHS, hundredths
from quiz.engine.cost.result import DAYS, Result

_SAME_YUAN, _SAME_POINTS, _SAME_DAYS = 0.005, 0.005, 3.0
"""Below these two offers count as equal; 30 days and one month are the same term."""


def compare(one: Result, other: Result) -> dict[str, Any]:
    """JSON-ready: ``yuan`` and ``rate`` name the offer that costs less: ``a``, ``b``, ``same``, or ``unknown`` where a rate is missing.

    ``yuan_less`` and ``points_less`` say by how much; ``rate_by`` names the rate that was compared: ``effective``, or ``nominal``
    where an effective one is beyond telling. ``differ`` lists what is not the same in both: ``amount``, ``term``.
    """
    differ = []
    if abs(one.offer.in_hand - other.offer.in_hand) >= _SAME_YUAN:
        differ.append("amount")
    if abs(_days(one) - _days(other)) > _SAME_DAYS:
        differ.append("term")
    yuan = one.cost - other.cost
    by = "effective"
    if one.rates.effective is None or other.rates.effective is None:
        by = "nominal"
    first, second = getattr(one.rates, by), getattr(other.rates, by)
    points = None if first is None or second is None else (first - second) * 100
    return {
        "yuan": _less(yuan, _SAME_YUAN),
        "yuan_less": hundredths(abs(yuan)),
        "rate": "unknown" if points is None else _less(points, _SAME_POINTS),
        "points_less": None if points is None else hundredths(abs(points)),
        "rate_by": by,
        "differ": differ,
    }


def _less(difference: float, same: float) -> str:
    if abs(difference) < same:
        return "same"
    return "a" if difference < 0 else "b"


def _days(result: Result) -> float:
    term = result.rows[-1].period
    return term if result.offer.unit is Unit.DAYS else term * DAYS / MONTHS
