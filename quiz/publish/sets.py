"""Sets that an author has put together for a class or a talk, from quiz/bank/sets.toml. It knows item ids, not pages."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from quiz.publish.problems import Problem, shown
from quiz.publish.tables import Text, read_rows, read_text, read_toml

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIELDS = {"id", "zh", "en", "note", "items"}


@dataclass(frozen=True, slots=True)
class FixedSet:
    """A fixed choice of items, in order. note: for whom it is, how long it takes, what to talk about."""

    id: str
    name: Text
    note: Text
    items: tuple[str, ...]


def read_sets(path: Path, root: Path, known: Collection[str], problems: list[Problem]) -> dict[str, FixedSet]:
    """All sets by id, in file order, noting every mistake. `known`: the ids of the bank's items."""
    file = shown(path, root)
    sets: dict[str, FixedSet] = {}
    for index, row in enumerate(read_rows(read_toml(path, root, problems), "set", file, problems)):
        where = str(row.get("id") or f"set {index + 1}")
        before = len(problems)

        def note(field: str, wrong: str, hint: str, where: str = where) -> None:
            problems.append(Problem(file, where, field, wrong, hint))

        if not isinstance(row.get("id"), str) or not _ID.fullmatch(row["id"]):
            note("id", "an id has small letters, digits and hyphens", "Write it like `texts-in-hand`.")
        if where in sets:
            note("id", "another set has this id", "Choose a new one.")
        for field in row:
            if field not in _FIELDS:
                note(field, "no such field is known here", f"Write one of: {', '.join(sorted(_FIELDS))}.")
        missing: list[str] = []
        name, about = read_text(row, missing), read_text(row.get("note"), missing)
        for language in dict.fromkeys(missing):
            note(
                language, f"the name or the note in {language} is missing", f'Write {language} = "…", note.{language} = "…".'
            )
        items = row.get("items")
        if not isinstance(items, list) or not items or not all(isinstance(each, str) for each in items):
            note("items", "it is not a list of item ids", 'Write ["causes-date-order", …].')
        else:
            for each in items:
                if each not in known:
                    note("items", f"no item has the id `{each}`", "Mend it, or take it out.")
            if len(set(items)) != len(items):
                note("items", "an item stands in it twice", "Name each item once.")
        if len(problems) == before:
            sets[where] = FixedSet(where, name, about, tuple(row["items"]))
    return sets
