"""A visit to a page that is measured: what is clicked, what is waited for, which times are read. It knows the page's promises (see
quiz/README.md); it must not know hosts.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as Timeout

from scripts.setup import Missing

LONG = 180_000
"""Milliseconds: Pyodide on a bad link takes its time."""
STAY = 7_000
"""Milliseconds: the page begins to keep things three seconds after it has loaded."""
NO_QUESTION = "Object.defineProperty(navigator, 'connection', { value: undefined });"
"""Over a slow link the reader is asked before anything large loads; the time line is that of one who agreed before."""
LONG_TASKS = "globalThis.long = []; new PerformanceObserver(list => long.push(...list.getEntries().map(each => each.duration))).observe({ type: 'longtask' });"


_CLICK = """(item) => new Promise((done) => {
  const started = performance.now();
  const told = () => item.dataset.verdict && item.dataset.verdict !== "not-ready";
  const observer = new MutationObserver(() => {
    if (!told()) return;
    observer.disconnect();
    performance.mark("bench:verdict");
    done(performance.now() - started);
  });
  observer.observe(item, { attributes: true });
  item.querySelector("[data-action=check]").click();
})"""
"""The page's own mark tells of the first verdict there is; on a second visit that is one that was kept."""
VERDICT = "bench:verdict"
_AT_ONCE = """((id, mark) => {
  let pressed = false;
  const turn = () => {
    const item = document.querySelector(`[data-item="${id}"]`);
    if (item?.dataset.verdict && item.dataset.verdict !== "not-ready") return performance.mark(mark);
    const check = item?.querySelector("[data-action=check]");
    if (check && !pressed) {
      pressed = true;
      item.querySelector("input[value=dont-know]").click();
      check.click();
    }
    requestAnimationFrame(turn);
  };
  requestAnimationFrame(turn);
})"""


def answers_at_once(item: str) -> str:
    """A script for a page to begin with: a reader who answers as soon as the item is there. It marks the verdict `VERDICT`. A press from
    outside would come later the slower the page is, for the browser's tools take their turn too.
    """
    return f"{_AT_ONCE}({json.dumps(item)}, {json.dumps(VERDICT)});"


def items_of(html: str) -> dict[str, str]:
    """Of the items in a page that can be answered before Python is there, the one for each visit."""
    found = re.findall(r'data-item="([^"]*)" data-kind="(?!number)', html)
    return {"cold": found[-1], "warm": found[-2]}


def wait_for_mark(page: Page, name: str) -> float:
    """When the page sets a mark, in seconds after navigation. Raises Missing when it does not."""
    for _ in range(LONG // 100):
        with suppress(Timeout):
            if (when := marks(page).get(name)) is not None:
                return when
        page.wait_for_timeout(100)
    raise Missing(f"{page.url} never came to {name}")


def marks(page: Page) -> dict[str, float]:
    """User-timing marks, in seconds after navigation."""
    return dict(page.evaluate("performance.getEntriesByType('mark').map(mark => [mark.name, mark.startTime / 1000])"))


def stay(page: Page) -> None:
    """The reader reads on: the browser and the page keep what they keep for the next visit."""
    page.wait_for_timeout(STAY)


def first_paint(page: Page) -> float | None:
    """Seconds after navigation; None for a page that paints nothing."""
    found = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null")
    return None if found is None else float(found) / 1000


def longest_task(page: Page) -> float:
    """Seconds; the page must have had `LONG_TASKS` from its start."""
    return float(max([0, *page.evaluate("long")])) / 1000


def boot_seconds(page: Page) -> float:
    """From worker start to ready, in seconds."""
    page.wait_for_selector("html[data-engine=ready]", state="attached", timeout=LONG)
    times = marks(page)
    return times["engine:ready"] - times["engine:start"]


def verdict_seconds(page: Page, visit: str = "cold") -> float:
    """From the click to the verdict in words. Each visit of a reader answers another item: none that has a kept answer to be put back."""
    page.locator("footer").first.wait_for(state="attached", timeout=LONG)  # all items are here
    items = page.locator("[data-item]:not([data-kind=number])")
    item = items.nth(items.count() - {"cold": 1, "warm": 2}[visit])
    item = page.locator(f'[data-item="{item.get_attribute("data-item")}"]')
    page.wait_for_selector("html[data-script=here]", state="attached", timeout=LONG)
    item.locator('input[value="dont-know"]').evaluate("input => input.checked || input.click()")
    took = item.evaluate(_CLICK)
    item.locator(".feedback").first.wait_for(timeout=LONG)  # the page's policy forbids waiting by a function
    return float(took) / 1000
