"""Which items to ask. Deterministic: the same items and seed give the same choice. It knows ids and levels, not words."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from quiz.engine.model import Item, Level

_ORDER = {level: rank for rank, level in enumerate(Level)}


def quick_check(items: Iterable[Item], length: int = 5, seed: int = 0) -> tuple[Item, ...]:
    """`length` items (or all, when fewer) spread over sections, then over kinds; levels rise from first to last.

    Greedy: each step takes an item of the section asked least so far, then of the kind asked least, ties broken by a
    hash of id and seed.
    """
    left = sorted(items, key=lambda item: _shuffle_key(item.id, seed))
    asked: dict[str, int] = {}
    chosen: list[Item] = []
    while left and len(chosen) < length:
        best = min(left, key=lambda item: (asked.get(_cause(item), 0), asked.get(item.kind, 0)))
        left.remove(best)
        chosen.append(best)
        for group in (_cause(best), best.kind):
            asked[group] = asked.get(group, 0) + 1
    return tuple(sorted(chosen, key=lambda item: _ORDER[item.level]))


def _cause(item: Item) -> str:
    """The section group an item belongs to: sub-sections (``thin-file-tell``) count with their section."""
    anchor = item.section.partition("#")[2]
    for ending in ("-your-side", "-lender-side", "-tell", "-lenders", "-rule-makers", "-you"):
        anchor = anchor.removesuffix(ending)
    return anchor


def _shuffle_key(name: str, seed: int) -> tuple[int, str]:
    return zlib.crc32(f"{seed}:{name}".encode()), name
