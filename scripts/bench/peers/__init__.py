"""Part `peers`."""

from __future__ import annotations

from scripts.bench.ground import Ground
from scripts.bench.table import Rows


def measure(ground: Ground) -> Rows:
    return {}
