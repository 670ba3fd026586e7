"""Plain data out of JSON that anyone may have written. It knows JSON; it must not know what the data is about."""

from __future__ import annotations

import json
import re

from quiz.engine.errors import RequestError

DEEPEST = 60
"""Lists and tables within one another; our own data has fewer than ten.

In the browser a parser that runs out of stack takes the whole of Python down with it (Pyodide 314), so depth is looked at before
anything is parsed. Remove this when json.loads raises RecursionError there, as it does elsewhere.
"""
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NO_BRACKET = re.compile(r"[^\[\]{}]+")


def read_json(text: str) -> object:
    """What `text` says. Raises RequestError ``not-json`` when it is no JSON, or nested deeper than `DEEPEST`."""
    if text.count("[") + text.count("{") > DEEPEST:
        signs = _NO_BRACKET.sub("", _STRING.sub("", text))
        for _ in range(DEEPEST):
            signs = signs.replace("[]", "").replace("{}", "")  # the innermost of each nest
        if signs:
            raise RequestError("not-json")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RequestError("not-json") from error
