"""What a page costs a reader: bytes on the wire when it loads, gzip as GitHub Pages sends it, counted by the host that sends them."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from scripts import host as counting
from tests.web.conftest import Host

KB = 1000
GUIDE = 50 * KB
"""A page to read: home, chapters, actions, reference. Among it its own HTML, up to 21 kB for the longest chapter."""
CHECK = 80 * KB
"""The check's own page, without the Python that it starts: three quarters are the questions."""
FRAME = 13 * KB
"""What every page shares and a reader fetches once: the style sheet and main.js."""
SCRIPT = 16 * KB
"""All modules a chapter loads with: the frame, its questions, ticks, letters, what is kept on the device."""
INDEX = 56 * KB
"""The search index of one language."""
REQUESTS = 7
"""A page's own, at most: HTML, style sheets, icon, modules."""

MODULES = 2
"""Files of script: what every page with parts has, and one large part."""

GUIDES = ["", "background/", "messages/", "causes/", "effects/", "strategies/", "summary/", "act/", "act/after-a-decline/"]
GUIDES += ["act/credit-report/", "act/true-cost/", "act/false-claims/", "act/complain/", "glossary/", "sources/", "about/"]
PLAIN = ["", "glossary/", "sources/", "act/"]
"""Pages without any part of ours."""


@pytest.fixture(scope="module")
def counted(host: Host) -> Iterator[counting.Host]:
    with counting.serving(host.folder) as running:
        yield running


def loaded(browser: Browser, counted: counting.Host, path: str) -> dict[str, int]:
    """Gzip bytes by address of everything a page asks for before anyone touches it."""
    counted.sent.clear()
    context = browser.new_context(viewport={"width": 360, "height": 740})  # new: nothing is in its cache
    context.new_page().goto(counted.address + path, wait_until="networkidle")
    context.close()
    return {name: size for name, size in counted.sent.items() if not name.startswith("/assets/python/")}


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_a_guide_page_is_light_and_holds_nothing_of_python(browser: Browser, counted: counting.Host, prefix: str) -> None:
    for path in GUIDES:
        sent = loaded(browser, counted, prefix + path)
        assert sum(sent.values()) <= GUIDE, (prefix + path, sent)
        assert len(sent) <= REQUESTS, (prefix + path, sent)
        assert not [name for name in counted.sent if "python" in name or "engine.zip" in name or "bank.json" in name]
        assert not [name for name in sent if "search" in name]


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_a_page_without_questions_fetches_no_module_for_them(browser: Browser, counted: counting.Host, prefix: str) -> None:
    for path in PLAIN:
        modules = {name.rpartition("/")[2] for name in loaded(browser, counted, prefix + path) if name.endswith(".js")}
        assert modules == {"main.joined.js"}, prefix + path


@pytest.mark.parametrize("path", ["causes/", "act/after-a-decline/", "about/", "en/check/"])
def test_every_module_a_page_fetches_is_named_in_its_html_so_that_none_waits_for_another(
    browser: Browser, counted: counting.Host, path: str
) -> None:
    sent = loaded(browser, counted, path)
    page = browser.new_page()
    page.goto(counted.address + path)
    named = page.locator("script[data-modules]").get_attribute("data-modules") or ""
    announced = [urllib.parse.urljoin(f"/{path}", name) for name in named.split()]
    page.close()
    assert set(announced) == {name for name in sent if name.endswith(".joined.js")}
    assert len(announced) <= MODULES


@pytest.mark.parametrize("path", ["check/", "en/check/"])
def test_the_check_page_is_light_beside_its_python(browser: Browser, counted: counting.Host, path: str) -> None:
    sent = loaded(browser, counted, path)
    engine = ("engine.zip", "bank.json", "worker.js", "manifest.js")
    assert sum(size for name, size in sent.items() if not name.endswith(engine)) <= CHECK, sent


def test_what_all_pages_share_is_light_and_the_same_for_all(browser: Browser, counted: counting.Host) -> None:
    shared = [
        {
            name: size
            for name, size in loaded(browser, counted, path).items()
            if ("shared." in name and name.endswith(".css")) or "main." in name
        }
        for path in ("", "sources/", "en/glossary/")
    ]
    assert shared[0] == shared[1] == shared[2]
    assert sum(shared[0].values()) <= FRAME, shared[0]


def test_the_script_of_pages_with_parts_is_light(browser: Browser, counted: counting.Host) -> None:
    sent = loaded(browser, counted, "causes/")
    assert sum(size for name, size in sent.items() if name.endswith(".js")) <= SCRIPT, sent


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_search_index_is_small(browser: Browser, counted: counting.Host, prefix: str) -> None:
    counted.sent.clear()
    page = browser.new_page()
    page.goto(counted.address + prefix)
    page.locator('[data-action="search"]').click()
    page.wait_for_load_state("networkidle")
    page.close()
    assert counted.sent[f"/{prefix}search/search_index.json"] <= INDEX


def test_nothing_of_the_theme_is_shipped_as_it_is(host: Host) -> None:
    for name in ("javascripts", "stylesheets", "images"):
        assert not (host.folder / "assets" / name).exists()
    sheets = [path.name for path in (host.folder / "assets").glob("*.css")]
    assert all(len(name.split(".")) == 3 for name in sheets), "every sheet is named by its contents"
