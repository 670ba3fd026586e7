"""The bank as it stands: it can be published, it teaches what it asks, and nothing but knowing helps to answer it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.engine.kinds import KINDS
from quiz.engine.model import Level
from quiz.publish.bank import Bank, Question, read_bank
from quiz.publish.pages import Page, read_pages
from quiz.publish.sources import RESERVED
from quiz.publish.tables import Text

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
LANGUAGES = ("zh", "en")

CAUSES_AT_LEAST = 15
KINDS_AT_LEAST = 3
SECTION_AT_LEAST = 80
"""Characters of Markdown: two sentences in Chinese."""
ONE_POSITION_AT_MOST = 0.45
KEY_LONGEST_AT_MOST = 0.40

QUOTED = re.compile("“[^”]*”|‘[^’]*’|「[^」]*」")
ALL_OF_THEM = re.compile(
    r"以上(都|皆|全|均)|上述(都|皆|全|均)|都(对|不对|正确|不正确)$|\bof the above\b|^(all|none|any|both) of (these|them)\b",
    re.IGNORECASE,
)
SCHOOL = re.compile(r"测验|考试|考卷|试卷|\bquiz(zes)?\b|\bexams?\b|\bexaminations?\b|\btest yourself\b", re.IGNORECASE)
PROMISE = re.compile(
    r"包过|包批|包下款|必过|必批|稳过|百分百|百分之百|(一定|肯定|(?<!不)保证)(就)?(能|会|可以)(批|过|通过|下款)|(?<!不)保证(会)?(批|通过|下款)"
    r"|\bguaranteed? (approval|loan)|\bapproval (is )?(guaranteed|certain|assured)"
    r"|\b(sure|certain|guaranteed) to (be approved|pass|get (the|a) loan)|\b(will|always) (surely |certainly )?be approved",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank(ROOT / "quiz" / "bank", DOCS, ROOT)


@pytest.fixture(scope="module")
def singles(bank: Bank) -> list[Question]:
    return [question for question in bank.questions.values() if question.item.kind == "single"]


def item_texts(bank: Bank, language: str) -> Iterator[tuple[str, str]]:
    """Every text of every item: where it stands, and the words."""
    for name, question in bank.questions.items():
        yield from ((f"{name} {each}", text[language]) for each, text in question.texts.items())


def options(question: Question) -> dict[str, Text]:
    """The texts a reader chooses from, by the ids of the options."""
    return {name.removeprefix("text."): text for name, text in question.texts.items() if name.startswith("text.")}


def all_texts(bank: Bank, language: str) -> Iterator[tuple[str, str]]:
    """The texts of items, words, terms and notes on sources."""
    yield from item_texts(bank, language)
    yield from ((f"words {name}", text[language]) for name, text in bank.words.items())
    for name, term in bank.terms.items():
        yield f"term {name}", term.name[language]
        yield f"term {name} plain", term.plain[language]
    yield from ((f"source {name}", source.note[language]) for name, source in bank.sources.items())


def section_text(pages: dict[tuple[str, str], Page], language: str, section: str) -> str:
    """What stands under a section's heading, its sub-sections included."""
    chapter, _, anchor = section.partition("#")
    page = pages[language, chapter]
    start = next(heading for heading in page.headings if heading.id == anchor)
    ends = [each.line for each in page.headings if each.line > start.line and each.level <= start.level]
    return "\n".join(page.body.splitlines()[start.line : min(ends, default=len(page.body)) - 1]).strip()


def cited_in_files() -> set[str]:
    """Ids cited in pages (``[@pipl#24]``) and in the data of figures (``"pipl#24"``)."""
    pages = {
        name for path in DOCS.rglob("*.md") for name in re.findall(r"\[@([a-z0-9-]+)", path.read_text(encoding="utf-8"))
    }
    figures = (DOCS / "assets" / "figures").glob("*.toml")
    return pages | {
        name for path in figures for name in re.findall(r'"([a-z0-9-]+)(?:#[^"]*)?"', path.read_text(encoding="utf-8"))
    }


def test_the_bank_can_be_published_as_it_stands(bank: Bank):
    """Reading it raises AuthorError with every mistake; an empty bank would be one too."""
    assert bank.questions
    assert bank.sources
    assert bank.words


def test_the_causes_are_asked_about_in_enough_questions_of_several_kinds(bank: Bank):
    kinds = Counter(question.item.kind for question in bank.questions.values() if question.item.chapter == "causes")
    assert kinds.total() >= CAUSES_AT_LEAST
    assert len(kinds) >= KINDS_AT_LEAST


UNASKED = {"next", "checklist"}
"""Sections that teach nothing of their own."""


def test_every_section_of_every_page_that_asks_is_asked_about_in_three_questions_or_more(bank: Bank):
    pages = read_pages(DOCS)
    asked = Counter(question.item.section for question in bank.questions.values())
    few = {}
    for chapter in {question.item.chapter for question in bank.questions.values()}:
        sections: dict[str, int] = {}
        current = ""
        for heading in pages["zh", chapter].headings:
            current = heading.id if heading.level == 2 else current
            if heading.level >= 2 and current:
                sections[current] = sections.get(current, 0) + asked[f"{chapter}#{heading.id}"]
        few |= {f"{chapter}#{name}": count for name, count in sections.items() if count < 3 and name not in UNASKED}
    assert few == {}


