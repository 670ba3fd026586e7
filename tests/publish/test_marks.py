"""The marks on cost: what stands in the bank is exact about its scope and no surer than its sources; mistakes are told with their place."""

from __future__ import annotations

import ast
import copy
from pathlib import Path
from typing import Any

import pytest

from quiz.engine.cost.marks import LENDERS
from quiz.publish.bank import Bank, read_bank
from quiz.publish.marks import Marks
from quiz.publish.parts.cost import EXAMPLES
from quiz.publish.site import Site
from tests.publish.author import Author, Row, source, tables, text, toml
from tests.publish.markup import Element, parse

ROOT = Path(__file__).resolve().parents[2]
FILE = "quiz/bank/marks.toml"
LPR: Row = {"percent": 3.0, "month": "2026-07", "sources": ["pipl"], "label": "A"}
MARK: Row = {
    "id": "micro-24",
    "lenders": ["micro"],
    "percent": 24,
    "sources": ["pipl#24"],
    "label": "A",
    "name": text("name"),
    "scope": text("scope"),
}


def written(lpr: Row | None, *marks: Row) -> bytes:
    head = "" if lpr is None else "[lpr]\n" + "".join(f"{name} = {toml(value)}\n" for name, value in lpr.items())
    return f"{head}\n{tables('mark', list(marks))}".encode()


def mistakes(folder: Path, lpr: Row | None, *marks: Row) -> list[tuple[str, str]]:
    """(id, field) of everything wrong with a marks.toml in an otherwise good bank."""
    author = Author(folder)
    author.write(FILE, written(lpr, *marks))
    found = author.mistakes()
    assert {problem.file for problem in found} == {FILE}
    return [(problem.where, problem.field) for problem in found]


def changed(row: Row, **changes: Any) -> Row:
    """The row with some fields set, or left out where they are None."""
    merged = copy.deepcopy(row) | changes
    return {name: value for name, value in merged.items() if value is not None}


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank(ROOT / "quiz" / "bank", ROOT / "docs", ROOT)


@pytest.fixture(scope="module")
def marks(bank: Bank) -> Marks:
    assert bank.marks is not None
    return bank.marks


def test_a_good_file_is_read_and_ships_without_its_words(tmp_path: Path):
    author = Author(tmp_path)
    author.write(FILE, written(LPR, MARK))
    bank = author.read()
    assert bank.marks is not None
    assert bank.marks.all[0].scope["en"] == "scope in English."
    assert '"micro-24"' in bank.shipped()
    assert "scope in English" not in bank.shipped()


def test_a_bank_without_marks_is_a_bank(tmp_path: Path):
    assert Author(tmp_path).read().marks is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": None}, "id"),
        ({"id": "Micro 24"}, "id"),
        ({"lenders": ["uncle"]}, "lenders"),
        ({"percent": None}, "percent"),
        ({"percent": "24"}, "percent"),
        ({"percent": 0}, "percent"),
        ({"times_lpr": 4}, "percent"),
        ({"percent": None, "withheld": False}, "withheld"),
        ({"name": None}, "name"),
        ({"name": {"zh": "名"}}, "name.en"),
        ({"scope": {"zh": "", "en": "x"}}, "scope.zh"),
        ({"scope": {**text("scope"), "fr": "x"}}, "scope.fr"),
        ({"sources": ["nowhere"]}, "sources"),
        ({"sources": None}, "sources"),
        ({"label": "D"}, "label"),
        ({"lendres": ["micro"]}, "lendres"),
    ],
)
def test_a_mistake_in_a_mark_is_told_with_file_id_and_field(tmp_path: Path, changes: Row, field: str):
    row = changed(MARK, **changes)
    assert mistakes(tmp_path, LPR, row) == [(row.get("id", "mark 1"), field)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"percent": None}, "percent"),
        ({"percent": 300}, "percent"),
        ({"month": "July"}, "month"),
        ({"month": "2026-13"}, "month"),
        ({"sources": ["nowhere"]}, "sources"),
        ({"label": "D"}, "label"),
        ({"date": "2026"}, "date"),
    ],
)
def test_a_mistake_in_the_lpr_is_told(tmp_path: Path, changes: Row, field: str):
    assert mistakes(tmp_path, changed(LPR, **changes), MARK) == [("lpr", field)]


