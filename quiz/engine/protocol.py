"""The one door. JavaScript calls `handle` with a JSON string and gets a JSON string back; it never raises.

Request: ``{"op": NAME, …}``. Reply: ``{"ok": true, "reply": {…}}`` or ``{"ok": false, "error": {"code", "details"}}``.
``open`` takes the bank's JSON as an object, ``bank``, and answers how many items it has; every other operation stands in
`quiz.engine.operations`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from quiz.engine.bank import Bank, load_bank
from quiz.engine.errors import EngineError, RequestError
from quiz.engine.operations import OPERATIONS
from quiz.engine.plain import read_plain

LONGEST_REQUEST = 4_000_000
"""Characters. A bank of ten thousand items fits; anything longer is refused unread."""


class Door:
    """One conversation: it remembers the bank that was opened."""

    def __init__(self) -> None:
        self._bank = Bank({})

    def handle(self, request: str) -> str:
        """Answer one request. Whatever the string, the reply is JSON and nothing is raised."""
        try:
            return _written({"ok": True, "reply": self._answer(request)})
        except EngineError as error:
            code, details = error.code, dict(error.details)
        except Exception as error:  # noqa: BLE001 — the door's promise: a fault inside is an answer, not a crash
            code, details = "engine-fault", {"type": type(error).__name__}
        return _written({"ok": False, "error": {"code": code, "details": details}})

    def _answer(self, request: str) -> Mapping[str, Any]:
        if not isinstance(request, str) or len(request) > LONGEST_REQUEST:
            raise RequestError("not-a-request")
        try:
            data = read_plain(request)
        except ValueError as error:
            raise RequestError("not-json") from error
        if not isinstance(data, dict) or not isinstance(data.get("op"), str):
            raise RequestError("not-a-request")
        if data["op"] == "open":
            self._bank = load_bank(data.get("bank"))
            return {"items": len(self._bank.items)}
        operation = OPERATIONS.get(data["op"])
        if operation is None:
            raise RequestError("unknown-op")
        return operation(self._bank, data)


def _written(reply: Mapping[str, Any]) -> str:
    return json.dumps(reply, separators=(",", ":"), allow_nan=False)


handle = Door().handle
"""The door of this process: what the worker calls."""
