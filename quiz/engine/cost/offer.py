"""An offer of credit as data: what was promised, what arrives, how it is repaid, what is charged besides.

It knows the words of the field; it must not know how a reader types them nor what they come to. Amounts are yuan, rates are
fractions, and the term counts months, or days where `Offer.unit` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Way(StrEnum):
    """How the principal comes back."""

    INSTALMENTS = "instalments"
    """等额本息 or 等额还款: the same amount every month."""
    EQUAL_PRINCIPAL = "equal-principal"
    """等额本金: the same part of the principal every month, and interest on the rest."""
    INTEREST_FIRST = "interest-first"
    """先息后本: interest every month, the principal at the end."""
    AT_END = "at-end"
    """到期一次还清: all of it in one sum."""


class Price(StrEnum):
    """How the price is stated."""

    PAYMENT = "payment"
    """In yuan: an instalment, a month's interest, or all that is repaid at the end, depending on the way."""
    ANNUAL = "annual-rate"
    MONTHLY = "monthly-rate"
    """月利率: of what is still owed."""
    FLAT = "flat-fee"
    """月费率: of the first principal, every month."""
    DAILY = "daily-rate"


class Unit(StrEnum):
    MONTHS = "months"
    DAYS = "days"


class When(StrEnum):
    """When a fee falls due."""

    DEDUCTED = "deducted"
    """From what is paid out: less arrives."""
    BEFORE = "before"
    """Before the loan is paid out, by the reader."""
    MONTHLY = "each-month"
    END = "end"
    RETURNED = "returned"
    """Money that comes back at the end (a deposit, a voucher): read as a fee below 0 that falls then."""


_RATES = (Price.ANNUAL, Price.MONTHLY, Price.DAILY)
PRICES: Mapping[Way, tuple[Price, ...]] = MappingProxyType(
    {
        Way.INSTALMENTS: (Price.PAYMENT, Price.FLAT, *_RATES),
        Way.EQUAL_PRINCIPAL: _RATES,
        Way.INTEREST_FIRST: (Price.PAYMENT, *_RATES),
        Way.AT_END: (Price.PAYMENT, *_RATES),
    }
)
"""How a price may be stated for each way of repaying."""

YEARS = (360, 365)
"""Days in the year by which a lender turns a daily rate into another, or a rate into the interest of some days."""


@dataclass(frozen=True, slots=True)
class Fee:
    """yuan: below 0 for money that comes back at the end."""

    yuan: float
    when: When


@dataclass(frozen=True, slots=True)
class Early:
    """All is repaid right after instalment (or month, or day) `after`, with a fee in yuan and as a share of what is then owed."""

    after: int
    fee: float = 0.0
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer, checked: whatever is made from it has positive amounts and a term within bounds.

    amount: the principal in the contract. received: what is paid out to the reader. value: yuan or a fraction, as `price` says.
    year: days in the lender's year. fees: those not deducted; what is deducted is the difference of amount and received.
    lender: who lends, as one of `marks.LENDERS`. lpr: one-year LPR as a fraction where the reader has looked it up.
    """

    amount: float
    received: float
    way: Way
    price: Price
    value: float
    term: int
    unit: Unit = Unit.MONTHS
    year: int = 365
    fees: tuple[Fee, ...] = ()
    early: Early | None = None
    lender: str = "unknown"
    lpr: float | None = None

    @property
    def withheld(self) -> float:
        """Yuan of the contract's principal that never arrived."""
        return self.amount - self.received

    def fee(self, when: When) -> float:
        """Yuan of all fees that fall at that time (each month: of one month)."""
        return sum(fee.yuan for fee in self.fees if fee.when is when)

    @property
    def in_hand(self) -> float:
        """Yuan the reader has more than before, once the money is there."""
        return self.received - self.fee(When.BEFORE)
