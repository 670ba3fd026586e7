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
    "key-twice": ("the key names an option twice", "Name each option once."),
    "unknown-unit": ("the unit is not known", "Write one of: {known}."),
    "unknown-kind": ("the kind `{kind}` is not known", "Write one of: {known}."),
    "unknown-level": ("the level is not known", "Write one of: {known}."),
    "negative": ("it is below nothing", "Write 0 or more."),
    "key-and-compute": ("both a key and a computation are given", "Keep one of them."),
    "mistake-is-key": ("this wrong answer lies within the tolerance of the key {key}", "Change it or remove it."),
    "unknown-function": ("the engine has no such cost function", "Write one of: {known}."),
    "wrong-arguments": ("the cost function does not take these arguments ({why})", "See quiz/engine/cost.py."),
    "unit-of-compute": ("this function answers in another unit", "Write `{unit}`."),
    "nothing-received": ("nothing is received, so there is no rate", "Write an amount above 0."),
    "nothing-repaid": ("nothing is repaid, so there is no rate", "Write instalments above 0."),
    "negative-instalment": ("an instalment is below nothing", "Write 0 or more."),
    "no-rate": ("no sensible rate fits these amounts", "Check them for a slip of the pen."),
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
