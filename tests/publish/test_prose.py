"""Statements of law, number and hotline need a source; readability is measured, not guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.publish.pages import Page
from quiz.publish.prose import blocks, measure, uncited


def page(tmp_path: Path, text: str, language: str = "zh") -> Page:
    path = tmp_path / "x.md"
    path.write_text(f"---\ntitle: x\n---\n\n# 题 {{#top}}\n\n{text}\n", encoding="utf-8")
    return Page("x", language, path)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "按第24条，你可以要求说明。"),
        ("zh", "《个人信息保护法》写了。"),
        ("zh", "打12378。"),
        ("zh", "占92.4%。"),
        ("zh", "36.6万亿元。"),
        ("zh", "20日内答复。"),
        ("zh", "- 打96110。"),
        ("zh", "| 甲 | 24% |\n|---|---|\n| 一 | 36% |"),
        ("zh", '!!! do "做"\n\n    打110和12378。'),
        ("en", "Under Art. 24 you may ask."),
        ("en", "Call 12378."),
        ("en", "It was 36.6 trillion yuan."),
        ("en", "They must answer within 20 days."),
    ],
)
def test_a_statement_without_a_source_is_found_at_its_line(tmp_path: Path, language: str, text: str):
    found = uncited(page(tmp_path, text, language))
    assert found
    assert all(block.line >= 7 for block, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "按第24条，你可以要求说明。[@pipl#24]",
        "今天不再申请。第一步，截图。",
        "每期多少。[@computed]\n{: .caption }\n\n| 甲 | 24% |\n|---|---|\n| 一 | 36% |",
        "- 15日内；\n- 延到30日内。[@bank-complaints-2020]",
        '!!! worked "算"\n\n    7.2%。\n\n    13.03%。[@computed]',
        '<div class="letter" id="a" markdown>\n\n依据第24条。\n\n</div>',
    ],
)
def test_a_cited_statement_and_a_sentence_without_law_or_number_are_good(tmp_path: Path, text: str):
    assert uncited(page(tmp_path, text)) == []


def test_one_source_does_not_serve_the_next_paragraph(tmp_path: Path):
    found = uncited(page(tmp_path, "占1.9%。[@x]\n\n占92.4%。"))
    assert [claim for _, claim in found] == ["92.4%"]


def test_blocks_are_paragraphs_entries_and_rows_without_headings_letters_and_marks(tmp_path: Path):
    text = "一。\n二。\n\n- 三\n- 四\n\n[[figure:x]]\n\n## 五 {#five}\n\n| 六 | 七 |\n|---|---|\n| 八 | 九 |"
    assert [block.words for block in blocks(page(tmp_path, text))] == ["一。 二。", "三", "四", "六  七", "八  九"]


def test_long_chinese_sentences_and_paragraphs_are_measured(tmp_path: Path):
    measured = measure(page(tmp_path, "短句。" + "长" * 50 + "。\n\n" + "段落。" * 50))
    assert measured.longest == 51
    assert measured.longest_paragraph == 150
    assert 0 < measured.long_sentences < 0.1


def test_hard_english_has_a_higher_grade_than_plain_english(tmp_path: Path):
    plain = measure(page(tmp_path, "Stop. Take a photo of the text. Do not pay. Ask the bank why.", "en"))
    hard = measure(
        page(
            tmp_path,
            "Notwithstanding institutional considerations, prospective applicants ought to undertake evaluation.",
            "en",
        )
    )
    assert plain.grade < 5
    assert hard.grade > 12
