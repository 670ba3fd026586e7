"""A sheet is cut to the rules that can match, and never by one that might."""

from __future__ import annotations

import pytest

from quiz.publish.stylesheet import Seen, cut, small

PAGE = '<!doctype html><html lang="en" dir="ltr"><body><p class="lead wide" id="top">A <a href="#x">b</a></p><input type=radio></body></html>'
SCRIPT = """
// it's a "comment" and no class: .ghost
box.className = "notice big"; row = document.createElement('tr'); root.dataset.verdictFrom = x;
button.setAttribute("aria-expanded", "true"); style.setProperty("--share", 1);
"""


def seen() -> Seen:
    found = Seen()
    found.page(PAGE)
    found.script(SCRIPT)
    return found


def rules(*selectors: str) -> str:
    return "".join(f"{each}{{color:red}}" for each in selectors)


@pytest.mark.parametrize(
    "selector",
    [
        ".lead",
        "p.lead.wide",
        "#top>a",
        "html body p",
        "*",
        ":root",
        "::selection",
        "a:hover::after",
        "[type=radio]",
        "[dir=ltr] p",
        "[dir] p",
        ".notice",
        ".big",
        "tr",
        "[data-verdict-from]",
        '[data-verdict-from="build"]',
        "[aria-expanded=true]",
        "p:not(.absent)",
        "p:is(.absent,.lead)",
        "p:has(.absent)",
    ],
)
def test_a_rule_that_may_match_stays(selector: str):
    assert cut([rules(selector)], seen()) == rules(selector)


@pytest.mark.parametrize(
    "selector",
    [".absent", "p.absent", ".lead .absent", "#absent", "dialog", "[data-absent]", "[dir=rtl] p", ".ghost", ".comment"],
)
def test_a_rule_that_cannot_match_goes(selector: str):
    assert cut([rules(selector)], seen()) == ""


def test_of_a_list_of_selectors_those_stay_that_can_match():
    assert cut([".lead, .absent > p, a {color: red}"], seen()) == ".lead,a{color:red}"


def test_rules_inside_conditions_are_cut_too_and_empty_conditions_go():
    sheet = "@media (min-width:1em){.absent{color:red}.lead{color:blue}}@supports (display:grid){.absent{color:red}}"
    assert cut([sheet], seen()) == "@media (min-width:1em){.lead{color:blue}}"


def test_variables_go_that_reach_no_property_and_no_script():
    sheet = ":root{--a:var(--b);--b:1px;--c:var(--d);--d:2px;--share:0}p{margin:var(--a)}"
    assert cut([sheet], seen()) == ":root{--a:var(--b);--b:1px;--share:0}p{margin:var(--a)}"


def test_animations_stay_that_are_named():
    sheet = "@keyframes turn{to{rotate:1turn}}@keyframes fade{to{opacity:0}}p{animation:turn 1s}"
    assert cut([sheet], seen()) == "@keyframes turn{to{rotate:1turn}}p{animation:turn 1s}"


def test_order_important_and_fallbacks_are_kept():
    sheet = "p{color:red!important;color:color(display-p3 1 0 0)}.lead{margin:0}p{margin:1px}"
    assert cut([sheet], seen()) == sheet


def test_what_needs_its_spaces_keeps_them():
    sheet = 'p{width:calc(1px + 2px);margin:0 auto;content:"a ,  b"}p + p , p ~ a{color:red}@media screen and (min-width:1em){p a{top:0}}'
    assert cut([sheet], seen()) == (
        'p{width:calc(1px + 2px);margin:0 auto;content:"a ,  b"}p+p,p~a{color:red}@media screen and (min-width:1em){p a{top:0}}'
    )


def test_comments_and_the_charset_go_and_pages_stay():
    assert cut(['@charset "UTF-8";/* a */p{/* b */top:0/* c */}@page{margin:25mm}'], seen()) == "p{top:0}@page{margin:25mm}"


def test_a_small_sheet_keeps_every_rule():
    assert small(".absent { --x: 1px; top: var(--y) }\n@keyframes z { to { top: 0 } }") == (
        ".absent{--x:1px;top:var(--y)}@keyframes z{to{top:0}}"
    )


def test_a_sheet_that_does_not_parse_is_told_not_shipped():
    with pytest.raises(ValueError, match="line 2"):
        cut(["p{top:0}\np{top 0}"], seen())


def test_the_same_sheet_is_cut_the_same_way_twice():
    sheet = "@media print{p{top:0}}" + rules(".lead", ".absent")
    assert cut([sheet], seen()) == cut([sheet], seen())
