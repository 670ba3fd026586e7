"""What the markup of /why/ promises to a browser, to a reader without JavaScript, and to the modules that copy from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quiz.engine.plan.model import UNSURE
from quiz.publish.bank import Bank, read_bank
from quiz.publish.citations import Citations
from quiz.publish.parts import PARTS, Place
from quiz.publish.problems import AuthorError
from quiz.publish.render import Renderer
from quiz.publish.situation import Situation
from tests.publish.author import Author
from tests.publish.markup import Element, parse

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "quiz" / "web"
BANK = read_bank(ROOT / "quiz" / "bank", ROOT / "docs", ROOT)


def rendered(bank: Bank, language: str) -> tuple[str, list[str]]:
    """The part's HTML and the citations it could not resolve."""
    citations = Citations(bank.sources, bank.words, language)
    place = Place(bank, language, Renderer(bank, language), citations, lambda target: f"../{target}", {}, {}, {})
    return PARTS["why"].fill(place, ""), citations.unknown


def situation() -> Situation:
    assert BANK.situation is not None
    return BANK.situation


@pytest.fixture(params=["zh", "en"], scope="module")
def page(request: pytest.FixtureRequest) -> Element:
    html, unknown = rendered(BANK, request.param)
    assert unknown == []
    return parse(html)


def test_every_question_is_one_form_with_real_labelled_inputs(page: Element):
    for question in situation().rules.questions:
        form = page.one("form", data_question=question.id)
        inputs = form.all("input")
        assert [each["value"] for each in inputs] == [*question.options, *UNSURE]
        assert {each["type"] for each in inputs} == {"checkbox" if question.several else "radio"}
        assert {each["name"] for each in inputs} == {question.id}
        assert {each["value"] for each in inputs if "data-alone" in each.attributes} == {*question.alone, *UNSURE}
        labels = form.all("label")
        assert len(labels) == len(inputs)
        assert all(each.text.strip() for each in labels)
        assert form.one("legend").one("h2").text.strip()


def test_every_question_tells_how_to_find_out(page: Element):
    for form in page.all("form"):
        find = form.one(data_find=None)
        assert len(find.text.strip()) > 10
        assert find.all("a")[-1]["href"].startswith("../")


def test_nothing_chosen_is_ever_sent_anywhere(page: Element):
    assert all("action" not in form.attributes and "method" not in form.attributes for form in page.all("form"))
    assert page.one(data_why=None)["data-search-exclude"] == ""


def test_the_catalogue_holds_every_sign_step_cause_rule_and_channel(page: Element):
    rules = situation().rules
    catalogue = page.one("section", data_catalogue=None)
    assert [each["data-sign"] for each in catalogue.all(data_sign=None)] == [stop.id for stop in rules.stops]
    assert {each["data-step"] for each in catalogue.all(data_step=None)} == {action.id for action in rules.actions}
    assert {each["data-cause"] for each in catalogue.all(data_cause=None)} == {cause.id for cause in rules.causes}
    assert {each["data-evidence"] for each in catalogue.all(data_evidence=None)} == {rule.id for rule in rules.evidence}
    channels = {way.channel for action in rules.actions for way in action.ways}
    assert {each["data-channel"] for each in catalogue.all(data_channel=None)} == channels
    assert {each["href"] for each in catalogue.all("a") if each["href"].startswith("#way-")} == {
        f"#way-{name}" for name in channels
    }


def test_no_id_stands_twice_and_no_copy_would_take_one_along(page: Element):
    ids = [each["id"] for each in page.all(id=None)]
    assert len(ids) == len(set(ids))
    for selector in ("data_sign", "data_step", "data_cause"):
        for element in page.all(**{selector: None}):
            assert element.all(id=None) == []


def test_the_first_questions_are_named_for_the_time_before_the_engine(page: Element):
    first = page.one(data_why=None)["data-first"].split()
    assert first == [question.id for question in situation().rules.questions[: len(first)]]
    assert len(first) >= 3


def test_every_word_that_javascript_asks_for_is_on_the_page(page: Element):
    spoken = {each["data-word"] for each in page.all("span", data_word=None)}
    asked = {
        code
        for path in [*WEB.glob("why*.js"), WEB / "leave.js"]
        for code in re.findall(r'"(why-say\.[a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(asked) > 10
    assert asked <= spoken
    assert {"why-say.silent", "why-say.silent-one", "why-say.aside", "why-say.aside-one"} <= spoken


def test_a_link_that_would_lose_the_answers_opens_beside_them(page: Element):
    links = [each for each in page.all("a") if each["href"].startswith("../") and "data-action" not in each.attributes]
    assert links
    assert all(each["target"] == "_blank" and each["rel"] == "noopener" and each.all("span") for each in links)


def test_the_way_out_works_without_javascript_too(page: Element):
    assert page.one("a", data_action="leave")["href"].endswith("leave/")


def test_a_bank_without_a_situation_check_cannot_have_the_part(tmp_path: Path):
    with pytest.raises(AuthorError) as caught:
        rendered(Author(tmp_path).read(), "zh")
    assert "[[why]]" in caught.value.problems[0].hint


def test_the_neutral_page_says_nothing_of_where_it_comes_from():
    html = (ROOT / "docs" / "leave" / "index.html").read_text(encoding="utf-8")
    words = ["贷", "借", "拒", "loan", "declin", "credit", "brand", "assets/"]
    assert [word for word in words if word in html.lower()] == []
    assert 'name="robots" content="noindex' in html
    assert "<script" not in html
