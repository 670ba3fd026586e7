"""An offer meets the marks whose scope fits its lender, and stands on the right side of each."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.bank import Bank, dump_bank, load_bank
from quiz.engine.cost.marks import LENDERS, MEASURES, Marks, RateMark, dump_marks, load_marks, met, read_mark
from quiz.engine.cost.offer import Offer, Price, Way
from quiz.engine.cost.result import work_out
from quiz.engine.errors import BankError
from quiz.engine.fields import Fields

GOOD: dict[str, Any] = {"id": "micro-24", "lenders": ["micro"], "percent": 24}
MARKS = Marks(
    3.0,
    (
        RateMark("facilitated-24", ("facilitated",), percent=24.0),
        RateMark("private-lpr", ("private",), times_lpr=4.0),
        RateMark("withheld", LENDERS, withheld=True),
    ),
)

lenders = st.lists(st.sampled_from(LENDERS), min_size=1, unique=True).map(tuple)
rates = st.floats(0.01, 1000)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5).filter(str.strip)
marks = st.one_of(
    st.builds(RateMark, names, lenders, percent=rates),
    st.builds(RateMark, names, lenders, times_lpr=rates),
    st.builds(RateMark, names, lenders, withheld=st.just(value=True)),
)


def offer(nominal: float, lender: str, received: float = 10_000, lpr: float | None = None) -> Offer:
    return Offer(10_000, received, Way.INSTALMENTS, Price.ANNUAL, nominal, 12, lender=lender, lpr=lpr)


def sides(offered: Offer) -> dict[str, str]:
    return {mark["id"]: mark["side"] for mark in met(MARKS, work_out(offered))}


@given(st.builds(Marks, st.floats(0.1, 10), st.lists(marks, max_size=5).map(tuple)))
def test_marks_come_back_as_they_went(made: Marks) -> None:
    assert load_marks(dump_marks(made)) == made


def test_marks_travel_in_the_bank_and_a_bank_without_them_has_none() -> None:
    import json

    assert load_bank(json.loads(dump_bank(Bank({}, marks=MARKS)))).marks == MARKS
    assert "marks" not in json.loads(dump_bank(Bank({})))


@pytest.mark.parametrize(
    ("nominal", "side"),
    [(0.18, "below"), (0.2175, "between"), (0.24, "between"), (0.24004, "between"), (0.2401, "above"), (3, "above")],
)
def test_a_rate_equal_to_a_mark_is_not_above_it_and_both_rates_are_held_against_it(nominal: float, side: str) -> None:
    assert sides(offer(nominal, "facilitated")) == {"facilitated-24": side}


def test_only_marks_of_the_lender_are_met() -> None:
    assert sides(offer(0.3, "bank")) == {}
    assert sides(offer(0.3, "unknown")) == {}
    assert sides(offer(0.3, "private")) == {"private-lpr": "above"}


def test_money_withheld_is_met_whoever_lends() -> None:
    for lender in LENDERS:
        assert sides(offer(0.1, lender, received=9000))["withheld"] == "withheld"


def test_four_times_lpr_follows_the_lpr_the_reader_looked_up() -> None:
    (mark,) = met(MARKS, work_out(offer(0.13, "private")))
    assert (mark["percent"], mark["side"]) == (12.0, "above")
    (mark,) = met(MARKS, work_out(offer(0.13, "private", lpr=0.0385)))
    assert (mark["percent"], mark["side"]) == (15.4, "below")


def test_without_a_rate_no_side_is_taken() -> None:
    impossible = Offer(1000, 0.01, Way.AT_END, Price.PAYMENT, 1000, 1, lender="facilitated")
    assert sides(impossible)["facilitated-24"] == "unknown"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"id": None}, ("id", "missing-field")),
        ({"lenders": []}, ("lenders", "not-list")),
        ({"lenders": ["uncle"]}, ("lenders", "unknown-lender")),
        ({"percent": None}, ("percent", "missing-field")),
        ({"percent": -1}, ("percent", "not-above-nothing")),
        ({"percent": "24"}, ("percent", "not-number")),
        ({"times_lpr": 4}, ("percent", "one-measure")),
        ({"withheld": True}, ("percent", "one-measure")),
    ],
)
def test_a_mistake_in_a_mark_is_named_by_its_field_and_code(changes: dict[str, Any], complaint: tuple[str, str]) -> None:
    fields = Fields(GOOD | changes)
    assert read_mark(fields) is None
    assert complaint in [(each.field, each.code) for each in fields.complaints]


def test_a_mark_without_a_measure_or_with_withheld_untrue_is_refused() -> None:
    bare = {name: value for name, value in GOOD.items() if name not in MEASURES}
    assert read_mark(Fields(bare)) is None
    assert read_mark(Fields(bare | {"withheld": False})) is None


@given(
    st.none()
    | st.integers()
    | st.dictionaries(
        st.sampled_from(["lpr", "all"]), st.none() | st.integers() | st.lists(st.none() | st.just({}), min_size=1)
    )
)
def test_data_that_is_no_marks_raises_nothing_but_bank_error(data: object) -> None:
    with pytest.raises(BankError):
        load_marks(data)
