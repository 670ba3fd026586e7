"""grade: the verdict on one response to one item.

=========  =====================================  =======================================================
op         needs                                  reply
=========  =====================================  =======================================================
``grade``  ``item``: id, ``values``: strings      the verdict (see `Verdict.as_data`) and the item's ``version``
=========  =====================================  =======================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quiz.engine.bank import Bank
from quiz.engine.errors import RequestError
from quiz.engine.grading import grade
from quiz.engine.model import Item


def _grade(bank: Bank, data: Mapping[str, Any]) -> Mapping[str, Any]:
    item = asked_item(bank, data)
    values = data.get("values")
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise RequestError("values-not-strings")
    return {**grade(item, tuple(values)).as_data(), "version": item.version}


def asked_item(bank: Bank, data: Mapping[str, Any]) -> Item:
    """The item a request names. Raises RequestError ``unknown-item``."""
    name = data.get("item")
    if not isinstance(name, str) or name not in bank.items:
        raise RequestError("unknown-item", item=name if isinstance(name, str) else None)
    return bank.items[name]


OPERATIONS = {"grade": _grade}
