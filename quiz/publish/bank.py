"""The bank with its words, read from TOML and checked whole. It knows the folder; it must not know HTML or MkDocs."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from typing import Any

from quiz.engine.bank import Bank as EngineBank
from quiz.engine.bank import dump_bank, read_item
from quiz.engine.cost.marks import NO_MARKS
from quiz.engine.draws import ANSWER
from quiz.engine.fields import Fields
from quiz.engine.grading import amounts
from quiz.engine.kinds import KINDS
from quiz.engine.model import Item
from quiz.publish.again import Memory, digest
from quiz.publish.glossary import Term, read_glossary
from quiz.publish.marks import Marks, read_marks
from quiz.publish.pages import Page, read_pages, section_exists
from quiz.publish.patterns import Messages, read_messages
from quiz.publish.problems import AuthorError, Problem, sentence, shown
from quiz.publish.sets import FixedSet, read_sets
from quiz.publish.situation import Situation, read_situation
from quiz.publish.sources import RESERVED, Source, read_sources
from quiz.publish.tables import Text, read_rows, read_text, read_toml

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")
Tables = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Question:
    """An item with its words; the same object as long as its file, and all else it depends on, does not change.

    texts: by the ids its kind gives them (`quiz.engine.kinds.kind.Kind.words`), and ``stem``.
    sources: citations as written (``pipl#24``).
    """

    item: Item
    texts: Mapping[str, Text]
    sources: tuple[str, ...]

    @cached_property
    def amounts(self) -> Mapping[str, str]:
        """The printed numbers that stand for ``{names}`` in the texts; {} where texts are as written."""
        return amounts(self.item)

    @property
    def chapter(self) -> str:
        """The chapter as an answer sheet names it: ``causes``, ``act-credit-report``."""
        return self.item.chapter.replace("/", "-")


@dataclass(frozen=True, eq=False)
class Bank:
    """Everything in quiz/bank: questions, sources, terms and authors' sets by id, the words of the site, the marks on cost, what
    messages are read by, and the situation check. Names of what it was read from (`again.digest`): frame, of all but the questions;
    origins, of each question; whole, of everything.
    """

    questions: Mapping[str, Question]
    sources: Mapping[str, Source]
    words: Mapping[str, Text] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    sets: Mapping[str, FixedSet] = field(default_factory=dict)
    marks: Marks | None = None
    messages: Messages | None = None
    situation: Situation | None = None
    frame: str = field(default_factory=token_hex, repr=False)
    origins: Mapping[str, str] = field(default_factory=dict, repr=False)
    whole: str = field(default_factory=token_hex, repr=False)

    @cached_property
    def engine(self) -> EngineBank:
        """The bank as the engine holds it, without words."""
        items = {name: question.item for name, question in self.questions.items()}
        sets = {name: each.items for name, each in self.sets.items()}
        marks = self.marks.for_engine() if self.marks else NO_MARKS
        patterns = self.messages.patterns if self.messages else None
        return EngineBank(items, sets, marks, patterns, self.situation.rules if self.situation else None)

    @cached_property
    def _chapters(self) -> dict[str, list[Question]]:
        found: dict[str, list[Question]] = {}
        for question in self.questions.values():
            found.setdefault(question.chapter, []).append(question)
        return found

    def chapters(self) -> dict[str, list[Question]]:
        """Questions by chapter, in the bank's order. The same each time: nobody may change it."""
        return self._chapters

    def shipped(self) -> str:
        """The bank as the browser gets it (see `quiz.engine.bank.dump_bank`)."""
        return dump_bank(self.engine)


def read_bank(folder: Path, docs: Path, root: Path) -> Bank:
    """Read and check the whole bank. Raises AuthorError with every mistake at once."""
    pages = read_pages(docs)
    files = tuple((path.as_posix(), path.read_bytes()) for path in sorted(folder.rglob("*.toml")))
    outline = tuple((*page, heading.id, heading.text) for page, each in pages.items() for heading in each.headings)
    others = tuple(each for each in files if not each[0].startswith((folder / "items").as_posix()))
    frame = digest((str(folder), str(root), others, tuple(pages), outline))
    return _BANKS.recall((frame, files), lambda: _read_bank(folder, pages, root, frame, dict(files)))


_BANKS = Memory[Bank]()
_QUESTIONS = Memory[tuple[Question | None, list[Problem]]]()
_MESSAGES = Memory[tuple[Messages | None, list[Problem]]]()


def _read_bank(folder: Path, pages: dict[tuple[str, str], Page], root: Path, frame: str, files: Mapping[str, bytes]) -> Bank:
    problems: list[Problem] = []
    sources = read_sources(folder / "sources.toml", root, problems)
    headings = tuple((*page, heading.id) for page, each in pages.items() for heading in each.headings)
    grounds = digest((str(folder), str(root), files.get((folder / "sources.toml").as_posix()), headings))
    words = _read_words(folder / "words", root, problems)
    retired = _read_retired(folder / "retired.toml", root, problems)
    terms = read_glossary(folder / "glossary.toml", root, pages, problems) if (folder / "glossary.toml").exists() else {}
    marks = read_marks(folder / "marks.toml", root, sources, problems)
    read_by = tuple(each for each in files.items() if Path(each[0]).parent.name in ("patterns", "folds"))
    messages, wrong = _MESSAGES.recall((grounds, read_by), lambda: _messages(folder, root, sources, pages))
    problems.extend(wrong)
    place = folder / "situation"
    situation = read_situation(place, root, sources, pages, problems) if place.exists() else None
    questions: dict[str, Question] = {}
    origins: dict[str, str] = {}
    seen: dict[str, str] = {}
    for path in sorted((folder / "items").glob("*.toml")):
        file = shown(path, root)
        state = digest((grounds, file, files[path.as_posix()]))
        for index, row in enumerate(read_rows(read_toml(path, root, problems), "item", file, problems)):
            where = str(row.get("id") or f"item {index + 1}")
            question, wrong = _QUESTIONS.recall((state, index), lambda: _question(row, file, where, sources, pages))  # noqa: B023 — called at once
            problems.extend(wrong)
            if where in seen and row.get("id"):
                hint = f"It is used in {seen[where]} too: choose a new one."
                problems.append(Problem(file, where, "id", "another item has this id", hint))
            if where in retired:
                hint = "Choose a new one: readers' saved answers still carry the old one."
                problems.append(Problem(file, where, "id", "this id was retired and must not be used again", hint))
            seen.setdefault(where, file)
            if question is not None:
                questions[where] = question
                origins[where] = digest((state, index))
    sets = read_sets(folder / "sets.toml", root, seen, problems) if (folder / "sets.toml").exists() else {}
    if problems:
        raise AuthorError(problems)
    return Bank(
        questions, sources, words, terms, sets, marks, messages, situation, frame, origins, digest((frame, *files.items()))
    )


def content_version(item: Item, edition: int) -> str:
    """Eight hex digits that change with the kind, the options, the key or the author's edition.

    A corrected typing mistake keeps a reader's saved answer; a corrected key does not.
    """
    dumped = [item.kind, KINDS[item.kind].dump(item.spec), edition]
    return hashlib.sha256(json.dumps(dumped, sort_keys=True).encode()).hexdigest()[:8]


def _messages(
    folder: Path, root: Path, sources: Mapping[str, Source], pages: dict[tuple[str, str], Page]
) -> tuple[Messages | None, list[Problem]]:
    """What messages are read by, or None, and what is wrong with it."""
    problems: list[Problem] = []
    return read_messages(folder, root, sources, pages, problems), problems


def _question(
    row: Tables, file: str, where: str, sources: Mapping[str, Source], pages: dict[tuple[str, str], Page]
) -> tuple[Question | None, list[Problem]]:
    """The question, or None, and what is wrong with it."""
    problems: list[Problem] = []
    return _read_question(row, file, where, sources, pages, problems), problems


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
    page = str(row.get("section")).partition("#")[0]
    chapter, name = page.replace("/", "-"), str(row.get("id"))
    if ("zh", page) in pages and _ID.fullmatch(name) and not name.startswith(f"{chapter}-"):
        hint = f"Begin it with the chapter that teaches it: `{chapter}-…`."
        problems.append(Problem(file, where, "id", "the id does not begin with its chapter", hint))
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
    question = Question(item, texts, cited)
    if question.amounts:
        for name in sorted({name for text in texts.values() for name in _PLACEHOLDER.findall(text.zh + text.en)}):
            if name not in question.amounts:
                hint = f"Write one of: {', '.join(question.amounts)}."
                problems.append(Problem(file, where, f"{{{name}}}", "no number has this name", hint))
        if f"{{{ANSWER}}}" in texts["stem"].zh + texts["stem"].en:
            hint = f"Write {{{ANSWER}}} in feedback only."
            problems.append(Problem(file, where, "stem", "the question gives its answer away", hint))
    return question


def _ids(row: Tables) -> list[tuple[str, str]]:
    """Where an item's ids stand, and the ids: its own and those of the tables in it."""
    found = [("id", row.get("id"))]
    for field_name, tables in row.items():
        for index, each in enumerate(tables if isinstance(tables, list) else (), 1):
            if isinstance(each, Mapping):
                found.append((f"{field_name}[{index}].id", each.get("id")))
    return [(place, name) for place, name in found if isinstance(name, str) and name]


def _read_item_texts(row: Tables, file: str, where: str, problems: list[Problem]) -> dict[str, Text]:
    """Every bilingual text of an item by id: ``stem``, ``text.ID`` (an option), ``option.ID`` (its feedback), ``correct``…"""
    kind = KINDS.get(str(row.get("kind")))
    places = [("stem", "stem"), *(kind.words(row) if kind else ())]
    texts: dict[str, Text] = {}
    for place, name in places:
        missing: list[str] = []
        text = read_text(_find(row, place), missing)
        for language in missing:
            what = "the feedback" if place.endswith("feedback") else "the text"
            wrong = f"{what} in {'Chinese' if language == 'zh' else 'English'} is missing"
            problems.append(Problem(file, where, f"{place}.{language}", wrong, f'Write {language} = "…".'))
        texts[name] = text
    return texts


def _find(row: Tables, place: str) -> object:
    """What stands at a dotted place, as in ``option[2].feedback``; None when nothing does."""
    found: object = row
    for name, number in _STEP.findall(place):
        found = found.get(name) if isinstance(found, Mapping) else None
        if number:
            found = found[int(number) - 1] if isinstance(found, list) else None
    return found


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
