"""A loan text on a drawn phone, each phrase numbered and underlined, and what the phrases have in common.

Geometry only; the words are in sample-message.toml and must be those of the table in messages.md (a test compares them).
"""

from __future__ import annotations

from dataclasses import dataclass

from quiz.publish.figures import measure
from quiz.publish.figures.figure import Figure, Row
from quiz.publish.figures.marks import DISC, disc
from quiz.publish.figures.sheet import LEFT, NOTE, RIGHT, STRONG, TEXT, Sheet
from quiz.publish.figures.words import Words

_PHONE = 16.0
"""From the sheet's edge to what is on the phone's screen."""
_INSET = 14.0
_LINE = 32.0
_BEFORE = 2 * DISC + 5
_AFTER = 6.0


@dataclass(slots=True)
class _Run:
    """Words of one phrase on one line; `number` stands before them when the phrase begins here."""

    x: float
    y: float
    number: int = 0
    marked: str = ""
    tail: str = ""


def _draw(sheet: Sheet, said: Words) -> tuple[Row, ...]:
    phrases = said.rows("phrase")
    left, width = LEFT + _PHONE, RIGHT - LEFT - 2 * _PHONE
    top = 64.0
    runs = _flow(phrases, left + _INSET, top + 12, width - 2 * _INSET)
    bottom = runs[-1].y + _LINE + 8
    sheet.rect(LEFT, 2, RIGHT - LEFT, bottom + 18, "phone", 20)
    sheet.rect((LEFT + RIGHT) / 2 - 24, 14, 48, 4, "wall", 2)
    sheet.words(said["sender"], left, 32, width - 96, STRONG)
    sheet.words(said["time"], left + width - 96, 33, 96, NOTE, align="end")
    sheet.rect(left, top, width, bottom - top, "tip", 12)
    for run in runs:
        if run.number:
            disc(sheet, run.x + DISC, run.y + TEXT.line / 2, run.number)
        sheet.marked_words(run.marked, run.tail, run.x + (_BEFORE if run.number else 0), run.y, TEXT)
    meaning = _groups(sheet, said, bottom + 36)
    return tuple(
        Row((str(number), _listed(said, phrase), meaning[int(phrase.number("group"))]))
        for number, phrase in enumerate(phrases, 1)
    )


def _listed(said: Words, phrase: Words) -> str:
    """The phrase as the table has it: on English pages with the Chinese words, which is what arrives on the phone."""
    return said["listed"].format(text=phrase["text"], chinese=Words(phrase.table, "zh", phrase.place)["text"])


def _flow(phrases: tuple[Words, ...], left: float, y: float, room: float) -> list[_Run]:
    """The phrases one after another, like a message, each begun by its number."""
    runs: list[_Run] = []
    x = left
    for number, phrase in enumerate(phrases, 1):
        pieces = measure.tokens(phrase["text"])
        tail = phrase.either("after", "")
        whole = _BEFORE + _width(phrase["text"] + tail)
        if x > left and x + whole > left + room >= left + whole:
            x, y = left, y + _LINE
        for index, piece in enumerate(pieces):
            first, last = index == 0, index == len(pieces) - 1
            reach = _width(piece.rstrip() + (tail if last else "")) + (_BEFORE if first else 0)
            if first or x + reach > left + room:
                if x + reach > left + room:
                    x, y = left, y + _LINE
                runs.append(_Run(x, y, number if first else 0))
                x += _BEFORE if first else 0
            runs[-1].marked += piece if runs[-1].marked else piece.lstrip()
            x += _width(piece)
        runs[-1].tail = tail
        x += _width(tail) + _AFTER
    for run in runs:
        run.marked = run.marked.rstrip()
    return runs


def _width(text: str) -> float:
    return measure.width(text, TEXT.size)


def _groups(sheet: Sheet, said: Words, y: float) -> dict[int, str]:
    """Below the phone: numbers that belong together, and what they mean. Returns the meanings by group."""
    numbers: dict[int, list[int]] = {}
    for number, phrase in enumerate(said.rows("phrase"), 1):
        numbers.setdefault(int(phrase.number("group")), []).append(number)
    indent = max(map(len, numbers.values())) * (2 * DISC + 3) + 8
    meaning = {}
    for index, group in enumerate(said.rows("group"), 1):
        meaning[index] = group["text"]
        for place, number in enumerate(numbers[index]):
            disc(sheet, LEFT + DISC + place * (2 * DISC + 3), y + TEXT.line / 2, number)
        y = sheet.words(group["text"], LEFT + indent, y, RIGHT - LEFT - indent, TEXT) + 10
    return meaning


FIGURE = Figure("sample-message", _draw)
