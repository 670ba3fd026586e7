"""What messages are read by: findings, the patterns that are signs of them, what cancels a pattern, and what can be done. Ids and wordings, no words.

It knows the shape of the tables (an author's and the shipped ones are read alike); it must not know files or sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from quiz.engine.errors import BankError
from quiz.engine.fields import Fields
from quiz.engine.messages.matching import Matcher
from quiz.engine.messages.tokens import TOKENS
from quiz.engine.messages.wording import Lexicon, Wording, read_wording

_One = TypeVar("_One")


class Sort(StrEnum):
    """What a finding says about a message."""

    SCAM = "scam"
    LURE = "lure"
    PRICE = "price"
    MISSING = "missing"
    OFFER = "offer"
    UNSEEN = "unseen"
    GOOD = "good"
    NOTICE = "notice"
    DAILY = "daily"
    HINT = "hint"


class Likeness(StrEnum):
    """What a message looks like. Never "safe"."""

    SCAM = "scam"
    UNLAWFUL = "unlawful"
    LAWFUL = "lawful"
    NOTICE = "notice"
    EVERYDAY = "everyday"


SENTENCE, CLAUSE = "sentence", "clause"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a message shows or lacks.

    weight: of a sign of a scam, 1 or 2 (two is enough to call a message one); of anything else 0.
    needs: findings or sorts that must all be there as well (``a|b``: one of these); unless: ones that must not. A finding of the
    sort "missing" has no patterns: it is there when these two say so. actions: ids, in no order.
    """

    id: str
    sort: Sort
    weight: int = 0
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """Wordings that are signs of findings. gap: what … in them may span. cancelled_by: ids of contexts.

    needs, unless: as for a finding, but looked up among what patterns without either, and those before it, have shown.
    inside: a kind of token; only what stands inside one counts.
    """

    id: str
    sign_of: tuple[str, ...]
    wordings: tuple[str, ...]
    gap: int = 6
    cancelled_by: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """Wordings beside which a pattern does not count: a warning that quotes it, a "no" before it.

    before, after: how many characters may lie between a wording that stands before (after) the pattern and the pattern; both stand
    in one sentence or, with ``within = "clause"``, between the same commas.
    """

    id: str
    wordings: tuple[str, ...]
    before: int = 0
    after: int = 0
    gap: int = 6
    within: str = SENTENCE


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do. unless: findings, sorts or likenesses (``like-scam``) beside which it is not advised."""

    id: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Patterns:
    """Everything messages are read by, in the authors' order. likenesses: what to do with each of the five, by action id."""

    findings: Mapping[str, Finding] = field(default_factory=dict)
    patterns: tuple[Pattern, ...] = ()
    contexts: Mapping[str, Context] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    likenesses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lexicon: Lexicon = field(default_factory=Lexicon)

    @cached_property
    def reader(self) -> Reader:
        """These patterns made ready to be looked for: when the first message is read, and once."""
        return Reader.of(self)

    def wordings(self) -> Iterable[tuple[Pattern | Context, Wording]]:
        """Every wording read, with what it belongs to. Raises WordingError for one that cannot be read."""
        owners: tuple[Pattern | Context, ...] = (*self.patterns, *self.contexts.values())
        for owner in owners:
            for written in owner.wordings:
                yield owner, read_wording(written, owner.gap, self.lexicon, shortest(owner))


@dataclass(slots=True)
class Reader:
    """Patterns made ready to be looked for."""

    patterns: Patterns
    owners: tuple[Pattern | Context, ...]
    matcher: Matcher

    @classmethod
    def of(cls, patterns: Patterns) -> Reader:
        pairs = tuple(patterns.wordings())
        return cls(patterns, tuple(owner for owner, _ in pairs), Matcher(tuple(wording for _, wording in pairs)))


def shortest(owner: Pattern | Context) -> int:
    """How many characters a wording needs: one is enough where it counts only beside or inside something else."""
    return 1 if isinstance(owner, Pattern) and (owner.needs or owner.inside) else 2


def read_finding(fields: Fields) -> Finding:
    """The finding in a table, after complaining about what is wrong with it."""
    name, sort = fields.text("id"), fields.text("sort")
    weight = int(fields.number("weight")) if fields.has("weight") else 0
    if sort and sort not in set(Sort):
        fields.complain("sort", "unknown-sort", known=", ".join(Sort))
    elif (sort == Sort.SCAM) != (weight in (1, 2)):
        fields.complain("weight", "weight-of-scam")
    needs, unless = _optional(fields, "needs"), _optional(fields, "unless")
    known = sort if sort in set(Sort) else Sort.HINT
    return Finding(name, Sort(known), weight, needs, unless, _optional(fields, "actions"))


