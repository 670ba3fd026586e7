"""Beyond Markdown an author writes two marks: a checklist entry, and a part in brackets alone on a line."""

from __future__ import annotations

import markdown
import pytest

from quiz.publish.problems import AuthorError
from quiz.publish.shortcodes import SHORTCODE, before_markdown
from tests.publish.markup import Element, parse


def rendered(source: str) -> Element:
    return parse(markdown.markdown(before_markdown(source, "zh/a.md"), extensions=["attr_list", "md_in_html"]))


def test_an_entry_becomes_a_box_with_its_words_as_label():
    label = rendered("- [ ] I read the **contract**. {: #read-contract }\n").one("label")
    box = label.one("input")
    assert (box["type"], box["id"], box["data-tick"]) == ("checkbox", "read-contract", "read-contract")
    assert label.text.strip() == "I read the contract."
    assert label.one("strong").text == "contract"


def test_a_box_is_empty_until_the_reader_ticks_it():
    assert "checked" not in rendered("- [ ] words {: #a }\n").one("input").attributes


def test_entries_keep_their_order_and_their_list():
    source = "- [ ] one {: #a }\n- plain\n- [ ] two {:#b}\n"
    tree = rendered(source)
    assert len(tree.one("ul").all("li")) == 3
    assert [box["id"] for box in tree.all("input")] == ["a", "b"]


def test_the_rest_of_a_page_is_left_alone():
    source = "# Title {#a}\n\n[a link](b.md) and [@pipl#24]\n\n[[check]]\n\n- plain [ ] entry\n"
    assert before_markdown(source, "zh/a.md") == source


@pytest.mark.parametrize(
    "entry",
    [
        "- [ ] no id",
        "- [ ] an id without colon {#a}",
        "- [ ] a capital {: #A }",
        "- [x] ticked",
        "* [ ] starred {: #a }",
        "    - [ ] deep {: #a }",
    ],
)
def test_an_entry_that_would_not_become_a_box_is_a_mistake(entry: str):
    with pytest.raises(AuthorError) as caught:
        before_markdown(f"- [ ] good {{: #good }}\n{entry}\n", "zh/act/a.md")
    (problem,) = caught.value.problems
    assert problem.file == "docs/zh/act/a.md"
    assert entry.strip()[:20] in problem.where
    assert problem.wrong == "the checklist entry has no id"
    assert "{: #an-id }" in problem.hint


def test_an_id_used_twice_on_a_page_is_a_mistake():
    with pytest.raises(AuthorError) as caught:
        before_markdown("- [ ] one {: #a }\n- [ ] two {: #a }\n", "en/a.md")
    (problem,) = caught.value.problems
    assert (problem.file, problem.where) == ("docs/en/a.md", "a")
    assert "share this id" in problem.wrong


def test_all_mistakes_of_a_page_are_told_at_once():
    with pytest.raises(AuthorError) as caught:
        before_markdown("- [ ] one {: #a }\n- [ ] two {: #a }\n- [ ] three\n- [ ] four\n", "en/a.md")
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("source", "name", "argument"),
    [
        ("[[check]]", "check", None),
        ("[[quick-check:causes]]", "quick-check", "causes"),
        ("[[figure:who-sees-what]]", "figure", "who-sees-what"),
    ],
)
def test_a_part_alone_on_a_line_is_found(source: str, name: str, argument: str | None):
    found = SHORTCODE.findall(markdown.markdown(f"Before.\n\n{source}\n\nAfter."))
    assert found == [(name, argument or "")]


@pytest.mark.parametrize("source", ["See [[check]] here.", "`[[check]]`", "    [[check]]", "[[check]](a.md)"])
def test_brackets_within_a_sentence_or_code_are_no_part(source: str):
    assert not SHORTCODE.search(markdown.markdown(source))
