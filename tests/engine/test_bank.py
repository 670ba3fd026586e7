"""What the shipped bank promises: it comes back as it went, and what is broken says where."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.bank import SCHEMA, Bank, dump_bank, load_bank, read_item
from quiz.engine.errors import BankError
from quiz.engine.fields import Fields
from quiz.engine.model import Item
from tests.engine.strategies import banks

GOOD: dict[str, Any] = {
    "id": "a",
    "kind": "single",
    "level": "recall",
    "section": "causes#thin-file",
    "version": "1",
    "option": [{"id": "x"}, {"id": "y"}],
    "key": "y",
}


NUMBER: dict[str, Any] = {
    "id": "n",
    "kind": "number",
    "level": "apply",
    "section": "cost#flat-fee",
    "version": "1",
    "unit": "yuan",
    "tolerance": 0,
}
"""Without its key, which is written or computed."""


def complaints(table: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(field, code) of everything wrong with an item."""
    fields = Fields(table)
    assert (read_item(fields) is None) == bool(fields.complaints)
    return [(complaint.field, complaint.code) for complaint in fields.complaints]


@given(banks)
def test_a_dumped_bank_loads_as_it_was(items: dict[str, Item]) -> None:
    assert load_bank(json.loads(dump_bank(Bank(items)))) == Bank(items)


@given(banks)
def test_the_dumped_bank_is_strict_json_with_its_schema(items: dict[str, Item]) -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    data = json.loads(dump_bank(Bank(items)), parse_constant=refuse)
    assert data["schema"] == SCHEMA
    assert [table["id"] for table in data["items"]] == list(items)


@given(banks)
def test_the_same_items_give_the_same_bytes(items: dict[str, Item]) -> None:
    assert dump_bank(Bank(items)) == dump_bank(load_bank(json.loads(dump_bank(Bank(items)))))


@given(banks, st.data())
def test_authors_sets_come_back_in_their_order(items: dict[str, Item], data: st.DataObject) -> None:
    if not items:
        return
    chosen = st.lists(st.sampled_from(sorted(items)), min_size=1, unique=True).map(tuple)
    bank = Bank(items, data.draw(st.dictionaries(st.text(min_size=1, max_size=5), chosen, max_size=3)))
    again = load_bank(json.loads(dump_bank(bank)))
    assert again == bank
    assert list(again.sets) == list(bank.sets)


@pytest.mark.parametrize(
    "sets", [{"s": []}, {"s": ["a", "gone"]}, {"s": "a"}, {"s": None}, {"s": [1]}, {"s": [["a"]]}, {"s": ["a", "a"]}]
)
def test_a_set_that_asks_nothing_or_what_is_not_there_or_something_twice_is_refused_by_name(sets: dict[str, Any]) -> None:
    with pytest.raises(BankError) as refused:
        load_bank({"schema": SCHEMA, "items": [GOOD], "sets": {"good": ["a"], **sets}})
    assert (refused.value.code, dict(refused.value.details)) == ("broken-set", {"set": "s"})


@pytest.mark.parametrize("sets", [[], "s", 5])
def test_sets_must_be_a_table(sets: object) -> None:
    with pytest.raises(BankError) as refused:
        load_bank({"schema": SCHEMA, "items": [GOOD], "sets": sets})
    assert refused.value.code == "broken-sets"


def test_a_bank_without_sets_has_none() -> None:
    assert load_bank({"schema": SCHEMA, "items": [GOOD]}).sets == {}


def test_an_id_in_two_items_is_refused() -> None:
    with pytest.raises(BankError) as refused:
        load_bank({"schema": SCHEMA, "items": [GOOD, GOOD]})
    assert (refused.value.code, dict(refused.value.details)) == ("duplicate-id", {"id": "a"})


def test_a_good_item_is_read_without_complaint() -> None:
    assert complaints(GOOD) == []
    assert complaints(NUMBER | {"key": 5}) == []


def test_an_item_knows_the_chapter_that_teaches_it() -> None:
    item = read_item(Fields({**GOOD, "section": "act/credit-report#query-records"}))
    assert item is not None
    assert item.chapter == "act/credit-report"


