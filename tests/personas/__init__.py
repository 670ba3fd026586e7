"""People, one file each: their story, what they answer, and the plan they need, written before the rules were run on them.

[story] zh, en; [answers] question = options; [plan] stops, help, today, week, month (steps in order), causes, texts ("id: level", in
order), find (questions answered "I don't know"), never (steps that would do harm), channel (step = channel).
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

PERSONAS: dict[str, dict[str, Any]] = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(Path(__file__).parent.glob("*.toml"))
}


def told(plan: dict[str, Any]) -> dict[str, Any]:
    """A plan as the engine gives it, in the shape of a persona's golden plan."""
    steps = [*(step for part in plan["steps"].values() for step in part), *plan["more"]]
    return {
        "stops": [sign["id"] for sign in plan["stops"]],
        "help": [sign["id"] for sign in plan["help"]],
        **{part: [step["id"] for step in plan["steps"][part]] for part in ("today", "week", "month")},
        "causes": [f"{cause['id']}: {cause['level']}" for cause in plan["causes"] if cause["explains"] == "decline"],
        "texts": [f"{cause['id']}: {cause['level']}" for cause in plan["causes"] if cause["explains"] == "texts"],
        "find": plan["find"],
        "all": {step["id"]: step["channel"] for step in steps},
    }


def differences(golden: dict[str, Any], plan: dict[str, Any]) -> dict[str, Any]:
    """Where a plan is not what the person needs; empty when it is."""
    got = told(plan)
    wrong = {name: got[name] for name in golden if name in got and golden[name] != got[name]}
    harm = sorted(set(golden["never"]) & set(got["all"]))
    lost = {step: got["all"].get(step) for step, way in golden.get("channel", {}).items() if got["all"].get(step) != way}
    return wrong | ({"never": harm} if harm else {}) | ({"channel": lost} if lost else {})
