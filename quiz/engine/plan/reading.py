"""Situation tables, read from and written to plain data; an author's and the shipped ones alike. It knows fields, not words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from quiz.engine.errors import BankError
from quiz.engine.fields import Fields
from quiz.engine.plan.conditions import ALWAYS, Condition, dump_condition, read_condition
from quiz.engine.plan.model import (
    UNSURE,
    Action,
    Cause,
    Evidence,
    Explains,
    Question,
    Situation,
    Stop,
    Tone,
    Way,
    When,
)
from quiz.engine.plan.soundness import faults

HEAVIEST = 4
Row = Mapping[str, Any]
Made = TypeVar("Made")


def read_question(fields: Fields) -> Question:
    """Complains about what is wrong; the question is only good when nothing was."""
    name = fields.text("id")
    several = _choice(fields, "choose", ("one", "several")) == "several"
    options: list[str] = []
    alone: list[str] = []
    for index, table in enumerate(fields.tables("option"), 1):
        option = table.get("id")
        place = f"option[{index}].id"
        if not isinstance(option, str) or not option.strip():
            fields.complain(place, "not-text")
        elif option in UNSURE:
            fields.complain(place, "reserved-id", id=option)
        elif option in options:
            fields.complain(place, "duplicate-option", id=option)
        else:
            options.append(option)
            if table.get("alone") is True:
                alone.append(option)
    if len(options) < 2:
        fields.complain("option", "too-few-options")
    return Question(name, several, tuple(options), tuple(alone), _condition(fields, "ask"))


def read_evidence(fields: Fields) -> Evidence:
    """``for`` or ``against`` names the cause; ``weight`` is 1 to `HEAVIEST`."""
    name = fields.text("id")
    towards, away = (fields.text(side, required=False) if fields.has(side) else "" for side in ("for", "against"))
    if bool(towards) == bool(away):
        fields.complain("for", "for-or-against")
    weight = fields.number("weight")
    if weight not in range(1, HEAVIEST + 1):
        fields.complain("weight", "not-a-weight", heaviest=HEAVIEST)
    if not fields.has("if"):
        fields.complain("if", "missing-field")
    return Evidence(name, _condition(fields, "if"), towards or away, int(weight) if towards else -int(weight))


def read_cause(fields: Fields) -> Cause:
    name = fields.text("id")
    return Cause(name, Explains(_choice(fields, "explains", tuple(Explains))))


def read_action(fields: Fields) -> Action:
    name = fields.text("id")
    ways = []
    for index, table in enumerate(fields.tables("way", required=False), 1):
        inside = Fields(table)
        channel, condition = inside.text("channel"), _condition(inside, "if")
        inside.unknown()
        for complaint in inside.complaints:
            fields.complain(f"way[{index}].{complaint.field}", complaint.code, **complaint.details)
        ways.append(Way(channel, condition))
    return Action(name, When(_choice(fields, "when", tuple(When))), _condition(fields, "if"), tuple(ways))


def read_stop(fields: Fields) -> Stop:
    name = fields.text("id")
    if not fields.has("if"):
        fields.complain("if", "missing-field")
    return Stop(name, Tone(_choice(fields, "tone", tuple(Tone))), _condition(fields, "if"))


READERS: Mapping[str, Callable[[Fields], Any]] = {
    "question": read_question,
    "evidence": read_evidence,
    "cause": read_cause,
    "action": read_action,
    "stop": read_stop,
}


def dump_situation(situation: Situation) -> dict[str, Any]:
    """The situation as plain data, without words; ``load_situation(dump_situation(s)) == s``."""
    return {
        "version": situation.version,
        "question": [
            {
                "id": each.id,
                "choose": "several" if each.several else "one",
                "option": [{"id": name} | ({"alone": True} if name in each.alone else {}) for name in each.options],
                **_if("ask", each.ask),
            }
            for each in situation.questions
        ],
        "evidence": [
            {
                "id": each.id,
                **_if("if", each.condition),
                "for" if each.weight > 0 else "against": each.cause,
                "weight": abs(each.weight),
            }
            for each in situation.evidence
        ],
        "cause": [{"id": each.id, "explains": each.explains.value} for each in situation.causes],
        "action": [
            {
                "id": each.id,
                "when": each.when.value,
                **_if("if", each.condition),
                "way": [{"channel": way.channel, **_if("if", way.condition)} for way in each.ways],
            }
            for each in situation.actions
        ],
        "stop": [{"id": each.id, "tone": each.tone.value, **_if("if", each.condition)} for each in situation.stops],
    }


def load_situation(data: object) -> Situation:
    """The situation from what `dump_situation` wrote. Raises BankError when it is anything else."""
    if not isinstance(data, Mapping) or not isinstance(data.get("version"), str) or not data["version"]:
        raise BankError("not-a-situation")
    situation = Situation(
        data["version"],
        _load(data, "question", read_question),
        _load(data, "evidence", read_evidence),
        _load(data, "cause", read_cause),
        _load(data, "action", read_action),
        _load(data, "stop", read_stop),
    )
    for fault in faults(situation):
        raise BankError("broken-situation", part=fault.part, id=fault.id, field=fault.field)
    return situation


def _load(data: Row, part: str, read: Callable[[Fields], Made]) -> tuple[Made, ...]:
    rows = data.get(part)
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise BankError("broken-situation", part=part, id="", field="")
    made = []
    for row in rows:
        fields = Fields(row)
        made.append(read(fields))
        if fields.complaints:
            raise BankError("broken-situation", part=part, id=str(row.get("id")), field=fields.complaints[0].field)
    return tuple(made)


def _choice(fields: Fields, name: str, known: tuple[str, ...]) -> str:
    """One of the known words, or the first after complaining."""
    value = fields.text(name)
    if value in known:
        return value
    if value:
        fields.complain(name, "unknown-word", known=", ".join(known))
    return known[0]


def _condition(fields: Fields, name: str) -> Condition:
    if not fields.has(name):
        return ALWAYS
    return read_condition(fields.table[name], lambda code, **details: fields.complain(name, code, **details))


def _if(name: str, condition: Condition) -> dict[str, Any]:
    return {} if condition == ALWAYS else {name: dump_condition(condition)}
