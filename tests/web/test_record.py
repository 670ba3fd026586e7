"""The record as a file, from one device to another; sets that teachers open, project and print."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.web.conftest import Host, Watch
from tests.web.reader import (
    DONT_KNOW,
    asked,
    bank_of,
    begin,
    check,
    choose,
    expect_verdict,
    item,
)


def test_a_teachers_set_opens_by_its_address_and_says_nothing_about_anyone(page: Page, host: Host, watch: Watch) -> None:
    page.goto(host.url("check/sets/"))
    page.locator('a[href*="set=texts-in-hand"]').first.click()
    expect(asked(page)).to_be_visible()
    assert page.url.endswith("check/?set=texts-in-hand")
    assert "第1题，共8题" in page.locator("[data-place]").inner_text()
    assert watch.foreign(host) == []


def test_an_unknown_set_is_told_and_the_page_works(page: Page, host: Host) -> None:
    page.goto(host.url("en/check/?set=no-such-set"))
    expect(page.locator("[data-session-status]")).to_contain_text("no such set")
    page.locator("[data-begin] button[type=submit]").click()
    expect(asked(page)).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_set_prints_its_questions_and_then_its_answers_on_a_sheet_of_their_own(
    page: Page, host: Host, language: str
) -> None:
    page.goto(host.url(f"{'en/' if language == 'en' else ''}check/sets/scams/"))
    assert not page.locator(".paper__answers").is_visible(), "on screen the answers wait"
    page.emulate_media(media="print")
    assert page.locator(".paper__answers").is_visible()
    assert page.locator(".paper__answers").evaluate("each => getComputedStyle(each).breakBefore") == "page"
    assert not page.locator(".paper [data-action=check]").first.is_visible()
    assert page.locator(".paper__answers > ol > li").count() == page.locator(".paper__questions [data-item]").count() == 8


def saved(page: Page) -> Path:
    with page.expect_download() as download:
        page.locator('[data-record] [data-action="save"]').click()
    return Path(download.value.path())


def test_a_record_goes_to_another_device_as_a_file(browser: Any, page: Page, host: Host) -> None:
    begin(page, host)
    choose(asked(page), DONT_KNOW)
    check(asked(page))
    expect_verdict(asked(page), "unknown")
    name = asked(page).get_attribute("data-item")
    expect(page.locator("html")).to_have_attribute("data-engine", "ready", timeout=60_000)
    file = saved(page)
    assert json.loads(file.read_text())["format"] == "declined-again"
    other: BrowserContext = browser.new_context(viewport={"width": 360, "height": 740})
    there = other.new_page()
    there.set_default_timeout(60_000)
    there.goto(host.url("en/check/"))
    there.locator('[data-record] input[type="file"]').set_input_files(str(file))
    expect(there.locator("[data-record-confirm]")).to_be_visible(timeout=60_000)
    there.locator('[data-action="load-yes"]').click()
    expect(there.locator("[data-record-status]")).to_contain_text("1 answers")
    expect(there.locator("[data-resume]")).to_be_visible()
    there.locator('[data-action="resume"]').click()
    expect(asked(there)).to_have_attribute("data-item", name or "")
    expect(asked(there).locator(f'input[value="{DONT_KNOW}"]')).to_be_checked()
    other.close()


@pytest.mark.parametrize(
    "contents",
    [
        "not json",
        "[]",
        '{"format": "declined-again", "schema": 99, "answers": {}}',
        '{"format": "declined-again", "schema": 2, "answers": 7}',
        '{"answers": {"x": "<img src=x onerror=alert(1)>"}}',
        "[" * 100_000,
    ],
    ids=["no-json", "a-list", "newer", "no-answers", "foreign", "deep"],
)
def test_a_file_that_is_none_of_ours_is_told_and_nothing_is_touched(page: Page, host: Host, contents: str) -> None:
    page.goto(host.url("causes/"))
    choose(item(page), DONT_KNOW)
    page.goto(host.url("check/"))
    before = page.evaluate("JSON.stringify(localStorage)")
    file = {"name": "x.json", "mimeType": "application/json", "buffer": contents.encode()}
    page.locator('[data-record] input[type="file"]').set_input_files(file)  # type: ignore[arg-type]
    expect(page.locator("[data-record-status]")).to_have_text(re.compile("没有动你现在的记录"), timeout=60_000)
    expect(page.locator("[data-record-confirm]")).to_be_hidden()
    assert page.evaluate("JSON.stringify(localStorage)") == before


def test_a_loaded_verdict_that_lies_is_graded_anew(page: Page, host: Host) -> None:
    bank = bank_of(host)
    name, table = next((name, each) for name, each in bank.items() if each["kind"] == "single")
    wrong = next(option["id"] for option in table["option"] if option["id"] != table["key"])
    lie = {"verdict": "correct", "points": 1, "of": 1, "marks": {}, "feedback": [], "reason": "", "amounts": {}}
    answer = {"version": table["version"], "values": [wrong], "reply": lie, "at": "2026-11-24T00:00:00Z"}
    record = {"format": "declined-again", "schema": 2, "answers": {name: answer, "unknown-item": answer}, "session": None}
    page.goto(host.url("check/"))
    file = {"name": "x.json", "mimeType": "application/json", "buffer": json.dumps(record).encode()}
    page.locator('[data-record] input[type="file"]').set_input_files(file)  # type: ignore[arg-type]
    expect(page.locator("[data-record-found]")).to_contain_text("另有1条", timeout=60_000)
    page.locator('[data-action="load-yes"]').click()
    kept = json.loads(page.evaluate("localStorage.getItem('declined-again:record')"))["answers"]
    assert list(kept) == [name]
    assert kept[name]["reply"]["verdict"] == "incorrect"
