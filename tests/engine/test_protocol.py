"""What the one door promises: any request at all is answered in JSON, and nothing is raised."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine import protocol
from quiz.engine.bank import Bank, dump_bank
from quiz.engine.model import DONT_KNOW, Item
from quiz.engine.protocol import LONGEST_REQUEST, Door
from tests.engine.strategies import anything, banks, item

BANK = json.loads(dump_bank(Bank({"a": item("a")})))
VERDICTS = {"correct", "partly", "incorrect", "unknown", "not-ready"}

leaves = st.none() | st.booleans() | st.integers() | st.floats() | anything
any_json = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(anything, inner), max_leaves=12)
near_requests = st.fixed_dictionaries(
    {},
    optional={
        "op": st.sampled_from(["open", "grade", "draw", "close"]) | any_json,
        "item": st.just("a") | any_json,
        "values": st.lists(st.sampled_from(["x", "y", DONT_KNOW, ""])) | any_json,
        "bank": st.just(BANK) | st.fixed_dictionaries({"schema": st.just(1), "items": any_json}) | any_json,
    },
)


def ask(door: Door, request: str) -> dict[str, Any]:
    """The reply, after holding it to the promise that every reply keeps."""
    text = door.handle(request)
    assert text.isascii()
    reply = json.loads(text, parse_constant=pytest.fail)
    assert type(reply["ok"]) is bool
    assert set(reply) == {"ok", "reply" if reply["ok"] else "error"}
    if not reply["ok"]:
        assert set(reply["error"]) == {"code", "details"}
        assert reply["error"]["code"]
    return dict(reply)


def send(door: Door, **request: Any) -> dict[str, Any]:
    return ask(door, json.dumps(request))


def opened(bank: dict[str, Any]) -> Door:
    door = Door()
    assert send(door, op="open", bank=bank)["ok"]
    return door


@given(anything)
def test_any_text_is_answered(text: str) -> None:
    ask(opened(BANK), text)


@given(any_json)
def test_any_json_is_answered(data: object) -> None:
    ask(opened(BANK), json.dumps(data))


@given(near_requests)
def test_any_request_that_is_nearly_right_is_answered(request: dict[str, Any]) -> None:
    reply = ask(opened(BANK), json.dumps(request))
    if not reply["ok"]:
        assert reply["error"]["code"] != "engine-fault"


@given(banks, st.data())
def test_every_item_of_an_opened_bank_can_be_asked(items: dict[str, Item], data: st.DataObject) -> None:
    door = opened(json.loads(dump_bank(Bank(items))))
    for name, each in items.items():
        values = data.draw(st.lists(anything | st.just(DONT_KNOW), max_size=2))
        reply = send(door, op="grade", item=name, values=values)
        if reply["ok"]:
            assert reply["reply"]["verdict"] in VERDICTS
            assert reply["reply"]["version"] == each.version
        else:
            assert reply["error"]["code"] in {"no-such-option", "one-number-expected", "dont-know-beside-others"}


@pytest.mark.parametrize("request_", [None, 7, b"{}", {"op": "open"}])
def test_what_is_not_text_is_answered(request_: Any) -> None:
    assert ask(Door(), request_)["error"]["code"] == "not-a-request"


def test_json_nested_deeper_than_python_goes_is_answered() -> None:
    assert ask(Door(), "[" * 100_000)["error"]["code"] == "not-json"


def test_a_request_longer_than_any_bank_is_refused_unread() -> None:
    assert ask(Door(), " " * (LONGEST_REQUEST + 1))["error"]["code"] == "not-a-request"


def test_two_doors_share_nothing() -> None:
    here, there = opened(BANK), Door()
    assert send(there, op="grade", item="a", values=["y"])["error"]["code"] == "unknown-item"
    send(there, op="open", bank={"schema": 1, "items": []})
    assert send(here, op="grade", item="a", values=["y"])["reply"]["verdict"] == "correct"


def test_a_new_bank_takes_the_place_of_the_old_one() -> None:
    door = opened(BANK)
    send(door, op="open", bank=json.loads(dump_bank(Bank({"b": item("b")}))))
    assert send(door, op="grade", item="a", values=["y"])["error"]["code"] == "unknown-item"
    assert send(door, op="grade", item="b", values=["y"])["ok"]


@given(any_json)
def test_a_bank_that_is_refused_leaves_the_opened_one_in_place(broken: object) -> None:
    door = opened(BANK)
    assert not send(door, op="open", bank={"schema": 1, "items": [*BANK["items"], broken]})["ok"]
    assert send(door, op="grade", item="a", values=["y"])["reply"]["verdict"] == "correct"


def test_the_same_question_is_answered_the_same_however_often_it_is_asked() -> None:
    door = opened(BANK)
    assert len({door.handle('{"op":"grade","item":"a","values":["x"]}') for _ in range(3)}) == 1


def test_a_fault_inside_is_an_answer_that_tells_its_type_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("what the reader typed")

    monkeypatch.setattr(protocol, "OPERATIONS", {"grade": fail})
    reply = send(opened(BANK), op="grade", item="a", values=["y"])
    assert reply["error"] == {"code": "engine-fault", "details": {"type": "ZeroDivisionError"}}


@pytest.mark.parametrize("answer", [{"a": object()}, {"a": float("nan")}, {"a": {1, 2}}])
def test_an_answer_that_json_cannot_hold_is_a_fault_inside(answer: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "OPERATIONS", {"grade": lambda *_: answer})
    assert send(opened(BANK), op="grade")["error"]["code"] == "engine-fault"


def test_the_worker_has_one_door() -> None:
    assert json.loads(protocol.handle('{"op":"grade","item":"a","values":[]}'))["error"]["code"] == "unknown-item"
