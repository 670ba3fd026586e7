"""What messages are read by, with its words, read from quiz/bank/patterns and quiz/bank/folds and checked whole.

It knows the folders' form (CONTRIBUTING.md describes it); it must not know how a message is scanned, nor HTML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quiz.engine.errors import WordingError
from quiz.engine.fields import Fields
from quiz.engine.messages.fold import fold_word
from quiz.engine.messages.patterns import (
    Action,
    Context,
    Finding,
    Likeness,
    Pattern,
    Patterns,
    Sort,
    read_action,
    read_context,
    read_finding,
    read_pattern,
    shortest,
)
from quiz.engine.messages.wording import Lexicon, read_wording
from quiz.publish.pages import Page, section_exists
from quiz.publish.problems import Problem, sentence, shown
from quiz.publish.sources import RESERVED, Source
from quiz.publish.tables import Text, read_text, read_toml

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HEADINGS = ("context", "finding", "pattern", "likeness", "action")
_WORDS = {"finding": ("title", "text"), "likeness": ("title", "text"), "action": ("text", "more")}
STOP, DO = "stop", "do"


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a finding, a likeness or an action (its title says what to do, its text names where it leads).

    sort: a finding's, or stop or do for an action; section: the page and anchor an action leads to.
    """

    id: str
    title: Text
    text: Text
    sources: tuple[str, ...]
    sort: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Messages:
    """Patterns for the engine, and the words for the page, by id in the authors' order."""

    patterns: Patterns
    findings: Mapping[str, Told]
    likenesses: Mapping[str, Told]
    actions: Mapping[str, Told]


@dataclass(slots=True)
class _Row:
    """One table, where it stands, and what was read from it."""

    heading: str
    file: str
    where: str
    fields: Fields
    problems: list[Problem] = field(repr=False, default_factory=list)

    def note(self, place: str, wrong: str, hint: str) -> None:
        self.problems.append(Problem(self.file, self.where, place, wrong, hint))

    def known(self, place: str, names: Iterable[str], known: Iterable[str]) -> None:
        """Note every name in a list that names nothing."""
        choices = sorted(set(known))
        for name in names:
            if name not in choices:
                self.note(place, f"`{name}` names nothing", f"Write one of: {', '.join(choices)}.")


def read_messages(
    folder: Path,
    root: Path,
    sources: Mapping[str, Source],
    pages: dict[tuple[str, str], Page],
    problems: list[Problem],
) -> Messages | None:
    """Everything messages are read by, noting every mistake; None for a bank without patterns."""
    if not (folder / "patterns").is_dir():
        return None
    rows = _rows(sorted((folder / "patterns").glob("*.toml")), root, problems)
    lexicon = _lexicon(folder / "folds", root, problems)
    contexts = {row.where: read_context(row.fields) for row in rows["context"]}
    findings = {row.where: read_finding(row.fields) for row in rows["finding"]}
    patterns = tuple(read_pattern(row.fields) for row in rows["pattern"])
    actions = {row.where: read_action(row.fields) for row in rows["action"]}
    likenesses = {row.where: _likeness(row) for row in rows["likeness"]}
    told = {heading: {row.where: _told(row, sources, pages) for row in rows[heading]} for heading in _WORDS}
    _check_names(rows, findings, contexts, actions)
    _check_signs(rows, findings, patterns)
    owners: list[Pattern | Context] = [*patterns, *(contexts[row.where] for row in rows["context"])]
    for row, owner in zip([*rows["pattern"], *rows["context"]], owners, strict=True):
        _check_wordings(row, owner, lexicon)
    _check_ids(rows)
    for row in (row for heading in _HEADINGS for row in rows[heading]):
        row.fields.unknown()
        for complaint in row.fields.complaints:
            row.note(complaint.field, *sentence(complaint.code, complaint.details))
        problems.extend(row.problems)
    held = Patterns(findings, patterns, contexts, actions, likenesses, _needed(owners, lexicon))
    return Messages(held, told["finding"], told["likeness"], told["action"])


