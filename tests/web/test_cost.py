"""What does it really cost: journeys through the calculator, from an example to the rates of the fact sheet, by touch, by keyboard,
in both languages, with nothing sent and nothing kept unasked.
"""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.web.conftest import Host, Watch

PATHS = {"zh": "cost/", "en": "en/cost/"}
KEPT = "declined-again:cost"


def part(page: Page) -> Locator:
    return page.locator("[data-cost]")


def field(page: Page, name: str, offer: str = "a") -> Locator:
    return page.locator(f'[data-offer="{offer}"] [data-name="{name}"]').first


def work_out(page: Page) -> None:
    page.locator('[data-action="cost"]').click()


def kept(page: Page) -> str | None:
    found: str | None = page.evaluate(f"localStorage.getItem('{KEPT}')")
    return found


def told(page: Page, name: str, which: int = 0) -> str:
    return page.locator(".cost-result").nth(which).locator(f'[data-out="{name}"]').inner_text()


def flat_fee(page: Page, offer: str = "a", fee: str = "0.6%") -> None:
    field(page, "amount", offer).fill("10000")
    field(page, "price", offer).select_option("flat-fee")
    field(page, "value", offer).fill(fee)
    field(page, "term", offer).fill("12")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_example_shows_the_rates_of_the_fact_sheet_with_one_tap(
    page: Page, host: Host, watch: Watch, language: str
) -> None:
    expected = [
        ("13.03%", "13.84%", "720"),
        ("18.00%", "19.56%", "001.60"),
        ("21.86%", "24.18%", "161.85"),
        ("67.28%", "92.44%", "319.79"),
        ("135.19%", "260.34%", "000"),
    ]
    page.goto(host.url(PATHS[language]))
    buttons = page.locator("[data-example]")
    assert buttons.count() == len(expected)
    for index, (nominal, effective, cost) in enumerate(expected):
        buttons.nth(index).click()
        expect(page.locator('.cost-result [data-out="nominal"]')).to_have_text(nominal)
        assert told(page, "effective") == effective
        assert cost in told(page, "cost")
        status = page.locator(".cost__status")
        expect(status).to_contain_text(nominal)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(part(page)).to_have_attribute("data-state", "done")
    assert watch.foreign(host) == []
    assert watch.complaints == []
    assert page.url == host.url(PATHS[language]), "nothing typed enters the address"
    assert kept(page) is None, "nothing is kept unasked"


def test_what_is_shown_explains_itself(page: Page, host: Host) -> None:
    page.goto(host.url("cost/"))
    page.locator("[data-example]").first.click()
    expect(page.locator(".cost-result")).to_be_visible()
    assert "7.20%" in told(page, "sounds")
    assert "13.03%" in told(page, "sounds")
    assert "5416.67" in told(page, "average")
    page.locator(".cost-result summary").click()
    rows = page.locator('[data-out="schedule"] tr')
    assert rows.count() == 13
    assert rows.nth(1).locator("td").all_inner_texts() == ["893.33", "0.00", "833.33", "60.00", "9166.67", "60.00"]
    drawing = page.locator(".cost-result svg")
    described = drawing.get_attribute("aria-labelledby") or ""
    assert all(page.locator(f"#{name}").text_content() for name in described.split())
    assert drawing.locator("path").count() >= 4
    letter = page.locator("#letter-cost")
    assert "13.03%" in letter.inner_text()


