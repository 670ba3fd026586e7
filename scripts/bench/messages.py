"""Part `messages`: what the message check gets right on messages of our own writing: precision and recall by class, and by finding and
phrase.

    python -m scripts.bench.messages [training | held-back | round-1 | round-2 …] [misses]

The messages stand in tests/messages. A fixed third, chosen by a hash of the id, is held back: patterns are tuned on the rest alone.
A round was written after the patterns, labelled by class alone, measured once as it stood (its first lines say how), and then tuned on.
Without a name all parts are reported; `misses` lists what went wrong.
"""

from __future__ import annotations

import re
import sys
import tomllib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quiz.engine.messages.patterns import Likeness, Patterns, Sort
from quiz.engine.messages.scan import Scan, scan
from quiz.publish.bank import read_bank
from scripts.bench.table import Rows

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "messages"
TRAINING, HELD_BACK = "training", "held-back"
DERIVED = ("bank-sender",)
"""Findings without labels of their own: this one is read off the sender, which is labelled."""
_LABEL = re.compile(r"\{([a-z-]+)\|([^{}|]*)\}")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Message:
    """One message and what is known about it. phrases: finding → where its phrases stand; None when only the class is known."""

    id: str
    likeness: Likeness
    text: str
    phrases: Mapping[str, tuple[Place, ...]] | None = None
    missing: frozenset[str] = frozenset()
    round: str = ""

    @property
    def part(self) -> str:
        """Its round, held back (by a hash of the id), or for training."""
        if self.round:
            return self.round
        return HELD_BACK if zlib.crc32(self.id.encode()) % 3 == 0 else TRAINING


@dataclass(slots=True)
class Count:
    """Right: found and there. Wrong: found, not there. Missed: there, not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass(slots=True)
class Measured:
    """Counts of one part: messages by class, phrases by finding; misses: what went wrong, a line each."""

    classes: dict[str, Count] = field(default_factory=lambda: {each.value: Count() for each in Likeness})
    findings: dict[str, Count] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)


def read_corpus() -> Iterator[Message]:
    """Every message, with its labels taken out of its text."""
    for path in sorted(FOLDER.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, row in enumerate(table["message"], 1):
            if "class" in row:
                yield Message(f"{path.stem}-{number}", Likeness(row["class"]), row["text"], round=path.stem)
                continue
            text, phrases = _unlabelled(row["text"])
            yield Message(row["id"], Likeness(table["class"]), text, phrases, frozenset(row.get("missing", ())))


def _unlabelled(labelled: str) -> tuple[str, dict[str, tuple[Place, ...]]]:
    text, at = "", 0
    phrases: dict[str, tuple[Place, ...]] = {}
    for label in _LABEL.finditer(labelled):
        text += labelled[at : label.start()]
        place = (len(text), len(text) + len(label[2]))
        phrases[label[1]] = (*phrases.get(label[1], ()), place)
        text += label[2]
        at = label.end()
    return text + labelled[at:], phrases


def measure(messages: Iterable[Message], patterns: Patterns) -> Measured:
    """What the patterns get right. A phrase is found when a mark of its finding touches it."""
    measured = Measured()
    for message in messages:
        seen = scan(message.text, patterns.reader)
        if seen.looks_like is message.likeness:
            measured.classes[message.likeness.value].right += 1
        else:
            measured.classes[message.likeness.value].missed += 1
            measured.classes[seen.looks_like.value].wrong += 1
            said = f"{message.id}: looks like {seen.looks_like.value} because of {', '.join(seen.because) or 'nothing'}"
            measured.misses.append(said)
        if message.phrases is not None:
            _count_phrases(message, message.phrases, seen, measured)
    return measured


def _count_phrases(message: Message, labels: Mapping[str, tuple[Place, ...]], seen: Scan, measured: Measured) -> None:
    found = {
        one.finding.id: one for one in seen.found if one.finding.sort is not Sort.HINT and one.finding.id not in DERIVED
    }
    missing = {name for name, one in found.items() if one.finding.sort is Sort.MISSING}
    for name in sorted(missing | message.missing):
        count = measured.findings.setdefault(name, Count())
        count.right += name in missing and name in message.missing
        count.wrong += name not in message.missing
        count.missed += name not in missing
        if (name in missing) != (name in message.missing):
            measured.misses.append(f"{message.id}: {name} {'said' if name in missing else 'not said'} to be missing")
    for name in dict.fromkeys([*labels, *(each for each in found if each not in missing)]):
        count = measured.findings.setdefault(name, Count())
        marks = found[name].places if name in found else ()
        phrases = labels.get(name, ())
        for place in phrases:
            if any(_touch(place, mark) for mark in marks):
                count.right += 1
            else:
                count.missed += 1
                measured.misses.append(f"{message.id}: {name} not seen in “{message.text[slice(*place)]}”")
        for mark in marks:
            if not any(_touch(place, mark) for place in phrases):
                count.wrong += 1
                measured.misses.append(f"{message.id}: {name} seen in “{message.text[slice(*mark)]}”")


def _touch(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def patterns() -> Patterns:
    """The patterns as the site ships them."""
    messages = read_bank(ROOT / "quiz" / "bank", ROOT / "docs", ROOT).messages
    assert messages is not None
    return messages.patterns


def report(part: str, measured: Measured, number: int, *, misses: bool) -> str:
    """A table a person reads."""
    lines = [f"{part}: {number} messages", f"  {'':18}{'right':>6}{'wrong':>6}{'missed':>7}{'precision':>11}{'recall':>8}"]
    for name, count in [*measured.classes.items(), *sorted(measured.findings.items())]:
        numbers = f"{count.right:6}{count.wrong:6}{count.missed:7}{count.precision:11.2f}{count.recall:8.2f}"
        lines.append(f"  {name:18}{numbers}")
        if name == Likeness.EVERYDAY and measured.findings:
            lines.append("  phrases")
    return "\n".join([*lines, *(f"  {miss}" for miss in measured.misses if misses)])


def by_part() -> dict[str, list[Message]]:
    corpus = list(read_corpus())
    parts = [TRAINING, HELD_BACK, *sorted({message.round for message in corpus if message.round})]
    return {part: [message for message in corpus if message.part == part] for part in parts}


def rows() -> Rows:
    """For the bench's table: each class of each part. Only what is held back was never tuned on."""
    held = patterns()
    return {
        f"{part}{'' if part == HELD_BACK else ' (tuned on)'}: {name}": {
            "there": count.right + count.missed,
            "precision": round(count.precision, 3),
            "recall": round(count.recall, 3),
        }
        for part, messages in by_part().items()
        for name, count in measure(messages, held).classes.items()
    }


def main(arguments: list[str]) -> int:
    held = patterns()
    parts = by_part()
    for part, messages in parts.items():
        if part in arguments or not set(parts) & set(arguments):
            print(report(part, measure(messages, held), len(messages), misses="misses" in arguments))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
