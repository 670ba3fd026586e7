"""The frame of a page: contents, colours, the section being read; by keyboard, without scripts, on paper, on a small phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import Host, Watch

CONTENTS = "#contents"
FRAMES = ["", "causes/", "check/", "glossary/", "en/", "en/act/complain/"]
FINGER = 44
"""CSS pixels: WCAG 2.2, 2.5.5."""


def open_contents(page: Page) -> None:
    page.locator('[data-action="contents"]').click()
    expect(page.locator(CONTENTS)).to_be_visible()


def test_the_contents_open_as_a_sheet_keep_the_focus_and_give_it_back(page: Page, host: Host) -> None:
    page.goto(host.url("causes/"))
    expect(page.locator(CONTENTS)).not_to_be_visible()
    button = page.get_by_role("button", name="目录")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator("main")).to_have_attribute("inert", "")
    assert page.evaluate("document.activeElement.closest('#contents') !== null")
    page.keyboard.press("Escape")
    expect(page.locator(CONTENTS)).not_to_be_visible()
    expect(button).to_be_focused()
    assert page.locator("[inert]").count() == 0
    assert page.url == host.url("causes/"), "no step of the way back is spent on it"


def test_the_contents_close_by_their_button_by_a_tap_beside_and_by_a_link_within_the_page(page: Page, host: Host) -> None:
    page.set_viewport_size({"width": 800, "height": 700})
    page.goto(host.url("causes/"))
    open_contents(page)
    page.get_by_role("button", name="关闭").click()
    expect(page.locator(CONTENTS)).not_to_be_visible()
    open_contents(page)
    page.mouse.click(50, 400)
    expect(page.locator(CONTENTS)).not_to_be_visible()
    page.set_viewport_size({"width": 360, "height": 700})
    open_contents(page)
    page.locator(".contents__sections a").nth(1).click()
    expect(page.locator(CONTENTS)).not_to_be_visible()
    assert page.url.endswith("#thin-file")
    assert page.locator("#thin-file").evaluate("heading => heading.getBoundingClientRect().top") > 40, "not under the bar"


def test_the_contents_name_every_page_of_the_guide_and_mark_this_one(page: Page, host: Host) -> None:
    for prefix in ("", "en/"):
        page.goto(host.url(prefix + "act/complain/"))
        names = page.locator(".contents__pages > li > a, .contents__pages > li > ul > li > a").evaluate_all(
            "links => links.map(link => link.href)"
        )
        assert {host.url(prefix + name) for name in ("", "causes/", "act/complain/", "check/", "about/")} <= set(names)
        current = page.locator(f'{CONTENTS} [aria-current="page"]')
        assert current.evaluate_all("links => links.map(link => link.href)") == [host.url(prefix + "act/complain/")]


def test_a_wide_screen_shows_the_contents_and_marks_the_section_being_read(page: Page, host: Host) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(host.url("causes/"))
    expect(page.locator(CONTENTS)).to_be_visible()
    expect(page.locator('[data-action="contents"]')).not_to_be_visible()
    here = page.locator('.here [aria-current="location"]')
    expect(here).to_have_count(0)
    page.locator("#product-mismatch").evaluate("heading => heading.scrollIntoView()")
    expect(here).to_have_attribute("href", re.compile("^#product-mismatch"))


def test_without_scripts_the_contents_open_the_colours_follow_the_device_and_nothing_dead_is_shown(
    browser: Browser, host: Host
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}, color_scheme="dark")
    page = context.new_page()
    page.goto(host.url("causes/"))
    for action in ("theme", "search"):
        expect(page.locator(f'[data-action="{action}"]')).not_to_be_visible()
    page.locator('[data-action="contents"]').click()
    expect(page.locator(CONTENTS)).to_be_visible()
    page.locator('[data-action="contents-close"]').click()
    expect(page.locator(CONTENTS)).not_to_be_visible()
    context.close()


def test_scripts_that_cannot_be_fetched_leave_the_page_as_it_is_without_scripts(page: Page, host: Host) -> None:
    page.route("**/page.joined.js", lambda route: route.abort())
    page.goto(host.url("causes/"))
    expect(page.locator("html")).not_to_have_class("js")
    expect(page.locator('[data-action="search"]')).not_to_be_visible()
    expect(page.locator("[data-item] .item__sheet").first).to_be_visible()


def test_a_click_on_a_part_that_is_not_there_yet_is_kept_and_done(page: Page, host: Host) -> None:
    page.add_init_script("""document.addEventListener("DOMContentLoaded", () => {
      const item = document.querySelector('[data-item][data-kind="single"]');
      item.querySelector("input").click();
      item.querySelector('[data-action="check"]').click();
    })""")
    page.goto(host.url("causes/"))
    item = page.locator('[data-item][data-kind="single"]').first
    expect(item.locator('[role="status"]')).not_to_be_empty()
    expect(item).to_have_attribute("data-verdict", re.compile("correct"))
    assert page.url == host.url("causes/"), "nothing of the answer is in the address"


def test_the_first_stop_of_the_keyboard_leads_past_the_frame(page: Page, host: Host) -> None:
    page.goto(host.url("en/causes/"))
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate("link => link === document.activeElement")
    assert page.locator(".skip").evaluate("link => link.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_every_control_of_the_frame_shows_its_focus(page: Page, host: Host) -> None:
    page.goto(host.url("causes/"))
    shown = []
    for _ in range(8):
        page.keyboard.press("Tab")
        shown.append(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
    assert set(shown) == {"solid"}


@pytest.mark.parametrize("path", FRAMES)
def test_controls_of_the_frame_are_as_large_as_a_finger_and_fit_a_small_phone(page: Page, host: Host, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(host.url(path))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    sizes = """all => all.filter(each => each.offsetParent).map(each => each.getBoundingClientRect())
      .map(({ width, height }) => [width, height])"""
    boxes = page.locator(".bar :is(a, button), .foot a").evaluate_all(sizes)
    assert [box for box in boxes if min(box) < FINGER] == []
    open_contents(page)
    assert min(height for _, height in page.locator(f"{CONTENTS} a").evaluate_all(sizes)) >= FINGER


@pytest.mark.parametrize("path", FRAMES)
def test_a_page_has_one_of_each_landmark_each_with_a_name_where_there_are_several(page: Page, host: Host, path: str) -> None:
    page.goto(host.url(path))
    for landmark in ("header", "main", "footer"):
        assert page.locator(f"body > {landmark}, body > .frame > {landmark}").count() == 1
    names = page.locator("nav").evaluate_all("all => all.map(nav => nav.getAttribute('aria-label'))")
    assert all(names)
    assert len(set(names)) == len(names)
    ids = page.locator("[id]").evaluate_all("all => all.map(each => each.id)")
    assert len(set(ids)) == len(ids), "an id stands once"


def test_paper_shows_the_text_and_none_of_the_frame(page: Page, host: Host) -> None:
    page.goto(host.url("causes/"))
    page.emulate_media(media="print", color_scheme="dark")
    for selector in (".bar", CONTENTS, ".turn", ".foot__links"):
        expect(page.locator(selector)).not_to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"


def test_nothing_moves_while_a_page_loads_and_no_task_of_ours_is_long(page: Page, host: Host, watch: Watch) -> None:
    page.add_init_script(
        "window.seen = { shift: 0, tasks: [] };"
        "new PerformanceObserver(list => list.getEntries().forEach(each => { window.seen.shift += each.value; }))"
        ".observe({ type: 'layout-shift', buffered: true });"
        "new PerformanceObserver(list => list.getEntries().forEach(each => {"
        " window.seen.tasks.push(...each.scripts.map(script => [script.sourceURL, script.duration])); }))"
        ".observe({ type: 'long-animation-frame', buffered: true });"
    )
    for path in ("", "causes/", "glossary/", "en/causes/"):
        page.goto(host.url(path), wait_until="networkidle")
        seen = page.evaluate("window.seen")
        assert seen["shift"] == 0, path
        assert [task for task in seen["tasks"] if task[1] > 50] == []
    assert watch.complaints == []
