"""The page's modules in few files: each runs once, in a scope of its own, and what cannot be joined rightly is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quiz.publish.joining import join

WEB = Path(__file__).resolve().parents[2] / "quiz" / "web"
SOURCES = {
    "main.js": """// The page.
import { say } from "./words.js";
/** @type {[string, () => Promise<import("./item.js").Module>][]} */
const parts = [
  ["[data-item]", () => import("./item.js").then(({ attachItem }) => ({ attach: attachItem }))],
  ['[data-action="copy"]', () => import("./copy.js")],
];
async function start() {
  const { open } = await import("./store.js");
  say(parts, open);
}
void start();
""",
    "words.js": 'export const name = "x";\nexport function say() {}\n',
    "store.js": "export class Store {}\nexport async function open() {}\n",
    "item.js": 'import { sheet as leaf } from "./sheet.js";\nimport { say } from "./words.js";\nexport function attachItem() {\n  say(leaf);\n}\n',
    "copy.js": 'import { sheet } from "./sheet.js";\nexport function attach() {\n  sheet();\n}\n',
    "sheet.js": "const kept = new Map();\nexport function sheet() {\n  return kept;\n}\n",
    "worker.js": "import { manifest } from './manifest.js';\n",
}


def changed(**sources: str) -> dict[str, str]:
    return {**SOURCES, **{f"{name}.js": text for name, text in sources.items()}}


def test_what_main_imports_is_joined_to_it_and_parts_have_files_of_their_own():
    place = join(SOURCES).place
    assert (place["main.js"], place["words.js"]) == ("main.joined.js", "main.joined.js")
    assert (place["item.js"], place["copy.js"]) == ("item.joined.js", "copy.joined.js")


def test_a_module_that_several_parts_import_stands_once_so_that_it_runs_once():
    joined = join(SOURCES)
    assert joined.place["sheet.js"] == "shared.joined.js"
    assert sum(text.count("new Map()") for text in joined.files.values()) == 1


def test_what_main_imports_on_demand_beside_its_table_comes_with_any_part():
    assert join(SOURCES).place["store.js"] == "shared.joined.js"


def test_a_module_main_does_not_reach_is_left_alone():
    assert "worker.js" not in join(SOURCES).place


def test_names_are_taken_from_the_scope_or_file_where_they_are():
    item = join(SOURCES).files["item.joined.js"]
    assert 'import { $words } from "./main.joined.js";' in item
    assert 'import { $sheet } from "./shared.joined.js";' in item
    assert "const { sheet: leaf } = $sheet;" in item
    assert "const { say } = $words;" in item
    assert item.endswith("export const { attachItem } = $item;\n")


def test_an_import_on_demand_finds_the_module_in_its_new_file():
    main = join(SOURCES).files["main.joined.js"]
    assert 'import("./item.joined.js").then(({ attachItem })' in main
    assert 'await import("./shared.joined.js").then((file) => file.$store)' in main


@pytest.mark.parametrize(
    ("html", "files"),
    [
        ("<p>", ["main.joined.js"]),
        ('<p data-item="x">', ["main.joined.js", "item.joined.js", "shared.joined.js"]),
        ('<button data-action="copy">', ["main.joined.js", "copy.joined.js", "shared.joined.js"]),
        ('<button data-action="check" data-items>', ["main.joined.js"]),
    ],
)
def test_a_page_asks_for_what_its_parts_need_and_nothing_else(html: str, files: list[str]):
    joined = join(SOURCES)
    assert joined.needed(joined.parts_on(html)) == files


def test_comments_stay_behind_unless_a_long_string_may_hold_what_looks_like_one():
    assert "The page." not in join(SOURCES).files["main.joined.js"].partition("\n")[2]
    kept = "export const text = `\n// no comment\n`;\nexport function say() {}\n"
    assert "// no comment" in join(changed(words=kept)).files["main.joined.js"]


@pytest.mark.parametrize(
    "form",
    [
        'import * as all from "./words.js";',
        'import one from "./words.js";',
        'import "./words.js";',
        "export default function () {}",
        "export let count = 0;",
        'export * from "./words.js";',
        "export { say };",
        "const kept = await caches.keys();",
    ],
)
def test_a_form_it_does_not_know_is_refused_with_its_place(form: str):
    with pytest.raises(ValueError, match=re.escape(form)):
        join(changed(copy=f"{form}\nexport function attach() {{}}\n"))


def test_modules_that_import_each_other_are_refused():
    with pytest.raises(ValueError, match="imports itself"):
        join(changed(sheet='import { attachItem } from "./item.js";\nexport function sheet() {}\n'))


def test_a_module_that_is_not_there_is_told():
    with pytest.raises(KeyError, match="lost"):
        join(changed(sheet='import { a } from "./lost.js";\n'))


def test_every_module_of_the_site_that_a_page_reaches_is_joined():
    sources = {path.name: path.read_text(encoding="utf-8") for path in WEB.glob("*.js")}
    joined = join(sources)
    assert joined.parts
    assert {"main.js", "engine.js", "store.js", "item.js", "search-dialog.js"} <= set(joined.place)
    assert set(joined.place.values()) == set(joined.files)
