"""The engine's sums agree with the fact sheet to the second decimal, and with one another for any loan.

The tables are those of part 8 of the fact sheet, worked out there on their own: a loan of 10,000 yuan, rates in percent.
"""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quiz.engine import cost
from quiz.engine.cost import sums
from quiz.engine.errors import CostError

LOAN = 10_000
CENT = 0.005 + 1e-9
"""Half of the second decimal: as near as a rounded number can be."""

# fee % a month, months, instalment, total fee, fee × 12, nominal %, effective %
FLAT_FEES = [
    (0.3, 12, 863.33, 360, 3.6, 6.58, 6.78),
    (0.5, 12, 883.33, 600, 6.0, 10.90, 11.46),
    (0.6, 3, 3393.33, 180, 7.2, 10.77, 11.32),
    (0.6, 6, 1726.67, 360, 7.2, 12.24, 12.95),
    (0.6, 12, 893.33, 720, 7.2, 13.03, 13.84),
    (0.6, 24, 476.67, 1440, 7.2, 13.27, 14.10),
    (0.6, 36, 337.78, 2160, 7.2, 13.17, 14.00),
    (0.75, 12, 908.33, 900, 9.0, 16.22, 17.48),
    (1.0, 12, 933.33, 1200, 12.0, 21.46, 23.70),
    (1.5, 12, 983.33, 1800, 18.0, 31.72, 36.76),
]
# % a day, yuan a day on 10,000, × 360, × 365, compounded daily
DAILY_RATES = [
    (0.02, 2, 7.2, 7.30, 7.57),
    (0.03, 3, 10.8, 10.95, 11.57),
    (0.05, 5, 18.0, 18.25, 20.02),
    (0.065, 6.5, 23.4, 23.73, 26.77),
    (0.1, 10, 36.0, 36.5, 44.03),
]
# nominal %, instalment, total interest
EQUAL_INSTALMENTS = [(12, 888.49, 661.85), (18, 916.80, 1001.60), (24, 945.60, 1347.15), (36, 1004.62, 2055.45)]


def near(value: float) -> object:
    return pytest.approx(value, abs=CENT, rel=0)


@pytest.mark.parametrize(("fee", "months", "instalment", "total", "times_12", "nominal", "effective"), FLAT_FEES)
def test_table_8_1_what_a_flat_monthly_fee_really_is(
    fee: float, months: int, instalment: float, total: float, times_12: float, nominal: float, effective: float
) -> None:
    paid = cost.flat_fee_instalment(LOAN, fee / 100, months)
    assert paid == near(instalment)
    assert paid * months - LOAN == near(total)
    assert cost.nominal_annual(fee) == near(times_12)
    assert cost.flat_fee_nominal_rate(fee / 100, months) * 100 == near(nominal)
    assert cost.flat_fee_effective_rate(fee / 100, months) * 100 == near(effective)


def test_text_8_1_the_rule_of_thumb_lies_slightly_above_the_exact_rate() -> None:
    assert cost.flat_fee_monthly_rate(0.006, 12) * 100 == pytest.approx(1.0862, abs=0.00005)
    held = sum(LOAN * (12 - month) / 12 for month in range(12)) / 12
    assert held == pytest.approx(5417, abs=0.5)
    assert cost.flat_fee_nominal_rate(0.006, 12) / 0.072 == near(1.81)
    thumb = 2 * 12 / 13 * 7.2
    assert thumb == near(13.29)
    assert thumb > cost.flat_fee_nominal_rate(0.006, 12) * 100


@pytest.mark.parametrize(("daily", "yuan", "times_360", "times_365", "compounded"), DAILY_RATES)
def test_table_8_2_what_a_daily_rate_is_in_a_year(
    daily: float, yuan: float, times_360: float, times_365: float, compounded: float
) -> None:
    assert LOAN * daily / 100 == near(yuan)
    assert cost.daily_rate_to_annual(daily, 360) == near(times_360)
    assert cost.daily_rate_to_annual(daily, 365) == near(times_365)
    grown = 1 / cost.present_value(daily / 100, [0] * 364 + [1])
    assert (grown - 1) * 100 == near(compounded)


@pytest.mark.parametrize(("nominal", "instalment", "interest"), EQUAL_INSTALMENTS)
def test_table_8_3_what_equal_instalments_cost_over_twelve_months(
    nominal: float, instalment: float, interest: float
) -> None:
    paid = cost.equal_instalment(LOAN, nominal / 100, 12)
    assert paid == near(instalment)
    assert paid * 12 - LOAN == near(interest)


