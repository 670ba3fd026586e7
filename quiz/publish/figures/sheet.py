"""The sheet a figure is drawn on: shapes and words as SVG, kept in mind so that a test can find what does not fit.

It knows classes, coordinates and widths of words; it must not know any figure, language or colour. Looks are in docs/assets/figures.css.
Units: one is one pixel when the figure is 344 pixels wide, as on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from quiz.publish.figures import measure

WIDTH = 344
LEFT, RIGHT = 2.0, 342.0
"""The edges to draw between: a stroke must not be cut."""


@dataclass(frozen=True, slots=True)
class Style:
    """A way to set words. `size` and `bold` must say what figures.css says of `.fig-NAME` (a test compares them)."""

    name: str
    size: float
    line: float
    bold: bool = False
    tone: str = ""

    @property
    def classes(self) -> str:
        return f"fig-{self.name} fig-{self.tone}" if self.tone else f"fig-{self.name}"


HEAD = Style("head", 16, 24, bold=True)
STRONG = Style("strong", 15, 22, bold=True)
TEXT = Style("text", 15, 22)
NOTE = Style("note", 14, 20)
TAG = Style("tag", 14, 20, bold=True)
NUMBER = Style("number", 14, 20, bold=True)
STYLES = (HEAD, STRONG, TEXT, NOTE, TAG, NUMBER)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle from (left, top) to (right, bottom)."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Area, slack: float = 0.5) -> bool:
        across = self.left < other.right - slack and other.left < self.right - slack
        return across and self.top < other.bottom - slack and other.top < self.bottom - slack

    def within(self, other: Area, slack: float = 0.5) -> bool:
        across = other.left - slack <= self.left and self.right <= other.right + slack
        return across and other.top - slack <= self.top and self.bottom <= other.bottom + slack


@dataclass(frozen=True, slots=True)
class Placed:
    """One line of words: where its ink may reach, and the room it was given (left and right edge)."""

    text: str
    area: Area
    room: tuple[float, float]


class Sheet:
    """Draws from top to bottom in the order of the calls; later shapes cover earlier ones."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.placed: list[Placed] = []
        self.boxes: list[Area] = []
        self.bottom = 0.0
        self._parts: list[str] = []

    def lines(self, text: str, room: float, style: Style, *, even: bool = False) -> tuple[str, ...]:
        return measure.wrap(text, room, style.size, bold=style.bold, even=even)

    def height(self, parts: Sequence[tuple[str, Style]], room: float, *, even: bool = False) -> float:
        """How high the words stand, one part below the other."""
        return sum(len(self.lines(text, room, style, even=even)) * style.line for text, style in parts)

    def words(
        self, text: str, x: float, y: float, room: float, style: Style, *, align: str = "start", even: bool = False
    ) -> float:
        """Words in a column from `x` to `x + room`, first line's top at `y`. Returns the bottom."""
        for line in self.lines(text, room, style, even=even or align == "middle"):
            at = {"start": x, "middle": x + room / 2, "end": x + room}[align]
            self.line_of_words(line, at, y, style, align, (x, x + room))
            y += style.line
        return y

    def line_of_words(
        self, text: str, x: float, y: float, style: Style, align: str = "start", room: tuple[float, float] = (LEFT, RIGHT)
    ) -> None:
        """One line that is not wrapped; `x` is its start, middle or end."""
        reach = measure.width(text, style.size, bold=style.bold)
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[align] * reach
        area = Area(left, y + (style.line - style.size) / 2, left + reach, y + (style.line + style.size) / 2)
        self.placed.append(Placed(text, area, room))
        baseline = y + style.line / 2 + style.size * 0.36
        anchor = "" if align == "start" else f' text-anchor="{align}"'
        self._add(
            f'<text class="{style.classes}" x="{_number(x)}" y="{_number(baseline)}"{anchor}>{escape(text, quote=False)}</text>',
            y + style.line,
        )

    def marked_words(self, marked: str, tail: str, x: float, y: float, style: Style) -> None:
        """One line whose first part is underlined, for phrases that are talked about."""
        reach = measure.width(marked + tail, style.size, bold=style.bold)
        area = Area(x, y + (style.line - style.size) / 2, x + reach, y + (style.line + style.size) / 2)
        self.placed.append(Placed(marked + tail, area, (LEFT, RIGHT)))
        baseline = y + style.line / 2 + style.size * 0.36
        self._add(
            f'<text class="{style.classes}" x="{_number(x)}" y="{_number(baseline)}">'
            f'<tspan class="fig-phrase">{escape(marked, quote=False)}</tspan>{escape(tail, quote=False)}</text>',
            y + style.line,
        )

    def rect(self, x: float, y: float, width: float, height: float, kind: str, radius: float = 8) -> None:
        """A box; words must not cross its edge."""
        self.boxes.append(Area(x, y, x + width, y + height))
        self._add(
            f'<rect class="fig-{kind}" x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" '
            f'height="{_number(height)}" rx="{_number(radius)}"/>',
            y + height,
        )

    def circle(self, x: float, y: float, radius: float, kind: str) -> None:
        self._add(f'<circle class="fig-{kind}" cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"/>', y + radius)

    def path(self, steps: str, kind: str, bottom: float = 0) -> None:
        """Lines in SVG's own path language; `bottom` is how far down it reaches, when nothing else reaches further."""
        self._add(f'<path class="fig-{kind}" d="{steps}"/>', bottom)

    def run(self, points: Sequence[tuple[float, float]], kind: str) -> None:
        """Straight lines from point to point."""
        self.path("M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points), kind, max(y for _, y in points))

    def svg(self, title: str, description: str) -> str:
        names = (f"figure-{self.name}-title", f"figure-{self.name}-desc")
        height = int(-(-(self.bottom + 2) // 2) * 2)
        return (
            f'<svg class="figure__drawing" role="img" viewBox="0 0 {WIDTH} {height}" aria-labelledby="{names[0]} {names[1]}" '
            f'focusable="false"><title id="{names[0]}">{escape(title, quote=False)}</title>'
            f'<desc id="{names[1]}">{escape(description, quote=False)}</desc>{"".join(self._parts)}</svg>'
        )

    def _add(self, part: str, bottom: float) -> None:
        self._parts.append(part)
        self.bottom = max(self.bottom, bottom)


def _number(value: float) -> str:
    return f"{round(value, 1):g}"
