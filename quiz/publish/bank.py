"""The bank with its words, read from TOML and checked whole. It knows the folder; it must not know HTML or MkDocs."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quiz.engine.bank import Bank as EngineBank
from quiz.engine.bank import dump_bank, read_item
from quiz.engine.fields import Fields
from quiz.engine.kinds import KINDS
from quiz.engine.model import Item
from quiz.publish.glossary import Term, read_glossary
from quiz.publish.pages import Page, read_pages, section_exists
from quiz.publish.problems import AuthorError, Problem, sentence, shown
from quiz.publish.situation import Situation, read_situation
from quiz.publish.sources import RESERVED, Source, read_sources
from quiz.publish.tables import Text, read_rows, read_text, read_toml

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OPTION = re.compile(r"(option|mistake)\[(\d+)\](\.feedback)?")
Tables = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """An item with its words.

    options: option id → text, in the author's order. feedback: feedback id (``option.ID``, ``correct``…) → text.
    sources: citations as written (``pipl#24``).
    """

    item: Item
    stem: Text
    options: Mapping[str, Text]
    feedback: Mapping[str, Text]
    sources: tuple[str, ...]

    @property
    def chapter(self) -> str:
        """The chapter as an answer sheet names it: ``causes``, ``act-credit-report``."""
        return self.item.chapter.replace("/", "-")


@dataclass(frozen=True, slots=True)
class Bank:
    """Everything in quiz/bank: questions, sources and terms by id, the words of the check, and the situation check."""

    questions: Mapping[str, Question]
    sources: Mapping[str, Source]
    words: Mapping[str, Text] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    situation: Situation | None = None

    def chapters(self) -> dict[str, list[Question]]:
        """Questions by chapter, in the bank's order."""
        found: dict[str, list[Question]] = {}
        for question in self.questions.values():
            found.setdefault(question.chapter, []).append(question)
        return found

    def shipped(self) -> str:
        """The bank as the browser gets it (see `quiz.engine.bank.dump_bank`)."""
        items = {name: question.item for name, question in self.questions.items()}
        return dump_bank(EngineBank(items, self.situation.rules if self.situation else None))


def read_bank(folder: Path, docs: Path, root: Path) -> Bank:
    """Read and check the whole bank. Raises AuthorError with every mistake at once."""
    problems: list[Problem] = []
    sources = read_sources(folder / "sources.toml", root, problems)
    words = _read_words(folder / "words", root, problems)
    retired = _read_retired(folder / "retired.toml", root, problems)
    pages = read_pages(docs)
    terms = read_glossary(folder / "glossary.toml", root, pages, problems) if (folder / "glossary.toml").exists() else {}
    place = folder / "situation"
    situation = read_situation(place, root, sources, pages, problems) if place.exists() else None
    questions: dict[str, Question] = {}
    seen: dict[str, str] = {}
    for path in sorted((folder / "items").glob("*.toml")):
        file = shown(path, root)
        for index, row in enumerate(read_rows(read_toml(path, root, problems), "item", file, problems)):
            where = str(row.get("id") or f"item {index + 1}")
            question = _read_question(row, file, where, sources, pages, problems)
            if where in seen and row.get("id"):
                hint = f"It is used in {seen[where]} too: choose a new one."
                problems.append(Problem(file, where, "id", "another item has this id", hint))
            if where in retired:
                hint = "Choose a new one: readers' saved answers still carry the old one."
                problems.append(Problem(file, where, "id", "this id was retired and must not be used again", hint))
            seen.setdefault(where, file)
            if question is not None:
                questions[where] = question
    if problems:
        raise AuthorError(problems)
    return Bank(questions, sources, words, terms, situation)


def content_version(item: Item, edition: int) -> str:
    """Eight hex digits that change with the kind, the options, the key or the author's edition.

    A corrected typing mistake keeps a reader's saved answer; a corrected key does not.
    """
    dumped = [item.kind, KINDS[item.kind].dump(item.spec), edition]
    return hashlib.sha256(json.dumps(dumped, sort_keys=True).encode()).hexdigest()[:8]


def _read_question(
    row: Tables,
    file: str,
    where: str,
    sources: Mapping[str, Source],
    pages: dict[tuple[str, str], Page],
    problems: list[Problem],
) -> Question | None:
    before = len(problems)
    fields = Fields(row)
    item = read_item(fields)
    edition = int(fields.number("edition")) if fields.has("edition") else 1
    cited = fields.texts("sources")
    fields.only("stem", fields.table_of("stem"), "zh", "en")
    fields.unknown()
    for complaint in fields.complaints:
        if item is None and complaint.code == "unknown-field" and str(row.get("kind")) not in KINDS:
            continue  # the fields of an unknown kind cannot be known
        problems.append(Problem(file, where, complaint.field, *sentence(complaint.code, complaint.details)))
    for place, name in _ids(row):
        if not _ID.fullmatch(name):
            wrong, hint = "an id has small letters, digits and hyphens", "Write it like `causes-limit-text`."
            problems.append(Problem(file, where, place, wrong, hint))
    for citation in cited:
        name = citation.partition("#")[0]
        if name not in sources and name not in RESERVED:
            problems.append(Problem(file, where, "sources", f"no source `{name}`", "Add it to quiz/bank/sources.toml."))
    section = row.get("section")
    if isinstance(section, str) and section:
        for language in section_exists(pages, section):
            wrong = f"no section `{section}` in docs/{language}"
            problems.append(Problem(file, where, "section", wrong, "Write page#anchor of a heading that exists."))
    texts = _read_item_texts(row, file, where, problems)
    if item is None or len(problems) > before:
        return None
    item = Item(item.id, item.kind, item.level, item.section, content_version(item, edition), item.spec)
    options = {name.removeprefix("text."): text for name, text in texts.items() if name.startswith("text.")}
    feedback = {name: text for name, text in texts.items() if not name.startswith(("text.", "stem"))}
    return Question(item, texts["stem"], options, feedback, cited)


def _ids(row: Tables) -> list[tuple[str, str]]:
    """Where an item's ids stand, and the ids: its own and its options'."""
    options = row.get("option")
    tables = enumerate(options, 1) if isinstance(options, list) else ()
    found = [
        ("id", row.get("id")),
        *((f"option[{n}].id", each.get("id")) for n, each in tables if isinstance(each, Mapping)),
    ]
    return [(place, name) for place, name in found if isinstance(name, str) and name]


def _read_item_texts(row: Tables, file: str, where: str, problems: list[Problem]) -> dict[str, Text]:
    """Every bilingual text of an item by id: ``stem``, ``text.ID`` (an option), ``option.ID`` (its feedback), ``correct``…"""
    kind = KINDS.get(str(row.get("kind")))
    places = ["stem", *(kind.words(row) if kind else ())]
    texts: dict[str, Text] = {}
    for place in places:
        missing: list[str] = []
        table, name = _find(row, place)
        text = read_text(table, missing)
        for language in missing:
            what = "the feedback" if place.endswith("feedback") else "the text"
            wrong = f"{what} in {'Chinese' if language == 'zh' else 'English'} is missing"
            problems.append(Problem(file, where, f"{place}.{language}", wrong, f'Write {language} = "…".'))
        texts[name] = text
    return texts


def _find(row: Tables, place: str) -> tuple[object, str]:
    """The table that stands at a dotted place, and the id its text goes by."""
    match = _OPTION.fullmatch(place)
    if not match:
        return row.get(place), place
    table = row[match[1]][int(match[2]) - 1]
    if match[1] == "mistake":
        return table, f"mistake.{match[2]}"
    name = table.get("id") if isinstance(table, Mapping) else None
    if match[3]:
        return (table.get("feedback") if isinstance(table, Mapping) else None), f"option.{name}"
    return table, f"text.{name}"


def _read_words(folder: Path, root: Path, problems: list[Problem]) -> dict[str, Text]:
    """The words of the site's parts: ``group.name`` → text. Each group stands in one file."""
    words: dict[str, Text] = {}
    homes: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        file = shown(path, root)
        for group, table in read_toml(path, root, problems).items():
            if group in homes:
                hint = "Keep a group in one file."
                problems.append(Problem(file, group, "", f"this group stands in {homes[group]} too", hint))
            if not isinstance(table, Mapping):
                hint = 'Write [group], then name = { zh = "…", en = "…" }.'
                problems.append(Problem(file, group, "", "it is not a table", hint))
                continue
            homes.setdefault(group, file)
            for name, pair in table.items():
                missing: list[str] = []
                words[f"{group}.{name}"] = read_text(pair, missing)
                for language in missing:
                    wrong = f"the text in {language} is missing"
                    problems.append(Problem(file, group, f"{name}.{language}", wrong, f'Write {language} = "…".'))
    return words


def _read_retired(path: Path, root: Path, problems: list[Problem]) -> frozenset[str]:
    """Ids that were published once and must never come back with another meaning."""
    table = read_toml(path, root, problems)
    names = table.get("ids", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        problems.append(Problem(shown(path, root), "", "ids", "it is not a list of ids", 'Write ids = ["old-id"].'))
        return frozenset()
    return frozenset(names)
