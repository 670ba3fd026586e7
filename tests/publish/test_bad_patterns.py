"""A mistake in a pattern is told with file, id, field, what is wrong and what to write: all at once and never as a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quiz.engine.messages.patterns import Likeness
from quiz.engine.messages.scan import scan
from tests.publish.author import Author, Row, tables, text

FILE = "quiz/bank/patterns/all.toml"
LETTERS = "quiz/bank/folds/lookalikes.toml"
GROUPS = "quiz/bank/folds/groups.toml"
FORMS = "quiz/bank/folds/traditional.toml"

Rows = dict[str, list[Row]]


def good() -> Rows:
    """Patterns with one of everything."""
    return {
        "finding": [
            {"id": "fee", "sort": "scam", "weight": 2, "needs": ["topic"], "actions": ["stop"], "sources": ["pipl#24"],
             "title": text("fee"), "text": text("fee explained")},
            {"id": "loan", "sort": "offer", "sources": ["reasoning"], "title": text("loan"), "text": text("loan explained")},
            {"id": "no-out", "sort": "missing", "needs": ["offer"], "unless": ["fee"], "sources": ["reasoning"],
             "title": text("out"), "text": text("out explained")},
            {"id": "topic", "sort": "hint"},
        ],
        "pattern": [
            {"id": "fee", "sign_of": ["fee"], "wordings": ["先交…{fee}", "微信付费"], "cancelled_by": ["told"]},
            {"id": "loan", "sign_of": ["loan", "topic"], "wordings": ["贷款"], "needs": ["fee|topic"]},
            {"id": "topic", "sign_of": ["topic"], "wordings": ["借钱"]},
        ],
        "context": [{"id": "told", "wordings": ["不要相信"], "before": 10}],
        "likeness": [
            {"id": each.value, "actions": ["stop"], "title": text(each.value), "text": text("looks")} for each in Likeness
        ],
        "action": [
            {"id": "stop", "sort": "stop", "section": "causes#market", "sources": ["reasoning"], "unless": ["like-lawful"],
             "text": text("stop"), "more": text("more")},
        ],
    }  # fmt: skip


class PatternAuthor(Author):
    """An author of patterns; `rows` is what the file will hold."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.rows = good()
        for folder in ("patterns", "folds"):
            (self.bank / folder).mkdir()
        self.write(FORMS, '[forms]\n"贷" = "貸"\n'.encode())
        self.write(LETTERS, '[letters]\n"o" = "0"\n[words]\n"微信" = ["VX"]\n'.encode())
        self.write(GROUPS, '[groups]\nfee = ["手续费"]\n'.encode())

    def mistakes(self) -> Any:
        if FILE not in self.files:
            self.write(FILE, "\n".join(tables(heading, rows) for heading, rows in self.rows.items()).encode())
        return super().mistakes()

    def row(self, heading: str, name: str) -> Row:
        return next(row for row in self.rows[heading] if row["id"] == name)


@pytest.fixture
def author(tmp_path: Path) -> PatternAuthor:
    return PatternAuthor(tmp_path)


Change = Callable[[PatternAuthor], object]


def put(heading: str, name: str, **fields: object) -> Change:
    return lambda author: author.row(heading, name).update(fields)


def drop(heading: str, name: str, field: str) -> Change:
    return lambda author: author.row(heading, name).pop(field)


def file(name: str, content: str) -> Change:
    return lambda author: author.write(name, content.encode())


