"""What was made once need not be made again. Under `serve` the whole site is built after each edit, though one page changed; so what
costs time remembers what it made of what. A few results are kept between runs too, in .cache.

A result is found by everything it was made from, so it may be slow but never stale: nobody has to tell a memory that something
changed. It knows nothing of what is remembered.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Callable, Hashable
from functools import update_wrapper
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_LONG = 100
_NONE = object()
_CODE = Path(__file__).resolve().parents[1]


class Memory(Generic[T]):
    """Results by what they were made from. Nobody may change a result.

    kept: the name by which results are kept between runs; they and what they are made from are then plain data, lists for tuples.
    """

    all: list[Memory[Any]] = []  # noqa: RUF012 — one list, of every memory there is

    def __init__(self, kept: str = "") -> None:
        self.kept = kept
        self.made: dict[Hashable, T] = {}
        self._asked: set[Hashable] = set()
        self._most = 0
        Memory.all.append(self)

    def recall(self, source: Hashable, make: Callable[[], T]) -> T:
        """What was made from `source`, made now if it never was. All that `make` depends on must be part of `source`."""
        key = digest(source) if self.kept else _short(source)
        found = self.made.pop(key, _NONE)  # in one step: another thread may ask for the same
        result: T = make() if found is _NONE else found  # type: ignore[assignment]
        self.made[key] = result  # at the end: asked for last
        self._asked.add(key)
        return result

    def turn(self) -> None:
        """A build begins. What was not asked for longest goes, once there is twice as much as any build asked for."""
        self._most = max(self._most, len(self._asked))
        self._asked.clear()
        for key in list(self.made)[: max(0, len(self.made) - 2 * self._most)]:
            del self.made[key]

    def asked(self) -> dict[Hashable, T]:
        """What this build asked for."""
        return {key: self.made[key] for key in self._asked}


class Remembered(Generic[P, T]):
    """A function that depends on nothing but its arguments, all of them hashable, with a memory."""

    def __init__(self, make: Callable[P, T]) -> None:
        self._make = make
        self._memory = Memory[T]()
        update_wrapper(self, make)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._memory.recall((args, *kwargs.items()), lambda: self._make(*args, **kwargs))


def begin(folder: Path) -> None:
    """A build begins. folder: where results are kept between runs; what other code of ours kept there is not looked at."""
    file = _file(folder)
    if any(each.made for each in Memory.all):
        for each in Memory.all:
            each.turn()
    elif file.exists():
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
        except ValueError:  # it was cut short: all is made anew
            return
        for each in Memory.all:
            each.made.update(found.get(each.kept, {}))


def end(folder: Path) -> None:
    """A build is done: keep what it asked for."""
    text = json.dumps({each.kept: each.asked() for each in Memory.all if each.kept}, ensure_ascii=False)
    file = _file(folder)
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink(missing_ok=True)
    whole = file.with_suffix(f".{os.getpid()}.part")
    whole.write_text(text, encoding="utf-8")
    whole.replace(file)


def _file(folder: Path) -> Path:
    """Another name for other code: ours, and the Python it runs on. A library's update comes with a new environment."""
    code = b"".join(path.read_bytes() for path in sorted(_CODE.rglob("*.py")))
    return folder / f"{digest((code, platform.python_version()))[:16]}.json"


def digest(source: Hashable) -> str:
    """A name for plain data: texts, bytes, numbers and tuples of them. The same in any run; other data have another."""
    hasher = hashlib.blake2b(digest_size=20)

    def take(each: Hashable) -> None:
        if isinstance(each, tuple):
            hasher.update(b"(%d " % len(each))
            for one in each:
                take(one)
        elif each is None or isinstance(each, (str, bytes, bool, int, float)):
            data = each if isinstance(each, bytes) else str(each).encode()
            hasher.update(f"{type(each).__name__} {len(data)} ".encode() + data)
        else:
            raise TypeError(f"{type(each).__name__} is not plain data")

    take(source)
    return hasher.hexdigest()


def _short(source: Any) -> Hashable:
    """Long texts are told apart by their hash, so that they need not be kept."""
    if isinstance(source, (str, bytes)) and len(source) > _LONG:
        return type(source), digest(source)
    if isinstance(source, tuple):
        return tuple(map(_short, source))
    key: Hashable = source
    return key
