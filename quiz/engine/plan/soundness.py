"""What must fit together in a situation: ids, conditions, causes. It looks at the whole; single rows are read in `reading`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as having

from quiz.engine.model import DONT_KNOW
from quiz.engine.plan.conditions import ALWAYS, NO_CAUSE, SKIPPED, Condition
from quiz.engine.plan.model import NO_SAY, UNSURE, Level, Question, Situation, When


@dataclass(frozen=True, slots=True)
class Fault:
    """part: question, evidence, cause, action or stop; what is wrong stands as a code with facts, as in `Complaint`."""

    part: str
    id: str
    field: str
    code: str
    details: Mapping[str, object] = having(default_factory=dict)


def faults(situation: Situation) -> Iterator[Fault]:
    """Everything that does not fit, in the author's order."""
    yield from _twice(situation)
    questions = {question.id: question for question in situation.questions}
    causes = {cause.id for cause in situation.causes}
    seen: dict[str, Question] = {}
    for question in situation.questions:
        yield from _answers("question", question.id, "ask", question.ask, seen)
        yield from _gates(question, seen)
        seen[question.id] = question
    for evidence in situation.evidence:
        yield from _answers("evidence", evidence.id, "if", evidence.condition, questions)
        if evidence.cause not in causes:
            yield Fault("evidence", evidence.id, "for", "no-such-cause", {"cause": evidence.cause})
        silent = [atom for atom in evidence.condition.atoms() if atom.value in (NO_SAY, SKIPPED)]
        if silent:
            yield Fault("evidence", evidence.id, "if", "silence-is-no-evidence")
    for part, rows in (("action", situation.actions), ("stop", situation.stops)):
        for row in rows:
            yield from _conditions(part, row.id, "if", row.condition, questions, causes)
    for action in situation.actions:
        for index, way in enumerate(action.ways, 1):
            yield from _conditions("action", action.id, f"way[{index}].if", way.condition, questions, causes)
        if action.ways and action.ways[-1].condition != ALWAYS:
            yield Fault("action", action.id, "way", "no-last-way")
    if not any(action.when is When.TODAY and action.condition == ALWAYS for action in situation.actions):
        yield Fault("action", "", "when", "nothing-for-today")


def _twice(situation: Situation) -> Iterator[Fault]:
    parts: dict[str, Iterable[str]] = {
        "question": (each.id for each in situation.questions),
        "evidence": (each.id for each in situation.evidence),
        "cause": (each.id for each in situation.causes),
        "action": (each.id for each in situation.actions),
        "stop": (each.id for each in situation.stops),
    }
    for part, names in parts.items():
        seen: set[str] = set()
        for name in names:
            if name in seen or name == NO_CAUSE:
                yield Fault(part, name, "id", "id-taken")
            seen.add(name)


def _answers(part: str, name: str, place: str, condition: Condition, questions: Mapping[str, Question]) -> Iterator[Fault]:
    """Conditions that may speak of answers alone, and of these questions."""
    for atom in condition.atoms():
        if atom.kind == "cause":
            yield Fault(part, name, place, "cause-too-early")
    yield from _conditions(part, name, place, condition, questions, None)


def _gates(question: Question, before: Mapping[str, Question]) -> Iterator[Fault]:
    """Whether to ask hangs on answers of which only one is given: `flow.most` counts on it."""
    for atom in question.ask.atoms():
        gate = before.get(atom.name)
        if gate and gate.several and atom.value not in (*gate.alone, *UNSURE, SKIPPED):
            yield Fault("question", question.id, "ask", "gate-of-several", {"question": gate.id})


def _conditions(
    part: str, name: str, place: str, condition: Condition, questions: Mapping[str, Question], causes: set[str] | None
) -> Iterator[Fault]:
    for atom in condition.atoms():
        if atom.kind == "answer":
            question = questions.get(atom.name)
            if question is None:
                yield Fault(part, name, place, "no-such-question", {"question": atom.name})
            elif atom.value not in (*question.options, DONT_KNOW, NO_SAY, SKIPPED):
                known = ", ".join((*question.options, DONT_KNOW, NO_SAY, SKIPPED))
                yield Fault(part, name, place, "no-such-answer", {"answer": f"{atom.name}.{atom.value}", "known": known})
        elif causes is not None:
            if atom.name not in causes | {NO_CAUSE}:
                yield Fault(part, name, place, "no-such-cause", {"cause": atom.name})
            if atom.value not in ("", *Level):
                yield Fault(part, name, place, "no-such-level", {"known": ", ".join(Level)})
