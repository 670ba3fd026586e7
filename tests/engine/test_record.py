"""A record from a file is read as if a stranger had written it: what is true in it is kept, what lies is graded anew, nothing breaks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.errors import RequestError
from quiz.engine.grading import reply
from quiz.engine.operations.session import LONGEST_FILE
from quiz.engine.record import FORMAT, LAST_DAY, LONGEST_DATE, SCHEMA, WORDS, read_record
from quiz.engine.review import LONGEST_PAST
from quiz.engine.session import LARGEST_SEED, LONGEST_VALUE, MOST_VALUES, SURE
from tests.engine.strategies import anything
from tests.engine.whole_bank import ANSWERS, BANK, NAMES, asked, opened, send

DOOR = opened()
OK = {"version": BANK.items["single-0"].version, "values": [ANSWERS["single-0"][0][0]], "at": "2026-11-23", "reply": None}

leaves = (
    st.none() | st.booleans() | st.integers() | st.floats() | anything | st.sampled_from([*NAMES, "correct", "sure", 10**30])
)
any_json = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(anything | st.sampled_from(["values", "past", "at"]), inner, max_size=4)
    ),
    max_leaves=8,
)
pasts = st.lists(st.tuples(st.integers(0, LAST_DAY), st.sampled_from(WORDS)).map(list), max_size=6)
sessions = st.fixed_dictionaries(
    {},
    optional={
        "schema": st.integers(0, 3) | any_json,
        "items": st.lists(st.sampled_from(NAMES) | any_json, max_size=5) | any_json,
        "answers": st.dictionaries(st.sampled_from(NAMES), any_json, max_size=3) | any_json,
        "seed": any_json,
        "set": any_json,
    },
)


@st.composite
def written(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """An answer as the page writes it."""
    item, values, seed = BANK.items[name], draw(st.sampled_from(ANSWERS[name])), draw(st.integers(0, LARGEST_SEED))
    return {
        "version": item.version,
        "values": values,
        "at": "2026-11-23T08:00:00.000Z",
        "seed": seed,
        "sure": draw(st.sampled_from([*SURE, ""])),
        "past": draw(pasts),
        "reply": reply(item, tuple(values), seed),
    }


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """A record as the page writes it to a file."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=5))
    answers = {name: draw(written(name)) for name in names}
    return {"format": FORMAT, "schema": SCHEMA, "answers": answers, "session": draw(st.none() | running())}


@st.composite
def running(draw: st.DrawFn) -> dict[str, Any]:
    session = asked(DOOR, "session-start", length=draw(st.integers(1, 6)), seed=draw(st.integers(0, 99)))["session"]
    answers = [
        {"item": name, "values": draw(st.sampled_from(ANSWERS[name])), "sure": "sure"} for name in session["items"][:3]
    ]
    return dict(asked(DOOR, "session-answer", session=session, answers=answers)["session"])


def read(text: str) -> dict[str, Any]:
    return asked(DOOR, "record-read", text=text)


@given(records())
def test_what_the_page_wrote_is_read_back_as_it_was(record: dict[str, Any]) -> None:
    found = read(json.dumps(record))
    assert {"format": FORMAT, **found["record"]} == record
    assert (found["kept"], found["dropped"]) == (len(record["answers"]), 0)
    assert read(json.dumps({"format": FORMAT, **found["record"]})) == found


@given(records(), st.data())
def test_a_verdict_that_lies_is_graded_anew(record: dict[str, Any], data: st.DataObject) -> None:
    lying = {
        **record,
        "answers": {name: {**each, "reply": data.draw(any_json)} for name, each in record["answers"].items()},
    }
    assert {"format": FORMAT, **read(json.dumps(lying))["record"]} == record


