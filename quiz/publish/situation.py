"""The situation check with its words, read from TOML and checked whole. It knows the folder; it must not know HTML or MkDocs.

Rules go to the engine without words (`quiz.engine.plan`); words are rendered into the page at build time, by id.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quiz.engine.fields import Fields
from quiz.engine.plan import model as rules
from quiz.engine.plan.flow import most
from quiz.engine.plan.reading import READERS, dump_situation
from quiz.engine.plan.soundness import faults
from quiz.publish import prose
from quiz.publish.again import Memory
from quiz.publish.pages import Page, section_exists
from quiz.publish.problems import Problem, sentence, shown
from quiz.publish.reach import unreached
from quiz.publish.sources import RESERVED, Source
from quiz.publish.tables import LANGUAGES, Text, read_rows, read_text, read_toml

MOST_QUESTIONS = 12
FAMILIES = ("information-asymmetry", "thin-file", "product-mismatch", "market-competition", "beyond")
"""The article's four causes, and what lies beyond them."""

FILES = {
    "question": "questions",
    "evidence": "evidence",
    "cause": "causes",
    "action": "actions",
    "stop": "stops",
    "channel": "channels",
}
WORDS: Mapping[str, tuple[str, ...]] = {
    "question": ("stem", "find"),
    "evidence": ("",),
    "cause": ("name", "say", "confirm", "rule-out", "sure"),
    "action": ("name", "say", "can", "cannot"),
    "stop": ("name", "say"),
    "channel": ("name", "say"),
}
"""The bilingual texts of each part; "" is the row itself. An action may have a ``wording``, too."""
LINKED = ("question", "cause", "action", "stop")
UNCITED = ("stem", "find", "name", "wording")
"""Texts that need no source, unless they state a rule or a number."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CITED = re.compile(r"\[@([a-z0-9-]+)")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Situation:
    """rules: what the engine decides by. words: ``cause.thin-file.name``, ``question.asked.option.card``, ``evidence.scam-paid``…
    → text. links: ``action.pause`` → ``page#anchor``; titles: ``page#anchor`` → its heading. families: cause id → one of `FAMILIES`.
    """

    rules: rules.Situation
    words: Mapping[str, Text]
    links: Mapping[str, str]
    titles: Mapping[str, Text]
    families: Mapping[str, str]


def read_situation(
    folder: Path, root: Path, sources: Mapping[str, Source], pages: dict[tuple[str, str], Page], problems: list[Problem]
) -> Situation | None:
    """The situation check, or None after noting every mistake."""
    before = len(problems)
    made: dict[str, list[Any]] = {part: [] for part in FILES}
    words: dict[str, Text] = {}
    links: dict[str, str] = {}
    families: dict[str, str] = {}
    for part, name in FILES.items():
        path = folder / f"{name}.toml"
        file = shown(path, root)
        for index, row in enumerate(read_rows(read_toml(path, root, problems), part, file, problems), 1):
            where = str(row.get("id") or f"{part} {index}")
            fields = Fields(row)
            made[part].append(READERS[part](fields) if part in READERS else fields.text("id"))
            words |= _words(part, where, fields, file, sources, problems)
            if part in LINKED:
                links[f"{part}.{where}"] = _link(fields, file, where, pages, problems)
            if part == "cause":
                families[where] = fields.text("family")
                if families[where] and families[where] not in FAMILIES:
                    fields.complain("family", "unknown-word", known=", ".join(FAMILIES))
            fields.unknown()
            for complaint in fields.complaints:
                problems.append(Problem(file, where, complaint.field, *sentence(complaint.code, complaint.details)))
            for place, given in _ids(row):
                if not _ID.fullmatch(given):
                    wrong, hint = "an id has small letters, digits and hyphens", "Write it like `get-report`."
                    problems.append(Problem(file, where, place, wrong, hint))
    if len(problems) > before:
        return None
    situation = _situation(made)
    problems.extend(_whole(situation, made["channel"], shown(folder, root)))
    titles = {link: _title(link, pages) for link in links.values()}
    return Situation(situation, words, links, titles, families) if len(problems) == before else None


def _situation(made: Mapping[str, list[Any]]) -> rules.Situation:
    parts = (tuple(made[part]) for part in ("question", "evidence", "cause", "action", "stop"))
    bare = rules.Situation("", *parts)
    return replace(bare, version=hashlib.sha256(json.dumps(dump_situation(bare)).encode()).hexdigest()[:8])


def _whole(situation: rules.Situation, channels: list[str], folder: str) -> Iterable[Problem]:
    """What is wrong with the rules as a whole: what does not fit, what no answers lead to, too many questions."""
    found = [
        Problem(f"{folder}/{FILES[fault.part]}.toml", fault.id, fault.field, *sentence(fault.code, fault.details))
        for fault in faults(situation)
    ]
    named = {way.channel for action in situation.actions for way in action.ways}
    for action in situation.actions:
        for index, way in enumerate(action.ways, 1):
            if way.channel not in channels:
                place, hint = f"way[{index}].channel", f"Write one of: {', '.join(channels)}."
                found.append(Problem(f"{folder}/actions.toml", action.id, place, f"no channel `{way.channel}`", hint))
    for channel in channels:
        if channel not in named:
            wrong, hint = "no action names this channel", "Name it in a `way`, or remove it."
            found.append(Problem(f"{folder}/channels.toml", channel, "", wrong, hint))
    if found:
        return found
    longest = most(situation, {})
    if longest > MOST_QUESTIONS:
        hint = f"Let `ask` leave some out: at most {MOST_QUESTIONS}."
        found.append(Problem(f"{folder}/questions.toml", "", "", f"one path asks {longest} questions", hint))
    for part, name in _UNREACHED.recall(json.dumps(dump_situation(situation)), lambda: unreached(situation)):
        wrong, hint = "no answers lead here", "Mend its condition, or the evidence for its cause, or remove it."
        file = f"{folder}/{FILES['action' if part == 'way' else part]}.toml"
        found.append(Problem(file, name, "way" if part == "way" else "", wrong, hint))
    return found


_UNREACHED = Memory[Sequence[Sequence[str]]]("unreached")
"""Looking for them takes longer than reading all the rest."""


def _words(
    part: str, where: str, fields: Fields, file: str, sources: Mapping[str, Source], problems: list[Problem]
) -> dict[str, Text]:
    """The texts of one row by key, after noting those that are missing, cite nothing known, or cite nothing at all."""
    places = [(name, f"{part}.{where}.{name}".rstrip("."), name) for name in WORDS[part]]
    tables: dict[str, object] = {"": fields.table}
    for name in (*WORDS[part], "wording") if part == "action" else WORDS[part]:
        if not name:
            fields.asked |= set(LANGUAGES)
        elif name != "wording" or fields.has(name):
            tables[name] = fields.table_of(name)
            fields.only(name, fields.table_of(name), *LANGUAGES)
    if "wording" in tables:
        places.append(("wording", f"{part}.{where}.wording", "wording"))
    if part == "question":
        for index, option in enumerate(fields.tables("option"), 1):
            fields.only(f"option[{index}]", option, "id", "alone", *LANGUAGES)
            tables[f"option[{index}]"] = option
            places.append((f"option[{index}]", f"question.{where}.option.{option.get('id')}", "stem"))
    words = {}
    for name, key, kind in places:
        missing: list[str] = []
        words[key] = text = read_text(tables[name], missing)
        place = f"{name}." if name else ""
        for language in missing:
            wrong = f"the text in {'Chinese' if language == 'zh' else 'English'} is missing"
            problems.append(Problem(file, where, f"{place}{language}", wrong, f'Write {language} = "…".'))
        for language in LANGUAGES if not missing else ():
            for wrong, hint in _uncited(text[language], language, kind, sources):
                problems.append(Problem(file, where, f"{place}{language}", wrong, hint))
    return words


def _uncited(text: str, language: str, kind: str, sources: Mapping[str, Source]) -> Iterable[tuple[str, str]]:
    """What is wrong with a text's citations: (wrong, hint)."""
    cited = _CITED.findall(text)
    for name in cited:
        if name not in sources and name not in RESERVED:
            yield f"no source `{name}`", "Add it to quiz/bank/sources.toml, or mend the id."
    if not cited and kind != "wording":
        claim = prose.claim(text, language)
        if claim or kind not in UNCITED:
            yield (
                f"{f'“{claim}”' if claim else 'this'} is stated without a source",
                "Cite one: [@id], [@reasoning] or [@computed].",
            )


def _link(fields: Fields, file: str, where: str, pages: dict[tuple[str, str], Page], problems: list[Problem]) -> str:
    link = fields.text("link")
    for language in section_exists(pages, link) if link else ():
        wrong = f"no section `{link}` in docs/{language}"
        problems.append(Problem(file, where, "link", wrong, "Write page#anchor of a heading that exists."))
    return link


def _title(link: str, pages: dict[tuple[str, str], Page]) -> Text:
    name, _, anchor = link.partition("#")
    headings = {each: {heading.id: heading.text for heading in pages[each, name].headings} for each in LANGUAGES}
    return Text(headings["zh"][anchor], headings["en"][anchor])


def _ids(row: Row) -> list[tuple[str, str]]:
    """Where a row's ids stand, and the ids: its own and its options'."""
    options = row.get("option")
    tables = enumerate(options, 1) if isinstance(options, list) else ()
    found = [
        ("id", row.get("id")),
        *((f"option[{n}].id", each.get("id")) for n, each in tables if isinstance(each, Mapping)),
    ]
    return [(place, name) for place, name in found if isinstance(name, str) and name]
