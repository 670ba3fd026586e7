"""The patterns as they stand, on messages of our own writing: nine in ten of each class, none of them told as "safe", nothing real in them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from quiz.engine.messages.patterns import Likeness, Sort
from quiz.engine.messages.scan import scan
from quiz.publish.bank import Bank, read_bank
from quiz.publish.parts.messages import EXAMPLES
from quiz.publish.patterns import Messages
from scripts.bench.messages import HELD_BACK, TRAINING, Measured, Message, measure, read_corpus

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh", "en")
ENOUGH = 0.9
MESSAGES_AT_LEAST = 150
CORPUS = tuple(read_corpus())
HOTLINES = {"110", "96110", "12321", "12345", "12378", "12381"}
SAFE = re.compile(r"安全|放心|没有问题|没问题|可以相信|\bsafe(ly)?\b|\bsecure\b|\bgenuine\b|\bno risk\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank(ROOT / "quiz" / "bank", ROOT / "docs", ROOT)


@pytest.fixture(scope="module")
def messages(bank: Bank) -> Messages:
    assert bank.messages is not None
    return bank.messages


@pytest.fixture(scope="module")
def parts(messages: Messages) -> dict[str, Measured]:
    named = {part: [each for each in CORPUS if each.part == part] for part in {each.part for each in CORPUS}}
    return {part: measure(found, messages.patterns) for part, found in named.items()}


def test_there_are_enough_messages_of_each_class_and_a_third_is_held_back():
    labelled = [each for each in CORPUS if not each.round]
    assert len(labelled) >= MESSAGES_AT_LEAST
    held = [each for each in labelled if each.part == HELD_BACK]
    assert 0.28 < len(held) / len(labelled) < 0.38
    for part in (TRAINING, HELD_BACK):
        counted = Counter(each.likeness for each in labelled if each.part == part)
        assert min(counted[likeness] for likeness in Likeness) >= 12, part


@pytest.mark.parametrize("likeness", Likeness)
def test_nine_in_ten_of_each_class_are_told_apart_on_the_held_back_third(parts: dict[str, Measured], likeness: Likeness):
    count = parts[HELD_BACK].classes[likeness.value]
    assert count.precision >= ENOUGH
    assert count.recall >= ENOUGH


def test_what_was_told_apart_once_still_is(parts: dict[str, Measured]):
    """The training part and the rounds: a new pattern must not cost an old one."""
    for part, measured in parts.items():
        wrong = sum(count.missed for count in measured.classes.values())
        of = wrong + sum(count.right for count in measured.classes.values())
        assert 1 - wrong / of >= ENOUGH, (part, measured.misses)


def test_the_signs_of_a_scam_are_found_where_they_stand(parts: dict[str, Measured], messages: Messages):
    counts = [
        count
        for measured in parts.values()
        for name, count in measured.findings.items()
        if messages.findings[name].sort == Sort.SCAM
    ]
    right, missed, wrong = (sum(getattr(each, name) for each in counts) for name in ("right", "missed", "wrong"))
    assert right / (right + missed) >= ENOUGH
    assert right / (right + wrong) >= 0.8


def test_every_label_names_a_finding_and_every_finding_has_a_message(messages: Messages):
    told = {name for name, one in messages.findings.items() if one.sort != Sort.HINT}
    labels = {name for each in CORPUS for name in (*(each.phrases or {}), *each.missing)}
    assert labels - told == set()
    seen = {one.finding.id for each in CORPUS for one in scan(each.text, messages.patterns.reader).found}
    assert told - seen == set()


def test_every_action_is_advised_for_some_message(messages: Messages):
    advised = {name for each in CORPUS for name in scan(each.text, messages.patterns.reader).actions}
    assert set(messages.actions) - advised == set()


def test_stopping_comes_first_and_a_scam_is_never_answered(messages: Messages):
    for each in CORPUS:
        result = scan(each.text, messages.patterns.reader)
        sorts = [messages.actions[name].sort for name in result.actions]
        assert sorts == sorted(sorts, key=lambda sort: sort != "stop"), each.id
        if result.looks_like is Likeness.SCAM:
            assert sorts[0] == "stop", each.id
            assert "refuse" not in result.actions, each.id
        assert result.actions, each.id


def test_nobody_is_told_that_a_message_is_safe(bank: Bank, messages: Messages):
    words = [text for name, text in bank.words.items() if name.startswith("message.")]
    words += [text for told in (*messages.findings.values(), *messages.likenesses.values(), *messages.actions.values())
              for text in (told.title, told.text)]  # fmt: skip
    for language in LANGUAGES:
        assert [text[language] for text in words if SAFE.search(text[language])] == []
        page = (ROOT / "docs" / language / "message-check.md").read_text(encoding="utf-8")
        assert SAFE.findall(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_are_what_they_say(bank: Bank, messages: Messages, language: str):
    looks = {"disguised": "scam", "warning": "notice"}
    for name in EXAMPLES:
        result = scan(bank.words[f"example.{name}"][language], messages.patterns.reader)
        assert result.looks_like.value == looks.get(name, name), name
        assert result.as_data()["nothing"] == (name in ("warning", "everyday")), name


@pytest.mark.parametrize("message", CORPUS, ids=lambda message: message.id)
def test_nothing_in_a_message_is_real(message: Message):
    """Numbers begin with 160 or 400-000, which belong to nobody; addresses end in .example; hotlines are those of the guide."""
    for number in re.findall(r"(?<![\d.,*-])1[3-9]\d{9}(?!\d)", message.text):
        assert number.startswith("1600000"), number
    for number in re.findall(r"400-?\d{3}-?\d{4}", message.text):
        assert number.startswith("400-000-"), number
    for number in re.findall(r"(?<!\d)(?:96\d{3}|12[13]\d{2}|95\d{3})(?!\d)", message.text):
        assert number in HOTLINES, number
    for host in re.findall(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", message.text.lower()):
        assert host.endswith((".example", "app.apk", "d.apk")), host
