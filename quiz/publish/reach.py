"""What no answers lead to: a question, rule, cause, action, way or stop sign nobody will ever see. It knows rules, not words.

Answers are tried a few at a time, from few to many, and only those that the conditions speak of. What takes more than `DEEPEST`
particular answers is as good as unreachable: no reader gives them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product

from quiz.engine.plan.conditions import SKIPPED, Answers, Condition, holds
from quiz.engine.plan.flow import trail, used
from quiz.engine.plan.model import UNSURE, Question, Situation
from quiz.engine.plan.plan import plan
from quiz.engine.plan.weighing import weigh, with_causes

DEEPEST = 4
Goal = tuple[str, str]
"""(part, id); a way of an action goes by the action's id and its channel: ``("way", "ask-why: micro")``."""


def unreached(situation: Situation) -> tuple[Goal, ...]:
    """Everything that cannot be reached, in the author's order."""
    left = dict.fromkeys(_goals(situation))
    for answers in _simple(situation):
        for goal in _reached(situation, answers):
            left.pop(goal, None)
    for goal in tuple(left):
        if goal in left:
            for answers in _towards(situation, goal):
                found = _reached(situation, answers)
                if goal in found:
                    for each in found:
                        left.pop(each, None)
                    break
    return tuple(left)


def _goals(situation: Situation) -> Iterator[Goal]:
    for part, rows in (
        ("question", situation.questions),
        ("evidence", situation.evidence),
        ("cause", situation.causes),
        ("action", situation.actions),
        ("stop", situation.stops),
    ):
        yield from ((part, row.id) for row in rows)
    yield from (("way", f"{action.id}: {way.channel}") for action in situation.actions for way in action.ways)


def _reached(situation: Situation, answers: Answers) -> set[Goal]:
    """Everything one reader with these answers would meet."""
    facts = used(situation, answers)
    made = plan(situation, answers)
    standings = weigh(situation, facts)
    steps = [*(step for part in made.steps.values() for step in part), *made.more]
    facts = with_causes(facts, standings)
    return {
        *(("question", question.id) for question in trail(situation, answers)),
        *(("evidence", each.id) for each in situation.evidence if holds(each.condition, facts)),
        *(("cause", each.cause.id) for each in standings),
        *(("action", step.action.id) for step in steps),
        *(("way", f"{step.action.id}: {step.channel}") for step in steps),
        *(("stop", sign.stop.id) for sign in made.signs),
    }


def _simple(situation: Situation) -> Iterator[Answers]:
    """No answer at all, then every option alone."""
    yield {}
    for question in situation.questions:
        yield from ({question.id: (option,)} for option in question.options)


def _towards(situation: Situation, goal: Goal) -> Iterator[Answers]:
    """Answers that could lead to a goal: of the questions its conditions speak of, few at first."""
    spoken = _spoken(situation, goal)
    choices = {
        question.id: _choices(question, spoken[question.id]) for question in situation.questions if question.id in spoken
    }
    for count in range(1, min(DEEPEST, len(choices)) + 1):
        for names in combinations(choices, count):
            yield from (dict(zip(names, chosen, strict=True)) for chosen in product(*(choices[name] for name in names)))


def _choices(question: Question, values: set[str]) -> list[tuple[str, ...]]:
    single: list[tuple[str, ...]] = [(value,) for value in (*question.options, *UNSURE) if value in values]
    if SKIPPED in values:
        single.append(())
    free = [value for value in question.options if value in values and value not in question.alone]
    return single + (list(combinations(free, 2)) if question.several else [])


def _spoken(situation: Situation, goal: Goal) -> dict[str, set[str]]:
    """Question id → options that matter for the goal: in its conditions, in the evidence for their causes, in what gates them."""
    spoken: dict[str, set[str]] = {}
    waiting = list(_conditions(situation, goal))
    causes: set[str] = set()
    while waiting:
        for atom in waiting.pop().atoms():
            if atom.kind == "cause" and atom.name not in causes:
                causes.add(atom.name)
                waiting += [each.condition for each in situation.evidence if each.cause == atom.name and each.weight > 0]
            elif atom.kind == "answer":
                if atom.name not in spoken:
                    waiting += [question.ask for question in situation.questions if question.id == atom.name]
                spoken.setdefault(atom.name, set()).add(atom.value)
    return spoken


def _conditions(situation: Situation, goal: Goal) -> Iterable[Condition]:
    part, name = goal
    if part == "cause":
        return [Condition("cause", name)]
    if part == "question":
        return [each.ask for each in situation.questions if each.id == name]
    if part == "way":
        name = name.partition(": ")[0]
        action = next(each for each in situation.actions if each.id == name)
        return [action.condition, *(way.condition for way in action.ways)]
    rows = {"evidence": situation.evidence, "action": situation.actions, "stop": situation.stops}[part]
    return [each.condition for each in rows if each.id == name]  # type: ignore[attr-defined]  # all three have one
