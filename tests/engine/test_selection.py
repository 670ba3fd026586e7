"""What choosing promises: the same choice for the same seed, spread widely, easy before hard."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.model import Item, Level
from quiz.engine.review import Standing
from quiz.engine.selection import QUICK, Index, choose, quick_checks, section_group
from tests.engine.strategies import item

SECTIONS = ["causes#information-asymmetry", "causes#thin-file", "effects#on-you", "messages#real"]
KINDS = ["single", "multiple", "number", "order"]

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


standings = st.builds(Standing, st.integers(0, 4), st.integers(0, 20))
TODAY = 10


@st.composite
def asked_before(draw: st.DrawFn) -> tuple[list[Item], dict[str, Standing]]:
    """Items, and where some of them stand."""
    pool = draw(pools)
    return pool, {each.id: draw(standings) for each in pool if draw(st.booleans())}


def need(standing: Standing | None) -> int:
    """How soon an item should be asked today: 0 is soonest."""
    if standing is None:
        return 2
    if standing.due > TODAY:
        return 3
    return 0 if standing.missed else 1


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
    assert choose(Index.of(moved), length, seed) == chosen


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


@pytest.mark.parametrize(
    ("section", "group"),
    [
        ("causes#thin-file-tell", "causes#thin-file"),
        ("causes#thin-file-your-side", "causes#thin-file"),
        ("causes#thin-file-lender-side", "causes#thin-file"),
        ("strategies#education-lenders", "strategies#education"),
        ("strategies#education-rule-makers", "strategies#education"),
        ("strategies#education-you", "strategies#education"),
        ("strategies#education", "strategies#education"),
        ("effects#on-you", "effects#on-you"),
        ("effects#on-lenders", "effects#on-lenders"),
        ("effects#on-your-understanding", "effects#on-your-understanding"),
        ("act/what-they-tell", "act/what-they-tell"),
        ("act/what-they-tell#you", "act/what-they-tell#you"),
    ],
)
def test_a_section_counts_with_what_it_is_a_part_of(section: str, group: str) -> None:
    assert section_group(item("a", section=section)) == group


@given(pools, st.sets(st.sampled_from(["causes", "effects", "messages", "cause", ""])))
def test_only_the_chapters_asked_for_are_asked_or_all_when_none_is_named(pool: list[Item], chapters: set[str]) -> None:
    chosen = choose(Index.of(pool).within(chapters), len(pool), 7)
    assert {each.id for each in chosen} == {each.id for each in pool if not chapters or each.chapter in chapters}


def test_a_chapter_whose_name_looks_like_a_part_is_asked_for_by_its_name() -> None:
    pool = [item("a", section="act/what-they-tell"), item("b", section="act/ask-lenders#how-you")]
    assert len(choose(Index.of(pool).within(["act/what-they-tell", "act/ask-lenders"]), 2, 1)) == 2


@given(asked_before(), lengths, seeds)
def test_missed_and_due_comes_before_due_before_unseen_before_later(
    drawn: tuple[list[Item], dict[str, Standing]], length: int, seed: int
) -> None:
    pool, found = drawn
    chosen = {each.id for each in choose(Index.of(pool), length, seed, found, TODAY)}
    assert len(chosen) == min(length, len(pool))
    wanted = sorted(need(found.get(each.id)) for each in pool)[:length]
    assert sorted(need(found.get(name)) for name in chosen) == wanted


@given(asked_before(), lengths, seeds, st.randoms(use_true_random=False))
def test_what_was_asked_before_leaves_the_choice_the_same_for_the_same_seed(
    drawn: tuple[list[Item], dict[str, Standing]], length: int, seed: int, chance: object
) -> None:
    pool, found = drawn
    moved, turned = list(pool), list(found.items())
    chance.shuffle(moved)
    chance.shuffle(turned)
    chosen = choose(Index.of(pool), length, seed, found, TODAY)
    assert choose(Index.of(moved), length, seed, dict(turned), TODAY) == chosen
    ranks = [list(Level).index(each.level) for each in chosen]
    assert ranks == sorted(ranks)


@given(pools, lengths, seeds, standings)
def test_where_all_items_stand_alike_the_sections_are_spread_all_the_same(
    pool: list[Item], length: int, seed: int, standing: Standing
) -> None:
    chosen = choose(Index.of(pool), length, seed, {each.id: standing for each in pool}, TODAY)
    assert chosen == choose(Index.of(pool), length, seed)


@given(pools, lengths, seeds)
def test_items_the_bank_no_longer_has_change_nothing(pool: list[Item], length: int, seed: int) -> None:
    gone = {"gone": Standing(0, 1)}
    assert choose(Index.of(pool), length, seed, gone, TODAY) == choose(Index.of(pool), length, seed)


@given(seeds)
def test_what_comes_next_is_taken_from_sections_asked_least_so_far(seed: int) -> None:
    pool = [item("missed", section="p#one"), item("near", section="p#one"), item("far", section="p#two")]
    chosen = choose(Index.of(pool), 2, seed, {"missed": Standing(0, 1)}, TODAY)
    assert {each.id for each in chosen} == {"missed", "far"}


@given(seeds)
def test_what_comes_next_is_of_kinds_asked_least_so_far(seed: int) -> None:
    pool = [item("missed", kind="single"), item("like", kind="single"), item("other", kind="order")]
    chosen = choose(Index.of(pool), 2, seed, {"missed": Standing(0, 1)}, TODAY)
    assert {each.id for each in chosen} == {"missed", "other"}


def test_sections_asked_for_one_need_wait_for_the_others_in_the_next() -> None:
    pool = [item(f"{section}{n}", section=f"p#{section}") for section in ("one", "two") for n in range(4)]
    missed = {"one0": Standing(0, 1)}
    for seed in range(40):
        for length in (2, 4, 6):
            chosen = choose(Index.of(pool), length, seed, missed, TODAY)
            assert Counter(each.section for each in chosen) == {"p#one": length // 2, "p#two": length // 2}


def test_where_sections_were_asked_alike_the_next_is_any_of_them() -> None:
    pool = [item(f"{section}{n}", section=f"p#{section}") for section in ("one", "two") for n in range(4)]
    odd = Counter(
        Counter(each.section for each in choose(Index.of(pool), 3, seed, {"one0": Standing(0, 1)}, TODAY))["p#one"]
        for seed in range(100)
    )
    assert 30 < odd[1] < 70
    assert 30 < odd[2] < 70


def test_twelve_items_of_four_kinds_are_three_of_each() -> None:
    pool = [item(f"{kind}{n}", kind=kind) for kind in KINDS for n in range(5)]
    for seed in range(20):
        assert set(Counter(each.kind for each in choose(Index.of(pool), 12, seed)).values()) == {3}


def test_every_item_has_about_the_same_chance_of_being_asked() -> None:
    pool = [item(f"{kind}{number}", section="p#s", kind=kind) for kind in KINDS for number in range(5)]
    asked = Counter(each.id for seed in range(2000) for each in choose(Index.of(pool), 5, seed))
    assert set(asked) == {each.id for each in pool}
    assert max(asked.values()) < 1.25 * 500 < 1.6 * min(asked.values())


def test_a_choice_never_changes_between_releases() -> None:
    """Whoever resumes a check, or shares a seed, finds the same items: change this only with care."""
    pool = [item(f"{kind}-{n}", list(Level)[n], SECTIONS[n], kind) for kind in KINDS for n in range(3)]
    assert [each.id for each in choose(Index.of(pool), 5, 20261123)] == [
        "multiple-0",
        "number-0",
        "order-1",
        "single-2",
        "multiple-2",
    ]
    found = {"order-2": Standing(0, 5), "single-0": Standing(2, 5), "number-1": Standing(3, 50)}
    assert [each.id for each in choose(Index.of(pool), 3, 1, found, TODAY)] == ["single-0", "multiple-1", "order-2"]


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


def test_the_quick_checks_of_a_chapter_never_change_between_releases() -> None:
    pool = [item(f"{kind}-{n}", list(Level)[n], SECTIONS[n], kind) for kind in KINDS for n in range(3)]
    assert [[each.id for each in one] for one in quick_checks(pool)] == [
        ["single-0", "multiple-0", "order-1", "single-1", "number-2"],
        ["order-0", "number-0", "number-1", "multiple-1", "single-2"],
        ["single-0", "multiple-0", "order-1", "order-2", "multiple-2"],
    ]


@given(pools)
def test_the_quick_checks_of_a_chapter_ask_every_item_and_none_twice_before_all_were_asked(pool: list[Item]) -> None:
    sets = quick_checks(pool)
    before_last = [each.id for one in sets[:-1] for each in one]
    assert len(set(before_last)) == len(before_last), "only the last set asks again, to be full"
    assert {each.id for one in sets for each in one} == {each.id for each in pool}
    assert all(len(one) == min(QUICK, len(pool)) for one in sets)
    assert all(len({each.id for each in one}) == len(one) for one in sets)
