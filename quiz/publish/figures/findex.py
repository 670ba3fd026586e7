"""Adults with an account in two surveys, as points. Only points of the same group are joined; a "close to" is a hollow point.

Geometry only; the words and the survey's numbers are in findex.toml.
"""

from __future__ import annotations

from quiz.publish.figures.figure import Figure, Row
from quiz.publish.figures.sheet import LEFT, NOTE, RIGHT, STRONG, Sheet
from quiz.publish.figures.words import Words

_COLUMNS = (116.0, 204.0)
"""Where the two survey years stand."""
_TOP = 52.0
_PER_POINT = 12.0
_HIGH, _LOW = 92, 68
_NEAR = 0.6
"""How far below its round number a "close to" point is drawn: a hollow point that touches the line."""


def _y(value: float) -> float:
    return _TOP + (_HIGH - value) * _PER_POINT


def _draw(sheet: Sheet, said: Words) -> tuple[Row, ...]:
    points = said.rows("point")
    years = sorted({int(point.number("year")) for point in points})
    where = dict(zip(years, _COLUMNS, strict=True))
    foot = _y(_LOW)
    for year, x in where.items():
        sheet.line_of_words(said["survey"].format(year=year), x, 2, STRONG, "middle")
        sheet.run([(x, _TOP - 16), (x, foot)], "base")
    for value in range(70, _HIGH, 10):
        sheet.run([(_COLUMNS[0], _y(value)), (_COLUMNS[1], _y(value))], "grid")
        middle = sum(_COLUMNS) / 2
        sheet.rect(middle - 22, _y(value) - 10, 44, 20, "gap", 0)
        sheet.line_of_words(f"{value}%", middle, _y(value) - 10, NOTE, "middle", (middle - 22, middle + 22))
    _join(sheet, points, where)
    for point in points:
        _point(sheet, point, where[int(point.number("year"))])
    _key(sheet, said, sheet.bottom + 16)
    return tuple(
        Row((point["group"], said["survey"].format(year=int(point.number("year"))), point["value"]), point.sources)
        for point in points
    )


def _at(point: Words) -> float:
    return _y(point.number("percent") - (_NEAR if "near" in point else 0))


def _join(sheet: Sheet, points: tuple[Words, ...], where: dict[int, float]) -> None:
    """A line between two years of one and the same group, and no other."""
    series: dict[str, list[tuple[float, float]]] = {}
    for point in points:
        series.setdefault(point.tag("series"), []).append((where[int(point.number("year"))], _at(point)))
    for ends in series.values():
        if len(ends) > 1:
            sheet.run(ends, "flow fig-joined")


def _point(sheet: Sheet, point: Words, x: float) -> None:
    y = _at(point)
    sheet.circle(x, y, 6, "point fig-near" if "near" in point else "point")
    left = x == _COLUMNS[0]
    room = _COLUMNS[0] - 14 - LEFT if left else RIGHT - _COLUMNS[1] - 14
    at = y - STRONG.line / 2
    for text, style in ((point["value"], STRONG), (point["group"], NOTE)):
        at = sheet.words(text, LEFT if left else x + 14, at, room, style, align="end" if left else "start")


def _key(sheet: Sheet, said: Words, y: float) -> None:
    for name, kind in (("exact", "point"), ("near", "point fig-near")):
        sheet.circle(LEFT + 8, y + 10, 6, kind)
        y = sheet.words(said[f"key.{name}"], LEFT + 24, y, RIGHT - LEFT - 24, NOTE) + 4
    sheet.run([(LEFT, y + 10), (LEFT + 16, y + 10)], "flow fig-joined")
    sheet.words(said["key.joined"], LEFT + 24, y, RIGHT - LEFT - 24, NOTE)


FIGURE = Figure("findex", _draw)
