"""How far the answers bear out each cause. Evidence is added up in the open; it must not know actions.

Every rule that holds adds its weight: 1 a hint, 2 a sign, 3 a strong sign, 4 a danger; rules against a cause take theirs away. A cause with 3 or
more fits well (`LIKELY`), with 2 it may be (`POSSIBLE`), with less it is not named: one hint is none. A strong sign comes before any
number of hints.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from quiz.engine.plan.conditions import Facts, Said, holds
from quiz.engine.plan.model import Cause, Evidence, Explains, Level, Situation

LIKELY_FROM, POSSIBLE_FROM = 3, 2


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule that held, and what the reader said that made it hold."""

    evidence: Evidence
    said: Said


@dataclass(frozen=True, slots=True)
class Standing:
    """A cause that is named. grounds speak for it, doubts against; weight is their sum."""

    cause: Cause
    level: Level
    weight: int
    grounds: tuple[Ground, ...]
    doubts: tuple[Ground, ...]


def weigh(situation: Situation, facts: Facts) -> tuple[Standing, ...]:
    """The causes that are named, for what was said: a rule that holds without a word of the reader's counts for nothing.

    First what explains a decline, then what explains the texts; in each, the one with the strongest single rule first, then the
    heavier, then as the author has them.
    """
    found = [Ground(each, said) for each in situation.evidence if (said := holds(each.condition, facts))]
    standings = []
    for cause in situation.causes:
        grounds = tuple(each for each in found if each.evidence.cause == cause.id and each.evidence.weight > 0)
        doubts = tuple(each for each in found if each.evidence.cause == cause.id and each.evidence.weight < 0)
        weight = sum(each.evidence.weight for each in (*grounds, *doubts))
        if weight >= POSSIBLE_FROM:
            level = Level.LIKELY if weight >= LIKELY_FROM else Level.POSSIBLE
            grounds = tuple(sorted(grounds, key=lambda each: -each.evidence.weight))
            standings.append(Standing(cause, level, weight, grounds, doubts))
    return tuple(sorted(standings, key=_rank))


def _rank(standing: Standing) -> tuple[bool, int, int]:
    strongest = standing.grounds[0].evidence.weight
    return standing.cause.explains is not Explains.DECLINE, -strongest, -standing.weight


def with_causes(facts: Facts, standings: tuple[Standing, ...]) -> Facts:
    """The facts, with what conditions may ask about causes."""
    return replace(
        facts,
        levels={each.cause.id: each.level.value for each in standings},
        said={
            each.cause.id: tuple(dict.fromkeys(pair for ground in each.grounds for pair in ground.said))
            for each in standings
        },
        named=any(each.cause.explains is Explains.DECLINE for each in standings),
    )
