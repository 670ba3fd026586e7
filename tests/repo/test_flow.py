"""The authors' drawing of the situation check shows everything there is, and nothing that is not."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from quiz.publish.bank import read_bank
from quiz.publish.situation import Situation
from scripts.flow import dot, edges, nodes, svg

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def situation() -> Situation:
    found = read_bank(ROOT / "quiz" / "bank", ROOT / "docs", ROOT).situation
    assert found is not None
    return found


def test_every_answer_cause_sign_and_step_has_its_row(situation: Situation):
    drawn = list(edges(situation))
    rows = {node.id for node in nodes(situation, "zh", drawn)[0]}
    rules = situation.rules
    wanted = {f"cause:{each.id}" for each in rules.causes} | {f"stop:{each.id}" for each in rules.stops}
    wanted |= {f"action:{each.id}" for each in rules.actions}
    wanted |= {f"answer:{question.id}.{option}" for question in rules.questions for option in question.options}
    assert wanted <= rows
    assert {name for edge in drawn for name in (edge.start, edge.end)} <= rows


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_drawing_is_well_formed_and_has_a_line_for_every_rule(situation: Situation, language: str):
    tree = ET.fromstring(svg(situation, language))  # noqa: S314 — written by ourselves, a moment ago
    paths = [each for each in tree if each.tag.endswith("path")]
    assert len(paths) == len(list(edges(situation)))
    assert dot(situation, language).count(" -> ") == len(paths)


def test_no_two_rows_of_a_column_overlap(situation: Situation):
    rows = nodes(situation, "en", list(edges(situation)))[0]
    assert len({(node.column, node.y) for node in rows}) == len(rows)
