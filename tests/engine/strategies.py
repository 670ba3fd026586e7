"""What Hypothesis draws for the engine's tests: specs, items, banks, and text of every sort."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from quiz.engine.fields import Fields
from quiz.engine.kinds import KINDS
from quiz.engine.kinds.match import Match
from quiz.engine.kinds.multiple import Multiple
from quiz.engine.kinds.number import UNITS, Number
from quiz.engine.kinds.order import Order
from quiz.engine.kinds.single import Single
from quiz.engine.kinds.spot import Spot
from quiz.engine.model import DONT_KNOW, Item, Level, Response

anything = st.text(st.characters(exclude_categories=()), max_size=60)
"""Any text at all, lone surrogates included: the page may send what no author would write."""

names = st.text("abcdefgh-是否", min_size=1, max_size=5)
options = st.lists(names, min_size=2, max_size=6, unique=True).map(tuple)
amounts = st.floats(-1e9, 1e9).map(lambda value: round(value, 2))


@st.composite
def singles(draw: st.DrawFn) -> Single:
    drawn = draw(options)
    return Single(drawn, draw(st.sampled_from(drawn)))


@st.composite
def multiples(draw: st.DrawFn) -> Multiple:
    drawn = draw(options)
    key = draw(st.sets(st.sampled_from(drawn), min_size=1))
    return Multiple(drawn, tuple(option for option in drawn if option in key))


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    key, tolerance = draw(amounts), draw(st.floats(0, 1000).map(lambda value: round(value, 2)))
    mistakes = st.lists(amounts.filter(lambda value: round(abs(value - key), 2) > tolerance), max_size=3)
    return Number(draw(st.sampled_from(UNITS)), key, tolerance, tuple(draw(mistakes)))


def some(*values: float) -> st.SearchStrategy[list[float]]:
    """A few of these values, in any order."""
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)


def drawn(read_as: str, values: list[float]) -> dict[str, Any]:
    return {"values": values, "as": read_as}


@st.composite
def drawn_tables(draw: st.DrawFn) -> dict[str, Any]:
    """An author's table of a number that is drawn afresh: one of three that could stand in the bank."""
    principal = drawn("yuan", draw(some(1000, 8000, 10_000, 12_345.67, 200_000)))
    fee = drawn("percent", draw(some(0.003, 0.006, 0.0075, 0.012)))
    periods = drawn("count", draw(some(3, 6, 12, 24)))
    daily = drawn("percent", draw(some(0.0002, 0.0005, 0.00065)))
    flat = {"function": "flat_fee_instalment", "principal": "principal", "monthly_fee": "fee", "periods": "periods"}
    loan = {"function": "equal_instalment", "principal": "principal", "nominal_rate": 0.24, "periods": "periods"}
    return draw(
        st.sampled_from(
            [
                {
                    "unit": "percent",
                    "tolerance": 0.05,
                    "draw": {"fee": fee, "periods": periods},
                    "compute": {"function": "flat_fee_nominal_rate", "monthly_fee": "fee", "periods": "periods"},
                    "mistake": [{"value": 99}],
                },
                {
                    "unit": "percent",
                    "tolerance": 0,
                    "draw": {"daily": daily},
                    "derive": {"short": {"function": "daily_rate_to_annual", "daily_rate": "daily", "days_in_year": 360}},
                    "compute": {"function": "daily_rate_to_annual", "daily_rate": "daily", "days_in_year": 365},
                    "mistake": [{"value": "short"}, {"value": 0.05}],
                },
                {
                    "unit": "yuan",
                    "tolerance": 0.5,
                    "draw": {"principal": principal, "fee": fee, "periods": periods},
                    "derive": {"loan": loan},
                    "compute": flat,
                    "mistake": [],
                },
            ]
        )
    )


def parsed(kind: str, table: dict[str, Any]) -> Any:
    """The spec in a table that has no mistakes."""
    fields = Fields(table)
    spec = KINDS[kind].parse(fields)
    assert fields.complaints == []
    return spec


computed_numbers = st.builds(
    lambda rate, days: parsed(
        "number",
        {
            "unit": "percent",
            "tolerance": 0.05,
            "compute": {"function": "daily_rate_to_annual", "daily_rate": rate, "days_in_year": days},
            "mistake": [{"value": 99}],
        },
    ),
    st.sampled_from([0.0002, 0.0005, 0.00065]),
    st.sampled_from([360, 365]),
)
drawn_numbers = drawn_tables().map(lambda table: parsed("number", table))


orders = st.lists(names, min_size=3, max_size=6, unique=True).map(tuple).map(Order)


@st.composite
def matches(draw: st.DrawFn) -> Match:
    chosen = draw(options)
    prompts = draw(st.lists(names, min_size=2, max_size=4, unique=True))
    return Match({prompt: draw(st.sampled_from(chosen)) for prompt in prompts}, chosen)


spots = multiples().map(lambda spec: Spot(spec.options, spec.key))


def cased(kind: str) -> st.SearchStrategy[Any]:
    """Specs of a kind that has no strategy here: those its file of cases is about."""
    tables = json.loads((Path(__file__).parents[1] / "cases" / f"{kind}.json").read_text("utf-8"))["bank"]["items"]
    return st.sampled_from([parsed(kind, table) for table in tables])


DRAWN = {
    "single": singles(),
    "multiple": multiples(),
    "number": numbers() | computed_numbers | drawn_numbers,
    "order": orders,
    "match": matches(),
    "spot": spots,
}
SPECS = {kind: DRAWN[kind] if kind in DRAWN else cased(kind) for kind in KINDS}
"""Specs of each kind; `test_grading` asks of a new kind what it asks of all."""


@st.composite
def items(draw: st.DrawFn, *kinds: str, name: str = "a") -> Item:
    kind = draw(st.sampled_from(kinds or tuple(SPECS)))
    level, section = draw(st.sampled_from(Level)), draw(st.sampled_from(["p", "p#s", "act/q#t-tell"]))
    return Item(name, kind, level, section, draw(names), draw(SPECS[kind]))


banks = st.lists(names, max_size=8, unique=True).flatmap(
    lambda drawn: st.fixed_dictionaries({name: items(name=name) for name in drawn})
)


@st.composite
def complete_responses(draw: st.DrawFn, item: Item) -> Response:
    """A response that the page's own inputs allow and that is ready to grade, other than "I don't know"."""
    spec = item.spec
    if isinstance(spec, Number):
        typed = [*map(str, range(12)), *(f"{value:.2f}" for value in (spec.key, *spec.mistakes))]
        return (draw(st.sampled_from(typed)),)
    if isinstance(spec, Order):
        return tuple(draw(st.permutations(spec.options)))
    if isinstance(spec, Match):
        return tuple(f"{prompt}={draw(st.sampled_from(spec.options))}" for prompt in spec.prompts)
    if isinstance(spec, Single):
        return (draw(st.sampled_from(spec.options)),)
    return tuple(draw(st.lists(st.sampled_from(spec.options), min_size=1, unique=True)))


def responses(item: Item) -> st.SearchStrategy[Response]:
    """Responses a page may send: complete, "I don't know", or nothing."""
    return complete_responses(item) | st.sampled_from([(DONT_KNOW,), ()])


def item(name: str, level: Level = Level.RECALL, section: str = "p#s", kind: str = "single") -> Item:
    """An item whose spec does not matter."""
    return Item(name, kind, level, section, "1", Single(("x", "y"), "y"))
