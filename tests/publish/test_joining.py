"""The page's modules in few files: each runs once, in a scope of its own, and what cannot be joined rightly is refused."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from quiz.publish.joining import SMALL, join
from quiz.publish.runtime import node

WEB = Path(__file__).resolve().parents[2] / "quiz" / "web"
LARGE = f'const text = "{"x" * SMALL}";\n'
SOURCES = {
    "main.js": """// The page.
import { find } from "./find.js";
import { say } from "./words.js";
/** @type {[string, () => Promise<import("./item.js").Module>][]} */
const parts = [
  ["[data-item]", () => import("./item.js").then(({ attachItem }) => ({ attach: attachItem }))],
  ['[data-action="copy"]', () => import("./copy.js")],
  ["[data-why]", () => import("./why.js")],
];
async function start() {
  const { open } = await import("./store.js");
  say(parts, open, find);
}
void start();
""",
    "words.js": 'export const name = "x";\nexport function say() {}\n',
    "find.js": 'export function find() {\n  return import("./dialog.js");\n}\n',
    "dialog.js": 'import { rank } from "./rank.js";\nexport function attachDialog() {\n  rank();\n}\n',
    "rank.js": "export function rank() {}\n",
    "store.js": "export class Store {}\nexport async function open() {}\n",
    "item.js": 'import { sheet as leaf } from "./sheet.js";\nimport { say } from "./words.js";\nexport function attachItem() {\n  say(leaf);\n}\n',
    "copy.js": 'import { sheet } from "./sheet.js";\nexport function attach() {\n  sheet();\n}\n',
    "sheet.js": f"{LARGE}const kept = new Map();\nexport function sheet() {{\n  return kept;\n}}\n",
    "why.js": f'import {{ plan }} from "./plan.js";\nimport {{ say }} from "./words.js";\n{LARGE}export function attach() {{\n  say(plan);\n}}\n',
    "plan.js": "export const plan = 1;\n",
    "worker.js": "import { manifest } from './manifest.js';\n",
}


def changed(**sources: str) -> dict[str, str]:
    return {**SOURCES, **{f"{name}.js": text for name, text in sources.items()}}


def test_a_page_without_parts_gets_main_and_what_it_imports():
    frame = join(SOURCES).files["main.joined.js"]
    assert [name for name in ("$words", "$find", "$main", "$store", "$item", "$why") if f"const {name} = " in frame] == [
        "$words",
        "$find",
        "$main",
    ]


def test_a_page_with_parts_gets_the_same_and_small_parts_and_what_is_there_with_any_part_in_one_file():
    joined = join(SOURCES)
    assert {name for name, file in joined.place.items() if file == "page.joined.js"} == {
        "main.js", "words.js", "find.js", "store.js", "item.js", "copy.js", "sheet.js",
    }  # fmt: skip


def test_a_large_part_and_what_only_it_imports_are_a_file_that_takes_the_rest_from_the_page():
    joined = join(SOURCES)
    assert (joined.place["why.js"], joined.place["plan.js"]) == ("why.joined.js", "why.joined.js")
    why = joined.files["why.joined.js"]
    assert 'import { $words } from "./page.joined.js";' in why
    assert "const { plan } = $plan;" in why
    assert why.endswith("export const { attach } = $why;\n")


def test_a_module_runs_once_on_a_page():
    joined = join(SOURCES)
    on_page = [text for name, text in joined.files.items() if name != "main.joined.js"]
    assert sum(text.count("new Map()") for text in on_page) == 1
    assert joined.files["page.joined.js"].index("const $sheet") < joined.files["page.joined.js"].index("const $item")


def test_what_is_fetched_later_on_any_page_stands_alone():
    joined = join(SOURCES)
    assert (joined.place["dialog.js"], joined.place["rank.js"]) == ("dialog.joined.js", "dialog.joined.js")
    assert "import" not in joined.files["dialog.joined.js"]
    with pytest.raises(ValueError, match="must be handed"):
        join(changed(dialog='import { say } from "./words.js";\nexport function attachDialog() {\n  say();\n}\n'))


def test_a_module_main_does_not_reach_is_left_alone():
    assert "worker.js" not in join(SOURCES).place


def test_names_are_taken_from_the_scope_of_their_module():
    page = join(SOURCES).files["page.joined.js"]
    assert "const { sheet: leaf } = $sheet;" in page
    assert "return { name, say };" in page


def test_an_import_on_demand_finds_the_module_where_it_is():
    files = join(SOURCES).files
    assert "Promise.resolve($item).then(({ attachItem })" in files["page.joined.js"]
    assert "await Promise.resolve($store)" in files["page.joined.js"]
    assert '() => import("./why.joined.js")]' in files["page.joined.js"]
    assert 'import("./dialog.joined.js")' in files["page.joined.js"]
    assert 'import("./page.joined.js").then((page) => page.$item)' in files["main.joined.js"]


@pytest.mark.parametrize(
    ("html", "files"),
    [
        ("<p>", ["main.joined.js"]),
        ('<p data-item="x">', ["page.joined.js"]),
        ('<button data-action="copy">', ["page.joined.js"]),
        ("<div data-why>", ["page.joined.js", "why.joined.js"]),
        ('<button data-action="check" data-items>', ["main.joined.js"]),
    ],
)
def test_a_page_asks_for_what_its_parts_need_and_nothing_else(html: str, files: list[str]):
    assert join(SOURCES).needed(html) == files


def test_comments_stay_behind_unless_a_long_string_may_hold_what_looks_like_one():
    assert "The page." not in join(SOURCES).files["main.joined.js"].partition("\n")[2]
    kept = "export const text = `\n// no comment\n`;\nexport function say() {}\n"
    ticks = "// `one` and\n// `two`\nexport function say() {}\n"
    assert "two" not in join(changed(words=ticks)).files["main.joined.js"]
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


def test_a_comment_within_a_line_takes_nothing_with_it():
    code = (
        "export class Part {\n  stop() {\n    /** @type {HTMLElement} */ (this.part).focus();\n  }\n\n"
        "  /** @param {number} step */\n  #go(step) {\n    return `${step}`; // why\n  }\n}\n"
    )
    joined = join(changed(words=code + "export function say() {}\n")).files["main.joined.js"]
    assert "(this.part).focus();" in joined
    assert "#go(step) {" in joined
    assert "@param" not in joined


def test_code_that_looks_like_a_comment_stays():
    odd = "export function say(a) {\n  return /[`]/.test(a) && /\\/\\//.test(a) && '/** a */' + `//`;\n}\n// `\nexport const b = `//`;\n"
    joined = join(changed(words=odd)).files["main.joined.js"]
    assert "return /[`]/.test(a) && /\\/\\//.test(a) && '/** a */' + `//`;" in joined
    assert "const b = `//`;" in joined


def modules() -> dict[str, str]:
    """The site's modules, and the one that `quiz.publish.shipping` writes."""
    written = {path.name: path.read_text(encoding="utf-8") for path in WEB.glob("*.js")}
    return {**written, "manifest.js": "// Generated.\nexport const manifest = {};\n"}


def test_what_is_joined_is_javascript(tmp_path: Path):
    sources = modules()
    for name, text in join(sources).files.items():
        path = tmp_path / f"{name}.mjs"
        path.write_text(text, encoding="utf-8")
        done = subprocess.run([node(), "--check", str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_every_module_of_the_site_that_a_page_reaches_is_joined():
    sources = modules()
    joined = join(sources)
    assert joined.parts
    assert {"main.js", "engine.js", "store.js", "item.js", "search-dialog.js"} <= set(joined.place)
    assert {"main.joined.js", *joined.place.values()} == set(joined.files)
