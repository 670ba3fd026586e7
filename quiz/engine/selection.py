"""Which items to ask. Deterministic: the same items, past and seed give the same choice. It knows ids, sections, kinds and levels, not words.

Preparing an `Index` sorts the bank once; choosing from it looks at each item once at most, whatever is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from quiz.engine.chance import Chance
from quiz.engine.model import Item, Level
from quiz.engine.review import Standing

_ORDER = {level: rank for rank, level in enumerate(Level)}
_PARTS = ("-your-side", "-lender-side", "-tell", "-lenders", "-rule-makers", "-you")
"""Endings of sub-sections, which count with the section they belong to."""
_WHOLE = ("on-you", "on-lenders")
"""Sections that only look like sub-sections."""

_T = TypeVar("_T")

QUICK = 5
"""Items in a quick check."""


def section_group(item: Item) -> str:
    """The section an item counts with: ``causes#thin-file-tell`` belongs to ``causes#thin-file``."""
    page, sign, anchor = item.section.partition("#")
    for ending in _PARTS if anchor not in _WHOLE else ():
        anchor = anchor.removesuffix(ending)
    return page + sign + anchor


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
        wanted = set(chapters)
        return Index({group: each for group, each in self.groups.items() if group.partition("#")[0] in wanted})


def choose(
    index: Index, length: int, seed: int, standings: Mapping[str, Standing] | None = None, day: int = 0
) -> list[Item]:
    """`length` items of `index` (or all, when fewer), none twice, levels rising.

    What the reader most needs comes first: missed and due, then due again, then never seen, then the rest. Within each of these
    the items are spread over sections, then over kinds; the seed decides what is left open.
    """
    chosen: list[Item] = []
    spread = _Spread(Chance(seed))
    for need in _needs(index, standings or {}, day):
        if len(chosen) >= length:
            break
        chosen += spread.taken(need, length - len(chosen))
    return sorted(chosen, key=lambda item: _ORDER[item.level])


Pool = Mapping[str, Sequence[Item]]
"""Items by section group."""


def _needs(index: Index, standings: Mapping[str, Standing], day: int) -> Iterator[Pool]:
    """The items by how much they are needed, most first; each sort is looked for only when those before it are too few."""
    if not standings:
        yield index.groups
        return
    missed: set[str] = set()
    due: set[str] = set()
    for name, each in standings.items():
        if each.due <= day:
            (missed if each.missed else due).add(name)
    if missed:
        yield _kept(index.groups, missed)
    if due:
        yield _kept(index.groups, due)
    yield _kept(index.groups, standings, among=False)
    yield _kept(index.groups, standings.keys() - missed - due)


def _kept(groups: Pool, names: Collection[str], *, among: bool = True) -> Pool:
    """The items whose id is among the names, or is not; groups that keep none are left out."""
    return {
        group: kept for group, items in groups.items() if (kept := [item for item in items if (item.id in names) is among])
    }


class _Spread:
    """Takes items so that sections, then kinds, are asked as evenly as they can be."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._by_group: dict[str, int] = {}
        self._by_kind: dict[str, int] = {}

    def taken(self, pool: Pool, length: int) -> list[Item]:
        """Up to `length` items of `pool`, each from a group asked least so far and of a kind asked least so far."""
        waiting: dict[int, list[str]] = {}  # how often asked → groups that have items left
        for group in pool:
            waiting.setdefault(self._by_group.get(group, 0), []).append(group)
        left: dict[str, dict[str, list[Item]]] = {}
        found: list[Item] = []
        while waiting and len(found) < length:
            times = min(waiting)
            group = _taken(waiting[times], self._chance.below(len(waiting[times])))
            if not waiting[times]:
                del waiting[times]
            if group not in left:
                left[group] = _by_kind(pool[group])
            found.append(self._one(left[group]))
            self._by_group[group] = times + 1
            if left[group]:
                waiting.setdefault(times + 1, []).append(group)
        return found

    def _one(self, kinds: dict[str, list[Item]]) -> Item:
        """An item of one of the kinds asked least so far, each with the same chance; `kinds` loses it."""
        least = min(self._by_kind.get(kind, 0) for kind in kinds)
        fewest = [kind for kind in kinds if self._by_kind.get(kind, 0) == least]
        place = self._chance.below(sum(len(kinds[kind]) for kind in fewest))
        while place >= len(kinds[fewest[0]]):
            place -= len(kinds[fewest.pop(0)])
        kind = fewest[0]
        item = _taken(kinds[kind], place)
        if not kinds[kind]:
            del kinds[kind]
        self._by_kind[kind] = self._by_kind.get(kind, 0) + 1
        return item


def _by_kind(items: Iterable[Item]) -> dict[str, list[Item]]:
    kinds: dict[str, list[Item]] = {}
    for item in items:
        kinds.setdefault(item.kind, []).append(item)
    return kinds


def _taken(things: list[_T], place: int) -> _T:
    """The thing at a place, taken out; the last one moves there, so that nothing else has to."""
    things[place], things[-1] = things[-1], things[place]
    return things.pop()


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
