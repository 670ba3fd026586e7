"""When something holds: all, any and not over answers and causes, written as data. It must not know any question or cause.

Written ``"lender.bank"`` (this option was chosen), ``"report.dont-know"``, ``"report.no-say"``, ``"report.skipped"`` (asked, and left
without an answer), ``"cause:thin-file"`` (at least possible), ``"cause:thin-file:likely"``, ``"cause:none"`` (nothing that explains a
decline stands out), or a table with one of ``all``, ``any`` (lists) and ``not``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Answers = Mapping[str, tuple[str, ...]]
"""Question id → chosen option ids. An empty tuple: the question was seen and skipped."""
Said = tuple[tuple[str, str], ...]
"""What the reader said that made a condition hold: (question id, option id), in order, none twice."""
Complain = Callable[..., None]

SKIPPED = "skipped"
NO_CAUSE = "none"
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Condition:
    """kind: answer (name.value), cause (name at least at level value), all, any, not (over parts)."""

    kind: str
    name: str = ""
    value: str = ""
    parts: tuple[Condition, ...] = ()

    def atoms(self) -> Iterator[Condition]:
        """The answers and causes it speaks of, in order."""
        if self.kind in ("answer", "cause"):
            yield self
        for part in self.parts:
            yield from part.atoms()


ALWAYS = Condition("all")


@dataclass(frozen=True, slots=True)
class Facts:
    """What conditions are held against. asked: ids of the questions that are asked; levels: cause id → level reached;
    said: cause id → the answers that speak for it; named: whether something that explains a decline stands out.
    """

    answers: Answers
    asked: AbstractSet[str]
    levels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    said: Mapping[str, Said] = field(default_factory=lambda: MappingProxyType({}))
    named: bool = True


def read_condition(value: Any, complain: Complain, depth: int = 0) -> Condition:
    """The condition written as `value`; ALWAYS after complaining (``complain(code)``)."""
    if isinstance(value, str):
        return _read_atom(value, complain)
    if depth >= DEEPEST:
        complain("condition-too-deep", deepest=DEEPEST)
        return ALWAYS
    if isinstance(value, Mapping) and len(value) == 1:
        kind, inside = next(iter(value.items()))
        if kind in ("all", "any") and isinstance(inside, list) and inside:
            return Condition(kind, parts=tuple(read_condition(each, complain, depth + 1) for each in inside))
        if kind == "not":
            return Condition("not", parts=(read_condition(inside, complain, depth + 1),))
    complain("not-a-condition")
    return ALWAYS


def _read_atom(text: str, complain: Complain) -> Condition:
    if text.startswith("cause:"):
        name, _, level = text.removeprefix("cause:").partition(":")
        if name:
            return Condition("cause", name, level)
    else:
        name, _, value = text.partition(".")
        if name and value:
            return Condition("answer", name, value)
    complain("not-a-condition")
    return ALWAYS


def dump_condition(condition: Condition) -> Any:
    """The inverse of `read_condition`, for every condition but ALWAYS, which is not written at all."""
    if condition.kind == "answer":
        return f"{condition.name}.{condition.value}"
    if condition.kind == "cause":
        return f"cause:{condition.name}" + (f":{condition.value}" if condition.value else "")
    inside = [dump_condition(part) for part in condition.parts]
    return {condition.kind: inside[0] if condition.kind == "not" else inside}


def holds(condition: Condition, facts: Facts) -> Said | None:
    """What the reader said that makes it hold (perhaps nothing, as for a ``not``), or None when it does not hold."""
    if condition.kind == "answer":
        return _answered(condition, facts)
    if condition.kind == "cause":
        return _caused(condition, facts)
    found = [holds(part, facts) for part in condition.parts]
    if condition.kind == "not":
        return () if found[0] is None else None
    said = [each for each in found if each is not None]
    if condition.kind == "all" and len(said) < len(found):
        return None
    if condition.kind == "any" and not said:
        return None
    return tuple(dict.fromkeys(pair for each in said for pair in each))


def _answered(condition: Condition, facts: Facts) -> Said | None:
    if condition.name not in facts.asked:
        return None
    chosen = facts.answers.get(condition.name, ())
    if condition.value == SKIPPED:
        return None if chosen else ()
    return ((condition.name, condition.value),) if condition.value in chosen else None


def _caused(condition: Condition, facts: Facts) -> Said | None:
    if condition.name == NO_CAUSE:
        return None if facts.named else ()
    level = facts.levels.get(condition.name, "")
    if not level or condition.value not in ("", level):
        return None
    return facts.said.get(condition.name, ())