def test_all_mistakes_of_an_item_come_at_once() -> None:
    found = complaints(
        GOOD | {"id": " ", "section": None, "level": "hard", "option": [{"id": "x"}, {}, {"id": "x"}], "key": "z"}
    )
    assert found == [
        ("id", "not-text"),
        ("section", "missing-field"),
        ("level", "unknown-level"),
        ("option[2].id", "missing-field"),
        ("option[3].id", "duplicate-option"),
        ("option", "too-few-options"),
        ("key", "key-names-no-option"),
    ]


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        (GOOD | {"id": 7}, ("id", "not-text")),
        (GOOD | {"kind": None}, ("kind", "missing-field")),
        (GOOD | {"kind": "guess"}, ("kind", "unknown-kind")),
        (GOOD | {"level": None}, ("level", "missing-field")),
        (GOOD | {"option": None}, ("option", "missing-field")),
        (GOOD | {"option": ["x", "y"]}, ("option", "not-tables")),
        (GOOD | {"option": [{"id": "dont-know"}, {"id": "y"}, {"id": "x"}]}, ("option[1].id", "reserved-id")),
        (GOOD | {"option": [{"id": 7}, {"id": "y"}]}, ("option[1].id", "not-text")),
        (GOOD | {"option": [{"id": "x"}, {"id": " "}, {"id": "y"}]}, ("option[2].id", "not-text")),
        (GOOD | {"kind": "multiple"}, ("key", "not-list")),
        (GOOD | {"kind": "multiple", "key": ["y", ""]}, ("key", "not-list")),
        (GOOD | {"kind": "multiple", "key": ["y", "y"]}, ("key", "key-twice")),
        (NUMBER, ("key", "missing-field")),
        (NUMBER | {"key": True}, ("key", "not-number")),
        (NUMBER | {"key": 1, "tolerance": float("nan")}, ("tolerance", "not-number")),
        (NUMBER | {"key": 1, "mistake": {}}, ("mistake", "not-tables")),
        (NUMBER | {"key": 1, "mistake": [{"value": float("inf")}]}, ("mistake[1].value", "not-number")),
        (NUMBER | {"key": 1, "mistake": [{"value": 2}, {}]}, ("mistake[2].value", "not-number")),
        (NUMBER | {"key": 1, "correct": "好"}, ("correct", "not-table")),
        (NUMBER | {"compute": {"function": "guess"}}, ("compute", "unknown-function")),
        (NUMBER | {"compute": {"function": "daily_rate_to_annual"}}, ("compute", "wrong-arguments")),
        (
            NUMBER | {"compute": {"function": "daily_rate_to_annual", "daily_rate": 0.0005, "days_in_year": 360}},
            ("unit", "unit-of-compute"),
        ),
    ],
)
def test_a_mistake_is_named_by_its_field_and_code(table: Mapping[str, Any], complaint: tuple[str, str]) -> None:
    assert complaints(table)[0] == complaint


def test_a_field_nobody_asked_for_is_pointed_out_on_request() -> None:
    fields = Fields({**GOOD, "sorce": "x"})
    read_item(fields)
    fields.unknown()
    assert [(complaint.field, complaint.code) for complaint in fields.complaints] == [("sorce", "unknown-field")]


@given(
    st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)
def test_data_that_is_no_bank_raises_nothing_but_bank_error(data: object) -> None:
    with pytest.raises(BankError) as refused:
        load_bank(data)
    assert refused.value.code == "not-a-bank"


@given(st.dictionaries(st.sampled_from([*GOOD, "unit", "tolerance", "mistake"]), st.none() | st.integers(0, 9) | st.text()))
def test_a_broken_item_is_refused_by_id_and_field(changes: dict[str, Any]) -> None:
    table = GOOD | changes
    found = complaints(table)
    version = table["version"]
    if not found and isinstance(version, str) and version:
        assert list(load_bank({"schema": SCHEMA, "items": [table]}).items) == [table["id"]]
        return
    with pytest.raises(BankError) as refused:
        load_bank({"schema": SCHEMA, "items": [table]})
    assert refused.value.code == "broken-item"
    assert refused.value.details == {"id": str(table["id"]), "field": found[0][0] if found else "version"}
