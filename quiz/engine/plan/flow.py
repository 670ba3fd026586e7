"""Which questions are asked, which comes next, and how many there can still be. It must not know causes or actions."""

from __future__ import annotations

from quiz.engine.plan.conditions import Answers, Facts, holds
from quiz.engine.plan.model import UNSURE, Question, Situation


def trail(situation: Situation, answers: Answers) -> tuple[Question, ...]:
    """The questions that are asked, given these answers. Answers to questions that are not asked decide nothing."""
    asked: list[Question] = []
    names: set[str] = set()
    facts = Facts(answers, names)
    for question in situation.questions:
        if holds(question.ask, facts) is not None:
            asked.append(question)
            names.add(question.id)
    return tuple(asked)


def next_question(situation: Situation, answers: Answers) -> Question | None:
    """The first question asked that has neither been answered nor skipped, or None at the end."""
    return next((question for question in trail(situation, answers) if question.id not in answers), None)


def used(situation: Situation, answers: Answers) -> Facts:
    """The answers that count, with the questions that are asked; the rest is kept aside by the page, and not looked at."""
    asked = frozenset(question.id for question in trail(situation, answers))
    return Facts({name: values for name, values in answers.items() if name in asked}, asked)


def most(situation: Situation, answers: Answers) -> int:
    """How many questions there are at most, all told, when the answers so far stay as they are.

    Only questions that decide about others are played through, one answer at a time: `soundness` sees to it that this is enough.
    """
    gates = {atom.name for question in situation.questions for atom in question.ask.atoms()}

    def longest(given: Answers) -> int:
        asked = trail(situation, given)
        gate = next((each for each in asked if each.id in gates and each.id not in given), None)
        if gate is None:
            return len(asked)
        chosen: tuple[tuple[str, ...], ...] = ((), *((option,) for option in (*gate.options, *UNSURE)))
        return max(longest({**given, gate.id: each}) for each in chosen)

    return longest(answers)