@given(records(), st.data())
def test_in_another_version_an_answer_is_dropped_and_counted_and_the_others_stay(
    record: dict[str, Any], data: st.DataObject
) -> None:
    moved = data.draw(st.sets(st.sampled_from(sorted(record["answers"])))) if record["answers"] else set()
    older = {name: {**each, "version": "old"} if name in moved else each for name, each in record["answers"].items()}
    found = read(json.dumps({**record, "answers": {**older, "gone": OK}}))
    assert set(found["record"]["answers"]) == set(record["answers"]) - moved
    assert (found["kept"], found["dropped"]) == (len(record["answers"]) - len(moved), len(moved) + 1)


@given(st.dictionaries(st.sampled_from(NAMES) | anything, any_json, max_size=4), sessions | any_json, st.integers(1, SCHEMA))
def test_whatever_stands_in_a_record_it_is_read_and_what_is_kept_is_sound(
    answers: dict[str, Any], session: object, schema: int
) -> None:
    text = json.dumps({"format": FORMAT, "schema": schema, "answers": answers, "session": session})
    found = read(text)
    assert found["kept"] + found["dropped"] == len(json.loads(text)["answers"])
    assert_sound(found["record"])


@given(records(), st.data())
def test_a_record_with_anything_in_any_field_is_read_and_what_is_kept_is_sound(
    record: dict[str, Any], data: st.DataObject
) -> None:
    for each in record["answers"].values():
        each[data.draw(st.sampled_from(sorted(each)))] = data.draw(any_json)
    assert_sound(read(json.dumps(record))["record"])


def assert_sound(record: dict[str, Any]) -> None:
    """Everything the page will trust: types, sizes, ids, versions, verdicts."""
    assert set(record) == {"schema", "answers", "session"}
    assert record["schema"] == SCHEMA
    for name, each in record["answers"].items():
        item = BANK.items[name]
        assert set(each) == {"version", "values", "at", "seed", "sure", "past", "reply"}
        assert each["version"] == item.version
        assert len(each["at"]) <= LONGEST_DATE
        assert each["sure"] in {*SURE, ""}
        assert type(each["seed"]) is int
        assert 0 <= each["seed"] <= LARGEST_SEED
        assert len(each["past"]) <= LONGEST_PAST
        assert all(type(day) is int and 0 <= day <= LAST_DAY and word in WORDS for day, word in each["past"])
        assert each["reply"] == reply(item, tuple(each["values"]), each["seed"])
    if record["session"] is not None:
        assert asked(DOOR, "session-answer", session=record["session"], answers=[])["session"] == record["session"]
        assert record["session"]["items"]


@given(
    st.fixed_dictionaries(
        {}, optional={"format": st.just(FORMAT) | any_json, "schema": st.integers() | any_json, "answers": any_json}
    )
    | any_json
)
def test_any_file_is_read_or_refused_with_a_code(data: object) -> None:
    reply = send(DOOR, "record-read", text=json.dumps(data))
    assert reply["ok"] or reply["error"]["code"] in ("not-a-record", "newer-record")


@given(anything)
def test_any_text_is_refused_with_a_code(text: str) -> None:
    assert send(DOOR, "record-read", text=text)["error"]["code"] == "not-a-record"


