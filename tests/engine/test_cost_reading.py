"""What a reader types is read as meant or refused beside its field; whatever arrives, the door answers and nothing breaks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.cost.offer import Fee, Offer, Price, Unit, Way, When
from quiz.engine.cost.reading import MOST_FEES, read_offer
from quiz.engine.cost.typed import read_rate, read_term, read_yuan
from quiz.engine.errors import NumberError
from quiz.engine.protocol import Door
from tests.engine.strategies import anything

GOOD = {"amount": "10000", "value": "893.33", "term": "12"}


def problems(**typed: Any) -> dict[str, str]:
    """Field → code of what is wrong with the good offer after some changes."""
    found = read_offer({**GOOD, **typed})
    return {} if isinstance(found, Offer) else {problem.field: problem.code for problem in found}


def offer(**typed: Any) -> Offer:
    found = read_offer({**GOOD, **typed})
    assert isinstance(found, Offer), found
    return found


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("893.33", 893.33), ("893.33元", 893.33), ("¥1,200", 1200), ("１．２万", 12000), ("一万二", 12000), (" 500 ", 500)],
)
def test_yuan_are_read_as_people_write_them(typed: str, expected: float) -> None:
    assert read_yuan(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("13.03", 0.1303),
        ("13.03%", 0.1303),
        ("１２％", 0.12),
        ("万分之五", 0.0005),
        ("万分之6.5", 0.00065),
        ("千分之一", 0.001),
        ("0.5‰", 0.0005),
        ("百分之十二", 0.12),
        ("0", 0),
    ],
)
def test_rates_are_read_as_people_write_them(typed: str, expected: float) -> None:
    assert read_rate(typed) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("typed", "unit", "expected"),
    [
        ("12", "months", 12),
        ("12期", "months", 12),
        ("3个月", "months", 3),
        ("1年", "months", 12),
        ("两年", "months", 24),
        ("30天", "days", 30),
        ("7 days", "days", 7),
    ],
)
def test_terms_are_read_as_people_write_them(typed: str, unit: str, expected: int) -> None:
    assert read_term(typed, unit) == expected


@pytest.mark.parametrize(
    ("read", "typed", "code"),
    [
        (read_yuan, "0.6%", "percent-not-yuan"),
        (read_yuan, "万分之五", "percent-not-yuan"),
        (read_rate, "12元", "yuan-not-percent"),
        (read_rate, "每天5块", "yuan-not-percent"),
        (read_rate, "万分之", "empty"),
        (lambda text: read_term(text, "months"), "30天", "other-unit"),
        (lambda text: read_term(text, "days"), "3个月", "other-unit"),
        (lambda text: read_term(text, "days"), "1年", "other-unit"),
        (lambda text: read_term(text, "months"), "12.5", "not-whole"),
        (lambda text: read_term(text, "months"), "9" * 50, "too-long"),
    ],
)
def test_a_number_with_another_unit_is_refused_not_misread(read: Any, typed: str, code: str) -> None:
    with pytest.raises(NumberError) as refused:
        read(typed)
    assert refused.value.code == code


def test_a_year_and_a_half_is_eighteen_months() -> None:
    assert read_term("1.5年", "months") == 18


def test_only_what_is_needed_need_be_filled_in() -> None:
    found = offer()
    assert (found.received, found.way, found.price, found.unit, found.year) == (
        10_000,
        Way.INSTALMENTS,
        Price.PAYMENT,
        Unit.MONTHS,
        365,
    )
    assert (found.fees, found.early, found.lender, found.lpr) == ((), None, "unknown", None)


def test_an_empty_row_of_fees_is_no_fee() -> None:
    rows = [{"value": "", "in": "yuan", "when": "before"}, {"value": " ", "when": "end"}]
    assert offer(fees=rows).fees == ()


def test_money_that_comes_back_is_a_fee_below_nothing_at_the_end() -> None:
    assert offer(fees=[{"value": "500", "when": "returned"}]).fees == (Fee(-500, When.END),)


def test_what_is_deducted_lowers_what_arrives_and_may_be_given_twice() -> None:
    rows = [{"value": "5", "in": "percent", "when": "deducted"}]
    assert offer(fees=rows).received == 9500
    assert offer(fees=rows, received="9500").received == 9500
    assert problems(fees=rows, received="9400") == {"received": "not-what-is-left"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"amount": ""}, {"amount": "empty"}),
        ({"amount": "0"}, {"amount": "nothing"}),
        ({"amount": "-1"}, {"amount": "negative"}),
        ({"amount": "2e9"}, {"amount": "not-a-number"}),
        ({"amount": "20亿"}, {"amount": "too-large"}),
        ({"term": "0"}, {"term": "nothing"}),
        ({"term": "50.5"}, {"term": "not-whole"}),
        ({"term": "601"}, {"term": "too-large"}),
        ({"value": "800"}, {"value": "repays-too-little"}),
        ({"price": "annual-rate", "value": "1001"}, {"value": "rate-too-large"}),
        ({"fees": [{"value": "x"}]}, {"fees.1.value": "not-a-number"}),
        ({"fees": [{}, {"value": "5%", "when": "before"}]}, {"fees.2.value": "percent-not-yuan"}),
        ({"fees": [{"value": "-5"}]}, {"fees.1.value": "negative"}),
        ({"fees": [{"value": "5", "when": "someday"}]}, {"fees.1.when": "unknown-choice"}),
        ({"fees": [{}] * (MOST_FEES + 1)}, {"fees": "too-many"}),
        ({"early": {"after": "13"}}, {"early.after": "not-before-end"}),
        ({"early": {"after": "3", "fee": "x"}}, {"early.fee": "not-a-number"}),
        ({"lender": "private", "lpr": "abc"}, {"lpr": "not-a-number"}),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(typed: dict[str, Any], expected: dict[str, str]) -> None:
    assert problems(**typed) == expected


def test_every_problem_comes_at_once_and_one_a_field() -> None:
    found = read_offer(
        {"amount": 7, "received": "x", "value": "-1", "term": "x", "fees": [{"value": "?"}], "early": {"after": "x"}}
    )
    assert not isinstance(found, Offer)
    fields = [problem.field for problem in found]
    assert sorted(fields) == ["amount", "early.after", "fees.1.value", "received", "term", "value"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | anything,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
numbers = st.sampled_from(
    ["", "0", "1", "-1", "12", "9.99", "1e5", "10000", "万", "1万", "٣", "%", "5%", "∞", "nan", "0.0001", "9" * 39, "30天"]
)
typed = numbers | anything
typed_offers = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(["amount", "received", "value", "term", "lpr"], typed),
        "way": st.sampled_from([*(way.value for way in Way), "", "x"]),
        "price": st.sampled_from([*(price.value for price in Price), "", "x"]),
        "unit": st.sampled_from(["months", "days", "weeks"]),
        "year": st.sampled_from(["360", "365", "0"]),
        "lender": st.sampled_from(["bank", "private", ""]),
        "fees": st.lists(st.fixed_dictionaries({"value": typed, "in": st.sampled_from(["yuan", "percent"]), "when": st.sampled_from(["deducted", "before", "each-month", "end", "returned"])}), max_size=3),
        "early": st.fixed_dictionaries({"after": typed, "fee": typed, "in": st.sampled_from(["yuan", "percent"])}),
    },
)  # fmt: skip


def answered(request: Any) -> dict[str, Any]:
    """The reply, which is strict JSON and never a fault inside."""

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    reply: dict[str, Any] = json.loads(Door().handle(json.dumps(request)), parse_constant=refuse)
    assert reply.get("error", {}).get("code") != "engine-fault", reply
    return reply


@given(json_values)
def test_whatever_stands_where_the_offers_should_the_door_answers(offers: object) -> None:
    answered({"op": "cost", "offers": offers})


@given(
    st.dictionaries(
        st.sampled_from(
            ["amount", "received", "value", "term", "way", "price", "unit", "year", "fees", "early", "lender", "lpr"]
        ),
        json_values,
    )
)
def test_whatever_stands_in_an_offer_the_door_answers(table: dict[str, Any]) -> None:
    assert answered({"op": "cost", "offers": [table]})["ok"]


@given(st.lists(typed_offers, min_size=1, max_size=2))
def test_whatever_is_typed_each_offer_has_problems_or_a_result(tables: list[dict[str, Any]]) -> None:
    reply = answered({"op": "cost", "offers": tables})["reply"]
    assert len(reply["offers"]) == len(tables)
    for told in reply["offers"]:
        assert bool(told["problems"]) != ("result" in told)
    worked = [told for told in reply["offers"] if "result" in told]
    assert (reply["comparison"] is not None) == (len(worked) == 2)


@given(
    st.fixed_dictionaries(
        {
            "amount": st.sampled_from(["0.01", "1", "10000", "10亿"]),
            "received": st.sampled_from(["", "0.01", "1", "5000"]),
            "way": st.sampled_from([way.value for way in Way]),
            "price": st.sampled_from([price.value for price in Price]),
            "value": st.sampled_from(["0", "0.01", "1", "9.9", "100", "1000", "10亿"]),
            "term": st.sampled_from(["1", "2", "12", "600", "3660"]),
            "unit": st.sampled_from([unit.value for unit in Unit]),
            "fees": st.lists(st.fixed_dictionaries({"value": st.sampled_from(["0", "0.01", "1000000", "999999"]), "when": st.sampled_from(["deducted", "before", "each-month", "end", "returned"])}), max_size=2),
            "early": st.fixed_dictionaries({"after": st.sampled_from(["", "1", "11"]), "fee": st.sampled_from(["", "1000000"])}),
        }
    )
)  # fmt: skip
def test_amounts_at_the_edge_of_sense_are_worked_out_or_refused(table: dict[str, Any]) -> None:
    assert answered({"op": "cost", "offers": [table]})["ok"]
