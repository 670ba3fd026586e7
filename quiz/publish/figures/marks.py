"""The few marks figures share: card, arrow, numbered disc, cross, tick, eye. It knows the sheet; it must not know any figure."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.publish.figures.sheet import NUMBER, Sheet, Style

PAD = 12.0
"""Room between a card's edge and its words."""
DISC = 11.0


def card(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    parts: Sequence[tuple[str, Style]],
    kind: str = "card",
    *,
    align: str = "start",
    least: float = 0,
    pad: float = PAD,
) -> float:
    """A box as high as its words need (at least `least`). Returns its bottom."""
    height = max(card_height(sheet, width, parts, align=align, pad=pad), least)
    sheet.rect(x, y, width, height, kind)
    top = y + (height - sheet.height(parts, width - 2 * pad, even=align == "middle")) / 2
    for text, style in parts:
        top = sheet.words(text, x + pad, top, width - 2 * pad, style, align=align)
    return y + height


def card_height(
    sheet: Sheet, width: float, parts: Sequence[tuple[str, Style]], *, align: str = "start", pad: float = PAD
) -> float:
    """How high a card with these words is: a multiple of four."""
    needed = sheet.height(parts, width - 2 * pad, even=align == "middle") + 2 * (pad - 2)
    return -(-needed // 4) * 4


def arrow(sheet: Sheet, points: Sequence[tuple[float, float]], kind: str = "flow") -> None:
    """A line through `points` with an open head at the last."""
    sheet.run(points, kind)
    (from_x, from_y), (x, y) = points[-2], points[-1]
    length = ((x - from_x) ** 2 + (y - from_y) ** 2) ** 0.5
    along_x, along_y = (x - from_x) / length * 6, (y - from_y) / length * 6
    head = [(x - along_x - along_y, y - along_y + along_x), (x, y), (x - along_x + along_y, y - along_y - along_x)]
    sheet.run(head, f"{kind} fig-head-of-arrow")


def down(sheet: Sheet, x: float, y: float, length: float = 24, kind: str = "flow") -> float:
    """An arrow straight down, a little clear of both ends. Returns its bottom."""
    arrow(sheet, [(x, y + 3), (x, y + length - 3)], kind)
    return y + length


def disc(sheet: Sheet, x: float, y: float, number: int, tone: str = "") -> None:
    """A number on a disc with its middle at (x, y)."""
    sheet.circle(x, y, DISC, f"disc fig-{tone}" if tone else "disc")
    sheet.line_of_words(str(number), x, y - NUMBER.line / 2, NUMBER, "middle")


def cross(sheet: Sheet, x: float, y: float, tone: str = "stop", size: float = 5) -> None:
    sheet.path(
        f"M{x - size:g} {y - size:g}L{x + size:g} {y + size:g}M{x + size:g} {y - size:g}L{x - size:g} {y + size:g}",
        f"stroke fig-{tone}",
        y + size,
    )


def tick(sheet: Sheet, x: float, y: float, tone: str = "accent", size: float = 5) -> None:
    sheet.run([(x - size, y), (x - size / 3, y + size * 0.8), (x + size, y - size * 0.8)], f"stroke fig-{tone}")


def eye(sheet: Sheet, x: float, y: float, *, sees: bool) -> None:
    """An open eye, or a closed one, 20 wide with its middle at (x, y)."""
    if sees:
        sheet.path(
            f"M{x - 10:g} {y:g}Q{x:g} {y - 11:g} {x + 10:g} {y:g}Q{x:g} {y + 11:g} {x - 10:g} {y:g}Z", "stroke fig-accent"
        )
        sheet.circle(x, y, 2.8, "dot fig-accent")
        return
    lashes = f"M{x - 6:g} {y + 3.5:g}l-2.5 4M{x:g} {y + 5:g}v4.5M{x + 6:g} {y + 3.5:g}l2.5 4"
    sheet.path(f"M{x - 10:g} {y:g}Q{x:g} {y + 10:g} {x + 10:g} {y:g}{lashes}", "stroke fig-quiet")
