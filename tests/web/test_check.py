"""The full check in a real browser: begin, answer, stop, come back, see the result; sets; the record as a file; five others."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.web.conftest import Host, Watch
from tests.web.reader import (
    CHECK,
    DONT_KNOW,
    answer_all,
    answer_somehow,
    asked,
    bank_of,
    begin,
    check,
    choose,
    expect_verdict,
    finish,
    go_on,
    item,
    key_of,
)

NO_PYTHON = "**/*.wasm*"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_reader_goes_through_five_questions_and_sees_what_to_read_next(
    page: Page, host: Host, watch: Watch, language: str
) -> None:
    begin(page, host, language)
    names = answer_all(page, lambda where, place: choose(where, DONT_KNOW) if place == 1 else answer_somehow(where))
    assert len(set(names)) == 5
    finish(page)
    assert page.locator("[data-result-all] details.review").count() == 5
    assert page.locator("[data-result-read] a").count() >= 1
    assert page.locator("[data-result-rows] tr").count() >= 1
    assert not page.locator("[data-result-score]").is_visible(), "no score unless the reader asks"
    page.locator(".result__score summary").click()
    expect(page.locator("[data-result-score]")).to_be_visible()
    review = page.locator("[data-result-all] details.review").nth(1)
    review.locator("> summary").click()
    expect(review.locator(".review__answer")).to_contain_text("我不知道" if language == "zh" else "I don’t know")
    assert review.locator(".feedback").count() >= 1
    assert page.url == host.url(CHECK[language]), "nothing about the reader is in the address"
    assert watch.foreign(host) == []
    assert watch.complaints == []


def test_levels_rise_and_no_question_comes_twice(page: Page, host: Host) -> None:
    begin(page, host)
    state = json.loads(page.evaluate("localStorage.getItem('declined-again:session')"))["state"]
    levels = [["recall", "apply", "decide"].index(bank_of(host)[name]["level"]) for name in state["items"]]
    assert levels == sorted(levels)
    assert len(set(state["items"])) == 5


def test_a_reader_stops_comes_back_and_goes_on_where_they_were(page: Page, host: Host) -> None:
    begin(page, host)
    first = asked(page).get_attribute("data-item")
    choose(asked(page), DONT_KNOW)
    check(asked(page))
    expect_verdict(asked(page), "unknown")
    go_on(page)
    second = asked(page).get_attribute("data-item")
    page.locator("[data-action=stop]").click()
    expect(page.locator("[data-resume]")).to_be_visible()
    page.reload()
    page.locator("[data-action=resume]").click()
    expect(asked(page)).to_have_attribute("data-item", second or "")
    page.locator("[data-run] [data-action=back]").click()
    expect(asked(page)).to_have_attribute("data-item", first or "")
    expect(asked(page)).to_have_attribute("data-verdict", "unknown")


def test_any_answer_can_be_changed_and_the_result_follows(page: Page, host: Host) -> None:
    begin(page, host)
    names = answer_all(page, lambda where, _: choose(where, DONT_KNOW))
    finish(page)
    assert page.locator("[data-result-all] [data-verdict=unknown]").count() == 5
    page.locator("[data-action=change]").click()
    bank = bank_of(host)
    place = next(n for n, name in enumerate(names) if bank[name]["kind"] in {"single", "multiple", "spot"})
    page.locator(".run__all summary").click()
    page.locator(".run__number").nth(place).click()
    expect(asked(page)).to_have_attribute("data-item", names[place])
    for value in key_of(bank[names[place]]):
        asked(page).locator(f'input[value="{value}"]').check(force=True)
    check(asked(page))
    expect_verdict(asked(page), "correct")
    while page.locator("[data-run] [data-action=next]").is_visible():
        go_on(page)
    finish(page)
    assert page.locator("[data-result-all] [data-verdict=unknown]").count() == 4
    assert page.locator("[data-result-known] a").count() == 1


def test_what_a_reader_was_sure_of_and_is_not_so_comes_first(page: Page, host: Host) -> None:
    begin(page, host)
    bank = bank_of(host)

    def wrongly_and_surely(where: Locator, _: int) -> None:
        table = bank[where.get_attribute("data-item") or ""]
        if table["kind"] == "single":
            wrong = next(option["id"] for option in table["option"] if option["id"] != table["key"])
            choose(where, wrong)
            page.locator("[data-sure] input[value=sure]").check()
        else:
            choose(where, DONT_KNOW)

    names = answer_all(page, wrongly_and_surely)
    singles = [name for name in names if bank[name]["kind"] == "single"]
    finish(page)
    mistaken = page.locator("[data-result-mistaken]")
    if singles:
        expect(mistaken).to_be_visible()
        assert mistaken.locator("details.review").count() == len(singles)
        order = page.locator("[data-result] > section").evaluate_all("all => all.map(each => Object.keys(each.dataset)[0])")
        assert order[0] == "resultMistaken"
    else:
        expect(mistaken).to_be_hidden()


def test_a_reader_may_choose_chapters_and_a_length(page: Page, host: Host) -> None:
    page.goto(host.url("check/"))
    page.locator(".begin__chapters summary").click()
    page.locator('input[name="chapter"][value="act/complain"]').check()
    page.locator('input[name="length"][value="10"]').check()
    page.locator("[data-begin] button[type=submit]").click()
    expect(asked(page)).to_be_visible()
    state = json.loads(page.evaluate("localStorage.getItem('declined-again:session')"))["state"]
    assert len(state["items"]) == 10
    assert all(name.startswith("act-complain-") for name in state["items"])


def test_a_check_can_be_begun_and_answered_before_python_is_there(page: Page, host: Host) -> None:
    page.route(NO_PYTHON, lambda _: None)  # never answered: Python stays on its way
    begin(page, host)
    bank = bank_of(host)
    while bank[asked(page).get_attribute("data-item") or ""]["kind"] == "number":
        go_on(page)
    name = asked(page).get_attribute("data-item") or ""
    answer_somehow(asked(page), key_of(bank[name]))
    check(asked(page))
    expect_verdict(asked(page), "correct")
    assert asked(page).get_attribute("data-verdict-from") == "build"
    assert page.locator("html").get_attribute("data-engine") == "loading"
    expect(asked(page).locator(".feedback").first).to_be_visible()


def test_the_engine_takes_over_from_what_was_given_ahead_and_agrees(page: Page, host: Host) -> None:
    held: list[Any] = []
    page.route(NO_PYTHON, lambda route: held.append(route))  # noqa: PLW0108 — Playwright wants a function of Python
    page.goto(host.url("causes/"))
    asked_item = item(page, kind="single")
    choose(asked_item, DONT_KNOW)
    check(asked_item)
    expect_verdict(asked_item, "unknown")
    assert asked_item.get_attribute("data-verdict-from") == "build"
    for route in held:
        route.continue_()
    expect(asked_item).to_have_attribute("data-verdict-from", "engine", timeout=60_000)
    assert asked_item.get_attribute("data-verdict") == "unknown"


def test_who_is_quicker_than_the_pages_script_answers_anew_and_is_not_overruled_by_what_was_kept(
    page: Page, host: Host
) -> None:
    page.goto(host.url("causes/"))
    asked_item = item(page, kind="single")
    key = key_of(bank_of(host)[asked_item.get_attribute("data-item") or ""])
    choose(asked_item, DONT_KNOW)
    check(asked_item)
    expect_verdict(asked_item, "unknown")
    held: list[Any] = []
    page.route("**/*.joined.js", lambda route: held.append(route))  # noqa: PLW0108 — Playwright wants a function of Python
    page.reload(wait_until="commit")
    choose(asked_item, *key)
    check(asked_item)
    for route in held:
        route.continue_()
    expect_verdict(asked_item, "correct")


def test_steps_chosen_before_the_pages_script_is_there_are_numbered_when_it_is(page: Page, host: Host) -> None:
    held: list[Any] = []
    page.route("**/*.joined.js", lambda route: held.append(route))  # noqa: PLW0108 — Playwright wants a function of Python
    page.goto(host.url("check/questions/causes/"), wait_until="commit")
    asked_item = item(page, kind="order")
    answer_somehow(asked_item)
    for route in held:
        route.continue_()
    expect(asked_item.locator("[data-turn]").first).to_have_text("1")


LOOK_UP = """
async ({ folder, tables }) => {
  const { Engine } = await import(folder + "engine.js");
  const { lookUp } = await import(folder + "ahead.js");
  const engine = new Engine(document.documentElement);
  const different = [];
  let cells = 0;
  for (const [chapter, items] of Object.entries(tables)) {
    for (const [item, { version, responses }] of Object.entries(items)) {
      for (const values of responses) {
        const early = await lookUp(chapter, item, version, values);
        const { version: _, ...reply } = (await engine.ask({ op: "grade", item, values })).reply;
        if (JSON.stringify(early) !== JSON.stringify(reply)) different.push([item, values, early, reply]);
        cells += 1;
      }
    }
  }
  return { cells, different };
}
"""


def test_every_verdict_given_ahead_is_the_browsers_own(page: Page, host: Host) -> None:
    folder = next((host.folder / "assets" / "check").iterdir())
    tables: dict[str, Any] = {}
    cells = 0
    for file in sorted((folder / "ahead").glob("*.json")):
        for name, table in json.loads(file.read_text()).items():
            responses = [[table["values"][int(digit, 36)] for digit in key] for key in table["replies"]]
            cells += len(responses)
            tables.setdefault(file.stem, {})[name] = {"version": table["version"], "responses": responses}
    page.goto(host.url("about/"))
    page.set_default_timeout(240_000)
    where = "/" + folder.relative_to(host.folder).as_posix() + "/"
    seen = page.evaluate(LOOK_UP, {"folder": where, "tables": tables})
    assert seen["different"] == []
    assert seen["cells"] == cells > 1000


def test_a_damaged_session_is_not_offered_and_does_no_harm(page: Page, host: Host) -> None:
    page.goto(host.url("check/"))
    for broken in ('"x"', "7", '{"state": null}', '{"state": {"items": "a"}, "given": {}}', '{"state": {"items": [1]}}'):
        page.evaluate("text => localStorage.setItem('declined-again:session', text)", broken)
        page.reload()
        expect(page.locator("[data-begin]")).to_be_visible()
        expect(page.locator("[data-resume]")).to_be_hidden()


def test_a_quick_check_asks_five_others_and_others_again_on_another_day(page: Page, host: Host) -> None:
    page.goto(host.url("causes/"))
    shown = "items => items.map(item => item.dataset.item)"
    first = page.locator("[data-quick] [data-item]").evaluate_all(shown)
    page.locator('[data-action="other-five"]').click()
    expect(page.locator(f'[data-quick] [data-item="{first[0]}"]')).to_have_count(0)
    second = page.locator("[data-quick] [data-item]").evaluate_all(shown)
    assert len(second) == 5
    assert not set(first) & set(second)
    page.reload()
    expect(page.locator(f'[data-quick] [data-item="{second[0]}"]')).to_be_visible()
    for name in second:
        choose(item(page, name), DONT_KNOW)
        check(item(page, name))
        expect_verdict(item(page, name), "unknown")
    record = json.loads(page.evaluate("localStorage.getItem('declined-again:record')"))
    for name in second:
        record["answers"][name]["past"] = [[day - 1, word] for day, word in record["answers"][name]["past"]]
    page.evaluate("record => localStorage.setItem('declined-again:record', JSON.stringify(record))", record)
    page.reload()
    expect(page.locator(f'[data-quick] [data-item="{second[0]}"]')).to_have_count(0)
    third = page.locator("[data-quick] [data-item]").evaluate_all(shown)
    assert not set(third) & set(second)


def test_what_was_missed_comes_again_on_a_later_day_and_first(page: Page, host: Host) -> None:
    page.goto(host.url("causes/"))
    asked_item = item(page, kind="single")
    name = asked_item.get_attribute("data-item") or ""
    choose(asked_item, DONT_KNOW)
    check(asked_item)
    expect_verdict(asked_item, "unknown")
    page.goto(host.url("check/"))
    expect(page.locator("html")).to_have_attribute("data-engine", "ready", timeout=60_000)
    expect(page.locator("[data-due]")).to_be_hidden()
    record = json.loads(page.evaluate("localStorage.getItem('declined-again:record')"))
    past = record["answers"][name]["past"]
    record["answers"][name]["past"] = [[day - 2, word] for day, word in past]
    page.evaluate("record => localStorage.setItem('declined-again:record', JSON.stringify(record))", record)
    page.reload()
    expect(page.locator("[data-due]")).to_be_visible(timeout=60_000)
    page.locator('[data-action="start-due"]').click()
    expect(asked(page)).to_be_visible()
    assert name in json.loads(page.evaluate("localStorage.getItem('declined-again:session')"))["state"]["items"]


def test_fresh_numbers_change_the_question_the_key_and_the_explanation(page: Page, host: Host) -> None:
    page.goto(host.url("check/questions/act-true-cost/"))
    drawn = page.locator("[data-item]:has([data-drawn])").first
    before = drawn.locator("legend").inner_text()
    choose(drawn, DONT_KNOW)
    check(drawn)
    expect_verdict(drawn, "unknown")
    for _ in range(6):  # a drawn set of numbers may be the printed one
        drawn.locator('[data-action="new-numbers"]').click()
        expect(drawn.locator("fieldset.item__question")).to_be_enabled(timeout=60_000)
        choose(drawn, DONT_KNOW)
        check(drawn)
        expect_verdict(drawn, "unknown")
        if drawn.locator("legend").inner_text() != before:
            break
    answer = drawn.locator('.feedback [data-drawn="answer"]').first.inner_text()
    field = drawn.locator('input[type="text"]')
    field.fill(answer)
    check(drawn)
    expect_verdict(drawn, "correct")
    after = drawn.locator("legend").inner_text()
    assert after != before
    page.reload()
    expect(drawn.locator("legend")).to_have_text(re.compile(re.escape(after.strip()[:30])), timeout=60_000)


@pytest.mark.parametrize("kind", ["order", "match", "spot"])
def test_each_new_kind_is_answered_by_the_keyboard_alone(page: Page, host: Host, kind: str) -> None:
    page.goto(host.url("check/questions/causes/"))
    asked_item = item(page, kind=kind)
    name = asked_item.get_attribute("data-item") or ""
    key = key_of(bank_of(host)[name])
    inputs = asked_item.locator("select") if kind == "match" else asked_item.locator("input")
    if kind == "match":
        for prompt in inputs.all():
            wanted = next(value for value in key if value.startswith(f"{prompt.get_attribute('data-prompt')}="))
            prompt.focus()
            for _ in range(8):
                page.keyboard.press("ArrowDown")
                if prompt.input_value() == wanted:
                    break
    else:
        for value in key:
            asked_item.locator(f'input[value="{value}"]').focus()
            page.keyboard.press("Space")
    asked_item.locator('[data-action="check"]').focus()
    page.keyboard.press("Enter")
    expect_verdict(asked_item, "correct")


def test_steps_are_numbered_as_they_are_chosen_and_taken_back(page: Page, host: Host) -> None:
    page.goto(host.url("check/questions/causes/"))
    steps = item(page, kind="order").locator("[data-sequence] label")
    for place in (2, 0, 1):
        steps.nth(place).click()
    turns = steps.locator("[data-turn]")
    assert turns.all_inner_texts()[:3] == ["2", "3", "1"]
    steps.nth(2).click()
    assert turns.all_inner_texts()[:3] == ["1", "2", ""]
    page.reload()
    assert item(page, kind="order").locator("[data-turn]").all_inner_texts()[:3] == ["1", "2", ""]
