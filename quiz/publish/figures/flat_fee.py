"""What a flat monthly fee feels like (times twelve) against the annual rate it is. Every rate but the fee is computed by the engine.

Geometry only; the words and the fees shown are in flat-fee.toml.
"""

from __future__ import annotations

from quiz.engine import cost
from quiz.publish.figures.figure import Figure, Row
from quiz.publish.figures.sheet import LEFT, NOTE, RIGHT, STRONG, Sheet, Style
from quiz.publish.figures.words import Words

_BAR = 20.0
_LONGEST = 260.0
_FELT, _TRUE = "bar fig-felt", "bar fig-true"


def rates(fee: float, periods: int) -> tuple[float, float, float]:
    """Of a flat monthly fee: twelve times it, its nominal and its effective annual rate; all as fractions."""
    return fee * cost.MONTHS, cost.flat_fee_nominal_rate(fee, periods), cost.flat_fee_effective_rate(fee, periods)


def percent(rate: float, places: int) -> str:
    return f"{rate * 100:.{places}f}%"


def _draw(sheet: Sheet, said: Words) -> tuple[Row, ...]:
    fees, periods = said.numbers("fees"), int(said.number("periods"))
    scale = _LONGEST / max(rates(fee, periods)[1] for fee in fees)
    y = _legend(sheet, said, 2)
    rows = []
    for fee in fees:
        felt, nominal, effective = rates(fee, periods)
        y = sheet.words(said["fee"].format(fee=percent(fee, 1)), LEFT, y + 16, RIGHT - LEFT, STRONG) + 4
        for rate, kind, style, places in ((felt, _FELT, NOTE, 1), (nominal, _TRUE, STRONG, 2)):
            y = _bar(sheet, y, rate * scale, kind, percent(rate, places), style)
        rows.append(Row((percent(fee, 1), percent(felt, 1), percent(nominal, 2), percent(effective, 2))))
    return tuple(rows)


def _legend(sheet: Sheet, said: Words, y: float) -> float:
    for name, kind, style in (("felt", _FELT, NOTE), ("true", _TRUE, STRONG)):
        sheet.rect(LEFT + 1, y + (style.line - 16) / 2, 32, 16, kind, 3)
        y = sheet.words(said[f"legend.{name}"], LEFT + 44, y, RIGHT - LEFT - 44, style) + 4
    return y


def _bar(sheet: Sheet, y: float, length: float, kind: str, value: str, style: Style) -> float:
    sheet.rect(LEFT, y, length, _BAR, kind, 3)
    sheet.words(value, LEFT + length + 8, y + (_BAR - style.line) / 2, RIGHT - LEFT - length - 8, style)
    return y + _BAR + 4


FIGURE = Figure("flat-fee", _draw)
