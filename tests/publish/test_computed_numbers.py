"""Every rate and instalment in the pages' cost tables is what the engine computes, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quiz.engine import cost

DOCS = Path(__file__).resolve().parents[2] / "docs"


def rows(language: str, *, columns: int, first: str) -> list[list[float]]:
    """The numbers of each row of the tables in true-cost whose first cell looks like `first`."""
    text = (DOCS / language / "act" / "true-cost.md").read_text(encoding="utf-8")
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|"))
    wanted = [row for row in cells if len(row) == columns and re.fullmatch(first, row[0])]
    return [[float(re.sub(r"[^\d.]", "", cell.replace(",", "")) or "nan") for cell in row] for row in wanted]


def percent(rate: float) -> float:
    return round(rate * 100, 2)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_flat_fee_table_is_the_engines(language: str):
    found = [row for row in rows(language, columns=4, first=r"[\d.]+%") if row[0] in (0.3, 0.6, 1.0, 1.5)]
    assert len(found) == 4
    for fee, felt, nominal, effective in found:
        assert felt == pytest.approx(fee * 12)
        assert nominal == percent(cost.flat_fee_nominal_rate(fee / 100, 12))
        assert effective == percent(cost.flat_fee_effective_rate(fee / 100, 12))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_daily_rate_table_is_the_engines(language: str):
    found = [row for row in rows(language, columns=4, first=r"[\d.]+%") if row[0] in (0.02, 0.05, 0.1)]
    assert len(found) == 3
    for daily, _, by_360, by_365 in found:
        assert by_360 == pytest.approx(percent(cost.daily_rate_to_annual(daily / 100, 360)))
        assert by_365 == pytest.approx(percent(cost.daily_rate_to_annual(daily / 100, 365)))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_instalment_table_is_the_engines(language: str):
    found = rows(language, columns=3, first=r"\d+%")
    assert len(found) == 4
    for nominal, instalment, interest in found:
        exact = cost.equal_instalment(10_000, nominal / 100, 12)
        assert instalment == round(exact, 2)
        assert interest == round(exact * 12 - 10_000, 2)
