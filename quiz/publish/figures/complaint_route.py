"""The way of a complaint: the company first, then the door that fits the matter, then mediation or court.

Geometry only; the words are in complaint-route.toml.
"""

from __future__ import annotations

from quiz.publish.figures.figure import Figure, Row
from quiz.publish.figures.marks import DISC, PAD, cross, disc, down
from quiz.publish.figures.sheet import HEAD, LEFT, NOTE, RIGHT, STRONG, TEXT, Sheet
from quiz.publish.figures.words import Words

_WIDTH = RIGHT - LEFT
_MIDDLE = (LEFT + RIGHT) / 2
_INDENT = PAD + 2 * DISC + 10
_DOOR = 40.0


def _draw(sheet: Sheet, said: Words) -> tuple[Row, ...]:
    y = _scam(sheet, said, 2) + 16
    y = _first(sheet, said, y)
    y = _because(sheet, said, y)
    doors = said.rows("door")
    y = _doors(sheet, said, doors, y)
    y = _because(sheet, said, y)
    _last(sheet, said, y)
    first = said.part("first")
    rows = [Row((first["matter"], first["table"], first["when"]), first.sources)]
    rows += [Row((door["matter"], door["name"], door["when"]), door.sources) for door in doors]
    scam, last = said.part("scam"), said.part("last")
    rows.append(Row((last["matter"], last["name"], last["when"]), last.sources))
    rows.append(Row((scam["matter"], scam["name"], scam["when"]), scam.sources))
    return tuple(rows)


def _scam(sheet: Sheet, said: Words, y: float) -> float:
    parts = [(said["scam.head"], STRONG), (said["scam.note"], TEXT)]
    room = _WIDTH - _INDENT - PAD
    height = sheet.height(parts, room) + 20
    sheet.rect(LEFT, y, _WIDTH, height, "card fig-stop-box")
    cross(sheet, LEFT + PAD + DISC, y + height / 2, size=7)
    at = y + 10
    for text, style in parts:
        at = sheet.words(text, LEFT + _INDENT, at, room, style)
    return y + height


def _first(sheet: Sheet, said: Words, y: float) -> float:
    """The company itself, with its time limits as a small ladder."""
    limits = said.rows("limit")
    room = _WIDTH - _INDENT - PAD
    days = 84.0
    inner = [sheet.height([(limit["case"], TEXT)], room - days) for limit in limits]
    height = 12 + HEAD.line + sheet.height([(said["first.note"], NOTE)], room) + 8 + sum(inner) + 14
    sheet.rect(LEFT, y, _WIDTH, height, "card fig-accent-box")
    disc(sheet, LEFT + PAD + DISC, y + 12 + HEAD.line / 2, 1)
    at = sheet.words(said["first.head"], LEFT + _INDENT, y + 12, room, HEAD)
    at = sheet.words(said["first.note"], LEFT + _INDENT, at, room, NOTE) + 8
    for limit, high in zip(limits, inner, strict=True):
        sheet.words(limit["days"], LEFT + _INDENT, at, days, STRONG)
        sheet.words(limit["case"], LEFT + _INDENT + days, at, room - days, TEXT)
        at += high
    return y + height


def _because(sheet: Sheet, said: Words, y: float) -> float:
    """An arrow with the reason for going on beside it."""
    room = RIGHT - _MIDDLE - 16
    height = max(40.0, sheet.height([(said["because"], NOTE)], room) + 12)
    down(sheet, _MIDDLE, y, height)
    sheet.words(said["because"], _MIDDLE + 16, y + (height - sheet.height([(said["because"], NOTE)], room)) / 2, room, NOTE)
    return y + height


def _doors(sheet: Sheet, said: Words, doors: tuple[Words, ...], y: float) -> float:
    """Every matter with its door: a row of doors, one below the other."""
    room = _WIDTH - PAD - _DOOR - PAD
    heights = []
    for door in doors:
        parts = [(door["matter"], NOTE), (door["name"], STRONG)] + ([(door["short"], NOTE)] if "short" in door else [])
        heights.append((parts, sheet.height(parts, room) + 16))
    height = 12 + HEAD.line + 8 + sum(high for _, high in heights) + 4
    sheet.rect(LEFT, y, _WIDTH, height, "card fig-accent-box")
    disc(sheet, LEFT + PAD + DISC, y + 12 + HEAD.line / 2, 2)
    sheet.words(said["doors.head"], LEFT + _INDENT, y + 12, _WIDTH - _INDENT - PAD, HEAD)
    at = y + 12 + HEAD.line + 8
    for parts, high in heights:
        sheet.run([(LEFT + PAD, at), (RIGHT - PAD, at)], "grid")
        _door(sheet, LEFT + PAD + DISC, at + high / 2)
        top = at + 8
        for text, style in parts:
            top = sheet.words(text, LEFT + PAD + _DOOR, top, room, style)
        at += high
    return y + height


def _door(sheet: Sheet, x: float, y: float) -> None:
    sheet.path(
        f"M{x - 8:g} {y + 14:g}V{y - 14:g}H{x + 8:g}V{y + 14:g}M{x - 11:g} {y + 14:g}H{x + 11:g}", "stroke fig-accent"
    )
    sheet.circle(x + 4, y + 1, 1.6, "dot fig-accent")


def _last(sheet: Sheet, said: Words, y: float) -> float:
    parts = [(said["last.head"], HEAD), (said["last.note"], TEXT)]
    room = _WIDTH - _INDENT - PAD
    height = sheet.height(parts, room) + 24
    sheet.rect(LEFT, y, _WIDTH, height, "card fig-accent-box")
    disc(sheet, LEFT + PAD + DISC, y + 12 + HEAD.line / 2, 3)
    at = y + 12
    for text, style in parts:
        at = sheet.words(text, LEFT + _INDENT, at, room, style)
    return y + height


FIGURE = Figure("complaint-route", _draw)
