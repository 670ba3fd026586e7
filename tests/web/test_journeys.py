"""Whole journeys in a real browser: read, check, answer, learn why; come back; switch language; erase."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.conftest import Host, Watch
from tests.web.reader import DONT_KNOW, check, choose, expect_verdict, item, values

RECORD = "declined-again:record"
CHAPTER = {"zh": "causes/", "en": "en/causes/"}


def stored(page: Page) -> dict:
    return json.loads(page.evaluate(f"localStorage.getItem('{RECORD}')") or "{}")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_reader_reads_answers_and_learns_why(page: Page, host: Host, watch: Watch, language: str) -> None:
    page.goto(host.url(CHAPTER[language]))
    assert page.evaluate("document.documentElement.lang") == {"zh": "zh-Hans", "en": "en"}[language]
    assert page.locator("[data-item]").count() == 5
    asked = item(page, kind="single")
    asked.scroll_into_view_if_needed()
    choose(asked, values(asked)[0])
    check(asked)
    expect_verdict(asked, "correct", "incorrect")
    assert asked.get_attribute("data-verdict-from") in ("engine", "build")
    expect(asked.locator(".feedback").first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-engine", "ready")
    marks = page.evaluate("performance.getEntriesByType('mark').map(mark => mark.name)")
    assert {"engine:start", "engine:ready", "item:first-verdict"} <= set(marks)
    assert watch.foreign(host) == []
    assert watch.complaints == []


def test_a_click_before_the_engine_is_ready_is_kept_and_answered(page: Page, host: Host) -> None:
    page.goto(host.url("causes/"))
    asked = item(page, kind="number")
    asked.locator('input[type="text"]').fill("1")
    check(asked)
    assert page.locator("html").get_attribute("data-engine") in ("loading", "ready")
    progress = asked.locator("progress")
    if page.locator("html").get_attribute("data-engine") == "loading":
        expect(progress).to_be_visible()
        assert asked.locator("label:has(progress)").inner_text().strip()
    expect_verdict(asked, "correct", "incorrect")
    expect(progress).not_to_be_visible()


def test_i_dont_know_is_an_answer_that_teaches(page: Page, host: Host) -> None:
    page.goto(host.url("causes/"))
    for kind in ("single", "multiple", "number"):
        asked = item(page, kind=kind)
        choose(asked, DONT_KNOW)
        check(asked)
        expect_verdict(asked, "unknown")
        expect(asked.locator(".item__feedback")).to_be_visible()
        assert len(asked.locator(".item__feedback").inner_text()) > 10


def test_i_dont_know_and_any_other_choice_exclude_each_other(page: Page, host: Host) -> None:
    page.goto(host.url("causes/"))
    asked = item(page, kind="multiple")
    first = values(asked)[0]
    choose(asked, first, DONT_KNOW)
    assert not asked.locator(f'input[value="{first}"]').is_checked()
    choose(asked, first)
    assert not asked.locator(f'input[value="{DONT_KNOW}"]').is_checked()
    typed = item(page, kind="number")
    typed.locator('input[type="text"]').fill("12")
    choose(typed, DONT_KNOW)
    assert typed.locator('input[type="text"]').input_value() == ""


def test_nothing_chosen_and_no_number_are_not_ready_rather_than_wrong(page: Page, host: Host) -> None:
    page.goto(host.url("causes/"))
    asked = item(page, kind="single")
    check(asked)
    expect_verdict(asked, "not-ready")
    typed = item(page, kind="number")
    typed.locator('input[type="text"]').fill("许多")
    check(typed)
    expect_verdict(typed, "not-ready")
    assert "13.03" in typed.locator('[role="status"]').inner_text()


def test_the_keyboard_alone_answers_an_item(page: Page, host: Host) -> None:
    page.goto(host.url("en/causes/"))
    asked = item(page, kind="single")
    asked.locator("input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.action") == "check"
    page.keyboard.press("Enter")
    expect_verdict(asked, "correct", "incorrect")
    assert page.evaluate("document.activeElement.dataset.action") == "check", "focus stays where the reader was"


def test_answers_survive_a_reload_and_follow_the_reader_to_the_other_language(page: Page, host: Host) -> None:
    page.goto(host.url("causes/"))
    asked = item(page, kind="multiple")
    name = asked.get_attribute("data-item")
    chosen = values(asked)[:2]
    choose(asked, *chosen)
    check(asked)
    verdict = expect_verdict(asked, "correct", "partly", "incorrect")
    for address in ("causes/", "en/causes/"):
        if address.startswith("en"):
            page.locator("a.switch").click()
            page.wait_for_url("**/en/causes/")
        else:
            page.reload()
        again = item(page, name)
        expect(again).to_have_attribute("data-verdict", verdict)
        for value in chosen:
            expect(again.locator(f'input[value="{value}"]')).to_be_checked()
        expect(again.locator(".feedback").first).to_be_visible()


def test_a_choice_not_yet_checked_survives_a_reload_too(page: Page, host: Host) -> None:
    page.goto(host.url("causes/"))
    asked = item(page, kind="number")
    asked.locator('input[type="text"]').fill("７.２％")
    page.reload()
    expect(item(page, kind="number").locator('input[type="text"]')).to_have_value("７.２％")


def test_one_button_erases_everything_after_one_question(page: Page, host: Host) -> None:
    page.goto(host.url("causes/"))
    name = item(page).get_attribute("data-item")
    choose(item(page), DONT_KNOW)
    assert stored(page)["answers"]
    page.goto(host.url("check/"))
    page.evaluate("localStorage.setItem('another-site', 'stays')")
    page.locator('[data-action="erase"]').click()
    page.locator('[data-action="erase-yes"]').click()
    expect(page.locator(".erase__status")).not_to_be_empty()
    assert page.evaluate("Object.keys(localStorage)") == ["another-site"]
    assert page.evaluate("caches.keys()") == []
    page.goto(host.url("causes/"))
    assert not item(page, name).locator(f'input[value="{DONT_KNOW}"]').is_checked()


def test_the_check_page_leads_to_every_item(page: Page, host: Host) -> None:
    page.goto(host.url("check/"))
    bank = json.loads(next((host.folder / "assets" / "check").glob("*/bank.json")).read_text())
    addresses = page.locator(".check__contents a").evaluate_all("links => links.map(link => link.href)")
    shown: list[str] = []
    for address in addresses:
        page.goto(address)
        shown += page.locator("[data-item]").evaluate_all("items => items.map(item => item.dataset.item)")
    assert sorted(shown) == sorted(item["id"] for item in bank["items"])


@pytest.mark.parametrize(
    ("state", "promise"),
    [
        ("not json at all", "broken"),
        ('{"schema": 99, "answers": {}}', "newer"),
        ("[1, 2, 3]", "foreign"),
        ('{"schema": 1, "answers": {"x": 7}, "older": {}, "ticks": {}}', "damaged"),
        ('{"answers": {"x": {"values": ["a"]}}}', "older"),
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_read_is_set_aside_and_the_page_works(
    page: Page, host: Host, state: str, promise: str
) -> None:
    page.goto(host.url("glossary/"))  # where nothing reads it
    page.evaluate("state => localStorage.setItem('declined-again:record', state)", state)
    page.goto(host.url("causes/"))
    expect(page.locator(".check__notice")).to_be_visible()
    assert page.evaluate("localStorage.getItem('declined-again:set-aside:1')") == state, promise
    asked = item(page)
    choose(asked, DONT_KNOW)
    check(asked)
    expect_verdict(asked, "unknown")


def test_an_answer_to_another_version_of_an_item_is_kept_but_not_shown_as_an_answer(page: Page, host: Host) -> None:
    page.goto(host.url("causes/"))
    asked = item(page, kind="single")
    name, first = asked.get_attribute("data-item"), values(asked)[0]
    old = {"version": "old", "values": [first], "reply": None, "at": "2026-01-01T00:00:00Z"}
    record = {"schema": 1, "answers": {name: old}, "older": {}, "ticks": {}}
    page.evaluate("record => localStorage.setItem('declined-again:record', JSON.stringify(record))", record)
    page.reload()
    again = item(page, name)
    expect(again.locator('[role="status"]')).not_to_be_empty()
    assert not again.locator(f'input[value="{first}"]').is_checked()
    choose(again, DONT_KNOW)
    assert stored(page)["older"][name] == [old]


def test_a_browser_that_keeps_nothing_still_checks(context: BrowserContext, host: Host) -> None:
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no storage'); } })")
    page = context.new_page()
    page.goto(host.url("causes/"))
    asked = item(page)
    choose(asked, DONT_KNOW)
    check(asked)
    expect_verdict(asked, "unknown")


def test_an_engine_that_cannot_load_says_so_keeps_the_answer_and_can_be_tried_again(page: Page, host: Host) -> None:
    page.route("**/*.wasm*", lambda route: route.abort())
    page.goto(host.url("causes/"))
    asked = item(page, kind="number")
    asked.locator('input[type="text"]').fill("1")
    check(asked)
    expect(page.locator("html")).to_have_attribute("data-engine", "failed")
    expect(asked.locator('[role="status"]')).not_to_be_empty()
    assert asked.locator('input[type="text"]').input_value() == "1"
    page.unroute("**/*.wasm*")
    asked.locator(".item__feedback button").click()
    expect_verdict(asked, "correct", "incorrect")
