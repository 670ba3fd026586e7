"""A mistake in the bank is told with file, id, field, what is wrong and what to write: all at once and never as a traceback."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.publish.author import FILE, Author, computed, multiple, number, single, source

Place = tuple[str | int, ...]
Change = Callable[[Author], object]
SOURCES = "quiz/bank/sources.toml"


@dataclass(frozen=True)
class Case:
    """A good bank with one thing changed, and the one mistake that must be told."""

    promise: str
    change: Change
    where: str
    field: str
    wrong: str
    hint: str
    file: str = FILE


def put(item: str, place: Place, value: object) -> Change:
    """Set the value at a place within an item, as in ("option", 0, "feedback")."""

    def change(author: Author) -> None:
        table = author.item(item)
        for step in place[:-1]:
            table = table[step]
        table[place[-1]] = value

    return change


def drop(item: str, place: Place) -> Change:
    """Delete what stands at a place within an item."""

    def change(author: Author) -> None:
        table = author.item(item)
        for step in place[:-1]:
            table = table[step]
        del table[place[-1]]

    return change


def all_of(*changes: Change) -> Change:
    return lambda author: [change(author) for change in changes]


def file(name: str, content: bytes) -> Change:
    return lambda author: author.write(name, content)


def in_source(**fields: object) -> Change:
    return lambda author: author.sources.append({**source("other"), **fields})


def page(language: str, content: str) -> Change:
    return lambda author: (author.docs / language / "causes.md").write_text(content, encoding="utf-8")


S, M, N, C = "causes-single", "causes-multiple", "causes-number", "causes-computed"
D, Q, P, T = "causes-drawn", "causes-order", "causes-match", "causes-spot"
CASES = (
    Case("an id used twice in a file", lambda a: a.items["causes"].append(single()), S, "id", "another item has this id", FILE),
    Case("an id used in two files", lambda a: a.items.update(more=[single()]), S, "id", "another item has", FILE, FILE[:-11] + "more.toml"),
    Case("a retired id used again", lambda a: a.retired.append(S), S, "id", "this id was retired", "Choose a new one"),
    Case("an id with a capital", put(S, ("id",), "Single"), "Single", "id", "small letters, digits and hyphens", "Write it like"),
    Case("no id", drop(S, ("id",)), "item 1", "id", "the field is missing", "Write it."),
    Case("no Chinese stem", drop(S, ("stem", "zh")), S, "stem.zh", "the text in Chinese is missing", 'zh = "…"'),
    Case("no English stem", drop(S, ("stem", "en")), S, "stem.en", "the text in English is missing", 'en = "…"'),
    Case("a blank stem", put(S, ("stem", "en"), " \n"), S, "stem.en", "the text in English is missing", 'en = "…"'),
    Case("an option in one language", drop(M, ("option", 1, "zh")), M, "option[2].zh", "the text in Chinese", 'zh = "…"'),
    Case("feedback in one language", drop(M, ("option", 2, "feedback", "en")), M, "option[3].feedback.en", "the feedback in English", 'en = "'),
    Case("correct in one language", drop(N, ("correct", "en")), N, "correct.en", "the text in English", 'en = "…"'),
    Case("otherwise in one language", drop(N, ("otherwise", "zh")), N, "otherwise.zh", "the text in Chinese", 'zh = "…"'),
    Case("a mistake in one language", drop(N, ("mistake", 1, "zh")), N, "mistake[2].zh", "the text in Chinese", 'zh = "…"'),
    Case("a key that names no option", put(S, ("key",), "best"), S, "key", "the key `best` names no option", "Write one of: poor, good, bad."),
    Case("one of several keys names no option", put(M, ("key",), ["good", "best"]), M, "key", "`best` names no option", "poor, good, bad"),
    Case("a key that names an option twice", put(M, ("key",), ["good", "good"]), M, "key", "an option twice", "once"),
    Case("an empty list as key", put(M, ("key",), []), M, "key", "not a list of words, or it is empty", '["a", "b"]'),
    Case("no key", drop(S, ("key",)), S, "key", "the field is missing", "Write it."),
    Case("an unknown kind", put(S, ("kind",), "essay"), S, "kind", "the kind `essay` is not known", "single, multiple, number"),
    Case("an unknown level", put(S, ("level",), "hard"), S, "level", "the level is not known", "recall, apply, decide"),
    Case("an unknown unit", put(N, ("unit",), "weeks"), N, "unit", "the unit is not known", "percent, yuan, days"),
    Case("an unknown field", put(S, ("stemm",), "x"), S, "stemm", "no such field is known here", "Write one of:"),
    Case("a field of another kind", put(S, ("unit",), "days"), S, "unit", "no such field is known here", "Write one of:"),
    Case("a misspelt field in an option", put(S, ("option", 0, "feedbak"), "x"), S, "option[1].feedbak", "no such field", "Write one of:"),
    Case("a key below a mistake is missing above", all_of(drop(N, ("key",)), put(N, ("mistake", 1, "key"), 20)), N, "key", "is missing", "Write it."),
    Case("a key below a mistake is found there", all_of(drop(N, ("key",)), put(N, ("mistake", 1, "key"), 20)), N, "mistake[2].key", "no such field", "Write one of:"),
    Case("an unknown source", put(S, ("sources",), ["pipll#24"]), S, "sources", "no source `pipll`", "quiz/bank/sources.toml"),
    Case("no source", put(S, ("sources",), []), S, "sources", "not a list of words, or it is empty", '["a", "b"]'),
    Case("a section missing in Chinese", page("zh", "# C {#causes}\n\n## B {#market}\n"), S, "section", "in docs/zh", "page#anchor"),
    Case("a section missing in English", page("en", "# C {#causes}\n\n## B {#market}\n"), S, "section", "in docs/en", "page#anchor"),
    Case("an option without feedback", drop(S, ("option", 0, "feedback")), S, "option[1].feedback.zh", "the feedback in Chinese is missing", 'zh = "…"'),
    Case("an option without id", drop(S, ("option", 0, "id")), S, "option[1].id", "the field is missing", "Write it."),
    Case("two options with one id", put(S, ("option", 0, "id"), "bad"), S, "option[3].id", "two options share the id `bad`", "its own id"),
    Case("an option that says I don't know", put(S, ("option", 0, "id"), "dont-know"), S, "option[1].id", "`dont-know` is kept", "Remove"),
    Case("an option id with markup", put(S, ("option", 0, "id"), 'a"><b>'), S, "option[1].id", "small letters, digits and hyphens", "Write it like"),
    Case("a third language in an option", put(S, ("option", 0, "fr"), "x"), S, "option[1].fr", "no such field", "Write one of:"),
    Case("a third language in a stem", put(S, ("stem", "fr"), "x"), S, "stem.fr", "no such field", "Write one of:"),
    Case("a third language in an explanation", put(N, ("correct", "fr"), "x"), N, "correct.fr", "no such field", "Write one of:"),
    Case("more periods than a life has", put(C, ("compute", "periods"), 10**9), C, "compute", "period", "periods = 12"),
    Case("a single option", lambda a: a.item(S)["option"].__delitem__(slice(0, 3, 2)), S, "option", "fewer than two options", "at least two"),
    Case("no options", drop(S, ("option",)), S, "option", "the field is missing", "Write it."),
    Case("a wrong answer that is right", put(N, ("mistake", 0, "value"), 20), N, "mistake[1].value", "within the tolerance of the key 20", "Change it"),
    Case("a tolerance below nothing", put(N, ("tolerance",), -1), N, "tolerance", "below nothing", "0 or more"),
    Case("both key and computation", put(C, ("key",), 13.03), C, "key", "both a key and a computation", "Keep one"),
    Case("neither key nor computation", drop(C, ("compute",)), C, "key", "the field is missing", "Write it."),
    Case("an unknown cost function", put(C, ("compute", "function"), "magic"), C, "compute", "no such cost function", "flat_fee_nominal_rate"),
    Case("an argument too many", put(C, ("compute", "years"), 1), C, "compute", "does not take these arguments", "quiz/engine/cost/answers.py"),
    Case("an argument too few", drop(C, ("compute", "periods")), C, "compute", "does not take these arguments", "quiz/engine/cost/answers.py"),
    Case("an argument of the wrong type", put(C, ("compute", "periods"), "12"), C, "compute", "no number is called", "Write a number"),
    Case("no periods at all", put(C, ("compute", "periods"), 0), C, "compute", "at least one period", "periods = 12"),
    Case("a fee below nothing", put(C, ("compute", "monthly_fee"), -1), C, "compute", "an instalment is below nothing", "0 or more"),
    Case("a computation in another unit", put(C, ("unit",), "yuan"), C, "unit", "answers in another unit", "Write `percent`"),
    Case("two steps are no order", lambda a: a.item(Q)["option"].__delitem__(slice(0, 2)), Q, "option", "fewer than three steps", "three or more"),
    Case("one step is no order", lambda a: a.item(Q)["option"].__delitem__(slice(0, 3)), Q, "option", "fewer than two options", "at least two"),
    Case("a step without feedback", drop(Q, ("option", 1, "feedback")), Q, "option[2].feedback.en", "the feedback in English", 'en = "…"'),
    Case("a key beside steps", put(Q, ("key",), ["wait"]), Q, "key", "no such field", "Write one of:"),
    Case("an answer that names no option", put(P, ("prompt", 1, "answer"), "mayor"), P, "prompt[2].answer", "the key `mayor` names no option", "watchdog, network, police"),
    Case("a line without an answer", drop(P, ("prompt", 0, "answer")), P, "prompt[1].answer", "the field is missing", "Write it."),
    Case("an answer that is a list", put(P, ("prompt", 0, "answer"), ["watchdog"]), P, "prompt[1].answer", "not a text", "quotation marks"),
    Case("a line's id with a sign", put(P, ("prompt", 0, "id"), "a=b"), P, "prompt", "the id `a=b` has a `=` in it", "letters, digits and hyphens"),
    Case("an option's id with a sign", put(P, ("option", 2, "id"), "c="), P, "option", "the id `c=` has a `=` in it", "letters, digits and hyphens"),
    Case("a line without feedback", drop(P, ("prompt", 2, "feedback")), P, "prompt[3].feedback.zh", "the feedback in Chinese", 'zh = "…"'),
    Case("a line in one language", drop(P, ("prompt", 2, "en")), P, "prompt[3].en", "the text in English", 'en = "…"'),
    Case("a choice in one language", drop(P, ("option", 0, "zh")), P, "option[1].zh", "the text in Chinese", 'zh = "…"'),
    Case("a choice with feedback of its own", put(P, ("option", 0, "feedback"), {"zh": "x", "en": "x"}), P, "option[1].feedback", "no such field", "Write one of:"),
    Case("two lines with one id", put(P, ("prompt", 1, "id"), "bank"), P, "prompt[2].id", "share the id `bank`", "its own id"),
    Case("no lines", drop(P, ("prompt",)), P, "prompt", "the field is missing", "Write it."),
    Case("no message", drop(T, ("message",)), T, "message.zh", "the text in Chinese", 'zh = "…"'),
    Case("a message in one language", drop(T, ("message", "en")), T, "message.en", "the text in English", 'en = "…"'),
    Case("a third language in a message", put(T, ("message", "fr"), "x"), T, "message.fr", "no such field", "Write one of:"),
    Case("a phrase marked in one language only", put(T, ("message", "en"), "Pay [[fee:500 yuan]] at [[link:t.example]]"), T, "message.en", "other ids: fee, link", "each of these once: fee, link, name"),
    Case("a phrase marked twice", put(T, ("message", "zh"), "[[fee:a]][[link:b]][[name:c]][[fee:d]]"), T, "message.zh", "other ids: fee, fee, link, name", "once: fee, link, name"),
    Case("a phrase nobody explains", put(T, ("message", "zh"), "[[fee:a]][[link:b]][[name:c]][[time:d]]"), T, "message.zh", "fee, link, name, time", "once: fee, link, name"),
    Case("a phrase with a full-width colon", put(T, ("message", "zh"), "[[fee：a]][[link:b]][[name:c]]"), T, "message.zh", "other ids: link, name", "once: fee, link, name"),
    Case("a phrase that is never closed", put(T, ("message", "zh"), "[[link:b]][[name:c]][[fee:a"), T, "message.zh", "other ids: link, name", "once: fee, link, name"),
    Case("a phrase without words", put(T, ("message", "zh"), "[[fee: ]][[link:b]][[name:c]]"), T, "message.zh", "other ids: link, name", "once: fee, link, name"),
    Case("a phrase to worry about that is not there", put(T, ("key",), ["fee", "time"]), T, "key", "`time` names no option", "fee, link, name"),
    Case("nothing to worry about", put(T, ("key",), []), T, "key", "not a list of words, or it is empty", '["a", "b"]'),
    Case("a phrase without feedback", drop(T, ("option", 0, "feedback")), T, "option[1].feedback.en", "the feedback in English", 'en = "…"'),
    Case("values that are no numbers", put(D, ("draw", "fee", "values"), ["0.6%"]), D, "draw.fee.values", "not a list of numbers", "[10000, 20000]"),
    Case("no values to draw from", put(D, ("draw", "fee", "values"), []), D, "draw.fee.values", "or it is empty", "[10000, 20000]"),
    Case("a drawn number without values", drop(D, ("draw", "fee", "values")), D, "draw.fee.values", "not a list of numbers", "[10000, 20000]"),
    Case("a drawn number that is no table", put(D, ("draw", "fee"), [0.6]), D, "draw.fee", "not a table", "in brackets"),
    Case("a reading nobody knows", put(D, ("draw", "fee", "as"), "rate"), D, "draw.fee.as", "how the number reads is not known", "percent, yuan, count"),
    Case("a number that does not say how it reads", drop(D, ("draw", "fee", "as")), D, "draw.fee.as", "how the number reads", "percent, yuan, count"),
    Case("an unknown field of a drawn number", put(D, ("draw", "fee", "step"), 1), D, "draw.fee.step", "no such field", "Write one of: values, as"),
    Case("a drawn number called answer", put(D, ("draw", "answer"), {"values": [1], "as": "yuan"}), D, "draw.answer", "the name `answer` is kept", "another name"),
    Case("a derived number called answer", put(D, ("derive", "answer"), {"function": "equal_instalment"}), D, "derive.answer", "the name `answer` is kept", "another name"),
    Case("a number drawn and derived", put(D, ("derive", "fee"), {"function": "equal_instalment"}), D, "derive.fee", "another number is called `fee`", "its own name"),
    Case("a name that texts cannot hold", put(D, ("draw", "the-fee"), {"values": [1], "as": "yuan"}), D, "draw.the-fee", "cannot name a number `the-fee`", "monthly_fee"),
    Case("a derived number that is no table", put(D, ("derive", "part"), 833.33), D, "derive.part", "not a table", "in brackets"),
    Case("a name the computation knows nothing of", put(D, ("compute", "monthly_fee"), "rate"), D, "compute", "no number is called `rate`", "principal, fee, part"),
    Case("a name a derivation knows nothing of", put(D, ("derive", "part", "periods"), "term"), D, "derive", "no number is called `term`", "principal, fee"),
    Case("a mistake that names no number", put(D, ("mistake", 0, "value"), "whole"), D, "mistake[1].value", "not a number", "without quotation marks"),
    Case("numbers derived from nothing", drop(D, ("draw",)), D, "derive", "numbers are derived, but none is drawn", "[item.draw]"),
    Case("nothing to compute from what is drawn", drop(D, ("compute",)), D, "compute", "the field is missing", "Write it."),
    Case("more sets of numbers than can be checked", put(D, ("draw", "fee", "values"), [each / 10000 for each in range(201)]), D, "draw", "more than 400 sets", "fewer values"),
    Case("a wrong answer that is right for other numbers", put(D, ("mistake", 1, "value"), 1090), D, "mistake[2].value", "within the tolerance of the key 1090", "Change it"),
    Case("a derivation that has no answer for some numbers", put(D, ("derive", "part", "periods"), 0), D, "derive", "at least one period", "periods = 12"),
    Case("a placeholder that names no number", put(D, ("stem", "en"), "{principle} yuan at {fee}%?"), D, "{principle}", "no number has this name", "principal, fee, part, answer"),
    Case("a question that tells its answer", put(D, ("stem", "zh"), "每月还{answer}元吗？"), D, "stem", "gives its answer away", "in feedback only"),
    Case("a drawn item in another unit", put(D, ("unit",), "percent"), D, "unit", "answers in another unit", "Write `yuan`"),
    Case("broken TOML", file(FILE, b'[[item]]\nid = "a\n'), "", "", "this is not TOML: Illegal character", "at that line and column"),
    Case("brackets without end", file(FILE, b"x = " + b"[" * 9999), "", "", "this is not TOML", "Mend it"),
    Case("a number of 5000 digits", file(FILE, b"x = " + b"9" * 5000), "", "", "this is not TOML", "Mend it"),
    Case("an empty file", file(FILE, b""), "", "", "the file is empty", "delete the file"),
    Case("a file of comments", file(FILE, b"# later\n"), "", "", "the file is empty", "delete the file"),
    Case("a file in GBK", file(FILE, "# 原因".encode("gbk")), "", "", "byte 4 is not UTF-8", "Save the file as UTF-8."),
    Case("an unknown heading", file(FILE, b"[[question]]\nid = 'a'\n"), "", "question", "no such heading", "Write [[item]]."),
    Case("items that are no tables", file(FILE, b"item = ['a']\n"), "", "item", "not a list of tables", "[[item]]"),
    Case("a word in one language", file("quiz/bank/words/check.toml", b"[item]\ncheck = {zh = 'x'}"), "item", "check.en", "is missing", 'en = "…"', "quiz/bank/words/check.toml"),
    Case("a group of words that is none", file("quiz/bank/words/check.toml", b"item = 'x'"), "item", "", "not a table", "zh =", "quiz/bank/words/check.toml"),
    Case("retired ids that are no list", file("quiz/bank/retired.toml", b"ids = 'a'"), "", "ids", "not a list of ids", '["old-id"]', "quiz/bank/retired.toml"),
    Case("a source id used twice", lambda a: a.sources.append(source()), "pipl", "id", "another source has", "new one", SOURCES),
    Case("an unknown label", in_source(label="D"), "other", "label", "the label is not known", "A, B or C", SOURCES),
    Case("an unknown kind of source", in_source(kind="blog"), "other", "kind", "the kind is not known", "law, rule", SOURCES),
    Case("a source without English", in_source(en=""), "other", "en", "missing or empty", "quotation marks", SOURCES),
    Case("a date in quotation marks", in_source(checked_on="2026-11-23"), "other", "checked_on", "not a date", "without quotation marks", SOURCES),
    Case("a date with a time of day", in_source(review_by=dt.datetime(2027, 5, 23, 8)), "other", "review_by", "not a date", "2026-11-23", SOURCES),  # noqa: DTZ001
    Case("an address that is none", in_source(address="javascript:1"), "other", "address", "not a web address", "https://", SOURCES),
    Case("a reserved source id", in_source(id="reasoning"), "reasoning", "id", "reserved", "Choose another", SOURCES),
    Case("an unknown field of a source", in_source(url="x"), "other", "url", "no such field", "Write one of:", SOURCES),
)  # fmt: skip


def test_the_bank_that_every_case_starts_from_is_good(tmp_path: Path):
    assert list(Author(tmp_path).read().questions) == [S, M, N, C, D, Q, P, T]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.promise)
def test_one_mistake_is_told_with_place_and_hint(case: Case, tmp_path: Path):
    author = Author(tmp_path)
    case.change(author)
    found = author.mistakes()
    told = [
        problem for problem in found if (problem.file, problem.where, problem.field) == (case.file, case.where, case.field)
    ]
    assert len(told) == 1, found
    assert case.wrong in told[0].wrong
    assert case.hint in told[0].hint


@pytest.mark.parametrize("name", ["quiz/bank/sources.toml", "quiz/bank/retired.toml"])
def test_a_file_of_the_bank_that_is_gone_is_a_mistake(name: str, tmp_path: Path):
    author = Author(tmp_path)
    author.items.clear()
    author.read()
    author.write(name, None)
    assert [(problem.file, problem.wrong) for problem in author.mistakes()] == [(name, "the file cannot be read")]


def test_items_without_an_id_in_two_files_are_not_called_the_same(tmp_path: Path):
    author = Author(tmp_path)
    author.items["more"] = [single("causes-more")]
    for name in (S, "causes-more"):
        del author.item(name)["id"]
    assert {problem.wrong for problem in author.mistakes()} == {"the field is missing"}


@pytest.mark.parametrize("section", ["cause#thin-file", "causes#thin", "causes", "causes#", "#thin-file"])
def test_a_section_missing_in_both_languages_is_told_for_each(section: str, tmp_path: Path):
    author = Author(tmp_path)
    author.item(S)["section"] = section
    assert [problem.wrong for problem in author.mistakes()] == [
        f"no section `{section}` in docs/{each}" for each in ("zh", "en")
    ]


def test_ten_mistakes_are_told_at_once_in_the_order_of_the_files(tmp_path: Path):
    """The order is that of the files, then that in which the mistakes stand: not that of the ids."""
    author = Author(tmp_path)
    author.items = {
        "b": [single("causes-z-first"), multiple("causes-y-second")],
        "a": [number("causes-x-third"), computed("causes-w-fourth"), single("causes-v-fifth")],
    }
    put("causes-x-third", ("level",), "hard")(author)
    put("causes-x-third", ("unit",), "weeks")(author)
    drop("causes-w-fourth", ("compute", "periods"))(author)
    put("causes-v-fifth", ("kind",), "essay")(author)
    put("causes-z-first", ("key",), "best")(author)
    put("causes-z-first", ("sources",), ["nowhere"])(author)
    drop("causes-z-first", ("stem", "en"))(author)
    put("causes-y-second", ("option", 0, "feedback", "zh"), "")(author)
    put("causes-y-second", ("section",), "causes#market-2")(author)
    page("zh", "# C {#causes}\n\n## A {#thin-file}\n\n## B {#market}\n\n## C {#market-2}\n")(author)
    author.sources.append(source("Other"))
    assert [(problem.file, problem.where, problem.field) for problem in author.mistakes()] == [
        ("quiz/bank/items/a.toml", "causes-x-third", "level"),
        ("quiz/bank/items/a.toml", "causes-x-third", "unit"),
        ("quiz/bank/items/a.toml", "causes-w-fourth", "compute"),
        ("quiz/bank/items/a.toml", "causes-v-fifth", "kind"),
        ("quiz/bank/items/b.toml", "causes-z-first", "key"),
        ("quiz/bank/items/b.toml", "causes-z-first", "sources"),
        ("quiz/bank/items/b.toml", "causes-z-first", "stem.en"),
        ("quiz/bank/items/b.toml", "causes-y-second", "section"),
        ("quiz/bank/items/b.toml", "causes-y-second", "option[1].feedback.zh"),
        ("quiz/bank/sources.toml", "Other", "id"),
    ]
