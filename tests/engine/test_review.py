"""What coming back promises: what was missed comes the next day, what was right waits longer each time, and no clock breaks it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.record import LAST_DAY, read_past
from quiz.engine.review import FIRST_RIGHT, LONGEST_PAST, WAITS, standing

WORDS = ["correct", "partly", "incorrect", "unknown"]
days = st.integers(0, 30_000)
entries = st.tuples(days, st.sampled_from([*WORDS, "not-ready"]))
jumping = st.lists(entries, max_size=50)
"""A past on a device whose clock jumps as it likes."""
steady = jumping.map(lambda past: sorted(past, key=lambda entry: entry[0]))
misses = st.sampled_from(["partly", "incorrect", "unknown"])


def after(*past: tuple[int, str], today: int | None = None) -> tuple[int, int]:
    """(box, due) after a past."""
    found = standing(past, today)
    assert found is not None
    return found.box, found.due


def test_boxes_wait_longer_and_longer() -> None:
    assert list(WAITS) == sorted(set(WAITS))
    assert WAITS[0] == 1


@given(jumping, st.none() | days)
def test_whatever_the_past_the_box_is_one_there_is_and_the_item_waits_as_long_as_its_box(
    past: list[tuple[int, str]], today: int | None
) -> None:
    found = standing(past, today)
    answered = [day for day, word in past if word != "not-ready"]
    assert (found is None) == (not answered)
    if found is not None:
        last = answered[-1] if today is None else min(answered[-1], today)
        assert found.box in range(len(WAITS))
        assert found.due == last + WAITS[found.box]
        assert found.missed == (found.box == 0)


@given(jumping, days, misses)
def test_what_was_missed_comes_back_the_next_day(past: list[tuple[int, str]], day: int, word: str) -> None:
    found = standing([*past, (day, word)])
    assert found is not None
    assert found.missed
    assert found.due == day + 1


@given(jumping, days)
def test_what_was_right_is_not_missed_and_never_comes_the_next_day(past: list[tuple[int, str]], day: int) -> None:
    found = standing([*past, (day, "correct")])
    assert found is not None
    assert not found.missed
    assert found.due > day + 1


@given(days, st.lists(st.integers(0, 400), min_size=1, max_size=8), misses | st.none())
def test_right_answers_on_due_days_wait_longer_and_longer(day: int, late: list[int], missed: str | None) -> None:
    past = [(day, missed or "correct")]
    waits = []
    for more in late:
        found = standing(past)
        assert found is not None
        past.append((found.due + more, "correct"))
        again = standing(past)
        assert again is not None
        waits.append(again.due - past[-1][0])
    assert waits == sorted(waits)
    assert all(one < two or one == WAITS[-1] for one, two in pairwise(waits))


@given(steady, st.integers(0, 100))
def test_a_right_answer_before_its_day_never_moves_an_item_up_more_than_out_of_the_missed(
    past: list[tuple[int, str]], early: int
) -> None:
    before = standing(past)
    if before is None:
        return
    last = max(day for day, word in past if word != "not-ready")
    day = min(last + early, before.due - 1)
    assert after(*past, (day, "correct"))[0] == max(before.box, 1)


@given(jumping)
def test_what_was_not_ready_does_not_count(past: list[tuple[int, str]]) -> None:
    answered = [entry for entry in past if entry[1] != "not-ready"]
    assert standing(past) == standing(answered)


@given(steady, st.lists(entries, min_size=1, max_size=5))
def test_only_the_last_answers_count(past: list[tuple[int, str]], older: list[tuple[int, str]]) -> None:
    last = [(day, "correct") for day, _ in past][:LONGEST_PAST] + [(30_000, "correct")] * LONGEST_PAST
    assert standing([*older, *last]) == standing(last[-LONGEST_PAST:])


@given(steady, days, st.integers(1, 10_000_000), st.sampled_from(WORDS))
def test_an_answer_given_while_the_clock_ran_ahead_does_not_put_off_those_that_follow(
    past: list[tuple[int, str]], day: int, ahead: int, word: str
) -> None:
    wrong = [*past, (day + ahead, word), (day, "correct")]
    right = [*past, (day, word), (day, "correct")]
    assert standing(wrong) == standing(right)
    found = standing(wrong)
    assert found is not None
    assert found.due <= day + WAITS[-1]


@given(jumping, days)
def test_no_item_waits_longer_than_the_longest_wait_from_today(past: list[tuple[int, str]], today: int) -> None:
    found = standing(past, today)
    assert found is None or found.due <= today + WAITS[-1]


@given(steady)
def test_a_clock_that_runs_right_changes_nothing(past: list[tuple[int, str]]) -> None:
    assert standing(past, 30_000) == standing(past)


def test_an_empty_past_is_no_standing() -> None:
    assert standing([]) is None
    assert standing([(5, "not-ready")]) is None


@pytest.mark.parametrize(
    ("past", "found"),
    [
        ([(10, "correct")], (FIRST_RIGHT, 17)),
        ([(10, "incorrect")], (0, 11)),
        ([(10, "correct"), (16, "correct")], (2, 23)),
        ([(10, "correct"), (17, "correct")], (3, 38)),
        ([(10, "correct"), (17, "correct"), (38, "correct")], (4, 98)),
        ([(10, "correct"), (17, "correct"), (38, "correct"), (98, "correct")], (4, 158)),
        ([(10, "correct"), (17, "partly")], (0, 18)),
        ([(10, "unknown"), (10, "correct")], (1, 13)),
        ([(10, "unknown"), (11, "correct")], (1, 14)),
        ([(10, "unknown"), (11, "correct"), (14, "correct")], (2, 21)),
        ([(10, "correct"), (3, "correct")], (2, 10)),
    ],
)
def test_an_item_stands_where_its_past_puts_it(past: list[tuple[int, str]], found: tuple[int, int]) -> None:
    assert after(*past) == found


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from([*WORDS, "not-ready", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["0", "1", "day"]), inner, max_size=2),
    max_leaves=6,
)


@given(st.lists(st.tuples(days, st.sampled_from(WORDS)).map(list) | junk, max_size=20))
def test_entries_that_are_none_are_ignored_and_the_others_kept_in_order(data: list[Any]) -> None:
    good = [
        tuple(each)
        for each in data
        if isinstance(each, list)
        and len(each) == 2
        and type(each[0]) is int
        and 0 <= each[0] <= LAST_DAY
        and each[1] in WORDS
    ]
    assert list(read_past(data)) == good


@given(junk)
def test_what_is_no_past_is_an_empty_one_or_has_none_but_days_and_words(data: object) -> None:
    for day, word in read_past(data):
        assert 0 <= day <= LAST_DAY
        assert word in WORDS


def test_the_last_day_there_is_counts_and_the_one_after_does_not() -> None:
    assert list(read_past([[LAST_DAY, "correct"], [LAST_DAY + 1, "correct"], [-1, "correct"], [0, "correct"]])) == [
        (LAST_DAY, "correct"),
        (0, "correct"),
    ]


def test_of_a_long_past_the_last_entries_are_read() -> None:
    past = [[day, "correct"] for day in range(LONGEST_PAST + 5)]
    assert [day for day, _ in read_past(past)] == list(range(5, LONGEST_PAST + 5))
