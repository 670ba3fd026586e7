"""Whatever the offer: its books balance, the rate it was made with is found again, and charging more never makes it look cheaper."""

from __future__ import annotations

import dataclasses
import json
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.cost.comparison import compare
from quiz.engine.cost.offer import PRICES, YEARS, Early, Fee, Offer, Price, Unit, Way, When
from quiz.engine.cost.reading import MOST_RATE
from quiz.engine.cost.result import Result, as_data, ticks, work_out, work_out_early
from quiz.engine.protocol import Door

amounts = st.floats(100, 1e7).map(lambda value: round(value, 2))
terms = st.integers(1, 60)
A_YEAR = {Price.ANNUAL: 1.0, Price.MONTHLY: 12.0}


@st.composite
def offers(draw: st.DrawFn, *, fees: bool = True, rates_only: bool = False) -> Offer:
    way = draw(st.sampled_from(Way))
    price = draw(
        st.sampled_from([each for each in PRICES[way] if not rates_only or each not in (Price.PAYMENT, Price.FLAT)])
    )
    amount, term = draw(amounts), draw(terms)
    unit = draw(st.sampled_from(Unit)) if way is Way.AT_END else Unit.MONTHS
    value = draw(st.floats(0, MOST_RATE[price] / 10)) if price is not Price.PAYMENT else 0.0
    if price is Price.PAYMENT:
        least = {Way.INSTALMENTS: amount / term, Way.AT_END: amount}.get(way, 0.01)
        value = least * draw(st.floats(1, 1.5))
    received, charged = amount, []
    if fees:
        received = amount * draw(st.sampled_from([1, 1, 0.95, 0.5]))
        times = [
            when
            for when in When
            if when not in (When.DEDUCTED, When.RETURNED) and (unit is Unit.MONTHS or when is not When.MONTHLY)
        ]
        charged = draw(st.lists(st.builds(Fee, st.floats(0, amount / 100), st.sampled_from(times)), max_size=3))
    early = Early(draw(st.integers(1, term - 1)), draw(st.floats(0, 100)), draw(st.floats(0, 0.1))) if term > 1 else None
    return Offer(amount, received, way, price, value, term, unit, draw(st.sampled_from(YEARS)), tuple(charged), early)


@given(offers())
def test_the_books_balance(offer: Offer) -> None:
    whole = work_out(offer)
    for result in (whole, work_out_early(whole)):
        if result is None:
            continue
        near = pytest.approx
        size = offer.amount * 1e-9
        assert sum(row.principal for row in result.rows) == near(offer.amount, abs=size)
        assert result.cost == near(sum(row.payment for row in result.rows) - offer.received, abs=size * 10)
        assert result.rows[-1].balance == 0
        assert [row.period for row in result.rows] == sorted({row.period for row in result.rows})
        assert 0 <= result.average_in_hand <= offer.in_hand + size
        for before, row in pairwise(result.rows):
            assert row.payment == near(row.interest + row.principal + row.fees, abs=size)
            assert row.balance == near(before.balance - row.principal, abs=size)


@given(offers(fees=False, rates_only=True))
def test_without_fees_the_rate_in_the_contract_is_the_rate_that_is_found(offer: Offer) -> None:
    rates = work_out(offer).rates
    stated = offer.value * A_YEAR.get(offer.price, offer.year)
    if offer.unit is Unit.DAYS:
        stated *= 365 / offer.year  # a rate a year is turned into days by the lender's year, and back by ours
    assert rates.nominal == pytest.approx(stated, abs=1e-7)


@given(offers(), st.floats(0.001, 0.1), st.sampled_from([When.DEDUCTED, When.BEFORE, When.MONTHLY, When.END]))
def test_any_fee_more_costs_more_and_never_lowers_the_rate(offer: Offer, share: float, when: When) -> None:
    if (when is When.MONTHLY and offer.unit is Unit.DAYS) or offer.received < offer.amount / 2:
        return
    fee = share * offer.amount
    if when is When.DEDUCTED:
        dearer = dataclasses.replace(offer, received=offer.received - fee)
    else:
        dearer = dataclasses.replace(offer, fees=(*offer.fees, Fee(fee, when)))
    before, after = work_out(offer), work_out(dearer)
    assert after.cost > before.cost
    if before.rates.nominal is not None and after.rates.nominal is not None and before.rates.simple == after.rates.simple:
        assert after.rates.nominal > before.rates.nominal - 1e-12


