"""The marks at which rules on the cost of loans bite, with their words and sources, read from marks.toml and checked whole.

It knows the file; how an offer is held against a mark is the engine's (`quiz.engine.cost.marks`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.engine.cost.marks import Marks as EngineMarks
from quiz.engine.cost.marks import RateMark, read_mark
from quiz.engine.fields import Fields, is_number
from quiz.publish.problems import Problem, sentence, shown
from quiz.publish.sources import LABELS, RESERVED, Source
from quiz.publish.tables import Text, read_rows, read_text, read_toml

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark with its words: what it is called, and for which loans exactly it holds. sources: citations as written."""

    mark: RateMark
    name: Text
    scope: Text
    sources: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Lpr:
    """The one-year LPR last seen: percent, the month (``2026-07``), and how well it is known."""

    percent: float
    month: str
    sources: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything in marks.toml."""

    lpr: Lpr
    all: tuple[Mark, ...]

    def for_engine(self) -> EngineMarks:
        """What ships to the browser: ids and numbers, no words."""
        return EngineMarks(self.lpr.percent, tuple(mark.mark for mark in self.all))


def read_marks(path: Path, root: Path, sources: Mapping[str, Source], problems: list[Problem]) -> Marks | None:
    """All marks in file order, noting every mistake; None when there is no such file, or nothing can be made of it."""
    if not path.exists():
        return None
    file = shown(path, root)
    table = dict(read_toml(path, root, problems))
    lpr = _read_lpr(table.pop("lpr", None), file, sources, problems)
    seen: set[str] = set()
    marks: list[Mark] = []
    for index, row in enumerate(read_rows(table, "mark", file, problems)):
        where = str(row.get("id") or f"mark {index + 1}")
        if where in seen:
            problems.append(Problem(file, where, "id", "another mark has this id", "Choose a new one."))
        seen.add(where)
        mark = _read_mark(row, file, where, sources, problems)
        if mark is not None:
            marks.append(mark)
    return Marks(lpr, tuple(marks)) if lpr else None


def _read_mark(
    row: Mapping[str, Any], file: str, where: str, sources: Mapping[str, Source], problems: list[Problem]
) -> Mark | None:
    before = len(problems)
    fields = Fields(row)
    mark = read_mark(fields)
    if mark is not None and not _ID.fullmatch(mark.id):
        wrong = "an id has small letters, digits and hyphens"
        problems.append(Problem(file, where, "id", wrong, "Write it like `micro-24`."))
    texts = {}
    for name in ("name", "scope"):
        fields.only(name, fields.table_of(name), "zh", "en")
        missing: list[str] = []
        texts[name] = read_text(row.get(name), missing)
        for language in missing if isinstance(row.get(name), Mapping) else ():
            wrong = f"the text in {'Chinese' if language == 'zh' else 'English'} is missing"
            problems.append(Problem(file, where, f"{name}.{language}", wrong, f'Write {language} = "…".'))
    cited = fields.texts("sources")
    label = fields.text("label")
    fields.unknown()
    _note_complaints(fields, file, where, problems)
    _note_sources(cited, label, file, where, sources, problems)
    if mark is None or len(problems) > before:
        return None
    return Mark(mark, texts["name"], texts["scope"], cited, label)


def _read_lpr(row: object, file: str, sources: Mapping[str, Source], problems: list[Problem]) -> Lpr | None:
    if not isinstance(row, Mapping):
        hint = 'Write [lpr] with percent, month = "2026-07", sources and label.'
        problems.append(Problem(file, "lpr", "", "the one-year LPR is missing", hint))
        return None
    before = len(problems)
    fields = Fields(row)
    percent = fields.number("percent")
    if is_number(row.get("percent")) and not 0 < percent < 100:
        fields.complain("percent", "not-above-nothing")
    month = fields.text("month")
    if month and not _MONTH.fullmatch(month):
        problems.append(Problem(file, "lpr", "month", "it is not a month", 'Write "2026-07".'))
    cited = fields.texts("sources")
    label = fields.text("label")
    fields.unknown()
    _note_complaints(fields, file, "lpr", problems)
    _note_sources(cited, label, file, "lpr", sources, problems)
    return Lpr(percent, month, cited, label) if len(problems) == before else None


def _note_complaints(fields: Fields, file: str, where: str, problems: list[Problem]) -> None:
    problems.extend(Problem(file, where, each.field, *sentence(each.code, each.details)) for each in fields.complaints)


def _note_sources(
    cited: tuple[str, ...], label: str, file: str, where: str, sources: Mapping[str, Source], problems: list[Problem]
) -> None:
    """Every source exists, and no mark calls itself better known than its weakest source is."""
    if label and label not in LABELS:
        problems.append(Problem(file, where, "label", "the label is not known", "Write A, B or C."))
    for citation in cited:
        name = citation.partition("#")[0]
        source = sources.get(name)
        if source is None and name not in RESERVED:
            problems.append(Problem(file, where, "sources", f"no source `{name}`", "Add it to quiz/bank/sources.toml."))
        elif source is not None and label in LABELS and label < source.label:
            wrong = f"`{label}` is surer than its source `{name}`, which is `{source.label}`"
            problems.append(Problem(file, where, "label", wrong, f"Write {source.label}."))
