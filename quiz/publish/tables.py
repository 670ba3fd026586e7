"""Reads TOML files and bilingual texts. It knows files; it must not know what the tables mean."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.publish.again import Remembered
from quiz.publish.problems import Problem, shown

LANGUAGES = ("zh", "en")
Link = Callable[[str], str]
"""From a page's name with anchor (``causes#thin-file``) to an address that works on the page being built."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    zh: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


def read_toml(path: Path, root: Path, problems: list[Problem]) -> Mapping[str, Any]:
    """The file's table, or {} after noting what is wrong with it."""
    file = shown(path, root)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        problems.append(Problem(file, "", "", "the file cannot be read", "Put it back."))
        return {}
    except UnicodeDecodeError as error:
        problems.append(Problem(file, "", "", f"byte {error.start} is not UTF-8", "Save the file as UTF-8."))
        return {}
    try:
        table = _parsed(text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError; so is a number of 5000 digits
        problems.append(Problem(file, "", "", f"this is not TOML: {error}", "Mend it at that line and column."))
        return {}
    if not table:
        problems.append(Problem(file, "", "", "the file is empty", "Write at least one entry, or delete the file."))
    return table


@Remembered
def _parsed(text: str) -> Mapping[str, Any]:
    return tomllib.loads(text)


def read_rows(table: Mapping[str, Any], name: str, file: str, problems: list[Problem]) -> list[Mapping[str, Any]]:
    """The tables under ``[[name]]``; any other top-level name is a mistake."""
    problems.extend(
        Problem(file, "", other, "no such heading is known here", f"Write [[{name}]].") for other in table if other != name
    )
    rows = table.get(name, [])
    if isinstance(rows, list) and all(isinstance(row, Mapping) for row in rows):
        return rows
    problems.append(Problem(file, "", name, "it is not a list of tables", f"Begin each entry with [[{name}]]."))
    return []


def read_text(table: object, missing: list[str]) -> Text:
    """Zh and en of a table; names of the languages that are missing are added to `missing`."""
    values = {}
    for language in LANGUAGES:
        value = table.get(language) if isinstance(table, Mapping) else None
        if not isinstance(value, str) or not value.strip():
            missing.append(language)
        values[language] = value.strip("\n") if isinstance(value, str) else ""  # a space is meant: " days"
    return Text(values["zh"], values["en"])
