"""Every figure is drawn in both languages from one geometry, says in words what it shows, and fits its boxes."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from quiz.engine import cost
from quiz.publish.figures import FIGURES, measure, render
from quiz.publish.figures.flat_fee import percent, rates
from quiz.publish.figures.sheet import LEFT, RIGHT, STYLES, WIDTH, Area
from quiz.publish.figures.words import FOLDER, ROOT, cited, read, words
from quiz.publish.problems import Problem
from quiz.publish.sources import RESERVED, read_sources

LANGUAGES = ("zh", "en")
EVERY = [(name, language) for name in FIGURES for language in LANGUAGES]
SMALLEST = 13 * WIDTH / 328
"""Units of the drawing that are 13 px where a 360 px phone leaves 328 px for the text."""


def cite(source: str) -> str:
    return f' <a class="cite">{source}</a>'


def html(name: str, language: str) -> ET.Element:
    text = render(name, language, cite).replace("data-search-exclude", 'data-search-exclude=""', 1)
    return ET.fromstring(text)  # noqa: S314 — our own


def shape(element: ET.Element) -> tuple[object, ...]:
    """The element's tags and classes, without the drawing: lines of words may break elsewhere in the other language."""
    children = () if element.tag == "svg" else tuple(shape(child) for child in element)
    return (element.tag, element.get("class"), element.get("scope"), children)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_figure_has_title_description_caption_sources_and_a_table(name: str, language: str) -> None:
    figure = html(name, language)
    said = words(name, language)
    drawing = figure.find("svg")
    assert (figure.get("id"), drawing.get("role")) == (f"figure-{name}", "img")
    labels = drawing.get("aria-labelledby").split()
    assert [drawing.find(tag).get("id") for tag in ("title", "desc")] == labels
    assert (drawing.find("title").text, drawing.find("desc").text) == (said["title"], said["description"])
    caption = figure.find("figcaption")
    assert said["caption"] in "".join(caption.itertext())
    assert [chip.text for chip in caption.iter("a")] == list(said.sources)
    assert said.sources, "a figure names what it rests on"
    details = figure.find("details")
    assert details.find("summary").text == said["table.summary"]
    assert len(details.findall("table/tbody/tr")) > 1


