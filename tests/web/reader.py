"""What a reader does with an item, in one place, so that each journey reads like a journey."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Host

DONT_KNOW = "dont-know"
CHECK = {"zh": "check/", "en": "en/check/"}


def item(page: Page, name: str | None = None, kind: str | None = None) -> Locator:
    """The item of that id, or the first of that kind, or the first."""
    selector = f'[data-item="{name}"]' if name else f'[data-item][data-kind="{kind}"]' if kind else "[data-item]"
    return page.locator(selector).first


def choose(where: Locator, *values: str) -> None:
    for value in values:
        where.locator(f'input[value="{value}"]').check()


def answer_somehow(where: Locator, values: list[str] | None = None) -> None:
    """A whole response of whatever kind: `values`, or the first thing that comes to hand."""
    kind = where.get_attribute("data-kind")
    if kind == "number":
        where.locator('input[type="text"]').fill("1")
    elif kind == "match":
        for select in where.locator("select").all():
            wanted = next(
                (value for value in values or [] if value.startswith(f"{select.get_attribute('data-prompt')}=")), None
            )
            select.select_option(value=wanted) if wanted else select.select_option(index=1)
    else:
        inputs = where.locator(f'input:not([value="{DONT_KNOW}"]):not([name="sure"])')
        offered = [each.get_attribute("value") or "" for each in inputs.all()]
        chosen = values or (offered if kind == "order" else offered[:1])
        for value in chosen:
            where.locator(f'input[value="{value}"]').check(force=True)


def check(where: Locator) -> None:
    where.locator('[data-action="check"]').click()


def expect_verdict(where: Locator, *verdicts: str) -> str:
    """Wait for the verdict, in words too; which of `verdicts` it was."""
    expect(where).to_have_attribute("data-verdict", _any_of(verdicts))
    status = where.locator('[role="status"]').first
    expect(status).not_to_be_empty()
    return where.get_attribute("data-verdict") or ""


def expect_python_to_answer(where: Locator) -> None:
    """Answer somehow, and see the engine's own verdict with its explanation."""
    answer_somehow(where)
    check(where)
    expect_verdict(where, "correct", "partly", "incorrect")
    expect(where).to_have_attribute("data-verdict-from", "engine")
    expect(where.locator(".feedback").first).to_be_visible()


def values(where: Locator) -> list[str]:
    """The values an item offers, without "I don't know"."""
    found = where.locator("input").evaluate_all("inputs => inputs.map(input => input.value)")
    return [value for value in found if value != DONT_KNOW]


def _any_of(verdicts: tuple[str, ...]) -> object:
    import re

    return re.compile("^(" + "|".join(verdicts or (r"\w+",)) + ")$")


def bank_of(host: Host) -> dict[str, Any]:
    """The shipped items by id, as the engine has them."""
    items = json.loads(next((host.folder / "assets" / "check").glob("*/bank.json")).read_text())["items"]
    return {each["id"]: each for each in items}


def key_of(table: dict[str, Any]) -> list[str]:
    """The values that answer an item rightly, from the shipped bank."""
    if table["kind"] == "match":
        return [f"{prompt['id']}={prompt['answer']}" for prompt in table["prompt"]]
    if table["kind"] == "order":
        return [option["id"] for option in table["option"]]
    return [table["key"]] if isinstance(table["key"], str) else list(table["key"])


def begin(page: Page, host: Host, language: str = "zh") -> None:
    page.goto(host.url(CHECK[language]))
    page.locator("[data-begin] button[type=submit]").click()
    expect(page.locator("[data-slot] [data-item]")).to_be_visible()


def asked(page: Page) -> Locator:
    return page.locator("[data-slot] [data-item]")


def go_on(page: Page) -> None:
    """To the next question, once it is there."""
    before = asked(page).get_attribute("data-item")
    page.locator("[data-run] [data-action=next]").click()
    expect(page.locator(f'[data-slot] [data-item="{before}"]')).to_have_count(0)
    expect(asked(page)).to_be_visible()


def answer_all(page: Page, how: Any) -> list[str]:
    """Answer every question with `how` (called with the item and its place); the ids in order."""
    names = []
    while True:
        names.append(asked(page).get_attribute("data-item") or "")
        how(asked(page), len(names) - 1)
        check(asked(page))
        expect_verdict(asked(page), "correct", "partly", "incorrect", "unknown")
        if page.locator("[data-run] [data-action=next]").is_hidden():
            return names
        go_on(page)


def finish(page: Page) -> None:
    page.locator("[data-run] [data-action=finish]").click()
    expect(page.locator("[data-result]")).to_be_visible()
