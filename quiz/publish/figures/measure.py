"""How wide words are and where their lines break. It knows characters; it must not know figures, SVG or languages.

Widths are careful guesses, since readers' fonts differ: a Chinese character and its full-width marks are 1 em, Latin characters
are Helvetica's widths and a seventh more. Lines keep the Chinese rules: no mark closes on a new line, none opens at an end.
"""

from __future__ import annotations

import re
from functools import cache

_THOUSANDTHS = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[]ft",
    333: "()-`r",
    355: '"',
    389: "*",
    469: "^",
    500: "Jckssvxyz",
    556: "#$?0123456789Labdeghnopqu_–",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_LATIN = {character: width / 1000 for width, characters in _THOUSANDTHS.items() for character in characters}
_CARE = 1.15
_BOLD = 1.06
_NEVER_FIRST = "，。、；：？！）》”’】〕」』…—％％·,.;:?!)]%"
_NEVER_LAST = "（《“‘【〔「『(["
_PAUSES = "，。、；：？！）"
_STUB = 0.2
"""A last line below this share of the room is a stub."""
_FILLED = 0.6
"""A line may end early, at a pause, when it fills this share of the room."""
_UNITS = "年月日元期次条天项%％"
_TOKEN = re.compile(rf"\d[\d,.]*[{_UNITS}]?|[!-~–]+?(?:-(?=[A-Za-z])|(?=[^!-~–]|$))|\s+|.", re.DOTALL)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How far `text` may reach at font size `size`, in the unit of `size`."""
    return sum(_em(character, bold) for character in text) * size


def wrap(text: str, room: float, size: float, *, bold: bool = False, even: bool = False) -> tuple[str, ...]:
    """`text` in lines at most `room` wide. `even` makes them about equally long; otherwise only a stub of a last line is avoided.

    A word wider than `room` stays whole: whoever draws must check.
    """
    lines = _greedy(text, room, size, bold)
    if len(lines) > 1 and (even or width(lines[-1], size, bold=bold) < _STUB * room):
        lines = _balanced(text, room, size, bold, lines)
    return tuple(lines)


@cache
def tokens(text: str) -> tuple[str, ...]:
    """The pieces no line break may split; joined, they are `text` again."""
    pieces: list[str] = []
    glue = False
    for found in _TOKEN.finditer(text):
        piece = found[0]
        if pieces and not piece.isspace() and (glue or piece[0] in _NEVER_FIRST) and not pieces[-1].isspace():
            pieces[-1] += piece
        else:
            pieces.append(piece)
        glue = piece[-1] in _NEVER_LAST
    return tuple(pieces)


@cache
def _em(character: str, bold: bool) -> float:
    if character not in _LATIN:
        return 1.0
    return _LATIN[character] * _CARE * (_BOLD if bold else 1.0)


def _balanced(text: str, room: float, size: float, bold: bool, lines: list[str]) -> list[str]:
    """`lines` set anew in the narrowest room that needs no more of them."""
    low, high = 0.0, room
    while high - low > 1:
        middle = (low + high) / 2
        narrower = _greedy(text, middle, size, bold)
        if len(narrower) <= len(lines) and all(width(line, size, bold=bold) <= middle for line in narrower):
            lines, high = narrower, middle
        else:
            low = middle
    return lines


def _greedy(text: str, room: float, size: float, bold: bool) -> list[str]:
    """Each line as full as it gets, but rather ended at a Chinese pause than inside a phrase."""
    lines: list[str] = []
    line: list[str] = []
    for piece in tokens(text):
        while line and width("".join([*line, piece]).rstrip(), size, bold=bold) > room:
            cut = _pause(line, room, size, bold)
            lines.append("".join(line[:cut]).strip())
            line = line[cut:]
        if line or not piece.isspace():
            line.append(piece)
    return [*lines, "".join(line).strip()]


def _pause(line: list[str], room: float, size: float, bold: bool) -> int:
    """How many pieces stay on an overfull line: up to its last pause when that fills enough of the room, else all."""
    for cut in range(len(line), 0, -1):
        if line[cut - 1][-1] in _PAUSES and width("".join(line[:cut]), size, bold=bold) >= _FILLED * room:
            return cut
    return len(line)