def read_pattern(fields: Fields) -> Pattern:
    """The pattern in a table, after complaining about what is wrong with it."""
    name, sign_of, wordings = fields.text("id"), fields.texts("sign_of"), fields.texts("wordings")
    cancelled_by, needs, unless = (_optional(fields, each) for each in ("cancelled_by", "needs", "unless"))
    inside = fields.text("inside") if fields.has("inside") else ""
    if inside and inside not in TOKENS:
        fields.complain("inside", "unknown-token", token=inside, known=", ".join(TOKENS))
    return Pattern(name, sign_of, wordings, _gap(fields), cancelled_by, needs, unless, inside)


def read_context(fields: Fields) -> Context:
    """The context in a table, after complaining about what is wrong with it."""
    before = int(fields.number("before")) if fields.has("before") else 0
    after = int(fields.number("after")) if fields.has("after") else 0
    if not before and not after:
        fields.complain("before", "no-reach")
    within = fields.text("within") if fields.has("within") else SENTENCE
    if within not in (SENTENCE, CLAUSE):
        fields.complain("within", "unknown-reach", known=f"{SENTENCE}, {CLAUSE}")
    return Context(fields.text("id"), fields.texts("wordings"), before, after, _gap(fields), within)


def read_action(fields: Fields) -> Action:
    """The action in a table, after complaining about what is wrong with it."""
    return Action(fields.text("id"), _optional(fields, "unless"))


def _gap(fields: Fields) -> int:
    return int(fields.number("gap")) if fields.has("gap") else 6


def _optional(fields: Fields, name: str) -> tuple[str, ...]:
    return fields.texts(name) if fields.has(name) else ()


def dump_patterns(patterns: Patterns) -> dict[str, Any]:
    """Plain tables, as `load_patterns` reads them; what is empty is left out."""

    def table(one: Finding | Pattern | Context | Action, *names: str) -> dict[str, Any]:
        values = {name: getattr(one, name) for name in names}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}

    return {
        "findings": [table(one, "id", "sort", "weight", "needs", "unless", "actions") for one in patterns.findings.values()],
        "patterns": [
            table(one, "id", "sign_of", "wordings", "gap", "cancelled_by", "needs", "unless", "inside")
            for one in patterns.patterns
        ],
        "contexts": [table(one, "id", "wordings", "before", "after", "gap", "within") for one in patterns.contexts.values()],
        "actions": [table(one, "id", "unless") for one in patterns.actions.values()],
        "likenesses": {name: list(actions) for name, actions in patterns.likenesses.items()},
        "table": ["".join(patterns.lexicon.table), "".join(patterns.lexicon.table.values())],
        "stand_ins": {word: list(others) for word, others in patterns.lexicon.stand_ins.items()},
        "groups": {name: list(words) for name, words in patterns.lexicon.groups.items()},
    }


def load_patterns(data: object) -> Patterns:
    """Patterns from what `dump_patterns` wrote. Raises BankError when it is anything else."""
    if not isinstance(data, Mapping):
        raise BankError("not-patterns")
    fields = Fields(data)
    findings = tuple(_read(read_finding, table) for table in fields.tables("findings"))
    contexts = tuple(_read(read_context, table) for table in fields.tables("contexts"))
    actions = tuple(_read(read_action, table) for table in fields.tables("actions"))
    patterns = tuple(_read(read_pattern, table) for table in fields.tables("patterns"))
    likenesses, stand_ins, groups = (fields.table_of(name) for name in ("likenesses", "stand_ins", "groups"))
    letters = data.get("table")
    if (
        fields.complaints
        or not isinstance(letters, list)
        or len(letters) != 2
        or not all(isinstance(each, str) for each in letters)
        or len(letters[0]) != len(letters[1])
        or not all(_is_texts(each) for each in (*likenesses.values(), *stand_ins.values(), *groups.values()))
    ):
        raise BankError("not-patterns")
    return Patterns(
        {one.id: one for one in findings},
        patterns,
        {one.id: one for one in contexts},
        {one.id: one for one in actions},
        {name: tuple(each) for name, each in likenesses.items()},
        Lexicon(
            dict(zip(*letters, strict=True)),
            {name: tuple(each) for name, each in stand_ins.items()},
            {name: tuple(each) for name, each in groups.items()},
        ),
    )


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _read(read: Callable[[Fields], _One], table: Mapping[str, Any]) -> _One:
    fields = Fields(table)
    one = read(fields)
    if fields.complaints:
        raise BankError("broken-pattern", id=str(table.get("id")), field=fields.complaints[0].field)
    return one
