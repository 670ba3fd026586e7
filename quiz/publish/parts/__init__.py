"""The parts an author may put into a page with ``[[name]]`` or ``[[name:argument]]``; one line for each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from quiz.publish.parts import check, cost, messages, reference, why
from quiz.publish.parts.part import Part, Place

PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "quick-check": check.QUICK_CHECK,
        "check": check.CHECK,
        "record": check.RECORD,
        "sets": check.SETS,
        "set": check.SET,
        "questions": check.QUESTIONS,
        "answers": check.ANSWERS,
        "cost": cost.COST,
        "figure": reference.FIGURE,
        "glossary": reference.GLOSSARY,
        "sources": reference.SOURCES,
        "erase": reference.ERASE,
        "offline": reference.OFFLINE,
        "message-check": messages.MESSAGE_CHECK,
        "why": why.WHY,
    }
)

__all__ = ["PARTS", "Part", "Place"]
