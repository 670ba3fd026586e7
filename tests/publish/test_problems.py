"""What an author is told: one line for each mistake, in sentences, with a count first."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from quiz.publish.problems import SENTENCES, AuthorError, Problem, sentence, shown

ENGINE = Path(__file__).resolve().parents[2] / "quiz" / "engine"
ONE = Problem("quiz/bank/items/a.toml", "a-b", "key", "the field is missing", "Write it.")


def complaints() -> dict[str, set[str]]:
    """Codes the engine can complain with, and the details it gives with each."""
    found: dict[str, set[str]] = {}
    for path in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            method = isinstance(node.func, ast.Attribute)
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = {"complain": 1 if method else 0, "CostError": 0, "WordingError": 0, "Fault": 3}.get(name)
            if place is not None and len(node.args) > place and isinstance(node.args[place], ast.Constant):
                details = {word.arg for word in node.keywords if word.arg}
                for told in node.args[place + 1 :]:
                    details |= {ast.literal_eval(key) for key in getattr(told, "keys", []) if key}
                code = str(ast.literal_eval(node.args[place]))
                found[code] = found.get(code, details) & details
    return found


def test_every_complaint_of_the_engine_has_its_sentence():
    """Without one an author would see a KeyError."""
    assert len(complaints()) > 10
    assert sorted(set(complaints()) - set(SENTENCES)) == []


def test_no_sentence_is_left_that_nobody_says():
    assert sorted(set(SENTENCES) - set(complaints())) == []


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_uses_only_what_comes_with_its_complaint(code: str):
    used = set(re.findall(r"\{(\w+)\}", "".join(SENTENCES[code])))
    assert used <= complaints()[code]
    wrong, hint = sentence(code, dict.fromkeys(complaints()[code], "{x}"))
    assert not wrong.endswith(".")
    assert hint.endswith(".")


def test_a_mistake_reads_place_then_what_is_wrong_then_what_to_write():
    assert str(ONE) == "quiz/bank/items/a.toml · a-b · key: the field is missing. Write it."
    assert str(Problem("mkdocs.yml", "", "", "it is gone", "Put it back.")) == "mkdocs.yml: it is gone. Put it back."


def test_mistakes_are_counted_and_told_once_each():
    other = Problem("a.toml", "", "", "it is gone", "Put it back.")
    assert str(AuthorError([ONE])).splitlines()[0] == "1 mistake to mend"
    assert str(AuthorError([ONE, other, ONE])).splitlines() == ["2 mistakes to mend", f"  {other}", f"  {ONE}"]


def test_a_file_is_named_from_the_top_of_the_repository(tmp_path: Path):
    assert shown(tmp_path / "quiz" / "bank" / "a.toml", tmp_path) == "quiz/bank/a.toml"
    assert shown(Path("/elsewhere/a.toml"), tmp_path) == "/elsewhere/a.toml"
