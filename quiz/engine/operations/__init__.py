"""What the engine may be asked, by name. Each module here has the operations of one capability; the registry has one line for each.

An operation takes the opened bank and the request's fields and returns plain data. It raises EngineError for a
request that cannot be answered; it keeps nothing between requests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from quiz.engine.bank import Bank
from quiz.engine.operations import cost, grading, messages, plan, session

Operation = Callable[[Bank, Mapping[str, Any]], Mapping[str, Any]]

OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        **grading.OPERATIONS,
        **session.OPERATIONS,
        **cost.OPERATIONS,
        **messages.OPERATIONS,
        **plan.OPERATIONS,
    }
)

__all__ = ["OPERATIONS", "Operation"]
