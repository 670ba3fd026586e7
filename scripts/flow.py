"""Draw the situation check for its authors: questions and their answers, the causes they speak for or against, what follows from both.

python -m scripts.flow [zh|en]     writes flow.svg and flow.dot into .cache/

Solid lines speak for a cause (thicker: more weight), dashed ones against it; thin lines lead to stop signs and steps. A step without a
line is in every plan. Columns are set by hand: no layout program is needed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from quiz.engine.plan.conditions import Condition
from quiz.publish.bank import read_bank
from quiz.publish.problems import AuthorError
from quiz.publish.situation import Situation

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".cache"
COLUMNS = {"answer": 20, "cause": 560, "effect": 1000}
WIDTHS = {"answer": 330, "cause": 250, "effect": 330}
ROW, HEAD, GAP, LONGEST = 20, 26, 14, 40
COLOURS = ("#0b5560", "#8f1d1d", "#654300", "#3f484f", "#5b3b8c", "#2f6b2f")


@dataclass(frozen=True, slots=True)
class Node:
    """One answer, cause, sign or step: its id, its words, and where its row stands."""

    id: str
    words: str
    column: str
    y: int


@dataclass(frozen=True, slots=True)
class Edge:
    """weight: of a rule of evidence; 0 for what leads to a sign or a step."""

    start: str
    end: str
    weight: int


def edges(situation: Situation) -> Iterator[Edge]:
    """Every line of the drawing, none twice."""
    rules = situation.rules
    for rule in rules.evidence:
        yield from (Edge(start, f"cause:{rule.cause}", rule.weight) for start in _starts(rule.condition))
    for part, rows in (("stop", rules.stops), ("action", rules.actions)):
        for row in rows:
            yield from (Edge(start, f"{part}:{row.id}", 0) for start in _starts(row.condition))


def _starts(condition: Condition) -> list[str]:
    """The answers and causes a condition wants; what it rules out is not drawn."""
    if condition.kind == "not":
        return []
    if condition.kind == "answer":
        return [f"answer:{condition.name}.{condition.value}"]
    if condition.kind == "cause":
        return [f"cause:{condition.name}"]
    return list(dict.fromkeys(start for part in condition.parts for start in _starts(part)))


def nodes(situation: Situation, language: str, drawn: list[Edge]) -> tuple[list[Node], list[tuple[str, str, int]]]:
    """The rows of the three columns, and the headings above groups of them: (words, column, y)."""
    rules, words = situation.rules, {key: text[language] for key, text in situation.words.items()}
    ends = {edge.start for edge in drawn} | {edge.end for edge in drawn}
    found: list[Node] = []
    heads: list[tuple[str, str, int]] = []
    groups: list[tuple[str, str, list[tuple[str, str]]]] = []
    for question in rules.questions:
        options = [
            (f"answer:{question.id}.{option}", words[f"question.{question.id}.option.{option}"])
            for option in question.options
        ]
        more = [(name, name.partition(".")[2]) for name in sorted(ends) if name.startswith(f"answer:{question.id}.")]
        known = {name for name, _ in options}
        groups.append(
            ("answer", words[f"question.{question.id}.stem"], options + [each for each in more if each[0] not in known])
        )
    for explains in dict.fromkeys(cause.explains for cause in rules.causes):
        rows = [(f"cause:{each.id}", words[f"cause.{each.id}.name"]) for each in rules.causes if each.explains is explains]
        groups.append(("cause", explains.value, rows))
    groups.append(("cause", "", [("cause:none", "–")] if "cause:none" in ends else []))
    for tone in dict.fromkeys(stop.tone for stop in rules.stops):
        rows = [(f"stop:{each.id}", words[f"stop.{each.id}.name"]) for each in rules.stops if each.tone is tone]
        groups.append(("effect", tone.value, rows))
    for when in dict.fromkeys(action.when for action in rules.actions):
        rows = [(f"action:{each.id}", words[f"action.{each.id}.name"]) for each in rules.actions if each.when is when]
        groups.append(("effect", when.value, rows))
    down = dict.fromkeys(COLUMNS, GAP)
    for column, head, rows in groups:
        if rows:
            heads.append((head, column, down[column]))
            found += [Node(name, text, column, down[column] + HEAD + index * ROW) for index, (name, text) in enumerate(rows)]
            down[column] += HEAD + len(rows) * ROW + GAP
    stretch = {
        column: max(down.values()) / below for column, below in down.items()
    }  # short columns spread over the whole height
    return (
        [replace(node, y=round(node.y * stretch[node.column])) for node in found],
        [(head, column, round((y + HEAD) * stretch[column]) - HEAD) for head, column, y in heads],
    )


def svg(situation: Situation, language: str) -> str:
    drawn = list(edges(situation))
    rows, heads = nodes(situation, language, drawn)
    place = {node.id: node for node in rows}
    height = max(node.y for node in rows) + ROW + GAP
    width = COLUMNS["effect"] + WIDTHS["effect"] + 20
    lines = []
    for edge in drawn:
        start, end = place[edge.start], place[edge.end]
        x1, y1 = COLUMNS[start.column] + WIDTHS[start.column], start.y + ROW // 2
        x2, y2 = COLUMNS[end.column], end.y + ROW // 2
        middle = (x1 + x2) // 2
        colour = COLOURS[list(place).index(edge.end) % len(COLOURS)]
        dash = ' stroke-dasharray="4 3"' if edge.weight < 0 else ""
        thick = 0.6 + 0.7 * abs(edge.weight)
        lines.append(
            f'<path d="M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}" fill="none" stroke="{colour}" '
            f'stroke-width="{thick:.1f}" opacity="0.6"{dash}><title>{escape(f"{edge.start} → {edge.end}")}</title></path>'
        )
    boxes = [
        f'<rect x="{COLUMNS[node.column]}" y="{node.y}" width="{WIDTHS[node.column]}" height="{ROW - 2}" fill="#f2f1ea"/>'
        f'<text x="{COLUMNS[node.column] + 6}" y="{node.y + 13}">{escape(_short(node.words))}</text>'
        for node in rows
    ]
    titles = [
        f'<text class="head" x="{COLUMNS[column]}" y="{y + 18}">{escape(_short(head))}</text>' for head, column, y in heads
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        "<style>text{font:12px sans-serif;fill:#1b2126}.head{font-weight:bold}</style>"
        f'<rect width="{width}" height="{height}" fill="#fff"/>{"".join(lines)}{"".join(boxes)}{"".join(titles)}</svg>\n'
    )


def dot(situation: Situation, language: str) -> str:
    """The same for a layout program, for whoever has one."""
    drawn = list(edges(situation))
    rows, _ = nodes(situation, language, drawn)
    ends = {edge.start for edge in drawn} | {edge.end for edge in drawn}
    names = [f'  "{node.id}" [label="{_quoted(node.words)}"];' for node in rows if node.id in ends]
    lines = [
        f'  "{edge.start}" -> "{edge.end}" [label="{edge.weight or ""}", style={"dashed" if edge.weight < 0 else "solid"}];'
        for edge in drawn
    ]
    return "\n".join(["digraph situation {", "  rankdir=LR; node [shape=box];", *names, *lines, "}", ""])


def _short(words: str) -> str:
    wide = sum(2 if re.match(r"[\u3000-\uffef]", char) else 1 for char in words)
    return words if wide <= LONGEST * 1.2 else words[: LONGEST // (2 if wide > len(words) * 1.5 else 1)] + "…"


def _quoted(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"')


def main(arguments: list[str]) -> int:
    language = arguments[0] if arguments else "zh"
    try:
        situation = read_bank(ROOT / "quiz" / "bank", ROOT / "docs", ROOT).situation
    except AuthorError as error:
        print(f"flow: {error}", file=sys.stderr)
        return 1
    if situation is None or language not in ("zh", "en"):
        print("flow: there is no situation check, or no such language. Write it as in: make flow LANGUAGE=en")
        return 1
    FOLDER.mkdir(exist_ok=True)
    for ending, text in (("svg", svg(situation, language)), ("dot", dot(situation, language))):
        (FOLDER / f"flow.{ending}").write_text(text, encoding="utf-8")
        print(f"flow: {(FOLDER / f'flow.{ending}').relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
