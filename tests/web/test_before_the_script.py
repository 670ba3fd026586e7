"""The time between a page's first paint and its script, long on a slow phone: nothing moves when the script comes, and what a reader has
done by then is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.conftest import Host, Watch

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


def test_the_script_is_asked_for_when_the_text_is_on_screen(page: Page, host: Host) -> None:
    page.goto(host.url("causes/"))
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    asked = page.evaluate(
        "performance.getEntriesByType('resource').find(each => each.name.endsWith('page.joined.js')).startTime"
    )
    assert painted < asked


def test_over_a_slow_line_the_script_is_fetched_while_the_text_is_laid_out(page: Page, host: Host) -> None:
    page.route("**/shared.*.css", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.goto(host.url("why/"))
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    names = "performance.getEntriesByType('resource').filter(each => each.name.endsWith('.joined.js'))"
    asked = page.evaluate(f"{names}.map(each => each.startTime)")
    assert len(asked) == 2, "each once"
    assert max(asked) < painted


def test_a_page_in_a_tab_nobody_sees_has_its_script_too(page: Page, host: Host) -> None:
    page.add_init_script("""
      Object.defineProperty(document, "hidden", { value: true });
      window.PerformanceObserver = class { observe() {} };
    """)
    page.goto(host.url("causes/"), wait_until="commit")
    page.wait_for_selector("html[data-script=here]", state="attached", timeout=2_500)


def test_a_text_that_is_never_reported_as_shown_has_its_script_in_the_end(page: Page, host: Host) -> None:
    page.add_init_script("window.PerformanceObserver = class { observe() {} };")
    page.goto(host.url("causes/"), wait_until="commit")
    page.wait_for_selector("html[data-script=here]", state="attached")


def test_an_answer_given_before_the_script_has_its_verdict_fetched_meanwhile(page: Page, host: Host, watch: Watch) -> None:
    with script_held_back(page) as release:
        page.goto(host.url("causes/"), wait_until="commit")
        item = page.locator('[data-item][data-kind="single"]').first
        with page.expect_response("**/ahead/causes.json"), page.expect_response("**/check/answers/causes/"):
            item.locator("input").first.check()
        item.locator('[data-action="check"]').click()
        release()
    expect(item).to_have_attribute("data-verdict", re.compile("correct"))
    assert not watch.complaints


def test_a_browser_too_old_for_the_script_gets_the_page_as_it_is_without_scripts(
    page: Page, host: Host, watch: Watch
) -> None:
    page.add_init_script("delete Array.prototype.at;")
    page.goto(host.url("causes/"))
    expect(page.locator("[data-item] .item__sheet").first).to_be_visible()
    expect(page.locator('[data-action="search"]')).not_to_be_visible()
    page.wait_for_load_state("networkidle")
    assert not [url for url in watch.requests if url.endswith(".js")]
