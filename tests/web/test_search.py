"""Search: opened when it is wanted, fetched when it is opened, and leading to the right page in both languages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.conftest import Host, Watch

SEARCHES = tomllib.loads((Path(__file__).parent / "searches.toml").read_text(encoding="utf-8"))
ROOTS = {"zh": "", "en": "en/"}
FIRST = 3
MODULES = re.compile(r"search-dialog[\w.-]*\.js|search_index\.json")

ASK = """
async ({ folder, index, queries }) => {
  const { Rank } = await import(folder + "search-rank.js");
  const rank = new Rank(await (await fetch(index)).json());
  return queries.map((query) => rank.ask(query).pages.map((hits) => hits[0].page.address));
}
"""


def opened(page: Page, by: str = "button"):
    """The dialog, opened."""
    if by == "button":
        page.locator('[data-action="search"]').click()
    else:
        page.keyboard.press(by)
    dialog = page.locator("dialog.search")
    expect(dialog).to_be_visible()
    return dialog


def found(page: Page) -> list[str]:
    expect(page.locator(".search__status")).to_have_text(re.compile(r"\d|没有|Nothing"))
    return page.locator(".search__found a").evaluate_all("links => links.map(link => link.href)")


@pytest.mark.parametrize("language", ROOTS)
def test_what_people_type_leads_to_the_right_page_among_the_first_three(page: Page, host: Host, language: str) -> None:
    root = ROOTS[language]
    folder = "/" + next((host.folder / "assets" / "check").iterdir()).relative_to(host.folder).as_posix() + "/"
    page.goto(host.url(root + "about/"))
    searches = SEARCHES[language]
    asked = {"folder": folder, "index": f"/{root}search/search_index.json", "queries": list(searches)}
    answers = dict(zip(searches, page.evaluate(ASK, asked), strict=True))
    assert {query: answers[query][:5] for query, wanted in searches.items() if wanted not in answers[query][:FIRST]} == {}


@pytest.mark.parametrize("language", ROOTS)
def test_nothing_of_search_is_fetched_with_the_page_and_all_of_it_on_the_first_sign(
    page: Page, host: Host, watch: Watch, language: str
) -> None:
    page.goto(host.url(ROOTS[language] + "causes/"), wait_until="networkidle")
    assert not [url for url in watch.requests if MODULES.search(url)]
    page.locator('[data-action="search"]').focus()
    page.wait_for_load_state("networkidle")
    assert f"/{ROOTS[language]}search/search_index.json" in "\n".join(watch.requests)


@pytest.mark.parametrize(
    ("language", "words", "found_on"),
    [("zh", "砍头息", "act/true-cost/"), ("zh", "查询记录", "act/credit-report/"), ("en", "consent", "messages/")],
)
def test_words_typed_at_once_are_found_in_pages_of_the_language_only(
    page: Page, place: Host, language: str, words: str, found_on: str
) -> None:
    page.goto(place.url(ROOTS[language]))
    opened(page)
    page.keyboard.type(words)  # without waiting for the index
    addresses = found(page)
    assert any(address.startswith(place.url(ROOTS[language] + found_on)) for address in addresses), addresses
    assert all(("/en/" in address) == (language == "en") for address in addresses)
    response = page.goto(addresses[0].partition("#")[0])
    assert response is not None
    assert response.ok


def test_a_slow_index_says_so_and_answers_what_was_typed_meanwhile(page: Page, host: Host) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/search_index.json", hold)
    page.goto(host.url("en/"))
    dialog = opened(page)
    page.keyboard.type("asymmetry")
    expect(dialog.locator(".search__status")).to_have_text(re.compile("Getting the index"))
    held[0].continue_()
    assert any("en/causes/" in address for address in found(page))


def test_an_index_that_cannot_be_had_is_told_and_asked_for_again(page: Page, host: Host) -> None:
    page.route("**/search_index.json", lambda route: route.abort())
    page.goto(host.url("en/"))
    dialog = opened(page)
    page.keyboard.type("asymmetry")
    expect(dialog.locator(".search__status")).to_have_text(re.compile("could not be fetched"))
    expect(dialog.locator(".search__next")).to_be_visible()
    page.unroute("**/search_index.json")
    page.keyboard.press("Enter")
    assert found(page)


def test_a_search_whose_script_cannot_be_had_says_so(page: Page, host: Host) -> None:
    page.route("**/search-dialog*", lambda route: route.abort())
    page.goto(host.url("en/"))
    dialog = opened(page)
    expect(dialog.locator(".search__status")).to_have_text(re.compile("could not be fetched"))


def test_pasted_words_are_found_too(page: Page, host: Host) -> None:
    page.goto(host.url(""))
    dialog = opened(page)
    dialog.locator("input").evaluate("(field) => { field.value = '信息不对称'; field.dispatchEvent(new Event('input')); }")
    assert any("causes/" in address for address in found(page))


def test_nothing_found_says_so_and_offers_somewhere_to_go(page: Page, host: Host) -> None:
    page.goto(host.url("act/"))
    dialog = opened(page)
    page.keyboard.type("量子力学")
    expect(dialog.locator(".search__status")).to_have_text(re.compile("没有找到“量子力学”"))
    links = dialog.locator(".search__next a").evaluate_all("links => links.map(link => link.href)")
    assert host.url("glossary/") in links
    for address in links:
        response = page.request.get(address)
        assert response.ok, address


@pytest.mark.parametrize("by", ["/", "Control+k"])
def test_the_keyboard_alone_searches_and_comes_back(page: Page, host: Host, by: str) -> None:
    page.goto(host.url("en/about/"))
    page.locator('[data-action="theme"]').focus()
    opened(page, by)
    assert page.evaluate("document.activeElement.name") == "query"
    page.keyboard.type("asymmetry")
    assert found(page)
    page.keyboard.press("ArrowDown")
    first = page.evaluate("document.activeElement.href")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.href") != first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "query"
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).not_to_be_visible()
    assert page.evaluate("document.activeElement.dataset.action") == "theme", "focus goes back to where it was"


def test_enter_opens_the_first_place_even_on_the_page_that_is_open(page: Page, host: Host) -> None:
    page.goto(host.url("en/causes/"))
    opened(page)
    page.keyboard.type("asymmetry")
    assert "en/causes/" in found(page)[0]
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/causes/#*")
    expect(page.locator("dialog.search")).not_to_be_visible()


def test_a_slash_typed_into_an_answer_stays_a_slash(page: Page, host: Host) -> None:
    page.goto(host.url("causes/"))
    field = page.locator('[data-kind="number"] input[type="text"]').first
    field.focus()
    page.keyboard.type("1/2")
    assert field.input_value() == "1/2"
    expect(page.locator("dialog.search")).not_to_be_visible()


def test_the_dialog_has_a_name_its_count_is_announced_and_its_answers_are_a_list_of_links(page: Page, host: Host) -> None:
    page.goto(host.url("en/"))
    opened(page)
    page.keyboard.type("consent")
    assert found(page)
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("searchbox", name="Search")).to_be_focused()
    expect(dialog.get_by_role("status")).to_contain_text("found")
    assert dialog.get_by_role("list").first.get_by_role("link").count() > 3
    assert dialog.locator("mark").count() > 3
    dialog.get_by_role("button", name="Close").click()
    expect(page.locator("dialog.search")).not_to_be_visible()


def test_a_tap_beside_the_dialog_closes_it_and_nothing_typed_enters_the_address(page: Page, host: Host) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(host.url("en/"))
    opened(page)
    page.keyboard.type("consent")
    addresses = found(page)
    assert not [address for address in [page.url, *addresses] if "consent" in address.partition("#")[0]]
    page.mouse.click(20, 400)
    expect(page.locator("dialog.search")).not_to_be_visible()
