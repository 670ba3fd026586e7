"""The part that checks a text message: the form, and everything its result may show, rendered once as inert templates."""

from __future__ import annotations

from quiz.engine.messages.patterns import Sort
from quiz.engine.operations.messages import LONGEST
from quiz.publish.parts.part import Part, Place
from quiz.publish.patterns import Messages
from quiz.publish.problems import AuthorError, Problem

EXAMPLES = ("scam", "disguised", "unlawful", "lawful", "warning", "everyday")
BY_HAND = (Sort.SCAM, Sort.LURE, Sort.PRICE, Sort.MISSING)
"""What a reader without scripts goes through by hand."""


def _message_check(place: Place, argument: str) -> str:
    del argument
    messages = place.bank.messages
    if messages is None:
        raise AuthorError(
            [Problem("quiz/bank/patterns", "", "", "there are no patterns", "Write some, or take the part out.")]
        )
    return place.render(
        "message-check.html",
        messages=messages,
        findings=[told for told in messages.findings.values() if told.sort != Sort.HINT],
        by_hand={sort.value: _of(messages, sort) for sort in BY_HAND},
        examples=EXAMPLES,
        longest=LONGEST,
    )


def _of(messages: Messages, sort: Sort) -> list[str]:
    return [name for name, told in messages.findings.items() if told.sort == sort.value]


MESSAGE_CHECK = Part(_message_check)