def test_fields_follow_the_way_of_repaying(page: Page, host: Host) -> None:
    page.goto(host.url("cost/"))
    label = page.locator("label[for=cost-a-value]")
    expect(label).to_have_text(re.compile("每期一共还多少"))
    field(page, "price").select_option("daily-rate")
    expect(label).to_have_text(re.compile("日利率"))
    expect(field(page, "year")).to_be_visible()
    expect(field(page, "unit")).not_to_be_visible()
    field(page, "way").select_option("at-end")
    expect(field(page, "unit")).to_be_visible()
    expect(field(page, "year")).not_to_be_visible()
    field(page, "price").select_option("payment")
    field(page, "way").select_option("equal-principal")
    assert field(page, "price").input_value() == "annual-rate", "a price that does not go with the way is not left chosen"
    field(page, "lender").select_option("private")
    expect(field(page, "lpr")).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_wrong_input_is_told_beside_its_field_and_stays_as_typed(page: Page, host: Host, language: str) -> None:
    page.goto(host.url(PATHS[language]))
    field(page, "amount").fill("很多")
    field(page, "received").fill("12%")
    field(page, "value").fill("500")
    work_out(page)
    expect(part(page)).to_have_attribute("data-state", "problems")
    for name, kept in (("amount", "很多"), ("received", "12%"), ("term", "")):
        expect(field(page, name)).to_have_attribute("aria-invalid", "true")
        described = (field(page, name).get_attribute("aria-describedby") or "").split()
        message = page.locator(f"#{next(name for name in described if name.endswith('-error'))}")
        expect(message).to_be_visible()
        assert len(message.inner_text()) > 5
        assert field(page, name).input_value() == kept
    assert field(page, "value").get_attribute("aria-invalid") is None
    assert page.evaluate("document.activeElement.dataset.name") == "amount", "focus goes to the first field to mend"
    expect(page.locator(".cost__status")).to_contain_text("3")
    assert page.locator(".cost-result").count() == 0
    field(page, "amount").fill("10000")
    field(page, "received").fill("")
    field(page, "term").fill("12")
    expect(page.locator('[data-error="value"]')).to_contain_text("6")  # 12 × 500 does not repay 10,000: seen as one types
    field(page, "value").fill("893.33")
    expect(page.locator('.cost-result [data-out="nominal"]')).to_have_text("13.03%")
    assert page.locator('[aria-invalid="true"]').count() == 0


def test_a_problem_in_a_folded_part_unfolds_it(page: Page, host: Host) -> None:
    page.goto(host.url("cost/"))
    flat_fee(page)
    fees = page.locator('[data-offer="a"] details').first
    fees.locator("summary").click()
    page.locator('[data-fee] [data-name="value"]').fill("5%")
    page.locator('[data-action="add-fee"]').click()
    assert page.evaluate("document.activeElement.closest('[data-fee]').querySelector('legend').textContent") == "费用2"
    fees.locator("summary").click()
    work_out(page)
    expect(page.locator('[data-error="fees.1.value"]')).to_be_visible()
    page.locator('[data-fee] [data-name="in"]').first.select_option("percent")
    page.locator('[data-fee] [data-name="when"]').first.select_option("before")
    expect(page.locator('[data-show="pay-first"]')).to_be_visible()
    assert "9500" in told(page, "in-hand")


def test_two_offers_stand_side_by_side_and_what_differs_is_said(page: Page, host: Host) -> None:
    page.goto(host.url("en/cost/"))
    flat_fee(page)
    page.locator('[data-action="add-offer"]').click()
    assert page.evaluate("document.activeElement.closest('[data-offer]').dataset.offer") == "b"
    field(page, "amount", "b").fill("10000")
    field(page, "price", "b").select_option("annual-rate")
    field(page, "value", "b").fill("12")
    field(page, "term", "b").fill("12")
    work_out(page)
    said = page.locator(".cost-comparison__said")
    expect(said).to_contain_text("offer B costs 58.15 less")
    expect(said).to_contain_text("offer B is 1.16 percentage points lower")
    expect(said).to_contain_text("compared directly")
    assert page.locator('.cost-comparison [data-out="nominal-a"]').inner_text() == "13.03%"
    assert page.locator('.cost-comparison [data-out="nominal-b"]').inner_text() == "12.00%"
    assert page.locator(".cost-result").count() == 2
    field(page, "term", "b").fill("24")
    expect(said).to_contain_text("different times")
    expect(said).to_contain_text("offer A costs 577.63 less")
    page.locator('[data-action="remove-offer"]').click()
    expect(page.locator(".cost-comparison")).to_have_count(0)
    assert page.locator(".cost-result").count() == 1


