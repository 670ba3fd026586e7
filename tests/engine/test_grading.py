"""What grading promises for every item an author could write and every response a page could send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.errors import RequestError
from quiz.engine.fields import Fields
from quiz.engine.grading import grade
from quiz.engine.kinds import KINDS
from quiz.engine.kinds.match import Match
from quiz.engine.kinds.number import Number
from quiz.engine.model import DONT_KNOW, Item, Mark, Response, Tag, Verdict
from tests.engine.strategies import SPECS, anything, items


def feedback_ids(item: Item) -> set[str]:
    """Every feedback the bank has for an item."""
    if isinstance(item.spec, Number):
        return {"correct", "otherwise", *(f"mistake.{index + 1}" for index in range(len(item.spec.mistakes)))}
    if isinstance(item.spec, Match):
        return {f"prompt.{prompt}" for prompt in item.spec.prompts}
    return {f"option.{option}" for option in item.spec.options}


def assert_well_formed(item: Item, verdict: Verdict) -> None:
    assert 0 <= verdict.points <= verdict.of
    assert (verdict.of > 0) == (verdict.tag is Tag.GRADED)
    assert bool(verdict.reason) == (verdict.tag is Tag.NOT_READY)
    assert set(verdict.feedback) <= feedback_ids(item)
    assert len(set(verdict.feedback)) == len(verdict.feedback)


@st.composite
def answered(draw: st.DrawFn, kind: str) -> tuple[Item, Response]:
    """An item and a response the page's own inputs allow, other than nothing and "I don't know"."""
    item = draw(items(kind))
    options = st.sampled_from(item.spec.options)
    chosen = {"single": options.map(lambda one: [one]), "multiple": st.lists(options, min_size=1)}
    return item, tuple(draw(chosen[kind]))


def test_every_kind_is_drawn_by_these_tests() -> None:
    assert set(SPECS) == set(KINDS)


@pytest.mark.parametrize("kind", ["single", "multiple"])
@given(data=st.data())
def test_any_choice_among_the_options_is_graded_with_points_between_nothing_and_all(kind: str, data: st.DataObject) -> None:
    item, response = data.draw(answered(kind))
    verdict = grade(item, response)
    assert verdict.tag is Tag.GRADED
    assert_well_formed(item, verdict)
    assert set(verdict.marks) == set(item.spec.options)
    chosen = {option for option, mark in verdict.marks.items() if mark in {Mark.HIT, Mark.FALSE_ALARM}}
    assert chosen == set(response)


@given(items(), st.lists(anything | st.sampled_from([DONT_KNOW, "", "1", "a"]), max_size=4))
def test_any_strings_at_all_end_in_a_verdict_or_in_a_refusal(item: Item, response: list[str]) -> None:
    try:
        verdict = grade(item, tuple(response))
    except RequestError:
        return
    assert_well_formed(item, verdict)


@pytest.mark.parametrize("kind", ["single", "multiple"])
@given(data=st.data())
def test_the_key_and_nothing_but_the_key_is_correct(kind: str, data: st.DataObject) -> None:
    item, response = data.draw(answered(kind))
    key = {item.spec.key} if kind == "single" else set(item.spec.key)
    assert (grade(item, response).word == "correct") == (set(response) == key)
    assert grade(item, tuple(key)).word == "correct"


@given(items("number"), st.integers(-(10**11), 10**11))
def test_a_number_is_correct_exactly_within_its_tolerance(item: Item, cents: int) -> None:
    off = abs(cents - round(item.spec.key * 100)) - round(item.spec.tolerance * 100)
    text = f"{cents / 100:.2f}"
    assert (grade(item, (text,)).word == "correct") == (off <= 0)


@given(items("number"), st.integers(0, 100), st.booleans())
def test_a_number_anywhere_inside_the_tolerance_is_correct(item: Item, percent: int, below: bool) -> None:
    off = item.spec.tolerance * percent / 100 * (-1 if below else 1)
    assert grade(item, (f"{item.spec.key + off:.9f}",)).word == "correct"


@given(items("number"))
def test_a_known_mistake_is_never_answered_with_the_words_for_any_other_number(item: Item) -> None:
    for mistake in item.spec.mistakes:
        verdict = grade(item, (f"{mistake:.2f}",))
        assert verdict.word == "incorrect"
        assert verdict.feedback[0].startswith("mistake.")


@given(items())
def test_i_dont_know_is_unknown_and_always_leads_to_feedback(item: Item) -> None:
    verdict = grade(item, (DONT_KNOW,))
    assert verdict.word == "unknown"
    assert verdict.feedback
    assert_well_formed(item, verdict)


@given(items(), st.lists(st.text(" \t\n\u3000"), max_size=3))
def test_blanks_are_not_ready_and_reveal_nothing(item: Item, blanks: list[str]) -> None:
    verdict = grade(item, tuple(blanks))
    assert (verdict.word, verdict.reason) == ("not-ready", "empty")
    assert not verdict.feedback
    assert not verdict.marks


@given(items(), st.lists(anything.filter(str.strip), min_size=1, max_size=3))
def test_i_dont_know_beside_anything_else_is_a_contradiction(item: Item, others: list[str]) -> None:
    with pytest.raises(RequestError) as refused:
        grade(item, (*others, DONT_KNOW))
    assert refused.value.code == "dont-know-beside-others"


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_a_kind_writes_it_reads_back_unchanged(kind: str, data: st.DataObject) -> None:
    spec = data.draw(SPECS[kind])
    fields = Fields(KINDS[kind].dump(spec))
    assert KINDS[kind].parse(fields) == spec
    assert fields.complaints == []
    fields.unknown()
    assert fields.complaints == []
