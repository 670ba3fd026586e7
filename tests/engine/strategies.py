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
from quiz.engine.model import Item, Level

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
    mistakes = st.lists(amounts.filter(lambda value: abs(value - key) > tolerance), max_size=3)
    return Number(draw(st.sampled_from(UNITS)), key, tolerance, tuple(draw(mistakes)))


orders = st.lists(names, min_size=3, max_size=6, unique=True).map(tuple).map(Order)


@st.composite
def matches(draw: st.DrawFn) -> Match:
    chosen = draw(options)
    prompts = draw(st.lists(names, min_size=2, max_size=4, unique=True))
    return Match({prompt: draw(st.sampled_from(chosen)) for prompt in prompts}, chosen)


def cased(kind: str) -> st.SearchStrategy[Any]:
    """Specs of a kind that has no strategy here: those its file of cases is about."""
    tables = json.loads((Path(__file__).parents[1] / "cases" / f"{kind}.json").read_text("utf-8"))["bank"]["items"]
    return st.sampled_from([KINDS[kind].parse(Fields(table)) for table in tables])


DRAWN = {"single": singles(), "multiple": multiples(), "number": numbers(), "order": orders, "match": matches()}
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


def item(name: str, level: Level = Level.RECALL, section: str = "p#s", kind: str = "single") -> Item:
    """An item whose spec does not matter."""
    return Item(name, kind, level, section, "1", Single(("x", "y"), "y"))
