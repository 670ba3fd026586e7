"""The one door. JavaScript calls `handle` with a JSON string and gets a JSON string back; it never raises.

Request: ``{"op": NAME, …}``. Reply: ``{"ok": true, "reply": {…}}`` or ``{"ok": false, "error": {"code", "details"}}``.

=========  ==========================================  =======================================================
op         needs                                       reply
=========  ==========================================  =======================================================
``open``   ``bank``: the bank's JSON as an object      ``{"items": how many}``
``grade``  ``item``: id, ``values``: list of strings   the verdict (see `Verdict.as_data`) and the item's ``version``
=========  ==========================================  =======================================================
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from quiz.engine.bank import load_bank
from quiz.engine.errors import EngineError, RequestError
from quiz.engine.grading import grade
from quiz.engine.model import Item

LONGEST_REQUEST = 4_000_000
"""Characters. A bank of ten thousand items fits; anything longer is refused unread."""


class Door:
    """One conversation: it remembers the bank that was opened."""

    def __init__(self) -> None:
        self._items: dict[str, Item] = {}
        self._operations: Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
            "open": self._open,
            "grade": self._grade,
        }

    def handle(self, request: str) -> str:
        """Answer one request. Whatever the string, the reply is JSON and nothing is raised."""
        try:
            reply = {"ok": True, "reply": self._answer(request)}
        except EngineError as error:
            reply = {"ok": False, "error": {"code": error.code, "details": dict(error.details)}}
        except Exception as error:  # noqa: BLE001 — the door's promise: a fault inside is an answer, not a crash
            reply = {"ok": False, "error": {"code": "engine-fault", "details": {"type": type(error).__name__}}}
        return json.dumps(reply, separators=(",", ":"))

    def _answer(self, request: str) -> Mapping[str, Any]:
        if not isinstance(request, str) or len(request) > LONGEST_REQUEST:
            raise RequestError("not-a-request")
        try:
            data = json.loads(request)
        except (ValueError, RecursionError) as error:
            raise RequestError("not-json") from error
        if not isinstance(data, dict) or not isinstance(data.get("op"), str):
            raise RequestError("not-a-request")
        operation = self._operations.get(data["op"])
        if operation is None:
            raise RequestError("unknown-op", known=", ".join(self._operations))
        return operation(data)

    def _open(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        self._items = load_bank(data.get("bank"))
        return {"items": len(self._items)}

    def _grade(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        name, values = data.get("item"), data.get("values")
        if not isinstance(name, str) or name not in self._items:
            raise RequestError("unknown-item", item=name if isinstance(name, str) else None)
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise RequestError("values-not-strings")
        item = self._items[name]
        return {**grade(item, tuple(values)).as_data(), "version": item.version}


handle = Door().handle
"""The door of this process: what the worker calls."""
