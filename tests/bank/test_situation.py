"""The situation check as it stands: it helps every person we could think of, promises nothing, and everything in it can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.engine.errors import EngineError
from quiz.engine.plan.answers import read_answers
from quiz.engine.plan.flow import most, next_question, trail
from quiz.engine.plan.model import UNSURE, Explains, Question, Situation, Tone, When
from quiz.engine.plan.plan import plan
from quiz.publish.bank import Bank, read_bank
from quiz.publish.parts.why import at_once, signs
from quiz.publish.reach import unreached
from quiz.publish.situation import FAMILIES, MOST_QUESTIONS
from quiz.publish.situation import Situation as Worded
from tests.bank.test_bank import PROMISE, QUOTED, SCHOOL
from tests.personas import PERSONAS, differences

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh", "en")
PERSONAS_AT_LEAST = 25
CITATION = re.compile(r"\[@[^\]]*\]")
NUMBERS = re.compile(r"\d+(?:\.\d+)? ?%|百分之")
DENIED = re.compile(r"(不|没有|谁也|nobody|no one|not|no|never|don’t)[^。.；;]{0,24}$", re.IGNORECASE)
WISH = re.compile(
    r"(更容易|容易|提高|增加)[^。，；]{0,6}(批|通过|通过率|下款|额度)|(raise|improve|increase)[^.;]{0,20}\bchances?\b|more likely to be approved",
    re.IGNORECASE,
)


def situation_of(bank: Bank) -> Worded:
    assert bank.situation is not None
    return bank.situation


BANK = read_bank(ROOT / "quiz" / "bank", ROOT / "docs", ROOT)
WORDED = situation_of(BANK)
RULES: Situation = WORDED.rules
AROUND = {name: text for name, text in BANK.words.items() if name.startswith(("why.", "why-say."))}


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Every text of the situation check and of the page around it, without citations."""
    yield from ((key, CITATION.sub("", text[language])) for key, text in (*WORDED.words.items(), *AROUND.items()))


@st.composite
def readers(draw: st.DrawFn) -> dict[str, list[str]]:
    """Answers of one reader who walks the whole way: to each question one option, several, "I don't know", silence, or none."""
    answers: dict[str, tuple[str, ...]] = {}
    while (question := next_question(RULES, answers)) is not None:
        answers[question.id] = draw(chosen(question))
    return {name: list(values) for name, values in answers.items()}


def chosen(question: Question) -> st.SearchStrategy[tuple[str, ...]]:
    one = st.sampled_from([(), *((value,) for value in (*question.options, *UNSURE))])
    free = [option for option in question.options if option not in question.alone]
    return one | st.sets(st.sampled_from(free), min_size=1).map(tuple) if question.several else one


@pytest.mark.parametrize("name", PERSONAS)
def test_a_person_gets_the_plan_they_need(name: str):
    person = PERSONAS[name]
    made = plan(RULES, read_answers(RULES, person["answers"])).as_data()
    assert differences(person["plan"], made) == {}


def test_enough_people_were_thought_of_and_every_story_is_told_in_both_languages():
    assert len(PERSONAS) >= PERSONAS_AT_LEAST
    for name, person in PERSONAS.items():
        assert set(person) == {"story", "answers", "plan"}, name
        assert all(len(person["story"][language]) > 12 for language in LANGUAGES), name


@pytest.mark.parametrize("name", PERSONAS)
def test_a_person_answers_what_they_are_asked_and_all_of_it(name: str):
    answers = read_answers(RULES, PERSONAS[name]["answers"])
    assert [question.id for question in trail(RULES, answers)] == list(answers)


def test_the_people_together_meet_every_stop_sign_and_every_cause():
    met: dict[str, set[str]] = {"stops": set(), "causes": set()}
    for person in PERSONAS.values():
        met["stops"] |= {*person["plan"]["stops"], *person["plan"]["help"]}
        met["causes"] |= {each.partition(":")[0] for part in ("causes", "texts") for each in person["plan"][part]}
    assert met["stops"] == {stop.id for stop in RULES.stops}
    assert met["causes"] == {cause.id for cause in RULES.causes}


def test_everything_can_be_reached():
    assert unreached(RULES) == ()


def test_no_path_asks_more_than_twelve_questions():
    assert most(RULES, {}) <= MOST_QUESTIONS


def test_the_first_questions_need_no_engine():
    assert at_once(WORDED)[:3] == ["message", "fees", "asked"]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(readers())
def test_every_path_ends_in_a_plan_with_a_first_action_for_today(answers: dict[str, list[str]]):
    made = plan(RULES, read_answers(RULES, answers))
    assert made.steps[When.TODAY]
    assert len(answers) <= MOST_QUESTIONS
    assert made.aside == ()
    assert all(len(part) <= 4 for part in made.steps.values())