def test_part_8_4_a_fee_deducted_before_paying_out_raises_the_rate() -> None:
    rate = cost.monthly_rate(LOAN - 500, [cost.equal_instalment(LOAN, 0.12, 12)] * 12)
    assert cost.nominal_annual(rate) * 100 == near(21.86)
    assert cost.effective_annual(rate) * 100 == near(24.18)


def test_part_8_4_a_guarantee_fee_a_month_raises_the_rate() -> None:
    paid = cost.equal_instalment(LOAN, 0.12, 12) + LOAN * 0.01
    assert paid == near(988.49)
    assert cost.nominal_annual(cost.monthly_rate(LOAN, [paid] * 12)) * 100 == near(32.76)


def test_part_8_4_a_membership_paid_first_raises_the_rate() -> None:
    rate = cost.monthly_rate(3000 - 199, [cost.equal_instalment(3000, 0.24, 3)] * 3)
    assert cost.nominal_annual(rate) * 100 == near(67.28)


def test_part_8_4_interest_cut_from_the_head_of_a_loan() -> None:
    period = cost.monthly_rate(9000, [10_000])
    assert period * 100 == near(11.11)
    assert cost.daily_rate_to_annual(period / 30, 365) * 100 == pytest.approx(135.2, abs=0.05)


@pytest.mark.parametrize(
    ("function", "arguments", "expected"),
    [
        ("flat_fee_nominal_rate", {"monthly_fee": 0.006, "periods": 12}, (13.03, "percent")),
        ("flat_fee_effective_rate", {"monthly_fee": 0.006, "periods": 12}, (13.84, "percent")),
        ("flat_fee_instalment", {"principal": LOAN, "monthly_fee": 0.006, "periods": 12}, (893.33, "yuan")),
        ("equal_instalment", {"principal": LOAN, "nominal_rate": 0.24, "periods": 12}, (945.6, "yuan")),
        ("daily_rate_to_annual", {"daily_rate": 0.00065, "days_in_year": 365}, (23.73, "percent")),
        ("flat_fee_nominal_rate", {"monthly_fee": 0.006, "periods": 12.0}, (13.03, "percent")),
        ("flat_fee_total", {"principal": LOAN, "monthly_fee": 0.006, "periods": 12}, (720, "yuan")),
        ("average_held", {"principal": LOAN, "periods": 12}, (5416.67, "yuan")),
        ("simple_interest", {"principal": LOAN, "daily_rate": 0.0005, "days": 30}, (150, "yuan")),
        ("one_payment_rate", {"received": 9000, "repaid": LOAN, "days": 30}, (135.19, "percent")),
        ("times_rate", {"rate": 0.03, "times": 4}, (12, "percent")),
        ("total_paid", {"instalment": 893.33, "periods": 12}, (10_719.96, "yuan")),
        ("together", {"one": 888.49, "other": 100}, (988.49, "yuan")),
        ("difference", {"more": 893.33, "less": 888.49}, (4.84, "yuan")),
    ],
)
def test_an_item_gets_the_number_a_reader_sees(
    function: str, arguments: dict[str, float], expected: tuple[float, str]
) -> None:
    assert cost.answer(function, arguments) == expected


rates = st.floats(-0.5, 2)
cash_flows = st.lists(st.floats(0, 1e6), min_size=1, max_size=60).filter(lambda flow: sum(flow) > 1)
fees = st.floats(0, 0.1)
months = st.integers(1, 60)


@given(rates, cash_flows)
def test_the_rate_that_made_the_present_value_is_found_again(rate: float, instalments: list[float]) -> None:
    assert cost.monthly_rate(cost.present_value(rate, instalments), instalments) == pytest.approx(rate, abs=1e-9)


@given(st.floats(1, 1e7), st.floats(0, 3), months)
def test_the_rate_that_made_equal_instalments_is_found_again(principal: float, nominal: float, periods: int) -> None:
    assume(nominal == 0 or nominal > 1e-6)
    paid = cost.equal_instalment(principal, nominal, periods)
    assert cost.nominal_annual(cost.monthly_rate(principal, [paid] * periods)) == pytest.approx(nominal, abs=1e-6)