@pytest.mark.parametrize("name", FIGURES)
def test_both_languages_have_the_same_structure_and_the_same_sources(name: str) -> None:
    assert shape(html(name, "zh")) == shape(html(name, "en"))
    chips = [re.findall(r'<a class="cite">(.*?)</a>', render(name, language, cite)) for language in LANGUAGES]
    assert chips[0] == chips[1]
    drawn = [FIGURES[name].drawn(language)[0] for language in LANGUAGES]
    assert len(drawn[0].boxes) == len(drawn[1].boxes)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_row_of_the_table_has_a_cell_for_every_column(name: str, language: str) -> None:
    columns = len(words(name, language).rows("table.column"))
    _, rows = FIGURES[name].drawn(language)
    assert {len(row.cells) for row in rows} == {columns}
    assert all(cell.strip() for row in rows for cell in row.cells)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_no_words_are_wider_than_their_room_or_cross_the_edge_of_a_box(name: str, language: str) -> None:
    sheet, _ = FIGURES[name].drawn(language)
    page = Area(LEFT, 0, RIGHT, sheet.bottom)
    for line in sheet.placed:
        left, right = line.room
        assert left - 0.5 <= line.area.left, line
        assert line.area.right <= right + 0.5, line
        assert line.area.within(page), line
        for box in sheet.boxes:
            assert line.area.within(box) or not line.area.overlaps(box, slack=1), (line, box)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_no_two_lines_of_words_lie_on_each_other(name: str, language: str) -> None:
    sheet, _ = FIGURES[name].drawn(language)
    for one, other in combinations(sheet.placed, 2):
        assert not one.area.overlaps(other.area), (one, other)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_figure_carries_no_style_of_its_own_and_nothing_from_elsewhere(name: str, language: str) -> None:
    text = render(name, language, cite)
    assert not re.search(r"\sstyle=|<style|\sfill=|\sstroke=|\son\w+=|href=|url\(|<image|<script", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_are_unique_even_if_all_figures_stand_on_one_page(language: str) -> None:
    found = re.findall(r'\sid="([^"]+)"', "".join(render(name, language, cite) for name in FIGURES))
    assert len(found) == len(set(found)) == 3 * len(FIGURES)


@pytest.mark.parametrize("name", FIGURES)
def test_every_source_a_figure_names_exists(name: str) -> None:
    problems: list[Problem] = []
    sources = read_sources(ROOT / "quiz" / "bank" / "sources.toml", ROOT, problems)
    assert {source.partition("#")[0] for source in cited(name)} <= {*sources, *RESERVED}


def test_every_file_of_words_belongs_to_a_figure_and_every_figure_to_a_page() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(FIGURES)
    for language in LANGUAGES:
        pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs" / language).rglob("*.md"))
        assert set(re.findall(r"^\[\[figure:([a-z-]+)\]\]$", pages, re.MULTILINE)) == set(FIGURES)


@pytest.mark.parametrize("name", FIGURES)
def test_every_class_has_a_look_and_words_have_the_size_they_are_measured_in(name: str) -> None:
    looks = (ROOT / "docs" / "assets" / "figures.css").read_text(encoding="utf-8")
    for classes in re.findall(r'class="([^"]+)"', render(name, "zh", lambda _: "")):
        for each in classes.split():
            assert f".{each}" in looks, each
    for style in STYLES:
        rule = re.search(rf"\.figure__drawing \.fig-{style.name} \{{(.*?)\}}", looks, re.DOTALL)
        assert f"font-size: {style.size}px" in rule[1]
        assert f"font-weight: {700 if style.bold else 400}" in rule[1]
        assert style.size >= SMALLEST


def test_no_colour_is_written_outside_the_variables_of_the_site() -> None:
    looks = (ROOT / "docs" / "assets" / "figures.css").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgba?\(|hsl", looks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rates_shown_for_a_flat_fee_are_those_of_the_engine(language: str) -> None:
    said = words("flat-fee", language)
    periods = int(said.number("periods"))
    sheet, rows = FIGURES["flat-fee"].drawn(language)
    shown = [line.text for line in sheet.placed]
    for fee, row in zip(said.numbers("fees"), rows, strict=True):
        nominal = f"{cost.flat_fee_nominal_rate(fee, periods) * 100:.2f}%"
        assert rates(fee, periods)[1] == cost.flat_fee_nominal_rate(fee, periods)
        assert nominal in shown
        assert percent(fee * 12, 1) in shown
        assert row.cells[2:] == (nominal, f"{cost.flat_fee_effective_rate(fee, periods) * 100:.2f}%")
    assert "13.03%" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bars_of_a_flat_fee_are_as_long_as_their_rates(language: str) -> None:
    sheet, _ = FIGURES["flat-fee"].drawn(language)
    bars = [box.right - box.left for box in sheet.boxes[2:]]
    fees = words("flat-fee", language).numbers("fees")
    wanted = [rate for fee in fees for rate in rates(fee, 12)[:2]]
    assert bars == pytest.approx([rate * bars[-1] / wanted[-1] for rate in wanted])


@pytest.mark.parametrize(("language", "dates"), [("zh", ("2026年6月", "2031年6月")), ("en", ("June 2026", "June 2031"))])
def test_a_negative_record_ends_five_years_after_repayment_not_after_the_default(
    language: str, dates: tuple[str, str]
) -> None:
    _, rows = FIGURES["record-life"].drawn(language)
    query, repaid, unpaid = (" ".join(row.cells) for row in rows)
    assert all(date in repaid for date in dates)
    assert "2029" not in query + repaid + unpaid
    assert not re.search(r"\d{4}", unpaid)


def test_points_of_unlike_groups_are_not_joined() -> None:
    drawing = html("findex", "en").find("svg")
    joined = [path.get("d") for path in drawing.iter("path") if "fig-joined" in path.get("class")]
    assert len(joined) == 2, "one line for the world, one in the key"
    assert {point["series"] for point in read("findex")["point"]} == {"world", "developing", "low-and-middle", "china"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_message_has_the_phrases_of_the_table_below_it(language: str) -> None:
    page = (ROOT / "docs" / language / "messages.md").read_text(encoding="utf-8")
    rows = page.partition("[[figure:sample-message]]")[2].split("\n\n")[2].splitlines()[2:]
    in_page = [row.split("|")[1].strip() for row in rows]
    chinese = [phrase["text"] for phrase in words("sample-message", "zh").rows("phrase")]
    if language == "en":
        english = [phrase["text"] for phrase in words("sample-message", "en").rows("phrase")]
        wanted = [f"{zh} “{en.strip('[]')}”" for zh, en in zip(chinese, english, strict=True)]
        assert [row.casefold() for row in in_page] == [row.casefold() for row in wanted]
    else:
        assert in_page == chinese


@pytest.mark.parametrize(
    ("room", "text"),
    [(90, "不答、拖过期限，或者不满意"), (60, "“已获额度”是广告，不是批准"), (100, "共（约12期）还893.33元。")],
)
def test_chinese_marks_never_begin_a_line_and_opening_ones_never_end_one(room: float, text: str) -> None:
    lines = measure.wrap(text, room, 15)
    assert "".join(lines) == text
    assert not any(line[0] in "，。、；：？！）”" for line in lines)
    assert not any(line[-1] in "（“" for line in lines)
    assert all(measure.width(line, 15) <= room for line in lines)


def test_english_breaks_between_words_and_after_a_hyphen() -> None:
    assert measure.wrap("Low- and middle-income economies", 125, 14) == ("Low- and middle-", "income", "economies")


def test_an_unknown_figure_is_a_key_error_that_the_page_turns_into_a_hint() -> None:
    with pytest.raises(KeyError):
        render("no-such-figure", "zh", cite)


def test_no_module_of_the_figures_is_too_long_for_one_idea() -> None:
    for path in (Path(measure.__file__).parent).glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 250, path.name
