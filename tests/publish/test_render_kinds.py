"""What the markup of order, match, spot and drawn numbers promises: everything by real inputs, nothing of the key."""

from __future__ import annotations

import copy
import re
from itertools import permutations
from pathlib import Path

import pytest

from quiz.engine.numbers import read_number
from tests.publish.author import Author, match, order, spot
from tests.publish.markup import Element
from tests.publish.rendered import LANGUAGES, Rendered, said

STEPS = ("wait", "ask", "read", "tell")
OPTIONS = ("watchdog", "network", "police")


@pytest.fixture(params=LANGUAGES)
def rendered(request: pytest.FixtureRequest, tmp_path: Path) -> Rendered:
    return Rendered(Author(tmp_path).read(), request.param)


def values(item: Element) -> list[str]:
    return [each["value"] for each in item.all("input")]


def shown_steps(folder: Path, steps: tuple[str, ...], language: str = "en") -> tuple[str, ...]:
    """The order in which steps are shown, when this is the right one."""
    author = Author(folder)
    row = order()
    row["option"] = [next(each for each in row["option"] if each["id"] == step) for step in steps]
    author.items = {"causes": [row]}
    return tuple(values(Rendered(author.read(), language).items()["causes-order"])[:-1])


def heading(element: Element) -> str:
    return element.one(data_heading=None).text


# order


def test_steps_are_boxes_to_tick_in_turn_each_with_its_words(rendered: Rendered):
    item, question = rendered.items()["causes-order"], rendered.bank.questions["causes-order"]
    group = item.one(data_sequence=None)
    boxes = group.all("input")
    assert {(each["type"], each["name"]) for each in boxes} == {("checkbox", "causes-order")}
    assert sorted(each["value"] for each in boxes) == sorted(STEPS)
    for box in boxes:
        assert box.parent is not None
        assert box.parent.tag == "label"
        assert box.parent.text == said(question, f"text.{box['value']}", rendered.language)
        assert box.parent.one("span", data_turn=None).text == ""


def test_i_dont_know_stands_outside_the_steps(rendered: Rendered):
    item = rendered.items()["causes-order"]
    assert "dont-know" not in values(item.one(data_sequence=None))
    assert values(item)[-1] == "dont-know"


def test_both_languages_show_the_steps_in_the_same_order(tmp_path_factory: pytest.TempPathFactory):
    zh, en = (shown_steps(tmp_path_factory.mktemp(language), STEPS, language) for language in LANGUAGES)
    assert zh == en


def test_the_order_shown_is_never_the_right_one_and_tells_nothing_else_about_it(tmp_path_factory: pytest.TempPathFactory):
    """Whatever the key, the steps are shown in one order; only where that would be the key, in another."""
    shown = {key: shown_steps(tmp_path_factory.mktemp("bank"), key) for key in permutations(STEPS)}
    usual = max(set(shown.values()), key=list(shown.values()).count)
    assert all(key != order_ for key, order_ in shown.items())
    assert [key for key, order_ in shown.items() if order_ != usual] == [usual]


def test_the_sheet_lists_the_steps_in_the_right_order_each_with_its_feedback_once(rendered: Rendered):
    steps = rendered.answers.one(data_answer="causes-order").one("ol").all("li")
    question = rendered.bank.questions["causes-order"]
    assert tuple(each["data-option"] for each in steps) == STEPS
    for step in steps:
        name = step["data-option"]
        assert step.one(data_feedback=None)["data-feedback"] == f"option.{name}"
        assert heading(step) == said(question, f"text.{name}", rendered.language)


# match


def test_each_line_is_chosen_for_from_a_list_of_its_own_with_nothing_chosen(rendered: Rendered):
    item, question = rendered.items()["causes-match"], rendered.bank.questions["causes-match"]
    lists = item.all("select")
    assert [each["data-prompt"] for each in lists] == ["bank", "spam", "firm"]
    assert len({each["name"] for each in lists}) == 3
    for one in lists:
        first, *others = one.all("option")
        assert (first["value"], first.text) == ("", rendered.word("item.choose-here"))
        assert not [each for each in one.all("option") if "selected" in each.attributes]
        chosen = [each["value"].partition("=") for each in others]
        assert {prompt for prompt, _, _ in chosen} == {one["data-prompt"]}
        assert sorted(option for _, _, option in chosen) == sorted(OPTIONS)
        texts = [said(question, f"choice.{option}", rendered.language) for _, _, option in chosen]
        assert [each.text for each in others] == texts
        assert one.parent is not None
        assert one.parent.tag == "label"
        prompt = one.parent.one("span", **{"class": "pair__prompt"}).text
        assert prompt == said(question, f"text.{one['data-prompt']}", rendered.language)


def test_every_line_offers_its_options_in_one_order_that_is_not_the_authors(rendered: Rendered):
    lists = rendered.items()["causes-match"].all("select")
    orders = {tuple(each["value"].partition("=")[2] for each in one.all("option")[1:]) for one in lists}
    assert len(orders) == 1
    assert orders != {OPTIONS}


def test_i_dont_know_is_the_only_box_of_a_match(rendered: Rendered):
    assert values(rendered.items()["causes-match"]) == ["dont-know"]


