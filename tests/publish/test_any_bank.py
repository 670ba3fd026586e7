"""Whatever an author writes where, the bank is either read whole or refused with mistakes an author can mend."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.engine.bank import load_bank
from quiz.publish.problems import AuthorError
from tests.publish.author import Author, computed, drawn, match, multiple, number, order, single, spot

Place = tuple[str | int, ...]
GOOD = {row["id"]: row for row in (single(), multiple(), number(), computed(), drawn(), order(), match(), spot())}
WRONG = ["", " ", 0, -1, True, float("nan"), float("inf"), 10**400, [], ["x"], [1], {}, {"zh": 1}, [{}], dt.date(2026, 1, 1)]
FREE = {"tolerance", "key", "monthly_fee", "periods", "value", "principal", "nominal_rate", "values"}
"""Fields that take numbers, for which some of the wrong values are right."""
ELSEWHERE = {"draw": ("compute", "derive", "mistake"), "derive": ("mistake",)}
"""Where it is told that a name is missing, when it stands in a field of its own."""


def places(value: Any, here: Place = ()) -> Iterator[Place]:
    """Every place in an item: fields, tables in lists, fields of those."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in steps:
        yield (*here, step)
        yield from places(each, (*here, step))


def changed(name: str, place: Place, value: object, *, delete: bool = False) -> dict[str, Any]:
    """A copy of a good item with another value at one place, or none."""
    row = copy.deepcopy(GOOD[name])
    table: Any = row
    for step in place[:-1]:
        table = table[step]
    if delete:
        del table[place[-1]]
    else:
        table[place[-1]] = value
    return row


def at(place: Place) -> str:
    """A place as a problem names it: ``option[1].feedback.zh``."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in place).removeprefix(".")


def value_at(name: str, place: Place) -> object:
    value: Any = GOOD[name]
    for step in place:
        value = value[step]
    return value


PLACES = {
    (at(place), type(value_at(name, place))): (name, place)
    for name, row in reversed(GOOD.items())
    for place in places(row)
    if {0} >= {step for step in place if isinstance(step, int)}
}
"""One of each sort: of several tables in a list only the first, of several items with the same field only one."""
TYPED = [
    pytest.param(name, place, value, id=f"{at(place)}-{str(value)[:12]}")
    for name, place in PLACES.values()
    for value in WRONG
    if not (FREE.intersection(place[-2:]) and isinstance(value, int | float))
    and (place[-1], value) not in (("mistake", []), ("values", [1]))
]


@pytest.mark.parametrize(("name", "place", "value"), TYPED)
def test_a_value_of_the_wrong_type_is_told_at_its_item(name: str, place: Place, value: object, tmp_path: Path):
    author = Author(tmp_path)
    author.items = {"causes": [changed(name, place, value)]}
    found = author.mistakes()
    where = "item 1" if place == ("id",) else name
    assert {problem.file for problem in found} == {"quiz/bank/items/causes.toml"}
    assert {problem.where for problem in found} <= {where, str(value)}
    top = place[0] if isinstance(place[0], str) else ""
    assert any(problem.field.startswith((top, "key", *ELSEWHERE.get(top, ()))) for problem in found), found


NUMBERS = [
    pytest.param(name, place, value, id=f"{at(place)}-{str(value)[:12]}")
    for name, place in (
        ("causes-number", ("key",)),
        ("causes-number", ("tolerance",)),
        ("causes-number", ("mistake", 0, "value")),
        ("causes-computed", ("compute", "monthly_fee")),
        ("causes-computed", ("compute", "periods")),
    )
    for value in (True, float("nan"), float("inf"), -float("inf"), 10**400)
    if (place[-1], value) != ("periods", True)
]


@pytest.mark.parametrize(("name", "place", "value"), NUMBERS)
def test_a_number_that_cannot_be_counted_with_is_a_mistake(name: str, place: Place, value: object, tmp_path: Path):
    author = Author(tmp_path)
    author.items = {"causes": [changed(name, place, value)]}
    assert {problem.field for problem in author.mistakes()} >= {"compute" if "compute" in place else at(place)}


SENSELESS = {
    "words instead of numbers": ("percent", {"function": "daily_rate_to_annual", "daily_rate": "ab", "days_in_year": 2}),
    "a list instead of a number": ("percent", {"function": "daily_rate_to_annual", "daily_rate": [0.1], "days_in_year": 2}),
    "a rate of minus 100 % a month": (
        "yuan",
        {"function": "equal_instalment", "principal": 1, "nominal_rate": -12, "periods": 2},
    ),
    "a fee beyond all measure": ("percent", {"function": "flat_fee_nominal_rate", "monthly_fee": 1e300, "periods": 12}),
    "a fee that eats the loan": ("percent", {"function": "flat_fee_nominal_rate", "monthly_fee": -0.2, "periods": 5}),
    "a part of a period": ("yuan", {"function": "equal_instalment", "principal": 1, "nominal_rate": 0.1, "periods": 12.5}),
}


@pytest.mark.parametrize(("unit", "arguments"), SENSELESS.values(), ids=SENSELESS)
def test_a_computation_without_sense_is_a_mistake_of_its_author(unit: str, arguments: dict[str, Any], tmp_path: Path):
    author = Author(tmp_path)
    author.items = {"causes": [{**computed(), "unit": unit, "compute": arguments}]}
    assert {problem.field for problem in author.mistakes()} == {"compute"}


SMALL = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.integers(-400, 400),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.sampled_from(["single", "number", "dont-know", "causes#market", "equal_instalment", 10**400]),
)
ANYTHING = st.recursive(
    SMALL,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["zh", "en", "id", "x"]), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def nearly_good(draw: st.DrawFn) -> dict[str, Any]:
    """A good item with one field, at any depth, deleted or replaced by anything TOML can hold."""
    name = draw(st.sampled_from(sorted(GOOD)))
    place = draw(st.sampled_from(list(places(GOOD[name]))))
    return changed(name, place, draw(st.sampled_from(WRONG) | ANYTHING), delete=draw(st.booleans()))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(row=nearly_good())
def test_any_item_is_either_shipped_as_json_or_refused_by_an_author_error(
    tmp_path_factory: pytest.TempPathFactory, row: dict[str, Any]
):
    author = Author(tmp_path_factory.mktemp("bank"))
    author.items = {"causes": [row]}
    try:
        bank = author.read()
    except AuthorError:
        return
    shipped = json.loads(bank.shipped(), parse_constant=pytest.fail)
    assert load_bank(shipped).items == {name: question.item for name, question in bank.questions.items()}
