"""The whole guide as four chains: cause, effect, strategy, and what you can do now. Geometry only; words in summary-map.toml."""

from __future__ import annotations

from quiz.publish.figures.figure import Figure, Row
from quiz.publish.figures.marks import DISC, PAD, disc
from quiz.publish.figures.sheet import HEAD, LEFT, NOTE, RIGHT, STRONG, TEXT, Sheet
from quiz.publish.figures.words import Words

_RAIL = LEFT + PAD + DISC
_INDENT = PAD + 2 * DISC + 10
_LABEL = 84.0
_LINKS = ("effect", "strategy", "action")


def _draw(sheet: Sheet, said: Words) -> tuple[Row, ...]:
    y = 2.0
    chains = said.rows("chain")
    for number, chain in enumerate(chains, 1):
        y = _chain(sheet, said, chain, number, y) + 12
    return tuple(Row((chain["cause"], *(chain[link] for link in _LINKS))) for chain in chains)


def _chain(sheet: Sheet, said: Words, chain: Words, number: int, y: float) -> float:
    """One card: the cause on top, the links below along a rail, the last one tinted."""
    room = RIGHT - LEFT - _INDENT - PAD
    head = sheet.height([(chain["cause"], HEAD)], room)
    heights = [sheet.height([(chain[link], STRONG if link == "action" else TEXT)], room - _LABEL) + 8 for link in _LINKS]
    height = 10 + head + 4 + sum(heights) + 4
    sheet.rect(LEFT, y, RIGHT - LEFT, height, "card")
    act = y + height - heights[-1] - 4
    sheet.rect(LEFT + 6, act, RIGHT - LEFT - 12, heights[-1] - 2, "tip", 5)
    sheet.run([(_RAIL, y + 10 + HEAD.line), (_RAIL, act + heights[-1] / 2 - 8)], "flow")
    disc(sheet, _RAIL, y + 10 + HEAD.line / 2, number)
    at = sheet.words(chain["cause"], LEFT + _INDENT, y + 10, room, HEAD) + 4
    for link, high in zip(_LINKS, heights, strict=True):
        style = STRONG if link == "action" else TEXT
        sheet.words(said[f"link.{link}"], LEFT + _INDENT, at + 4, _LABEL, NOTE)
        sheet.words(chain[link], LEFT + _INDENT + _LABEL, at + 3, room - _LABEL, style)
        if link == "action":
            _head(sheet, act + (heights[-1] - 2) / 2)
        else:
            sheet.circle(_RAIL, at + 3 + TEXT.line / 2, 4.5, "point fig-near")
        at += high
    return y + height


def _head(sheet: Sheet, y: float) -> None:
    sheet.path(f"M{_RAIL - 6:g} {y - 7:g}L{_RAIL:g} {y - 1:g}L{_RAIL + 6:g} {y - 7:g}", "flow fig-head-of-arrow")


FIGURE = Figure("summary-map", _draw)
