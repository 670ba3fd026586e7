"""What you and the other side can see, at three moments. Geometry only; the words are in who-sees-what.toml."""

from __future__ import annotations

from quiz.publish.figures.figure import Figure, Row
from quiz.publish.figures.marks import eye
from quiz.publish.figures.sheet import LEFT, NOTE, RIGHT, STRONG, TAG, TEXT, Sheet
from quiz.publish.figures.words import Words

_GUTTER = 8.0
_COLUMN = (RIGHT - LEFT - _GUTTER) / 2
_PAD = 10.0
_EYE = 28.0
_SIDES = ("you", "other")


def _draw(sheet: Sheet, said: Words) -> tuple[Row, ...]:
    y = _legend(sheet, said, 2)
    rows: list[Row] = []
    for moment in said.rows("moment"):
        y = _moment(sheet, moment, y + 20)
        rows.extend(
            Row(
                (
                    moment["head"],
                    moment[f"{side}.who"],
                    moment[f"{side}.sees"],
                    moment.either(f"{side}.unseen", said["none"]),
                )
            )
            for side in _SIDES
        )
    return tuple(rows)


def _legend(sheet: Sheet, said: Words, y: float) -> float:
    for x, name in ((LEFT, "sees"), (LEFT + _COLUMN + _GUTTER, "unseen")):
        eye(sheet, x + _PAD + 10, y + 10, sees=name == "sees")
        sheet.words(said[f"legend.{name}"], x + _PAD + _EYE, y, _COLUMN - _PAD - _EYE, NOTE)
    return y + NOTE.line


def _moment(sheet: Sheet, moment: Words, y: float) -> float:
    """A heading, and below it one box for each side, equally high."""
    y = sheet.words(moment["head"], LEFT, y, RIGHT - LEFT, STRONG) + 4
    room = _COLUMN - _PAD - _EYE - 8
    height = max(_height(sheet, moment, side, room) for side in _SIDES)
    for index, side in enumerate(_SIDES):
        x = LEFT + index * (_COLUMN + _GUTTER)
        sheet.rect(x, y, _COLUMN, height, "card fig-accent-box" if side == "you" else "card")
        at = sheet.words(moment[f"{side}.who"], x + _PAD, y + 8, _COLUMN - 2 * _PAD, TAG) + 4
        for sees, name in ((True, "sees"), (False, "unseen")):
            if f"{side}.{name}" in moment:
                eye(sheet, x + _PAD + 10, at + TEXT.line / 2, sees=sees)
                at = sheet.words(moment[f"{side}.{name}"], x + _PAD + _EYE, at, room, TEXT) + 4
    return y + height


def _height(sheet: Sheet, moment: Words, side: str, room: float) -> float:
    texts = [moment[f"{side}.{name}"] for name in ("sees", "unseen") if f"{side}.{name}" in moment]
    return 8 + TAG.line + sum(4 + sheet.height([(text, TEXT)], room) for text in texts) + 10


FIGURE = Figure("who-sees-what", _draw)
