"""Reads a number as people in China and abroad type it: 13.03, １３．０３％, 1,200 元, 1.2万, 一万二千.

It knows digits and units; it must not know items.
"""

from __future__ import annotations

import math
import re
import unicodedata

from quiz.engine.errors import NumberError

LONGEST = 40
"""Characters; anything longer is not an amount a person typed."""

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_FINANCIAL = {char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_BELOW = {100: "十", 1000: "百", 10**4: "千", 10**8: "千万"}
_ENDINGS = re.compile(
    r"(%|percent|per cent|元|块钱|块|圆|人民币|yuan|rmb|cny|个月|月|months?|天|日|days?|年|years?|倍|times|期|次|条|件|份|笔|家|人|个|x)$"
)
_STARTS = re.compile(r"^(¥|￥|rmb|cny|人民币|约|大约|about|百分之)")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")


def read_number(text: str) -> float:
    """The number a reader typed.

    Accepts full-width and Chinese digits (also 壹贰叁), thousands separators, a currency sign, one unit behind
    the number, and 万 or 亿 as multipliers. A percent sign is a unit: "13.03%" is 13.03.
    Raises NumberError with code ``empty``, ``too-long`` or ``not-a-number``.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower().replace("−", "-").replace("。", ".")
    if not plain:
        raise NumberError("empty")
    if len(plain) > LONGEST:
        raise NumberError("too-long", longest=LONGEST)
    plain = re.sub(r"[\s_]+", "", plain)
    for _ in range(2):
        plain = _STARTS.sub("", plain)
        plain = _ENDINGS.sub("", plain)
    value = _read_with_myriads(plain)
    if value is None or math.isinf(value):  # 一亿亿亿… is no amount
        raise NumberError("not-a-number")
    return value


def _read_with_myriads(plain: str) -> float | None:
    """Arabic digits with an optional 万 or 亿 behind them, or a number written in Chinese."""
    factor = 1
    arabic = plain
    while arabic and arabic[-1] in _MYRIADS:
        factor *= _MYRIADS[arabic[-1]]
        arabic = arabic[:-1]
    if _GROUPED.fullmatch(arabic):
        arabic = arabic.replace(",", "")
    if _PLAIN.fullmatch(arabic):
        return float(f"{arabic}e{len(str(factor)) - 1}")  # exact, where a product is off in the last digit
    return _read_chinese(plain)


def _read_chinese(plain: str) -> float | None:
    whole, point, fraction = plain.partition("点")
    value = _read_chinese_whole(whole)
    if value is None or (point and not fraction):
        return None
    digits = [_digit(char) for char in fraction]
    if any(digit is None for digit in digits):
        return None
    return float(f"{value}.{''.join(map(str, digits)) or 0}")


def _read_chinese_whole(whole: str) -> int | None:
    """十二 → 12, 一万二千 → 12000, 一万二 → 12000, 二〇二六 → 2026; None when a character is none of these."""
    if not whole:
        return None
    if len(whole) > 1 and all(_digit(char) is not None for char in whole):
        return int("".join(str(_digit(char)) for char in whole))
    if len(whole) > 2 and _digit(whole[-1]) and (unit := {**_UNITS, **_MYRIADS}.get(whole[-2], 0)) > 10:
        whole = whole + _BELOW[unit]  # spoken short: the last unit is left out
    total = section = pending = 0
    for char in whole:
        digit = _digit(char)
        if digit is not None:
            pending = digit
        elif char in _UNITS:
            section += (pending or 1) * _UNITS[char]
            pending = 0
        elif char in _MYRIADS and (total or section or pending):  # 万 alone is no number
            myriad, part = _MYRIADS[char], section + pending
            total = total + part * myriad if total > myriad else (total + part) * myriad  # 一亿二千万, 一万亿
            section = pending = 0
        else:
            return None
    return total + section + pending


def _digit(char: str) -> int | None:
    return _DIGITS.get(char, _FINANCIAL.get(char))
