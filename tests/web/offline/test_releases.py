"""A new release comes whole or not at all, when the reader wants it, and an open tab goes on with what it has."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from quiz.publish.offline import withdraw
from tests.web.conftest import Watch
from tests.web.offline.host import Shaky, guide_of, kept_names, next_release, status, wait_for_update, wait_until_kept
from tests.web.reader import answer_somehow, check, item


def test_a_release_comes_whole_when_the_reader_wants_it(
    reader: BrowserContext, tab: Page, below: Shaky, tmp_path: Path, watch: Watch
) -> None:
    tab.goto(below.url("causes/"))
    check(item(tab, kind="single"))
    wait_until_kept(tab, "guide", "check", "runtime")
    tab.goto(below.url("causes/"))  # now from the kept release
    other = reader.new_page()
    other.goto(below.url("en/effects/"))
    below.publish(next_release(below.folder, tmp_path / "b", "b"))
    below.asked.clear()
    tab.goto(below.url("causes/"))
    notice = tab.locator("[data-new-release]")
    expect(notice).to_be_visible()
    expect(notice.locator('[role="status"]')).not_to_be_empty()
    assert "[b]" not in tab.locator("h1").inner_text()
    assert not any(path.endswith((".wasm", ".css", ".png")) for path in below.asked if "bbbbbbbb" not in path)
    notice.locator('[data-action="release-use"]').click()
    expect(tab.locator("h1")).to_contain_text("[b]")
    # The old tab goes on with the old release, the network gone and its files no longer on the host.
    below.down = True
    for page, folder in ((other, "not b"), (tab, "b")):
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        question = item(page, kind="single")
        answer_somehow(question)
        check(question)
        expect(question).to_have_attribute("data-verdict-from", "engine")
        engines = [url for url in asked if "/assets/check/" in url or "/assets/python/" in url]
        assert [url for url in engines if ("bbbbbbbb" in url) != (folder == "b")] == []
    other.goto(below.url("causes/"))
    expect(other.locator("h1")).to_contain_text("[b]")
    assert [line for line in watch.complaints if "error" in line.lower()] == []


def test_an_update_that_breaks_off_leaves_the_old_release_whole_and_is_made_good_later(
    tab: Page, online: Shaky, tmp_path: Path
) -> None:
    tab.goto(online.url("causes/"))
    wait_until_kept(tab, "guide")
    tab.goto(online.url("causes/"))
    online.publish(next_release(online.folder, tmp_path / "b", "b"))
    online.spoil = lambda path, data: None if path.startswith("/en/s") else data
    wait_for_update(tab, "none")
    tab.wait_for_timeout(1500)
    assert tab.locator("[data-new-release]").count() == 0
    online.down = True
    for path in guide_of(online.folder):
        tab.goto(online.url(path))
        assert "[b]" not in tab.locator("h1").inner_text()
    online.down = False
    online.spoil = lambda path, data: data  # noqa: ARG005
    online.asked.clear()
    tab.goto(online.url("causes/"))
    expect(tab.locator("[data-new-release]")).to_be_visible()
    assert len(online.asked) < len(guide_of(online.folder)), "what had come already is not fetched again"


def test_a_file_that_was_tampered_with_is_refused(tab: Page, online: Shaky, tmp_path: Path) -> None:
    online.lasts = 0
    online.spoil = lambda path, data: data.replace(b"</h1>", b"!</h1>") if path == "/en/effects/" else data
    tab.goto(online.url("causes/"))
    for _ in range(60):
        said = status(tab)
        if said and said["trouble"]:
            break
        tab.wait_for_timeout(500)
    assert said["trouble"] == "no-network"
    assert said["groups"]["guide"]["lacks"] > 0
    online.down = True
    with contextlib.suppress(Error):  # the browser's own page, unless ours that says what is kept has come already
        tab.goto(online.url("en/effects/"))
    tab.wait_for_timeout(1000)
    assert not any("!" in words for words in tab.locator("h1").all_inner_texts())
    online.down = False
    online.spoil = lambda path, data: data  # noqa: ARG005
    tab.goto(online.url("causes/"))
    wait_until_kept(tab, "guide")
    online.publish(next_release(online.folder, tmp_path / "b", "b"))
    online.spoil = lambda path, data: data + b" " if path == "/causes/" else data
    wait_for_update(tab, "none")
    tab.goto(online.url("causes/"))
    assert "[b]" not in tab.locator("h1").inner_text()


def test_a_reader_who_puts_a_release_off_is_left_alone_for_a_day(tab: Page, online: Shaky, tmp_path: Path) -> None:
    tab.goto(online.url("causes/"))
    wait_until_kept(tab, "guide")
    tab.goto(online.url("causes/"))
    online.publish(next_release(online.folder, tmp_path / "b", "b"))
    wait_for_update(tab, "waiting")
    notice = tab.locator("[data-new-release]")
    notice.get_by_role("button", name="以后再说").click()
    expect(notice).to_have_count(0)
    tab.goto(online.url("effects/"))
    expect(tab.locator("html")).to_have_attribute("data-script", "here")
    tab.wait_for_timeout(4000)
    expect(notice).to_have_count(0)
    tab.goto(online.url("offline/"))  # where it is told how to change sooner
    expect(notice).to_be_visible()
    tab.evaluate("sessionStorage.setItem('declined-again:later', `${Date.now() - 25 * 60 * 60 * 1000}`)")
    tab.goto(online.url("causes/"))
    expect(notice).to_be_visible()
    assert "[b]" not in tab.locator("h1").inner_text()
    notice.locator('[data-action="release-use"]').click()
    expect(tab.locator("h1")).to_contain_text("[b]")


def test_what_is_typed_on_a_page_outlives_the_change_of_release(tab: Page, online: Shaky, tmp_path: Path) -> None:
    tab.goto(online.url("message-check/"))
    wait_until_kept(tab, "guide")
    tab.goto(online.url("message-check/"))
    online.publish(next_release(online.folder, tmp_path / "b", "b"))
    tab.locator("textarea").first.fill("您的贷款已通过")
    wait_for_update(tab, "waiting")
    notice = tab.locator("[data-new-release]")
    notice.locator('[data-action="release-use"]').click()
    expect(notice).to_have_attribute("data-state", "next")
    expect(tab.locator("textarea").first).to_have_value("您的贷款已通过")
    notice.locator('[data-action="release-close"]').click()
    expect(notice).to_have_count(0)
    tab.goto(online.url("causes/"))
    expect(tab.locator("h1")).to_contain_text("[b]")


def test_on_a_slow_connection_a_new_release_comes_only_when_the_reader_agrees_to_its_size(
    slow_browser: Browser, online: Shaky, tmp_path: Path
) -> None:
    tab = slow_browser.new_page(locale="zh-CN")
    tab.goto(online.url("offline/"))
    tab.locator('[data-action="keep-all"]').click()
    wait_until_kept(tab, "guide", "check", "runtime")
    online.publish(next_release(online.folder, tmp_path / "b", "b"))
    online.asked.clear()
    tab.goto(online.url("causes/"))
    notice = tab.locator("[data-new-release]")
    expect(notice).to_have_attribute("data-state", "costs")
    expect(notice.locator('[role="status"]')).to_have_text(re.compile(r"约\d\.\d MB"))
    assert [path for path in online.asked if path != "/sw.js" and "/assets/release/" not in path] == []
    notice.locator('[data-action="release-get"]').click()
    expect(notice).to_have_attribute("data-state", "new")
    assert not any(path.endswith(".wasm") for path in online.asked), "what has not changed is not fetched"
    notice.locator('[data-action="release-use"]').click()
    expect(tab.locator("h1")).to_contain_text("[b]")
    tab.context.close()


def test_a_site_that_gives_up_its_worker_leaves_nothing_on_the_device(tab: Page, online: Shaky) -> None:
    tab.goto(online.url("causes/"))
    wait_until_kept(tab, "guide")
    withdraw(online.folder, {"zh": "zh-Hans", "en": "en"})
    page = online.folder / "causes" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("</h1>", " [new]</h1>"), encoding="utf-8")
    tab.goto(online.url("causes/"))
    expect(tab.locator("h1")).to_contain_text("[new]")
    assert kept_names(tab) == []
