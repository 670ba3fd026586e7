"""JSON from anywhere: what is JSON is read as it is, what is nested too deep is refused before it can do harm."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.engine.plain import DEEPEST, read_plain
from tests.engine.strategies import anything

any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | anything,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(anything, inner, max_size=4),
    max_leaves=15,
)


def refused(text: str) -> bool:
    try:
        read_plain(text)
    except ValueError:
        return True
    return False


@given(any_json, st.booleans(), st.sampled_from([None, 1]))
def test_json_is_read_as_it_was_written(data: object, ascii_only: bool, indent: int | None) -> None:
    assert read_plain(json.dumps(data, ensure_ascii=ascii_only, indent=indent)) == data


@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ('{"a":', "}"), ('[{"]":', "}]"), ('[{"\\"[":[', "]}]")])
def test_what_is_nested_as_deep_as_may_be_is_read_and_one_deeper_is_not(begin: str, end: str) -> None:
    levels = len(end)
    times = (DEEPEST - 1) // levels
    fits = begin * times + "[" * (DEEPEST - times * levels) + "]" * (DEEPEST - times * levels) + end * times
    assert not refused(fits)
    assert refused("[" + fits + "]")


@pytest.mark.parametrize(
    "text", ["[" * 10**6, "[{" * 10**5, '{"a":' * 10**5, "[" * 10**5 + "]" * 10**5, "[}" * 50 + "[" * 10**6]
)
def test_what_python_in_the_browser_would_not_survive_is_refused_unread(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json, "loads", pytest.fail)
    assert refused(text)


@pytest.mark.parametrize(
    "text", ['"' + "[" * 1000 + '"', '"' + '\\"[' * 1000 + '"', '["' + "{" * 1000 + '"]', '{"[[[' + "[" * 99 + '":1}']
)
def test_brackets_in_texts_are_no_depth(text: str) -> None:
    assert not refused(text)


@pytest.mark.parametrize("text", ['"' * 10**6, '"' + '\\"' * 10**6, "\\" * 10**6, '"\\' * 10**6, '["' * 10**5])
def test_no_text_takes_long_to_look_at(text: str) -> None:
    """Each of these would take hours, if every quotation mark were tried anew."""
    assert refused(text)


@given(anything | st.text('[]{}",:\\ a1', max_size=40))
@example('"\\')
@example('["\\"]')
@example("]" * 50 + "[" * 41)
def test_any_text_is_read_as_json_reads_it_or_refused(text: str) -> None:
    try:
        expected = json.loads(text)
    except ValueError:
        assert refused(text)
        return
    assert json.dumps(read_plain(text)) == json.dumps(expected)


@pytest.mark.parametrize("depth", [0, 1, DEEPEST, DEEPEST + 1, 5 * DEEPEST])
def test_depth_is_counted_as_json_counts_it(depth: int) -> None:
    assert refused("[" * depth + "0" + "]" * depth) == (depth > DEEPEST)
    assert not refused("[" + ",".join("[{}]" for _ in range(depth)) + "]"), "beside each other is not inside each other"
