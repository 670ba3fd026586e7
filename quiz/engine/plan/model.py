"""The words of the field as data: question, evidence, cause, action, stop sign, situation. It must not know how they are read or used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quiz.engine.model import DONT_KNOW
from quiz.engine.plan.conditions import Condition

NO_SAY = "no-say"
"""The option id of "I'd rather not say": on every question, never counted as evidence."""
UNSURE = (DONT_KNOW, NO_SAY)
"""Options every question has without listing them; each stands alone."""


class Level(StrEnum):
    """How far the answers bear out a cause. Below `POSSIBLE` a cause is not named."""

    POSSIBLE = "possible"
    LIKELY = "likely"


class Explains(StrEnum):
    """What a cause answers: why they did not lend, or why they wrote."""

    DECLINE = "decline"
    TEXTS = "texts"


class When(StrEnum):
    """The parts of a plan, soonest first."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class Tone(StrEnum):
    """A stop sign stops; a calm part offers help."""

    STOP = "stop"
    CALM = "calm"


@dataclass(frozen=True, slots=True)
class Question:
    """several: more than one option may be chosen. alone: options that then exclude all others. ask: when it is asked at all."""

    id: str
    several: bool
    options: tuple[str, ...]
    alone: tuple[str, ...]
    ask: Condition


@dataclass(frozen=True, slots=True)
class Evidence:
    """One rule: where `condition` holds, `cause` weighs `weight` more (1 a hint, 2 a sign, 3 a strong sign, 4 a danger), or less, below 0."""

    id: str
    condition: Condition
    cause: str
    weight: int


@dataclass(frozen=True, slots=True)
class Cause:
    id: str
    explains: Explains


@dataclass(frozen=True, slots=True)
class Way:
    """The channel of an action for one kind of lender or matter: the first way whose condition holds is the one."""

    channel: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Action:
    id: str
    when: When
    condition: Condition
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    id: str
    tone: Tone
    condition: Condition


@dataclass(frozen=True, slots=True)
class Situation:
    """The whole situation check, in its author's order, which decides where nothing else does. version: of its rules."""

    version: str
    questions: tuple[Question, ...]
    evidence: tuple[Evidence, ...]
    causes: tuple[Cause, ...]
    actions: tuple[Action, ...]
    stops: tuple[Stop, ...]
