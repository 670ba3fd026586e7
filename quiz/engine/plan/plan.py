"""The plan: stop signs, what to do and when, the causes that fit, and what is still open. It knows codes, not words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quiz.engine.model import DONT_KNOW
from quiz.engine.plan.conditions import Answers, Facts, Said, holds
from quiz.engine.plan.flow import used
from quiz.engine.plan.model import NO_SAY, Action, Situation, Stop, Tone, When
from quiz.engine.plan.weighing import Ground, Standing, weigh, with_causes

MOST = {When.TODAY: 4, When.WEEK: 4, When.MONTH: 3, When.QUARTER: 2}
"""Steps in each part; what else holds comes later, so that a worried reader sees few things at once. The author's order decides."""


@dataclass(frozen=True, slots=True)
class Step:
    """channel: whom to turn to, in this reader's case, or "" where there is nobody to turn to."""

    action: Action
    channel: str
    said: Said


@dataclass(frozen=True, slots=True)
class Sign:
    stop: Stop
    said: Said


@dataclass(frozen=True, slots=True)
class Plan:
    """signs: stop signs and calm parts. steps: by time, first things first; more: steps beyond `MOST`, in the same order.

    named: whether a cause of the decline stands out. find: questions answered "I don't know". silent: how many were left
    without any answer. aside: questions answered that are no longer asked.
    """

    signs: tuple[Sign, ...]
    steps: Mapping[When, tuple[Step, ...]]
    more: tuple[Step, ...]
    standings: tuple[Standing, ...]
    named: bool
    find: tuple[str, ...]
    silent: int
    aside: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """JSON-ready: the shape is told in `quiz.engine.operations.plan`."""
        signs = [(sign.stop.tone, {"id": sign.stop.id, "because": _pairs(sign.said)}) for sign in self.signs]
        return {
            "stops": [data for tone, data in signs if tone is Tone.STOP],
            "help": [data for tone, data in signs if tone is Tone.CALM],
            "steps": {when.value: [_step(step) for step in self.steps[when]] for when in When},
            "more": [_step(step) for step in self.more],
            "causes": [
                {
                    "id": each.cause.id,
                    "explains": each.cause.explains.value,
                    "level": each.level.value,
                    "for": [_ground(ground) for ground in each.grounds],
                    "against": [_ground(ground) for ground in each.doubts],
                }
                for each in self.standings
            ],
            "outcome": "named" if self.named else "none",
            "find": list(self.find),
            "silent": self.silent,
            "aside": list(self.aside),
        }


def plan(situation: Situation, answers: Answers) -> Plan:
    """The plan for these answers. It depends on nothing else; there is always a step for today."""
    facts = used(situation, answers)
    standings = weigh(situation, facts)
    facts = with_causes(facts, standings)
    signs = tuple(Sign(stop, said) for stop in situation.stops if (said := holds(stop.condition, facts)) is not None)
    steps: dict[When, tuple[Step, ...]] = {}
    more: list[Step] = []
    for when in When:
        found = [
            Step(action, _channel(action, facts), said)
            for action in situation.actions
            if action.when is when and (said := holds(action.condition, facts)) is not None
        ]
        steps[when] = tuple(found[: MOST[when]])
        more += found[MOST[when] :]
    return Plan(
        signs,
        steps,
        tuple(more),
        standings,
        facts.named,
        tuple(name for name, values in facts.answers.items() if DONT_KNOW in values),
        sum(set(facts.answers.get(name, ())) <= {NO_SAY} for name in facts.asked),
        tuple(name for name in answers if name not in facts.asked),
    )


def _channel(action: Action, facts: Facts) -> str:
    return next((way.channel for way in action.ways if holds(way.condition, facts) is not None), "")


def _step(step: Step) -> dict[str, Any]:
    return {"id": step.action.id, "channel": step.channel, "because": _pairs(step.said)}


def _ground(ground: Ground) -> dict[str, Any]:
    return {"id": ground.evidence.id, "because": _pairs(ground.said)}


def _pairs(said: Said) -> list[list[str]]:
    return [list(pair) for pair in said]
