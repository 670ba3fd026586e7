"""A text goes to everyone; each condition of the product lets fewer through. No counts: widths only say "narrower".

Geometry only; the words are in approval-funnel.toml.
"""

from __future__ import annotations

from quiz.publish.figures.figure import Figure, Row
from quiz.publish.figures.marks import arrow, card, cross, down, tick
from quiz.publish.figures.sheet import LEFT, NOTE, RIGHT, STRONG, Sheet
from quiz.publish.figures.words import Words

_TOP, _FOOT = 280.0, 168.0
_MIDDLE = LEFT + _TOP / 2
_EXIT = 312.0
_LAYER = 56.0
_SEAM = 4.0


def _draw(sheet: Sheet, said: Words) -> tuple[Row, ...]:
    layers = said.rows("layer")
    slope = (_TOP - _FOOT) / 2 / (len(layers) * (_LAYER + _SEAM))
    y = 2.0
    room = RIGHT - LEFT - _TOP - 2
    middle = 2 + 1.5 * _LAYER + _SEAM
    sheet.words(
        said["out"], RIGHT - room, middle - 10 - sheet.height([(said["out"], NOTE)], room), room, NOTE, align="middle"
    )
    for index, layer in enumerate(layers):
        y = _layer(sheet, layer, y, slope, first=index == 0)
    foot = y - _SEAM
    end = foot + 32
    down(sheet, _MIDDLE, foot, 32)
    arrow(sheet, [(_EXIT, middle), (_EXIT, end - 3)], "flow fig-out")
    width = 196.0
    parts = [(said["approved.head"], STRONG), (said["approved.note"], NOTE)]
    bottom = card(sheet, _MIDDLE - width / 2, end, width, parts, "card fig-accent-box", align="middle", least=64)
    tick(sheet, _MIDDLE - width / 2 + 20, end + 18)
    x = _MIDDLE + width / 2 + 12
    sheet.rect(x, end, RIGHT - x, bottom - end, "card fig-stop-box")
    cross(sheet, (x + RIGHT) / 2, end + 20)
    sheet.words(said["declined.head"], x + 3, end + 32, RIGHT - x - 6, STRONG, align="middle")
    rows = [Row((layer["head"], layer["note"])) for layer in layers]
    rows += [Row((said[f"{name}.head"], said[f"{name}.note"])) for name in ("approved", "declined")]
    return tuple(rows)


def _layer(sheet: Sheet, layer: Words, y: float, slope: float, *, first: bool) -> float:
    """One band of the funnel, and the way out of it beside."""
    over, under = _TOP / 2 - slope * y, _TOP / 2 - slope * (y + _LAYER)
    shape = (
        f"M{_MIDDLE - over:.1f} {y:.1f}H{_MIDDLE + over:.1f}L{_MIDDLE + under:.1f} {y + _LAYER:.1f}H{_MIDDLE - under:.1f}Z"
    )
    sheet.path(shape, "funnel fig-wide" if first else "funnel", y + _LAYER)
    room = 2 * under - 20
    parts = [(layer["head"], STRONG), (layer["note"], NOTE)]
    at = y + (_LAYER - sheet.height(parts, room, even=True)) / 2
    for text, style in parts:
        at = sheet.words(text, _MIDDLE - room / 2, at, room, style, align="middle")
    if not first:
        middle = y + _LAYER / 2
        sheet.run([((_MIDDLE + (over + under) / 2) + 6, middle), (_EXIT, middle)], "flow fig-out")
        cross(sheet, (_MIDDLE + (over + under) / 2) + 6, middle, size=4)
    return y + _LAYER + _SEAM


FIGURE = Figure("approval-funnel", _draw)
