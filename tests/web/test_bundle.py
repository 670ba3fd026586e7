"""The folder on a stick, opened by a double click from a path with a space and Chinese characters: everything works, nothing leaves it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts import bundle
from tests.web.conftest import Host, Watch
from tests.web.reader import answer_somehow, check, expect_python_to_answer, expect_verdict, finish, go_on, item
from tests.web.test_search import found, opened
from tests.web.why_reader import start, walk

LARGEST = 12_000_000
"""Bytes of the zip."""
UNREAL = re.compile(r"^(https?|tel|sms|mailto):")


@pytest.fixture(scope="session")
def contents(host: Host) -> dict[str, bytes]:
    return bundle.files(host.folder)


@pytest.fixture(scope="session")
def stick(contents: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked zip, where a teacher may have put it."""
    place = tmp_path_factory.mktemp("stick") / "上课 用"
    path = place / "declined-again-test.zip"
    place.mkdir()
    bundle.pack(contents, path, "2026-11-24")
    assert path.stat().st_size < LARGEST
    with zipfile.ZipFile(path) as archive:
        archive.extractall(place)
    return place / path.stem


@pytest.fixture
def tab(browser: Browser, watch: Watch, stick: Path) -> Iterator[Page]:
    """A tab whose every request is seen; at the end all of them were inside the folder, and nothing was complained about."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN", reduced_motion="reduce")
    context.set_default_timeout(30_000)
    made = context.new_page()
    watch.follow(made)
    yield made
    inside = stick.as_uri() + "/"
    assert [url for url in watch.requests if not url.startswith((inside, "blob:", "data:"))] == []
    assert watch.complaints == []
    context.close()


def at(stick: Path, path: str) -> str:
    return (stick / "guide" / path).as_uri()


def test_from_the_file_to_the_home_page_the_other_language_a_chapter_and_a_verdict_from_python(
    tab: Page, stick: Path
) -> None:
    tab.goto((stick / bundle.START).as_uri())
    tab.wait_for_url(at(stick, "index.html"))
    tab.locator("a.switch").click()
    tab.wait_for_url(at(stick, "en/index.html"))
    tab.locator('main a[href*="causes/"]').first.click()
    tab.wait_for_url(re.compile(r"/guide/en/causes/index\.html"))
    question = item(tab, kind="single")
    expect_python_to_answer(question)
    question.locator(".item__sheet").click()
    expect(tab.locator("[data-answer]").first).to_be_visible()


def test_the_full_check_runs_to_its_result(tab: Page, stick: Path) -> None:
    tab.goto(at(stick, "check/index.html") + "?set=scams")
    for _ in range(20):
        shown = tab.locator("[data-slot] [data-item]")
        answer_somehow(shown)
        check(shown)
        expect_verdict(shown, "correct", "partly", "incorrect", "unknown")
        if tab.locator("[data-run] [data-action=next]").is_hidden():
            break
        go_on(tab)
    finish(tab)
    tab.goto(at(stick, "check/sets/scams/index.html"))
    expect(tab.locator("h1")).to_be_visible()


def test_a_plan_is_made_and_left_at_once(tab: Page, stick: Path) -> None:
    tab.goto(at(stick, "why/index.html"))
    start(tab)
    walk(tab, {})
    expect(tab.locator(".plan")).to_be_visible()
    tab.locator('[data-action="leave"]').click()
    tab.wait_for_url(at(stick, "leave/index.html"))


def test_the_calculator_and_the_message_check_answer(tab: Page, stick: Path) -> None:
    tab.goto(at(stick, "cost/index.html"))
    tab.locator("[data-example]").first.click()
    expect(tab.locator(".cost-result").first).to_contain_text("13.03%")
    tab.goto(at(stick, "en/message-check/index.html"))
    tab.locator("textarea").first.fill("Your loan is approved. Pay a deposit first.")
    tab.locator('[data-action="scan"]').click()
    expect(tab.locator("[data-message-check] mark").first).to_be_visible()


@pytest.mark.parametrize(
    ("language", "words", "found_on"), [("", "砍头息", "act/true-cost/"), ("en/", "consent", "messages/")]
)
def test_search_leads_to_files(tab: Page, stick: Path, language: str, words: str, found_on: str) -> None:
    tab.goto(at(stick, f"{language}index.html"))
    opened(tab).locator("input").fill(words)
    links = found(tab)
    assert any(f"/guide/{language}{found_on}index.html" in link for link in links), links
    tab.locator(".search__found a").first.click()
    expect(tab.locator("h1")).to_be_visible()


def test_in_doubt_the_whole_runtime_answers_here_too(tab: Page, stick: Path, watch: Watch) -> None:
    tab.goto(at(stick, "causes/index.html"))
    python = re.search(r'"python": "(\w+)"', (stick / "guide" / "assets" / "guide.js").read_text(encoding="utf-8"))
    assert python is not None
    tab.evaluate("name => localStorage.setItem('declined-again:whole', name)", python[1])
    tab.reload()
    question = item(tab, kind="single")
    answer_somehow(question)
    check(question)
    expect(question).to_have_attribute("data-verdict-from", "engine")
    assert any("pyodide.asm.wasm" in url for url in watch.requests)


def test_every_page_opens_in_both_languages(tab: Page, stick: Path) -> None:
    pages = sorted((stick / "guide").rglob("index.html"))
    assert len(pages) > 100
    for path in pages:
        if "/check/answers/" in path.as_posix() or "/check/questions/" in path.as_posix():
            continue
        tab.goto(path.as_uri(), wait_until="load")
        assert tab.locator("h1").count() == 1, path
        assert path.parent.name == "leave" or tab.evaluate("document.documentElement.classList.contains('js')"), path
    tab.goto(at(stick, "offline/index.html"))
    expect(tab.locator("[data-offline-status]")).to_contain_text("整份指南的一份拷贝")


def test_every_link_and_file_asked_for_is_in_the_folder(stick: Path) -> None:
    missing = []
    for path in sorted((stick / "guide").rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        for address in re.findall(r'\s(?:href|src)="([^"]*)"', html):
            parts = urlsplit(address)
            if parts.scheme or address.startswith("#"):
                if parts.scheme and not UNREAL.match(address) and not address.startswith("data:"):
                    missing.append((path.name, address))
                continue
            target = (path.parent / unquote(parts.path)).resolve()
            if not target.is_file() or stick.resolve() not in target.parents:
                missing.append((path.relative_to(stick).as_posix(), address))
    assert missing == []


def test_what_a_folder_cannot_use_is_not_in_it(contents: dict[str, bytes]) -> None:
    names = set(contents)
    assert not [name for name in names if name.endswith(("sw.js", ".webmanifest", "sitemap.xml", "404.html", ".png"))]
    for name, data in contents.items():
        if name.startswith("guide/") and name.endswith("index.html") and "/leave/" not in name:
            html = data.decode()
            assert "connect-src" not in html, name  # nothing may be fetched or sent
            assert "default-src 'none'; script-src file: 'wasm-unsafe-eval'" in html, name
            assert "data-release" not in html, name
            assert 'type="module"' not in html, name


def test_the_same_site_makes_the_same_bytes(contents: dict[str, bytes], host: Host, tmp_path: Path) -> None:
    one, two = tmp_path / "a" / "x.zip", tmp_path / "b" / "x.zip"
    for path, files in ((one, contents), (two, bundle.files(host.folder))):
        path.parent.mkdir()
        bundle.pack(files, path, "2026-11-24")
    assert one.read_bytes() == two.read_bytes()


def test_the_readme_says_it_in_three_lines_a_language(contents: dict[str, bytes]) -> None:
    chinese, english = contents[bundle.README].decode("utf-8-sig").replace("\r\n", "\n").strip().split("\n\n")
    assert len(chinese.splitlines()) == len(english.splitlines()) == 3
    assert bundle.START in chinese
    assert bundle.START in english
