"""What becomes of a page in a folder on a stick: links that name files, one classic script, nothing of the web server's."""

from __future__ import annotations

import pytest

from quiz.publish import folder
from quiz.publish.joining import one_script

HEAD = (
    '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    '<link rel="manifest" href="../app.webmanifest">\n<link rel="canonical" href="http://x/a/">\n'
    '<link rel="icon" href="../assets/favicon.svg">\n'
)
BODY = (
    '<template data-release="../sw.js">\n<aside></aside>\n</template>\n<p>x</p>'
    '<script data-modules="../assets/check/0/main.joined.js ../assets/check/0/why.joined.js">ask();\n</script>\n</body>'
)


@pytest.mark.parametrize(
    ("link", "file"),
    [
        ("../causes/", "../causes/index.html"),
        ("..", "../index.html"),
        ("./", "./index.html"),
        (".", "./index.html"),
        ("../check/?set=scams", "../check/index.html?set=scams"),
        ("../causes/#thin-file", "../causes/index.html#thin-file"),
        ("#here", "#here"),
        ("?a=1", "?a=1"),
        ("../leave/index.html", "../leave/index.html"),
        ("https://example.org/a/", "https://example.org/a/"),
        ("tel:12378", "tel:12378"),
    ],
)
def test_a_link_to_a_folder_names_the_file_in_it(link: str, file: str):
    made = folder.page(f'{HEAD}<a class="x" href="{link}">x</a>{BODY}', "a/index.html")
    assert f'<a class="x" href="{file}">' in made


def test_a_page_keeps_one_classic_script_and_nothing_a_server_would_answer():
    made = folder.page(HEAD + BODY, "en/a/index.html")
    assert '<script src="../../assets/guide.js"></script>\n</body>' in made
    assert made.count("<script") == 1
    for left_out in ("module", "manifest", "canonical", "sw.js"):
        assert left_out not in made
    assert 'rel="icon"' in made


def test_a_page_without_scripts_of_ours_gets_none():
    assert "<script" not in folder.page(HEAD + "</body>", "leave/index.html")


def test_one_script_holds_all_a_module_reaches_on_demand_too_each_once():
    sources = {
        "main.js": 'import { a } from "./a.js";\nvoid import("./b.js").then(({ b }) => b(a));\n',
        "a.js": "export const a = 1;\n",
        "b.js": 'import { a } from "./a.js";\nexport function b() {\n  return a;\n}\n',
        "c.js": "export const c = 1;\n",
    }
    script = one_script("main.js", sources)
    assert [script.count(f"const ${name} =") for name in ("a", "b", "main", "c")] == [1, 1, 1, 0]
    assert script.index("const $b =") < script.index("const $main =")
    assert "import(" not in script
    assert "\nimport " not in script


def test_what_only_a_module_knows_is_refused():
    with pytest.raises(ValueError, match=r"import\.meta"):
        one_script("main.js", {"main.js": "const a = import.meta.url;\n"})


@pytest.mark.parametrize(
    ("module", "given"),
    [
        ("const a = 1;\nexport default a;\n", "default: a"),
        ("const a=1;export{a as loadPyodide,b as version};\n//# sourceMappingURL=x.map\n", "loadPyodide: a"),
    ],
)
def test_a_module_of_pyodides_becomes_a_function_that_hands_over_what_it_exports(module: str, given: str):
    script = folder.as_function("a.mjs", module)
    assert script.startswith('modules["a.mjs"] = () => {\n"use strict";\nconst a')
    assert script.endswith(f"\nreturn {{ {given} }};\n}};\n")
    assert "export" not in script


def test_where_a_module_stands_is_asked_of_the_worker():
    assert "var here=location.href;" in folder.as_function("a.mjs", "var here=import.meta.url;export default here;")


@pytest.mark.parametrize(
    "module", ["const a = 1;", "export const a = 1;", "export default a;\nf();", "export * from './b.mjs';"]
)
def test_a_module_of_another_form_is_refused_with_its_name(module: str):
    with pytest.raises(ValueError, match=r"a\.mjs: its export has a form unknown here"):
        folder.as_function("a.mjs", module)
