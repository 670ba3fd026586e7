"""What a reader does with an item, in one place, so that each journey reads like a journey."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

DONT_KNOW = "dont-know"


def item(page: Page, name: str | None = None, kind: str | None = None) -> Locator:
    """The item of that id, or the first of that kind, or the first."""
    selector = f'[data-item="{name}"]' if name else f'[data-item][data-kind="{kind}"]' if kind else "[data-item]"
    return page.locator(selector).first


def choose(where: Locator, *values: str) -> None:
    for value in values:
        where.locator(f'input[value="{value}"]').check()


def check(where: Locator) -> None:
    where.locator('[data-action="check"]').click()


def expect_verdict(where: Locator, *verdicts: str) -> str:
    """Wait for the verdict, in words too; which of `verdicts` it was."""
    expect(where).to_have_attribute("data-verdict", _any_of(verdicts))
    status = where.locator('[role="status"]').first
    expect(status).not_to_be_empty()
    return where.get_attribute("data-verdict") or ""


def values(where: Locator) -> list[str]:
    """The values an item offers, without "I don't know"."""
    found = where.locator("input").evaluate_all("inputs => inputs.map(input => input.value)")
    return [value for value in found if value != DONT_KNOW]


def _any_of(verdicts: tuple[str, ...]) -> object:
    import re

    return re.compile("^(" + "|".join(verdicts or (r"\w+",)) + ")$")
