"""What chance promises: the same draws everywhere and always, and no number drawn much more often than another."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.chance import Chance

seeds = st.integers(0, 2**64 - 1)
WHOLE = 2**64


def odd(counted: Counter[object], cases: int) -> float:
    """How far counts are from even: chi-squared, less what is expected, in standard deviations."""
    expected = counted.total() / cases
    squares = sum((count - expected) ** 2 / expected for count in counted.values())
    squares += (cases - len(counted)) * expected
    return (squares - (cases - 1)) / (2 * (cases - 1)) ** 0.5


def test_the_generator_is_splitmix64_as_its_authors_publish_it() -> None:
    chance = Chance(1234567)
    assert [chance.below(WHOLE) for _ in range(5)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


def test_the_draws_of_a_seed_never_change_between_releases() -> None:
    assert [Chance(0).below(100), Chance(1).below(100), Chance(2**53).below(100)] == [88, 56, 80]
    assert "".join(Chance(7).shuffled("abcdefgh")) == "hegbcfad"


@given(seeds, st.lists(st.integers(1, WHOLE), max_size=20))
def test_equal_seeds_draw_the_same(seed: int, limits: list[int]) -> None:
    one, other = Chance(seed), Chance(seed)
    assert [one.below(limit) for limit in limits] == [other.below(limit) for limit in limits]


@given(seeds, st.integers(1, WHOLE))
def test_what_is_drawn_is_below_its_limit_and_never_below_nothing(seed: int, limit: int) -> None:
    assert 0 <= Chance(seed).below(limit) < limit


@given(seeds, st.lists(st.integers(), max_size=30))
def test_shuffling_keeps_everything_and_leaves_what_it_was_given_alone(seed: int, things: list[int]) -> None:
    before = list(things)
    assert sorted(Chance(seed).shuffled(things)) == sorted(before)
    assert things == before


@given(seeds)
def test_seeds_beyond_sixty_four_bits_count_from_the_start_again(seed: int) -> None:
    assert Chance(seed + WHOLE).below(WHOLE) == Chance(seed).below(WHOLE)


@pytest.mark.parametrize("limit", [2, 3, 5, 7, 10, 60])
def test_the_draws_of_one_seed_are_even(limit: int) -> None:
    chance = Chance(20261123)
    assert odd(Counter(chance.below(limit) for _ in range(200 * limit)), limit) < 3


@pytest.mark.parametrize("limit", [2, 3, 5, 7, 10, 60])
def test_the_first_draws_of_seeds_that_follow_each_other_are_even(limit: int) -> None:
    """Pages count their seeds up, so that seeds that are near must not draw alike."""
    assert odd(Counter(Chance(seed).below(limit) for seed in range(200 * limit)), limit) < 3


def test_every_order_is_shuffled_into_about_as_often_as_any_other() -> None:
    found = Counter(tuple(Chance(seed).shuffled("abcd")) for seed in range(4800))
    assert set(found) == set(permutations("abcd"))
    assert odd(found, 24) < 3
