"""How results are held and written: a part is rows of what was measured, with a column for each that was measured. It knows numbers; it
must not know what they mean.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Spread = Mapping[str, float]
"""median, least, most, p99, and runs."""
Value = int | float | str | Spread
Rows = Mapping[str, Mapping[str, Value]]
"""What was measured → who → value. What could not be measured is left out."""


def spread(values: Iterable[float]) -> Spread:
    ordered = sorted(values)
    nth = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    numbers = {"median": statistics.median(ordered), "least": ordered[0], "most": ordered[-1], "p99": nth}
    return {**{name: round(each, 4) for name, each in numbers.items()}, "runs": len(ordered)}


def spreads(found: Mapping[str, Mapping[str, Sequence[float]]]) -> dict[str, dict[str, Value]]:
    """Rows of spreads from rows of values."""
    return {row: {who: spread(values) for who, values in columns.items() if values} for row, columns in found.items()}


def middle(value: Value) -> float:
    """The number that stands for a value."""
    return float(value["median"] if isinstance(value, Mapping) else value)


def ratio(one: Value, other: Value) -> float:
    return round(middle(one) / middle(other), 3)


def write(result: Mapping[str, object], parts: Mapping[str, Rows], folder: Path) -> str:
    """Write bench.json and bench.md into `folder`; return the latter."""
    text = markdown(result, parts)
    whole = {**result, "parts": parts}
    (folder / "bench.json").write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "bench.md").write_text(text, encoding="utf-8")
    return text


def markdown(result: Mapping[str, object], parts: Mapping[str, Rows]) -> str:
    """What all parts share, a line each, then a table for each part."""
    lines = [f"- {name}: {value}" for name, value in result.items()]
    for part, rows in parts.items():
        columns = list(dict.fromkeys(who for each in rows.values() for who in each))
        lines += ["", f"## {part}", "", f"| | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
        lines += [f"| {row} | {' | '.join(_shown(each.get(who, '')) for who in columns)} |" for row, each in rows.items()]
    return "\n".join(lines) + "\n"


def _shown(value: Value) -> str:
    if isinstance(value, Mapping):
        low, high = _number(value["least"]), _number(value["most"])
        tail = f"; p99 {_number(value['p99'])}" if value["runs"] >= 100 else ""
        return _number(value["median"]) + (f" ({low} to {high}{tail})" if value["runs"] > 1 else "")
    return value if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.2f}" if value >= 1 else f"{value:.3f}"
