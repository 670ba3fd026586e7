"""The sources: what every statement on the site rests on. Read once from data, cited by id."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.publish.problems import Problem, shown
from quiz.publish.tables import Text, read_rows, read_toml

KINDS = ("law", "rule", "notice", "statement", "data", "case", "press", "study", "foreign", "article")
LABELS = ("A", "B", "C")
RESERVED = ("reasoning", "computed")
"""Ids a page may cite that are not documents: our own reasoning, and numbers this site computes."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TEXTS = ("id", "kind", "zh", "en", "short_zh", "short_en", "issuer_zh", "issuer_en", "label")
_OPTIONAL_TEXTS = ("number", "address", "note_zh", "note_en")
_DATES = ("checked_on", "review_by")
_OPTIONAL_DATES = ("date", "in_force")
_TITLED = ("law", "rule", "notice")


@dataclass(frozen=True, slots=True)
class Source:
    """One document, statement, data set or case, as the sources page shows it.

    label: A, we read the text itself; B, a named press outlet, law firm or public record; C, weak pages only.
    date, in_force: ISO dates, a month as ``2025-12``, or "" when not known for certain.
    """

    id: str
    kind: str
    name: Text
    short: Text
    issuer: Text
    number: str
    date: str
    in_force: str
    address: str
    label: str
    checked_on: dt.date
    review_by: dt.date
    note: Text

    @property
    def year(self) -> str:
        """Of its date or, where that is not known, of its coming into force; "" when neither is."""
        return (self.date or self.in_force)[:4]

    def title(self, language: str) -> str:
        """The name as it is printed: rules in book-title marks in Chinese."""
        name = self.name[language]
        return f"《{name}》" if language == "zh" and self.kind in _TITLED and not name.startswith("《") else name


def read_sources(path: Path, root: Path, problems: list[Problem]) -> dict[str, Source]:
    """All sources by id, in file order, noting every mistake."""
    sources: dict[str, Source] = {}
    file = shown(path, root)
    for index, row in enumerate(read_rows(read_toml(path, root, problems), "source", file, problems)):
        where = str(row.get("id") or f"source {index + 1}")
        found = _problems_in(row, file, where)
        if where in sources:
            found.append(Problem(file, where, "id", "another source has this id", "Choose a new one."))
        problems.extend(found)
        if not found:
            sources[where] = _source(row)
    return sources


def _problems_in(row: Mapping[str, Any], file: str, where: str) -> list[Problem]:
    found = []

    def note(field: str, wrong: str, hint: str) -> None:
        found.append(Problem(file, where, field, wrong, hint))

    for name in _TEXTS:
        if not isinstance(row.get(name), str) or not row[name].strip():
            note(name, "the field is missing or empty", 'Write words in quotation marks: "…".')
    for name in _OPTIONAL_TEXTS:
        if not isinstance(row.get(name, ""), str):
            note(name, "it is not a text", 'Write words in quotation marks, or "".')
    for name in _DATES:
        if type(row.get(name)) is not dt.date:  # a datetime is a date to isinstance
            note(name, "the date is missing or not a date", "Write it without quotation marks: 2026-11-23.")
    for name in _OPTIONAL_DATES:
        value = row.get(name, "")
        if type(value) is not dt.date and not re.fullmatch(r"(\d{4}(-\d{2}){0,2})?", str(value)):
            note(name, "it is not a date", 'Write 2026-11-23, "2026-11", or "" when it is not known.')
    if isinstance(row.get("id"), str) and not _ID.fullmatch(row["id"]):
        note("id", "an id has small letters, digits and hyphens", "Write it like `sms-order-74`.")
    if row.get("id") in RESERVED:
        note("id", "this id is reserved", "Choose another.")
    if row.get("kind") not in KINDS:
        note("kind", "the kind is not known", f"Write one of: {', '.join(KINDS)}.")
    if row.get("label") not in LABELS:
        note("label", "the label is not known", "Write A, B or C.")
    if row.get("address") and not str(row["address"]).startswith(("https://", "http://")):
        note("address", "it is not a web address", 'Begin with https://, or write "".')
    known = {*_TEXTS, *_OPTIONAL_TEXTS, *_DATES, *_OPTIONAL_DATES}
    for name in row:
        if name not in known:
            note(name, "no such field is known here", f"Write one of: {', '.join(sorted(known))}.")
    return found


def _source(row: Mapping[str, Any]) -> Source:
    return Source(
        id=row["id"],
        kind=row["kind"],
        name=Text(row["zh"], row["en"]),
        short=Text(row["short_zh"], row["short_en"]),
        issuer=Text(row["issuer_zh"], row["issuer_en"]),
        number=row.get("number", ""),
        date=str(row.get("date", "")),
        in_force=str(row.get("in_force", "")),
        address=row.get("address", ""),
        label=row["label"],
        checked_on=row["checked_on"],
        review_by=row["review_by"],
        note=Text(row.get("note_zh", ""), row.get("note_en", "")),
    )
