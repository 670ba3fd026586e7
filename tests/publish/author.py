"""A small good bank on disk, to be broken in one place. It knows the bank's file format; it must not know what is wrong with a file."""

from __future__ import annotations

import copy
import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

from quiz.publish.bank import Bank, read_bank
from quiz.publish.problems import AuthorError, Problem

REPOSITORY = Path(__file__).resolve().parents[2]
FILE = "quiz/bank/items/causes.toml"
PAGE = "---\ntitle: T\n---\n\n# {title} {{#causes}}\n\n## A {{#thin-file}}\n\nText.\n\n## B {{#market}}\n\nText.\n"
SHEET = "# A {#answers}\n\n[[answers:causes]]\n"

Row = dict[str, Any]


def text(name: str) -> Row:
    """A bilingual text that can be found again in a page."""
    return {"zh": f"{name}的中文。", "en": f"{name} in English."}


def option(name: str) -> Row:
    return {"id": name, **text(f"option {name}"), "feedback": text(f"feedback {name}")}


def single(name: str = "causes-single") -> Row:
    return {
        "id": name,
        "kind": "single",
        "level": "recall",
        "section": "causes#thin-file",
        "sources": ["pipl#24", "reasoning"],
        "key": "good",
        "stem": text(f"stem {name}"),
        "option": [option("poor"), option("good"), option("bad")],
    }


def multiple(name: str = "causes-multiple") -> Row:
    return {**single(name), "kind": "multiple", "level": "apply", "section": "causes#market", "key": ["good", "poor"]}


def number(name: str = "causes-number") -> Row:
    return {
        "id": name,
        "kind": "number",
        "level": "decide",
        "section": "causes#market",
        "sources": ["computed"],
        "unit": "days",
        "tolerance": 0,
        "key": 20,
        "stem": text(f"stem {name}"),
        "correct": text("explained"),
        "otherwise": text("hinted"),
        "mistake": [{"value": 30, **text("thirty")}, {"value": 15, **text("fifteen")}],
    }


def computed(name: str = "causes-computed") -> Row:
    """A number whose key the engine works out: 13.03 %."""
    row = number(name)
    del row["key"]
    arguments = {"function": "flat_fee_nominal_rate", "monthly_fee": 0.006, "periods": 12}
    return {**row, "unit": "percent", "tolerance": 0.5, "compute": arguments}


def drawn(name: str = "causes-drawn") -> Row:
    """A number drawn afresh. Printed: 10,000 yuan, 0.6 % a month, 893.33 yuan a month."""
    row = number(name)
    del row["key"]
    said = {
        "zh": "借{principal}元，月费率{fee}%，每月还？",
        "en": "{principal} yuan at {fee}% a month: what is each instalment?",
    }
    why = {"zh": "本金{part}加费用，共{answer}元。", "en": "{part} of the principal and the fee make {answer} yuan."}
    loan = {"principal": "principal", "periods": 12}
    return {
        **row,
        "unit": "yuan",
        "tolerance": 0.5,
        "draw": {
            "principal": {"values": [10000, 12000], "as": "yuan"},
            "fee": {"values": [0.006, 0.0075], "as": "percent"},
        },
        "derive": {"part": {"function": "equal_instalment", "nominal_rate": 0, **loan}},
        "compute": {"function": "flat_fee_instalment", "monthly_fee": "fee", **loan},
        "stem": said,
        "correct": why,
        "mistake": [{"value": "part", **text("forgot the fee of {fee}%")}, {"value": 1, **text("one")}],
    }


def order(name: str = "causes-order") -> Row:
    row = {**single(name), "kind": "order", "option": [option(step) for step in ("wait", "ask", "read", "tell")]}
    del row["key"]
    return row


def match(name: str = "causes-match") -> Row:
    row = {**single(name), "kind": "match", "level": "apply"}
    del row["key"]
    pairs = (("bank", "watchdog"), ("spam", "network"), ("firm", "watchdog"))
    row["prompt"] = [
        {"id": prompt, **text(f"prompt {prompt}"), "answer": answer, "feedback": text(f"feedback {prompt}")}
        for prompt, answer in pairs
    ]
    row["option"] = [{"id": each, **text(f"choice {each}")} for each in ("watchdog", "network", "police")]
    return row


