"""Leaving /why/ in a hurry: a neutral page at once, no way back by the Back button, and nothing kept if asked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Host, Watch
from tests.web.why_reader import answer, start

NEUTRAL = "leave/"


def arrive(page: Page, host: Host, *, language: str = "", answers: int = 0) -> None:
    page.goto(host.url(f"{language}act/"))
    page.goto(host.url(f"{language}why/"))
    if answers:
        start(page)
        for value in ("limit", "none")[:answers]:
            answer(page, value)
    else:
        expect(page.locator('[data-action="start"]')).to_be_visible()


def neutral(page: Page, host: Host) -> None:
    """Wait for the neutral page itself; its address shows a moment earlier."""
    page.wait_for_url(host.url(NEUTRAL))
    expect(page.locator("textarea")).to_be_visible()


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("answers", [0, 1, 2])
def test_leaving_replaces_the_page_and_back_does_not_return(
    page: Page, host: Host, watch: Watch, language: str, answers: int
) -> None:
    arrive(page, host, language=language, answers=answers)
    page.locator('[data-action="leave"]').click()
    neutral(page, host)
    assert not [word for word in ("贷", "拒", "loan", "Declined") if word in page.content()]
    seen = []
    for _ in range(4):
        page.go_back(wait_until="load")
        seen.append(page.url)
        if not page.url.endswith(NEUTRAL):
            break
    assert host.url(f"{language}why/") not in seen
    assert seen[-1] == host.url(f"{language}act/")
    for _ in range(4):
        page.go_forward(wait_until="load")
        assert page.url != host.url(f"{language}why/")
    assert watch.foreign(host) == []


def test_the_history_lists_the_neutral_title(page: Page, host: Host) -> None:
    arrive(page, host, answers=2)
    page.locator('[data-action="leave"]').click()
    neutral(page, host)
    assert page.title() == "便笺 · Notes"


def test_going_back_to_the_start_and_leaving_cuts_off_what_lay_ahead(page: Page, host: Host) -> None:
    arrive(page, host, answers=2)
    page.go_back()
    page.go_back()
    page.locator('[data-action="leave"]').click()
    neutral(page, host)
    page.go_forward(wait_until="load")
    assert page.url == host.url(NEUTRAL)


def test_escape_three_times_leaves_and_twice_or_slowly_does_not(page: Page, host: Host) -> None:
    arrive(page, host, answers=1)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_timeout(2300)
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert page.url == host.url("why/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    neutral(page, host)


@pytest.mark.parametrize("erase", [True, False])
def test_what_is_kept_is_erased_first_if_asked(page: Page, host: Host, *, erase: bool) -> None:
    arrive(page, host)
    page.locator('[data-view="start"] [data-keep]').check()
    page.locator("[data-leave-erase]").set_checked(erase)
    start(page)
    answer(page, "limit")
    assert page.evaluate("localStorage.getItem('declined-again:plan')")
    page.locator('[data-action="leave"]').click()
    neutral(page, host)
    left = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('declined-again'))")
    assert (left == []) == erase


def test_the_way_out_is_in_reach_wherever_the_reader_is(page: Page, host: Host) -> None:
    arrive(page, host)
    for place in ("[data-why]", ".sources", "footer"):
        page.locator(place).last.scroll_into_view_if_needed()
        way = page.locator('[data-action="leave"]')
        box = way.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 740 - box["height"]
        assert box["height"] >= 44
        assert box["x"] + box["width"] <= 360


def test_the_neutral_page_is_in_no_index_and_asks_for_nothing_else(page: Page, host: Host, watch: Watch) -> None:
    page.goto(host.url(NEUTRAL))
    assert {url.removeprefix(host.address) for url in watch.requests if not url.startswith("data:")} == {
        NEUTRAL,
        "leave/leave.css",
    }
    assert "leave" not in (host.folder / "sitemap.xml").read_text(encoding="utf-8")
    for prefix in ("", "en/"):
        assert "便笺" not in (host.folder / prefix / "search" / "search_index.json").read_text(encoding="utf-8")
    assert watch.complaints == []
