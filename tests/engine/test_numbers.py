"""Whatever way people write a number, it is read as that number; what is no number is refused, never guessed."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.engine.errors import NumberError
from quiz.engine.numbers import LONGEST, read_number
from tests.engine.strategies import anything

FULL_WIDTH = str.maketrans("0123456789.,%+-", "０１２３４５６７８９．，％＋－")
FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
DIGITS = "零一二三四五六七八九"

wholes = st.integers(0, 10**12 - 1)
cents = st.integers(-(10**14), 10**14).map(lambda value: Decimal(value) / 100)
units = st.sampled_from(["", "%", "元", " 元", "块钱", "人民币", " yuan", "RMB", "个月", "天", " days", "倍", "期"])
starts = st.sampled_from(["", "¥", "￥ ", "约", "RMB ", "about "])


def in_chinese(value: int) -> str:
    """A whole number below 10^12 as it is said: 一亿二千万零五."""
    if value == 0:
        return "零"
    said = ""
    for myriad, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, value = divmod(value, myriad)
        if part:
            said += ("零" if said and part < 1000 else "") + section_in_chinese(part) + name
    return said


def section_in_chinese(value: int) -> str:
    """One to 9999: 一千零二十."""
    said, skipped = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, place)
        if digit:
            said += ("零" if said and skipped else "") + DIGITS[digit] + name
        skipped = not digit
    return said


@given(cents, starts, units)
def test_plain_digits_are_read_with_any_start_and_unit(amount: Decimal, start: str, unit: str) -> None:
    assert read_number(f"{start}{amount}{unit}") == float(amount)


@given(cents, units)
def test_grouped_digits_are_read(amount: Decimal, unit: str) -> None:
    assert read_number(f"{amount:,}{unit}") == float(amount)


@given(cents, units)
def test_full_width_digits_are_read(amount: Decimal, unit: str) -> None:
    assert read_number(f"{amount:,}{unit}".translate(FULL_WIDTH)) == float(amount)


@given(wholes, st.sampled_from([("万", 10**4), ("萬", 10**4), ("亿", 10**8), ("億", 10**8)]), units)
@example(51300570001, ("万", 10**4), "元")
def test_a_multiplier_behind_digits_is_exact(amount: int, multiplier: tuple[str, int], unit: str) -> None:
    name, factor = multiplier
    assert read_number(f"{Decimal(amount) / factor:f}{name}{unit}") == amount


@given(wholes, starts, units)
@example(120_000_000, "", "")
@example(10**12 - 1, "", "")
def test_chinese_numerals_are_read(amount: int, start: str, unit: str) -> None:
    assert read_number(f"{start}{in_chinese(amount)}{unit}") == amount


@given(wholes, units)
def test_financial_numerals_are_read(amount: int, unit: str) -> None:
    assert read_number(in_chinese(amount).translate(FINANCIAL) + unit) == amount


@given(st.integers(10, 10**9), st.sampled_from("零〇"))
def test_digits_read_out_one_by_one_are_read(amount: int, zero: str) -> None:
    assert read_number("".join(DIGITS[int(digit)] for digit in str(amount)).replace("零", zero)) == amount


@given(st.integers(0, 9999), st.integers(0, 999))
def test_a_chinese_decimal_is_read(whole: int, thousandths: int) -> None:
    fraction = "".join(DIGITS[int(digit)] for digit in f"{thousandths:03}")
    assert read_number(f"百分之{in_chinese(whole)}点{fraction}") == float(f"{whole}.{thousandths:03}")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13.03", 13.03),
        ("１３．０３％", 13.03),
        ("13。03", 13.03),
        (".5", 0.5),
        ("5.", 5),
        ("+5", 5),
        ("−5", -5),
        ("1 200", 1200),
        ("1_200", 1200),
        ("¥1,200.50元", 1200.5),
        ("约1.2万元", 12000),
        ("1.2萬元人民币", 12000),
        ("一万亿", 1e12),
        ("一万万", 1e8),
        ("5元元", 5),
        ("1万亿", 1e12),
        ("三亿五千万零二百", 350_000_200),
        ("十", 10),
        ("十五天", 15),
        ("一百零五块", 105),
        ("两千", 2000),
        ("拾贰万叁仟元", 123_000),
        ("二〇二六年", 2026),
        ("百分之百", 100),
        ("零点五", 0.5),
        ("十二个月", 12),
    ],
)
def test_it_is_read(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", " ", "\t\n", "　"])
def test_nothing_is_empty(text: str) -> None:
    with pytest.raises(NumberError) as refused:
        read_number(text)
    assert refused.value.code == "empty"


@pytest.mark.parametrize(
    "text",
    [
        "很多",
        "abc",
        "元",
        "%",
        "万",
        "亿元",
        "-",
        "+",
        ".",
        "点五",
        "三点",
        "1,20",
        "12,34",
        "1234,567",
        "13.0.3",
        "1e5",
        "nan",
        "inf",
        "0x10",
        "1/2",
        "½",
        "12-15",
        "十二三点四十",
        "5元元元",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NumberError) as refused:
        read_number(text)
    assert refused.value.code == "not-a-number"


@given(st.text("0123456789", min_size=LONGEST + 1, max_size=LONGEST + 20))
def test_more_than_a_person_types_is_too_long(text: str) -> None:
    with pytest.raises(NumberError) as refused:
        read_number(text)
    assert refused.value.code == "too-long"
    assert refused.value.details["longest"] == LONGEST


@given(anything | st.text("0123456789０.,-+%¥元块万亿〇零一二两十百千点分之约 ", max_size=LONGEST + 2))
@example("1" + "亿" * (LONGEST - 1))
@example("一" + "亿" * (LONGEST - 1))
@example("\ud800")
def test_any_text_is_a_finite_number_or_a_number_error(text: str) -> None:
    try:
        number: float | None = read_number(text)
    except NumberError:
        number = None
    assert number is None or math.isfinite(number)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("一万二", 12000), ("三百五", 350), ("两千五", 2500), ("一亿二", 120_000_000), ("一万零二", 10002), ("一百零五", 105)],
)
def test_a_number_said_short_is_the_number_meant(said: str, meant: int) -> None:
    assert read_number(said) == meant


@pytest.mark.parametrize("counted", ["19件", "19条", "十九份", "19 家", "１９笔"])
def test_a_counted_thing_is_read_as_its_count(counted: str) -> None:
    assert read_number(counted) == 19
