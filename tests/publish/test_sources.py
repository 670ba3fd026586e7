"""A source is read as it was written: names, dates as far as they are known, and how it is printed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from quiz.publish.sources import KINDS, LABELS, Source
from tests.publish.author import Author, Row, source


def read(folder: Path, *rows: Row) -> dict[str, Source]:
    author = Author(folder)
    author.items = {}
    author.sources = list(rows)
    return dict(author.read().sources)


def test_every_field_reaches_the_page_in_both_languages(tmp_path: Path):
    row = {**source(), "number": "第91号", "note_zh": "注", "note_en": "Note"}
    found = read(tmp_path, row)["pipl"]
    assert [found.name[language] for language in ("zh", "en")] == [row["zh"], row["en"]]
    assert [found.short[language] for language in ("zh", "en")] == [row["short_zh"], row["short_en"]]
    assert [found.issuer[language] for language in ("zh", "en")] == [row["issuer_zh"], row["issuer_en"]]
    assert [found.note[language] for language in ("zh", "en")] == ["注", "Note"]
    assert (found.number, found.address, found.label, found.kind) == ("第91号", row["address"], "A", "law")
    assert (found.checked_on, found.review_by) == (dt.date(2026, 11, 23), dt.date(2027, 5, 23))


def test_what_may_be_left_out_is_empty(tmp_path: Path):
    row = {name: value for name, value in source().items() if name not in ("number", "address", "date", "in_force")}
    found = read(tmp_path, row)["pipl"]
    assert (found.number, found.address, found.date, found.in_force, found.note.zh, found.year) == ("",) * 6


@pytest.mark.parametrize(
    ("date", "in_force", "year"),
    [
        (dt.date(2021, 8, 20), "", "2021"),
        ("2025-12", "", "2025"),
        ("2025", "", "2025"),
        ("", dt.date(2024, 7, 1), "2024"),
        ("2023-12", dt.date(2024, 7, 1), "2023"),
        ("", "", ""),
    ],
)
def test_the_year_is_that_of_its_date_or_else_of_its_coming_into_force(
    date: object, in_force: object, year: str, tmp_path: Path
):
    found = read(tmp_path, {**source(), "date": date, "in_force": in_force})["pipl"]
    assert (found.date, found.in_force, found.year) == (str(date), str(in_force), year)


@pytest.mark.parametrize("bad", ["12月", "2025-1", "20251", "23-11-2026", "2026/11/23"])
def test_a_date_that_cannot_be_sorted_is_a_mistake(bad: str, tmp_path: Path):
    author = Author(tmp_path)
    author.sources.append({**source("other"), "date": bad})
    assert [(problem.where, problem.field) for problem in author.mistakes()] == [("other", "date")]


@pytest.mark.parametrize(("kind", "name", "printed"), [
    ("law", "个人信息保护法", "《个人信息保护法》"),
    ("rule", "征信业管理条例", "《征信业管理条例》"),
    ("notice", "《通知》", "《通知》"),
    ("press", "新华社报道", "新华社报道"),
])  # fmt: skip
def test_rules_stand_in_book_title_marks_in_chinese_only(kind: str, name: str, printed: str, tmp_path: Path):
    found = read(tmp_path, {**source(), "kind": kind, "zh": name})["pipl"]
    assert found.title("zh") == printed
    assert found.title("en") == "Personal Information Protection Law"


def test_sources_keep_the_order_of_the_file(tmp_path: Path):
    assert list(read(tmp_path, *(source(name) for name in ("z", "a", "m")))) == ["z", "a", "m"]


@pytest.mark.parametrize("field", sorted(set(source()) - {"number", "date", "in_force", "address"}))
def test_a_field_that_every_source_has_cannot_be_left_out(field: str, tmp_path: Path):
    author = Author(tmp_path)
    author.items = {}
    row = source()
    del row[field]
    author.sources = [row]
    told = author.mistakes()
    assert {problem.field for problem in told} == {field}
    assert {problem.where for problem in told} == {"source 1" if field == "id" else "pipl"}


@pytest.mark.parametrize(("field", "values"), [("kind", KINDS), ("label", LABELS)])
def test_every_kind_and_every_label_can_be_used(field: str, values: tuple[str, ...], tmp_path: Path):
    found = read(tmp_path, *({**source(f"s-{value.lower()}"), field: value} for value in values))
    assert [getattr(each, field) for each in found.values()] == list(values)