def _rows(paths: list[Path], root: Path, problems: list[Problem]) -> dict[str, list[_Row]]:
    """Every table of every file, by its heading."""
    rows: dict[str, list[_Row]] = {heading: [] for heading in _HEADINGS}
    for path in paths:
        file = shown(path, root)
        for heading, tables in read_toml(path, root, problems).items():
            if heading not in rows:
                hint = f"Write one of: {', '.join(f'[[{each}]]' for each in _HEADINGS)}."
                problems.append(Problem(file, "", heading, "no such heading is known here", hint))
            elif not isinstance(tables, list) or not all(isinstance(each, Mapping) for each in tables):
                problems.append(Problem(file, "", heading, "it is not a list of tables", f"Begin each with [[{heading}]]."))
            else:
                for number, each in enumerate(tables, 1):
                    where = each.get("id")
                    name = where if isinstance(where, str) and where else f"{heading} {number}"
                    rows[heading].append(_Row(heading, file, name, Fields(each)))
    return rows


def _lexicon(folder: Path, root: Path, problems: list[Problem]) -> Lexicon:
    """What a character is read as, the stand-ins of words, and groups of words."""
    table: dict[str, str] = {}
    for name, group in (("traditional.toml", "forms"), ("lookalikes.toml", "letters")):
        for plain, forms in _texts(folder / name, group, root, problems).items():
            table |= dict.fromkeys(forms, plain)
    for char, plain in table.items():  # 帳 → 帐 → 账
        table[char] = table.get(plain, plain)
    stand_ins = _lists(folder / "lookalikes.toml", "words", root, problems)
    return Lexicon(table, stand_ins, _lists(folder / "groups.toml", "groups", root, problems))


