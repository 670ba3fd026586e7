"""A drawn, invented extract of a credit report; below each part, on a tinted note with its number, what to look for.

Geometry only; the words, and the person who does not exist, are in credit-report-annotated.toml.
"""

from __future__ import annotations

from quiz.publish.figures.figure import Figure, Row
from quiz.publish.figures.marks import DISC, disc
from quiz.publish.figures.sheet import HEAD, LEFT, NOTE, RIGHT, STRONG, TAG, TEXT, Sheet, Style
from quiz.publish.figures.words import Words

_PAGE = 16.0
"""From the sheet's edge to the words of the report."""
_KEY = 104.0
_INDENT = 2 * DISC + 16


def _draw(sheet: Sheet, said: Words) -> tuple[Row, ...]:
    parts = said.rows("part")
    height = _head(None, said) + sum(_part(None, part, 0, 0) for part in parts) + 4
    sheet.rect(LEFT, 2, RIGHT - LEFT, height, "card", 4)
    y = 2 + _head(sheet, said)
    for number, part in enumerate(parts, 1):
        y += _part(sheet, part, y, number)
    return tuple(
        Row(
            (
                f"{number} {part['head']}",
                said["between"].join(
                    said["entry"].format(key=entry["key"], value=entry["value"]) for entry in part.rows("entry")
                ),
                part["look"],
            ),
            part.sources,
        )
        for number, part in enumerate(parts, 1)
    )


def _head(sheet: Sheet | None, said: Words) -> float:
    """The report's heading. Returns its height; without a sheet, only that."""
    room = RIGHT - LEFT - 2 * _PAGE
    if sheet:
        at = sheet.words(said["report.head"], LEFT + _PAGE, 18, room, HEAD, align="middle")
        sheet.words(said["report.note"], LEFT + _PAGE, at, room, NOTE, align="middle")
    blank = sheet or Sheet("")
    return 16 + blank.height([(said["report.head"], HEAD), (said["report.note"], NOTE)], room, even=True) + 12


def _part(sheet: Sheet | None, part: Words, y: float, number: int) -> float:
    """One part of the report and its note. Returns its height; without a sheet, only that."""
    on = sheet or Sheet("")
    left, room = LEFT + _PAGE, RIGHT - LEFT - 2 * _PAGE
    at = y
    on.run([(left, at), (left + room, at)], "base")
    at = on.words(part["head"], left, at + 10, room, STRONG) + 4
    for entry in part.rows("entry"):
        at = _entry(on, entry, left, at, room) + 4
    at += 8
    return _note(on, part, number, left - 8, at, room + 16) + 16 - y


def _entry(sheet: Sheet, entry: Words, x: float, y: float, room: float) -> float:
    value: Style = TAG if "mark" in entry else TEXT
    bottom = sheet.words(entry["key"], x, y + 1, _KEY - 8, NOTE)
    return max(bottom, sheet.words(entry["value"], x + _KEY, y, room - _KEY, value))


def _note(sheet: Sheet, part: Words, number: int, x: float, y: float, width: float) -> float:
    """The note, pointing up at its part."""
    room = width - _INDENT - 8
    height = max(sheet.height([(part["look"], TEXT)], room) + 16, 2 * DISC + 12)
    sheet.rect(x, y, width, height, "tip", 6)
    sheet.path(f"M{x + 12:g} {y + 0.5:g}l8 -8l8 8Z", "tip")
    disc(sheet, x + 9 + DISC, y + height / 2, number)
    sheet.words(part["look"], x + _INDENT, y + (height - sheet.height([(part["look"], TEXT)], room)) / 2, room, TEXT)
    return y + height


FIGURE = Figure("credit-report-annotated", _draw)
