"""Finds what is not words: percentages, amounts of money, mobile numbers, links, account names, and the sender's name: in brackets, or before a colon.

It knows signs and digits; it must not know patterns. One walk over the text, each character looked at a bounded number of times.
"""

from __future__ import annotations

from collections.abc import Iterator

from quiz.engine.messages.fold import Folded

TOKENS = ("percent", "money", "number", "mobile", "link", "sender", "heading", "account")
"""What a pattern may ask for as ``<percent>``, ``<money>``…"""

LONGEST_NUMBER = 24
LONGEST_LINK = 200
LONGEST_SENDER = 40
SHORTEST_ACCOUNT, LONGEST_ACCOUNT = 4, 20

_CHINESE_NUMBER = frozenset("零〇一二两三四五六七八九十百千万萬亿几")
_FRACTIONS = ("百分之", "千分之", "万分之", "萬分之")
_MONEY = ("元", "块", "塊", "圆", "万", "萬", "千", "w", "k", "rmb", "cny", "yuan", "角", "毛")
_LARGE = ("千", "万", "萬", "亿")
_MONEY_BEFORE = ("¥", "$", "rmb", "cny")
_BRACKETS = {"【": "】", "[": "]", "〖": "〗", "〔": "〕", "「": "」", "『": "』"}
_NOT_A_NAME = frozenset("，,。.！!？?；;、/\n【】[]")
_ENDINGS = frozenset({
    "com", "cn", "net", "org", "cc", "top", "xyz", "vip", "club", "shop", "info", "site", "online", "link", "app", "io", "co", "me",
    "tv", "ltd", "wang", "fun", "icu", "work", "ink", "tech", "pro", "biz", "hk", "tw", "example", "test",
})  # fmt: skip
_IN_LINK = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_~%&=?#+/.:@")
_IN_ACCOUNT = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-")
_IN_HOST = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.")

Token = tuple[str, int, int]
"""What it is, and where it begins and ends among the folded characters."""


def find_tokens(folded: Folded) -> list[Token]:
    """Every token, in the order of its beginning."""
    text = folded.plain
    found: list[Token] = []
    index = 0
    for kind, start, end in _walk(text):
        # From places in the plain text to places in the original, and from there to places among the folded characters.
        first, last = folded.plain_at[start], folded.plain_at[end - 1]
        while index < len(folded.at) and folded.at[index] < first:
            index += 1
        stop = index
        while stop < len(folded.at) and folded.at[stop] <= last:
            stop += 1
        if stop > index:
            found.append((kind, index, stop))
    return found


def _walk(text: str) -> Iterator[Token]:
    """Tokens of the plain text, in the order of their beginning; a mobile number or link is not read as numbers as well."""
    index, length = 0, len(text)
    edge = len(text.rstrip())
    start_of_text = length - len(text.lstrip())
    heading = _heading_end(text, start_of_text)
    if heading:
        yield "heading", start_of_text, heading
    while index < length:
        char = text[index]
        if char in _BRACKETS:
            close = text.find(_BRACKETS[char], index + 2, index + LONGEST_SENDER)
            if close > 0 and (index == start_of_text or close + 1 == edge):
                yield "sender", index, close + 1
                index += 1
                continue
        end = _link_end(text, index)
        if end:
            yield "link", index, end
            index = end
            continue
        end = _account_end(text, index)
        if end:
            yield "account", index, end
            index = end
            continue
        if "0" <= char <= "9":
            end = _mobile_end(text, index)
            if end:
                yield "mobile", index, end
                index = end
                continue
        if "0" <= char <= "9" or char in _CHINESE_NUMBER or text.startswith(_FRACTIONS, index):
            kind, end = _number(text, index)
            yield kind, index, end
            index = end
            continue
        index += 1


def _heading_end(text: str, start: int) -> int:
    """Where a name before a colon ends, with the colon, when the text begins with one; or 0."""
    for index in range(start, min(len(text), start + LONGEST_SENDER)):
        if text[index] in ":：":
            return index + 1 if index - start > 1 and not text.startswith("//", index + 1) else 0
        if text[index] in _NOT_A_NAME:
            return 0
    return 0


def _number(text: str, start: int) -> tuple[str, int]:
    """What sort of number begins at `start`, and where it ends with its unit."""
    fraction = text.startswith(_FRACTIONS, start)
    index = start + 3 if fraction else start
    stop = min(len(text), index + LONGEST_NUMBER)
    arabic = index < stop and "0" <= text[index] <= "9"
    while index < stop and (
        ("0" <= text[index] <= "9" or (text[index] in ".,，" and text[index + 1 : index + 2].isdecimal()))
        if arabic
        else text[index] in _CHINESE_NUMBER
    ):
        index += 1
    if fraction:
        return "percent", index
    rest = index
    while rest < len(text) and text[rest] == " " and rest < index + 2:
        rest += 1
    if text.startswith(("%", "‰", "‱"), rest):
        return "percent", rest + 1
    money = index if text[index - 1] in _LARGE else 0
    for _ in range(2):  # 5万元
        for unit in _MONEY:
            if text.startswith(unit, rest):
                money = rest = rest + len(unit)
                break
    if money:
        return "money", money
    before = text[max(0, start - 4) : start].strip()
    return "money" if before.endswith(_MONEY_BEFORE) else "number", index


def _mobile_end(text: str, start: int) -> int:
    """Where a mainland mobile number that begins at `start` ends, or 0. One or two signs may stand between its digits."""
    if text[start] != "1" or (start and "0" <= text[start - 1] <= "9"):
        return 0
    digits, index, gap = 0, start, 0
    while index < len(text) and digits < 11:
        char = text[index]
        if "0" <= char <= "9" or (char in "ol" and digits > 1):
            if digits == 1 and char in "012":
                return 0
            digits, gap = digits + 1, 0
        elif char.isalnum() or gap == 2:
            return 0
        else:
            gap += 1
        index += 1
    if digits < 11 or (index < len(text) and "0" <= text[index] <= "9"):
        return 0
    return index


def _account_end(text: str, start: int) -> int:
    """Where an account's name that begins at `start` ends (letters, then at least one digit among them), or 0."""
    if not "a" <= text[start] <= "z" or (start and text[start - 1] in _IN_ACCOUNT):
        return 0
    end = start
    while end < len(text) and end - start <= LONGEST_ACCOUNT and text[end] in _IN_ACCOUNT:
        end += 1
    digits = any("0" <= char <= "9" for char in text[start:end])
    return end if digits and SHORTEST_ACCOUNT <= end - start <= LONGEST_ACCOUNT else 0


def _link_end(text: str, start: int) -> int:
    """Where a web address that begins at `start` ends, or 0."""
    char = text[start]
    if char not in _IN_HOST or char in "-." or (start and text[start - 1] in _IN_HOST):
        return 0
    host = start
    for scheme in ("https://", "http://"):
        if text.startswith(scheme, start):
            host = start + len(scheme)
    index = host
    stop = min(len(text), host + LONGEST_LINK)
    while index < stop and text[index] in _IN_HOST:
        index += 1
    name = text[host:index].rstrip(".-")
    labels = name.split(".")
    ending = labels[-1]
    slash = text.startswith("/", host + len(name))
    named = (
        len(labels) > 1 and all(labels) and not ending.isdecimal() and (ending in _ENDINGS or (slash and ending.isalpha()))
    )
    if host == start and not named:
        return 0
    if host > start and not name:
        return 0
    index = host + len(name)
    while index < stop and text[index] in _IN_LINK:
        index += 1
    return index
