"""What is wrong with a situation is told by place and code; data that is no situation is refused by BankError."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.engine.bank import Bank, dump_bank, load_bank
from quiz.engine.errors import BankError
from quiz.engine.fields import Fields
from quiz.engine.plan.conditions import ALWAYS, dump_condition, read_condition
from quiz.engine.plan.model import Situation
from quiz.engine.plan.reading import READERS, load_situation
from tests.engine.situations import situations

CASES = Path(__file__).parents[1] / "cases" / "plan.json"
GOOD: dict[str, Any] = json.loads(CASES.read_text("utf-8"))["bank"]["situation"]


def broken(part: str, index: int, **changes: Any) -> dict[str, Any]:
    """The good situation with one row changed; None removes a field."""
    data = copy.deepcopy(GOOD)
    row = {**data[part][index], **changes}
    data[part][index] = {name: value for name, value in row.items() if value is not None}
    return data


def test_the_situation_every_case_starts_from_is_good() -> None:
    assert load_situation(GOOD).version == "v1"


@settings(max_examples=40)
@given(situations())
def test_a_bank_carries_its_situation(situation: Situation) -> None:
    bank = Bank({}, situation=situation)
    assert load_bank(json.loads(dump_bank(bank))) == bank


def test_a_bank_without_a_situation_says_nothing_of_one() -> None:
    assert "situation" not in json.loads(dump_bank(Bank({})))


@pytest.mark.parametrize(
    ("data", "part", "name", "field"),
    [
        (broken("question", 0, id=7), "question", "7", "id"),
        (broken("question", 0, choose="all"), "question", "gate", "choose"),
        (broken("question", 0, option=[{"id": "yes"}]), "question", "gate", "option"),
        (broken("question", 0, option=[{"id": "yes"}, {"id": "yes"}]), "question", "gate", "option[2].id"),
        (broken("question", 0, option=[{"id": "yes"}, {"id": "no-say"}]), "question", "gate", "option[2].id"),
        (broken("question", 1, ask="end.x"), "question", "why", "ask"),
        (broken("question", 1, ask="cause:c1"), "question", "why", "ask"),
        (broken("question", 2, ask="why.a"), "question", "end", "ask"),
        (broken("question", 1, id="gate"), "question", "gate", "id"),
        (broken("evidence", 0, **{"if": None}), "evidence", "e1", "if"),
        (broken("evidence", 0, **{"if": "why.z"}), "evidence", "e1", "if"),
        (broken("evidence", 0, **{"if": "why.no-say"}), "evidence", "e1", "if"),
        (broken("evidence", 0, **{"if": {"not": "why.skipped"}}), "evidence", "e1", "if"),
        (broken("evidence", 0, **{"if": {"all": []}}), "evidence", "e1", "if"),
        (broken("evidence", 0, **{"if": {"all": ["why.a"], "any": ["why.b"]}}), "evidence", "e1", "if"),
        (broken("evidence", 0, **{"if": 3}), "evidence", "e1", "if"),
        (broken("evidence", 0, against="c2"), "evidence", "e1", "for"),
        (broken("evidence", 0, **{"for": "c9"}), "evidence", "e1", "for"),
        (broken("evidence", 0, weight=5), "evidence", "e1", "weight"),
        (broken("evidence", 0, weight=1.5), "evidence", "e1", "weight"),
        (broken("evidence", 1, id="e1"), "evidence", "e1", "id"),
        (broken("cause", 0, explains="all"), "cause", "c1", "explains"),
        (broken("cause", 0, id="none"), "cause", "none", "id"),
        (broken("action", 0, when="soon"), "action", "rest", "when"),
        (broken("action", 0, **{"if": "gate.yes"}), "action", "", "when"),
        (broken("action", 1, **{"if": "cause:c1:surely"}), "action", "write", "if"),
        (broken("action", 1, way=[{"channel": "near", "if": "gate.yes"}]), "action", "write", "way"),
        (broken("action", 1, way=[{"channel": "near", "iff": "gate.yes"}]), "action", "write", "way[1].iff"),
        (broken("action", 1, way=[{"channel": ""}]), "action", "write", "way[1].channel"),
        (broken("stop", 0, tone="loud"), "stop", "s1", "tone"),
        (broken("stop", 0, **{"if": None}), "stop", "s1", "if"),
        ({**GOOD, "cause": {}}, "cause", "", ""),
    ],
)
def test_a_mistake_is_named_by_its_part_id_and_field(data: dict[str, Any], part: str, name: str, field: str) -> None:
    with pytest.raises(BankError) as refused:
        load_situation(data)
    assert refused.value.code == "broken-situation"
    assert dict(refused.value.details) == {"part": part, "id": name, "field": field}


@pytest.mark.parametrize("data", [None, 7, [], {}, {"version": ""}, {"version": 1}, "situation"])
def test_what_is_no_situation_is_refused(data: object) -> None:
    with pytest.raises(BankError):
        load_situation(data)


@given(st.recursive(st.none() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20))
def test_any_data_as_a_condition_is_read_or_complained_about(value: object) -> None:
    complaints: list[str] = []
    read = read_condition(value, lambda code, **_: complaints.append(code))
    if not complaints and read != ALWAYS:
        assert read_condition(dump_condition(read), lambda code, **_: complaints.append(code)) == read
        assert complaints == []


def test_a_condition_deeper_than_anyone_can_read_is_a_mistake() -> None:
    value: Any = "why.a"
    for _ in range(8):
        value = {"not": value}
    complaints: list[str] = []
    read_condition(value, lambda code, **_: complaints.append(code))
    assert complaints == ["condition-too-deep"]


@given(
    st.sampled_from(sorted(READERS)),
    st.dictionaries(
        st.sampled_from(["id", "if", "for", "weight", "way", "option", "when", "ask"]),
        st.none() | st.integers() | st.text() | st.lists(st.text()) | st.lists(st.dictionaries(st.text(), st.text())),
    ),
)
def test_any_row_is_read_or_complained_about(part: str, row: dict[str, Any]) -> None:
    fields = Fields(row)
    READERS[part](fields)
    assert fields.complaints
