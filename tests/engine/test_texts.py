"""Which texts an item needs, and how a message is taken apart: the engine knows their places and ids, never their words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.engine.draws import computed
from quiz.engine.errors import CostError
from quiz.engine.fields import Fields
from quiz.engine.kinds import KINDS
from quiz.engine.kinds.spot import Spot
from tests.engine.whole_bank import TABLES

OPTIONS = {"option": [{"id": "a"}, {"id": "b"}]}
NEEDED: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "single": (
        OPTIONS,
        {
            "option[1]": "text.a",
            "option[1].feedback": "option.a",
            "option[2]": "text.b",
            "option[2].feedback": "option.b",
        },
    ),
    "match": (
        {**OPTIONS, "prompt": [{"id": "p"}, {"id": "q"}]},
        {
            "prompt[1]": "text.p",
            "prompt[1].feedback": "prompt.p",
            "prompt[2]": "text.q",
            "prompt[2].feedback": "prompt.q",
            "option[1]": "choice.a",
            "option[2]": "choice.b",
        },
    ),
    "spot": (OPTIONS, {"message": "message", "option[1].feedback": "option.a", "option[2].feedback": "option.b"}),
    "number": (
        {"mistake": [{"value": 1}, {"value": 2}]},
        {"correct": "correct", "otherwise": "otherwise", "mistake[1]": "mistake.1", "mistake[2]": "mistake.2"},
    ),
}
"""Kind → part of an author's table, and place → id of every text it needs."""
NEEDED["multiple"] = NEEDED["order"] = NEEDED["single"]


@pytest.mark.parametrize("kind", NEEDED)
def test_every_text_an_item_needs_has_a_place_and_an_id(kind: str) -> None:
    table, texts = NEEDED[kind]
    assert dict(KINDS[kind].words(table)) == texts


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["id"])
def test_every_feedback_that_is_ever_shown_has_a_text(table: dict[str, Any]) -> None:
    kind = KINDS[table["kind"]]
    spec = kind.parse(Fields(table))
    ids = {name for _, name in kind.words(table)}
    shown = set(kind.unknown(spec))
    for response in [*(kind.responses(spec) or []), *([("1",), ("13.03",)] if kind is KINDS["number"] else [])]:
        shown |= set(kind.grade(spec, response).feedback)
    assert shown <= ids


@pytest.mark.parametrize("kind", NEEDED)
@pytest.mark.parametrize("wrong", [None, 5, "x", ["x"], {"id": "a"}, []])
def test_what_is_no_list_of_tables_needs_no_text_of_its_own_and_breaks_nothing(kind: str, wrong: object) -> None:
    own = dict(KINDS[kind].words(dict.fromkeys(("option", "prompt", "mistake"), wrong)))
    fixed = {place for place in own if place in ("message", "correct", "otherwise")}
    entries = {place for place in own if isinstance(wrong, list) and wrong and place.partition(".")[0].endswith("[1]")}
    assert set(own) == fixed | entries


@pytest.mark.parametrize("kind", [kind for kind in NEEDED if kind != "number"])
def test_fields_of_a_third_language_are_pointed_out_where_they_stand(kind: str) -> None:
    table = next(each for each in TABLES if each["kind"] == kind)
    changed = {**table, "option": [{**table["option"][0], "fr": "x"}, *table["option"][1:]]}
    if kind != "match":
        changed["option"][0]["feedback"] = {"zh": "x", "en": "x", "de": "x"}
    fields = Fields(changed)
    KINDS[kind].parse(fields)
    found = [(each.field, each.code) for each in fields.complaints]
    assert found == [
        (f"option[1].{name}", "unknown-field") for name in (("fr", "feedback.de") if kind != "match" else ("fr",))
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("plain", [("", "plain")]),
        ("a [[x:b]] c", [("", "a "), ("x", "b"), ("", " c")]),
        ("[[x:b]][[y:c]]", [("x", "b"), ("y", "c")]),
        ("[[x:10:30]]", [("x", "10:30")]),
        ("[[x:b", [("", "[[x:b")]),
        ("[[x]]", [("", "[[x]]")]),
        ("[[x]] c", [("", "[[x]]"), ("", " c")]),
        ("[[:b]]", [("", "[[:b]]")]),
        ("[[x:]]", [("", "[[x:]]")]),
        ("[[x: ]]", [("", "[[x: ]]")]),
        ("x]] y", [("", "x]] y")]),
        ("[[a:b]] c]]", [("a", "b"), ("", " c]]")]),
        ("[[a:b [[c:d]] e]]", [("", "[[a:b "), ("c", "d"), ("", " e]]")]),
        ("[a:b]", [("", "[a:b]")]),
    ],
)
def test_a_message_is_taken_apart_at_its_marks(text: str, pieces: list[tuple[str, str]]) -> None:
    assert list(Spot.pieces(text)) == pieces


@given(st.text("[]:ab ", max_size=30))
@example("[[[a:b]]]")
def test_no_word_of_a_message_is_lost(text: str) -> None:
    assert "".join(f"[[{name}:{words}]]" if name else words for name, words in Spot.pieces(text)) == text


@pytest.mark.parametrize(
    ("table", "code", "details"),
    [
        (
            {"function": "daily_rate_to_annual", "daily_rate": "rate"},
            "unknown-name",
            {"missing": "rate", "known": "fee, part"},
        ),
        (
            {"function": "daily_rate_to_annual", "daily_rate": [1]},
            "wrong-arguments",
            {"why": "each must be a number or a drawn name"},
        ),
        ({}, "unknown-function", None),
        ({"function": 7}, "unknown-function", None),
    ],
)
def test_a_computation_that_cannot_be_made_says_why(
    table: dict[str, Any], code: str, details: dict[str, Any] | None
) -> None:
    with pytest.raises(CostError) as refused:
        computed(table, {"fee": 0.1, "part": 2})
    assert refused.value.code == code
    assert details is None or dict(refused.value.details) == details
