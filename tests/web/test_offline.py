"""With a service worker: the guide works without a network after one visit, the checks after one check, and a new release comes whole."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.web.conftest import NO_SERVICE_WORKER, ROOT, Host, Watch
from tests.web.offline_host import Shaky, kept_names, next_release, shaky, status, wait_for_update, wait_until_kept
from tests.web.reader import answer_somehow, check, expect_verdict, item
from tests.web.test_site import search

BACKGROUND = 1_300_000
"""What a first visit may download in the background, in bytes with gzip."""


@pytest.fixture
def online(host: Host, tmp_path: Path) -> Iterator[Shaky]:
    with shaky(host.folder, tmp_path) as made:
        yield made


@pytest.fixture
def below(host: Host, sub_host: Host, tmp_path: Path) -> Iterator[Shaky]:
    del host
    with shaky(sub_host.folder / "some" / "guide", tmp_path, "/some/guide/") as made:
        yield made


@pytest.fixture(params=["root", "sub-path"])
def site(request: pytest.FixtureRequest) -> Shaky:
    made: Shaky = request.getfixturevalue("online" if request.param == "root" else "below")
    return made


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN", reduced_motion="reduce")
    made.set_default_timeout(30_000)
    yield made
    made.close()


@pytest.fixture
def tab(reader: BrowserContext, watch: Watch) -> Page:
    opened = reader.new_page()
    watch.follow(opened)
    return opened


def guide_of(folder: Path) -> list[str]:
    (path,) = (folder / "assets" / "release").iterdir()
    paths = [entry[0] for entry in json.loads(path.read_text())["guide"]]
    return [path for path in paths if path == "" or path.endswith("/")]


def figures_of(path: str) -> int:
    """How many figures the author put into a page, by its address."""
    name = path.removeprefix("en/").strip("/") or "index"
    folder = ROOT / "docs" / ("en" if path.startswith("en/") else "zh")
    file = next((each for each in (folder / f"{name}.md", folder / name / "index.md") if each.exists()), None)
    return file.read_text(encoding="utf-8").count("[[figure:") if file else 0


def test_after_one_visit_every_page_of_both_languages_opens_without_a_network(tab: Page, site: Shaky, watch: Watch) -> None:
    tab.goto(site.url("causes/"))
    wait_until_kept(tab, "guide")
    site.down = True
    site.asked.clear()
    watch.complaints.clear()
    pages = guide_of(site.folder)
    assert len(pages) > 50
    for path in pages:
        response = tab.goto(site.url(path))
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
    assert watch.foreign(Host(site.address, site.folder)) == []


@pytest.mark.parametrize(
    ("language", "words", "found_on"), [("", "砍头息", "act/true-cost/"), ("en/", "consent", "messages/")]
)
def test_search_works_without_a_network(tab: Page, site: Shaky, language: str, words: str, found_on: str) -> None:
    tab.goto(site.url(""))
    wait_until_kept(tab, "guide")
    site.down = True
    tab.goto(site.url(language))
    assert any(site.url(language + found_on) in address for address in search(tab, words))


def test_after_one_check_the_checks_work_without_a_network(reader: BrowserContext, tab: Page, site: Shaky) -> None:
    tab.goto(site.url("causes/"))
    answer_somehow(item(tab, kind="single"))
    check(item(tab, kind="single"))
    expect(tab.locator("html")).to_have_attribute("data-engine", "ready")
    wait_until_kept(tab, "guide", "check", "runtime")
    tab.close()
    site.down = True
    again = reader.new_page()
    again.goto(site.url("en/effects/"))
    question = item(again, kind="single")
    answer_somehow(question)
    check(question)
    expect_verdict(question, "correct", "partly", "incorrect")
    expect(question).to_have_attribute("data-verdict-from", "engine")
    expect(question.locator(".feedback").first).to_be_visible()
    again.goto(site.url("check/?set=scams"))
    expect(again.locator("[data-slot] [data-item]")).to_be_visible()
    again.goto(site.url("en/check/answers/causes/"))
    expect(again.locator("[data-answer]").first).to_be_visible()


def test_addresses_are_understood_as_the_host_understands_them(tab: Page, site: Shaky) -> None:
    tab.goto(site.url(""))
    wait_until_kept(tab, "guide")
    site.down = True
    for asked, shown in [
        ("about", "about/"),
        ("en/about?x=1", "en/about/?x=1"),
        ("causes/index.html", "causes/index.html"),
        ("act/#next", "act/#next"),
        ("index.html", "index.html"),
        ("check/?set=scams", "check/?set=scams"),
    ]:
        response = tab.goto(site.url(asked))
        assert response is None or response.status == 200, asked
        assert tab.url == site.url(shown)
        assert tab.locator("h1").count() == 1
    response = tab.goto(site.url("nothing/here/"))
    assert response is not None
    assert response.status == 404
    assert tab.locator('section[lang="en"] h2').inner_text() == "Page not found"
    tab.goto(site.url("en/"))
    assert tab.evaluate("fetch('causes/', {headers: {Range: 'bytes=0-9'}}).then((response) => response.status)") == 200


def test_a_page_that_is_not_kept_leads_to_what_is(tab: Page, site: Shaky) -> None:
    tab.goto(site.url("en/"))
    wait_until_kept(tab, "guide")
    site.down = True
    for language in ("", "en/"):
        tab.goto(site.url(f"{language}check/answers/causes/"))
        assert tab.url == site.url(f"{language}offline/#not-kept")
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


def test_each_cache_carries_our_name_and_the_sites_path(tab: Page, site: Shaky) -> None:
    tab.goto(site.url(""))
    wait_until_kept(tab, "guide")
    path = "/" + site.address.split("/", 3)[3]
    assert sorted(kept_names(tab)) == [f"declined-again:{path}:files", f"declined-again:{path}:notes"]


def test_a_release_comes_whole_when_the_reader_wants_it(
    reader: BrowserContext, tab: Page, site: Shaky, tmp_path: Path, watch: Watch
) -> None:
    tab.goto(site.url("causes/"))
    check(item(tab, kind="single"))
    wait_until_kept(tab, "guide", "check", "runtime")
    tab.goto(site.url("causes/"))  # now from the kept release
    other = reader.new_page()
    other.goto(site.url("en/effects/"))
    site.publish(next_release(site.folder, tmp_path / "b", "b"))
    site.asked.clear()
    tab.goto(site.url("causes/"))
    notice = tab.locator("[data-new-release]")
    expect(notice).to_be_visible()
    expect(notice.locator('[role="status"]')).not_to_be_empty()
    assert "[b]" not in tab.locator("h1").inner_text()
    assert not any(path.endswith((".wasm", ".css", ".png")) for path in site.asked if "bbbbbbbb" not in path)
    notice.locator('[data-action="release-use"]').click()
    expect(tab.locator("h1")).to_contain_text("[b]")
    # The old tab goes on with the old release, the network gone and its files no longer on the host.
    site.down = True
    for page, folder in ((other, "not b"), (tab, "b")):
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        question = item(page, kind="single")
        answer_somehow(question)
        check(question)
        expect(question).to_have_attribute("data-verdict-from", "engine")
        engines = [url for url in asked if "/assets/check/" in url or "/assets/python/" in url]
        assert [url for url in engines if ("bbbbbbbb" in url) != (folder == "b")] == []
    other.goto(site.url("causes/"))
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
    assert not tab.locator("h1").all_inner_texts()[:1] or "!" not in tab.locator("h1").first.inner_text()
    online.down = False
    online.spoil = lambda path, data: data  # noqa: ARG005
    tab.goto(online.url("causes/"))
    wait_until_kept(tab, "guide")
    online.publish(next_release(online.folder, tmp_path / "b", "b"))
    online.spoil = lambda path, data: data + b" " if path == "/causes/" else data
    wait_for_update(tab, "none")
    tab.goto(online.url("causes/"))
    assert "[b]" not in tab.locator("h1").inner_text()


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


def test_the_control_completes_and_removes_what_is_kept(tab: Page, site: Shaky) -> None:
    tab.goto(site.url("offline/"))
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
    tab.goto(site.url("causes/"))
    tab.wait_for_timeout(5000)
    assert kept_names(tab) == [], "the reader's wish holds"
    tab.goto(site.url("offline/"))
    tab.locator('[data-action="keep-all"]').click()
    wait_until_kept(tab, "guide", "check", "runtime")


def test_erasing_takes_the_worker_off_the_device_and_the_site_still_works(tab: Page, site: Shaky) -> None:
    tab.goto(site.url("check/"))
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
    tab.goto(online.url("causes/"))
    tab.wait_for_timeout(6000)
    assert kept_names(tab) == []
    assert "/sw.js" not in online.asked
    tab.goto(online.url("offline/"))
    tab.wait_for_timeout(5000)
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
