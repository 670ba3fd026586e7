"""Turns a response into a verdict, whatever the kind. It knows the rules all kinds share; it must not know any one kind."""

from __future__ import annotations

from quiz.engine.errors import RequestError
from quiz.engine.kinds import KINDS
from quiz.engine.model import DONT_KNOW, Item, Response, Tag, Verdict


def grade(item: Item, response: Response) -> Verdict:
    """The verdict on `response`.

    An empty response (or blank text) is not ready; "I don't know" alone is unknown and shows the better answer; beside other
    choices it is a contradiction and raises RequestError ``dont-know-beside-others``, as does a choice the
    item does not have (``no-such-option``).
    """
    kind = KINDS[item.kind]
    given = tuple(value for value in response if value.strip())
    if not given:
        return Verdict(Tag.NOT_READY, reason="empty")
    if given == (DONT_KNOW,):
        return Verdict(Tag.UNKNOWN, feedback=kind.unknown(item.spec))
    if DONT_KNOW in given:
        raise RequestError("dont-know-beside-others")
    return kind.grade(item.spec, given)
