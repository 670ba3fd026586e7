"""Two languages, one substance: a difference is found, with its place on both sides."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.publish.pages import Page
from quiz.publish.structure import differences

CHINESE = """---
title: 甲
---

# 甲 {#top}

开头。[@pipl#24]
{: .lead }

## 乙 {#second}

!!! do "做"

    [看](causes.md#x)。

- [ ] 一 {: #one }
- [ ] 二 {: #two }

| 甲 | 乙 |
|---|---|
| 一[@reasoning] | 二 |

[[figure:loop]]

<div class="letter" id="letter-a" markdown>

信。

</div>
"""


def page(tmp_path: Path, language: str, text: str) -> Page:
    path = tmp_path / f"{language}.md"
    path.write_text(text, encoding="utf-8")
    return Page("x", language, path)


def compared(tmp_path: Path, english: str) -> list[str]:
    return [str(problem) for problem in differences(page(tmp_path, "zh", CHINESE), page(tmp_path, "en", english))]


def test_pages_of_the_same_structure_agree_whatever_their_words(tmp_path: Path):
    english = (
        CHINESE.replace("甲", "A").replace("开头。[@pipl#24]", "Start. [@pipl#24] More words.").replace("信。", "Letter.")
    )
    assert compared(tmp_path, english) == []


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("{#second}", "{#other}", "missing: second; extra: other"),
        ("## 乙", "### 乙", "heading of level 3 `second`"),
        ("[@pipl#24]", "[@pipl#23]", "citation `pipl#23`"),
        ("causes.md#x", "causes.md#y", "link `causes.md#y`"),
        ("!!! do", "!!! stop", "box `stop`"),
        ("- [ ] 二 {: #two }\n", "", "table"),
        ("{: #one }", "{: #uno }", "checklist entry `uno`"),
        ("| 一[@reasoning] | 二 |", "| 一[@reasoning] | 二 |\n| 三 | 四 |", "2 rows of 2"),
        ("[[figure:loop]]\n", "", "letter `letter-a`"),
        ("letter-a", "letter-b", "letter `letter-b`"),
        ("[@reasoning]", "", "nothing more"),
    ],
)
def test_a_difference_is_told_with_its_section_and_line(tmp_path: Path, was: str, becomes: str, told: str):
    found = compared(tmp_path, CHINESE.replace(was, becomes))
    assert len(found) >= 1
    assert any(told in problem for problem in found), found
    assert all(problem.startswith("docs/en/x.md") for problem in found)
