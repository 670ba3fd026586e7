"""What choosing promises: the same choice for the same seed, spread widely, easy before hard."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.model import Item, Level
from quiz.engine.selection import QUICK, Index, choose, quick_checks
from tests.engine.strategies import item

SECTIONS = ["causes#information-asymmetry", "causes#thin-file", "effects#on-you", "messages#real"]
KINDS = ["single", "multiple", "number"]

pools = st.lists(
    st.tuples(
        st.text("abcdefgh", min_size=1, max_size=4),
        st.sampled_from(Level),
        st.sampled_from(SECTIONS),
        st.sampled_from(KINDS),
    ),
    max_size=20,
    unique_by=lambda drawn: drawn[0],
).map(lambda drawn: [item(*each) for each in drawn])
lengths = st.integers(0, 12)
seeds = st.integers(0, 2**32)


def assert_spread(chosen: Counter[str], offered: Counter[str]) -> None:
    """No group is asked twice more than another that still has something to ask."""
    for group, available in offered.items():
        if chosen[group] < available:
            assert max(chosen.values(), default=0) <= chosen[group] + 1


@given(pools, lengths, seeds, st.randoms(use_true_random=False))
def test_the_same_seed_chooses_the_same_items_in_whatever_order_the_bank_has_them(
    pool: list[Item], length: int, seed: int, chance: object
) -> None:
    moved = list(pool)
    chance.shuffle(moved)
    chosen = choose(Index.of(pool), length, seed)
    assert chosen == choose(Index.of(pool), length, seed)
    assert {each.id for each in choose(Index.of(moved), length, seed)} == {each.id for each in chosen}


@given(pools, lengths, seeds)
def test_it_asks_as_many_as_wanted_or_all_there_are_and_none_twice(pool: list[Item], length: int, seed: int) -> None:
    chosen = [each.id for each in choose(Index.of(pool), length, seed)]
    assert len(chosen) == min(length, len(pool))
    assert len(set(chosen)) == len(chosen)
    assert set(chosen) <= {each.id for each in pool}


@given(pools, lengths, seeds)
def test_levels_never_fall_from_first_to_last(pool: list[Item], length: int, seed: int) -> None:
    ranks = [list(Level).index(each.level) for each in choose(Index.of(pool), length, seed)]
    assert ranks == sorted(ranks)


@given(pools, lengths, seeds)
def test_no_section_is_asked_twice_more_than_one_that_has_items_left(pool: list[Item], length: int, seed: int) -> None:
    chosen = choose(Index.of(pool), length, seed)
    assert_spread(Counter(each.section for each in chosen), Counter(each.section for each in pool))


@given(pools, lengths, seeds)
def test_within_one_section_no_kind_is_asked_twice_more_than_another(pool: list[Item], length: int, seed: int) -> None:
    here = [item(each.id, each.level, "causes#thin-file", each.kind) for each in pool]
    chosen = choose(Index.of(here), length, seed)
    assert_spread(Counter(each.kind for each in chosen), Counter(each.kind for each in here))


@given(seeds)
def test_sub_sections_count_with_their_section(seed: int) -> None:
    pool = [
        item("tell", section="causes#thin-file-tell"),
        item("side", section="causes#thin-file-your-side"),
        item("lender", section="causes#thin-file-lender-side"),
        item("other", section="causes#product-mismatch"),
    ]
    assert "other" in {each.id for each in choose(Index.of(pool), 2, seed)}


def test_every_item_is_reached_by_some_seed() -> None:
    pool = [
        item(f"{section.partition('#')[2]}-{kind}-{number}", section=section, kind=kind)
        for section in SECTIONS
        for kind in KINDS
        for number in range(5)
    ]
    reached = {each.id for seed in range(1000) for each in choose(Index.of(pool), 5, seed)}
    assert reached == {each.id for each in pool}


def test_different_seeds_ask_different_things() -> None:
    pool = [item(f"{section}-{number}", section=section) for section in SECTIONS for number in range(5)]
    assert len({frozenset(each.id for each in choose(Index.of(pool), 5, seed)) for seed in range(50)}) > 25


@given(pools)
def test_the_quick_checks_of_a_chapter_ask_every_item_and_none_twice_before_all_were_asked(pool: list[Item]) -> None:
    sets = quick_checks(pool)
    before_last = [each.id for one in sets[:-1] for each in one]
    assert len(set(before_last)) == len(before_last), "only the last set asks again, to be full"
    assert {each.id for one in sets for each in one} == {each.id for each in pool}
    assert all(len(one) == min(QUICK, len(pool)) for one in sets)
    assert all(len({each.id for each in one}) == len(one) for one in sets)