@pytest.mark.parametrize(
    ("lender", "marks"),
    [
        ("unknown", ["withheld"]),
        ("bank", ["withheld"]),
        ("facilitated", ["facilitated-24", "withheld"]),
        ("micro", ["micro-24", "micro-lpr", "withheld"]),
        ("private", ["private-lpr", "withheld"]),
    ],
)
def test_only_the_marks_of_the_lender_are_shown(page: Page, host: Host, lender: str, marks: list[str]) -> None:
    page.goto(host.url("cost/"))
    page.locator("[data-example]").nth(2).click()
    field(page, "lender").select_option(lender)
    shown = page.locator(".cost-mark:visible")
    expect(shown).to_have_count(len(marks))
    assert shown.evaluate_all("all => all.map(mark => mark.dataset.mark)") == marks
    text = page.locator(".cost-marks").inner_text()
    for word in ("违法", "不用还钱", "可以不还"):
        assert word not in text
    assert shown.locator("a.cite").count() >= len(marks), "every mark names its source"
    if len(marks) > 1:
        assert "不等于本金不用还" in text


def test_an_edit_that_overtakes_a_reply_is_the_one_that_is_answered(page: Page, host: Host) -> None:
    page.goto(host.url("cost/"))
    expect(page.locator("html")).to_have_attribute("data-engine", "ready")
    page.evaluate(
        """() => {
          document.querySelector("[data-example]").click();
          const term = document.querySelector('[data-offer="a"] [data-name="term"]');
          term.value = "6";
          term.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    expect(page.locator('.cost-result [data-out="nominal"]')).to_have_text("12.24%")


def test_an_lpr_the_reader_looked_up_moves_the_mark(page: Page, host: Host) -> None:
    page.goto(host.url("cost/"))
    page.locator("[data-example]").nth(2).click()
    field(page, "lender").select_option("private")
    side = page.locator('[data-mark="private-lpr"] [data-out="side"]')
    expect(side).to_contain_text("12%")
    field(page, "lpr").fill("3.5")
    expect(side).to_contain_text("14%")


def test_the_keyboard_alone_reaches_a_result(page: Page, host: Host) -> None:
    page.goto(host.url("en/cost/"))
    expect(field(page, "amount")).to_be_visible()
    field(page, "amount").focus()
    page.keyboard.type("10000")
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.name") == "value"
    page.keyboard.type("893.33")
    page.keyboard.press("Tab")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.locator('.cost-result [data-out="nominal"]')).to_have_text("13.03%")
    assert page.evaluate("document.activeElement.dataset.name") == "term", "focus stays where the reader was"
    page.locator(".cost-result summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator('[data-out="schedule"]')).to_be_visible()


def test_what_is_typed_is_kept_only_when_asked_and_follows_the_language(page: Page, host: Host) -> None:
    page.goto(host.url("cost/"))
    flat_fee(page)
    page.reload()
    assert field(page, "amount").input_value() == ""
    flat_fee(page)
    page.locator("[data-keep]").check()
    expect(page.locator(".cost__status")).not_to_be_empty()
    field(page, "received").fill("9,900")
    page.locator("a.switch").click()
    page.wait_for_url("**/en/cost/")
    expect(field(page, "received")).to_have_value("9,900")
    expect(field(page, "price")).to_have_value("flat-fee")
    expect(page.locator("[data-keep]")).to_be_checked()
    work_out(page)
    expect(page.locator('.cost-result [data-out="nominal"]')).to_have_text(re.compile(r"\d+\.\d\d%"))
    page.locator("[data-keep]").uncheck()
    assert kept(page) is None
    assert field(page, "amount").input_value() == "10000"


def test_clearing_empties_the_form_and_what_was_kept(page: Page, host: Host) -> None:
    page.goto(host.url("cost/"))
    page.locator("[data-example]").nth(3).click()
    page.locator("[data-keep]").check()
    assert kept(page)
    page.locator('[data-action="clear-cost"]').click()
    assert kept(page) is None
    assert part(page).locator("form input[type=text]").evaluate_all("all => all.map(input => input.value).join('')") == ""
    assert page.locator(".cost-result").count() == 0


@pytest.mark.parametrize(
    "planted",
    [
        "not json",
        "[]",
        '{"schema": 1}',
        '{"schema": 1, "offers": [{"amount": 5}]}',
        '{"schema": 2, "offers": []}',
        json.dumps({"schema": 1, "offers": [{"amount": "9" * 500, "fees": [], "early": {}}]}),
        json.dumps({"schema": 1, "offers": [{'a"]': "x", "fees": [], "early": {}}]}),
        json.dumps({"schema": 1, "offers": [{"amount": "1", "fees": [{"value": "1"}] * 99, "early": {}}]}),
    ],
)
def test_what_others_put_into_storage_is_not_trusted(page: Page, host: Host, watch: Watch, planted: str) -> None:
    page.goto(host.url("about/"))
    page.evaluate("([name, value]) => localStorage.setItem(name, value)", [KEPT, planted])
    page.goto(host.url("cost/"))
    page.locator("[data-example]").first.click()
    expect(page.locator('.cost-result [data-out="nominal"]')).to_have_text("13.03%")
    assert watch.complaints == []


def test_before_python_is_ready_the_form_can_be_filled_and_a_click_is_answered(page: Page, host: Host) -> None:
    page.goto(host.url("cost/"), wait_until="commit")
    flat_fee(page)
    work_out(page)
    if page.locator("html").get_attribute("data-engine") == "loading":
        expect(page.locator(".cost__loading progress")).to_be_visible()
        assert page.locator(".cost__loading label").inner_text().strip()
    expect(page.locator('.cost-result [data-out="nominal"]')).to_have_text("13.03%")
    expect(page.locator(".cost__loading")).not_to_be_visible()


def test_an_engine_that_cannot_load_says_so_keeps_what_was_typed_and_can_be_tried_again(page: Page, host: Host) -> None:
    page.route("**/*.wasm*", lambda route: route.abort())
    page.goto(host.url("cost/"))
    flat_fee(page)
    work_out(page)
    expect(part(page)).to_have_attribute("data-state", "failed")
    expect(page.locator(".cost__status")).not_to_be_empty()
    assert field(page, "amount").input_value() == "10000"
    page.unroute("**/*.wasm*")
    page.locator('[data-action="retry-cost"]').click()
    expect(page.locator('.cost-result [data-out="nominal"]')).to_have_text("13.03%")


def test_a_browser_that_keeps_nothing_says_so_and_still_works_out(context: BrowserContext, host: Host) -> None:
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no storage'); } })")
    page = context.new_page()
    page.goto(host.url("en/cost/"))
    page.locator("[data-keep]").check()
    expect(page.locator(".cost__status")).to_contain_text("does not let us")
    page.locator("[data-example]").first.click()
    expect(page.locator('.cost-result [data-out="nominal"]')).to_have_text("13.03%")


def test_without_javascript_the_page_teaches_how_to_do_it_by_hand(browser: Browser, host: Host) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(host.url("cost/"))
    expect(page.locator(".cost__form")).not_to_be_visible()
    link = page.locator(".cost__no-script a")
    expect(link).to_be_visible()
    target = link.get_attribute("href") or ""
    assert page.locator(target).count() == 1
    assert "945.60" in page.locator("article").inner_text()
    expect(page.locator("#letter-cost")).to_be_visible()
    context.close()


def test_every_control_has_a_name_and_is_large_enough_for_a_finger(page: Page, host: Host) -> None:
    page.goto(host.url("cost/"))
    page.locator("[data-example]").nth(3).click()
    page.locator('[data-action="add-offer"]').click()
    expect(page.locator(".cost-result").first).to_be_visible()
    measured = part(page).locator("input:visible, select:visible, button:visible, summary:visible").evaluate_all(
        """all => all.map(one => [
          one.dataset.name ?? one.dataset.action ?? one.textContent,
          (one.labels?.[0]?.innerText ?? one.getAttribute("aria-label") ?? one.textContent).trim(),
          (one.closest("label.tick") ?? one).getBoundingClientRect().height,
        ])"""
    )  # fmt: skip
    assert len(measured) > 25
    assert [name for name, label, _ in measured if not label] == []
    small = [(name, height) for name, _, height in measured if height < 43.5 and name != "copy"]
    assert small == []
    ids = page.evaluate("Array.from(document.querySelectorAll('[id]'), each => each.id)")
    assert len(ids) == len(set(ids)), "no id stands twice"