HOSTILE = {
    "nested deeper than Python goes": '{"format":"declined-again","schema":2,"answers":{"a":' + "[" * 100_000,
    "closed as deep": "[" * 100_000 + "]" * 100_000,
    "a number of 5,000 digits": '{"format":"declined-again","schema":' + "9" * 5000 + ',"answers":{}}',
    "longer than any record": " " * (LONGEST_FILE + 1),
    "a byte order mark": "\ufeff{}",
    "half a file": '{"format":"declined-again","schema":2,"answers":{',
    "a lone surrogate": '"\ud800"',
    "an empty table": "{}",
    "nothing": "null",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_with_a_code(text: str) -> None:
    assert send(DOOR, "record-read", text=text)["error"] == {"code": "not-a-record", "details": {}}


def test_a_file_as_long_as_can_be_is_read() -> None:
    text = json.dumps({"format": FORMAT, "schema": SCHEMA, "answers": {}})
    assert read(text + " " * (LONGEST_FILE - len(text)))["kept"] == 0


def test_a_hundred_thousand_answers_to_nothing_are_counted_and_dropped() -> None:
    text = json.dumps({"format": FORMAT, "schema": SCHEMA, "answers": {f"x{n}": 0 for n in range(100_000)}})
    assert read(text) == {
        "record": {"schema": SCHEMA, "answers": {}, "session": None},
        "kept": 0,
        "dropped": 100_000,
    }


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({}, True),
        ({"version": None}, False),
        ({"values": "x"}, False),
        ({"values": None}, False),
        ({"values": [1]}, False),
        ({"values": []}, True),
        ({"values": ["no-such-option"]}, False),
        ({"values": [OK["values"][0], "dont-know"]}, False),
        ({"values": [""] * MOST_VALUES}, True),
        ({"values": [""] * (MOST_VALUES + 1)}, False),
        ({"values": [" " * LONGEST_VALUE]}, True),
        ({"values": [" " * (LONGEST_VALUE + 1)]}, False),
        ({"at": None}, False),
        ({"at": 5}, False),
        ({"at": "x" * LONGEST_DATE}, True),
        ({"at": "x" * (LONGEST_DATE + 1)}, False),
        ({"at": "\ud800"}, True),
    ],
)
def test_an_answer_is_kept_as_long_as_the_page_could_have_written_it(change: dict[str, Any], kept: bool) -> None:
    found = read_record({"format": FORMAT, "schema": SCHEMA, "answers": {"single-0": {**OK, **change}}}, BANK.items)
    assert (found.kept, found.dropped) == ((1, 0) if kept else (0, 1))


@pytest.mark.parametrize(
    ("field", "given_", "kept"),
    [
        ("seed", LARGEST_SEED, LARGEST_SEED),
        ("seed", LARGEST_SEED + 1, 0),
        ("seed", -1, 0),
        ("seed", 1.0, 0),
        ("seed", True, 0),
        ("sure", "guess", "guess"),
        ("sure", "quite", ""),
        ("sure", None, ""),
        ("past", None, []),
        ("past", {"0": 1}, []),
        ("past", [[LAST_DAY, "unknown"], [LAST_DAY + 1, "unknown"]], [[LAST_DAY, "unknown"]]),
        ("past", [[5, "not-ready"], [True, "correct"]], []),
    ],
)
def test_what_is_senseless_beside_a_sound_answer_is_set_right(field: str, given_: object, kept: object) -> None:
    found = read_record({"format": FORMAT, "schema": SCHEMA, "answers": {"single-0": {**OK, field: given_}}}, BANK.items)
    assert found.record["answers"]["single-0"][field] == kept


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"schema": SCHEMA + 1}, "newer-record"),
        ({"schema": 0}, "not-a-record"),
        ({"schema": None}, "not-a-record"),
        ({"schema": True}, "not-a-record"),
        ({"schema": "2"}, "not-a-record"),
        ({"schema": 2.0}, "not-a-record"),
        ({"format": "declined"}, "not-a-record"),
        ({"answers": []}, "not-a-record"),
        ({"answers": None}, "not-a-record"),
    ],
)
def test_what_is_no_record_is_refused_and_a_newer_one_told_apart(change: dict[str, Any], code: str) -> None:
    with pytest.raises(RequestError) as refused:
        read_record({"format": FORMAT, "schema": SCHEMA, "answers": {}, **change}, BANK.items)
    assert refused.value.code == code


def test_what_a_later_release_wrote_into_a_session_is_left_out_and_the_answers_stay() -> None:
    session = {"schema": 99, "items": ["single-0"], "answers": {}}
    found = read_record({"format": FORMAT, "schema": 1, "answers": {"single-0": OK}, "session": session}, BANK.items)
    assert found.record["session"] is None
    assert found.kept == 1


def test_a_session_of_which_no_item_is_left_is_none() -> None:
    session = {"schema": 2, "items": ["gone"], "answers": {}}
    found = read_record({"format": FORMAT, "schema": 2, "answers": {}, "session": session}, BANK.items)
    assert found.record["session"] is None
