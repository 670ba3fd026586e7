"""What a scan of a message promises, whatever the message: places that lie in it, disguises seen through, time that grows with its length."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.bank import Bank, dump_bank, load_bank
from quiz.engine.messages.fold import fold
from quiz.engine.messages.patterns import Likeness, Patterns, Sort
from quiz.engine.messages.scan import Scan, scan
from quiz.engine.messages.tokens import TOKENS, find_tokens
from tests.engine.strategies import anything

CASES = Path(__file__).parents[1] / "cases" / "messages.json"
BANK = load_bank(json.loads(CASES.read_text(encoding="utf-8"))["bank"])
PATTERNS = BANK.patterns or Patterns()
PHRASES = (
    "贷款先交手续费",
    "贷款需缴一笔保证金",
    "秒到账",
    "加我微信",
    "获得8万元额度",
    "申请贷款",
    "退订回T",
    "还款日",
    "今日有效",
)
"""Each a sign of something in the bank of the cases."""

SEPARATORS = ("\u200b", "\u200d", "\ufeff", " ", "\u3000", "*", "★", "·", "-", "_", "❤", "🔥", "\ufe0f", "~", "|")
FULL_WIDTH = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
TRADITIONAL = {"贷": "貸", "额": "額", "账": "賬", "费": "費", "缴": "繳", "续": "續"}

pieces = st.sampled_from(
    (*PHRASES, "不要相信", "都是骗子", "。", "，", "\n", "1600", "0.02%", "a.example/x", "【山】", "貸款")
)
messages = st.lists(pieces | anything, max_size=12).map("".join)


def read(text: str) -> Scan:
    return scan(text, PATTERNS.reader)


def seen(text: str) -> set[str]:
    return {found.finding.id for found in read(text).found if found.finding.sort is not Sort.HINT}


@given(messages)
def test_any_message_is_scanned_and_every_place_lies_in_it(text: str) -> None:
    result = read(text)
    assert result.looks_like in set(Likeness)
    for found in result.found:
        before = 0
        for start, end in found.places:
            assert before <= start < end <= len(text), "places of one finding are disjoint and in order"
            before = end
        assert bool(found.places) == (found.finding.sort is not Sort.MISSING)
    assert set(result.because) <= {found.finding.id for found in result.found}
    assert set(result.actions) <= set(PATTERNS.actions)
    json.dumps(result.as_data())


@given(messages)
def test_the_same_message_is_scanned_the_same_however_often(text: str) -> None:
    assert read(text) == read(text)


@given(messages)
def test_a_hint_is_never_told(text: str) -> None:
    assert "topic" not in {found["id"] for found in read(text).as_data()["found"]}


@st.composite
def disguised(draw: st.DrawFn) -> tuple[str, str]:
    """A phrase, and the same phrase as someone writes it who does not want it found."""
    phrase = draw(st.sampled_from(PHRASES))
    written = ""
    for index, char in enumerate(phrase):
        if index and draw(st.booleans()) and not (char.isascii() and phrase[index - 1].isascii()):
            written += "".join(draw(st.lists(st.sampled_from(SEPARATORS), min_size=1, max_size=3)))
        forms = [char, FULL_WIDTH.get(char, char), TRADITIONAL.get(char, char), char.lower()]
        written += draw(st.sampled_from(forms))
    return phrase, written


def marked(text: str) -> dict[str, list[str]]:
    """What is marked for each finding, made plain."""
    result = read(text)
    plain = PATTERNS.lexicon.table
    return {one.finding.id: [fold(text[slice(*place)], plain).text for place in one.places] for one in result.found}


@given(disguised())
def test_separators_full_width_and_traditional_forms_hide_nothing_and_the_same_is_marked(pair: tuple[str, str]) -> None:
    phrase, written = pair
    assert seen(phrase)
    assert marked(phrase) == marked(written)


@pytest.mark.parametrize("letter", ["О", "0", "ο"])
def test_a_letter_of_another_alphabet_is_read_as_the_one_it_looks_like(letter: str) -> None:
    table = {"о": "o", "0": "o", "ο": "o"}
    assert fold(f"l{letter}an", table).text == fold("lOan", table).text == "loan"


@given(messages)
def test_a_folded_character_remembers_where_it_stood(text: str) -> None:
    folded = fold(text, PATTERNS.lexicon.table)
    assert len(folded.text) == len(folded.at) == len(folded.joined) == len(folded.sentence) == len(folded.clause)
    assert folded.at == sorted(folded.at)
    assert all(0 <= place < len(text) for place in (*folded.at, *folded.plain_at))
    assert folded.sentence == sorted(folded.sentence)
    assert folded.clause == sorted(folded.clause)


@given(messages)
def test_tokens_come_in_order_and_lie_among_the_folded_characters(text: str) -> None:
    folded = fold(text, PATTERNS.lexicon.table)
    before = 0
    for kind, start, end in find_tokens(folded):
        assert kind in TOKENS
        assert before <= start < end <= len(folded.text)
        before = start


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日息0.02%", [("percent", "oo2")]),
        ("日息０．０２％", [("percent", "oo2")]),
        ("百分之三", [("percent", "百分之三")]),
        ("万分之五", [("percent", "万分之五")]),
        ("5万元", [("money", "5万元")]),
        ("八万", [("money", "八万")]),
        ("CNY 1,200", [("money", "l2oo")]),
        ("最后3个", [("number", "3")]),
        ("拨16000000001", [("mobile", "l6ooooooool")]),
        ("拨160-0000 0001", [("mobile", "l6ooooooool")]),
        ("拨l6000000001", [("account", "l6ooooooool")]),
        ("1600000000123", [("number", "l6oooooooo" + "l23")]),
        ("点a.example/x?y=1，", [("link", "aexamplexyl")]),
        ("https://某", []),
        ("http://a.b/c", [("link", "httpabc")]),
        ("Borrow now.Then pay", []),
        ("【某某】您好", [("sender", "某某")]),
        ("您好[某某]", [("sender", "某某")]),
        ("您好【某某】再见", []),
        ("某某银行：您好", [("heading", "某某银行")]),
        ("请看，注意：您好", []),
        ("加dk0001", [("account", "dkoool")]),
        ("loan", []),
    ],
)
def test_what_is_not_words_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    folded = fold(text, {"0": "o", "1": "l"})
    assert [(kind, folded.text[start:end]) for kind, start, end in find_tokens(folded)] == expected


def lines_run(text: str, patterns: Patterns) -> int:
    """How many lines of Python a scan runs: time that no other program on the machine can change."""
    counted = 0

    def count(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal counted
        del frame, argument
        counted += event == "line"
        return count

    reader = patterns.reader  # made before the counting
    before = sys.gettrace()
    sys.settrace(count)
    try:
        scan(text, reader)
    finally:
        sys.settrace(before)
    return counted


HOSTILE = (
    "先",
    "先交",
    "先交手续费",
    "不要相信先交手续费，",
    "贷款",
    "1",
    "1.",
    "a.",
    "a1",
    "【",
    "百分之",
    "http://",
    "\u200b",
    "🔥",
    "。",
    "先。交。",
    "13 ",
    "-",
    "a.b/",
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_length_of_a_message_and_not_faster(unit: str) -> None:
    short, long = (lines_run(unit * (length // len(unit)), PATTERNS) for length in (1500, 3000))
    assert long <= 2.2 * short + 500


@given(st.sampled_from(HOSTILE), st.sampled_from(HOSTILE), st.integers(1, 40))
def test_no_mixture_of_hostile_pieces_takes_long(one: str, other: str, times: int) -> None:
    text = (one * times + other) * 20
    assert lines_run(text, PATTERNS) <= 400 * len(text) + 2000


def test_patterns_come_back_as_they_went() -> None:
    assert load_bank(json.loads(dump_bank(BANK))) == BANK
    assert load_bank(json.loads(dump_bank(Bank({})))).patterns is None


def test_patterns_are_made_ready_once() -> None:
    assert PATTERNS.reader is PATTERNS.reader
