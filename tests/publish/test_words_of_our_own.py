"""The guide mirrors an article's structure in words of its own: no run of ten characters is shared."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUN = 10
RUNS = frozenset((HERE / "article_runs.txt").read_text(encoding="utf-8").partition("\n")[2].split())


def runs(text: str) -> list[str]:
    characters = "".join(re.findall(r"[\u4e00-\u9fff]", text))
    return [characters[start : start + RUN] for start in range(len(characters) - RUN + 1)]


def shared(text: str) -> list[str]:
    return [run for run in runs(text) if hashlib.sha256(run.encode()).hexdigest()[:10] in RUNS]


def test_no_sentence_of_the_article_stands_in_the_guide():
    pages = sorted((HERE.parents[1] / "docs" / "zh").rglob("*.md"))
    assert pages
    assert {page.name: found for page in pages if (found := shared(page.read_text(encoding="utf-8")))} == {}


def test_a_sentence_of_the_article_would_be_found():
    assert shared("普惠金融發短信".replace("發", "发") + "的现状短信服务的普及在普惠金融的推广过程中")
