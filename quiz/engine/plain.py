"""Plain data from JSON that anyone may have written. It knows JSON; it must not know what the data means."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import Any

DEEPEST = 40
"""Tables and lists inside each other; ours are a fifth of it.

Python compiled to WebAssembly does not survive JSON nested some thousands deep: it ends, and raises nothing that could be caught
(Pyodide 314.0.7, at ten thousand). So depth is looked at before anything is read.
"""

_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)  # also one that never ends, so that no text takes long
_BETWEEN = re.compile(r"[^\[\]{}]+")
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}


def read_plain(text: str) -> Any:
    """The data in JSON text. Raises ValueError when it is not JSON, or nested deeper than `DEEPEST`."""
    brackets = _BETWEEN.sub("", _STRING.sub("", text))
    if max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > DEEPEST:
        raise ValueError("too deep")
    return json.loads(text)
