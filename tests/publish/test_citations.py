"""A citation becomes a dated chip that says how well its source is known, and leads to the page's own list of sources."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quiz.publish.bank import Bank
from quiz.publish.citations import Citations
from quiz.publish.sources import Source
from tests.publish.author import Author, source
from tests.publish.markup import parse

LANGUAGES = ("zh", "en")


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    author = Author(tmp_path)
    author.sources = [
        source("pipl"),
        {**source("weak"), "label": "C", "short_en": "Weak", "note_zh": "未读原文。", "note_en": "Text not read."},
        {**source("undated"), "date": "", "in_force": "", "short_en": "Undated", "short_zh": "未注日期", "address": ""},
        {**source("later"), "date": "", "in_force": "2024-07", "short_en": "Later", "kind": "data"},
        {**source("post"), "label": "C", "kind": "article", "short_en": "Post", "short_zh": "文章"},
        {**source("named"), "short_zh": "规划2021", "short_en": "Plan 2021"},
    ]
    return author.read()


def citations(bank: Bank, language: str = "en") -> Citations:
    return Citations(bank.sources, bank.words, language)


CHIPS = (
    ("[@pipl]", "个人信息保护法（2021）", "PIPL (2021)"),
    ("[@pipl#24]", "个人信息保护法第24条（2021）", "PIPL Art. 24 (2021)"),
    ("[@pipl#18,19]", "个人信息保护法第18、19条（2021）", "PIPL Arts. 18, 19 (2021)"),
    ("[@pipl#44-48]", "个人信息保护法第44—48条（2021）", "PIPL Arts. 44–48 (2021)"),
    ("[@pipl#24, 44-48]", "个人信息保护法第24、44—48条（2021）", "PIPL Arts. 24, 44–48 (2021)"),
    ("[@pipl#253-1]", "个人信息保护法第253条之一（2021）", "PIPL Art. 253-1 (2021)"),
    ("[@pipl#24, 253-1]", "个人信息保护法第24条、第253条之一（2021）", "PIPL Arts. 24, 253-1 (2021)"),
    ("[@pipl#24(2)]", "个人信息保护法第24(2)条（2021）", "PIPL Art. 24(2) (2021)"),
    ("[@undated]", "未注日期", "Undated"),
    ("[@undated#3]", "未注日期第3条", "Undated Art. 3"),
    ("[@later]", "个人信息保护法（2024）", "Later (2024)"),
    ("[@named]", "规划2021", "Plan 2021"),
    ("[@reasoning]", "本站推理", "our reasoning"),
    ("[@computed]", "本站计算", "our calculation"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("written", "zh", "en"), CHIPS)
def test_a_chip_says_name_article_and_year(written: str, zh: str, en: str, language: str, bank: Bank):
    shown = parse(citations(bank, language).render(f"<p>Said.{written}</p>")).one("p")
    assert shown.text == ("Said." + zh if language == "zh" else "Said. " + en)


def test_space_before_a_citation_is_the_chips_own_affair(bank: Bank):
    assert citations(bank).render("said  \n [@pipl].") == citations(bank).render("said[@pipl].")
    assert citations(bank, "zh").render("说 [@pipl]。") == citations(bank, "zh").render("说[@pipl]。")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chip_leads_to_its_entry_in_the_list_of_the_page(language: str, bank: Bank):
    page = citations(bank, language)
    html = parse(page.render("<p>a[@weak] b[@pipl] c[@weak#2]</p>") + page.page_list())
    assert [chip["href"] for chip in html.all("a", **{"class": "cite"})] == ["#src-weak", "#src-pipl", "#src-weak"]
    assert [entry["id"] for entry in html.all("li")] == ["src-weak", "src-pipl"]
    assert html.one("section").one("h2").text == bank.words["cite.on-this-page"][language]


def test_the_list_stays_out_of_the_search_index(bank: Bank):
    page = citations(bank)
    page.render("[@pipl]")
    assert "data-search-exclude" in parse(page.page_list()).one("section").attributes


def test_a_page_that_cites_nothing_has_no_list(bank: Bank):
    page = citations(bank)
    page.render("<p>Nothing.</p>")
    assert page.page_list() == ""


def test_our_own_reasoning_is_marked_explained_and_not_listed(bank: Bank):
    page = citations(bank)
    chip = parse(page.render("said[@reasoning]")).one("span")
    assert chip["title"] == "This is our own reasoning; no data was found."
    assert page.page_list() == ""


@pytest.mark.parametrize(("name", "warned"), [("weak", True), ("pipl", False), ("post", False)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_weak_source_says_so_in_the_text_itself(name: str, warned: bool, language: str, bank: Bank):
    chip = parse(citations(bank, language).chip(name)).one("a", **{"class": "cite"})
    assert (bank.words["cite.unconfirmed"][language] in chip.text) is warned


@pytest.mark.parametrize("language", LANGUAGES)
def test_hovering_tells_issuer_dates_strength_and_when_it_was_checked(language: str, bank: Bank):
    title = parse(citations(bank, language).chip("pipl")).one("a")["title"]
    words, found = bank.words, bank.sources["pipl"]
    for part in (
        found.title(language),
        found.issuer[language],
        words["cite.issued"][language].format(date="2021-08-20"),
        words["cite.in-force"][language].format(date="2021-11-01"),
        words["cite.label-A"][language],
        words["cite.checked"][language].format(date="2026-11-23"),
    ):
        assert part in title


def test_what_is_not_known_is_left_out_of_the_facts(bank: Bank):
    facts = citations(bank).facts(bank.sources["undated"])
    assert "issued" not in facts
    assert "in force" not in facts
    assert all(part.strip() for part in facts.split("·"))


def test_an_entry_opens_the_original_and_says_where_it_is(bank: Bank):
    page = citations(bank)
    opened = parse(page.entry("pipl")).one("a")
    assert (opened["href"], opened.text) == ("https://example.org/pipl", "Open the original (example.org)")
    assert {"noopener", "external"} <= set(opened["rel"].split())
    assert not parse(page.entry("undated")).all("a")


@pytest.mark.parametrize(("language", "note"), [("zh", "未读原文。"), ("en", "Text not read.")])
def test_an_entry_carries_the_note_of_its_source(language: str, note: str, bank: Bank):
    assert parse(citations(bank, language).entry("weak")).one("span", **{"class": "source__note"}).text == note
    assert not parse(citations(bank, language).entry("pipl")).all("span", **{"class": "source__note"})


@pytest.mark.parametrize(
    "code", ["<code>[@pipl]</code>", "<pre><code>\n[@pipl]\n</code></pre>", '<code class="x">a [@nowhere]</code>']
)
def test_what_stands_in_code_is_left_alone(code: str, bank: Bank):
    page = citations(bank)
    assert page.render(f"<p>a {code} b</p>") == f"<p>a {code} b</p>"
    assert (page.used, page.unknown) == ([], [])


def test_citations_beside_code_are_rendered(bank: Bank):
    page = citations(bank)
    html = page.render("a[@pipl] <code>x</code> b[@weak] <pre>y</pre> c[@reasoning]")
    assert "[@" not in html
    assert page.used == ["pipl", "weak"]


def test_an_unknown_source_is_collected_and_leaves_nothing_behind(bank: Bank):
    page = citations(bank)
    assert page.render("said[@nowhere#3].") == "said."
    assert page.unknown == ["nowhere"]


@pytest.mark.parametrize("field", ["name", "short", "issuer", "note", "number", "address"])
def test_hostile_sources_are_shown_as_they_were_written(field: str, bank: Bank):
    bad = "\"><script>alert('1')</script>&amp;"
    changed: dict[str, Any] = {
        field: bad if field in ("number", "address") else replace(bank.sources["weak"].name, zh=bad, en=bad)
    }
    sources: dict[str, Source] = {"weak": replace(bank.sources["weak"], **changed)}
    for language in LANGUAGES:
        page = Citations(sources, bank.words, language)
        html = parse(page.render("<p>said[@weak#1]</p>") + page.page_list())
        assert not html.all("script")
        values = [html.text, *(value for element in html for value in element.attributes.values())]
        assert any(bad in value for value in values)


def test_dates_are_printed_as_iso_dates(bank: Bank):
    page = Citations({"pipl": replace(bank.sources["pipl"], checked_on=dt.date(2027, 1, 2))}, bank.words, "zh")
    assert "核对于2027-01-02" in page.facts(page.sources["pipl"])
