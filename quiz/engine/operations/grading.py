"""grade: the verdict on one response to one item. draw: fresh numbers for an item.

=========  =========================================  ==============================================================
op         needs                                      reply
=========  =========================================  ==============================================================
``grade``  ``item``: id, ``values``: strings,         the verdict (see `Verdict.as_data`), the item's ``version``, and
           ``seed``: of its numbers, 0 when not given  ``amounts``: its numbers and the answer as a reader sees them
``draw``   ``item``, ``seed``                         ``amounts``, without the answer
=========  =========================================  ==============================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quiz.engine.bank import Bank
from quiz.engine.draws import ANSWER
from quiz.engine.errors import RequestError
from quiz.engine.grading import amounts, reply
from quiz.engine.model import Item
from quiz.engine.session import is_seed


def _grade(bank: Bank, data: Mapping[str, Any]) -> Mapping[str, Any]:
    item = asked_item(bank, data)
    values = data.get("values")
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise RequestError("values-not-strings")
    seed = _seed(data)
    return {**reply(item, tuple(values), seed), "version": item.version}


def _draw(bank: Bank, data: Mapping[str, Any]) -> Mapping[str, Any]:
    item = asked_item(bank, data)
    return {"amounts": {name: shown for name, shown in amounts(item, _seed(data)).items() if name != ANSWER}}


def _seed(data: Mapping[str, Any]) -> int:
    seed = data.get("seed", 0)
    if not is_seed(seed):
        raise RequestError("not-a-seed")
    return int(seed)


def asked_item(bank: Bank, data: Mapping[str, Any]) -> Item:
    """The item a request names. Raises RequestError ``unknown-item``."""
    name = data.get("item")
    if not isinstance(name, str) or name not in bank.items:
        raise RequestError("unknown-item", item=name if isinstance(name, str) else None)
    return bank.items[name]


OPERATIONS = {"grade": _grade, "draw": _draw}
