"""scan: what a text message shows.

========  ==============  ===========================================================================================
op        needs           reply
========  ==============  ===========================================================================================
``scan``  ``text``: str   ``looks_like``, ``because``, ``found``, ``actions``, ``nothing`` (see `Scan.as_data`)
========  ==============  ===========================================================================================

A text longer than `LONGEST` is refused, not cut: what was cut might be what matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quiz.engine.bank import Bank
from quiz.engine.errors import RequestError
from quiz.engine.messages.scan import scan

LONGEST = 5000
"""Characters of one message."""


def _scan(bank: Bank, data: Mapping[str, Any]) -> Mapping[str, Any]:
    text = data.get("text")
    if not isinstance(text, str):
        raise RequestError("text-not-a-string")
    if bank.patterns is None:
        raise RequestError("no-patterns")
    if not text.strip():
        raise RequestError("empty")
    if len(text) > LONGEST:
        raise RequestError("too-long", longest=LONGEST, length=len(text))
    return scan(text, bank.patterns.reader).as_data()


OPERATIONS = {"scan": _scan}