@settings(max_examples=150, deadline=None, derandomize=True)
@given(readers())
def test_who_is_asked_for_money_first_is_never_sent_back_to_the_one_who_asks(answers: dict[str, list[str]]):
    money_first = {"paid", "asked"} & set(answers.get("fees", ())) or "pay-first" in answers.get("told", ())
    made = plan(RULES, read_answers(RULES, answers)).as_data()
    steps = [*(step for part in made["steps"].values() for step in part), *made["more"]]
    if money_first:
        assert {"money-gone", "money-first"} & {sign["id"] for sign in made["stops"]}
        assert made["causes"][0]["id"] == "not-a-lender"
        assert {step["id"] for step in steps}.isdisjoint({"ask-why", "name-lender", "ask-conditions", "own-bank-first"})


@settings(max_examples=150, deadline=None, derandomize=True)
@given(readers())
def test_who_cannot_repay_is_offered_help_and_no_next_loan(answers: dict[str, list[str]]):
    made = plan(RULES, read_answers(RULES, answers)).as_data()
    if "over" in answers.get("debts", ()):
        steps = [*(step for part in made["steps"].values() for step in part), *made["more"]]
        assert made["help"]
        assert "loan-for-loan" in {sign["id"] for sign in made["stops"]}
        assert {step["id"] for step in steps}.isdisjoint(
            {"three-answers", "right-product", "own-bank-first", "one-at-a-time"}
        )


@settings(max_examples=100, deadline=None, derandomize=True)
@given(readers(), st.data())
def test_changing_one_answer_and_changing_it_back_restores_the_plan(answers: dict[str, list[str]], data: st.DataObject):
    before = plan(RULES, read_answers(RULES, answers))
    name = data.draw(st.sampled_from(sorted(answers)))
    question = next(each for each in RULES.questions if each.id == name)
    plan(RULES, read_answers(RULES, {**answers, name: list(data.draw(chosen(question)))}))
    assert plan(RULES, read_answers(RULES, {**answers, name: answers[name]})) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_plan_promises_approval(language: str):
    """Every word of every plan stands in the situation's texts or in the words of /why/: so all possible plans are read here."""
    assert [found for found in texts(language) if PROMISE.search(QUOTED.sub("", found[1]))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_better_chance_is_only_spoken_of_to_deny_it(language: str):
    hopes = []
    for key, text in texts(language):
        for found in WISH.finditer(QUOTED.sub("", text)):
            if not DENIED.search(text[: found.start()]) and not re.search(r"不|\bno\b|not", found[0]):
                hopes.append((key, text))
    assert hopes == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_sure_one_can_be_is_said_in_words_not_in_percent(language: str):
    assert [found for found in texts(language) if NUMBERS.search(QUOTED.sub("", found[1]))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_examined_or_blamed(language: str):
    blame = re.compile(r"你的错(?!。早)|活该|不负责|your (own )?fault(?! The)|irresponsible|bad borrower", re.IGNORECASE)
    assert [found for found in texts(language) if SCHOOL.search(found[1])] == []
    blamed = [
        text
        for _, text in texts(language)
        if blame.search(text) and "不是你的错" not in text and "not your fault" not in text
    ]
    assert blamed == []


def test_english_words_are_those_of_the_glossary():
    other = {wording.lower(): term.name.en for term in BANK.terms.values() for wording in term.also_en}
    found = [
        (key, wording, better)
        for key, text in texts("en")
        for wording, better in other.items()
        if re.search(rf"\b{re.escape(wording)}\b", text.lower())
    ]
    assert found == []


def test_every_cause_of_the_article_has_a_cause_here_and_so_has_what_lies_beyond():
    assert {WORDED.families[cause.id] for cause in RULES.causes} == set(FAMILIES)
    assert {cause.explains for cause in RULES.causes} == set(Explains)


def test_an_urgent_answer_shows_its_stop_sign_by_itself():
    shown = {
        f"{question.id}.{option}": signs(WORDED, question, option)
        for question in RULES.questions
        for option in question.options
    }
    assert shown["fees.paid"] == ["money-gone"]
    assert shown["fees.asked"] == shown["told.pay-first"] == ["money-first"]
    assert shown["fees.code"] == ["code-shared"]
    assert {name for found in shown.values() for name in found} == {
        stop.id for stop in RULES.stops if stop.tone is Tone.STOP
    }


@pytest.mark.parametrize(
    "answers",
    [{"fees": "paid"}, {"fees": ["paid", "none"]}, {"x": []}, [], {"asked": ["card", "business"]}, {"debts": [None]}],
)
def test_answers_nobody_can_give_are_refused(answers: Any):
    with pytest.raises(EngineError):
        read_answers(RULES, answers)
