"""The words and given numbers of a figure, from docs/assets/figures/NAME.toml. It knows the file's shape, not what is drawn.

A text is a table with exactly `zh` and `en`. `sources` are ids as in a page: "pipl#24", "reasoning".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.publish.problems import AuthorError, Problem
from quiz.publish.tables import LANGUAGES, read_toml

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "docs" / "assets" / "figures"


@dataclass(frozen=True, slots=True)
class Words:
    """One table of a figure's file, read in one language; `place` is where it stands, for complaints."""

    table: Mapping[str, Any]
    language: str
    place: str

    def __getitem__(self, name: str) -> str:
        """The text at a dotted name. Raises AuthorError when there is none."""
        value = self._at(name)
        if isinstance(value, Mapping) and isinstance(value.get(self.language), str):
            return str(value[self.language])
        raise self._error(name, "no such text", 'Write NAME.zh = "…" and NAME.en = "…".')

    def either(self, name: str, otherwise: str) -> str:
        """The text at `name`, or `otherwise` when the file has none."""
        return otherwise if self._at(name) is None else self[name]

    def __contains__(self, name: str) -> bool:
        return self._at(name) is not None

    def part(self, name: str) -> Words:
        """The table under ``[name]``."""
        value = self._at(name)
        if isinstance(value, Mapping):
            return Words(value, self.language, f"{self.place} · {name}")
        raise self._error(name, "no such table", f"Begin it with [{name}].")

    def rows(self, name: str) -> tuple[Words, ...]:
        """The tables under ``[[name]]``, in order."""
        rows = self._at(name)
        if not isinstance(rows, list) or not rows:
            raise self._error(name, "no such list", f"Begin each entry with [[{name}]].")
        return tuple(Words(row, self.language, f"{self.place} · {name} {index}") for index, row in enumerate(rows, 1))

    def number(self, name: str) -> float:
        value = self._at(name)
        if isinstance(value, (int, float)):
            return float(value)
        raise self._error(name, "it is not a number", "Write digits without quotation marks.")

    def numbers(self, name: str) -> tuple[float, ...]:
        value = self._at(name)
        if isinstance(value, list) and all(isinstance(number, (int, float)) for number in value):
            return tuple(float(number) for number in value)
        raise self._error(name, "it is not a list of numbers", "Write [0.003, 0.006].")

    def tag(self, name: str) -> str:
        """A word for the code, not for readers."""
        value = self._at(name)
        if isinstance(value, str):
            return value
        raise self._error(name, "it is not a word", 'Write it in quotation marks: "world".')

    @property
    def sources(self) -> tuple[str, ...]:
        """Source ids, with article where given; () when the table names none."""
        return tuple(str(source) for source in self.table.get("sources", ()))

    def _at(self, name: str) -> Any:
        value: Any = self.table
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return value

    def _error(self, name: str, wrong: str, hint: str) -> AuthorError:
        return AuthorError([Problem(self.place, "", name, wrong, hint)])


def read(name: str) -> Mapping[str, Any]:
    """The file of figure `name`. Raises AuthorError with every text that lacks a language."""
    problems: list[Problem] = []
    path = FOLDER / f"{name}.toml"
    table = read_toml(path, ROOT, problems)
    problems.extend(
        Problem(_shown(name), "", where, wrong, 'Write zh = "…" and en = "…".') for where, wrong in _halves(table, "")
    )
    if problems:
        raise AuthorError(problems)
    return table


def words(name: str, language: str) -> Words:
    """The words of figure `name` in `language`."""
    return Words(read(name), language, _shown(name))


def cited(name: str) -> tuple[str, ...]:
    """Every source id the file names, anywhere, in order."""
    return tuple(_sources(read(name)))


def _shown(name: str) -> str:
    return f"docs/assets/figures/{name}.toml"


def _halves(value: object, where: str) -> Iterator[tuple[str, str]]:
    """Places of texts where one language is missing or empty."""
    if isinstance(value, list):
        for index, entry in enumerate(value, 1):
            yield from _halves(entry, f"{where} {index}")
    elif isinstance(value, Mapping):
        if any(language in value for language in LANGUAGES):
            for language in LANGUAGES:
                if not str(value.get(language, "")).strip():
                    yield where, f"`{language}` is missing or empty"
        else:
            for name, entry in value.items():
                yield from _halves(entry, f"{where}.{name}".lstrip("."))


def _sources(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for entry in value:
            yield from _sources(entry)
    elif isinstance(value, Mapping):
        for name, entry in value.items():
            if name == "sources":
                yield from map(str, entry)
            else:
                yield from _sources(entry)
