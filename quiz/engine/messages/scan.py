"""Scans a message: what was found and where, what is missing, what it looks like and why, what to do. Pure; it remembers nothing.

It never says "safe": that nothing was found says nothing about who sent a message or where a link leads.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quiz.engine.messages.fold import Folded, fold, widened
from quiz.engine.messages.matching import Place
from quiz.engine.messages.patterns import CLAUSE, Context, Finding, Likeness, Pattern, Reader, Sort
from quiz.engine.messages.tokens import Token, find_tokens

WARNED = (Sort.SCAM, Sort.LURE, Sort.PRICE, Sort.MISSING, Sort.OFFER)
"""Sorts that are something to know before acting. A message with none of them has "nothing found"."""

SORTS = frozenset(sort.value for sort in Sort)
AGAINST_RULES = (Sort.LURE, Sort.PRICE, Sort.MISSING)
ENOUGH = 2
"""Weight at which signs of a scam make a message look like one."""

_BECAUSE = {
    Likeness.SCAM: (Sort.SCAM,),
    Likeness.UNLAWFUL: AGAINST_RULES,
    Likeness.LAWFUL: (Sort.GOOD,),
    Likeness.NOTICE: (Sort.NOTICE,),
    Likeness.EVERYDAY: (Sort.DAILY,),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A finding and where its phrases stand in the reader's own text: disjoint, in order; none for what is missing."""

    finding: Finding
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """What a message shows. found: what matters most first; looks_like, because: the reading and the findings it rests on;
    actions: ids, what to do first first.
    """

    found: tuple[Found, ...]
    looks_like: Likeness
    because: tuple[str, ...]
    actions: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """The scan as JSON-ready data. Places count code points of the text as it came in."""
        return {
            "looks_like": self.looks_like.value,
            "because": list(self.because),
            "found": [
                {"id": one.finding.id, "sort": one.finding.sort.value, "places": [list(place) for place in one.places]}
                for one in self.found
                if one.finding.sort is not Sort.HINT
            ],
            "actions": list(self.actions),
            "nothing": not any(one.finding.sort in WARNED for one in self.found),
        }


def scan(text: str, reader: Reader) -> Scan:
    """Everything `reader`'s patterns say about `text`."""
    folded = fold(text, reader.patterns.lexicon.table)
    tokens = find_tokens(folded)
    places = _places(folded, tokens, reader, reader.matcher.find(folded, tokens))
    told = _told(reader.patterns.findings, places)
    order = list(Sort)
    found = tuple(
        Found(finding, tuple(_in_text(text, folded, place) for place in places.get(finding.id, ())))
        for finding in sorted(
            told, key=lambda finding: order.index(finding.sort)
        )  # stable: the authors' order within a sort
    )
    likeness = looks_like(told)
    because = tuple(finding.id for finding in told if finding.sort in _BECAUSE[likeness])
    return Scan(found, likeness, because, _actions(reader, told, likeness))


def looks_like(told: Iterable[Finding]) -> Likeness:
    """Which of five kinds the findings of a message add up to."""
    findings = tuple(told)
    sorts = {finding.sort for finding in findings}
    if sum(finding.weight for finding in findings) >= ENOUGH:
        return Likeness.SCAM
    if Sort.OFFER in sorts:
        return Likeness.UNLAWFUL if sorts & set(AGAINST_RULES) else Likeness.LAWFUL
    return Likeness.NOTICE if Sort.NOTICE in sorts else Likeness.EVERYDAY


