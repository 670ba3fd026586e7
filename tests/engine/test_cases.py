"""Every case file keeps its promises, through the engine's one door. The browser runs the same files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from quiz.engine.kinds import KINDS
from quiz.engine.protocol import Door

FOLDER = Path(__file__).parents[1] / "cases"
FILES = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}
CASES = [
    pytest.param(case.get("bank", file["bank"]), case, id=f"{name}: {case['promise']}")
    for name, file in FILES.items()
    for case in file["cases"]
]


@pytest.mark.parametrize(("bank", "case"), CASES)
def test_the_promise_is_kept(bank: Mapping[str, Any] | None, case: Mapping[str, Any]) -> None:
    door = Door()
    if bank is not None:
        assert json.loads(door.handle(json.dumps({"op": "open", "bank": bank})))["ok"]
    asked = case["request"]
    reply = json.loads(door.handle(asked if isinstance(asked, str) else json.dumps(asked)))
    assert {name: reply.get(name) for name in case["reply"]} == case["reply"]


def test_every_kind_has_its_file_of_cases() -> None:
    assert set(KINDS) <= set(FILES)


@pytest.mark.parametrize("kind", KINDS)
def test_the_cases_of_a_kind_end_in_every_way_an_answer_can(kind: str) -> None:
    replies = [case["reply"] for case in FILES[kind]["cases"] if case["request"]["op"] == "grade"]
    ends = {reply["reply"]["verdict"] if reply["ok"] else "refused" for reply in replies}
    partly = set() if kind in {"single", "number"} else {"partly"}
    assert ends == {"correct", "incorrect", "unknown", "not-ready", "refused"} | partly


@pytest.mark.parametrize("name", FILES)
def test_no_two_cases_of_a_file_make_the_same_promise(name: str) -> None:
    promises = Counter(case["promise"] for case in FILES[name]["cases"])
    assert [promise for promise, times in promises.items() if times > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_a_case_has_only_the_fields_that_both_runners_read(name: str) -> None:
    for case in FILES[name]["cases"]:
        assert {"promise", "request", "reply"} <= set(case) <= {"promise", "request", "reply", "bank"}
        assert set(case["reply"]) <= {"ok", "reply", "error"}
