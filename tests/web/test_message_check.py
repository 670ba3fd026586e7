"""Whole journeys with a text message in hand: paste, see what is marked and why, know what to do; on the device alone."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.web.conftest import Host, Watch

PATIENT = 60_000
"""Milliseconds for Python to start on a busy machine."""
PAGE = {"zh": "message-check/", "en": "en/message-check/"}
SCAM = "【速用钱包】您的80000元额度已审批通过，请先缴纳手续费800元，到账后立即放款。"
ADVERT = "【晨屿银行】个人消费贷款，年化利率（单利）3.6%起，以审批为准。拒收请回复R"
NOTHING = "今晚聚餐改七点，记得带伞。"
HOSTILE = "<img src=x onerror=alert(1)><b>秒到账</b>贷款&lt;script&gt;alert(2)</script>退订回T"


def part(page: Page) -> Locator:
    return page.locator("[data-message-check]")


def box(page: Page) -> Locator:
    return page.locator("textarea")


def check(page: Page, text: str) -> None:
    """Paste and ask, and wait for the result."""
    box(page).fill(text)
    page.locator('[data-action="scan"]').click()
    expect(page.locator("[data-result]")).to_be_visible(timeout=PATIENT)


UNNUMBERED = """each => {
    const copy = each.cloneNode(true);
    for (const number of copy.querySelectorAll("button")) number.remove();
    return copy.textContent;
}"""


def marks(page: Page) -> list[str]:
    """The marked phrases, without their numbers."""
    return [mark.evaluate(UNNUMBERED) for mark in page.locator("[data-marked] mark").all()]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_example_shows_what_to_do_first_then_the_text_with_its_marks(
    page: Page, host: Host, watch: Watch, language: str
) -> None:
    page.goto(host.url(PAGE[language]))
    page.locator('[data-example-id="scam"]').click()
    expect(part(page)).to_have_attribute("data-looks-like", "scam", timeout=PATIENT)
    steps = page.locator("[data-todo] > li")
    assert "todo__step--stop" in (steps.first.get_attribute("class") or "")
    assert "110" in steps.first.inner_text()
    kinds = steps.evaluate_all("all => all.map(step => step.classList.contains('todo__step--stop'))")
    assert kinds == sorted(kinds, reverse=True), "stopping stands first"
    order = page.evaluate(
        """() => ['[data-todo]', '[data-marked]', '[data-findings]', '[data-missing]'].map(
            each => document.querySelector(each).getBoundingClientRect().top)"""
    )
    assert order == sorted(order), "what to do, the text, the reasons, what is missing"
    for mark in marks(page):
        assert mark in box(page).input_value()
    assert page.locator("[data-marked] mark").count() >= 3
    expect(page.locator('[data-sort="scam"] .cite').first).to_be_visible()
    assert watch.foreign(host) == []
    assert watch.complaints == []


def test_the_readers_own_text_stands_there_letter_by_letter(page: Page, host: Host) -> None:
    page.goto(host.url(PAGE["zh"]))
    text = "【速用钱包】您的贷款\n  先\u200b交 手★续★费 500元😀，加徽信dk0001"
    check(page, text)
    assert page.locator("[data-marked]").evaluate(UNNUMBERED) == text
    assert any("先\u200b交 手★续★费" in mark for mark in marks(page))


@pytest.mark.parametrize(("name", "looks"), [("disguised", "scam"), ("unlawful", "unlawful"), ("lawful", "lawful")])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_example_is_read_as_it_says(page: Page, host: Host, language: str, name: str, looks: str) -> None:
    page.goto(host.url(PAGE[language]))
    page.locator(f'[data-example-id="{name}"]').click()
    expect(part(page)).to_have_attribute("data-looks-like", looks, timeout=PATIENT)


@pytest.mark.parametrize(("language", "never"), [("zh", "安全"), ("en", "safe")])
def test_nothing_found_says_what_that_does_not_mean(page: Page, host: Host, language: str, never: str) -> None:
    page.goto(host.url(PAGE[language]))
    check(page, NOTHING)
    expect(part(page)).to_have_attribute("data-looks-like", "everyday", timeout=PATIENT)
    expect(page.locator("[data-nothing]")).to_be_visible()
    assert marks(page) == []
    for seen in (part(page).inner_text(), page.locator('[role="status"]').first.inner_text()):
        assert never not in seen.lower()
    assert {"zh": "不等于可信", "en": "does not mean"}[language] in page.locator(".message-check__status").inner_text()


def test_markup_in_a_text_is_shown_and_never_run(page: Page, host: Host, watch: Watch) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(host.url(PAGE["zh"]))
    check(page, HOSTILE)
    assert page.locator("[data-marked] img, [data-marked] b, [data-marked] script, .letter img").count() == 0
    assert page.locator("[data-marked]").evaluate(UNNUMBERED) == HOSTILE
    assert "秒到账" in marks(page)
    assert watch.complaints == []


def test_the_status_says_how_many_were_found_and_the_result_takes_the_focus(page: Page, host: Host) -> None:
    page.goto(host.url(PAGE["zh"]))
    check(page, SCAM)
    status = page.locator(".message-check__status").inner_text()
    count = page.locator("[data-marked] .message-check__number").count()
    missing = page.locator("[data-missing] > li").count()
    assert str(count) in status
    assert str(missing) in status
    assert page.evaluate("document.activeElement.id") == "message-result"


def test_the_keyboard_alone_pastes_reads_and_moves_between_marks_and_reasons(page: Page, host: Host) -> None:
    page.goto(host.url(PAGE["zh"]))
    box(page).focus()
    page.keyboard.insert_text(SCAM)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.action") == "scan"
    page.keyboard.press("Enter")
    expect(page.locator("[data-result]")).to_be_visible(timeout=PATIENT)
    number = page.locator('[data-marks="pay-first"]').first
    assert "放款前先要钱" in (number.get_attribute("aria-label") or "")
    number.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.explains") == "pay-first"
    back = page.locator('[data-explains="pay-first"] button')
    assert back.get_attribute("aria-label")
    back.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.marks") == "pay-first"


def test_every_control_has_a_name_and_room_for_a_finger(page: Page, host: Host) -> None:
    page.goto(host.url(PAGE["zh"]))
    check(page, SCAM)
    controls = part(page).locator("button:visible, textarea:visible, summary:visible")
    for control in controls.all():
        name = control.evaluate("each => each.ariaLabel || each.labels?.[0]?.innerText || each.innerText")
        assert name.strip()
        tall = control.evaluate(
            "each => Math.max(each.getBoundingClientRect().height, parseFloat(getComputedStyle(each, '::after').height) || 0)"
        )
        assert tall >= 44 or "letter__copy" in (control.get_attribute("class") or ""), name
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_text_leaves_nothing_in_the_address_or_on_the_device_and_clear_clears(
    page: Page, host: Host, watch: Watch
) -> None:
    page.goto(host.url(PAGE["zh"]))
    before = page.url
    check(page, SCAM)
    page.locator('[data-marks="pay-first"]').first.click()
    assert page.url == before
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "手续费" not in kept
    assert "message" not in kept
    assert not any("%E6%89%8B" in url for url in watch.requests)
    page.locator('[data-action="clear"]').click()
    assert box(page).input_value() == ""
    expect(page.locator("[data-result]")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "message-text"
    page.reload()
    assert box(page).input_value() == ""


def test_a_text_kept_on_request_follows_the_reader_to_the_other_language_until_it_is_cleared(page: Page, host: Host) -> None:
    page.goto(host.url(PAGE["zh"]))
    box(page).fill(SCAM)
    page.locator("[data-keep]").check()
    page.locator("a.switch").click()
    page.wait_for_url("**/en/message-check/")
    expect(box(page)).to_have_value(SCAM)
    expect(page.locator("[data-keep]")).to_be_checked()
    page.locator('[data-action="scan"]').click()
    expect(part(page)).to_have_attribute("data-looks-like", "scam", timeout=PATIENT)
    assert "Money before the loan" in page.locator("[data-findings]").inner_text()
    page.locator('[data-action="clear"]').click()
    assert page.evaluate("localStorage.getItem('declined-again:message')") is None


def test_what_was_kept_in_another_shape_is_ignored(page: Page, host: Host) -> None:
    page.goto(host.url(PAGE["zh"]))
    for kept in ('{"text": 7}', "[1]", "not json", "null"):
        page.evaluate("kept => localStorage.setItem('declined-again:message', kept)", kept)
        page.reload()
        assert box(page).input_value() == ""
        check(page, NOTHING)


def test_a_text_that_is_too_long_is_told_and_not_cut(page: Page, host: Host) -> None:
    page.goto(host.url(PAGE["zh"]))
    box(page).fill("贷" * 5001)
    page.locator('[data-action="scan"]').click()
    expect(page.locator(".message-check__status")).to_contain_text("5001", timeout=PATIENT)
    expect(page.locator("[data-result]")).to_be_hidden()
    assert len(box(page).input_value()) == 5001


def test_an_empty_box_is_told(page: Page, host: Host) -> None:
    page.goto(host.url(PAGE["zh"]))
    page.locator('[data-action="scan"]').click()
    expect(page.locator(".message-check__status")).not_to_be_empty()
    expect(page.locator("[data-result]")).to_be_hidden()


def test_before_the_engine_is_ready_the_text_waits_beside_a_labelled_bar(page: Page, host: Host) -> None:
    page.goto(host.url(PAGE["zh"]))
    box(page).fill(SCAM)
    page.locator('[data-action="scan"]').click()
    if page.locator("html").get_attribute("data-engine") == "loading":
        expect(page.locator(".message-check__loading progress")).to_be_visible()
        assert page.locator(".message-check__loading label").inner_text().strip()
    expect(page.locator("[data-result]")).to_be_visible(timeout=PATIENT)
    expect(page.locator(".message-check__loading")).to_be_hidden()


def test_an_engine_that_cannot_load_says_so_keeps_the_text_and_can_be_tried_again(page: Page, host: Host) -> None:
    page.route("**/*.wasm*", lambda route: route.abort())
    page.goto(host.url(PAGE["zh"]))
    box(page).fill(SCAM)
    page.locator('[data-action="scan"]').click()
    expect(page.locator('[data-action="retry"]')).to_be_visible(timeout=PATIENT)
    expect(page.locator(".message-check__status")).not_to_be_empty()
    assert box(page).input_value() == SCAM
    page.unroute("**/*.wasm*")
    page.locator('[data-action="retry"]').click()
    expect(part(page)).to_have_attribute("data-looks-like", "scam", timeout=PATIENT)


def test_the_report_and_the_refusal_are_copied_with_the_readers_text_and_blanks_to_fill(page: Page, host: Host) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(host.url(PAGE["zh"]))
    check(page, SCAM)
    expect(page.locator('[data-letter="refuse"]')).to_be_hidden()
    page.locator('[data-copy="message-report"]').click()
    expect(page.locator('[data-copy="message-report"]')).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert SCAM in copied
    assert "【号码】" in copied
    assert "复制" not in copied
    check(page, ADVERT)
    expect(part(page)).to_have_attribute("data-looks-like", "lawful", timeout=PATIENT)
    expect(page.locator('[data-letter="report-12321"]')).to_be_hidden()
    page.locator('[data-copy="message-reply"]').click()
    expect(page.locator('[data-copy="message-reply"]')).to_have_text("已复制")
    assert "停止" in page.evaluate("navigator.clipboard.readText()")


def test_changing_the_text_takes_the_old_result_away(page: Page, host: Host) -> None:
    page.goto(host.url(PAGE["zh"]))
    check(page, SCAM)
    box(page).fill(NOTHING)
    expect(page.locator("[data-result]")).to_be_hidden()
    assert page.locator(".message-check__status").inner_text() == ""


def test_without_javascript_the_same_signs_stand_there_to_go_through_by_hand(browser: Browser, host: Host) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for language, sign in (("zh", "放款前先要钱"), ("en", "Money before the loan")):
        page.goto(host.url(PAGE[language]))
        expect(page.locator(".message-check__form")).to_be_hidden()
        by_hand = page.locator(".message-check__by-hand")
        expect(by_hand.locator("li", has_text=sign).first).to_be_visible()
        assert by_hand.locator("li").count() >= 15
        expect(page.locator('.message-check__no-script a[href*="spot-a-scam"]')).to_be_visible()
        by_hand.locator("input").first.check()
    context.close()


def test_the_home_page_leads_to_it_in_one_tap(page: Page, host: Host) -> None:
    for language, prefix in (("zh", ""), ("en", "en/")):
        page.goto(host.url(prefix))
        page.locator('h2#message-in-hand ~ p a[href*="message-check"]').first.click()
        page.wait_for_url(f"**/{PAGE[language]}")


def test_the_bank_that_ships_holds_no_words_of_findings(host: Host) -> None:
    bank = json.loads(next((host.folder / "assets" / "check").glob("*/bank.json")).read_text(encoding="utf-8"))
    assert set(bank["patterns"]) == {
        "findings",
        "patterns",
        "contexts",
        "actions",
        "likenesses",
        "table",
        "stand_ins",
        "groups",
    }
    assert all("title" not in row and "text" not in row for row in bank["patterns"]["findings"])


def test_a_browser_that_keeps_nothing_still_checks(context: BrowserContext, host: Host) -> None:
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no storage'); } })")
    page = context.new_page()
    page.goto(host.url(PAGE["zh"]))
    page.locator("[data-keep]").click()
    assert not page.locator("[data-keep]").is_checked()
    expect(page.locator(".message-check__status")).not_to_be_empty()
    check(page, SCAM)
