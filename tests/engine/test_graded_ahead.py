"""What is graded ahead, when the site is built, is every answer there is, once, and just what the engine says later."""

from __future__ import annotations

from itertools import combinations, permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.grading import grade, graded_ahead
from quiz.engine.kinds import KINDS
from quiz.engine.kinds.match import Match
from quiz.engine.kinds.multiple import Multiple
from quiz.engine.kinds.order import Order
from quiz.engine.kinds.single import Single
from quiz.engine.kinds.spot import Spot
from quiz.engine.model import DONT_KNOW, Item, Level, Tag
from tests.engine.strategies import SPECS

MOST = 260


def every_answer(spec: object) -> set[frozenset[str] | tuple[str, ...]]:
    """All complete answers to a question, counted in another way than the engine does; choices of several are sets."""
    match spec:
        case Single():
            return {frozenset([option]) for option in spec.options}
        case Multiple() | Spot():
            sizes = range(1, len(spec.options) + 1)
            return {frozenset(chosen) for size in sizes for chosen in combinations(spec.options, size)}
        case Match():
            return {
                frozenset(f"{prompt}={option}" for prompt, option in zip(spec.prompts, each, strict=True))
                for each in product(spec.options, repeat=len(spec.prompts))
            }
        case Order():
            return set(permutations(spec.options))
    raise TypeError(spec)


def item(kind: str, spec: object) -> Item:
    return Item("a", kind, Level.APPLY, "p#s", "1", spec)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "number"])
@given(data=st.data())
def test_every_answer_and_i_dont_know_are_graded_ahead_exactly_once_or_they_are_many(kind: str, data: st.DataObject) -> None:
    asked = item(kind, data.draw(SPECS[kind]))
    expected = every_answer(asked.spec)
    ahead = graded_ahead(asked)
    if ahead is None:
        assert len(expected) > 120
        return
    found = list(ahead)
    assert found[0] == ((DONT_KNOW,), grade(asked, (DONT_KNOW,)))
    said = [response if kind == "order" else frozenset(response) for response, _ in found[1:]]
    assert len(said) == len(set(said)) <= MOST
    assert set(said) == expected
    for response, verdict in found[1:]:
        assert verdict == grade(asked, response)
        assert verdict.tag is Tag.GRADED


@given(SPECS["number"])
def test_what_may_be_typed_has_no_end_and_is_not_graded_ahead(spec: object) -> None:
    assert graded_ahead(item("number", spec)) is None


def ids(count: int) -> tuple[str, ...]:
    return tuple(f"o{number}" for number in range(count))


@pytest.mark.parametrize(
    ("kind", "few", "many", "count"),
    [
        ("multiple", Multiple(ids(8), ("o1",)), Multiple(ids(9), ("o1",)), 255),
        ("spot", Spot(ids(8), ("o1",)), Spot(ids(9), ("o1",)), 255),
        ("order", Order(ids(5)), Order(ids(6)), 120),
        ("match", Match(dict.fromkeys(ids(4), "o0"), ids(4)), Match(dict.fromkeys(ids(4), "o0"), ids(5)), 256),
    ],
)
def test_more_answers_than_a_page_should_carry_are_left_to_the_engine(
    kind: str, few: object, many: object, count: int
) -> None:
    ahead = graded_ahead(item(kind, few))
    assert ahead is not None
    assert len(list(ahead)) == count + 1
    assert graded_ahead(item(kind, many)) is None
