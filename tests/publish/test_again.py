"""What is remembered is found by all it was made from: an edit of anything shows, and what is built again is what is built anew."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Hashable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.publish.again import Memory, Remembered, begin, digest, end
from scripts.bench.bigger import bigger
from scripts.bench.scale import EDITS

LONG = "字" * 1000


def test_the_same_source_is_made_once_and_another_anew():
    made: list[str] = []
    memory = Memory[int]()

    def length(text: str) -> int:
        return memory.recall((text, "a"), lambda: made.append(text) or len(text))

    assert [length(LONG), length(LONG), length(LONG + "。"), length(LONG)] == [1000, 1000, 1001, 1000]
    assert made == [LONG, LONG + "。"]


def test_a_text_is_not_mistaken_for_its_bytes_nor_for_a_list_of_its_parts():
    memory = Memory[str]()
    sources = (LONG, LONG.encode(), (LONG,), ((LONG,),), (LONG, ""), ("", LONG))
    assert [memory.recall(source, lambda at=at: at) for at, source in enumerate(sources)] == list(range(len(sources)))


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.binary(max_size=3),
    lambda each: st.lists(each, max_size=3).map(tuple),
)


@given(PLAIN, PLAIN)
def test_only_the_same_data_have_the_same_name(one: Hashable, other: Hashable):
    assert (digest(one) == digest(other)) == (repr(one) == repr(other))


def test_what_is_not_plain_data_has_no_name():
    with pytest.raises(TypeError, match="object is not plain data"):
        digest(("a", object()))


def test_a_function_is_asked_again_only_for_what_it_was_not_asked():
    made: list[tuple[str, int]] = []

    @Remembered
    def told(text: str, number: int = 0) -> int:
        made.append((text, number))
        return len(made)

    assert [told("a"), told("a"), told("a", 1), told("b"), told("a")] == [1, 1, 2, 3, 1]


def test_what_is_not_asked_for_goes_when_there_is_twice_as_much_as_any_build_asked_for():
    memory = Memory[int]()
    for build in range(5):
        for each in range(10):
            memory.recall((build, each), lambda: 0)
        memory.turn()
    assert len(memory.made) == 20
    memory.turn()  # a build that finds all of it elsewhere
    assert (4, 9) in memory.made


def test_results_are_kept_between_runs_and_forgotten_when_damaged_or_made_by_other_code(tmp_path: Path):
    memory = Memory[list[str]]("test")
    memory.recall(("a", LONG), lambda: ["kept"])
    end(tmp_path)
    (file,) = tmp_path.glob("*.json")
    assert list(json.loads(file.read_text(encoding="utf-8"))["test"].values()) == [["kept"]]
    for each in Memory.all:
        each.made.clear()
    begin(tmp_path)
    assert memory.recall(("a", LONG), lambda: ["anew"]) == ["kept"]
    memory.made.clear()
    for each in Memory.all:
        each.made.clear()
    file.write_text("{", encoding="utf-8")
    begin(tmp_path)
    assert memory.recall(("a", LONG), lambda: ["anew"]) == ["anew"]
    Memory.all.remove(memory)


BUILDS = """
import json, sys
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config

config = load_config("mkdocs.yml", site_dir=sys.argv[1])
config.plugins.on_startup(command="build", dirty=False)
build(config)
for file, before, after in json.loads(sys.argv[2]):
    path = Path(file)
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    build(load_config("mkdocs.yml", site_dir=sys.argv[1]))
"""


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A copy of the site built again after each edit, and what a new copy with all edits gives."""
    folder = tmp_path_factory.mktemp("again")
    project = bigger(folder / "project")
    edits = [[file, before, after.replace("{0}", f"改{what}")] for what, (file, before, after, _) in EDITS.items()]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "true"}
    for name, wanted in (("again", edits), ("anew", [])):
        command = [sys.executable, "-c", BUILDS, str(folder / name), json.dumps(wanted)]
        subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True)
        for kept in (project / ".cache").glob("again/*.json"):
            kept.unlink()
    return folder / "again", folder / "anew"


def test_an_edit_of_a_page_an_item_a_word_a_template_or_a_style_shows(edited: tuple[Path, Path]):
    site = edited[0]
    for what, (*_, page) in EDITS.items():
        sheets = "".join(path.read_text(encoding="utf-8") for path in site.glob("assets/shared.*.css"))
        assert f"改{what}" in (site / page / "index.html").read_text(encoding="utf-8") + sheets, what


def test_what_is_built_again_is_what_is_built_anew(edited: tuple[Path, Path]):
    again, anew = ({path.relative_to(site): path for path in site.rglob("*") if path.is_file()} for site in edited)
    assert again.keys() == anew.keys()
    differ = [name for name, path in again.items() if path.read_bytes() != anew[name].read_bytes()]
    assert [name for name in differ if name.name != "sitemap.xml.gz"] == []
