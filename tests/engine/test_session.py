"""What a session promises as data: whatever is read back as one is sound, and what cannot be is refused with a code."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.errors import RequestError
from quiz.engine.grading import grade
from quiz.engine.model import Tag
from quiz.engine.session import (
    LARGEST_SEED,
    LONGEST_VALUE,
    MOST_ITEMS,
    MOST_VALUES,
    SCHEMA,
    SURE,
    Given,
    Session,
    Tally,
    is_seed,
    read_given,
    restore,
    result,
    start,
)
from tests.engine.strategies import anything, item
from tests.engine.whole_bank import ANSWERS, BANK, NAMES

any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | anything | st.sampled_from([*NAMES, "x", "dont-know"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(anything | st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=8,
)
names = st.sampled_from([*NAMES, "gone"])
given_data = st.fixed_dictionaries({}, optional={"values": st.lists(anything, max_size=3) | any_json, "sure": any_json})
hostile = st.fixed_dictionaries(
    {"schema": st.integers(1, SCHEMA)},
    optional={
        "items": st.lists(names | any_json, max_size=8),
        "answers": st.dictionaries(names, st.one_of(st.sampled_from([each for some in ANSWERS.values() for each in some]), given_data, any_json), max_size=5),
        "seed": any_json | st.integers(0, 99),
        "set": any_json,
    },
)  # fmt: skip


@given(hostile | any_json)
def test_whatever_is_read_back_as_a_session_is_sound(data: object) -> None:
    try:
        found = restore(data, BANK.items)
    except RequestError as error:
        if error.code not in ("not-a-session", "newer-session"):
            raise
        return
    assert set(found.items) <= set(BANK.items)
    assert len(set(found.items)) == len(found.items) <= MOST_ITEMS
    assert set(found.answers) <= set(found.items)
    assert 0 <= found.seed <= LARGEST_SEED
    assert len(found.set) < 100
    for name, each in found.answers.items():
        assert each.sure in {*SURE, ""}
        assert grade(BANK.items[name], each.values, found.seed).tag is not Tag.NOT_READY
    assert restore(json.loads(json.dumps(found.as_data())), BANK.items) == found
    assert set(result(found, BANK.items)["verdicts"]) == set(found.items)


@given(hostile)
def test_what_is_sound_in_a_session_survives_what_is_not(data: dict[str, Any]) -> None:
    """Items the bank has stay in their order, each once; of the answers those that fit."""
    if not isinstance(data.get("items"), list) or not isinstance(data.get("answers"), dict):
        return
    found = restore(data, BANK.items)
    assert list(found.items) == list(
        dict.fromkeys(each for each in data["items"] if isinstance(each, str) and each in NAMES)
    )
    for name in found.items:
        said = data["answers"].get(name)
        values = said if data["schema"] == 1 else said.get("values") if isinstance(said, dict) else None
        fits = False
        if isinstance(values, list) and all(isinstance(each, str) for each in values):
            try:
                fits = grade(BANK.items[name], tuple(values), found.seed).tag is not Tag.NOT_READY
            except RequestError:
                fits = False
        assert (name in found.answers) == fits
        if fits:
            assert found.answers[name].values == tuple(values)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"schema": SCHEMA + 1}, "newer-session"),
        ({"schema": SCHEMA + 1, "items": None}, "newer-session"),
        ({"schema": 0}, "not-a-session"),
        ({"schema": -1}, "not-a-session"),
        ({"schema": None}, "not-a-session"),
        ({"schema": True}, "not-a-session"),
        ({"schema": 2.0}, "not-a-session"),
        ({"schema": "2"}, "not-a-session"),
        ({"items": None}, "not-a-session"),
        ({"items": "single-0"}, "not-a-session"),
        ({"items": {"single-0": 1}}, "not-a-session"),
        ({"answers": None}, "not-a-session"),
        ({"answers": []}, "not-a-session"),
    ],
)
def test_what_is_no_session_is_refused_and_a_newer_one_told_apart(change: dict[str, Any], code: str) -> None:
    with pytest.raises(RequestError) as refused:
        restore({"schema": SCHEMA, "items": ["single-0"], "answers": {}, **change}, BANK.items)
    assert refused.value.code == code


@pytest.mark.parametrize("data", [None, 5, "session", [], [["schema", 2]], True])
def test_what_is_no_table_is_no_session(data: object) -> None:
    with pytest.raises(RequestError) as refused:
        restore(data, BANK.items)
    assert refused.value.code == "not-a-session"


@pytest.mark.parametrize(
    ("field", "given_", "kept"),
    [
        ("seed", 0, 0),
        ("seed", LARGEST_SEED, LARGEST_SEED),
        ("seed", LARGEST_SEED + 1, 0),
        ("seed", -1, 0),
        ("seed", True, 0),
        ("seed", "5", 0),
        ("seed", None, 0),
        ("set", "few", "few"),
        ("set", "x" * 99, "x" * 99),
        ("set", "x" * 100, ""),
        ("set", None, ""),
        ("set", ["few"], ""),
    ],
)
def test_a_senseless_seed_or_set_is_none(field: str, given_: object, kept: object) -> None:
    data = {"schema": SCHEMA, "items": ["single-0"], "answers": {}, field: given_}
    assert restore(data, BANK.items).as_data()[field] == kept


def test_an_older_session_is_read_as_one_of_today() -> None:
    older = {"schema": 1, "items": ["single-0", "multiple-0"], "answers": {"single-0": ["y"], "multiple-0": "a"}}
    assert restore(older, BANK.items).as_data() == {
        "schema": SCHEMA,
        "items": ["single-0", "multiple-0"],
        "answers": {"single-0": {"values": ["y"], "sure": ""}},
        "seed": 0,
        "set": "",
    }


def test_an_older_release_wrote_no_tables_as_answers_and_they_are_dropped() -> None:
    mixed = {"schema": 1, "items": ["single-0"], "answers": {"single-0": {"values": ["y"]}}}
    assert restore(mixed, BANK.items).answers == {}


def test_a_session_asks_each_item_once_and_no_more_than_anyone_answers() -> None:
    many = [item(f"i{number}") for number in range(MOST_ITEMS + 5)]
    items = {each.id: each for each in many}
    assert start([many[1], many[0], many[1]], 7, "few") == Session(("i1", "i0"), {}, 7, "few")
    assert len(start(many).items) == MOST_ITEMS
    data = {"schema": SCHEMA, "items": [*items, *items], "answers": {}}
    assert restore(data, items) == start(many)


@pytest.mark.parametrize("value", [0, 1, LARGEST_SEED])
def test_a_whole_number_that_javascript_can_count_is_a_seed(value: int) -> None:
    assert is_seed(value)


@pytest.mark.parametrize("value", [-1, LARGEST_SEED + 1, True, False, 1.0, "1", None, [1]])
def test_nothing_else_is_a_seed(value: object) -> None:
    assert not is_seed(value)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"values": ["x"]}, Given(("x",))),
        ({"values": ["x", ""], "sure": "sure"}, Given(("x", ""), "sure")),
        ({"values": [], "sure": "fairly"}, Given((), "fairly")),
        ({"values": ["x"], "sure": "quite"}, Given(("x",))),
        ({"values": ["x"], "sure": []}, Given(("x",))),
        ({"values": ["x"] * MOST_VALUES}, Given(("x",) * MOST_VALUES)),
        ({"values": ["x"] * (MOST_VALUES + 1)}, None),
        ({"values": ["x" * LONGEST_VALUE]}, Given(("x" * LONGEST_VALUE,))),
        ({"values": ["x" * (LONGEST_VALUE + 1)]}, None),
        ({"values": [1]}, None),
        ({"values": "x"}, None),
        ({}, None),
        (["x"], None),
        (None, None),
    ],
)
def test_an_answer_is_texts_few_and_short_with_how_sure_the_reader_was(data: object, found: Given | None) -> None:
    assert read_given(data) == found


def test_an_item_the_session_does_not_ask_is_refused_by_name() -> None:
    with pytest.raises(RequestError) as refused:
        start([BANK.items["single-0"]]).answer("single-1", Given(("x",)), BANK.items)
    assert (refused.value.code, dict(refused.value.details)) == ("not-asked", {"item": "single-1"})


def test_answering_leaves_the_session_before_as_it_was() -> None:
    before = start([BANK.items["single-0"]])
    after = before.answer("single-0", Given(("x",), "sure"), BANK.items)
    assert (before.answers, dict(after.answers)) == ({}, {"single-0": Given(("x",), "sure")})
    again = after.answer("single-0", Given(("y",)), BANK.items)
    assert dict(again.answers) == {"single-0": Given(("y",))}
    assert dict(again.answer("single-0", Given(()), BANK.items).answers) == {}


def test_an_answer_that_does_not_fit_leaves_the_one_before() -> None:
    before = start([BANK.items["single-0"]]).answer("single-0", Given(("x",)), BANK.items)
    with pytest.raises(RequestError):
        before.answer("single-0", Given(("nothing",)), BANK.items)
    assert dict(before.answers) == {"single-0": Given(("x",))}


def test_drawn_numbers_are_graded_with_the_seed_of_the_session() -> None:
    seed = next(seed for seed in range(1, 99) if BANK.items["drawn-0"].spec.draws.drawn(seed)["fee"] != 0.006)
    printed, drawn = start([BANK.items["drawn-0"]]), start([BANK.items["drawn-0"]], seed)
    key = f"{BANK.items['drawn-0'].spec.key}"
    assert printed.answer("drawn-0", Given((key,)), BANK.items).verdict("drawn-0", BANK.items).word == "correct"
    assert drawn.answer("drawn-0", Given((key,)), BANK.items).verdict("drawn-0", BANK.items).word == "incorrect"


def test_without_an_answer_an_item_is_not_ready() -> None:
    assert start([BANK.items["single-0"]]).verdict("single-0", BANK.items).word == "not-ready"


@given(st.lists(st.sampled_from(["correct", "partly", "incorrect", "unknown", "not-ready"])))
def test_a_tally_counts_every_word_once(words: list[str]) -> None:
    tally = Tally()
    for word in words:
        tally = tally.plus(word)
    assert tally == Tally(*(words.count(word) for word in ["correct", "partly", "incorrect", "unknown", "not-ready"]))