def test_the_sheet_pairs_each_line_with_what_fits_it_once(rendered: Rendered):
    answer, question = rendered.answers.one(data_answer="causes-match"), rendered.bank.questions["causes-match"]
    found = {each["data-feedback"]: heading(each) for each in answer.all(data_feedback=None)}
    fits = {"bank": "watchdog", "spam": "network", "firm": "watchdog"}
    assert found == {
        f"prompt.{prompt}": " → ".join(
            said(question, name, rendered.language) for name in (f"text.{prompt}", f"choice.{option}")
        )
        for prompt, option in fits.items()
    }


# spot


def test_the_phrases_are_boxes_to_tick_within_the_message_in_the_order_of_its_language(rendered: Rendered):
    item = rendered.items()["causes-spot"]
    message = item.one("p", **{"class": "message"})
    assert [(each["value"], each["type"], each["name"]) for each in message.all("input")] == [
        (name, "checkbox", "causes-spot") for name in ("name", "fee", "link")
    ]
    for box in message.all("input"):
        assert box.parent is not None
        assert box.parent.tag == "label"
        assert box.parent.text.strip()
    assert values(item)[-1] == "dont-know"


@pytest.mark.parametrize("place", ["check", "answers"])
def test_the_message_reads_as_it_was_written_without_the_marks(place: str, rendered: Rendered):
    written = rendered.bank.questions["causes-spot"].texts["message"][rendered.language]
    plain = re.sub(r"\[\[\w+:(.*?)\]\]", r"\1", written)
    assert getattr(rendered, place).one("p", **{"class": "message"}).text == plain


def test_before_an_answer_a_worrying_phrase_looks_like_a_harmless_one(rendered: Rendered):
    labels = rendered.items()["causes-spot"].one("p", **{"class": "message"}).all("label")
    assert len({tuple(sorted(each.attributes.items())) for each in labels}) == 1
    assert not rendered.check.all("mark")


def test_the_sheet_marks_what_should_worry_and_says_of_each_phrase_whether_it_should(rendered: Rendered):
    answer = rendered.answers.one(data_answer="causes-spot")
    phrases = {each["data-option"]: each for each in answer.all("li")}
    marked = [each.text for each in answer.all("mark")]
    assert list(phrases) == ["name", "fee", "link"]
    assert marked == [heading(phrases[name]) for name in ("fee", "link")]
    for name, phrase in phrases.items():
        code = "harmless" if name == "name" else "worrying"
        assert phrase.one("strong").text == rendered.word(f"mark.{code}")
        assert phrase.one(data_feedback=None)["data-feedback"] == f"option.{name}"


# drawn numbers


def test_every_drawn_number_in_a_question_can_be_found_by_its_name_and_is_the_printed_one(rendered: Rendered):
    drawn = rendered.items()["causes-drawn"].all(data_drawn=None)
    assert {each["data-drawn"]: each.text for each in drawn} == {"principal": "10,000", "fee": "0.6"}


def test_the_question_does_not_tell_its_answer(rendered: Rendered):
    for place in (rendered.check, rendered.quick):
        item = place.one(data_item="causes-drawn")
        assert not item.all(data_drawn="answer")
        assert "893.33" not in item.text


def test_on_the_sheet_every_number_that_changes_can_be_found_by_its_name(rendered: Rendered):
    answer = rendered.answers.one(data_answer="causes-drawn")
    shown = {(each["data-drawn"], each.text) for each in answer.all(data_drawn=None)}
    assert shown == {("principal", "10,000"), ("fee", "0.6"), ("part", "833.33"), ("answer", "893.33")}
    correct, named, fixed = (answer.one(data_feedback=name) for name in ("correct", "mistake.1", "mistake.2"))
    assert heading(correct).startswith("893.33")
    assert heading(named).startswith("833.33")
    assert named.one(data_heading=None).all(data_drawn="part")
    assert not fixed.all(data_drawn=None)
    assert read_number(heading(fixed)) == 1


def test_a_number_that_is_not_drawn_has_nothing_to_change(rendered: Rendered):
    for name in ("causes-number", "causes-computed"):
        assert not rendered.answers.one(data_answer=name).all(data_drawn=None)


def test_braces_in_an_item_without_drawn_numbers_stay_as_they_were_written(tmp_path: Path):
    author = Author(tmp_path)
    author.item("causes-single")["stem"]["en"] = "Is {fee} a fee?"
    page = Rendered(author.read(), "en")
    assert page.items()["causes-single"].one("legend").text == "Is {fee} a fee?"


@pytest.mark.parametrize("row", [order(), match(), spot()], ids=lambda row: str(row["kind"]))
def test_the_ids_of_a_kind_are_the_same_in_both_languages(row: dict[str, object], tmp_path: Path):
    author = Author(tmp_path)
    author.items = {"causes": [copy.deepcopy(row)]}
    bank = author.read()
    inputs = [
        sorted((each.tag, each["value"]) for each in Rendered(bank, language).check if "value" in each.attributes)
        for language in LANGUAGES
    ]
    assert inputs[0] == inputs[1]