CASES: dict[str, tuple[Change, tuple[str, str, str], str, str]] = {
    "an unknown sort": (put("finding", "loan", sort="odd"), (FILE, "loan", "sort"), "the sort is not known", "scam, lure, price"),
    "a sign of a scam without weight": (drop("finding", "fee", "weight"), (FILE, "fee", "weight"), "a sign of a scam has a weight", "weight = 2"),
    "a weight on something else": (put("finding", "loan", weight=1), (FILE, "loan", "weight"), "a sign of a scam has a weight", "or 1"),
    "a finding without a title": (drop("finding", "fee", "title"), (FILE, "fee", "title.zh"), "the text in zh is missing", 'zh = "…"'),
    "a text in one language": (put("finding", "fee", text={"zh": "x"}), (FILE, "fee", "text.en"), "the text in en is missing", 'en = "…"'),
    "a third language": (put("finding", "fee", text=text("x") | {"fr": "x"}), (FILE, "fee", "text.fr"), "no such field", "zh, en"),
    "no sources": (drop("finding", "fee", "sources"), (FILE, "fee", "sources"), "the field is missing", "Write it"),
    "an unknown source": (put("finding", "fee", sources=["nowhere#1"]), (FILE, "fee", "sources"), "`nowhere` names nothing", "pipl"),
    "an unknown action": (put("finding", "fee", actions=["run"]), (FILE, "fee", "actions"), "`run` names nothing", "stop"),
    "a need that is nothing": (put("finding", "fee", needs=["topic|weather"]), (FILE, "fee", "needs"), "`weather` names nothing", "topic"),
    "an exception that is nothing": (put("finding", "no-out", unless=["weather"]), (FILE, "no-out", "unless"), "`weather` names", "fee"),
    "a finding nothing is a sign of": (lambda a: a.rows["finding"].append({"id": "lone", "sort": "hint"}), (FILE, "lone", "id"), "no pattern is a sign of it", "sign_of"),
    "something missing with a pattern": (put("pattern", "topic", sign_of=["no-out", "topic"]), (FILE, "no-out", "sort"), "cannot have a pattern", "needs"),
    "something missing beside nothing": (drop("finding", "no-out", "needs"), (FILE, "no-out", "needs"), "missed only beside something", 'needs = ["offer"]'),
    "a finding with the name of a sort": (put("finding", "loan", id="good"), (FILE, "good", "id"), "the name of a sort", "another id"),
    "an id with a capital": (put("action", "stop", id="Stop"), (FILE, "Stop", "id"), "small letters, digits and hyphens", "pay-first"),
    "two patterns with one id": (lambda a: a.rows["pattern"].append(a.row("pattern", "fee")), (FILE, "fee", "id"), "another pattern has this id", "new one"),
    "a pattern of an unknown finding": (put("pattern", "fee", sign_of=["fee", "odd"]), (FILE, "fee", "sign_of"), "`odd` names nothing", "fee"),
    "a pattern cancelled by nothing": (put("pattern", "fee", cancelled_by=["odd"]), (FILE, "fee", "cancelled_by"), "`odd` names nothing", "told"),
    "a pattern that needs nothing there is": (put("pattern", "loan", needs=["odd"]), (FILE, "loan", "needs"), "`odd` names nothing", "offer"),
    "a pattern inside an unknown token": (put("pattern", "fee", inside="head"), (FILE, "fee", "inside"), "no token head is known", "sender"),
    "no wordings": (put("pattern", "fee", wordings=[]), (FILE, "fee", "wordings"), "not a list of words, or it is empty", '["a", "b"]'),
    "a wording of one character": (put("pattern", "fee", wordings=["费"]), (FILE, "fee", "wordings"), "“费”: one character alone", "at least two"),
    "a wording with an open bracket": (put("pattern", "fee", wordings=["(先|需"]), (FILE, "fee", "wordings"), "a bracket is missing", "Close every ("),
    "a wording with an unknown token": (put("pattern", "fee", wordings=["先交<phone>"]), (FILE, "fee", "wordings"), "no token <phone> is known", "<mobile>"),
    "a wording with an unknown group": (put("pattern", "fee", wordings=["先交{fees}"]), (FILE, "fee", "wordings"), "no group `fees` is known", "groups.toml"),
    "a part that may be left out": (put("pattern", "fee", wordings=["先交…(费|)"]), (FILE, "fee", "wordings"), "may be left out whole", "at least one"),
    "a gap inside a group": (put("pattern", "fee", wordings=["(先…交|付)款"]), (FILE, "fee", "wordings"), "a gap stands inside a group", "between groups"),
    "a token beside words": (put("pattern", "fee", wordings=["(先<money>|付)款"]), (FILE, "fee", "wordings"), "a token stands beside words", "alone"),
    "a context that reaches nowhere": (put("context", "told", before=0), (FILE, "told", "before"), "it reaches nowhere", "before = 20"),
    "a context within nothing": (put("context", "told", within="page"), (FILE, "told", "within"), "the reach is not known", "sentence, clause"),
    "an unknown likeness": (put("likeness", "scam", id="fraud"), (FILE, "fraud", "id"), "`fraud` names nothing", "everyday"),
    "a likeness left out": (lambda a: a.rows["likeness"].pop(), (FILE, "scam", "id"), "nothing is said about `everyday`", "each of the five"),
    "an action of an unknown sort": (put("action", "stop", sort="halt"), (FILE, "stop", "sort"), "`halt` names nothing", "do, stop"),
    "an action that leads nowhere": (put("action", "stop", section="causes#nowhere"), (FILE, "stop", "section"), "no section `causes#nowhere` in docs/en", "page#anchor"),
    "an action beside nothing": (put("action", "stop", unless=["like-odd"]), (FILE, "stop", "unless"), "`like-odd` names nothing", "like-scam"),
    "a misspelt field": (put("pattern", "fee", wording=["x"]), (FILE, "fee", "wording"), "no such field is known", "wordings"),
    "an unknown heading": (file(FILE, "[[patern]]\nid = 'a'\n"), (FILE, "", "patern"), "no such heading", "[[pattern]]"),
    "a heading that is no list": (file(FILE, "pattern = 'x'\n"), (FILE, "", "pattern"), "not a list of tables", "[[pattern]]"),
    "letters that are words": (file(LETTERS, '[letters]\n"ab" = "x"\n[words]\n"a" = ["b"]\n'), (LETTERS, "", "letters"), "characters for single characters", '"贷" = "貸"'),
    "stand-ins that are no list": (file(LETTERS, '[letters]\n"a" = "x"\n[words]\n"a" = "b"\n'), (LETTERS, "", "words"), "lists of words", '"VX"'),
    "a group that is empty": (file(GROUPS, "[groups]\nfee = []\n"), (GROUPS, "", "groups"), "lists of words", "[groups]"),
}  # fmt: skip


