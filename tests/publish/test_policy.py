"""The Content-Security-Policy of a page: no other origin, no inline script but the theme's, each by its hash."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from quiz.publish import policy
from tests.publish.markup import parse

THEME = Path(policy.__file__).parent / "theme"
SCRIPTS = ("var a=1", "\n  const 名 = '原因';\n")
CONFIG = '{"base": "."}'
PAGE = (
    '<html><head><meta charset="utf-8"><title>T</title><link rel="stylesheet" href="a.css"></head><body>'
    f'<script>{SCRIPTS[0]}</script><script type="module">{SCRIPTS[1]}</script>'
    f'<script id="__config" type="application/json">{CONFIG}</script>'
    '<script src="bundle.js"></script><script type="module" src="main.js"></script><script> </script>'
    "</body></html>"
)  # fmt: skip


def directives(html: str) -> dict[str, list[str]]:
    content = parse(policy.add(html)).one("meta", http_equiv="Content-Security-Policy")["content"]
    return {words[0]: words[1:] for words in (part.split() for part in content.split(";"))}


def digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_exactly_the_inline_scripts_are_allowed_each_by_its_hash():
    allowed = {word for word in directives(PAGE)["script-src"] if word.startswith("'sha256-")}
    assert allowed == {digest(script) for script in SCRIPTS}


def test_the_json_for_the_theme_is_no_script_and_has_no_hash():
    assert digest(CONFIG) not in policy.add(PAGE)


def test_a_changed_script_has_another_hash():
    assert directives(PAGE)["script-src"] != directives(PAGE.replace("var a=1", "var a=2"))["script-src"]


def test_the_same_script_twice_is_allowed_once():
    once, twice = "<script>a()</script>", "<script>a()</script><script>a()</script>"
    head = '<meta charset="utf-8">'
    assert directives(head + once) == directives(head + twice)


def test_a_page_without_inline_scripts_allows_none():
    assert directives('<meta charset="utf-8"><p>x</p>')["script-src"] == ["'self'", "'wasm-unsafe-eval'"]


def test_nothing_comes_from_another_origin():
    named = directives(PAGE)
    assert named.pop("default-src") == ["'none'"]
    words = {word for each in named.values() for word in each if not word.startswith("'sha256-")}
    assert words == {"'self'", "'none'", "'wasm-unsafe-eval'", "data:", "blob:"}
    assert [name for name, each in named.items() if "data:" in each] == ["img-src"]
    assert [name for name, each in named.items() if "blob:" in each] == ["worker-src"]


@pytest.mark.parametrize("name", ["base-uri", "form-action"])
def test_a_page_cannot_be_turned_against_its_reader(name: str):
    assert directives(PAGE)[name] == ["'none'"]


def test_python_may_be_compiled_but_no_string_may_be_run_as_a_script():
    words = directives(PAGE)["script-src"]
    assert "'wasm-unsafe-eval'" in words
    assert not {"'unsafe-eval'", "'unsafe-inline'"} & {word for each in directives(PAGE).values() for word in each}


def test_the_policy_stands_once_before_everything_it_governs():
    html = policy.add(PAGE + '<pre><meta charset="utf-8"></pre>')
    assert html.count("Content-Security-Policy") == 1
    assert html.index("Content-Security-Policy") < min(html.index(tag) for tag in ("<title", "<link", "<script"))


def test_the_rest_of_the_page_is_left_as_it_was():
    html = policy.add(PAGE)
    start = html.index('<meta http-equiv="Content-Security-Policy"')
    assert html[:start] + html[html.index(">", start) + 1 :] == PAGE


@pytest.mark.parametrize("name", ["main.html", "404.html"])
def test_every_frame_of_the_theme_has_the_place_where_the_policy_goes(name: str):
    """Without it `add` would leave a page without a policy."""
    html = (THEME / name).read_text(encoding="utf-8")
    assert html.count('<meta charset="utf-8">') == 1
    before = html.partition('<meta charset="utf-8">')[0]
    assert not {tag for tag in ("<link", "<script", "<style", "<img", "<title") if tag in before}


def test_in_a_folder_nothing_may_be_fetched_or_sent():
    html = policy.for_folder(policy.add(PAGE))
    content = parse(html).one("meta", http_equiv="Content-Security-Policy")["content"]
    named = {words[0]: words[1:] for words in (part.split() for part in content.split(";"))}
    assert named["default-src"] == ["'none'"]
    assert not {"connect-src", "manifest-src", "font-src"} & set(named)
    words = {word for each in named.values() for word in each if not word.startswith("'sha256-")}
    assert words == {"file:", "blob:", "data:", "'none'", "'wasm-unsafe-eval'"}
    assert {digest(script) for script in SCRIPTS} <= set(named["script-src"])
