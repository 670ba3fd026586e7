"""The kinds of item. Each is one file with the same few functions; the registry below has one line for each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from quiz.engine.kinds import match, multiple, number, order, single, spot
from quiz.engine.kinds.kind import Kind

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "single": single.KIND,
        "multiple": multiple.KIND,
        "number": number.KIND,
        "order": order.KIND,
        "match": match.KIND,
        "spot": spot.KIND,
    }
)

__all__ = ["KINDS", "Kind"]
