"""spot: phrases in a message are tapped. Some should worry the reader, others are harmless; partial credit as in `grade_choices`.

In an author's table the message stands in ``[item.message]``, its phrases marked as ``[[id:phrase]]``, each once in each language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quiz.engine.fields import Fields
from quiz.engine.kinds.kind import Kind, Words, grade_choices, places, read_ids, read_key, subsets
from quiz.engine.model import Response, Verdict


@dataclass(frozen=True, slots=True)
class Spot:
    """options: the phrases, by id; key: those that should worry."""

    options: tuple[str, ...]
    key: tuple[str, ...]

    @staticmethod
    def pieces(text: str) -> Iterator[tuple[str, str]]:
        """A message as (phrase id, words) in reading order; "" for words outside any phrase."""
        for index, part in enumerate(text.split("[[")):
            marked, end, rest = part.partition("]]") if index else ("", "", part)
            name, colon, words = marked.partition(":")
            if end and colon and name and words.strip():
                yield name, words
            elif index:
                yield "", "[[" + marked + end
            if rest:
                yield "", rest


def parse(fields: Fields) -> Spot:
    options = read_ids(fields, "option", "feedback")
    if fields.has("message"):
        message = fields.table_of("message")
        fields.only("message", message, "zh", "en")
        for language in ("zh", "en"):
            text = message.get(language)
            found = sorted(name for name, _ in Spot.pieces(text) if name) if isinstance(text, str) else []
            if options and isinstance(text, str) and found != sorted(options):
                fields.complain(f"message.{language}", "other-ids", found=", ".join(found), expected=", ".join(options))
    return Spot(options, read_key(fields, options))


def dump(spec: Spot) -> Mapping[str, Any]:
    return {"option": [{"id": option} for option in spec.options], "key": list(spec.key)}


def grade(spec: Spot, response: Response) -> Verdict:
    return grade_choices(spec.options, spec.key, response)


def unknown(spec: Spot) -> tuple[str, ...]:
    return tuple(f"option.{option}" for option in spec.key)


def words(table: Mapping[str, Any]) -> Words:
    yield "message", "message"
    for place, name in places(table, "option"):
        yield f"{place}.feedback", f"option.{name}"


def responses(spec: Spot) -> Iterable[Response] | None:
    return subsets(spec.options)


KIND = Kind(parse, dump, grade, unknown, words, responses)
