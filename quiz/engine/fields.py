"""Reads an author's table field by field and collects every complaint instead of stopping at the first.

It knows TOML's types; it must not know any kind's rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as having
from typing import Any, TypeGuard

LARGEST = 1e12
"""No amount, rate or count in an item is larger; a number beyond it is a slip."""


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a value from TOML or JSON is a number that can be counted with: finite, of sensible size, not a truth value."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= LARGEST  # false for nan, too


@dataclass(frozen=True, slots=True)
class Complaint:
    """One mistake in one field: what is wrong (a code with facts); the sentence is made by `quiz.publish`."""

    field: str
    code: str
    details: Mapping[str, object] = having(default_factory=dict)


@dataclass(slots=True)
class Fields:
    """A table being read. Asking for a field marks it as known; `unknown()` complains about the rest.

    shipped: the table was read whole when the site was built, so that nobody need wait for what takes long to look for.
    """

    table: Mapping[str, Any]
    shipped: bool = False
    complaints: list[Complaint] = having(default_factory=list)
    asked: set[str] = having(default_factory=set)

    def complain(self, name: str, code: str, **details: object) -> None:
        self.complaints.append(Complaint(name, code, details))

    def text(self, name: str, *, required: bool = True) -> str:
        """A non-empty string, or "" after complaining."""
        value = self._take(name, required)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.complain(name, "not-text")
            return ""
        return value

    def number(self, name: str) -> float:
        """A finite number, or 0 after complaining."""
        value = self._take(name)
        if value is None:
            return 0.0
        if not is_number(value):
            self.complain(name, "not-number")
            return 0.0
        return float(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A non-empty list of strings, or () after complaining."""
        value = self._take(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not value or not all(isinstance(each, str) and each for each in value):
            self.complain(name, "not-list")
            return ()
        return tuple(value)

    def tables(self, name: str, *, required: bool = True) -> tuple[Mapping[str, Any], ...]:
        """A list of tables (``[[item.option]]``), or () after complaining."""
        value = self._take(name, required)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
            self.complain(name, "not-tables")
            return ()
        return tuple(value)

    def table_of(self, name: str, *, required: bool = True) -> Mapping[str, Any]:
        """A table, or {} after complaining."""
        value = self._take(name, required)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self.complain(name, "not-table")
            return {}
        return value

    def has(self, name: str) -> bool:
        """Whether the field is there; asking makes it known."""
        if name in self.table:
            self.asked.add(name)
        return name in self.table

    def only(self, place: str, table: Mapping[str, Any], *known: str) -> None:
        """Complain about every field of a table inside this one that is not known there."""
        for name in table:
            if name not in known:
                self.complain(f"{place}.{name}", "unknown-field", known=", ".join(known))

    def unknown(self) -> None:
        """Complain about every field nobody asked for (a misspelt name, most often)."""
        for name in self.table:
            if name not in self.asked:
                self.complain(name, "unknown-field", known=", ".join(sorted(self.asked)))

    def _take(self, name: str, required: bool = True) -> Any:
        self.asked.add(name)
        if self.table.get(name) is None:  # TOML has no null, but the shipped JSON could
            if required:
                self.complain(name, "missing-field")
            return None
        return self.table[name]
