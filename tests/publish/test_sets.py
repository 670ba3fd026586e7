"""What an author may get wrong in a set is told with its place; a good set ships as ids in order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quiz.engine.bank import load_bank
from tests.publish.author import Author, Row, tables, text

GOOD: Row = {"id": "first", **text("set"), "note": text("note"), "items": ["causes-single", "causes-number"]}


def author_with(tmp_path: Path, *rows: Row) -> Author:
    author = Author(tmp_path)
    author.write("quiz/bank/sets.toml", tables("set", list(rows)).encode())
    return author


def test_a_set_ships_as_ids_in_its_order_and_its_words_stay_behind(tmp_path: Path):
    bank = author_with(tmp_path, GOOD).read()
    assert bank.sets["first"].items == ("causes-single", "causes-number")
    assert load_bank(json.loads(bank.shipped())).sets == {"first": ("causes-single", "causes-number")}
    assert "中文" not in bank.shipped()


@pytest.mark.parametrize(
    ("change", "field", "wrong"),
    [
        ({"id": "First"}, "id", "small letters"),
        ({"items": ["causes-none"]}, "items", "no item has the id `causes-none`"),
        ({"items": []}, "items", "not a list"),
        ({"items": "causes-single"}, "items", "not a list"),
        ({"items": ["causes-single", "causes-single"]}, "items", "twice"),
        ({"en": ""}, "en", "missing"),
        ({"note": {"zh": "x"}}, "en", "missing"),
        ({"level": "easy"}, "level", "no such field"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_one_mistake_is_told_with_its_set_and_field(change: Row, field: str, wrong: str, tmp_path: Path):
    found = author_with(tmp_path, {**GOOD, **change}).mistakes()
    assert [(problem.file, problem.field) for problem in found] == [("quiz/bank/sets.toml", field)]
    assert wrong in found[0].wrong


def test_two_sets_with_one_id_are_a_mistake(tmp_path: Path):
    assert [problem.wrong for problem in author_with(tmp_path, GOOD, GOOD).mistakes()] == ["another set has this id"]


def test_an_item_that_leaves_the_bank_is_told_by_the_sets_that_name_it(tmp_path: Path):
    author = author_with(tmp_path, GOOD)
    author.items["causes"] = [row for row in author.items["causes"] if row["id"] != "causes-number"]
    assert "no item has the id `causes-number`" in author.mistakes()[0].wrong
