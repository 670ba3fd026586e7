"""The pages as the bank sees them: which sections exist, in which language, and on which line."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.publish.pages import Page, read_pages, section_exists

BODY = "# 原因 {#causes}\n\n## 记录少 {#thin-file}\n\n文字。\n"
MATTER = "---\ntitle: 原因\nfollows: '0123456789ab'\n---\n"


def page(folder: Path, text: str) -> Page:
    path = folder / "a.md"
    path.write_text(text, encoding="utf-8")
    return Page("a", "zh", path)


@pytest.mark.parametrize(
    ("line", "level", "words", "anchor"),
    [
        ("## Thin file {#thin-file}", 2, "Thin file", "thin-file"),
        ("## Thin file {: #thin-file }", 2, "Thin file", "thin-file"),
        ("## Thin file { #thin-file .wide }", 2, "Thin file", "thin-file"),
        ("### 记录少：{没有}记录 {#a_1}  ", 3, "记录少：{没有}记录", "a_1"),
        ("# Plain", 1, "Plain", ""),
        ("###### Deep {#d}", 6, "Deep", "d"),
    ],
)
def test_a_heading_has_a_level_words_and_an_anchor(line: str, level: int, words: str, anchor: str, tmp_path: Path):
    (heading,) = page(tmp_path, f"{line}\n").headings
    assert (heading.level, heading.text, heading.id, heading.line) == (level, words, anchor, 1)


@pytest.mark.parametrize(
    "text", ["```\n## No {#no}\n```\n", "~~~~ md\n```\n## No {#no}\n```\n~~~~\n", "text ## no {#no}\n", "##No {#no}\n"]
)
def test_what_only_looks_like_a_heading_is_no_section(text: str, tmp_path: Path):
    assert "no" not in page(tmp_path, text).anchors


def test_lines_are_counted_in_the_file_with_front_matter_and_code(tmp_path: Path):
    found = page(tmp_path, f"{MATTER}\n# A {{#a}}\n\n```\n# x\n```\n\n## B {{#b}}\n").headings
    assert [(heading.id, heading.line) for heading in found] == [("a", 6), ("b", 12)]


def test_a_mark_at_the_start_of_the_file_changes_nothing(tmp_path: Path):
    """Some editors on Windows write one; MkDocs ignores it."""
    plain, marked = page(tmp_path, MATTER + BODY), None
    expected = (plain.anchors, plain.fingerprint, plain.follows)
    marked = page(tmp_path, "\ufeff" + MATTER + BODY)
    assert (marked.anchors, marked.fingerprint, marked.follows) == expected


def test_the_fingerprint_names_the_body_whatever_the_front_matter_or_the_last_line_says(tmp_path: Path):
    one = page(tmp_path, BODY).fingerprint
    assert len(one) == 12
    assert page(tmp_path, MATTER + BODY + "\n\n").fingerprint == one
    assert page(tmp_path, MATTER.replace("title: 原因", "title: x") + BODY).fingerprint == one
    assert page(tmp_path, BODY.replace("文字", "改过")).fingerprint != one


def test_a_page_says_which_version_it_follows(tmp_path: Path):
    assert page(tmp_path, MATTER + BODY).follows == "0123456789ab"
    assert page(tmp_path, BODY + "\nfollows: 0123456789ab\n").follows == ""


def test_pages_are_known_by_language_and_name_without_ending(tmp_path: Path):
    for name in ("zh/index.md", "zh/act/report.md", "en/act/report.md", "fr/other.md", "zh/notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(BODY, encoding="utf-8")
    assert list(read_pages(tmp_path)) == [("zh", "act/report"), ("zh", "index"), ("en", "act/report")]


@pytest.mark.parametrize(
    ("section", "missing"),
    [
        ("act/report#both", []),
        ("act/report#zh-only", ["en"]),
        ("act/report#en-only", ["zh"]),
        ("act/report#nowhere", ["zh", "en"]),
        ("act/report", ["zh", "en"]),
        ("report#both", ["zh", "en"]),
        ("", ["zh", "en"]),
    ],
)
def test_a_section_exists_only_where_its_page_has_its_anchor(section: str, missing: list[str], tmp_path: Path):
    for language in ("zh", "en"):
        path = tmp_path / language / "act" / "report.md"
        path.parent.mkdir(parents=True)
        path.write_text(f"# A {{#both}}\n\n## B {{#{language}-only}}\n", encoding="utf-8")
    assert section_exists(read_pages(tmp_path), section) == missing
