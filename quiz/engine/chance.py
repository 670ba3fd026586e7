"""Chance that is the same everywhere: a small generator of numbers from a seed (SplitMix64). It knows numbers only.

Not `random`: that module costs bytes in the browser, and its choices may change between versions of Python.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

_MASK = (1 << 64) - 1
_T = TypeVar("_T")


class Chance:
    """Draws from a whole-number seed; equal seeds draw the same."""

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def _next(self) -> int:
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, not including, `limit` ≥ 1."""
        return (self._next() * limit) >> 64

    def shuffled(self, things: Iterable[_T]) -> list[_T]:
        """The things in a drawn order (Fisher and Yates)."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order
