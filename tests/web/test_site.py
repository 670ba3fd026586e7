"""The site as a place: languages, sub-path, search, one 404, no other origin, no JavaScript, policy, links."""

from __future__ import annotations

import base64
import hashlib
import re

from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import Host, Watch

PAGES = ["", "background/", "messages/", "causes/", "effects/", "strategies/", "summary/", "act/", "act/after-a-decline/"]
PAGES += [
    "act/credit-report/",
    "act/stop-texts/",
    "act/true-cost/",
    "act/spot-a-scam/",
    "act/complain/",
    "act/false-claims/",
]
PAGES += [
    "why/",
    "check/",
    "cost/",
    "message-check/",
    "check/sets/",
    "check/questions/causes/",
    "check/answers/causes/",
    "glossary/",
    "sources/",
    "about/",
    "offline/",
]


def test_every_page_is_there_in_both_languages_without_a_complaint_or_a_foreign_request(
    page: Page, place: Host, watch: Watch
) -> None:
    for path in PAGES:
        for language, prefix in (("zh-Hans", ""), ("en", "en/")):
            response = page.goto(place.url(prefix + path))
            assert response is not None
            assert response.status == 200, prefix + path
            assert page.evaluate("document.documentElement.lang") == language
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, f"{prefix + path} is wider than a phone"
            assert page.locator("h1").count() == 1, prefix + path
    assert watch.complaints == []
    assert watch.foreign(place) == []


def test_the_language_switch_stays_on_the_same_page_everywhere(page: Page, place: Host) -> None:
    for path in PAGES:
        for here, there in ((path, f"en/{path}"), (f"en/{path}", path)):
            page.goto(place.url(here), wait_until="commit")
            assert page.locator("a.switch").evaluate("link => link.href") == place.url(there)
    page.goto(place.url("en/act/complain/"))
    page.locator("a.switch").click()
    page.wait_for_url(place.url("act/complain/"))


def test_each_page_names_its_sibling_and_the_sitemap_lists_both(page: Page, host: Host, sub_host: Host) -> None:
    for place, root in ((host, "http://127.0.0.1/"), (sub_host, "http://127.0.0.1/some/guide/")):
        page.goto(place.url("en/causes/"))
        links = page.locator("link[hreflang]").evaluate_all(
            "all => all.map(link => [link.hreflang, link.href, link.rel.trim()])"
        )
        assert sorted(links) == [["en", f"{root}en/causes/", "alternate"], ["zh-Hans", f"{root}causes/", "alternate"]]
        folder = place.folder / ("some/guide" if "guide" in root else ".")
        listed = set(re.findall(r"<loc>(.*?)</loc>", (folder / "sitemap.xml").read_text(encoding="utf-8")))
        assert {f"{root}causes/", f"{root}en/causes/"} <= listed


def test_one_404_page_speaks_both_languages_at_any_depth(page: Page, place: Host, watch: Watch) -> None:
    response = page.goto(place.url("en/nothing/here/"))
    assert response is not None
    assert response.status == 404
    assert page.locator("section:not([lang]) h1").inner_text()
    assert page.locator('section[lang="en"] h2').inner_text() == "Page not found"
    page.locator('section[lang="en"] a').first.click()
    page.wait_for_url(place.url("en/"))
    assert watch.foreign(place) == []


def test_items_and_answers_stay_out_of_the_search_index(host: Host) -> None:
    for prefix in ("", "en/"):
        index = (host.folder / prefix / "search" / "search_index.json").read_text(encoding="utf-8")
        assert "check/answers" not in index
        sheet = (host.folder / prefix / "check" / "answers" / "causes" / "index.html").read_text(encoding="utf-8")
        texts = re.findall(r'<h2 class="answer__stem"[^>]*>(.*?)</h2>|<div data-feedback="[^"]*"><p>(.*?)</p>', sheet)
        assert texts
        plain = index.replace("\u200b", "")
        for stem, feedback in texts:
            assert (stem or feedback)[:60] not in plain


def test_without_javascript_every_item_leads_to_its_answer(browser: Browser, host: Host) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(host.url("causes/"))
    items = page.locator("[data-item]")
    assert items.count() == 5
    for index in range(5):
        item = items.nth(index)
        assert not item.locator('[data-action="check"]').is_visible()
        link = item.locator(".item__sheet")
        assert link.is_visible()
        address, name = link.get_attribute("href"), item.get_attribute("data-item")
        answers = context.new_page()
        answers.goto(f"{page.url}{address}")
        answer = answers.locator(f'[data-answer="{name}"]')
        expect(answer).to_be_visible()
        assert answer.locator("[data-feedback]").count() >= 2
        answers.close()
    context.close()


def test_the_policy_of_every_page_forbids_other_origins_and_stray_scripts(host: Host) -> None:
    policies = set()
    for path in sorted(host.folder.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', html)
        assert found, path
        own = {
            base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
            for css in re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
        }
        styles = re.search(r"style-src 'self'((?: 'sha256-[^']+')*);", found[1])
        assert styles, path
        assert set(re.findall(r"sha256-([^']+)", styles[1])) == own, path
        if path.parent.name != "leave" and path.name != "404.html":  # the one has no scripts, the other none to fetch
            policies.add(found[1].replace(styles[0], ""))
        assert "unsafe-inline" not in found[1]
        assert "'unsafe-eval'" not in found[1]
        assert "http" not in found[1]
        assert " style=" not in html, path
    assert len(policies) == 1, "one policy for all pages, but for the styles that stand in them"


def test_ticks_stay_on_the_device_and_follow_the_language(page: Page, host: Host) -> None:
    page.goto(host.url("act/after-a-decline/"))
    box = page.locator("[data-tick]").first
    name = box.get_attribute("data-tick")
    box.check()
    page.goto(host.url("en/act/after-a-decline/"))
    expect(page.locator(f'[data-tick="{name}"]')).to_be_checked()


def test_a_letter_is_copied_without_its_button(page: Page, host: Host) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(host.url("act/after-a-decline/"))
    button = page.locator('[data-action="copy"]').first
    button.click()
    expect(button).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "第二十四条" in copied
    assert "复制" not in copied


def test_dark_colours_follow_the_device_and_the_choice_is_kept(browser: Browser, host: Host) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(host.url(""))
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    page.get_by_role("button", name="换成浅色").click()
    page.goto(host.url("causes/"))
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "light"
    assert page.evaluate("Object.keys(localStorage)") == ["declined-again:theme"]
    page.get_by_role("button", name="换成深色").click()
    assert page.evaluate("Object.keys(localStorage)") == [], (
        "it agrees with the device again, so it follows the device again"
    )
    context.close()
