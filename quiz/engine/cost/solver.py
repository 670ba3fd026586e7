"""Every rate at which a row of cash flows is worth nothing: bracketed, never guessed, all of them found.

It knows numbers; it must not know loans. With x = 1/(1+r) a present value is a polynomial in x. Descartes' rule says how many
roots it can have: with one change of sign in the flows there is exactly one rate, and Ridders' method narrows its bracket
(at least as fast as bisection, so it always ends). With more changes the bracket is cut up until, in each piece,
bounds of the value or of the slope leave room for one root at most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

LOWEST, HIGHEST = -0.99, 1e6
"""The rates looked at, per period: from losing almost all to a million times the money."""
_BEYOND_ONE = 1 + 1e-9
_NARROW = 1e-12  # a piece this narrow that still may hold two roots holds one that counts twice
_NOTHING = 1e-13  # of the flows' size: below it a value is rounding, not a value
_SAME = 1e-6  # a rate that counts twice shows itself no sharper than this
_MOST_STEPS = 200  # Ridders' method takes about ten


def sign_changes(flows: Sequence[float]) -> int:
    """How often the flows change sign, zeros left out: by Descartes' rule there are at most so many rates."""
    signs = [flow > 0 for flow in flows if flow]
    return sum(one != other for one, other in pairwise(signs))


def rates(flows: Sequence[float]) -> tuple[float, ...]:
    """Every rate per period from LOWEST to HIGHEST at which `flows`, at times 0, 1, 2, …, are worth nothing; lowest first.

    Empty when there is none. Flows are finite and of any sign.
    """
    changes = sign_changes(flows)
    if changes == 0:
        return ()
    # r ≥ 0 in x = 1/(1+r), r < 0 in y = 1+r: either way the unknown lies in (0, 1], where no power can overflow. The two brackets
    # overlap a little at r = 0, where rounding could otherwise show the root on neither side.
    backwards = list(reversed(flows))
    find = _only_root if changes == 1 else _roots
    losing = [y - 1 for y in find(backwards, 1 + LOWEST, _BEYOND_ONE)]
    gaining = [1 / x - 1 for x in find(flows, 1 / (1 + HIGHEST), _BEYOND_ONE)]
    return tuple(_distinct([*losing, *gaining]))


def _distinct(found: list[float]) -> list[float]:
    """Sorted, without the same root found from both sides of a cut."""
    kept: list[float] = []
    for rate in sorted(found):
        if not kept or rate - kept[-1] > _SAME * (1 + abs(rate)):
            kept.append(rate)
    return kept


def _value(coefficients: Sequence[float], x: float) -> float:
    value = 0.0
    for coefficient in reversed(coefficients):
        value = value * x + coefficient
    return value


def _only_root(coefficients: Sequence[float], low: float, high: float) -> list[float]:
    """The one root, if it lies between `low` and `high`."""
    at_low, at_high = _value(coefficients, low), _value(coefficients, high)
    if at_low and at_high and (at_low > 0) == (at_high > 0):
        return []
    return [_narrow(lambda x: _value(coefficients, x), (low, at_low), (high, at_high))]


def _roots(coefficients: Sequence[float], low: float, high: float) -> list[float]:
    """All roots between `low` and `high` (0 < low < high, high hardly above 1), by cutting up the bracket until nothing is in doubt."""
    gains = [max(each, 0.0) for each in coefficients]
    losses = [max(-each, 0.0) for each in coefficients]
    gains_slope, losses_slope = _slope(gains), _slope(losses)
    found: list[float] = []
    pieces = [(low, high)]
    while pieces:
        left, right = pieces.pop()
        # Both parts only grow with x, so their ends bound the value and the slope in between.
        most = _value(gains, right) + _value(losses, right)
        if _value(gains, left) > _value(losses, right) or _value(gains, right) < _value(losses, left):
            continue
        steepest = _value(gains_slope, right) - _value(losses_slope, left)
        flattest = _value(gains_slope, left) - _value(losses_slope, right)
        middle = (left + right) / 2
        if flattest > 0 or steepest < 0:
            found += _only_root(coefficients, left, right)
        elif right - left > _NARROW:
            pieces += [(left, middle), (middle, right)]
        elif abs(_value(coefficients, middle)) <= _NOTHING * most:
            found.append(middle)
    return found


def _slope(coefficients: Sequence[float]) -> list[float]:
    return [power * coefficient for power, coefficient in enumerate(coefficients)][1:]


def _narrow(value: Callable[[float], float], left: tuple[float, float], right: tuple[float, float]) -> float:
    """Where `value` crosses zero between two points (x, value) of opposite sign, as exactly as a float can say."""
    (low, at_low), (high, at_high) = left, right
    if at_low == 0 or at_high == 0:
        return low if at_low == 0 else high
    for _ in range(_MOST_STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        at_middle = value(middle)
        points = [(low, at_low), (middle, at_middle), (high, at_high)]
        root = (at_middle * at_middle - at_low * at_high) ** 0.5
        if root > 0:  # 0 only where all values are too small to be squared: then this step is a bisection
            guess = middle + (middle - low) * (at_middle if at_low > at_high else -at_middle) / root
            if low < guess < high and guess != middle:
                points = sorted([*points, (guess, value(guess))])
        for one, other in pairwise(points):
            if one[1] == 0 or (one[1] > 0) != (other[1] > 0):
                (low, at_low), (high, at_high) = one, other
                break
        if at_low == 0 or at_high == 0:
            return low if at_low == 0 else high
    return (low + high) / 2
