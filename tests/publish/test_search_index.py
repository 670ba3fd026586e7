"""Each language has a search index of its own pages, beside them, with places counted from the language's root."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quiz.publish.search_index import write

MERGED = {
    "config": {"lang": ["en"], "separator": "[\\s]+", "pipeline": ["stemmer"]},
    "docs": [
        {"location": "", "title": "为何又被拒", "text": "首页"},
        {"location": "causes/", "title": "原因", "text": ""},
        {"location": "causes/#thin-file", "title": "记录少", "text": "“白户”<b>"},
        {"location": "energy/", "title": "以en开头的页", "text": ""},
        {"location": "en/", "title": "Declined Again", "text": "Home"},
        {"location": "en/causes/#thin-file", "title": "Thin file", "text": ""},
    ],
}


def written(language: str, site: Path) -> tuple[str, dict]:
    write(MERGED, language, site)
    path = site / ("search" if language == "zh" else "en/search") / "search_index.json"
    text = path.read_text(encoding="utf-8")
    return text, json.loads(text)


@pytest.mark.parametrize(
    ("language", "places"),
    [("zh", ["", "causes/", "causes/#thin-file", "energy/"]), ("en", ["", "causes/#thin-file"])],
)
def test_an_index_holds_the_pages_of_its_language_only(language: str, places: list[str], tmp_path: Path):
    """The index that comes in may be merged: each language would return the other's pages."""
    _, index = written(language, tmp_path)
    assert [entry["location"] for entry in index["docs"]] == places


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_settings_and_texts_of_the_index_are_kept(language: str, tmp_path: Path):
    _, index = written(language, tmp_path)
    assert index["config"] == MERGED["config"]
    assert {entry["title"] for entry in index["docs"]} < {entry["title"] for entry in MERGED["docs"]}


def test_chinese_is_written_in_characters_not_escapes_and_without_padding(tmp_path: Path):
    text, _ = written("zh", tmp_path)
    assert "原因" in text
    assert "\\u" not in text
    assert '": ' not in text


def test_the_index_that_came_in_is_not_changed(tmp_path: Path):
    before = json.dumps(MERGED)
    written("zh", tmp_path)
    written("en", tmp_path)
    assert json.dumps(MERGED) == before
