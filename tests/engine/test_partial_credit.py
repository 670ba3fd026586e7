"""Partial credit is monotone: nothing better done ever earns less, nothing worse ever earns more. And ids alone count."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quiz.engine.grading import grade
from quiz.engine.kinds import KINDS
from quiz.engine.kinds.match import Match
from quiz.engine.kinds.multiple import Multiple
from quiz.engine.kinds.number import Number
from quiz.engine.kinds.order import Order
from quiz.engine.kinds.single import Single
from quiz.engine.kinds.spot import Spot
from quiz.engine.model import DONT_KNOW, Item, Level, Mark, Response, Verdict
from tests.engine.strategies import SPECS, complete_responses, items, orders

SEVERAL = ("multiple", "spot")


def asked(spec: Order) -> Item:
    return Item("o", "order", Level.APPLY, "p#s", "1", spec)


@st.composite
def answered(draw: st.DrawFn, *kinds: str) -> tuple[Item, Response]:
    item = draw(items(*kinds))
    return item, draw(complete_responses(item))


def points(item: Item, response: Response) -> int:
    return grade(item, response).points


def assert_graded_alike(one: Verdict, other: Verdict) -> None:
    assert (one.word, one.points, one.of, one.reason) == (other.word, other.points, other.of, other.reason)
    assert dict(one.marks) == dict(other.marks)
    assert sorted(one.feedback) == sorted(other.feedback)


def moved(spec: object, shuffle: st.DataObject) -> object:
    """The same question with its options (and prompts) written in another order."""
    if isinstance(spec, Order | Number):
        return spec
    options = tuple(shuffle.draw(st.permutations(spec.options)))
    if isinstance(spec, Match):
        return Match(dict(shuffle.draw(st.permutations(list(spec.prompts.items())))), options)
    if isinstance(spec, Single):
        return Single(options, spec.key)
    return type(spec)(options, tuple(option for option in options if option in spec.key))


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_the_order_in_which_options_and_values_stand_changes_neither_points_nor_marks(
    kind: str, data: st.DataObject
) -> None:
    item, response = data.draw(answered(kind))
    other = Item(item.id, kind, item.level, item.section, item.version, moved(item.spec, data))
    said = response if kind == "order" else tuple(data.draw(st.permutations(response)))
    assert_graded_alike(grade(item, response), grade(other, said))


@given(answered("order"), st.data())
def test_the_ids_of_steps_mean_nothing_but_their_place(drawn: tuple[Item, Response], data: st.DataObject) -> None:
    item, response = drawn
    called = dict(zip(item.spec.options, data.draw(st.permutations([f"s{n}" for n in range(6)])), strict=False))
    one = grade(item, response)
    other = grade(asked(Order(tuple(called[each] for each in item.spec.options))), tuple(called[each] for each in response))
    assert (one.word, one.points, one.of) == (other.word, other.points, other.of)
    assert {called[option]: mark for option, mark in one.marks.items()} == dict(other.marks)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_any_complete_answer_is_graded_and_all_points_are_those_of_the_key_alone(kind: str, data: st.DataObject) -> None:
    item, response = data.draw(answered(kind))
    verdict = grade(item, response)
    assert verdict.word in {"correct", "partly", "incorrect"}
    assert 0 <= verdict.points <= verdict.of
    assert (verdict.points == verdict.of) == (verdict.word == "correct")
    assert (verdict.points == 0) == (verdict.word == "incorrect")
    if kind != "number":
        assert (verdict.word == "correct") == ({Mark.MISSED, Mark.FALSE_ALARM}.isdisjoint(verdict.marks.values()))


@pytest.mark.parametrize("kind", SEVERAL)
@given(data=st.data())
def test_each_point_is_an_option_of_the_key_less_those_beside_it(kind: str, data: st.DataObject) -> None:
    item, response = data.draw(answered(kind))
    right = len(set(response) & set(item.spec.key))
    verdict = grade(item, response)
    assert verdict.of == len(item.spec.key)
    assert verdict.points == max(0, 2 * right - len(set(response)))
    for option, mark in verdict.marks.items():
        assert (
            mark.value
            == {
                (True, True): "hit",
                (False, True): "missed",
                (True, False): "false-alarm",
                (False, False): "rest",
            }[option in response, option in item.spec.key]
        )


@pytest.mark.parametrize("kind", SEVERAL)
@given(data=st.data())
def test_one_more_hit_never_lowers_and_one_more_false_alarm_never_raises(kind: str, data: st.DataObject) -> None:
    item, response = data.draw(answered(kind))
    assume(set(response) != set(item.spec.options))
    more = data.draw(st.sampled_from([option for option in item.spec.options if option not in response]))
    difference = points(item, (*response, more)) - points(item, response)
    assert difference in ({0, 1} if more in item.spec.key else {0, -1})


@pytest.mark.parametrize("kind", SEVERAL)
@given(data=st.data())
def test_choosing_everything_earns_no_more_than_the_key_outnumbers_the_rest(kind: str, data: st.DataObject) -> None:
    spec = data.draw(SPECS[kind])
    item = Item("a", kind, Level.APPLY, "p#s", "1", spec)
    beside = len(spec.options) - len(spec.key)
    assert points(item, spec.options) == max(0, len(spec.key) - beside)


@given(answered("match"), st.data())
def test_each_prompt_that_is_given_its_option_raises_by_one(drawn: tuple[Item, Response], data: st.DataObject) -> None:
    item, response = drawn
    given_ = dict(value.split("=") for value in response)
    prompt = data.draw(st.sampled_from(list(item.spec.prompts)))
    mended = tuple(f"{each}={item.spec.prompts[each] if each == prompt else option}" for each, option in given_.items())
    gained = int(given_[prompt] != item.spec.prompts[prompt])
    assert points(item, mended) == points(item, response) + gained
    assert points(item, response) == sum(item.spec.prompts[each] == option for each, option in given_.items())
    assert grade(item, response).of == len(item.spec.prompts)


def test_of_n_steps_there_are_n_less_one_points_and_only_the_right_order_earns_them() -> None:
    for count in range(3, 7):
        spec = Order(tuple("abcdef"[:count]))
        best = [response for response in permutations(spec.options) if points(asked(spec), response) == count - 1]
        assert best == [spec.options]
        assert grade(asked(spec), spec.options).of == count - 1


def test_only_the_order_upside_down_earns_nothing() -> None:
    for count in range(3, 7):
        spec = Order(tuple("abcdef"[:count]))
        worst = [response for response in permutations(spec.options) if points(asked(spec), response) == 0]
        assert worst == [spec.options[::-1]]


@given(answered("order"))
def test_the_steps_that_stay_are_in_the_right_order_and_as_many_as_there_can_be(drawn: tuple[Item, Response]) -> None:
    item, response = drawn
    verdict = grade(item, response)
    stays = [item.spec.options.index(option) for option in response if verdict.marks[option] is Mark.HIT]
    assert stays == sorted(stays)
    assert len(stays) == verdict.points + 1
    longest = [1] * len(response)  # a table, so as not to ask the engine's own way
    places = [item.spec.options.index(option) for option in response]
    for here, place in enumerate(places):
        longest[here] = 1 + max((longest[before] for before in range(here) if places[before] < place), default=0)
    assert len(stays) == max(longest)


@given(answered("order"), st.data())
def test_moving_one_step_to_where_it_belongs_among_those_that_stay_earns_a_point(
    drawn: tuple[Item, Response], data: st.DataObject
) -> None:
    item, response = drawn
    verdict = grade(item, response)
    astray = [option for option in response if verdict.marks[option] is Mark.FALSE_ALARM]
    assume(astray)
    step = data.draw(st.sampled_from(astray))
    rank = item.spec.options.index
    rest = [option for option in response if option != step]
    before = [index for index, each in enumerate(rest) if verdict.marks[each] is Mark.HIT and rank(each) < rank(step)]
    place = before[-1] + 1 if before else 0
    assert points(item, (*rest[:place], step, *rest[place:])) == verdict.points + 1


@given(answered("order"), st.data())
def test_swapping_two_neighbours_into_order_never_lowers(drawn: tuple[Item, Response], data: st.DataObject) -> None:
    item, response = drawn
    rank = item.spec.options.index
    wrong = [index for index, (one, two) in enumerate(pairwise(response)) if rank(one) > rank(two)]
    assume(wrong)
    at = data.draw(st.sampled_from(wrong))
    swapped = (*response[:at], response[at + 1], response[at], *response[at + 2 :])
    assert points(item, response) <= points(item, swapped) <= points(item, response) + 1


@given(orders, st.data())
def test_moving_any_one_step_anywhere_costs_or_earns_one_point_at_most(spec: Order, data: st.DataObject) -> None:
    response = data.draw(st.permutations(spec.options))
    step = data.draw(st.sampled_from(response))
    rest = [option for option in response if option != step]
    place = data.draw(st.integers(0, len(rest)))
    after = (*rest[:place], step, *rest[place:])
    assert abs(points(asked(spec), after) - points(asked(spec), tuple(response))) <= 1


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_i_dont_know_shows_what_the_key_shows(kind: str, data: st.DataObject) -> None:
    """Whoever does not know sees the feedback of the better answer, none of the others'."""
    item = data.draw(items(kind))
    spec = item.spec
    best = {
        Single: lambda: (spec.key,),
        Multiple: lambda: spec.key,
        Spot: lambda: spec.key,
        Order: lambda: spec.options,
        Match: lambda: tuple(f"{prompt}={option}" for prompt, option in spec.prompts.items()),
        Number: lambda: (f"{spec.key:.2f}",),
    }[type(spec)]()
    shown = grade(item, best)
    assert shown.word == "correct"
    assert grade(item, (DONT_KNOW,)).feedback == shown.feedback
