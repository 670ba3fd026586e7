"""A bank with items of every kind there is, also of kinds added later: each kind's items come from its file of cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from quiz.engine.bank import Bank, load_bank
from quiz.engine.grading import graded_ahead
from quiz.engine.kinds import KINDS
from quiz.engine.model import DONT_KNOW, Item, Level
from quiz.engine.protocol import Door

CASES = Path(__file__).parents[1] / "cases"
SECTIONS = ("causes#thin-file", "causes#thin-file-tell", "effects#on-you", "act/complain#route")
DRAWN = {
    "kind": "number",
    "unit": "percent",
    "tolerance": 0.05,
    "draw": {
        "fee": {"values": [0.006, 0.0075, 0.01], "as": "percent"},
        "periods": {"values": [12, 24], "as": "count"},
    },
    "compute": {"function": "flat_fee_nominal_rate", "monthly_fee": "fee", "periods": "periods"},
    "mistake": [],
}


def _tables() -> list[dict[str, Any]]:
    tables = [{**DRAWN, "id": f"drawn-{place}"} for place in range(2)]
    for kind in KINDS:
        cases = json.loads((CASES / f"{kind}.json").read_text("utf-8"))
        tables += [{**table, "id": f"{kind}-{place}"} for place, table in enumerate(cases["bank"]["items"][:3])]
    levels = list(Level)
    return [
        {**table, "level": levels[place % 3].value, "section": SECTIONS[place % 4], "version": f"v{place}"}
        for place, table in enumerate(tables)
    ]


TABLES = _tables()
NAMES = tuple(str(table["id"]) for table in TABLES)
DATA: dict[str, Any] = {"schema": 1, "items": TABLES, "sets": {"all": list(NAMES), "few": [*NAMES[3:0:-1]]}}
BANK: Bank = load_bank(DATA)


def _answers(item: Item) -> list[list[str]]:
    ahead = graded_ahead(item)
    complete = [[text] for text in ("0", "13.03", "20", "1.2万")] if ahead is None else [list(each) for each, _ in ahead][1:]
    return [*complete[:: max(1, len(complete) // 12)], [DONT_KNOW]]


ANSWERS = {name: _answers(item) for name, item in BANK.items.items()}
"""Some complete answers to each item, "I don't know" among them."""


def send(door: Door, op: str, **fields: Any) -> dict[str, Any]:
    """The reply to a request, through JSON and back."""
    return dict(json.loads(door.handle(json.dumps({"op": op, **fields}))))


def opened() -> Door:
    door = Door()
    assert send(door, "open", bank=DATA)["ok"]
    return door


def asked(door: Door, op: str, **fields: Any) -> dict[str, Any]:
    """What an operation answers when it does not refuse."""
    reply = send(door, op, **fields)
    assert reply["ok"], reply
    return dict(reply["reply"])
