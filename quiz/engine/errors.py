"""What can go wrong, sorted by who must act. Facts are attributes; no sentence a reader sees stands here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Detail = str | int | float | bool | None


class EngineError(Exception):
    """Base of every error the engine raises on purpose: a stable `code` and plain `details`."""

    def __init__(self, code: str, **details: Detail) -> None:
        super().__init__(code, details)
        self.code = code
        self.details: Mapping[str, Detail] = MappingProxyType(dict(details))


class BankError(EngineError):
    """The bank's data cannot be used: its author must act."""


class WordingError(BankError):
    """A wording to look for in messages cannot be read: its author must act."""


class RequestError(EngineError):
    """The caller asked for something that does not exist or is not formed right: the page must act."""


class NumberError(EngineError):
    """What the reader typed is not a number that can be read: the reader must act."""


class CostError(EngineError):
    """The amounts given have no answer (for example, nothing is repaid): the reader must act."""
