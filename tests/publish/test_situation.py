"""An author's mistakes in the situation check are told at once, each with file, id, field and what to write; never a traceback."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quiz.publish.pages import read_pages
from quiz.publish.problems import Problem
from quiz.publish.situation import FILES, Situation, read_situation
from quiz.publish.sources import read_sources
from tests.publish.author import Author, source, tables, text

Rows = dict[str, list[dict[str, Any]]]
LINK = "causes#thin-file"


def cited(words: str, mark: str = "reasoning") -> dict[str, str]:
    return {"zh": f"{words}的话。[@{mark}]", "en": f"{words} in words. [@{mark}]"}


def good() -> Rows:
    """A small situation that can be published."""
    return {
        "question": [
            {
                "id": "told",
                "choose": "one",
                "stem": text("told"),
                "find": text("find told"),
                "link": LINK,
                "option": [{"id": "yes", **text("yes")}, {"id": "no", **text("no")}],
            },
            {
                "id": "seen",
                "choose": "several",
                "ask": "told.yes",
                "stem": text("seen"),
                "find": text("find seen"),
                "link": LINK,
                "option": [{"id": "a", **text("a")}, {"id": "none", "alone": True, **text("none")}],
            },
        ],
        "evidence": [{"id": "thin", "if": "seen.a", "for": "thin-file", "weight": 3, **cited("thin", "pipl#24")}],
        "cause": [
            {
                "id": "thin-file",
                "explains": "decline",
                "family": "thin-file",
                "name": text("thin file"),
                "link": LINK,
                **{name: cited(name) for name in ("say", "confirm", "rule-out", "sure")},
            }
        ],
        "action": [
            {
                "id": "rest",
                "when": "today",
                "name": text("rest"),
                "link": LINK,
                **{name: cited(name) for name in ("say", "can", "cannot")},
            },
            {
                "id": "ask",
                "when": "week",
                "if": "cause:thin-file",
                "way": [{"channel": "lender"}],
                "name": text("ask"),
                "wording": text("please"),
                "link": LINK,
                **{name: cited(name) for name in ("say", "can", "cannot")},
            },
        ],
        "stop": [{"id": "stop", "tone": "stop", "if": "told.no", "name": text("stop"), "say": cited("stop"), "link": LINK}],
        "channel": [{"id": "lender", "name": text("lender"), "say": cited("lender")}],
    }


def read(root: Path, rows: Rows) -> tuple[Situation | None, list[Problem]]:
    """The situation these rows make, and every problem found."""
    author = Author(root)
    folder = author.bank / "situation"
    folder.mkdir()
    for part, file in FILES.items():
        (folder / f"{file}.toml").write_text(tables(part, rows[part]), encoding="utf-8")
    (author.bank / "sources.toml").write_text(tables("source", [source()]), encoding="utf-8")
    problems: list[Problem] = []
    sources = read_sources(author.bank / "sources.toml", root, problems)
    return read_situation(folder, root, sources, read_pages(author.docs), problems), problems


def test_the_situation_that_every_case_starts_from_is_good(tmp_path: Path):
    situation, problems = read(tmp_path, good())
    assert problems == []
    assert situation is not None
    assert situation.words["question.told.option.yes"].en == "yes in English."
    assert situation.titles[LINK].en == "A"


def test_the_version_changes_with_the_rules_and_not_with_the_words(tmp_path: Path):
    first, second, third = (tmp_path / name for name in "abc")
    worded, ruled = good(), good()
    worded["action"][0]["name"]["zh"] = "歇一歇。"
    ruled["evidence"][0]["weight"] = 2
    versions = []
    for folder, rows in ((first, good()), (second, worded), (third, ruled)):
        folder.mkdir()
        situation, _ = read(folder, rows)
        assert situation is not None
        versions.append(situation.rules.version)
    assert versions[0] == versions[1] != versions[2]


def put(part: str, index: int, field: str, value: object) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        if value is None:
            del rows[part][index][field]
        else:
            rows[part][index][field] = value

    return change


def alike(part: str) -> Callable[[Rows], None]:
    return lambda rows: rows[part].append(copy.deepcopy(rows[part][0]))


def gate_of_several(rows: Rows) -> None:
    told, seen = rows["question"]
    del seen["ask"]
    rows["question"] = [seen, {**told, "ask": "seen.a"}]


CASES = {
    "a field nobody knows": (put("action", 0, "whem", "today"), "actions", "rest", "whem", "no such field"),
    "a text in one language": (put("cause", 0, "sure", {"zh": "话。[@reasoning]"}), "causes", "thin-file", "sure.en", "missing"),
    "an option in one language": (put("question", 0, "option", [{"id": "yes", "zh": "是"}, {"id": "no", **text("no")}]), "questions", "told", "option[1].en", "missing"),
    "a sentence without a source": (put("action", 0, "can", text("can")), "actions", "rest", "can.zh", "without a source"),
    "a hotline without a source": (put("question", 0, "find", {"zh": "打12378。", "en": "Ask."}), "questions", "told", "find.zh", "“12378” is stated"),
    "a source nobody knows": (put("stop", 0, "say", cited("stop", "nobody")), "stops", "stop", "say.zh", "no source `nobody`"),
    "a section that is not there": (put("stop", 0, "link", "causes#nowhere"), "stops", "stop", "link", "no section"),
    "an id with capitals": (put("stop", 0, "id", "Stop"), "stops", "Stop", "id", "small letters"),
    "an id used twice": (alike("stop"), "stops", "stop", "id", "used already"),
    "an unknown family": (put("cause", 0, "family", "bad-luck"), "causes", "thin-file", "family", "not known"),
    "an unknown time": (put("action", 0, "when", "soon"), "actions", "rest", "when", "not known"),
    "a weight beyond the scale": (put("evidence", 0, "weight", 9), "evidence", "thin", "weight", "weight is not known"),
    "a condition that is none": (put("stop", 0, "if", {"some": ["told.no"]}), "stops", "stop", "if", "not a condition"),
    "a question that comes later": (put("question", 0, "ask", "seen.a"), "questions", "told", "ask", "no question `seen`"),
    "a question that may have several answers as a gate": (gate_of_several, "questions", "told", "ask", "several options"),
    "an option that is not there": (put("stop", 0, "if", "told.perhaps"), "stops", "stop", "if", "names no option"),
    "silence as evidence": (put("evidence", 0, "if", "seen.no-say"), "evidence", "thin", "if", "never evidence"),
    "a cause nobody knows": (put("evidence", 0, "for", "fate"), "evidence", "thin", "for", "no cause `fate`"),
    "a channel nobody knows": (put("action", 1, "way", [{"channel": "pigeon"}]), "actions", "ask", "way[1].channel", "no channel `pigeon`"),
    "a channel nobody uses": (lambda rows: rows["channel"].append({"id": "spare", "name": text("spare"), "say": cited("spare")}), "channels", "spare", "", "no action names"),
    "a last way with a condition": (put("action", 1, "way", [{"channel": "lender", "if": "told.yes"}]), "actions", "ask", "way", "nobody to turn to"),
    "nothing to do today": (put("action", 0, "if", "told.yes"), "actions", "", "when", "nothing to do today"),
    "a question no answers lead to": (put("question", 1, "ask", {"all": ["told.yes", "told.no"]}), "questions", "seen", "", "no answers lead here"),
    "a cause no answers lead to": (put("evidence", 0, "weight", 1), "causes", "thin-file", "", "no answers lead here"),
    "an action no answers lead to": (put("action", 1, "if", {"all": ["seen.a", "seen.none"]}), "actions", "ask", "", "no answers lead here"),
    "a stop sign no answers lead to": (put("stop", 0, "if", {"all": ["told.no", "seen.a"]}), "stops", "stop", "", "no answers lead here"),
}  # fmt: skip


@pytest.mark.parametrize("promise", CASES)
def test_one_mistake_is_told_with_place_and_hint(promise: str, tmp_path: Path):
    change, file, where, field, wrong = CASES[promise]
    rows = good()
    change(rows)
    situation, problems = read(tmp_path, rows)
    assert situation is None
    path = f"quiz/bank/situation/{file}.toml"
    told = [each for each in problems if (each.file, each.where, each.field) == (path, where, field)]
    assert told, problems
    assert wrong in told[0].wrong
    assert all(each.hint for each in problems)


def test_mistakes_in_several_files_are_told_at_once(tmp_path: Path):
    rows = good()
    for part in ("question", "cause", "action", "stop"):
        rows[part][0]["link"] = "causes#nowhere"
    _, problems = read(tmp_path, rows)
    assert {each.file.rsplit("/", 1)[1] for each in problems} == {
        "questions.toml",
        "causes.toml",
        "actions.toml",
        "stops.toml",
    }


def test_more_questions_than_anyone_should_be_asked_are_a_mistake(tmp_path: Path):
    rows = good()
    first = rows["question"][0]
    rows["question"] += [{**first, "id": f"more-{number}"} for number in range(12)]
    _, problems = read(tmp_path, rows)
    assert [each.wrong for each in problems] == ["one path asks 14 questions"]