@pytest.mark.parametrize("promise", CASES)
def test_one_mistake_is_told_with_place_and_hint(author: PatternAuthor, promise: str):
    change, place, wrong, hint = CASES[promise]
    change(author)
    found = author.mistakes()
    told = [each for each in found if (each.file, each.where, each.field) == place and wrong in each.wrong]
    assert told, found
    assert hint in told[0].hint


def test_the_patterns_that_every_case_starts_from_are_good(author: PatternAuthor):
    author.write(FILE, "\n".join(tables(heading, rows) for heading, rows in author.rows.items()).encode())
    messages = author.read().messages
    assert messages is not None
    assert list(messages.findings) == ["fee", "loan", "no-out", "topic"]
    assert messages.patterns.lexicon.table == {"貸": "贷"}, "only what the wordings can meet is shipped"
    result = scan("借钱貸款，先交手续费", messages.patterns.reader)
    assert result.looks_like is Likeness.SCAM
    assert [one.finding.id for one in result.found] == ["fee", "loan", "topic"]


def test_all_mistakes_are_told_at_once(author: PatternAuthor):
    put("finding", "fee", sort="odd", sources=["nowhere"])(author)
    put("pattern", "fee", wordings=["费", "(先"], sign_of=["odd"])(author)
    put("action", "stop", section="causes#nowhere", text={"zh": "x"})(author)
    found = {(each.where, each.field) for each in author.mistakes()}
    assert {("fee", "sort"), ("fee", "sources"), ("fee", "wordings"), ("fee", "sign_of")} <= found
    assert {("stop", "section"), ("stop", "text.en")} <= found


def test_a_bank_without_patterns_has_no_messages(tmp_path: Path):
    assert Author(tmp_path).read().messages is None
