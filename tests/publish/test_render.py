"""What the markup of an item promises to a browser, to a reader without JavaScript, and to someone who peeks at the source."""

from __future__ import annotations

import copy
import re
from pathlib import Path

import pytest

from quiz.engine.cost import flat_fee_nominal_rate
from quiz.publish.problems import AuthorError
from quiz.publish.render import SPOKEN
from tests.publish.author import Author, computed, drawn, match, multiple, number, order, single, spot
from tests.publish.markup import Element, parse
from tests.publish.rendered import LANGUAGES, Rendered, feedback, said

HOSTILE = "<script>alert('1')</script> & \"quoted\" {{ word }} &lt;b&gt; [@pipl]"
SPOILT = "<script>alert('1')</script> & ]:[ &lt;b&gt;"


def answer_number(page: Rendered, name: str) -> str:
    """The number an answer sheet gives as the answer."""
    return page.answers.one(data_answer=name).one(data_feedback="correct").one(data_heading=None).text


@pytest.fixture(params=LANGUAGES)
def rendered(request: pytest.FixtureRequest, tmp_path: Path) -> Rendered:
    return Rendered(Author(tmp_path).read(), request.param)


def test_every_question_is_one_element_with_its_id_kind_and_version(rendered: Rendered):
    for tree in (rendered.check, rendered.quick):
        found = {each["data-item"]: (each["data-kind"], each["data-version"]) for each in tree.all(data_item=None)}
        assert found == {name: (each.item.kind, each.item.version) for name, each in rendered.bank.questions.items()}


@pytest.mark.parametrize(("name", "kind"), [("causes-single", "radio"), ("causes-multiple", "checkbox")])
def test_options_are_real_inputs_whose_value_is_the_option_id(name: str, kind: str, rendered: Rendered):
    inputs = rendered.items()[name].all("input")
    assert [each["value"] for each in inputs] == ["poor", "good", "bad", "dont-know"]
    assert {(each["type"], each["name"]) for each in inputs} == {(kind, name)}


@pytest.mark.parametrize("name", ["causes-number", "causes-computed"])
def test_a_number_is_typed_into_a_text_field_that_brings_up_digits(name: str, rendered: Rendered):
    typed, unsure = rendered.items()[name].all("input")
    assert (typed["type"], typed["inputmode"], typed["autocomplete"], typed["name"]) == ("text", "decimal", "off", name)
    assert (unsure["type"], unsure["value"]) == ("checkbox", "dont-know")
    assert "value" not in typed.attributes


def test_every_input_has_a_label_of_its_own_with_words(rendered: Rendered):
    for item in rendered.items().values():
        asked = [each for each in item if each.tag in ("input", "select")]
        labels = [each for each in item.all("label") if not each.all("progress")]
        assert [len([each for each in label if each in asked]) for label in labels] == [1] * len(asked)
        assert all(label.text.strip() for label in labels)


@pytest.mark.parametrize("name", ["causes-single", "causes-multiple"])
def test_the_options_stand_in_their_authors_order_each_with_its_words(name: str, rendered: Rendered):
    question = rendered.bank.questions[name]
    spoken = {
        each.all("input")[0]["value"]: each.text.strip() for each in rendered.items()[name].all("label") if each.all("input")
    }
    assert list(spoken)[:-1] == list(question.item.spec.options)
    assert list(spoken.values())[:-1] == [
        said(question, f"text.{each}", rendered.language) for each in question.item.spec.options
    ]


def test_i_dont_know_is_an_answer_to_every_question_and_comes_last(rendered: Rendered):
    for item in rendered.items().values():
        last = item.all("input")[-1]
        assert last["value"] == "dont-know"
        assert last.parent is not None
        assert last.parent.text.strip() == rendered.word("item.dont-know")


def test_nothing_is_chosen_for_the_reader(rendered: Rendered):
    for item in rendered.items().values():
        assert not [each for each in item.all("input") if {"checked", "disabled", "required"} & set(each.attributes)]


def test_a_question_and_its_answers_are_one_named_group(rendered: Rendered):
    for item in rendered.items().values():
        group = item.one("fieldset")
        assert group.content[0] == "\n"
        assert group.one("legend").text == said(rendered.bank.questions[item["data-item"]], "stem", rendered.language)
        assert len(group.all("input")) == len(item.all("input"))


def test_the_button_checks_by_submitting_its_own_form(rendered: Rendered):
    for item in rendered.items().values():
        button = item.one("button", type="submit")
        assert button["data-action"] == "check"
        assert button.inside("form")
        assert button.text == rendered.word("item.check")
        assert not {"action", "method"} & set(item.one("form").attributes)


