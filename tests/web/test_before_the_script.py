"""The time between a page's first paint and its script, long on a slow phone: nothing moves when the script comes, and what a reader has
done by then is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.conftest import Host

PAGES = ["", "causes/", "act/complain/", "check/", "why/", "cost/", "message-check/", "glossary/"]
RECORD = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) shifts.push([value, sources.map(({ node }) => node?.textContent?.slice(0, 60))]);
}).observe({ type: "layout-shift", buffered: true });
"""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"


@contextmanager
def script_held_back(page: Page) -> Iterator[Callable[[], None]]:
    """The page's own script does not arrive until the function handed over is called."""
    held: list[Route] = []
    come = False

    def hold(route: Route) -> None:
        if come:
            route.continue_()
        else:
            held.append(route)

    def release() -> None:
        nonlocal come
        come = True
        for route in held:
            route.continue_()

    page.route("**/*.joined.js", hold)
    yield release


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves_when_the_script_arrives(page: Page, host: Host, path: str, prefix: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.add_init_script(RECORD)
    with script_held_back(page) as release:
        page.goto(host.url(prefix + path), wait_until="commit")
        page.locator("footer").first.wait_for(state="attached")
        page.evaluate(TWO_FRAMES)
        release()
        page.wait_for_load_state("networkidle")
    page.evaluate(TWO_FRAMES)
    assert page.evaluate("shifts") == []


def test_numbers_typed_before_the_script_are_worked_out_when_it_is_there(page: Page, host: Host) -> None:
    with script_held_back(page) as release:
        page.goto(host.url("cost/"), wait_until="commit")
        for name, value in (("amount", "10000"), ("value", "893.33"), ("term", "12")):
            page.locator(f'[data-offer="a"] [data-field="{name}"]').fill(value)
        page.locator('[data-action="cost"]').click()
        release()
    expect(page.locator("[data-cost]")).to_have_attribute("data-state", "done")
    expect(page.locator('[data-out="nominal"]').first).to_contain_text("13.03")


def test_a_press_on_start_before_the_script_starts_the_questions_when_it_is_there(page: Page, host: Host) -> None:
    with script_held_back(page) as release:
        page.goto(host.url("why/"), wait_until="commit")
        page.locator('[data-view="start"] [data-action="start"]').click()
        release()
    expect(page.locator("[data-question]").filter(visible=True)).to_have_count(1)
