"""Ten thousand items: choosing looks at each item a few times at most, and memory grows as the bank does. No clock is asked."""

from __future__ import annotations

import json
import sys
import tracemalloc
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from quiz.engine import chance, selection
from quiz.engine.bank import Bank, dump_bank, load_bank
from quiz.engine.model import Item, Level
from quiz.engine.review import Standing
from quiz.engine.selection import Index, choose
from tests.engine.strategies import item

MANY = 10_000
KINDS = ["single", "multiple", "number", "order", "match", "spot"]
FILES = {selection.__file__, chance.__file__}


def pool(count: int, sections: int, kinds: list[str] = KINDS) -> list[Item]:
    return [
        item(f"i{n}", list(Level)[n % 3], f"c{n % sections % 9}#s{n % sections}", kinds[n % len(kinds)])
        for n in range(count)
    ]


def choosing(count: int, sections: int, length: int, every: int) -> Callable[[], object]:
    """Choosing from a bank of which each `every`-th item was answered before (0: none)."""
    index = Index.of(pool(count, sections))
    found = {f"i{n}": Standing(n % 5, n % 90) for n in range(0, count, every)} if every else {}
    return lambda: choose(index, length, 7, found, 45)


def steps(work: Callable[[], object]) -> int:
    """Lines of selection and chance that are run, each time they are: a count that no machine is too slow for."""
    counted = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal counted
        if frame.f_code.co_filename not in FILES:
            return None
        counted += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return counted


@pytest.mark.parametrize("length", [1, 20, 500])
@pytest.mark.parametrize("every", [0, 50, 1], ids=["nothing answered", "some answered", "all answered"])
@pytest.mark.parametrize("sections", [1, 60, 1000])
def test_choosing_takes_a_few_steps_for_each_item_and_for_each_one_chosen(length: int, every: int, sections: int) -> None:
    answered = MANY // every if every else 0
    assert steps(choosing(MANY, sections, length, every)) < 4 * MANY + 5 * answered + 150 * length


@pytest.mark.parametrize("sections", [1, 60, 1000])
def test_ten_times_the_items_take_no_more_than_ten_times_the_steps(sections: int) -> None:
    assert steps(choosing(MANY, sections, 20, 2)) < 11 * steps(choosing(MANY // 10, sections, 20, 2))


def test_without_a_past_only_the_sections_that_are_asked_are_looked_into() -> None:
    assert steps(choosing(MANY, 1000, 20, 0)) < 2 * 1000 + 20 * 200


def allocated(work: Callable[[], object]) -> int:
    """The most bytes held at one time."""
    tracemalloc.start()
    try:
        kept = work()
        peak = tracemalloc.get_traced_memory()[1]
        del kept
    finally:
        tracemalloc.stop()
    return peak


def test_the_memory_of_a_bank_and_its_index_grows_as_the_bank_does() -> None:
    def loading(count: int) -> Callable[[], object]:
        data = json.loads(dump_bank(Bank({each.id: each for each in pool(count, 60, ["single"])})))
        return lambda: load_bank(data).index

    small, large = (allocated(loading(count)) for count in (MANY // 10, MANY))
    assert 5 * small < large < 12 * small
    assert large < 2000 * MANY


def test_the_memory_of_choosing_grows_as_the_bank_does_at_most() -> None:
    small, large = (allocated(choosing(count, 60, 20, 2)) for count in (MANY // 10, MANY))
    assert large < 20 * small, "sets grow by leaps"
    assert large < 200 * MANY
