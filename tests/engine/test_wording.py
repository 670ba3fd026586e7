"""How a wording is read as its author writes it, and what is wrong with one that cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.engine.errors import WordingError
from quiz.engine.messages.wording import MOST_ALTERNATIVES, SOME_ALTERNATIVES, Lexicon, read_wording

LEXICON = Lexicon({"貸": "贷", "0": "o"}, {"微信": ("VX", "徽信")}, {"fee": ("手续费", "保证金")})


def slots(written: str, gap: int = 6) -> list[tuple[int, tuple[str, ...]]]:
    wording = read_wording(written, gap, LEXICON)
    return list(zip(wording.gaps, wording.slots, strict=True))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("秒到账", [(0, ("秒到账",))]),
        ("(先|需)交", [(0, ("先交", "需交"))]),
        ("(先|)交费", [(0, ("交费", "先交费"))]),
        ("((先|预先)交|汇)款", [(0, ("先交款", "汇款", "预先交款"))]),
        ("先交…手续费", [(0, ("先交",)), (6, ("手续费",))]),
        ("先交…{fee}", [(0, ("先交",)), (6, ("保证金", "手续费"))]),
        ("加微信", [(0, ("加vx", "加微信", "加徽信"))]),
        ("日息<percent>", [(0, ("日息",)), (0, ("<percent>",))]),
        ("日息…(<percent>|<money>)", [(0, ("日息",)), (6, ("<money>", "<percent>"))]),
        ("<link>", [(0, ("<link>",))]),
        ("貸 款", [(0, ("贷款",))]),
        ("Pay First", [(0, ("payfirst",))]),
        ("100%下款", [(0, ("1oo下款",))]),
    ],
)
def test_a_wording_becomes_slots(written: str, expected: list[tuple[int, tuple[str, ...]]]) -> None:
    assert slots(written) == expected


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "wording-too-short"),
        ("贷", "wording-too-short"),
        ("(贷|借款)", "wording-too-short"),
        ("(先|需", "unbalanced-group"),
        ("先|需", "unbalanced-group"),
        ("先)交", "unbalanced-group"),
        ("先交…(费|)", "wording-empty"),
        ("先交…！", "wording-empty"),
        ("<phone>", "unknown-token"),
        ("<link", "unknown-token"),
        ("{fees}", "unknown-group"),
        ("(先…交|付)", "gap-in-group"),
        ("(先<money>|付)", "token-in-word"),
        ("(" + "|".join(chr(0x4E00 + n) for n in range(40)) + ")" + "(甲|)" * 5, "too-many-alternatives"),
    ],
)
def test_what_cannot_be_read_says_why(written: str, code: str) -> None:
    with pytest.raises(WordingError) as caught:
        slots(written)
    assert caught.value.code == code


def test_one_character_is_enough_where_its_pattern_asks_for_company() -> None:
    assert read_wording("贷", 6, LEXICON, shortest=1).slots == (("贷",),)


def test_neighbouring_groups_stay_apart_when_there_would_be_too_many_words() -> None:
    group = "(" + "|".join(chr(0x4E00 + n) for n in range(20)) + ")"
    wording = read_wording(group + group, 6, LEXICON)
    assert [len(slot) for slot in wording.slots] == [20, 20]
    assert wording.gaps == (0, 0)


@given(st.text(st.sampled_from("先交费()|…<>{}feelink微信%"), max_size=14))
def test_any_wording_is_read_or_refused_with_a_code(written: str) -> None:
    try:
        wording = read_wording(written, 3, LEXICON)
    except WordingError:
        return
    assert len(wording.slots) == len(wording.gaps)
    assert all(slot and "" not in slot for slot in wording.slots)
    assert all(len(slot) <= max(SOME_ALTERNATIVES, MOST_ALTERNATIVES) for slot in wording.slots)
