"""The answers of a request, checked. It knows a situation's questions; it must not know what follows from an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quiz.engine.errors import RequestError
from quiz.engine.plan.conditions import Answers
from quiz.engine.plan.model import UNSURE, Question, Situation


def read_answers(situation: Situation, data: Any) -> Answers:
    """Answers by question, in the situation's order, so that the order of answering leaves no trace.

    Raises RequestError: ``answers-not-a-table``, ``unknown-question``, ``values-not-strings``, ``no-such-option``,
    ``value-twice``, ``one-answer-expected``, ``answer-stands-alone``.
    """
    if not isinstance(data, Mapping):
        raise RequestError("answers-not-a-table")
    questions = {question.id: question for question in situation.questions}
    for name in data:
        if name not in questions:
            raise RequestError("unknown-question", question=name if isinstance(name, str) else None)
    return {name: _read(question, data[name]) for name, question in questions.items() if name in data}


def _read(question: Question, values: Any) -> tuple[str, ...]:
    """The chosen options, in the author's order."""
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise RequestError("values-not-strings", question=question.id)
    known = (*question.options, *UNSURE)
    if not set(values) <= set(known):
        raise RequestError("no-such-option", question=question.id, options=", ".join(known))
    if len(set(values)) < len(values):
        raise RequestError("value-twice", question=question.id)
    if len(values) > 1:
        if not question.several:
            raise RequestError("one-answer-expected", question=question.id)
        if not {*question.alone, *UNSURE}.isdisjoint(values):
            raise RequestError("answer-stands-alone", question=question.id)
    return tuple(option for option in known if option in values)
