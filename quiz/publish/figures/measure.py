"""How wide words are and where their lines break. It knows characters; it must not know figures, SVG or languages.

Widths are careful guesses, since readers' fonts differ: a Chinese character and its full-width marks are 1 em, Latin characters
are Helvetica's widths and a tenth more. Lines keep the Chinese rules: no mark closes on a new line, none opens at an end.
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
_CARE = 1.1
_BOLD = 1.06
_NEVER_FIRST = "，。、；：？！）》”’】〕」』…—％％·,.;:?!)]%"
_NEVER_LAST = "（《“‘【〔「『(["
_UNITS = "年月日元期次条天项%％"
_TOKEN = re.compile(rf"\d[\d,.]*[{_UNITS}]?|[!-~–]+?(?:-(?=[A-Za-z])|(?=[^!-~–]|$))|\s+|.", re.DOTALL)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How far `text` may reach at font size `size`, in the unit of `size`."""
    return sum(_em(character, bold) for character in text) * size


def wrap(text: str, room: float, size: float, *, bold: bool = False, even: bool = False) -> tuple[str, ...]:
    """`text` in lines at most `room` wide; "\\n" forces a break. `even` makes them about equally long.

    A word wider than `room` stays whole: whoever draws must check.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        lines.extend(_balanced(part, room, size, bold, 0.0 if even else 0.8))
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


def _balanced(text: str, room: float, size: float, bold: bool, least: float) -> list[str]:
    """The fewest lines, then the narrowest room (not below `least` of what there is) that still needs no more of them."""
    best = _greedy(text, room, size, bold)
    low, high = room * least, room
    while len(best) > 1 and high - low > 1:
        middle = (low + high) / 2
        lines = _greedy(text, middle, size, bold)
        if len(lines) <= len(best) and all(width(line, size, bold=bold) <= middle for line in lines):
            best, high = lines, middle
        else:
            low = middle
    return best


def _greedy(text: str, room: float, size: float, bold: bool) -> list[str]:
    lines = [""]
    for piece in tokens(text):
        if lines[-1] and width((lines[-1] + piece).rstrip(), size, bold=bold) > room:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        if lines[-1] or not piece.isspace():
            lines[-1] += piece
    lines[-1] = lines[-1].rstrip()
    return [line for line in lines if line]
