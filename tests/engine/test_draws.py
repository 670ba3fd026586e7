"""What fresh numbers promise: only values the author wrote, a key that is computed, no wrong answer that is right, and texts that tell it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isclose, prod
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine import cost
from quiz.engine.bank import SCHEMA, load_bank
from quiz.engine.draws import ANSWER, MOST, amount
from quiz.engine.errors import CostError
from quiz.engine.fields import Fields
from quiz.engine.grading import amounts, grade
from quiz.engine.kinds import KINDS
from quiz.engine.kinds.number import Number, draw
from quiz.engine.model import Item, Level
from quiz.engine.numbers import read_number
from tests.engine.strategies import drawn_numbers, drawn_tables, numbers, parsed

seeds = st.integers(0, 2**53)

YUAN: dict[str, Any] = {
    "unit": "yuan",
    "tolerance": 0.5,
    "draw": {
        "principal": {"values": [10000, 8000.5], "as": "yuan"},
        "fee": {"values": [0.006, 0.0075], "as": "percent"},
        "periods": {"values": [12, 24], "as": "count"},
    },
    "derive": {
        "part": {"function": "equal_instalment", "principal": "principal", "nominal_rate": 0, "periods": "periods"},
    },
    "compute": {"function": "flat_fee_instalment", "principal": "principal", "monthly_fee": "fee", "periods": "periods"},
    "mistake": [{"value": "part"}, {"value": 1}],
}
"""Printed: 10,000 yuan, 0.6 % a month, 12 months; 893.33 a month."""


def asked(spec: Number) -> Item:
    return Item("n", "number", Level.APPLY, "p#s", "1", spec)


def changed(**fields: Any) -> dict[str, Any]:
    return {**YUAN, **fields}


def complaints(table: Mapping[str, Any], *, shipped: bool = False) -> list[tuple[str, str]]:
    fields = Fields(table, shipped=shipped)
    KINDS["number"].parse(fields)
    fields.unknown()
    return [(complaint.field, complaint.code) for complaint in fields.complaints]


def test_the_printed_numbers_are_the_first_ones_the_author_wrote() -> None:
    spec = parsed("number", YUAN)
    assert (spec.key, spec.mistakes) == (893.33, (833.33, 1))
    assert amounts(asked(spec)) == {
        "principal": "10,000",
        "fee": "0.6",
        "periods": "12",
        "part": "833.33",
        ANSWER: "893.33",
    }


@given(drawn_numbers)
def test_seed_0_is_what_is_printed(spec: Number) -> None:
    first = {name: values[0] for name, values in spec.draws.values.items()}
    assert spec.draws.drawn(0) == first
    assert next(iter(spec.draws.all())) == first
    assert draw(spec, 0)[0] == spec


@given(drawn_numbers, seeds)
def test_every_seed_draws_one_of_the_values_written_for_each_name_and_always_the_same(spec: Number, seed: int) -> None:
    found = spec.draws.drawn(seed)
    assert list(found) == list(spec.draws.values)
    assert all(value in spec.draws.values[name] for name, value in found.items())
    assert spec.draws.drawn(seed) == found


@given(drawn_numbers)
def test_every_set_of_numbers_is_drawn_by_some_seed(spec: Number) -> None:
    sets = {tuple(each.values()) for each in spec.draws.all()}
    assert len(sets) == prod(len(values) for values in spec.draws.values.values())
    assert {tuple(spec.draws.drawn(seed).values()) for seed in range(20 * len(sets))} == sets


@given(drawn_numbers, seeds)
def test_the_key_is_what_the_cost_function_says(spec: Number, seed: int) -> None:
    complete, _ = spec.draws.completed(spec.draws.drawn(seed))
    arguments = {name: complete.get(each, each) for name, each in spec.compute.items() if name != "function"}
    function, unit = cost.ANSWERS[spec.compute["function"]]
    said = function(**arguments) * (100 if unit == "percent" else 1)
    assert unit == spec.unit
    assert abs(draw(spec, seed)[0].key - said) <= 0.005 + 1e-6


@given(drawn_numbers)
def test_no_mistake_is_right_whatever_numbers_are_drawn(spec: Number) -> None:
    for seed in range(40):
        found = draw(spec, seed)[0]
        for mistake in found.mistakes:
            assert grade(asked(spec), (f"{mistake:.2f}",), seed).word == "incorrect"


@given(drawn_numbers, seeds)
def test_the_answer_shown_is_graded_correct_with_its_own_numbers(spec: Number, seed: int) -> None:
    item = asked(spec)
    assert grade(item, (amounts(item, seed)[ANSWER],), seed).word == "correct"


def test_a_drawn_mistake_is_recognised_in_the_numbers_that_were_drawn() -> None:
    item = asked(parsed("number", YUAN))
    seed = next(
        seed for seed in range(1, 100) if item.spec.draws.drawn(seed) == {"principal": 8000.5, "fee": 0.0075, "periods": 24}
    )
    assert grade(item, ("333.35",), seed).feedback == ("mistake.1", "correct")
    assert grade(item, ("833.33",), seed).feedback == ("otherwise", "correct")
    assert grade(item, ("393.36",), seed).word == "correct"
    assert grade(item, ("393.36",), 0).word == "incorrect"


@given(drawn_tables())
def test_what_is_written_for_the_browser_is_read_back_and_written_the_same(table: dict[str, Any]) -> None:
    spec = parsed("number", table)
    dumped = KINDS["number"].dump(spec)
    again = parsed("number", json.loads(json.dumps(dumped)))
    assert again == spec
    assert ("derive" in dumped) == bool(table.get("derive"))
    assert json.dumps(KINDS["number"].dump(again)) == json.dumps(dumped)


@given(drawn_numbers, seeds)
def test_a_number_shown_is_read_back_as_the_number_drawn(spec: Number, seed: int) -> None:
    complete, shown = spec.draws.completed(spec.draws.drawn(seed))
    assert set(shown) == set(complete)
    for name, value in complete.items():
        factor = 100 if spec.draws.reads.get(name) == "percent" else 1
        assert isclose(read_number(shown[name]), value * factor, rel_tol=1e-12)


@given(st.integers(-(10**14), 10**14), st.integers(0, 6))
def test_a_number_is_shown_with_the_digits_its_author_wrote_and_no_others(digits: int, decimals: int) -> None:
    value = digits / 10**decimals
    written = f"{value:,.{decimals}f}"
    expected = written.rstrip("0").rstrip(".") if decimals else written
    assert amount(value) == ("0" if expected == "-0" else expected)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (-0.5, "-0.5"),
        (0.6, "0.6"),
        (0.07 * 100, "7"),
        (0.0345 * 100, "3.45"),
        (12_345_678.9, "12,345,678.9"),
        (999_999_999_999.9, "999,999,999,999.9"),
        (100, "100"),
        (1e14, "100,000,000,000,000"),
        (1e20, "100,000,000,000,000,000,000"),
        (1e-10, "0"),
    ],
)
def test_a_number_is_shown_as_a_person_writes_it(value: float, shown: str) -> None:
    assert amount(value) == shown


@given(numbers(), seeds)
def test_an_item_without_draws_has_no_numbers_and_one_key_for_all_seeds(spec: Number, seed: int) -> None:
    assert amounts(asked(spec), seed) == {}
    assert draw(spec, seed)[0] == spec


def values(*given: object, read_as: str = "yuan") -> dict[str, Any]:
    return {"values": list(given), "as": read_as}


FEE = {"function": "flat_fee_instalment", "principal": 100, "monthly_fee": 0.01, "periods": 10}


@pytest.mark.parametrize(
    ("table", "found"),
    [
        (YUAN, []),
        (changed(draw={**YUAN["draw"], "fee": 5}), [("draw.fee", "not-table")]),
        (changed(draw={"a": 5, "b": 6, **YUAN["draw"]}), [("draw.a", "not-table"), ("draw.b", "not-table")]),
        (changed(draw={**YUAN["draw"], "fee": values()}), [("draw.fee.values", "not-numbers")]),
        (changed(draw={**YUAN["draw"], "fee": values("1")}), [("draw.fee.values", "not-numbers")]),
        (changed(draw={**YUAN["draw"], "fee": {"values": [True], "as": "yuan"}}), [("draw.fee.values", "not-numbers")]),
        (changed(draw={**YUAN["draw"], "fee": values(float("nan"))}), [("draw.fee.values", "not-numbers")]),
        (changed(draw={**YUAN["draw"], "fee": {"values": 5, "as": "yuan"}}), [("draw.fee.values", "not-numbers")]),
        (changed(draw={**YUAN["draw"], "fee": {"values": [0.1]}}), [("draw.fee.as", "unknown-reading")]),
        (changed(draw={**YUAN["draw"], "fee": values(0.1, read_as="rate")}), [("draw.fee.as", "unknown-reading")]),
        (changed(draw={**YUAN["draw"], "fee": {**values(0.1), "from": 1}}), [("draw.fee.from", "unknown-field")]),
        (changed(draw={**YUAN["draw"], "answer": values(1)}), [("draw.answer", "reserved-name")]),
        (changed(draw={**YUAN["draw"], "the-fee": values(1)}), [("draw.the-fee", "not-a-name")]),
        (changed(derive={**YUAN["derive"], "answer": FEE}), [("derive.answer", "reserved-name")]),
        (changed(derive={**YUAN["derive"], "fee": FEE}), [("derive.fee", "name-twice")]),
        (changed(derive={**YUAN["derive"], "a b": FEE}), [("derive.a b", "not-a-name")]),
        (changed(derive={**YUAN["derive"], "more": 7}), [("derive.more", "not-table")]),
        (changed(derive={**YUAN["derive"], "more": {**FEE, "periods": "term"}}), [("derive", "unknown-name")]),
        (changed(derive={**YUAN["derive"], "more": {**FEE, "periods": 0}}), [("derive", "no-periods")]),
        (changed(derive={**YUAN["derive"], "more": {**FEE, "function": "guess"}}), [("derive", "unknown-function")]),
        (changed(derive=7), [("derive", "not-table")]),
        (changed(draw=7), [("draw", "not-table")]),
        (changed(compute={**FEE, "periods": "term"}), [("compute", "unknown-name")]),
        (changed(compute={**FEE, "periods": [1]}), [("compute", "wrong-arguments")]),
        (changed(compute={**FEE, "periods": 0.5}), [("compute", "no-periods")]),
        (changed(unit="percent"), [("unit", "unit-of-compute")]),
        (changed(key=5), [("key", "key-and-compute")]),
        ({name: each for name, each in YUAN.items() if name != "compute"}, [("compute", "missing-field")]),
        (changed(draw={**YUAN["draw"], "more": values(*range(51))}), [("draw", "too-many-draws")]),
        (changed(draw={**YUAN["draw"], "more": values(*range(50))}), []),
        (
            {name: each for name, each in YUAN.items() if name not in ("draw", "mistake")},
            [("derive", "derive-without-draw")],
        ),
    ],
)
def test_a_mistake_in_what_is_drawn_is_named_by_its_place_alone(table: dict[str, Any], found: list[tuple[str, str]]) -> None:
    follows = ("mistake[1].value", "not-number")  # it names a number that could not be read
    assert [each for each in complaints(table) if each != follows] == found


def test_a_mistake_that_names_no_number_is_a_mistake() -> None:
    assert complaints(changed(mistake=[{"value": "whole"}])) == [("mistake[1].value", "not-number")]


def test_as_many_sets_of_numbers_may_be_drawn_as_can_be_checked() -> None:
    assert prod((2, 2, 2, 50)) == MOST


@pytest.mark.parametrize("place", ["draw", "derive", "compute", "mistake"])
def test_a_slip_that_shows_only_with_the_last_numbers_is_found_when_the_site_is_built(place: str) -> None:
    broken = {
        "draw": (changed(draw={**YUAN["draw"], "periods": values(12, 24, 0)}), ("derive", "no-periods")),
        "derive": (
            changed(draw={**YUAN["draw"], "rate": values(0.1, -12)}, derive={**YUAN["derive"], "more": {"function": "equal_instalment", "principal": 1, "nominal_rate": "rate", "periods": 2}}),
            ("derive", "wrong-arguments"),
        ),
        "compute": (
            changed(
                derive={},
                mistake=[],
                draw={**YUAN["draw"], "periods": values(12, 1.5)},
            ),
            ("compute", "no-periods"),
        ),
        "mistake": (changed(mistake=[{"value": 1}, {"value": 393.36}]), ("mistake[2].value", "mistake-is-key")),
    }  # fmt: skip
    table, complaint = broken[place]
    assert complaints(table) == [complaint]


def test_the_browser_need_not_check_every_set_of_numbers_again() -> None:
    """It would wait a tenth of a second for each such item."""
    late = changed(draw={**YUAN["draw"], "periods": values(12, 0)})
    assert complaints(late, shipped=True) == []
    assert complaints(changed(unit="percent"), shipped=True) == [("unit", "unit-of-compute")]
    whole = {"id": "n", "kind": "number", "level": "apply", "section": "p#s", "version": "1", **late}
    item = load_bank({"schema": SCHEMA, "items": [whole]}).items["n"]
    seed = next(seed for seed in range(1, 100) if item.spec.draws.drawn(seed)["periods"] == 0)
    with pytest.raises(CostError):
        grade(item, ("5",), seed)


def test_a_mistake_within_rounding_of_the_tolerance_is_the_key() -> None:
    """13.08 less 13.03 is a little more than 0.05 in the machine, yet whoever types 13.08 is told that it is right."""
    table = {"unit": "percent", "tolerance": 0.05, "key": 13.03}
    assert complaints({**table, "mistake": [{"value": 13.08}]}) == [("mistake[1].value", "mistake-is-key")]
    assert complaints({**table, "mistake": [{"value": 13.0801}]}) == []