def test_the_status_is_an_empty_live_region_inside_the_item(rendered: Rendered):
    for item in rendered.items().values():
        assert item.one(role="status").text == ""


def test_the_progress_has_a_label_and_is_hidden_until_it_is_needed(rendered: Rendered):
    for item in rendered.items().values():
        bar = item.one("progress")
        assert bar.parent is not None
        assert bar.parent.tag == "label"
        assert bar.parent.text == rendered.word("engine.loading")
        assert bar.parent.parent is not None
        assert "hidden" in bar.parent.parent.attributes


def test_without_javascript_each_item_links_to_its_own_answer(rendered: Rendered):
    answers = {each["id"] for each in rendered.answers.all("h2")}
    for name, item in rendered.items().items():
        assert item.all("a")[0]["href"] == f"../check/answers/causes#{name}"
        assert name in answers
    assert rendered.check.one("noscript").text.strip() == rendered.word("engine.no-script")


def test_each_item_and_each_answer_links_to_the_section_that_teaches_it_and_names_its_sources(rendered: Rendered):
    for name, question in rendered.bank.questions.items():
        for place in (rendered.items()[name], rendered.answers.one(data_answer=name)):
            assert [a["href"] for a in place.all("a") if f"../{question.item.section}" == a["href"]]
            chips = [each for each in place if "cite" in each.attributes.get("class", "").split()]
            assert len(chips) == len(question.sources)


