"""No dead ends, and every page says when it was checked and which version it follows."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from quiz.publish.check import PLAIN_PAGES
from quiz.publish.pages import Page, read_pages

PAGES = read_pages(Path(__file__).resolve().parents[2] / "docs")
GUIDE = [page for page in PAGES.values() if not page.name.startswith(PLAIN_PAGES)]


@pytest.mark.parametrize(
    "page", [page for page in GUIDE if page.name != "index"], ids=lambda page: f"{page.language}/{page.name}"
)
def test_every_page_ends_with_what_to_do_next(page: Page):
    assert page.headings[-1].id == "next"
    after = page.body.splitlines()[page.headings[-1].line :]
    assert sum("](" in line for line in after) >= 2


@pytest.mark.parametrize("page", GUIDE, ids=lambda page: f"{page.language}/{page.name}")
def test_every_page_says_when_it_was_last_checked(page: Page):
    found = re.search(r"^checked: (\d{4}-\d{2}-\d{2})$", page.text, re.MULTILINE)
    assert found
    assert dt.date.fromisoformat(found[1]) >= dt.date(2026, 11, 23)


@pytest.mark.parametrize("page", [page for page in GUIDE if page.language == "en"], ids=lambda page: page.name)
def test_every_english_page_says_which_chinese_version_it_follows(page: Page):
    assert page.follows, f"run: make follow PAGE={page.name}"


def test_an_english_page_left_behind_is_told_apart_from_one_that_follows(tmp_path: Path):
    for language, follows in (("zh", ""), ("en", "")):
        path = tmp_path / language / "x.md"
        path.parent.mkdir()
        path.write_text(f"---\ntitle: x\n{follows}---\n\n# x {{#x}}\n", encoding="utf-8")
    chinese = read_pages(tmp_path)["zh", "x"]
    english = tmp_path / "en" / "x.md"
    english.write_text(english.read_text().replace("title: x\n", f'title: x\nfollows: "{chinese.fingerprint}"\n'))
    assert read_pages(tmp_path)["en", "x"].follows == chinese.fingerprint
    chinese.path.write_text(chinese.text + "\n新的一段。\n", encoding="utf-8")
    pages = read_pages(tmp_path)
    assert pages["en", "x"].follows != pages["zh", "x"].fingerprint
