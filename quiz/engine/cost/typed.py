"""Reads one amount, rate or number of periods as people type it: 1.2万, 893.33元, 万分之五, 13.03%, 12期, 1年.

It knows units; a number with the wrong unit behind it is refused, not read as if it were the right one. It must not know fields.
"""

from __future__ import annotations

import re
import unicodedata

from quiz.engine.errors import NumberError
from quiz.engine.numbers import LONGEST, read_number

_SHARE = re.compile(r"%|‰|分之|per ?cent|percent")
_MONEY = re.compile(r"元|块|[¥￥圆]|yuan|rmb|cny")
_PARTS = (("万分之", 100.0), ("千分之", 10.0))
_YEARS = re.compile(r"(个?年|years?)$")
_UNITS = {"months": re.compile(r"月|期|month"), "days": re.compile(r"天|日|day")}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower() if len(text) <= LONGEST else text


def read_yuan(text: str) -> float:
    """Yuan. Raises NumberError, with ``percent-not-yuan`` for a share of something."""
    if _SHARE.search(_plain(text)):
        raise NumberError("percent-not-yuan")
    return read_number(text)


def read_rate(text: str) -> float:
    """A rate as a fraction: "13.03" and "13.03%" are 0.1303, "万分之五" and "0.5‰" are 0.0005.

    Raises NumberError, with ``yuan-not-percent`` for an amount of money.
    """
    plain = _plain(text)
    if _MONEY.search(plain):
        raise NumberError("yuan-not-percent")
    for sign, parts in _PARTS:
        if plain.startswith(sign):
            return read_number(plain.removeprefix(sign)) / parts / 100
    if plain.endswith("‰"):
        return read_number(plain[:-1]) / 1000
    return read_number(plain) / 100


def read_term(text: str, unit: str) -> int:
    """A whole number of ``months`` or ``days``; a year is 12 months.

    Raises NumberError, with ``not-whole``, or ``other-unit`` when the text names another unit than asked for.
    """
    plain = _plain(text)
    years = _YEARS.search(plain)
    other = next(name for name in _UNITS if name != unit)
    if _UNITS[other].search(plain) or (years and unit == "days"):
        raise NumberError("other-unit")
    value = read_number(plain[: years.start()]) * 12 if years else read_number(plain)
    if value != int(value):
        raise NumberError("not-whole")
    return int(value)
