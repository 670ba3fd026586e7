"""Reads a wording as an author writes it: ``(先|需)交…(手续费|保证金)``, ``日息…<percent>``.

=========  ==========================================================================================
written    read as
=========  ==========================================================================================
``(a|b)``  one of them; ``(a|)`` may be left out; groups may stand in groups
``{x}``    the words of the lexicon's group x
``…``      up to `gap` other characters of the same sentence (the pattern says how many); not in a group
``<x>``    a token: see `quiz.engine.messages.tokens`
=========  ==========================================================================================

Everything else stands for itself, in any disguise `fold` knows, and for its stand-ins (微信: 徽信, vx).
It must not know what a wording is a sign of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quiz.engine.errors import WordingError
from quiz.engine.messages.fold import fold_word
from quiz.engine.messages.tokens import TOKENS

SOME_ALTERNATIVES = 60
"""Neighbouring groups are multiplied out up to this many words; beyond it they become slots of their own."""
MOST_ALTERNATIVES = 600
"""A group that may be left out has to be multiplied out with its neighbours; beyond this many words it is refused."""

GAP = "…"
_TOKENS = tuple(f"<{name}>" for name in TOKENS)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What wordings are read with. table: a character → what it is read as; stand_ins: a word → other ways to write it;
    groups: a name → words that patterns use together.
    """

    table: Mapping[str, str] = field(default_factory=dict)
    stand_ins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wording:
    """Slots that must follow one another. slots: the alternatives of each, folded words and ``<tokens>``; gaps: how many other
    characters may stand before each slot.
    """

    slots: tuple[tuple[str, ...], ...]
    gaps: tuple[int, ...]


def read_wording(written: str, gap: int, lexicon: Lexicon, shortest: int = 2) -> Wording:
    """The wording an author wrote; one of a single slot has at least `shortest` characters.

    Raises WordingError with a code of what is wrong with it.
    """
    slots: list[tuple[str, ...]] = []
    gaps: list[int] = []
    rest = written
    before = 0
    while rest:
        choices, rest = _stretch(rest, lexicon)
        for index, words in enumerate(_slots(choices)):
            folded = {word if word.startswith("<") else fold_word(word, lexicon.table) for word in words}
            if "" in folded:
                raise WordingError("wording-empty")
            slots.append(tuple(sorted(folded)))
            gaps.append(0 if index else before)
        before = gap
    if not slots or (len(slots) == 1 and min(map(len, slots[0])) < shortest):
        raise WordingError("wording-too-short")
    return Wording(tuple(slots), tuple(gaps))


def _stretch(text: str, lexicon: Lexicon) -> tuple[list[list[str]], str]:
    """The choices up to the next gap, one list for each group, token or character, and the text behind the gap."""
    choices = []
    while text and text[0] != GAP:
        found, text = _choice(text, lexicon)
        choices.append(found)
    return choices, text[1:]


def _slots(choices: list[list[str]]) -> list[list[str]]:
    """Neighbouring choices made one, as far as that stays small; a choice with a token stays alone."""
    slots: list[list[str]] = []
    for choice in choices:
        token = any(word.startswith("<") for word in choice)
        if slots and not token and not slots[-1][0].startswith("<"):
            product = [one + other for one in slots[-1] for other in choice]
            if len(product) > MOST_ALTERNATIVES and ("" in choice or "" in slots[-1]):
                raise WordingError("too-many-alternatives", most=MOST_ALTERNATIVES)
            if len(product) <= SOME_ALTERNATIVES or "" in choice or "" in slots[-1]:
                slots[-1] = product
                continue
        slots.append(sorted(choice, key=lambda word: not word.startswith("<")) if token else choice)
    return slots


def _choice(text: str, lexicon: Lexicon) -> tuple[list[str], str]:
    """What the next group, token or character stands for, and the text after it."""
    if text[0] == "(":
        return _group(text, lexicon)
    if text[0] in "|)":
        raise WordingError("unbalanced-group")
    if text[0] == "<":
        token = text[: text.find(">") + 1]
        if token not in _TOKENS:
            raise WordingError("unknown-token", token=token or text, known=", ".join(_TOKENS))
        return [token], text[len(token) :]
    if text[0] == "{":
        name, _, rest = text[1:].partition("}")
        if name not in lexicon.groups:
            raise WordingError("unknown-group", group=name, known=", ".join(sorted(lexicon.groups)))
        return _group(f"({'|'.join(lexicon.groups[name])})", lexicon)[0], rest
    longest = max((word for word in lexicon.stand_ins if text.startswith(word)), key=len, default="")
    if longest:
        return [longest, *lexicon.stand_ins[longest]], text[len(longest) :]
    return [text[0]], text[1:]


def _group(text: str, lexicon: Lexicon) -> tuple[list[str], str]:
    """The alternatives of the group that begins here, each once, and the text after it."""
    found: list[str] = []
    text = text[1:]
    words = [""]
    while text and text[0] != ")":
        if text[0] == "|":
            found += words
            words, text = [""], text[1:]
            continue
        if text[0] == GAP:
            raise WordingError("gap-in-group")
        choice, text = _choice(text, lexicon)
        words = [one + other for one in words for other in choice]
        if any("<" in word[1:] or (word.startswith("<") and not word.endswith(">")) for word in words):
            raise WordingError("token-in-word")
        if len(words) > MOST_ALTERNATIVES:
            raise WordingError("too-many-alternatives", most=MOST_ALTERNATIVES)
    if not text:
        raise WordingError("unbalanced-group")
    return list(dict.fromkeys(found + words)), text[1:]