@given(offers())
def test_compounding_never_makes_a_rate_smaller_within_the_year(offer: Offer) -> None:
    rates = work_out(offer).rates
    if rates.nominal is None or rates.effective is None:
        return
    within = offer.term <= (365 if offer.unit is Unit.DAYS else 12)
    if not rates.simple or within:
        assert rates.effective >= rates.nominal - 1e-9


@given(offers(fees=False))
def test_an_early_repayment_without_a_fee_never_costs_more(offer: Offer) -> None:
    early = work_out_early(work_out(dataclasses.replace(offer, early=Early(1)))) if offer.term > 1 else None
    if early is not None:
        assert early.cost <= work_out(offer).cost + offer.amount * 1e-9


@given(offers(), offers())
def test_two_offers_compare_the_same_from_either_side(one: Offer, other: Offer) -> None:
    turned = {"a": "b", "b": "a", "same": "same", "unknown": "unknown"}
    there, back = compare(work_out(one), work_out(other)), compare(work_out(other), work_out(one))
    assert (turned[there["yuan"]], turned[there["rate"]]) == (back["yuan"], back["rate"])
    assert (there["yuan_less"], there["points_less"], there["differ"]) == (
        back["yuan_less"],
        back["points_less"],
        back["differ"],
    )


@given(offers())
def test_an_offer_is_like_itself(offer: Offer) -> None:
    found = compare(work_out(offer), work_out(offer))
    assert (found["yuan"], found["differ"]) == ("same", [])
    assert found["rate"] in ("same", "unknown")


def test_thirty_days_and_one_month_are_the_same_term() -> None:
    month = work_out(Offer(1000, 1000, Way.AT_END, Price.PAYMENT, 1020, 1))
    days = work_out(Offer(1000, 1000, Way.AT_END, Price.PAYMENT, 1010, 30, Unit.DAYS))
    assert compare(month, days)["differ"] == []
    assert compare(month, days)["yuan"] == "b"


@given(offers())
def test_the_data_is_strict_json_and_each_number_has_two_decimals(offer: Offer) -> None:
    whole = work_out(offer)

    def two(number: str) -> float:
        assert len(number.partition(".")[2]) <= 2 or "e" in number, number
        return float(number)

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    text = json.dumps(as_data(whole, work_out_early(whole)))
    assert "-0.0," not in text
    json.loads(text, parse_float=two, parse_constant=refuse)


@given(st.floats(0, 1e10))
def test_an_axis_starts_at_nothing_and_reaches_the_highest_point_in_a_few_even_steps(highest: float) -> None:
    marks = ticks(highest)
    assert marks[0] == 0
    assert marks[-1] >= highest * (1 - 1e-6)
    assert 2 <= len(marks) <= 8
    assert all(two - one == pytest.approx(marks[1]) for one, two in pairwise(marks))


def asked(offer: dict[str, object]) -> float:
    """Milliseconds a reply takes, the best of five."""
    request, door, best = json.dumps({"op": "cost", "offers": [offer]}), Door(), 1e9
    for _ in range(5):
        started = time.perf_counter()
        assert json.loads(door.handle(request))["reply"]["offers"][0]["problems"] == []
        best = min(best, (time.perf_counter() - started) * 1000)
    return best


def test_a_reply_takes_less_than_five_milliseconds() -> None:
    fees = [{"value": "1", "in": "percent", "when": when.value} for when in When]
    assert asked({"amount": "200000", "value": "8000", "term": "36", "fees": fees, "early": {"after": "12"}}) < 5


def result(**changes: object) -> Result:
    offer = Offer(10_000, 10_000, Way.INSTALMENTS, Price.FLAT, 0.006, 12)
    return work_out(dataclasses.replace(offer, **changes))  # type: ignore[arg-type]


def test_a_flat_fee_repaid_early_gets_cheaper_only_where_the_rest_of_the_fee_is_waived() -> None:
    waived = work_out_early(result(early=Early(6)))
    charged = work_out_early(result(early=Early(6, fee=6 * 60)))
    assert waived is not None
    assert charged is not None
    assert waived.rows[-1].payment == pytest.approx(10_000 / 12 + 60 + 5000)
    assert waived.rates.nominal is not None
    assert charged.rates.nominal is not None
    assert waived.rates.nominal < 0.1303 < charged.rates.nominal
    assert charged.cost == pytest.approx(720)


def test_instalments_no_rate_explains_are_split_evenly() -> None:
    found = work_out(Offer(0.01, 0.01, Way.INSTALMENTS, Price.PAYMENT, 1e9, 2))
    assert found.rates.code == "no-rate"
    assert [row.principal for row in found.rows] == [0, 0.005, 0.005]
