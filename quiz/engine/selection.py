"""Which items to ask. Deterministic: the same items, past and seed give the same choice. It knows ids, sections, kinds and levels, not words.

Preparing an `Index` is linear in the bank; choosing from it touches only sections, what was answered before, and what is chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from quiz.engine.chance import Chance
from quiz.engine.model import Item, Level
from quiz.engine.review import Standing

_ORDER = {level: rank for rank, level in enumerate(Level)}
_PARTS = ("-your-side", "-lender-side", "-tell", "-lenders", "-rule-makers", "-you")
"""Endings of sub-sections, which count with the section they belong to."""

QUICK = 5
"""Items in a quick check."""


def section_group(item: Item) -> str:
    """The section an item counts with: ``causes#thin-file-tell`` belongs to ``causes#thin-file``."""
    section = item.section
    for ending in _PARTS:
        section = section.removesuffix(ending)
    return section


@dataclass(frozen=True, slots=True)
class Index:
    """The items of a bank by section group; the order in which a bank has them does not matter."""

    groups: Mapping[str, tuple[Item, ...]]

    @classmethod
    def of(cls, items: Iterable[Item]) -> Index:
        groups: dict[str, list[Item]] = {}
        for item in sorted(items, key=lambda item: item.id):
            groups.setdefault(section_group(item), []).append(item)
        return cls({group: tuple(groups[group]) for group in sorted(groups)})

    def within(self, chapters: Collection[str]) -> Index:
        """Only the groups of these chapters; all of them when `chapters` is empty."""
        if not chapters:
            return self
        return Index({group: each for group, each in self.groups.items() if group.partition("#")[0] in chapters})


def choose(
    index: Index, length: int, seed: int, standings: Mapping[str, Standing] | None = None, day: int = 0
) -> list[Item]:
    """`length` items of `index` (or all, when fewer), none twice, levels rising.

    What the reader most needs comes first: missed and due, then due again, then never seen, then the rest. Within each of these
    the items are spread over sections, then over kinds; the seed decides what is left open.
    """
    chance = Chance(seed)
    chosen: list[Item] = []
    spread = _Spread()
    for need in _needs(index, standings or {}, day):
        if len(chosen) >= length:
            break
        spread.take(need, length - len(chosen), chance, chosen)
    return sorted(chosen, key=lambda item: _ORDER[item.level])


def _needs(index: Index, standings: Mapping[str, Standing], day: int) -> Iterator[Mapping[str, Collection[Item]]]:
    """The items by how much they are needed, most first; each by section group."""
    if not standings:
        yield index.groups
        return
    missed: dict[str, list[Item]] = {}
    due: dict[str, list[Item]] = {}
    later: dict[str, list[Item]] = {}
    unseen: dict[str, list[Item]] = {}
    for group, items in index.groups.items():
        for item in items:
            found = standings.get(item.id)
            if found is None:
                need = unseen
            elif found.due > day:
                need = later
            else:
                need = missed if found.missed else due
            need.setdefault(group, []).append(item)
    yield from (missed, due, unseen, later)


class _Spread:
    """Takes items so that sections, then kinds, are asked as evenly as they can be."""

    def __init__(self) -> None:
        self._by_group: dict[str, int] = {}
        self._by_kind: dict[str, int] = {}

    def take(self, pool: Mapping[str, Collection[Item]], length: int, chance: Chance, chosen: list[Item]) -> None:
        """Add up to `length` items of `pool` to `chosen`: round after round, each time from the groups asked least so far."""
        left: dict[str, list[Item]] = {}
        order = chance.shuffled(pool)
        taken = 0
        while order and taken < length:
            least = min(self._by_group.get(group, 0) for group in order)
            for group in [each for each in order if self._by_group.get(each, 0) == least]:
                if taken >= length:
                    break
                if group not in left:
                    left[group] = chance.shuffled(pool[group])
                best = min(left[group], key=lambda item: self._by_kind.get(item.kind, 0))
                left[group].remove(best)
                if not left[group]:
                    order.remove(group)
                chosen.append(best)
                taken += 1
                self._by_group[group] = self._by_group.get(group, 0) + 1
                self._by_kind[best.kind] = self._by_kind.get(best.kind, 0) + 1


def quick_checks(items: Iterable[Item], length: int = QUICK) -> list[list[Item]]:
    """All items of a chapter as sets of `length`, each spread widely, for a quick check that asks others each time.

    The last set is filled up from the first ones, so that every set has `length` items where the chapter has as many.
    """
    left = {item.id: item for item in items}
    sets: list[list[Item]] = []
    while left:
        drawn = choose(Index.of(left.values()), length, len(sets) + 1)
        for item in drawn:
            del left[item.id]
        if len(drawn) < length:
            others = [item for each in sets for item in each][: length - len(drawn)]
            drawn = sorted([*drawn, *others], key=lambda item: _ORDER[item.level])
        sets.append(drawn)
    return sets
