"""Why was I declined? From the home page to a printed plan, in a real browser, with whatever happens on the way."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.personas import PERSONAS, differences
from tests.web.conftest import Host, Watch
from tests.web.test_cases import ASK
from tests.web.why_reader import HOME_DOOR, answer, asked, golden, plan_shown, question, sheets, start, walk

PREFIX = {"zh": "", "en": "en/"}
WALKED = ("scam-victim-paid", "heavy-debt", "report-error")
KEY = "declined-again:plan"
LONGEST = ("heavy-debt", "lost-job", "offered-record-washing", "packaging-broker", "strange-query", "knows-nothing")
SHORT = {"message": ["plain"], "fees": ["none"], "asked": ["nothing"], "debts": ["fine"], "consent": ["never"]}
"""The shortest way: five questions."""


def kept(page: Page) -> dict | None:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or "null")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", WALKED)
def test_a_person_walks_from_the_home_page_to_a_printed_plan(
    page: Page, host: Host, watch: Watch, name: str, language: str
) -> None:
    person = PERSONAS[name]
    page.goto(host.url(PREFIX[language]))
    page.locator(HOME_DOOR).click()
    start(page)
    walk(page, person["answers"])
    assert plan_shown(page) == golden(person["plan"])
    expect(page.locator(".plan h2")).to_be_focused()
    expect(page.locator("[data-plan-say]")).not_to_be_empty()
    assert sheets(page) == 1
    assert page.url == host.url(f"{PREFIX[language]}why/"), "no answer enters the address"
    assert kept(page) is None, "nothing is kept unless the reader wants it"
    assert watch.foreign(host) == []
    assert watch.complaints == []
    asked_for = [url.removeprefix(host.address) for url in watch.requests if url.startswith(host.address)]
    assert [path for path in asked_for if not (host.folder / path).exists()] == [], (
        "nothing but files of the site is asked for"
    )


def test_the_browser_gives_every_person_the_plan_they_need(page: Page, host: Host) -> None:
    requests = [json.dumps({"op": "plan", "answers": person["answers"]}) for person in PERSONAS.values()]
    page.goto(host.url("about/"))
    folder = "/" + next((host.folder / "assets" / "check").iterdir()).relative_to(host.folder).as_posix() + "/"
    replies = page.evaluate(ASK, {"folder": folder, "requests": requests})
    for (name, person), reply in zip(PERSONAS.items(), replies, strict=True):
        assert reply["ok"], name
        assert differences(person["plan"], reply["reply"]) == {}, name


@pytest.mark.parametrize("language", ["zh", "en"])
def test_even_the_longest_plans_print_on_one_sheet(page: Page, host: Host, language: str) -> None:
    page.goto(host.url(f"{PREFIX[language]}why/"))
    long = {}
    for name in LONGEST:
        record = {"schema": 1, "version": "x", "answers": PERSONAS[name]["answers"], "ticks": []}
        page.evaluate(f"record => localStorage.setItem('{KEY}', JSON.stringify(record))", record)
        page.reload()
        page.locator('[data-action="kept-plan"]').click()
        expect(page.locator(".plan")).to_be_visible(timeout=60_000)
        if (count := sheets(page)) != 1:
            long[name] = count
    assert long == {}


def test_one_changed_answer_changes_the_plan_and_changing_it_back_restores_it(page: Page, host: Host) -> None:
    page.goto(host.url("why/"))
    start(page)
    walk(page, PERSONAS["nothing-stands-out"]["answers"])
    before = plan_shown(page)
    expect(page.locator("[data-none]")).to_be_visible()
    page.locator('[data-change="debts"]').click()
    expect(question(page).locator("h2")).to_be_focused()
    assert question(page).locator('input[value="fine"]').is_checked()
    answer(page, "over")
    expect(page.locator(".plan")).to_be_visible()
    assert "debt-help" in plan_shown(page)["help"]
    assert "debt-load" in plan_shown(page)["causes"]
    expect(page.locator("[data-none]")).to_be_hidden()
    page.locator('[data-change="debts"]').click()
    answer(page, "fine")
    assert plan_shown(page) == before


def test_a_changed_answer_may_open_a_question_and_keeps_aside_what_is_no_longer_asked(page: Page, host: Host) -> None:
    page.goto(host.url("why/"))
    start(page)
    walk(page, PERSONAS["nothing-stands-out"]["answers"])
    page.locator('[data-change="report"]').click()
    answer(page, "never")
    assert asked(page) == "record"
    answer(page, "none")
    expect(page.locator(".plan")).to_be_visible()
    expect(page.locator("[data-aside]")).not_to_be_empty()
    assert page.locator('[data-change="shows"]').count() == 0
    page.locator('[data-change="report"]').click()
    answer(page, "recent")
    expect(page.locator('[data-change="shows"]')).to_be_visible()


def test_a_question_can_be_skipped_but_not_left_by_mistake(page: Page, host: Host) -> None:
    page.goto(host.url("why/"))
    start(page)
    first = question(page)
    first.locator('[data-action="next"]').click()
    expect(first.locator("[data-say]")).not_to_be_empty()
    assert asked(page) == "message"
    answer(page)
    assert asked(page) == "fees"
    walk(page, {})
    expect(page.locator('[data-slot="today"] [data-step="pause"]')).to_be_visible()
    expect(page.locator("[data-aside]")).to_contain_text(re.compile(r"\d"))


def test_i_dont_know_leads_to_how_to_find_out_there_and_in_the_plan(page: Page, host: Host) -> None:
    page.goto(host.url("en/why/"))
    start(page)
    form = question(page)
    expect(form.locator("[data-find]")).to_be_hidden()
    form.locator('input[value="dont-know"]').check()
    expect(form.locator("[data-find]")).to_be_visible()
    form.locator('input[value="limit"]').check()
    expect(form.locator("[data-find]")).to_be_hidden()
    assert not form.locator('input[value="dont-know"]').is_checked(), "they exclude each other"
    walk(page, PERSONAS["knows-nothing"]["answers"])
    found = page.locator('[data-slot="find"] > li')
    assert found.count() == len(PERSONAS["knows-nothing"]["plan"]["find"])
    assert all(len(text) > 40 for text in found.all_inner_texts())


def test_the_plan_can_be_asked_for_at_any_time_and_the_rest_answered_later(page: Page, host: Host) -> None:
    page.goto(host.url("why/"))
    start(page)
    answer(page, "plain")
    answer(page, "asked")
    question(page).locator('[data-action="plan-now"]').click()
    expect(page.locator(".plan")).to_be_visible(timeout=60_000)
    assert plan_shown(page)["stops"] == ["money-first"]
    page.locator('[data-action="go-on"]').click()
    expect(page.locator('[data-question="asked"]')).to_be_visible()


def test_money_gone_is_answered_at_once_without_waiting_for_python(page: Page, host: Host) -> None:
    page.route("**/*.wasm*", lambda route: route.abort())
    page.goto(host.url("why/"))
    start(page)
    answer(page, "limit")
    form = question(page)
    form.locator('input[value="paid"]').check()
    sign = form.locator('[data-sign="money-gone"]')
    expect(sign).to_be_visible()
    expect(sign).to_contain_text("110")
    assert sign.evaluate("sign => sign.getBoundingClientRect().top < innerHeight"), "it stands where the reader looks"
    expect(form.locator("[data-signs-told]")).to_contain_text("110")
    form.locator('input[value="none"]').check()
    expect(form.locator("[data-sign]")).to_have_count(0)


def test_questions_are_answered_while_python_loads_and_nothing_is_lost(page: Page, host: Host) -> None:
    held: list[Route] = []
    page.route("**/*.wasm*", lambda route: held.append(route))  # noqa: PLW0108 — Playwright marks a handler; a built-in takes no mark
    page.goto(host.url("why/"))
    start(page)
    for name in ("message", "fees"):
        assert asked(page) == name
        answer(page, *SHORT[name])
    assert page.locator("html").get_attribute("data-engine") == "loading"
    last = question(page)
    last.locator('input[value="nothing"]').check()
    last.locator('[data-action="next"]').click()
    wait = page.locator("[data-wait]")
    expect(wait.locator("progress")).to_be_visible()
    assert wait.locator("label:has(progress)").inner_text().strip()
    expect(wait.locator('[role="status"]')).not_to_be_empty()
    held[0].continue_()
    expect(page.locator('[data-question="debts"]')).to_be_visible(timeout=60_000)
    expect(wait).to_be_hidden()
    expect(page.locator("[data-step]").filter(visible=True).first).to_contain_text(re.compile("4"))


def test_an_engine_that_cannot_load_keeps_the_answers_and_offers_everything_to_read(page: Page, host: Host) -> None:
    page.route("**/*.wasm*", lambda route: route.abort())
    page.goto(host.url("why/"))
    start(page)
    for name in ("message", "fees"):
        answer(page, *SHORT[name])
    question(page).locator('input[value="nothing"]').check()
    question(page).locator('[data-action="next"]').click()
    expect(page.locator("[data-failed]")).to_be_visible(timeout=60_000)
    expect(page.locator("[data-catalogue]")).to_be_visible()
    assert page.locator('[data-question="asked"] input[value="nothing"]').is_checked()
    page.unroute("**/*.wasm*")
    page.locator('[data-action="retry"]').click()
    expect(page.locator('[data-question="debts"]')).to_be_visible(timeout=60_000)
    expect(page.locator("[data-failed]")).to_be_hidden()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_javascript_every_cause_and_step_can_be_read(browser: Browser, host: Host, language: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(host.url(f"{PREFIX[language]}why/"))
    assert page.locator("[data-catalogue] [data-cause]:visible").count() == 14
    assert page.locator("[data-catalogue] [data-step]:visible").count() > 25
    assert page.locator("form[data-question]:visible, main [data-action]:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_the_browsers_back_button_goes_one_question_back_and_the_history_holds_no_answer(page: Page, host: Host) -> None:
    page.goto(host.url("why/"))
    start(page)
    answer(page, "limit")
    answer(page, "none")
    assert asked(page) == "asked"
    page.go_back()
    assert asked(page) == "fees"
    assert question(page).locator('input[value="none"]').is_checked()
    page.go_back()
    assert asked(page) == "message"
    page.go_forward()
    assert asked(page) == "fees"
    assert page.evaluate("JSON.stringify(history.state)") == '{"why":2}'
    assert page.url == host.url("why/")
    page.go_back()
    page.go_back()
    expect(page.locator('[data-view="start"]')).to_be_visible()


def test_a_source_is_looked_up_and_back_returns_to_the_plan(page: Page, host: Host) -> None:
    page.goto(host.url("why/"))
    start(page)
    walk(page, SHORT)
    before = plan_shown(page)
    page.locator('.plan a.cite[href^="#src-"]:visible').first.click()
    assert "#src-" in page.url
    page.go_back()
    expect(page.locator(".plan")).to_be_visible()
    assert plan_shown(page) == before
    page.go_back()
    assert asked(page) == "consent"


def test_a_plan_is_kept_only_if_wanted_and_comes_back_with_its_ticks(page: Page, host: Host) -> None:
    page.goto(host.url("why/"))
    start(page)
    walk(page, SHORT)
    assert kept(page) is None
    page.locator(".plan [data-keep]").check()
    page.locator('.plan [data-done="pause"]').check()
    record = kept(page)
    assert record is not None
    assert record["answers"] == SHORT
    assert record["ticks"] == ["pause"]
    page.locator("a.switch").click()
    page.wait_for_url("**/en/why/")
    page.locator('[data-action="kept-plan"]').click()
    expect(page.locator('.plan [data-done="pause"]')).to_be_checked()
    page.locator(".plan [data-keep]").uncheck()
    assert kept(page) is None
    page.reload()
    expect(page.locator('[data-action="kept-plan"]')).to_be_hidden()


def test_the_erase_button_forgets_the_plan_on_the_page_too(page: Page, host: Host) -> None:
    page.goto(host.url("why/"))
    start(page)
    walk(page, SHORT)
    page.locator(".plan [data-keep]").check()
    page.locator('[data-action="erase"]').click()
    page.locator('[data-action="erase-yes"]').click()
    expect(page.locator('[data-view="start"]')).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('declined-again'))") == []
    assert page.locator(".plan [data-step]").count() == 0
    assert page.locator("[data-question] input:checked").count() == 0


@pytest.mark.parametrize(
    "state",
    [
        "not json",
        "[1]",
        '{"schema": 9, "answers": {"asked": ["card"]}}',
        '{"schema": 1, "version": "x", "answers": {"asked": ["card", "business"], "fees": ["paid", "none"], "message": "limit", "evil": ["x"]}, "ticks": ["pause"]}',
        '{"schema": 1, "version": "x", "answers": {"asked": ["<img src=x onerror=alert(1)>"]}, "ticks": ["nothing"]}',
        '{"schema": 1, "version": "x", "answers": {"__proto__": ["card"], "constructor": ["card"]}, "ticks": []}',
        '{"schema": 1, "version": "x", "answers": {"asked": ["card"]}, "ticks": [7]}',
    ],
)  # fmt: skip
def test_kept_data_that_is_not_ours_is_ignored(page: Page, host: Host, watch: Watch, state: str) -> None:
    page.goto(host.url("why/"))
    page.evaluate(f"state => localStorage.setItem('{KEY}', state)", state)
    page.reload()
    expect(page.locator('[data-action="start"]')).to_be_visible()
    expect(page.locator('[data-action="kept-plan"]')).to_be_hidden()
    start(page)
    walk(page, SHORT)
    assert plan_shown(page)["today"] == ["pause", "keep-proof"]
    assert watch.complaints == []


def test_answers_kept_for_older_questions_are_used_as_far_as_they_still_fit(page: Page, host: Host) -> None:
    page.goto(host.url("why/"))
    record = {"schema": 1, "version": "older", "answers": {**SHORT, "gone": ["x"], "fees": ["vanished"]}, "ticks": []}
    page.evaluate(f"record => localStorage.setItem('{KEY}', JSON.stringify(record))", record)
    page.reload()
    expect(page.locator("[data-start-say]")).not_to_be_empty()
    page.locator('[data-action="resume"]').click()
    assert asked(page) == "fees", "the one answer that no longer fits is asked again"


def test_the_keyboard_alone_gets_to_the_plan(page: Page, host: Host) -> None:
    page.goto(host.url("en/why/"))
    page.locator('[data-action="start"]').focus()
    page.keyboard.press("Enter")
    for _ in range(13):
        expect(page.locator("[data-question]:visible, .plan:visible").first).to_be_visible(timeout=60_000)
        if page.locator(".plan").is_visible():
            break
        name = asked(page)
        expect(question(page).locator("h2")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert question(page).locator("input:checked").count() == 1
        page.keyboard.press("Enter")
        expect(page.locator(f'[data-question="{name}"]')).to_be_hidden(timeout=60_000)
    expect(page.locator(".plan h2")).to_be_focused()


def test_wordings_and_the_whole_plan_can_be_copied(page: Page, host: Host) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(host.url("why/"))
    start(page)
    walk(page, PERSONAS["report-error"]["answers"])
    step = page.locator('.plan [data-step="object"]')
    step.locator(".step__wording summary").click()
    step.locator(".plan__copy").click()
    expect(step.locator(".plan__copy")).to_have_text("已复制")
    assert "第二十五条" in page.evaluate("navigator.clipboard.readText()")
    page.locator('.plan [data-done="object"]').check()
    page.locator('[data-action="copy-plan"]').click()
    expect(page.locator("[data-tools-say]")).to_have_text("已复制")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("你的计划")
    assert "☑ 对错的那条提异议" in text
    assert "□ 截图留证" in text
    assert "信用报告可能有错" in text
    assert "本站推理" not in text
    assert "改这一题" not in text


def test_a_page_whose_module_cannot_be_had_shows_everything_to_read(page: Page, host: Host) -> None:
    page.route("**/why.joined.js", lambda route: route.abort())
    page.goto(host.url("why/"))
    expect(page.locator('[data-catalogue] [data-step="pause"]')).to_be_visible()


def test_starting_anew_does_not_lose_the_kept_plan_before_there_is_a_new_answer(page: Page, host: Host) -> None:
    page.goto(host.url("why/"))
    record = {"schema": 1, "version": "x", "answers": SHORT, "ticks": []}
    page.evaluate(f"record => localStorage.setItem('{KEY}', JSON.stringify(record))", record)
    page.reload()
    start(page)
    assert asked(page) == "message"
    assert kept(page) == record
    answer(page, "limit")
    assert (kept(page) or {})["answers"] == {"message": ["limit"]}