def test_every_kind_and_every_level_is_used_widely(bank: Bank):
    kinds = Counter(question.item.kind for question in bank.questions.values())
    levels = Counter(question.item.level for question in bank.questions.values())
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) >= 12
    assert set(levels) == set(Level)
    assert levels[Level.RECALL] < levels[Level.DECIDE] < levels[Level.APPLY], "most ask for use, not for memory"


def test_what_stands_in_a_phones_list_is_short(bank: Bank):
    """The options of a match item stand in a select, which cuts long lines off."""
    long = [
        (name, each, language)
        for name, question in bank.questions.items()
        for each, text in question.texts.items()
        if each.startswith("choice.")
        for language, most in (("zh", 14), ("en", 38))
        if len(text[language]) > most
    ]
    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_taught_by_a_section_that_has_something_to_say(language: str, bank: Bank):
    silent, pages = [], read_pages(DOCS)
    for name, question in bank.questions.items():
        if len(section_text(pages, language, question.item.section)) < SECTION_AT_LEAST:
            silent.append(f"{name}: {question.item.section}")
    assert silent == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_that_asks_has_an_answer_sheet_that_prints_it(language: str, bank: Bank):
    for chapter in bank.chapters():
        sheet = DOCS / language / "check" / "answers" / f"{chapter}.md"
        assert sheet.is_file(), f"{sheet.relative_to(ROOT)} is missing"
        assert f"[[answers:{chapter}]]" in sheet.read_text(encoding="utf-8")


def test_no_position_holds_the_key_too_often(singles: list[Question]):
    places = Counter(list(options(each)).index(each.item.spec.key) for each in singles if len(options(each)) == 4)
    assert places.total() >= CAUSES_AT_LEAST // 2
    assert set(places) == {0, 1, 2, 3}
    assert {place: count for place, count in places.items() if count > ONE_POSITION_AT_MOST * places.total()} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_option_is_not_a_hint(language: str, singles: list[Question]):
    longest = []
    for question in singles:
        lengths = {name: len(text[language]) for name, text in options(question).items()}
        key = lengths.pop(question.item.spec.key)
        if key > max(lengths.values()):
            longest.append(question.item.id)
    assert len(longest) <= KEY_LONGEST_AT_MOST * len(singles), longest


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_with_several_right_options_has_a_wrong_one_too(language: str, bank: Bank):
    several = [question for question in bank.questions.values() if question.item.kind == "multiple"]
    assert several
    for question in several:
        assert 1 <= len(question.item.spec.key) < len(options(question)), question.item.id
        assert len({text[language] for text in options(question).values()}) == len(options(question)), question.item.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_option_stands_for_all_or_none_of_the_others(language: str, bank: Bank):
    offered = [(name, text[language]) for name, question in bank.questions.items() for text in options(question).values()]
    assert [found for found in offered if ALL_OF_THEM.search(found[1])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_put_back_into_school(language: str, bank: Bank):
    assert [found for found in all_texts(bank, language) if SCHOOL.search(found[1])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_approval_is_promised_but_in_the_quoted_words_of_an_advert(language: str, bank: Bank):
    assert [found for found in item_texts(bank, language) if PROMISE.search(QUOTED.sub("", found[1]))] == []


@pytest.mark.parametrize(
    "promise",
    ["我们包过", "一定能批", "保证下款", "Guaranteed approval here", "You will be approved.", "He is sure to be approved"],
)
def test_a_promise_is_known_when_it_is_met_outside_quotation_marks(promise: str):
    assert PROMISE.search(QUOTED.sub("", promise))
    assert not PROMISE.search(QUOTED.sub("", f"短信写着：“{promise}”"))


def test_every_question_says_what_it_rests_on(bank: Bank):
    assert [name for name, question in bank.questions.items() if not question.sources] == []


def test_a_number_that_is_computed_says_that_we_computed_it(bank: Bank):
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "quiz" / "bank" / "items").glob("*.toml")]
    computed = [row["id"] for table in files for row in table["item"] if "compute" in row]
    assert computed
    assert [name for name in computed if "computed" not in bank.questions[name].sources] == []


def test_every_source_is_cited_somewhere(bank: Bank):
    cited = cited_in_files() | {name.partition("#")[0] for each in bank.questions.values() for name in each.sources}
    assert sorted(set(bank.sources) - cited) == []


def test_no_source_goes_by_a_name_that_is_kept_for_us(bank: Bank):
    assert not set(RESERVED) & set(bank.sources)


def test_every_source_has_a_name_in_both_languages(bank: Bank):
    chinese, latin = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{2}")
    for source in bank.sources.values():
        for names in (source.name, source.short, source.issuer):
            assert names.zh.strip(), source.id
            assert latin.search(names.en), source.id
        assert not chinese.search(source.name.en + source.short.en), source.id


def test_every_source_is_reviewed_after_it_was_checked(bank: Bank):
    assert [source.id for source in bank.sources.values() if not source.checked_on <= source.review_by] == []
    assert all(source.review_by - source.checked_on <= dt.timedelta(days=2 * 366) for source in bank.sources.values())


def test_every_weak_source_says_in_both_languages_what_is_weak_about_it(bank: Bank):
    weak = [source for source in bank.sources.values() if source.label == "C"]
    assert weak
    assert [source.id for source in weak if not (source.note.zh.strip() and source.note.en.strip())] == []


def test_a_note_stands_in_both_languages_or_in_none(bank: Bank):
    assert [source.id for source in bank.sources.values() if bool(source.note.zh) != bool(source.note.en)] == []