def _places(
    folded: Folded, tokens: Sequence[Token], reader: Reader, by_wording: Mapping[int, Sequence[Place]]
) -> dict[str, list[Place]]:
    """Places by finding, among the folded characters, without those a context cancels; merged where they overlap."""
    contexts: dict[str, list[Place]] = {}
    for number, places in by_wording.items():
        owner = reader.owners[number]
        if isinstance(owner, Context):
            contexts.setdefault(owner.id, []).extend(places)
    near = {name: _Near(reader.patterns.contexts[name], places, folded) for name, places in contexts.items()}
    found: dict[str, list[Place]] = {}
    later: dict[str, tuple[Pattern, list[Place]]] = {}
    for number, places in by_wording.items():
        owner = reader.owners[number]
        if isinstance(owner, Pattern):
            cancelling = [near[name] for name in owner.cancelled_by if name in near]
            left = [place for place in places if not any(context.cancels(place) for context in cancelling)]
            if owner.inside:
                left = _inside(left, [(start, end) for kind, start, end in tokens if kind == owner.inside])
            if left and (owner.needs or owner.unless):
                later.setdefault(owner.id, (owner, []))[1].extend(left)
            elif left:
                for name in owner.sign_of:
                    found.setdefault(name, []).extend(left)
    shown = set(found) | {reader.patterns.findings[name].sort.value for name in found}
    for owner, left in later.values():
        if _holds(owner, shown):
            for name in owner.sign_of:
                found.setdefault(name, []).extend(left)
                shown |= {name, reader.patterns.findings[name].sort.value}
    return {name: _merged(places) for name, places in found.items()}


def _inside(places: Iterable[Place], frames: list[Place]) -> list[Place]:
    """The places that lie inside one of the frames; both in order, and frames are few or short."""
    starts = [start for start, _ in frames]
    found = []
    for start, end in places:
        index = bisect_right(starts, start)
        if index and end <= frames[index - 1][1]:
            found.append((start, end))
    return found


def _holds(one: Finding | Pattern, there: set[str]) -> bool:
    """Whether all it needs is there (one of ``a|b`` is enough), and nothing that rules it out."""
    return all(not there.isdisjoint(name.split("|")) for name in one.needs) and there.isdisjoint(one.unless)


class _Near:
    """Where a context stands, and whether it is near enough to a pattern to cancel it."""

    def __init__(self, context: Context, places: list[Place], folded: Folded) -> None:
        self.context = context
        self.places = _merged(places)
        self.starts = [start for start, _ in self.places]
        self.within = folded.clause if context.within == CLAUSE else folded.sentence

    def cancels(self, place: Place) -> bool:
        start, end = place
        index = bisect_right(self.starts, start)
        for first, last in self.places[max(0, index - 1) : index + 1]:
            if self.within[last - 1] != self.within[start] and self.within[first] != self.within[end - 1]:
                continue
            if first < end and start < last:
                return True
            if (last <= start and start - last < self.context.before) or (end <= first and first - end < self.context.after):
                return True
        return False


def _merged(places: Iterable[Place]) -> list[Place]:
    """The same places in order, overlapping ones made one."""
    merged: list[Place] = []
    for start, end in sorted(places):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _in_text(text: str, folded: Folded, place: Place) -> Place:
    """A place among the folded characters as a place in the text."""
    start, end = place
    return folded.at[start], widened(text, folded.at[end - 1] + 1)


def _told(findings: Mapping[str, Finding], places: Mapping[str, Sequence[Place]]) -> list[Finding]:
    """The findings that hold: seen (or, for what is missing, due), with all they need and nothing that rules them out.

    What a finding needs is looked up among those seen and, where it names a sort, among those that hold without asking for a sort.
    """
    seen = {name for name in findings if name in places}
    plain = {name for name in seen if not _asks_for_sort(findings[name])}
    known = seen | {findings[name].sort.value for name in plain if _holds(findings[name], seen)}
    told = []
    for finding in findings.values():
        if finding.id not in seen and finding.sort is not Sort.MISSING:
            continue
        if _holds(finding, known):
            told.append(finding)
    return told


def _asks_for_sort(finding: Finding) -> bool:
    return any(each in SORTS for name in (*finding.needs, *finding.unless) for each in name.split("|"))


def _actions(reader: Reader, told: Sequence[Finding], likeness: Likeness) -> tuple[str, ...]:
    """What to do, in the authors' order, which puts stopping first."""
    wanted = set(reader.patterns.likenesses.get(likeness.value, ()))
    for finding in told:
        wanted.update(finding.actions)
    there = {finding.id for finding in told} | {finding.sort.value for finding in told} | {f"like-{likeness.value}"}
    return tuple(
        action.id for action in reader.patterns.actions.values() if action.id in wanted and not there & set(action.unless)
    )
