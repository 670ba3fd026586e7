"""Turns a response into a verdict, whatever the kind. It knows the rules all kinds share; it must not know any one kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quiz.engine.errors import RequestError
from quiz.engine.kinds import KINDS
from quiz.engine.model import DONT_KNOW, Item, Response, Tag, Verdict


def grade(item: Item, response: Response, seed: int = 0) -> Verdict:
    """The verdict on `response` to the item with the numbers of `seed`.

    An empty response (or blank text) is not ready; "I don't know" alone is unknown and shows the better answer; beside other
    choices it is a contradiction and raises RequestError ``dont-know-beside-others``, as does a choice the
    item does not have (``no-such-option``).
    """
    kind = KINDS[item.kind]
    spec, _ = kind.draw(item.spec, seed)
    given = tuple(value for value in response if value.strip())
    if not given:
        return Verdict(Tag.NOT_READY, reason="empty")
    if set(given) == {DONT_KNOW}:
        return Verdict(Tag.UNKNOWN, feedback=kind.unknown(spec))
    if DONT_KNOW in given:
        raise RequestError("dont-know-beside-others")
    return kind.grade(spec, given)


def amounts(item: Item, seed: int = 0) -> Mapping[str, str]:
    """The numbers of `seed` as a reader sees them, by name, the answer among them; {} for an item that draws none."""
    return KINDS[item.kind].draw(item.spec, seed)[1]


def reply(item: Item, response: Response, seed: int = 0) -> dict[str, Any]:
    """What a page is told of a response: the verdict as JSON-ready data, and the ``amounts`` that stand in its explanation."""
    verdict = grade(item, response, seed)
    return {**verdict.as_data(), "amounts": {} if verdict.tag is Tag.NOT_READY else dict(amounts(item, seed))}


def graded_ahead(item: Item) -> Iterator[tuple[Response, Verdict]] | None:
    """Every response there is with its verdict, "I don't know" among them, or None when they are not few."""
    responses = KINDS[item.kind].responses(item.spec)
    if responses is None:
        return None
    return ((each, grade(item, each)) for each in [(DONT_KNOW,), *responses])