def test_no_lpr_no_marks_of_one_name_and_no_stray_heading(tmp_path: Path):
    assert mistakes(tmp_path, None, MARK, MARK) == [("lpr", ""), ("micro-24", "id")]
    author = Author(tmp_path / "stray")
    author.write(FILE, written(LPR, MARK) + b"[marks]\nx = 1\n")
    assert [(problem.where, problem.field) for problem in author.mistakes()] == [("", "marks")]


def test_no_mark_is_surer_than_its_weakest_source(tmp_path: Path):
    author = Author(tmp_path)
    author.sources.append({**source("weak"), "label": "C", "note_zh": "弱。", "note_en": "Weak."})
    author.write(FILE, written(LPR, changed(MARK, sources=["pipl", "weak"])))
    (problem,) = author.mistakes()
    assert (problem.where, problem.field) == ("micro-24", "label")
    assert "Write C" in problem.hint


def test_the_marks_of_the_bank_are_those_of_the_fact_sheet(marks: Marks):
    found = {each.mark.id: (each.mark.lenders, each.mark.percent, each.mark.times_lpr, each.label) for each in marks.all}
    assert found == {
        "facilitated-24": (("facilitated",), 24.0, None, "B"),
        "micro-24": (("micro",), 24.0, None, "B"),
        "micro-lpr": (("micro",), None, 4.0, "C"),
        "private-lpr": (("private",), None, 4.0, "C"),
        "withheld": (LENDERS, None, None, "A"),
    }
    assert (marks.lpr.percent, marks.lpr.month, marks.lpr.label) == (3.0, "2026-07", "C")


def test_every_mark_that_is_made_from_the_lpr_says_where_that_figure_is_from(marks: Marks):
    for each in marks.all:
        assert ("lpr-2026" in each.sources) == (each.mark.times_lpr is not None), each.mark.id


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_mark_says_that_a_loan_need_not_be_repaid(marks: Marks, language: str):
    for each in marks.all:
        for word in ("违法", "无效", "不用还", "illegal", "void", "need not"):
            assert word not in each.scope[language] + each.name[language], each.mark.id


def rendered(bank: Bank, language: str) -> Element:
    """The calculator as it stands in the page."""
    html = "<p>[[cost]]</p>"
    return parse(
        Site(bank, ROOT / "docs", ROOT).finish(html, f"{language}/cost.md", language, lambda target: f"../{target}")
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_has_a_label_and_a_place_for_what_is_wrong_with_it(bank: Bank, language: str):
    page = rendered(bank, language)
    labelled = {each["for"] for each in page.all("label") if "for" in each.attributes}
    ids = {each["id"] for each in page.all(id=None)}
    fields = [each for each in page.all(data_field=None) if each.tag in ("input", "select")]
    assert len(fields) > 30
    for field in fields:
        assert field.attributes.get("id") in labelled or "aria-label" in field.attributes, field.attributes
        for name in field.attributes.get("aria-describedby", "").split():
            assert name in ids, name
    assert labelled <= ids


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_mark_stands_in_the_result_with_its_scope_and_its_sources(bank: Bank, marks: Marks, language: str):
    page = rendered(bank, language)
    for each in marks.all:
        shown = page.one("li", data_mark=each.mark.id)
        assert each.scope[language] in shown.text
        assert len(shown.all("a", **{"class": "cite"})) == len(each.sources)
        assert "hidden" in shown.attributes


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_example_has_a_name_and_every_choice_has_words(bank: Bank, language: str):
    page = rendered(bank, language)
    buttons = page.all("button", data_example=None)
    assert len(buttons) == len(EXAMPLES)
    assert all(button.text.strip() for button in buttons)
    assert all(option.text.strip() for option in page.all("option"))


def test_every_problem_the_engine_can_name_has_words(bank: Bank):
    """Codes stand in the engine as literals; one without words would show as another."""
    named = set()
    for name in ("cost/reading.py", "cost/typed.py", "numbers.py"):
        for node in ast.walk(ast.parse((ROOT / "quiz" / "engine" / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                code = node.args[{"note": 1, "NumberError": 0}[called]] if called in ("note", "NumberError") else None
                named |= {code.value} if isinstance(code, ast.Constant) else set()
    named |= {"too-many"}  # told by a choice between two codes
    never_shown = {"not-text", "not-a-list"}  # only a page that is not ours could send these
    assert {"empty", "not-a-number", "repays-too-little", "other-unit"} <= named
    assert sorted(code for code in named - never_shown if f"cost-say-wrong.{code}" not in bank.words) == []