@given(fees, fees, months)
def test_a_higher_fee_is_a_higher_rate(fee: float, other: float, periods: int) -> None:
    low, high = sorted((fee, other))
    assume(high - low > 1e-9)
    assert cost.flat_fee_nominal_rate(low, periods) < cost.flat_fee_nominal_rate(high, periods)


@given(fees, st.integers(2, 60))
def test_a_flat_fee_always_costs_more_than_it_sounds(fee: float, periods: int) -> None:
    assert cost.flat_fee_nominal_rate(fee, periods) >= 12 * fee - 1e-9


@given(rates.filter(lambda rate: rate >= 0))
def test_compounding_never_makes_a_rate_smaller(rate: float) -> None:
    assert cost.effective_annual(rate) >= cost.nominal_annual(rate) - 1e-9


@given(st.floats(1, 1e6), st.floats(0.01, 0.9), st.floats(0, 1), months)
def test_receiving_less_for_the_same_instalments_is_a_higher_rate(
    principal: float, deducted: float, nominal: float, periods: int
) -> None:
    instalments = [cost.equal_instalment(principal, round(nominal, 4), periods)] * periods
    assert cost.monthly_rate(principal * (1 - deducted), instalments) > cost.monthly_rate(principal, instalments)


@given(st.floats(1, 1e6), fees, months)
def test_a_flat_fee_is_what_the_instalments_pay_beyond_the_principal(principal: float, fee: float, periods: int) -> None:
    paid = sums.total_paid(cost.flat_fee_instalment(principal, fee, periods), periods)
    assert sums.difference(paid, principal) == pytest.approx(sums.flat_fee_total(principal, fee, periods), abs=1e-4)


@given(st.floats(1, 1e6), months)
def test_the_average_held_is_the_mean_of_what_is_owed_each_month(principal: float, periods: int) -> None:
    owed = [principal * (periods - month) / periods for month in range(periods)]
    assert sums.average_held(principal, periods) == pytest.approx(sum(owed) / periods)


@given(st.floats(1, 1e6), st.floats(0, 0.01), st.integers(1, 365))
def test_interest_paid_at_the_end_is_the_daily_rate_over_a_year(principal: float, daily: float, days: int) -> None:
    repaid = sums.together(principal, sums.simple_interest(principal, daily, days))
    rate = sums.one_payment_rate(principal, repaid, days)
    assert rate == pytest.approx(cost.daily_rate_to_annual(daily, 365), abs=1e-7)


def test_a_loan_without_interest_is_its_principal_in_equal_parts() -> None:
    assert cost.equal_instalment(1200, 0, 12) == 100
    assert cost.monthly_rate(1200, [100] * 12) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("received", "instalments", "code"),
    [
        (0, [100], "nothing-received"),
        (-1, [100], "nothing-received"),
        (100, [], "nothing-repaid"),
        (100, [0, 0], "nothing-repaid"),
        (100, [200, -1], "negative-instalment"),
        (1000, [1], "no-rate"),
        (1e-9, [1e9], "no-rate"),
    ],
)
def test_amounts_that_have_no_rate_say_why(received: float, instalments: list[float], code: str) -> None:
    with pytest.raises(CostError) as refused:
        cost.monthly_rate(received, instalments)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("function", "arguments", "code"),
    [
        ("guess", {}, "unknown-function"),
        ("equal_instalment", {"principal": 1}, "wrong-arguments"),
        ("equal_instalment", {"principal": 1, "nominal_rate": 0, "periods": 1, "fee": 2}, "wrong-arguments"),
        ("equal_instalment", {"principal": "1", "nominal_rate": 0.1, "periods": 1}, "wrong-arguments"),
        ("equal_instalment", {"principal": 1, "nominal_rate": 0, "periods": 0}, "no-periods"),
        ("flat_fee_instalment", {"principal": 1, "monthly_fee": 0, "periods": -3}, "no-periods"),
        ("flat_fee_nominal_rate", {"monthly_fee": 0.006, "periods": 0}, "no-periods"),
        ("flat_fee_nominal_rate", {"monthly_fee": -1, "periods": 12}, "negative-instalment"),
    ],
)
def test_a_computed_key_that_cannot_be_computed_says_why(function: str, arguments: dict[str, float], code: str) -> None:
    with pytest.raises(CostError) as refused:
        cost.answer(function, arguments)
    assert refused.value.code == code
