"""What was made once need not be made again. Under `serve` the whole site is built after each edit, though one page changed; so what
costs time remembers what it made of what.

A result is found by everything it was made from, so it may be slow but never stale. It knows nothing of what is remembered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_LONG = 100


class Memory(Generic[T]):
    """Results by what they were made from. Nobody may change a result."""

    all: list[Memory[Any]] = []  # noqa: RUF012 — one list, of every memory there is

    def __init__(self) -> None:
        self._made: dict[Hashable, T] = {}
        self._asked: set[Hashable] = set()
        self._most = 0
        Memory.all.append(self)

    def recall(self, source: Hashable, make: Callable[[], T]) -> T:
        """What was made from `source`, made now if it never was. All that `make` depends on must be part of `source`."""
        key = _short(source)
        result = self._made.pop(key) if key in self._made else make()
        self._made[key] = result  # at the end: asked for last
        self._asked.add(key)
        return result

    def turn(self) -> None:
        """A build begins. What was not asked for longest goes, once there is twice as much as any build asked for."""
        self._most = max(self._most, len(self._asked))
        self._asked.clear()
        for key in list(self._made)[: max(0, len(self._made) - 2 * self._most)]:
            del self._made[key]


class Remembered(Generic[P, T]):
    """A function that depends on nothing but its arguments, all of them hashable, with a memory."""

    def __init__(self, make: Callable[P, T]) -> None:
        self._make = make
        self._memory = Memory[T]()
        update_wrapper(self, make)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._memory.recall((args, *kwargs.items()), lambda: self._make(*args, **kwargs))


def begin() -> None:
    """A build begins."""
    for each in Memory.all:
        each.turn()


def _short(source: Any) -> Hashable:
    """Long texts are told apart by their hash, so that they need not be kept."""
    if isinstance(source, str) and len(source) > _LONG:
        source = source.encode()
    if isinstance(source, bytes) and len(source) > _LONG:
        return len(source), hashlib.blake2b(source, digest_size=20).digest()
    if isinstance(source, tuple):
        return tuple(map(_short, source))
    key: Hashable = source
    return key
