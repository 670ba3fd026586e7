"""Verdicts given ahead are the engine's own, for every response of every item, and small."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from quiz.engine.grading import grade, graded_ahead
from quiz.engine.kinds import KINDS
from quiz.engine.kinds.single import Single
from quiz.engine.model import Item, Level
from quiz.publish import ahead
from quiz.publish.bank import Bank, read_bank

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 9_000
"""Of a chapter's file, compressed: what a reader on a slow link waits for besides the page."""
MARKS = {letter: mark.value for mark, letter in ahead.LETTERS.items()}


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank(ROOT / "quiz" / "bank", ROOT / "docs", ROOT)


@pytest.fixture(scope="module")
def tables(bank: Bank) -> dict[str, dict[str, Any]]:
    return {name: table for data in ahead.files(bank).values() for name, table in json.loads(data).items()}


def read(row: str, table: dict[str, Any]) -> dict[str, Any]:
    """A row as quiz/web/ahead.js reads it."""
    verdict, points, of, marks, feedback, reason = ("" if part == "-" else part for part in row.split(" "))
    return {
        "verdict": verdict,
        "points": int(points),
        "of": int(of),
        "marks": {table["marked"][place]: MARKS[letter] for place, letter in enumerate(marks)},
        "feedback": [table["names"][ahead.DIGITS.index(digit)] for digit in feedback],
        "reason": reason,
    }


def test_every_response_looked_up_is_what_the_engine_says(bank: Bank, tables: dict[str, dict[str, Any]]) -> None:
    seen = 0
    for name, table in tables.items():
        item = bank.questions[name].item
        for key, row in table["replies"].items():
            response = tuple(table["values"][ahead.DIGITS.index(digit)] for digit in key)
            assert read(row, table) == grade(item, response).as_data(), (name, response)
            seen += 1
    assert seen > 1000


def test_every_item_whose_responses_are_few_can_be_looked_up_whole(bank: Bank, tables: dict[str, dict[str, Any]]) -> None:
    for name, question in bank.questions.items():
        responses = graded_ahead(question.item)
        assert (responses is not None) == (name in tables), name
        if responses is not None:
            assert len(tables[name]["replies"]) == sum(1 for _ in responses) + 1, "and the empty one"


def test_what_is_left_open_is_not_ready_rather_than_unknown_to_the_table(
    bank: Bank, tables: dict[str, dict[str, Any]]
) -> None:
    partial = {name: table for name, table in tables.items() if bank.questions[name].item.kind in {"order", "match"}}
    assert partial
    for table in partial.values():
        assert read(table["rest"], table)["reason"] == "incomplete"
    assert not [name for name, table in tables.items() if "rest" in table and name not in partial]


def test_every_kind_but_numbers_is_given_ahead(bank: Bank, tables: dict[str, dict[str, Any]]) -> None:
    kinds = {bank.questions[name].item.kind for name in tables}
    assert kinds == set(KINDS) - {"number"}


def test_a_chapters_file_is_small(bank: Bank) -> None:
    sizes = {name: len(gzip.compress(data, 6)) for name, data in ahead.files(bank).items()}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}


def test_an_item_with_too_many_values_is_left_to_the_engine() -> None:
    options = tuple(f"o{number}" for number in range(40))
    assert ahead.table_of(Item("a", "single", Level.RECALL, "p#s", "1", Single(options, "o1"))) is None
