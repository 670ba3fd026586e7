"""The glossary: each term in both languages, in one plain sentence, with the section that uses it.

It knows terms as data and the HTML of their list; it must not know MkDocs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from quiz.publish.pages import Page, section_exists
from quiz.publish.problems import Problem, shown
from quiz.publish.tables import Link, Text, read_rows, read_toml

_TEXTS = ("id", "zh", "en", "plain_zh", "plain_en", "section")
_LISTS = ("also_zh", "also_en")
_ABBREVIATION = re.compile(r'<abbr title="([^"]*)">(.*?)</abbr>')


@dataclass(frozen=True, slots=True)
class Term:
    """abbr: as it stands in pages, or "". also_en: wordings our pages must not use for it."""

    id: str
    name: Text
    abbr: str
    plain: Text
    section: str
    also_zh: tuple[str, ...]
    also_en: tuple[str, ...]


def read_glossary(path: Path, root: Path, pages: dict[tuple[str, str], Page], problems: list[Problem]) -> dict[str, Term]:
    """All terms by id, in file order, noting every mistake."""
    file = shown(path, root)
    terms: dict[str, Term] = {}
    for index, row in enumerate(read_rows(read_toml(path, root, problems), "term", file, problems)):
        where = str(row.get("id") or f"term {index + 1}")
        before = len(problems)
        _note_problems(row, file, where, pages, problems)
        if where in terms:
            problems.append(Problem(file, where, "id", "another term has this id", "Choose a new one."))
        if len(problems) == before:
            terms[where] = Term(
                where,
                Text(row["zh"], row["en"]),
                row.get("abbr", ""),
                Text(row["plain_zh"], row["plain_en"]),
                row["section"],
                tuple(row.get("also_zh", ())),
                tuple(row.get("also_en", ())),
            )
    return terms


def _note_problems(
    row: Mapping[str, Any], file: str, where: str, pages: dict[tuple[str, str], Page], problems: list[Problem]
) -> None:
    for name in _TEXTS:
        if not isinstance(row.get(name), str) or not row[name].strip():
            problems.append(Problem(file, where, name, "the field is missing or empty", 'Write words: "…".'))
    for name in _LISTS:
        value = row.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            problems.append(Problem(file, where, name, "it is not a list of words", 'Write ["a", "b"], or [].'))
    for name in row:
        if name not in {*_TEXTS, *_LISTS, "abbr"}:
            problems.append(Problem(file, where, name, "no such field is known here", "Remove it or mend its name."))
    section = row.get("section")
    if isinstance(section, str) and section:
        for language in section_exists(pages, section):
            wrong = f"no section `{section}` in docs/{language}"
            problems.append(Problem(file, where, "section", wrong, "Write page#anchor of a heading that exists."))


def render(terms: Mapping[str, Term], language: str, word: Mapping[str, str], link: Link) -> str:
    """The list of terms, in the language's own order, each with its other name and where it is used."""
    other = "en" if language == "zh" else "zh"
    ordered = sorted(terms.values(), key=lambda term: term.name.en.lower()) if language == "en" else terms.values()
    entries = "".join(
        f'<div class="term" id="term-{term.id}"{_search_words(term, language)}><dt data-search-heading>{escape(term.name[language])}'
        f' <span class="term__other" lang="{other}">{escape(term.name[other])}</span>'
        f"{_abbr(term)}</dt>"
        f'<dd>{escape(term.plain[language])} <a data-search-exclude href="{escape(link(term.section))}">{escape(word["where"])}</a></dd></div>'
        for term in ordered
    )
    return f'<dl class="glossary">{entries}</dl>'


def _search_words(term: Term, language: str) -> str:
    """Other wordings of the term, by which search finds it."""
    other = " ".join(term.also_zh if language == "zh" else term.also_en)
    return f' data-search-words="{escape(other)}"' if other else ""


def _abbr(term: Term) -> str:
    return f' <span class="term__abbr">{escape(term.abbr)}</span>' if term.abbr else ""


def abbreviations(terms: Mapping[str, Term], language: str) -> str:
    """Markdown that teaches Python-Markdown the abbreviations and what they mean."""
    lines = (f"*[{term.abbr}]: {term.name[language]}" for term in terms.values() if term.abbr)
    return "\n\n" + "\n".join(lines)


def first_only(html: str) -> str:
    """Explain each abbreviation once a page, where it first stands, reachable by keyboard and by touch."""
    seen: set[str] = set()

    def explain(found: re.Match[str]) -> str:
        if found[2] in seen:
            return found[2]
        seen.add(found[2])
        return f'<abbr class="abbr" tabindex="0" data-meaning="{found[1]}">{found[2]}<span class="unseen">({found[1]})</span></abbr>'

    return _ABBREVIATION.sub(explain, html)
