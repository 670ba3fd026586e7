"""How long three records stay, on one time line: a query, an overdue debt that was repaid, one that never was.

Geometry and calendar only; the words and the example's dates are in record-life.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.publish.figures.figure import Figure, Row
from quiz.publish.figures.marks import arrow
from quiz.publish.figures.sheet import LEFT, NOTE, RIGHT, STRONG, Sheet
from quiz.publish.figures.words import Words

_START, _END = LEFT + 2, RIGHT - 2
_BAR = 32.0
_ROWS = ("query", "repaid-debt", "unpaid-debt")


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar, counted from January of year 0."""

    count: int

    @classmethod
    def of(cls, written: str) -> Month:
        """From "2024-03"."""
        year, month = written.split("-")
        return cls(int(year) * 12 + int(month) - 1)

    def after(self, years: float) -> Month:
        return Month(self.count + round(years * 12))

    def said(self, pattern: str, names: str) -> str:
        return pattern.format(year=self.count // 12, month=self.count % 12 + 1, name=names.split()[self.count % 12])


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The months of the example, where they lie on the line, and how they are said."""

    months: Mapping[str, Month]
    dates: Mapping[str, str]
    first: int
    last: int

    def x(self, month: str) -> float:
        return self.at(self.months[month].count)

    def at(self, count: int) -> float:
        return _START + (count - self.first * 12) / ((self.last - self.first) * 12) * (_END - _START)


def _calendar(said: Words) -> _Calendar:
    begun, repaid = Month.of(said.tag("begun")), Month.of(said.tag("repaid"))
    deleted, faded = repaid.after(said.number("keep-years")), begun.after(said.number("query-years"))
    months = {"begun": begun, "repaid": repaid, "deleted": deleted, "faded": faded}
    dates = {name: month.said(said["month"], said["months"]) for name, month in months.items()}
    return _Calendar(months, dates, begun.count // 12, deleted.count // 12 + 1)


def _draw(sheet: Sheet, said: Words) -> tuple[Row, ...]:
    calendar = _calendar(said)
    y = 2.0
    for name, bars in zip(_ROWS, (_query, _repaid, _unpaid), strict=True):
        part = said.part(name)
        y = sheet.words(part["head"], LEFT, y, RIGHT - LEFT, STRONG) + 6
        y = bars(sheet, part, calendar, y) + 24
    _years(sheet, calendar, y - 10)
    rows = []
    for name in _ROWS:
        part = said.part(name)
        rows.append(Row((part["head"], *(part[end].format(**calendar.dates) for end in ("from", "until"))), part.sources))
    return tuple(rows)


def _years(sheet: Sheet, calendar: _Calendar, y: float) -> None:
    sheet.run([(_START, y), (_END, y)], "base")
    for year in range(calendar.first, calendar.last + 1):
        x = calendar.at(year * 12)
        sheet.run([(x, y), (x, y + (6 if (year - calendar.first) % 2 == 0 else 4))], "base")
        if (year - calendar.first) % 2 == 0:
            align, at = ("start", LEFT) if x < 30 else ("end", RIGHT) if x > RIGHT - 20 else ("middle", x)
            sheet.line_of_words(str(year), at, y + 8, NOTE, align)


def _query(sheet: Sheet, part: Words, calendar: _Calendar, y: float) -> float:
    left, right = calendar.x("begun"), calendar.x("faded")
    sheet.rect(left, y, right - left, _BAR, "bar fig-felt", 4)
    sheet.words(part["inside"], left + 4, y + 6, right - left - 8, NOTE, align="middle")
    room = RIGHT - right - 12
    at = y + (_BAR - sheet.height([(part["note"], NOTE)], room)) / 2
    sheet.words(part["note"], right + 12, at, room, NOTE)
    return y + _BAR


def _repaid(sheet: Sheet, part: Words, calendar: _Calendar, y: float) -> float:
    begun, repaid, deleted = (calendar.x(month) for month in ("begun", "repaid", "deleted"))
    sheet.rect(begun, y, repaid - begun, _BAR, "bar fig-owed", 4)
    sheet.words(part["owed"], begun + 4, y + 6, repaid - begun - 8, NOTE, align="middle")
    sheet.rect(repaid, y, deleted - repaid, _BAR, "bar fig-kept", 4)
    sheet.words(part["kept"], repaid + 4, y + 6, deleted - repaid - 8, NOTE, align="middle")
    y += _BAR
    texts = [part[name].format(**calendar.dates) for name in ("starts", "ends")]
    room = 132.0
    sheet.run([(repaid, y + 3), (repaid, y + 12)], "flow")
    sheet.run([(deleted, y + 3), (deleted, y + 12)], "flow")
    at = max(LEFT, repaid - room / 2)
    bottom = sheet.words(texts[0], at, y + 14, room, NOTE, align="middle", even=True)
    return max(bottom, sheet.words(texts[1], RIGHT - room, y + 14, room, NOTE, align="end", even=True))


def _unpaid(sheet: Sheet, part: Words, calendar: _Calendar, y: float) -> float:
    begun = calendar.x("begun")
    sheet.rect(begun, y, _END - begun - 16, _BAR, "bar fig-owed", 4)
    arrow(sheet, [(_END - 14, y + _BAR / 2), (_END, y + _BAR / 2)])
    sheet.words(part["inside"], begun + 8, y + 6, _END - begun - 32, NOTE)
    return y + _BAR


FIGURE = Figure("record-life", _draw)