def test_no_feedback_stands_in_the_html_of_an_item(rendered: Rendered):
    for question in rendered.bank.questions.values():
        for name in feedback(question):
            for language in LANGUAGES:
                assert said(question, name, language) not in rendered.check.text
                assert said(question, name, language) not in rendered.quick.text
    assert not rendered.check.all(data_feedback=None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_of_an_item_does_not_change_with_its_key(language: str, tmp_path_factory: pytest.TempPathFactory):
    """Only the version does, which is a hash: whoever reads the source learns nothing."""
    author = Author(tmp_path_factory.mktemp("one"))
    other = Author(tmp_path_factory.mktemp("other"))
    other.item("causes-single")["key"] = "bad"
    other.item("causes-multiple")["key"] = ["poor"]
    other.item("causes-number")["key"] = 21
    other.item("causes-computed")["compute"]["monthly_fee"] = 0.01
    other.item("causes-drawn")["compute"]["periods"] = 6
    other.item("causes-order")["option"].sort(key=lambda step: step["id"])
    other.item("causes-match")["option"].reverse()
    for prompt in other.item("causes-match")["prompt"]:
        prompt["answer"] = "police"
    other.item("causes-spot")["key"] = ["name"]
    other.item("causes-spot")["option"].reverse()
    pages = [Rendered(each.read(), language) for each in (author, other)]
    for name in ("check_html", "quick_html"):
        one, two = (re.sub(r'data-version="[0-9a-f]{8}"', "", getattr(page, name)) for page in pages)
        assert one == two
    assert pages[0].answers_html != pages[1].answers_html


def test_the_answer_sheet_holds_every_feedback_once_under_its_id(rendered: Rendered):
    for name, question in rendered.bank.questions.items():
        answer = rendered.answers.one(data_answer=name)
        assert answer["data-version"] == question.item.version
        shown = {each["data-feedback"]: each.all("p")[-1].text for each in answer.all(data_feedback=None)}
        assert len(shown) == len(answer.all(data_feedback=None))
        assert shown == {each: said(question, each, rendered.language) for each in feedback(question)}


@pytest.mark.parametrize(("name", "key"), [("causes-single", {"good"}), ("causes-multiple", {"good", "poor"})])
def test_the_answer_sheet_marks_the_key_in_words(name: str, key: set[str], rendered: Rendered):
    options = rendered.answers.one(data_answer=name).all(data_option=None)
    marked = {each["data-option"] for each in options if rendered.word("mark.key") in each.text}
    assert (len(options), marked) == (3, key)


def test_the_answer_sheet_prints_the_number_with_its_unit(rendered: Rendered):
    days, rate = (answer_number(rendered, name) for name in ("causes-number", "causes-computed"))
    assert days == "20" + rendered.word("unit.days")
    assert rate == f"{flat_fee_nominal_rate(0.006, 12) * 100:.2f}%"


@pytest.mark.parametrize(
    ("key", "printed"),
    [(20, "20"), (1234567.5, "1,234,567.5"), (0.036, "0.036"), (13.03, "13.03"), (100, "100"), (-0.5, "-0.5")],
)
def test_a_number_is_printed_to_the_last_digit_its_author_wrote(key: float, printed: str, tmp_path: Path):
    author = Author(tmp_path)
    author.items = {"causes": [{**number(), "key": key}]}
    assert answer_number(Rendered(author.read(), "en"), "causes-number") == f"{printed} days"


def test_the_tolerance_is_told_before_the_answer(rendered: Rendered):
    exact, near = (
        rendered.items()[name].one("p", **{"class": "item__hint"}).text for name in ("causes-number", "causes-computed")
    )
    assert exact == rendered.word("item.exact")
    assert near == rendered.word("item.tolerance", tolerance="0.5", unit=rendered.word("unit.percent"))


def test_a_count_has_no_unit(tmp_path: Path):
    author = Author(tmp_path)
    author.items = {"causes": [{**number(), "unit": "count"}]}
    page = Rendered(author.read(), "en")
    assert page.check.one("span", **{"class": "number__unit"}).text == ""
    assert answer_number(page, "causes-number") == "20"


def test_items_and_answers_stay_out_of_the_search_index(rendered: Rendered):
    for tree in (rendered.check, rendered.quick, rendered.answers):
        top = [part for part in tree.content if isinstance(part, Element)]
        assert len(top) == 1
        assert "data-search-exclude" in top[0].attributes


def test_only_the_language_of_the_page_is_shown(rendered: Rendered):
    chinese = [bool(re.search(r"[一-鿿]", tree.text)) for tree in (rendered.check, rendered.quick, rendered.answers)]
    assert chinese == [rendered.language == "zh"] * 3
    assert (" in English." in rendered.check.text) is (rendered.language == "en")


def test_the_words_for_javascript_are_inert_and_complete(rendered: Rendered):
    template = parse(rendered.words_html).one("template", data_words=None)
    assert template["data-page"] == "act/index"
    shown = {each["data-word"]: each.text for each in template.all("span")}
    assert shown == {name: text[rendered.language] for name, text in rendered.bank.words.items() if name.startswith(SPOKEN)}


def test_a_word_that_is_nowhere_is_a_mistake_with_its_name(rendered: Rendered):
    with pytest.raises(AuthorError, match=r"quiz/bank/words · verdict · brilliant: no such word"):
        rendered.word("verdict.brilliant")


def hostile(value: object) -> object:
    """Every text of an item made hostile; ids, keys and numbers stay."""
    if isinstance(value, list):
        return [hostile(each) for each in value]
    if isinstance(value, dict):
        return {
            name: HOSTILE if name in LANGUAGES and isinstance(each, str) else hostile(each) for name, each in value.items()
        }
    return value


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_texts_are_shown_as_they_were_written(language: str, tmp_path: Path):
    author = Author(tmp_path)
    good = (single(), multiple(), number(), computed(), drawn(), order(), match(), spot())
    rows = [hostile(copy.deepcopy(row)) for row in good]
    rows[-1]["message"] = dict.fromkeys(LANGUAGES, f"{SPOILT}[[fee:{SPOILT}]][[link:{SPOILT}]][[name:{SPOILT}]]{SPOILT}")
    author.items = {"causes": rows}
    author.items["causes"][0]["sources"] = ['pipl#24"><i>', "reasoning"]
    for name in ("zh", "en", "short_zh", "short_en", "issuer_zh", "issuer_en"):
        author.sources[0][name] = HOSTILE
    page = Rendered(author.read(), language)
    for tree in (page.check, page.quick, page.answers):
        assert not [each for each in tree if each.tag in ("script", "b", "i")]
    assert {each.text for each in page.check.all("legend")} == {HOSTILE}
    assert {each.all("p")[-1].text for each in page.answers.all(data_feedback=None)} == {HOSTILE}
    for tree in (page.check, page.quick, page.answers):
        assert tree.one("p", **{"class": "message"}).text == SPOILT * 5
    assert HOSTILE in page.check.all("a", **{"class": "cite"})[0]["title"]


def test_hostile_words_of_the_check_are_shown_as_they_were_written(tmp_path: Path):
    author = Author(tmp_path)
    author.read()
    words = (author.bank / "words" / "check.toml").read_text(encoding="utf-8")
    author.write("quiz/bank/words/check.toml", words.replace('en = "Yes, that is right."', "en = '<b>&amp;'").encode())
    template = parse(Rendered(author.read(), "en").words_html)
    assert template.one(data_word="verdict.correct").text == "<b>&amp;"