def _lists(path: Path, group: str, root: Path, problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    """One table of lists of words."""
    found = read_toml(path, root, problems).get(group)
    good = isinstance(found, Mapping) and all(
        isinstance(words, list) and words and all(isinstance(each, str) for each in words) for words in found.values()
    )
    if not good or not isinstance(found, Mapping):
        hint = f'Write [{group}], then "微信" = ["薇信", "VX"].'
        problems.append(Problem(shown(path, root), "", group, "it does not give lists of words", hint))
        return {}
    return {name: tuple(words) for name, words in found.items()}


def _texts(path: Path, group: str, root: Path, problems: list[Problem]) -> dict[str, str]:
    """One table of a file of folds: a character → the characters read as it."""
    found = read_toml(path, root, problems).get(group)
    if not isinstance(found, Mapping) or not all(len(name) == 1 and isinstance(forms, str) for name, forms in found.items()):
        hint = f'Write [{group}], then "贷" = "貸".'
        problems.append(Problem(shown(path, root), "", group, "it does not give characters for single characters", hint))
        return {}
    return dict(found)


def _likeness(row: _Row) -> tuple[str, ...]:
    row.fields.text("id")
    row.known("id", [row.where], Likeness)
    return row.fields.texts("actions")


def _told(row: _Row, sources: Mapping[str, Source], pages: dict[tuple[str, str], Page]) -> Told:
    """The words of a row, its sources and where it leads. What is only a hint has none."""
    fields = row.fields
    if fields.table.get("sort") == Sort.HINT:
        return Told(row.where, Text("", ""), Text("", ""), (), Sort.HINT)
    texts = []
    for name in _WORDS[row.heading]:
        missing: list[str] = []
        texts.append(read_text(fields.table_of(name), missing))
        for language in missing:
            row.note(f"{name}.{language}", f"the text in {language} is missing", f'Write {language} = "…".')
        pair = fields.table.get(name)
        fields.only(name, pair if isinstance(pair, Mapping) else {}, "zh", "en")
    cited = fields.texts("sources") if row.heading != "likeness" else ()
    row.known("sources", (each.partition("#")[0] for each in cited), [*sources, *RESERVED])
    sort = section = ""
    if row.heading == "finding":
        sort = str(fields.table.get("sort"))
    elif row.heading == "action":
        sort, section = fields.text("sort"), fields.text("section")
        row.known("sort", [sort], (STOP, DO))
        for language in section_exists(pages, section) if section else ():
            row.note("section", f"no section `{section}` in docs/{language}", "Write page#anchor of a heading that exists.")
    return Told(row.where, texts[0], texts[1], cited, sort, section)


def _check_names(
    rows: Mapping[str, list[_Row]],
    findings: Mapping[str, Finding],
    contexts: Mapping[str, Context],
    actions: Mapping[str, Action],
) -> None:
    """Every name in a list names something that is there."""
    conditions = {*findings, *Sort}
    for row in rows["finding"]:
        finding = findings[row.where]
        row.known("needs", _either(finding.needs), conditions)
        row.known("unless", finding.unless, conditions)
        row.known("actions", finding.actions, actions)
    for row in rows["action"]:
        row.known("unless", actions[row.where].unless, conditions | {f"like-{each}" for each in Likeness})
    for row in rows["likeness"]:
        row.known("actions", _listed(row, "actions"), actions)
    for row in rows["pattern"]:
        row.known("sign_of", _listed(row, "sign_of"), findings)
        row.known("cancelled_by", _listed(row, "cancelled_by"), contexts)
        row.known("needs", _either(_listed(row, "needs")), conditions)
        row.known("unless", _listed(row, "unless"), conditions)
    names = {row.where for row in rows["likeness"]}
    if rows["likeness"]:
        for missing in sorted(set(Likeness) - names):
            rows["likeness"][0].note(
                "id", f"nothing is said about `{missing}`", "Write a [[likeness]] for each of the five."
            )


def _either(names: Iterable[str]) -> list[str]:
    return [each for name in names for each in name.split("|")]


def _listed(row: _Row, name: str) -> list[str]:
    value = row.fields.table.get(name)
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _check_signs(rows: Mapping[str, list[_Row]], findings: Mapping[str, Finding], patterns: Iterable[Pattern]) -> None:
    """Every finding can be seen: by a pattern or, when it is something missing, by what it needs."""
    signs = {name for pattern in patterns for name in pattern.sign_of}
    for row in rows["finding"]:
        finding = findings[row.where]
        if finding.sort is Sort.MISSING and finding.id in signs:
            row.note("sort", "something missing cannot have a pattern", "Say what it `needs`, and `unless` what.")
        elif finding.sort is Sort.MISSING and not finding.needs:
            row.note("needs", "something missing is missed only beside something", 'Write needs = ["offer"], say.')
        elif finding.sort is not Sort.MISSING and finding.id not in signs:
            row.note("id", "no pattern is a sign of it", "Write a [[pattern]] with this id in sign_of.")


def _check_wordings(row: _Row, owner: Pattern | Context, lexicon: Lexicon) -> None:
    for written in owner.wordings:
        try:
            read_wording(written, owner.gap, lexicon, shortest(owner))
        except WordingError as error:
            wrong, hint = sentence(error.code, error.details)
            row.note("wordings", f"“{written}”: {wrong}", hint)


def _check_ids(rows: Mapping[str, list[_Row]]) -> None:
    for heading in _HEADINGS:
        used = Counter(row.where for row in rows[heading])
        for row in rows[heading]:
            if used[row.where] > 1:
                row.note("id", f"another {heading} has this id", "Choose a new one.")
            if row.fields.table.get("id") and not _ID.fullmatch(row.where):
                row.note("id", "an id has small letters, digits and hyphens", "Write it like `pay-first`.")
            elif heading == "finding" and row.where in set(Sort):
                row.note("id", "this is the name of a sort", "Choose another id.")


def _needed(owners: Iterable[Pattern | Context], lexicon: Lexicon) -> Lexicon:
    """Of the lexicon, what these wordings can meet: the rest is not shipped."""
    wordings = "".join(wording for owner in owners for wording in owner.wordings)
    groups = {name: words for name, words in lexicon.groups.items() if f"{{{name}}}" in wordings}
    written = wordings + "".join(word for words in groups.values() for word in words)
    stand_ins = {word: others for word, others in lexicon.stand_ins.items() if word in written}
    met = set(fold_word(written + "".join(other for others in stand_ins.values() for other in others), lexicon.table))
    return Lexicon({char: plain for char, plain in lexicon.table.items() if plain in met}, stand_ins, groups)
