"""Two gates between a text and a loan: one picks numbers, one looks at the file. Geometry only; the words are in text-to-decline.toml."""

from __future__ import annotations

from quiz.publish.figures.figure import Figure, Row
from quiz.publish.figures.marks import PAD, card, card_height, cross, down, tick
from quiz.publish.figures.sheet import HEAD, LEFT, NOTE, RIGHT, STRONG, TEXT, Sheet
from quiz.publish.figures.words import Words

_MIDDLE = (LEFT + RIGHT) / 2
_STEP = 240.0
_WALL = 8.0
_PARTS = ("looks", "also")


def _draw(sheet: Sheet, said: Words) -> tuple[Row, ...]:
    y = _step(sheet, said, "sent", 2)
    y = _gate(sheet, said, "first-gate", y + 20, gap=224)
    y = _step(sheet, said, "arrives", down(sheet, _MIDDLE, y))
    y = _step(sheet, said, "apply", down(sheet, _MIDDLE, y))
    y = _gate(sheet, said, "second-gate", y + 20, gap=48)
    _outcomes(sheet, said, y)
    names = ("sent", "first-gate", "arrives", "apply", "second-gate", "approved", "declined")
    return tuple(Row((said[f"{name}.head"], _content(said, name))) for name in names)


def _content(said: Words, name: str) -> str:
    if f"{name}.note" in said:
        return said[f"{name}.note"]
    return said["gate.joined"].format(*(said[f"{name}.{part}.{end}"] for part in _PARTS for end in ("what", "text")))


def _step(sheet: Sheet, said: Words, name: str, y: float) -> float:
    parts = [(said[f"{name}.head"], STRONG), (said[f"{name}.note"], NOTE)]
    return card(sheet, _MIDDLE - _STEP / 2, y, _STEP, parts, align="middle")


def _gate(sheet: Sheet, said: Words, name: str, y: float, gap: float) -> float:
    """A wall with an opening, and below it what this gate looks at."""
    label = 84.0
    room = RIGHT - LEFT - 2 * PAD
    rows = [(said[f"{name}.{part}.what"], said[f"{name}.{part}.text"]) for part in _PARTS]
    heights = [sheet.height([(text, TEXT)], room - label) for _, text in rows]
    top = y + 38
    height = HEAD.line + 4 + sum(heights) + 4 + 12
    sheet.rect(LEFT, y, RIGHT - LEFT, top - y + height, "band")
    for x, width in ((LEFT, _MIDDLE - gap / 2 - LEFT), (_MIDDLE + gap / 2, RIGHT - _MIDDLE - gap / 2)):
        sheet.rect(x, y, width, _WALL, "wall", 2)
    down(sheet, _MIDDLE, y - 20, 54)
    at = sheet.words(said[f"{name}.head"], LEFT + PAD, top, room, HEAD, align="middle") + 4
    for (what, text), high in zip(rows, heights, strict=True):
        sheet.words(what, LEFT + PAD, at + 1, label, NOTE)
        sheet.words(text, LEFT + PAD + label, at, room - label, TEXT)
        at += high + 4
    return top + height


def _outcomes(sheet: Sheet, said: Words, y: float) -> None:
    width = 160.0
    sides = (("approved", LEFT, "card fig-accent-box"), ("declined", RIGHT - width, "card fig-stop-box"))
    parts = {name: [(said[f"{name}.head"], STRONG), (said[f"{name}.note"], NOTE)] for name, _, _ in sides}
    least = max(card_height(sheet, width, words, align="middle") for words in parts.values())
    for name, x, kind in sides:
        down(sheet, x + width / 2, y, 28)
        card(sheet, x, y + 28, width, parts[name], kind, align="middle", least=least)
        (tick if name == "approved" else cross)(sheet, x + 18, y + 28 + 16)


FIGURE = Figure("text-to-decline", _draw)
