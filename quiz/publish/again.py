"""What was made once need not be made again. Under `serve` the whole site is built after each edit, though one page changed: a function
of text alone remembers what it made of which text, for as long as each build asks for it again.

A result is found by everything the function was given, so it can be slow but never stale. It knows nothing of what is remembered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_LONG = 100
_ALL: list[Remembered[..., Any]] = []


class Remembered(Generic[P, T]):
    """A function whose results are remembered. It must depend on nothing but its arguments, which are text or other hashable things,
    and nobody may change what it returns.
    """

    def __init__(self, make: Callable[P, T]) -> None:
        self._make = make
        self._asked: dict[Hashable, T] = {}
        self._before: dict[Hashable, T] = {}
        update_wrapper(self, make)
        _ALL.append(self)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (*map(_short, args), *((name, _short(value)) for name, value in kwargs.items()))
        if key not in self._asked:
            self._asked[key] = self._before[key] if key in self._before else self._make(*args, **kwargs)
        return self._asked[key]

    def turn(self) -> None:
        self._before, self._asked = self._asked, {}


def begin() -> None:
    """A build begins: what the build before did not ask for is forgotten."""
    for each in _ALL:
        each.turn()


def _short(value: Any) -> Hashable:
    """Long texts are told apart by their hash, so that they need not be kept."""
    if isinstance(value, str) and len(value) > _LONG:
        value = value.encode()
    if isinstance(value, bytes) and len(value) > _LONG:
        return len(value), hashlib.blake2b(value, digest_size=20).digest()
    if isinstance(value, tuple):
        return tuple(map(_short, value))
    key: Hashable = value
    return key
