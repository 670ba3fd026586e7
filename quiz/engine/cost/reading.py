"""Reads an offer as the page sends it, field by field, and collects every problem instead of stopping at the first.

It knows what may be typed where and what fits together; it must not know words, results or marks. Each problem names its field
(``amount``, ``fees.2.value``, ``early.after``) and a code; what is wrong in the form itself is a problem too, never an exception.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as having
from typing import Any, TypeVar

from quiz.engine.cost.marks import LENDERS
from quiz.engine.cost.offer import PRICES, YEARS, Early, Fee, Offer, Price, Unit, Way, When
from quiz.engine.cost.rates import MOST_PERIODS
from quiz.engine.cost.typed import read_rate, read_term, read_yuan
from quiz.engine.errors import Detail, NumberError

MOST_YUAN = 1e9
MOST_FEES = 8
MOST_DAYS = 3660
MOST_RATE: Mapping[Price, float] = {Price.ANNUAL: 10.0, Price.MONTHLY: 1.0, Price.FLAT: 1.0, Price.DAILY: 0.1}
"""More is a slip of the pen."""
_CENT = 0.005

Choice = TypeVar("Choice", Way, Price, Unit, When)


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps an offer from being worked out, beside the field where it can be mended."""

    field: str
    code: str
    details: Mapping[str, Detail] = having(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        return {"field": self.field, "code": self.code, "details": dict(self.details)}


def read_offer(table: Mapping[str, object]) -> Offer | tuple[Problem, ...]:
    """The offer in a table of strings (see `quiz.engine.operations.cost`), or every problem with it, one a field."""
    reader = _Reader(table)
    offer = reader.read()
    return tuple(reader.problems) if reader.problems or offer is None else offer


class _Reader:
    def __init__(self, table: Mapping[str, object]) -> None:
        self.table = table
        self.problems: list[Problem] = []

    def note(self, field: str, code: str, **details: Detail) -> None:
        if field not in {
            problem.field for problem in self.problems
        }:  # the first thing wrong with a field is the one to mend
            self.problems.append(Problem(field, code, details))

    def read(self) -> Offer | None:
        way = self.choice(Way, "way", Way.INSTALMENTS)
        price = self.choice(Price, "price", Price.PAYMENT)
        if price not in PRICES[way]:
            self.note("price", "price-of-way")
            return None
        unit = self.choice(Unit, "unit", Unit.MONTHS)
        if way is not Way.AT_END:
            unit = Unit.MONTHS
        amount = self.yuan("amount")
        term = self.term("term", unit)
        value = self.yuan("value") if price is Price.PAYMENT else self.rate("value", MOST_RATE[price])
        fees = self.fees(amount or 0.0, unit)
        received = self.received(amount, fees)
        early = self.early(term, unit)
        year = self.year()
        lender = self.text("lender") or "unknown"
        if lender not in LENDERS:
            self.note("lender", "unknown-choice")
        lpr = self.rate("lpr", 1.0) if self.text("lpr") else None
        if self.problems or amount is None or term is None or value is None or received is None:
            return None
        rest = tuple(fee for fee in fees if fee.when is not When.DEDUCTED)
        offer = Offer(amount, received, way, price, value, term, unit, year, rest, early, lender, lpr)
        return offer if self.fits(offer) else None

    def fits(self, offer: Offer) -> bool:
        """Whether the parts of the offer make sense together."""
        if offer.in_hand < _CENT:
            paid_first = offer.fee(When.BEFORE) > 0
            self.note("fees" if paid_first else "received", "nothing-left")
            return False
        if offer.price is Price.PAYMENT and offer.way in (Way.INSTALMENTS, Way.AT_END):
            count = offer.term if offer.way is Way.INSTALMENTS else 1
            if offer.value * count < offer.amount - _CENT * count:
                self.note("value", "repays-too-little", repaid=offer.value * count, amount=offer.amount, count=count)
                return False
        return True

    def text(self, name: str, table: Mapping[str, object] | None = None, field: str = "") -> str:
        """What is typed in a field, without the space around it; "" where nothing is."""
        value = (self.table if table is None else table).get(name, "")
        if not isinstance(value, str):
            self.note(field or name, "not-text")
            return ""
        return value.strip()

    def choice(self, kind: type[Choice], name: str, otherwise: Choice, table: Any = None, field: str = "") -> Choice:
        value = self.text(name, table, field)
        if not value:
            return otherwise
        if value not in {each.value for each in kind}:
            self.note(field or name, "unknown-choice")
            return otherwise
        return kind(value)

    def number(self, field: str, text: str, read: Callable[[str], float], most: float) -> float | None:
        """A number within bounds, or None after noting why. A rate's bound is told in percent."""
        try:
            value = read(text)
        except NumberError as error:
            self.note(field, error.code, **error.details)
            return None
        if value < 0:
            self.note(field, "negative")
            return None
        if value > most:
            if read is read_rate:
                self.note(field, "rate-too-large", most=most * 100)
            else:
                self.note(field, "too-large", most=most)
            return None
        return value

    def yuan(self, name: str) -> float | None:
        value = self.number(name, self.text(name), read_yuan, MOST_YUAN)
        if value is not None and value < _CENT:
            self.note(name, "nothing")
            return None
        return value

    def rate(self, name: str, most: float) -> float | None:
        return self.number(name, self.text(name), read_rate, most)

    def term(self, name: str, unit: Unit) -> int | None:
        most = MOST_DAYS if unit is Unit.DAYS else MOST_PERIODS
        value = self.number(name, self.text(name), lambda text: read_term(text, unit), most)
        if value == 0:
            self.note(name, "nothing")
            return None
        return None if value is None else int(value)

    def year(self) -> int:
        text = self.text("year") or "365"
        if text not in map(str, YEARS):
            self.note("year", "unknown-choice")
        return int(text) if text in map(str, YEARS) else 365

    def received(self, amount: float | None, fees: tuple[Fee, ...]) -> float | None:
        """What arrives: as typed, or the amount less what is deducted. Both may be given when they agree."""
        deducted = sum(fee.yuan for fee in fees if fee.when is When.DEDUCTED)
        if not self.text("received"):
            return None if amount is None else amount - deducted
        received = self.yuan("received")
        if amount is None or received is None:
            return received
        if received > amount + _CENT:
            self.note("received", "more-than-amount", amount=amount)
        elif deducted and abs(amount - deducted - received) > _CENT:
            self.note("received", "not-what-is-left", left=amount - deducted)
        return received

    def fees(self, amount: float, unit: Unit) -> tuple[Fee, ...]:
        rows = self.table.get("fees", [])
        if not isinstance(rows, list) or len(rows) > MOST_FEES:
            self.note("fees", "too-many" if isinstance(rows, list) else "not-a-list", most=MOST_FEES)
            return ()
        found = []
        for number, row in enumerate(rows, 1):
            place = f"fees.{number}"
            if not isinstance(row, Mapping):
                self.note(place, "not-a-list")
                continue
            text = self.text("value", row, f"{place}.value")
            when = self.choice(When, "when", When.DEDUCTED, row, f"{place}.when")
            if not text:
                continue
            if when is When.MONTHLY and unit is Unit.DAYS:
                self.note(f"{place}.when", "no-months")
            yuan = self.share_or_yuan(text, row, f"{place}.value", amount)
            if yuan is not None:
                found.append(Fee(-yuan, When.END) if when is When.RETURNED else Fee(yuan, when))
        return tuple(found)

    def share_or_yuan(self, text: str, row: Mapping[str, object], field: str, amount: float) -> float | None:
        """Yuan, or a share of `amount` where the row says ``"in": "percent"``."""
        if self.text("in", row, field) == "percent":
            share = self.number(field, text, read_rate, 10.0)
            return None if share is None else share * amount
        return self.number(field, text, read_yuan, MOST_YUAN)

    def early(self, term: int | None, unit: Unit) -> Early | None:
        row = self.table.get("early", {})
        if not isinstance(row, Mapping):
            self.note("early", "not-a-list")
            return None
        after, fee = self.text("after", row, "early.after"), self.text("fee", row, "early.fee")
        if not after:
            if fee:
                self.note("early.after", "empty")
            return None
        count = self.number("early.after", after, lambda text: read_term(text, unit), MOST_DAYS)
        if count is not None and term == 1:
            self.note("early.after", "only-one")
        elif count is not None and term is not None and not 1 <= count < term:
            self.note("early.after", "not-before-end", most=term - 1)
        share = self.share_or_yuan(fee, row, "early.fee", 1.0) if fee else 0.0
        if count is None or share is None:
            return None
        in_percent = self.text("in", row, "early.fee") == "percent"
        return Early(int(count), 0.0 if in_percent else share, share if in_percent else 0.0)
