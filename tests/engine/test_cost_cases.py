"""Every row of part 8 of the fact sheet stands in the case file, to the second decimal. The tables are those of `test_cost`, worked
out on their own; the file itself is run by `test_cases`, in the browser too.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.engine.test_cost import DAILY_RATES, EQUAL_INSTALMENTS, FLAT_FEES

FILE = json.loads((Path(__file__).parents[1] / "cases" / "cost.json").read_text(encoding="utf-8"))
CASES: dict[str, Any] = {case["promise"]: case for case in FILE["cases"]}


def result(promise: str) -> dict[str, Any]:
    """What the case file says the one offer of a case comes to."""
    (offer,) = CASES[promise]["reply"]["reply"]["offers"]
    assert offer["problems"] == []
    found: dict[str, Any] = offer["result"]
    return found


@pytest.mark.parametrize(("fee", "months", "instalment", "total", "times_12", "nominal", "effective"), FLAT_FEES)
def test_8_1_flat_fees(
    fee: float, months: int, instalment: float, total: float, times_12: float, nominal: float, effective: float
) -> None:
    written = f"{fee:.1f}" if fee != 0.75 else "0.75"
    found = result(f"facts 8.1: a flat fee of {written} % a month over {months} months")
    assert (found["first"], found["cost"], found["nominal"], found["effective"]) == (instalment, total, nominal, effective)
    assert found["sounds"] == [{"code": "times-12", "percent": times_12}]


def test_8_1_the_money_really_in_hand() -> None:
    assert result("facts 8.1: a flat fee of 0.6 % a month over 12 months")["average"] == pytest.approx(5417, abs=0.5)


@pytest.mark.parametrize(("daily", "yuan", "times_360", "times_365", "compounded"), DAILY_RATES)
def test_8_2_daily_rates(daily: float, yuan: float, times_360: float, times_365: float, compounded: float) -> None:
    found = result(f"facts 8.2: {daily} % a day, for one day")
    assert (found["cost"], found["nominal"], found["effective"]) == (yuan, times_365, compounded)
    assert [sound["percent"] for sound in found["sounds"]] == [times_360, times_365]


def test_8_2_a_daily_rate_in_monthly_instalments_says_which_year_it_means() -> None:
    rates = {
        days: result(f"facts 8.2: 0.05 % a day in monthly instalments, a year of {days} days")["nominal"]
        for days in (360, 365)
    }
    assert rates == {360: 18.0, 365: 18.25}


@pytest.mark.parametrize(("nominal", "instalment", "interest"), EQUAL_INSTALMENTS)
def test_8_3_equal_instalments(nominal: float, instalment: float, interest: float) -> None:
    found = result(f"facts 8.3: equal instalments at {nominal} % a year")
    assert (found["first"], found["last"], found["interest"], found["nominal"]) == (
        instalment,
        instalment,
        interest,
        nominal,
    )


def test_8_3_the_readers_own_check() -> None:
    assert result("facts 8.3: the reader's own check, 945.60 a month is 24 %")["nominal"] == 24.0


@pytest.mark.parametrize("promise", ["nominal 12 % with 500 deducted", "the same, the 500 given as a fee"])
def test_8_4_a_fee_deducted(promise: str) -> None:
    found = result(f"facts 8.4: {promise}")
    assert (found["in_hand"], found["first"], found["nominal"], found["effective"]) == (9500, 888.49, 21.86, 24.18)


def test_8_4_a_guarantee_fee() -> None:
    found = result("facts 8.4: a guarantee fee of 1 % a month")
    assert (found["first"], found["nominal"]) == (988.49, 32.76)


def test_8_4_a_membership_paid_first() -> None:
    found = result("facts 8.4: a membership of 199 paid first")
    assert (found["nominal"], found["notes"]) == (67.28, ["pay-first"])


def test_8_4_interest_cut_from_the_head() -> None:
    found = result("facts 8.4: interest cut from the head of a loan")
    assert found["nominal"] == pytest.approx(135.2, abs=0.05)
    assert found["simple"]
    assert found["cost"] / found["in_hand"] * 100 == pytest.approx(11.11, abs=0.005)
