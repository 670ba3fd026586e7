"""With a service worker: the guide works without a network after one visit, the checks after one check; and all of it can be removed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.conftest import NO_SERVICE_WORKER, ROOT, Host, Watch
from tests.web.offline.host import Shaky, guide_of, kept_names, unpacked, wait_until_kept
from tests.web.reader import answer_somehow, check, expect_python_to_answer, expect_verdict, item
from tests.web.test_search import found, opened

BACKGROUND = 1_300_000
"""What a first visit may download in the background, in bytes with gzip."""


def figures_of(path: str) -> int:
    """How many figures the author put into a page, by its address."""
    name = path.removeprefix("en/").strip("/") or "index"
    folder = ROOT / "docs" / ("en" if path.startswith("en/") else "zh")
    file = next((each for each in (folder / f"{name}.md", folder / name / "index.md") if each.exists()), None)
    return file.read_text(encoding="utf-8").count("[[figure:") if file else 0


def test_after_one_visit_every_page_of_both_languages_opens_without_a_network(tab: Page, below: Shaky, watch: Watch) -> None:
    tab.goto(below.url("causes/"))
    wait_until_kept(tab, "guide")
    below.down = True
    below.asked.clear()
    watch.complaints.clear()
    pages = guide_of(below.folder)
    assert len(pages) > 50
    for path in pages:
        response = tab.goto(below.url(path))
        assert response is not None
        assert response.status == 200, path
        assert tab.locator("h1").count() == 1, path
        if path != "leave/":
            assert tab.evaluate("document.documentElement.lang") == ("en" if path.startswith("en/") else "zh-Hans")
            assert tab.evaluate("document.documentElement.classList.contains('js')"), path
        drawn = tab.locator("figure.figure svg").evaluate_all("all => all.map((each) => each.getBoundingClientRect().width)")
        assert len(drawn) == figures_of(path), path
        assert all(width > 100 for width in drawn), path
    assert [
        line for line in watch.complaints if "worker.js" not in line and "ERR_" not in line
    ] == []  # no check was made yet
    assert watch.foreign(Host(below.address, below.folder)) == []


@pytest.mark.parametrize(
    ("language", "words", "found_on"), [("", "砍头息", "act/true-cost/"), ("en/", "consent", "messages/")]
)
def test_search_works_without_a_network(tab: Page, online: Shaky, language: str, words: str, found_on: str) -> None:
    tab.goto(online.url(""))
    wait_until_kept(tab, "guide")
    online.down = True
    tab.goto(online.url(language))
    opened(tab).locator("input").fill(words)
    assert any(online.url(language + found_on) in address for address in found(tab))


def test_after_one_check_the_checks_work_without_a_network(reader: BrowserContext, tab: Page, below: Shaky) -> None:
    tab.goto(below.url("causes/"))
    answer_somehow(item(tab, kind="single"))
    check(item(tab, kind="single"))
    expect(tab.locator("html")).to_have_attribute("data-engine", "ready")
    wait_until_kept(tab, "guide", "check", "runtime")
    assert round(unpacked(tab) / 1e6) == 8, "docs/*/offline.md say so"
    tab.close()
    below.down = True
    again = reader.new_page()
    again.goto(below.url("en/effects/"))
    question = item(again, kind="single")
    expect_python_to_answer(question)
    again.goto(below.url("check/?set=scams"))
    expect(again.locator("[data-slot] [data-item]")).to_be_visible()
    again.goto(below.url("en/check/answers/causes/"))
    expect(again.locator("[data-answer]").first).to_be_visible()


def test_addresses_are_understood_as_the_host_understands_them(tab: Page, below: Shaky) -> None:
    tab.goto(below.url(""))
    wait_until_kept(tab, "guide")
    below.down = True
    for asked, shown in [
        ("about", "about/"),
        ("en/about?x=1", "en/about/?x=1"),
        ("causes/index.html", "causes/index.html"),
        ("act/#next", "act/#next"),
        ("index.html", "index.html"),
        ("check/?set=scams", "check/?set=scams"),
    ]:
        response = tab.goto(below.url(asked))
        assert response is None or response.status == 200, asked
        assert tab.url == below.url(shown)
        assert tab.locator("h1").count() == 1
    response = tab.goto(below.url("nothing/here/"))
    assert response is not None
    assert response.status == 404
    assert tab.locator('section[lang="en"] h2').inner_text() == "Page not found"
    tab.goto(below.url("en/"))
    assert tab.evaluate("fetch('causes/', {headers: {Range: 'bytes=0-9'}}).then((response) => response.status)") == 200


def test_a_page_that_is_not_kept_leads_to_what_is(tab: Page, online: Shaky) -> None:
    tab.goto(online.url("en/"))
    wait_until_kept(tab, "guide")
    online.down = True
    for language in ("", "en/"):
        tab.goto(online.url(f"{language}check/answers/causes/"))
        assert tab.url == online.url(f"{language}offline/#not-kept")
        expect(tab.locator("#not-kept")).to_be_visible()
        expect(tab.locator('[data-group="check"]')).to_have_attribute("data-kept", "lacks")


def test_what_a_first_visit_downloads_in_the_background_stays_within_its_budget(tab: Page, online: Shaky) -> None:
    tab.goto(online.url("causes/"))
    tab.wait_for_load_state("networkidle")
    before = sum(online.sent.values())
    wait_until_kept(tab, "guide")
    assert not any("/assets/python/" in path for path in online.asked)
    assert sum(online.sent.values()) - before < BACKGROUND
    twice = {path for path in online.asked if online.asked.count(path) > 1}
    assert twice <= {"/sw.js"}, "what the page itself has fetched is not fetched again"


def test_each_cache_carries_our_name_and_the_sites_path(tab: Page, below: Shaky) -> None:
    tab.goto(below.url(""))
    wait_until_kept(tab, "guide")
    path = "/" + below.address.split("/", 3)[3]
    assert sorted(kept_names(tab)) == [f"declined-again:{path}:files", f"declined-again:{path}:notes"]


def test_the_control_completes_and_removes_what_is_kept(tab: Page, below: Shaky) -> None:
    tab.goto(below.url("offline/"))
    expect(tab.locator('[data-group="guide"]')).to_have_attribute("data-kept", "kept")
    tab.locator('[data-action="keep-all"]').click()
    expect(tab.locator("[data-offline-status]")).to_contain_text("正在存")
    expect(tab.locator('[data-group="check"]')).to_have_attribute("data-kept", "kept")
    expect(tab.locator("[data-offline-status]")).to_contain_text("没有网络，也能看全部内容")
    expect(tab.locator('[data-action="keep-all"]')).to_be_hidden()
    tab.locator('[data-action="keep-none"]').click()
    expect(tab.locator("[data-offline-status]")).to_contain_text("都删了")
    assert kept_names(tab) == []
    assert tab.evaluate("navigator.serviceWorker.getRegistration().then((each) => !each)")
    tab.goto(below.url("causes/"))
    tab.wait_for_timeout(5000)
    assert kept_names(tab) == [], "the reader's wish holds"
    tab.goto(below.url("offline/"))
    tab.locator('[data-action="keep-all"]').click()
    wait_until_kept(tab, "guide", "check", "runtime")


def test_removing_takes_the_unpacked_python_too(tab: Page, below: Shaky) -> None:
    tab.goto(below.url("causes/"))
    answer_somehow(item(tab, kind="single"))
    wait_until_kept(tab, "guide", "check", "runtime")
    unpacked(tab)
    tab.goto(below.url("offline/"))
    tab.locator('[data-action="keep-none"]').click()
    expect(tab.locator("[data-offline-status]")).to_contain_text("都删了")
    assert kept_names(tab) == []


def test_erasing_takes_the_worker_off_the_device_and_the_site_still_works(tab: Page, below: Shaky) -> None:
    tab.goto(below.url("check/"))
    wait_until_kept(tab, "guide")
    tab.locator('[data-action="erase"]').click()
    tab.locator('[data-action="erase-yes"]').click()
    expect(tab.locator(".erase__status")).not_to_be_empty()
    assert kept_names(tab) == []
    assert tab.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    tab.wait_for_timeout(4000)
    assert kept_names(tab) == []
    assert tab.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))") == []
    tab.locator("[data-begin] button[type=submit]").click()
    expect(tab.locator("[data-slot] [data-item]")).to_be_visible()


def test_erasing_while_it_keeps_leaves_nothing_behind(tab: Page, online: Shaky) -> None:
    tab.goto(online.url("check/"))
    for _ in range(200):
        if kept_names(tab):
            break
        tab.wait_for_timeout(50)
    tab.locator('[data-action="erase"]').click()
    tab.locator('[data-action="erase-yes"]').click()
    expect(tab.locator(".erase__status")).not_to_be_empty()
    tab.wait_for_timeout(3000)
    assert kept_names(tab) == []


def test_where_data_is_saved_nothing_is_kept_until_the_reader_asks(browser: Browser, online: Shaky) -> None:
    context = browser.new_context(locale="zh-CN")
    context.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    tab = context.new_page()
    for path in ("causes/", "offline/"):
        tab.goto(online.url(path))
        tab.wait_for_timeout(5500)
        assert kept_names(tab) == []
    assert "/sw.js" not in online.asked
    tab.locator('[data-action="keep-all"]').click()
    wait_until_kept(tab, "guide", "check", "runtime")
    context.close()


def test_without_a_service_worker_the_site_is_the_same(browser: Browser, online: Shaky, watch: Watch) -> None:
    context = browser.new_context(locale="zh-CN")
    context.add_init_script(NO_SERVICE_WORKER)
    tab = context.new_page()
    watch.follow(tab)
    tab.goto(online.url("causes/"))
    answer_somehow(item(tab, kind="single"))
    check(item(tab, kind="single"))
    expect_verdict(item(tab, kind="single"), "correct", "partly", "incorrect")
    tab.wait_for_timeout(4000)
    tab.goto(online.url("offline/"))
    expect(tab.locator("[data-offline-status]")).to_contain_text("这个浏览器存不了")
    expect(tab.locator('[data-action="keep-all"]')).to_be_hidden()
    assert "/sw.js" not in online.asked
    assert watch.complaints == []
    context.close()


def test_where_the_browser_blocks_the_worker_the_site_is_the_same(browser: Browser, online: Shaky) -> None:
    context = browser.new_context(locale="zh-CN", service_workers="block")
    tab = context.new_page()
    tab.goto(online.url("offline/"))
    tab.locator('[data-action="keep-all"]').click()
    expect(tab.locator("[data-offline-status]")).to_contain_text("这个浏览器存不了")
    context.close()
