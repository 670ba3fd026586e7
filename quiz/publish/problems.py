"""What an author did wrong, as sentences: all at once, each with file, id, field and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake. `where` is the id of the item, source or page part; `hint` says what to write."""

    file: str
    where: str
    field: str
    wrong: str
    hint: str

    def __str__(self) -> str:
        place = " · ".join(part for part in (self.file, self.where, self.field) if part)
        return f"{place}: {self.wrong}. {self.hint}"


class AuthorError(Exception):
    """The bank or the pages cannot be published: their authors must act. Carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.file))  # as found within a file
        super().__init__(report(self.problems))


def report(problems: tuple[Problem, ...]) -> str:
    count = f"{len(problems)} mistake{'s' if len(problems) != 1 else ''} to mend"
    return "\n".join([count, *(f"  {problem}" for problem in problems)])


def shown(path: Path, root: Path) -> str:
    """A path as an author knows it: from the repository's top."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing-field": ("the field is missing", "Write it."),
    "unknown-field": ("no such field is known here", "Write one of: {known}."),
    "not-text": ("it is not a text, or it is empty", 'Write words in quotation marks: "…".'),
    "not-number": ("it is not a number", "Write digits without quotation marks: 13.03."),
    "not-list": ("it is not a list of words, or it is empty", 'Write ["a", "b"].'),
    "not-table": ("it is not a table", "Write zh = … and en = … below its own heading in brackets."),
    "not-tables": ("it is not a list of tables", "Begin each entry with its heading in double brackets."),
    "reserved-id": ("the id `{id}` is kept for “I don't know”, which every item has", "Remove the option."),
    "duplicate-option": ("two options share the id `{id}`", "Give each option its own id."),
    "too-few-options": ("there are fewer than two options", "Write at least two, better four."),
    "key-names-no-option": ("the key `{key}` names no option", "Write one of: {options}."),
    "other-ids": ("here stand other ids: {found}", "Write each of these once: {expected}."),
    "too-few-steps": ("there are fewer than three steps", "Write three or more, better four or five."),
    "id-with-sign": ("the id `{id}` has a `{sign}` in it", "Write letters, digits and hyphens only."),
    "not-numbers": ("it is not a list of numbers, or it is empty", "Write [10000, 20000]."),
    "unknown-reading": ("how the number reads is not known", "Write as = one of: {known}."),
    "reserved-name": ("the name `{reserved}` is kept for the answer", "Choose another name."),
    "not-a-name": ("texts cannot name a number `{written}`", "Write letters, digits and _ only, as in monthly_fee."),
    "name-twice": ("another number is called `{written}`", "Give each number its own name."),
    "unknown-name": ("no number is called `{missing}`", "Write a number, or the name of one: {known}."),
    "derive-without-draw": ("numbers are derived, but none is drawn", "Write [item.draw] too, or remove this."),
    "too-many-draws": ("there are more than {most} sets of numbers", "Give fewer values to choose from."),
    "key-twice": ("the key names an option twice", "Name each option once."),
    "unknown-unit": ("the unit is not known", "Write one of: {known}."),
    "unknown-kind": ("the kind `{kind}` is not known", "Write one of: {known}."),
    "unknown-level": ("the level is not known", "Write one of: {known}."),
    "negative": ("it is below nothing", "Write 0 or more."),
    "key-and-compute": ("both a key and a computation are given", "Keep one of them."),
    "mistake-is-key": ("this wrong answer lies within the tolerance of the key {key}", "Change it or remove it."),
    "unknown-function": ("the engine has no such cost function", "Write one of: {known}."),
    "wrong-arguments": ("the cost function does not take these arguments ({why})", "See quiz/engine/cost/answers.py."),
    "unit-of-compute": ("this function answers in another unit", "Write `{unit}`."),
    "nothing-received": ("nothing is received, so there is no rate", "Write an amount above 0."),
    "nothing-repaid": ("nothing is repaid, so there is no rate", "Write instalments above 0."),
    "negative-instalment": ("an instalment is below nothing", "Write 0 or more."),
    "no-rate": ("no sensible rate fits these amounts", "Check them for a slip of the pen."),
    "unknown-lender": ("the lender `{lender}` is not known", "Write some of: {known}."),
    "one-measure": ("a mark has exactly one measure", "Write one of: {known}."),
    "not-above-nothing": ("it is not a number above 0", "Write percent = 24, or times_lpr = 4."),
    "not-true": ("it says neither yes nor no", "Write withheld = true, or leave it out."),
    "unknown-sort": ("the sort is not known", "Write one of: {known}."),
    "weight-of-scam": (
        "a sign of a scam has a weight, and nothing else has",
        'Write weight = 2 (alone enough) or 1 for sort = "scam".',
    ),
    "no-reach": ("it reaches nowhere", "Write before = 20, or after = 20: characters."),
    "unknown-reach": ("the reach is not known", "Write one of: {known}."),
    "unknown-token": ("no token {token} is known", "Write one of: {known}."),
    "wording-too-short": (
        "one character alone would be found everywhere",
        "Write at least two, or add another part after ….",
    ),
    "wording-empty": (
        "a part of it may be left out whole, or holds only signs",
        "Keep at least one character in each part.",
    ),
    "gap-in-group": ("a gap stands inside a group", "Write … between groups, or write several wordings."),
    "token-in-word": (
        "a token stands beside words inside a group",
        "Write the token alone between | and |, or outside the group.",
    ),
    "unknown-group": ("no group `{group}` is known", "Write one of: {known}; they stand in quiz/bank/folds/groups.toml."),
    "unbalanced-group": ("a bracket is missing", "Close every ( with ), and write nothing after the last )."),
    "too-many-alternatives": (
        "its groups give more than {most} alternatives",
        "Split it into several wordings, or put … between.",
    ),
    "unknown-word": ("the word is not known", "Write one of: {known}."),
    "not-a-condition": ("it is not a condition", "Write `question.option`, `cause:id`, or a table with all, any or not."),
    "condition-too-deep": ("the condition is nested too deep", "Keep to {deepest} levels."),
    "for-or-against": ("it must name one cause, for or against", "Write for = … or against = …."),
    "not-a-weight": ("the weight is not known", "Write a whole number from 1 to {heaviest}."),
    "no-such-question": ("no question `{question}` is known here", "An `ask` may speak of earlier questions only."),
    "no-such-answer": ("`{answer}` names no option", "Write one of: {known}."),
    "no-such-cause": ("no cause `{cause}`", "Add it to causes.toml, or mend the id."),
    "no-such-level": ("the level is not known", "Write one of: {known}."),
    "cause-too-early": ("causes are not known yet where this is decided", "Speak of answers only."),
    "gate-of-several": (
        "`{question}` may be answered with several options, so it cannot decide what is asked",
        "Use an option that stands alone, or a question with one answer.",
    ),
    "silence-is-no-evidence": ("what was not said is never evidence", "Leave out no-say and skipped."),
    "no-last-way": ("some readers would have nobody to turn to", "Let the last way stand without `if`."),
    "nothing-for-today": ("some readers would have nothing to do today", "Let one action for today stand without `if`."),
    "id-taken": ("the id is used already, or kept for us", "Choose a new one."),
    "no-periods": ("there must be at least one period, a whole number of at most {most}", "Write periods = 12, say."),
}


def sentence(code: str, details: Mapping[str, object]) -> tuple[str, str]:
    """What is wrong and what to write, for a complaint's code."""
    wrong, hint = SENTENCES[code]
    return wrong.format_map(dict(details)), hint.format_map(dict(details))
