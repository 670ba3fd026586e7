"""Whatever an operation is asked, near what it expects or far from it, it answers, refuses with a code, and never fails.

Operations added later are asked too: their fields are found in their source, their good requests in the files of cases.
"""

from __future__ import annotations

import ast
import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine import operations
from quiz.engine.model import DONT_KNOW
from quiz.engine.operations import OPERATIONS
from quiz.engine.protocol import Door
from tests.engine.strategies import anything
from tests.engine.whole_bank import ANSWERS, CASES, NAMES, opened

leaves = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.integers()
    | st.floats()
    | anything
    | st.sampled_from([*NAMES, DONT_KNOW, "correct", "sure", "few", "causes", "", "0", 2**53, 2**53 + 1, 10**30])
)
any_json = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(anything | st.sampled_from([*NAMES, "values", "items"]), inner, max_size=4)
    ),
    max_leaves=10,
)
names = st.sampled_from(NAMES)
values = names.flatmap(lambda name: st.sampled_from(ANSWERS[name]))
answers = st.fixed_dictionaries(
    {"values": values | any_json},
    optional={
        "item": names | any_json,
        "sure": st.sampled_from(["sure", "guess", ""]) | any_json,
        "version": st.just("v1") | any_json,
        "at": st.just("2026-11-23T08:00:00.000Z") | any_json,
        "seed": st.integers(0, 9) | any_json,
        "past": any_json,
        "reply": any_json,
    },
)
sessions = st.fixed_dictionaries(
    {"schema": st.integers(1, 3) | any_json},
    optional={
        "items": st.lists(names | any_json, max_size=6) | any_json,
        "answers": st.dictionaries(names | anything, answers | values | any_json, max_size=4) | any_json,
        "seed": st.integers(0, 2**53) | any_json,
        "set": st.sampled_from(["few", "all", ""]) | any_json,
    },
)
records = st.fixed_dictionaries(
    {"format": st.just("declined-again") | any_json, "schema": st.integers(1, 3) | any_json},
    optional={"answers": st.dictionaries(names, answers | any_json, max_size=4) | any_json, "session": sessions | any_json},
)
DOOR = opened()
"""Operations keep nothing between requests, so that one door serves for all of them."""
FIELDS = {
    "item": names,
    "values": values,
    "seed": st.integers(0, 2**53),
    "set": st.sampled_from(["few", "all", ""]),
    "length": st.integers(0, 600),
    "chapters": st.lists(st.sampled_from(["causes", "effects", "act/complain", "gone"]), max_size=3),
    "pasts": st.dictionaries(names, any_json | st.lists(st.tuples(st.integers(0, 99), st.just("correct"))), max_size=4),
    "day": st.integers(0, 30_000),
    "session": sessions,
    "answers": st.lists(answers, max_size=4),
    "text": records.map(json.dumps) | any_json.map(json.dumps) | anything,
}
"""What is sensible in each field; a field that is not here gets anything at all."""


def asked_for() -> set[str]:
    """Every field that operations ask a request, or what is in it, for: ``data.get("day")``, ``data["day"]``."""
    found = set(FIELDS)
    for path in Path(operations.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = node.slice if isinstance(node, ast.Subscript) else None
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and node.args:
                named = node.args[0]
            if isinstance(named, ast.Constant) and isinstance(named.value, str):
                found.add(named.value)
    return found


requests = st.fixed_dictionaries(
    {},
    optional={name: FIELDS.get(name, any_json) | FIELDS.get(name, any_json) | any_json for name in sorted(asked_for())},
)


def assert_answered(door: Door, request: object) -> None:
    """Any reply but a fault, in strict JSON."""
    text = json.dumps(request)
    said = door.handle(text)
    assert said.isascii()
    reply = json.loads(said, parse_constant=pytest.fail)
    assert set(reply) == {"ok", "reply" if reply["ok"] is True else "error"}
    if not reply["ok"]:
        assert reply["error"]["code"] not in ("engine-fault", "unknown-op")
        assert set(reply["error"]) == {"code", "details"}
    else:
        assert isinstance(reply["reply"], dict)
    assert door.handle(text) == said, "the same request is answered the same"


@pytest.mark.parametrize("op", OPERATIONS)
@given(data=st.data())
def test_any_fields_however_wrong_are_answered_without_a_fault(op: str, data: st.DataObject) -> None:
    assert_answered(DOOR, {**data.draw(requests), "op": op})


@given(any_json)
def test_any_operation_without_any_field_it_needs_is_answered(extra: object) -> None:
    for op in OPERATIONS:
        assert_answered(DOOR, {"op": op, "more": extra})


GOOD = [
    (case.get("bank", file["bank"]), case["request"])
    for file in (json.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*.json")))
    for case in file["cases"]
    if isinstance(case["request"], dict) and case["request"].get("op") in OPERATIONS
]


def places(value: object, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a request, at any depth."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for step, each in steps for place in ((*here, step), *places(each, (*here, step)))]


@st.composite
def nearly_good(draw: st.DrawFn) -> tuple[object, dict[str, Any]]:
    """A request of a case with something else, or nothing, in a place or two."""
    bank, good = draw(st.sampled_from(GOOD))
    request = copy.deepcopy(good)
    for _ in range(draw(st.integers(1, 2))):
        place = draw(st.sampled_from([each for each in places(request) if each != ("op",)] or [("more",)]))
        table: Any = request
        for step in place[:-1]:
            table = table[step]
        if draw(st.booleans()) and place != ("more",):
            del table[place[-1]]
        else:
            table[place[-1]] = draw(any_json)
    return bank, request


@given(nearly_good())
def test_every_case_with_a_slip_in_it_is_answered_without_a_fault(drawn: tuple[object, dict[str, Any]]) -> None:
    bank, request = drawn
    door = Door()
    door.handle(json.dumps({"op": "open", "bank": bank}))
    assert_answered(door, request)


def test_every_operation_has_a_case() -> None:
    assert {request["op"] for _, request in GOOD} == set(OPERATIONS)
