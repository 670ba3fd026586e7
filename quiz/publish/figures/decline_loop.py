"""Five steps that lead back to the first, and beside each the way out. Geometry only; the words are in decline-loop.toml."""

from __future__ import annotations

from quiz.publish.figures.figure import Figure, Row
from quiz.publish.figures.marks import arrow, card, card_height, down
from quiz.publish.figures.sheet import LEFT, NOTE, RIGHT, STRONG, TAG, Sheet
from quiz.publish.figures.words import Words

_RETURN = LEFT + 12
_CARD, _WIDTH = 36.0, 152.0
_EXIT = _CARD + _WIDTH + 36
_GAP = 28.0


def _draw(sheet: Sheet, said: Words) -> tuple[Row, ...]:
    steps = said.rows("step")
    y = 2.0
    sheet.words(said["loop"], _CARD, y, _WIDTH, TAG, align="middle")
    sheet.words(said["exit"], _EXIT, y, RIGHT - _EXIT, TAG)
    y += TAG.line + 8
    middles = []
    for index, step in enumerate(steps):
        if index:
            y = down(sheet, _CARD + _WIDTH / 2, y, _GAP)
        parts = [(step["head"], STRONG), (step["note"], NOTE)]
        out = sheet.height([(step["exit"], NOTE)], RIGHT - _EXIT)
        high = max(card_height(sheet, _WIDTH, parts, align="middle"), out)
        kind = "card fig-stop-box" if "decline" in step else "card"
        card(sheet, _CARD, y, _WIDTH, parts, kind, align="middle", least=high)
        middles.append(y + high / 2)
        arrow(sheet, [(_CARD + _WIDTH + 4, middles[-1]), (_EXIT - 6, middles[-1])], "flow fig-exit")
        sheet.words(step["exit"], _EXIT, middles[-1] - out / 2, RIGHT - _EXIT, NOTE)
        y += high
    _back(sheet, middles[-1], middles[0])
    return tuple(Row((step["head"], step["note"], step["exit"])) for step in steps)


def _back(sheet: Sheet, foot: float, top: float) -> None:
    """From the last step round the left side to the first."""
    bend = 12.0
    sheet.path(
        f"M{_CARD - 3:g} {foot:g}H{_RETURN + bend:g}Q{_RETURN:g} {foot:g} {_RETURN:g} {foot - bend:g}"
        f"V{top + bend:g}Q{_RETURN:g} {top:g} {_RETURN + bend:g} {top:g}",
        "flow fig-loop",
    )
    arrow(sheet, [(_RETURN + bend, top), (_CARD - 3, top)], "flow fig-loop")


FIGURE = Figure("decline-loop", _draw)