def spot(name: str = "causes-spot") -> Row:
    row = {**single(name), "kind": "spot", "key": ["fee", "link"]}
    row["option"] = [{"id": each, "feedback": text(f"feedback {each}")} for each in ("fee", "link", "name")]
    row["message"] = {
        "zh": "【某行】您好，[[name:王先生]]：请先付[[fee:保证金500元]]，再点[[link:t.example/9]]。回T退订",
        "en": "Dear [[name:Mr Wang]], pay [[fee:a deposit of 500 yuan]], then open [[link:t.example/9]]. T to stop",
    }
    return row


def source(name: str = "pipl") -> Row:
    return {
        "id": name,
        "kind": "law",
        "zh": "个人信息保护法",
        "en": "Personal Information Protection Law",
        "short_zh": "个人信息保护法",
        "short_en": "PIPL",
        "issuer_zh": "全国人大常委会",
        "issuer_en": "NPC Standing Committee",
        "number": "",
        "date": dt.date(2021, 8, 20),
        "in_force": dt.date(2021, 11, 1),
        "address": "https://example.org/pipl",
        "label": "A",
        "checked_on": dt.date(2026, 11, 23),
        "review_by": dt.date(2027, 5, 23),
    }


def toml(value: object) -> str:
    """A value as TOML writes it; tables inline."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(str(name))} = {toml(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return str(value)


def tables(heading: str, rows: list[Row]) -> str:
    """``[[heading]]`` once for each row."""
    return "\n".join(
        "\n".join([f"[[{heading}]]", *(f"{toml(name)} = {toml(value)}" for name, value in row.items()), ""]) for row in rows
    )


class Author:
    """Writes a repository with a good bank under `root`; tests change `items`, `sources` or any file, then read it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.bank = root / "quiz" / "bank"
        self.docs = root / "docs"
        self.items: dict[str, list[Row]] = {
            "causes": [single(), multiple(), number(), computed(), drawn(), order(), match(), spot()]
        }
        self.sources = [source()]
        self.retired = ["causes-old"]
        self.files: dict[str, bytes | None] = {}
        (self.bank / "items").mkdir(parents=True)
        shutil.copytree(REPOSITORY / "quiz" / "bank" / "words", self.bank / "words")
        for language, title in (("zh", "原因"), ("en", "Causes")):
            folder = self.docs / language / "check" / "answers"
            folder.mkdir(parents=True)
            (folder / "causes.md").write_text(SHEET, encoding="utf-8")
            (self.docs / language / "causes.md").write_text(PAGE.format(title=title), encoding="utf-8")

    def item(self, name: str) -> Row:
        return next(row for rows in self.items.values() for row in rows if row.get("id") == name)

    def write(self, file: str, content: bytes | None) -> None:
        """Put bytes of one's own, or nothing, where a file would be; `file` counts from the repository's top."""
        self.files[file] = content

    def read(self) -> Bank:
        """Write everything and read it as the build does."""
        rows = copy.deepcopy(self.items)
        files = {f"quiz/bank/items/{name}.toml": tables("item", each).encode() for name, each in rows.items()}
        files["quiz/bank/sources.toml"] = tables("source", self.sources).encode()
        files["quiz/bank/retired.toml"] = f"ids = {toml(self.retired)}\n".encode()
        for file, content in (files | self.files).items():
            if content is None:
                (self.root / file).unlink(missing_ok=True)
            else:
                (self.root / file).write_bytes(content)
        return read_bank(self.bank, self.docs, self.root)

    def mistakes(self) -> tuple[Problem, ...]:
        """Every mistake found, each told in the error's message with its place, what is wrong and a hint."""
        try:
            self.read()
        except AuthorError as error:
            told = str(error)
            for problem in error.problems:
                for part in (problem.file, problem.where, problem.field, problem.wrong, problem.hint):
                    assert part in told
                assert problem.wrong
                assert problem.hint
            assert "Traceback" not in told
            return error.problems
        raise AssertionError("the bank was read as if it were good")
