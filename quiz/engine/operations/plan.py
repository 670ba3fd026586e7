"""next-question, plan: the situation check, from answers to what is asked next and to the plan.

=================  ===========  =========================================================================================
op                 needs        reply
=================  ===========  =========================================================================================
``next-question``  ``answers``  ``version``, ``asked``: ids of the questions met so far, ``next``: the id of the next one or null,
                                ``step``: its number, ``most``: how many there are at most, ``aside``: answered, no longer asked
``plan``           ``answers``  ``version``, ``stops`` and ``help``: signs, ``steps``: ``today``, ``week``, ``month``, ``quarter``,
                                each a list of steps, ``more``: steps, ``causes``, ``outcome``: ``named`` or ``none``, ``find``: questions
                                answered "I don't know", ``silent``: how many have no answer, ``aside``
=================  ===========  =========================================================================================

``answers``: question id → list of option ids; ``[]`` is a question seen and skipped. Option ids ``dont-know`` and ``no-say`` are on every
question. A sign is ``{id, because}``, a step ``{id, channel, because}``, a cause ``{id, explains, level, for, against}`` with lists of
``{id, because}``, where id is a rule of evidence. ``because`` is a list of ``[question, option]``: what the reader said. Refusals: see
`read_answers`; ``no-situation`` when the bank has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quiz.engine.bank import Bank
from quiz.engine.errors import RequestError
from quiz.engine.plan import flow
from quiz.engine.plan.answers import read_answers
from quiz.engine.plan.model import Situation
from quiz.engine.plan.plan import plan


def _next_question(bank: Bank, data: Mapping[str, Any]) -> Mapping[str, Any]:
    situation = _situation(bank)
    answers = read_answers(situation, data.get("answers"))
    asked = flow.trail(situation, answers)
    following = flow.next_question(situation, answers)
    met = [question.id for question in asked if question.id in answers]
    return {
        "version": situation.version,
        "asked": met,
        "next": following.id if following else None,
        "step": asked.index(following) + 1 if following else len(asked),
        "most": flow.most(situation, answers),
        "aside": [name for name in answers if name not in met],
    }


def _plan(bank: Bank, data: Mapping[str, Any]) -> Mapping[str, Any]:
    situation = _situation(bank)
    return {"version": situation.version, **plan(situation, read_answers(situation, data.get("answers"))).as_data()}


def _situation(bank: Bank) -> Situation:
    if bank.situation is None:
        raise RequestError("no-situation")
    return bank.situation


OPERATIONS = {"next-question": _next_question, "plan": _plan}
