"""What a reader does on /why/, in one place, so that each journey reads like a journey."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

HOME_DOOR = '.door a[href$="why/"]'


def question(page: Page) -> Locator:
    """The question that is shown."""
    shown = page.locator("[data-question]:visible")
    expect(shown).to_have_count(1)
    return shown


def asked(page: Page) -> str:
    return question(page).get_attribute("data-question") or ""


def start(page: Page) -> None:
    page.locator('[data-action="start"]').click()
    expect(page.locator("[data-question]:visible")).to_have_count(1)


def answer(page: Page, *values: str) -> str:
    """Answer the question that is shown (or skip it, with no values); its id. Waits for what comes next."""
    form = question(page)
    name = form.get_attribute("data-question") or ""
    for value in values:
        form.locator(f'input[value="{value}"]').check()
    form.locator(f'[data-action="{"next" if values else "skip"}"]').click()
    expect(page.locator(f'[data-question="{name}"]')).to_be_hidden(timeout=60_000)
    return name


def walk(page: Page, answers: dict[str, list[str]]) -> None:
    """Answer everything that is asked, until the plan stands there."""
    for _ in range(13):
        expect(page.locator("[data-question]:visible, .plan:visible").first).to_be_visible(timeout=60_000)
        if page.locator(".plan").is_visible():
            return
        answer(page, *answers.get(asked(page), []))


def ids(page: Page, slot: str, attribute: str) -> list[str]:
    """The ids of what stands in a slot of the plan, in order."""
    found = page.locator(f'[data-slot="{slot}"] [data-{attribute}]')
    return found.evaluate_all(f"all => all.map(each => each.dataset.{attribute})")


def plan_shown(page: Page) -> dict[str, list[str]]:
    """The plan as the reader sees it: ids, in order."""
    return {
        "stops": ids(page, "stops", "sign"),
        "help": ids(page, "help", "sign"),
        **{part: ids(page, part, "step") for part in ("today", "week", "month")},
        "causes": ids(page, "decline", "cause") + ids(page, "decline-more", "cause"),
    }


def golden(plan: dict[str, list[str]]) -> dict[str, list[str]]:
    """A persona's plan in the same shape."""
    shown = {name: plan[name] for name in ("stops", "help", "today", "week", "month")}
    return {**shown, "causes": [each.partition(":")[0] for each in plan["causes"]]}


def sheets(page: Page) -> int:
    """How many sheets of A4 the page prints on."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True)))
