"""What the engine decides by, read from and written to plain tables. It knows the shared fields of an item, not its words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from quiz.engine.cost.marks import NO_MARKS, Marks, dump_marks, load_marks
from quiz.engine.errors import BankError
from quiz.engine.fields import Fields
from quiz.engine.kinds import KINDS
from quiz.engine.messages.patterns import Patterns, dump_patterns, load_patterns
from quiz.engine.model import Item, Level
from quiz.engine.plan.model import Situation
from quiz.engine.plan.reading import dump_situation, load_situation
from quiz.engine.selection import Index

SCHEMA = 1
"""Of the bank's JSON; raised when its shape changes."""


@dataclass(frozen=True)
class Bank:
    """What the engine decides by, without words. items: by id; sets: authors' fixed choices, set id → item ids in order;
    marks: at which rules on the cost of loans bite; patterns: what messages are read by; situation: the situation check.
    """

    items: Mapping[str, Item]
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marks: Marks = NO_MARKS
    patterns: Patterns | None = None
    situation: Situation | None = None

    @cached_property
    def index(self) -> Index:
        return Index.of(self.items.values())


def read_item(fields: Fields) -> Item | None:
    """The item in a table (an author's or the shipped bank's), or None after complaining.

    ``version`` comes with the shipped bank; `quiz.publish` computes it for an author's table. Words are not read here.
    """
    name = fields.text("id")
    kind_name = fields.text("kind")
    section = fields.text("section")
    level_name = fields.text("level")
    version = fields.text("version", required=False)
    if level_name and level_name not in {level.value for level in Level}:
        fields.complain("level", "unknown-level", known=", ".join(level.value for level in Level))
    kind = KINDS.get(kind_name)
    if kind is None:
        if kind_name:
            fields.complain("kind", "unknown-kind", kind=kind_name, known=", ".join(KINDS))
        return None
    spec = kind.parse(fields)
    if fields.complaints:
        return None
    return Item(name, kind_name, Level(level_name), section, version, spec)


def dump_bank(bank: Bank) -> str:
    """The bank as JSON for the browser: ids, keys, numbers and wordings to look for, no words to show; the same bytes for the same bank."""
    tables = [
        {
            "id": item.id,
            "kind": item.kind,
            "level": item.level.value,
            "section": item.section,
            "version": item.version,
            **KINDS[item.kind].dump(item.spec),
        }
        for item in bank.items.values()
    ]
    sets = {name: list(items) for name, items in bank.sets.items()}
    data: dict[str, Any] = {"schema": SCHEMA, "items": tables, "sets": sets}
    if bank.marks != NO_MARKS:
        data["marks"] = dump_marks(bank.marks)
    if bank.patterns is not None:
        data["patterns"] = dump_patterns(bank.patterns)
    if bank.situation is not None:
        data["situation"] = dump_situation(bank.situation)
    return json.dumps(data, separators=(",", ":"))


def load_bank(data: object) -> Bank:
    """The bank from the JSON that `dump_bank` wrote. Raises BankError when it is anything else."""
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA or not isinstance(data.get("items"), list):
        raise BankError("not-a-bank", schema=SCHEMA)
    items: dict[str, Item] = {}
    for table in data["items"]:
        item = _load_item(table)
        if item.id in items:
            raise BankError("duplicate-id", id=item.id)
        items[item.id] = item
    marks = load_marks(data["marks"]) if "marks" in data else NO_MARKS
    patterns = load_patterns(data["patterns"]) if data.get("patterns") is not None else None
    situation = load_situation(data["situation"]) if data.get("situation") is not None else None
    return Bank(items, _load_sets(data.get("sets", {}), items), marks, patterns, situation)


def _load_sets(data: object, items: Mapping[str, Item]) -> dict[str, tuple[str, ...]]:
    if not isinstance(data, Mapping):
        raise BankError("broken-sets")
    for name, names in data.items():
        known = isinstance(names, list) and all(isinstance(each, str) and each in items for each in names)
        if not known or not names or len(set(names)) < len(names):
            raise BankError("broken-set", set=str(name))
    return {name: tuple(names) for name, names in data.items()}


def _load_item(table: object) -> Item:
    if not isinstance(table, Mapping):
        raise BankError("not-an-item")
    fields = Fields(table, shipped=True)
    item = read_item(fields)
    if item is None or not item.version:
        first = fields.complaints[0].field if fields.complaints else "version"
        raise BankError("broken-item", id=str(table.get("id")), field=first)
    return item
