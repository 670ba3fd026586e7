"""The walls between the rooms: who may import whom, and what may not stand where. The names are in the design; this holds them."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
QUIZ = ROOT / "quiz"
ENGINE = sorted((QUIZ / "engine").rglob("*.py"))
PYTHON = sorted([*QUIZ.rglob("*.py"), *(ROOT / "scripts").rglob("*.py")])
WEB = sorted(path for path in (QUIZ / "web").rglob("*") if path.is_file())
TEMPLATES = sorted(path for name in ("templates", "theme") for path in (QUIZ / "publish" / name).rglob("*.html"))

LAYERS = (
    {"errors"},
    {"model", "fields", "numbers", "chance", "cost", "plain"},
    {"draws", "review"},
    {"kinds", "selection"},
    {"bank", "grading"},
    {"session"},
    {"record"},
    {"operations"},
    {"protocol"},
)
"""Lowest first. A module imports from layers below its own, and within a package from that package."""

CHANCE_CLOCK_BROWSER = {
    "time", "random", "secrets", "uuid", "os", "sys", "io", "pathlib", "socket", "subprocess", "threading", "asyncio",
    "importlib", "ctypes", "js", "pyodide", "pyodide_js", "urllib", "http", "locale", "tempfile",
}  # fmt: skip
CLOCK_CALLS = {"now", "today", "utcnow", "localtime", "gmtime", "perf_counter", "monotonic"}
SITE_BUILDERS = {"mkdocs", "material", "mkdocs_static_i18n", "properdocs"}

_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]")
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$|(?<=[\s;{}])//\s.*?$", re.MULTILINE | re.DOTALL)
_JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_LITERAL = r"""(?:"[^"\n]*[A-Za-z][^"\n]*"|'[^'\n]*[A-Za-z][^'\n]*'|`[^`]*[A-Za-z][^`]*`)"""
_SHOWN = re.compile(
    rf"\.(?:textContent|innerText|title|alt|placeholder|ariaLabel|ariaDescription)\s*\+?=\s*{_LITERAL}"
    rf"|\b(?:createTextNode|alert|confirm|prompt)\(\s*{_LITERAL}"
    rf"|\.(?:append|prepend|before|after|replaceChildren|replaceWith)\(\s*{_LITERAL}"
    rf"|setAttribute\(\s*[\"'](?:title|alt|placeholder|aria-label|aria-description)[\"']\s*,\s*{_LITERAL}"
)
_WRITES_HTML = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe")
_RUNS_STRINGS = re.compile(r"\beval\(|new Function\(|runPython|set(?:Timeout|Interval)\(\s*[\"'`]")
_PYTHON = re.compile(r"^\s*(?:def \w+\(.*\):|from [\w.]+ import \w|import \w+$|class \w+.*:$)", re.MULTILINE)
_ADDRESS = re.compile(r"(?:https?:|wss?:|[\"'(=]\s*)//[\w.-]+\.\w", re.IGNORECASE)


def module(path: Path) -> str:
    """``quiz.engine.kinds.single`` for its file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    """Every module a file imports, wherever the import stands, in full; ``from a import b`` gives a.b too, if that is a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield str(node.module)
            inside = ROOT / str(node.module).replace(".", "/")
            yield from (
                f"{node.module}.{alias.name}"
                for alias in node.names
                if (inside / f"{alias.name}.py").exists() or (inside / alias.name).is_dir()
            )


def layer(name: str) -> int:
    """The layer of ``quiz.engine.X…``; a module without one is a new module nobody has placed."""
    first = name.split(".")[2]
    found = [height for height, names in enumerate(LAYERS) if first in names]
    assert found, f"{name} stands in no layer: give it one here and in quiz/engine/__init__.py"
    return found[0]


def code(path: Path) -> str:
    """A file's text without comments."""
    text = path.read_text(encoding="utf-8")
    return _JINJA_COMMENT.sub("", text) if path.suffix == ".html" else _COMMENT.sub("", text)


def named(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


def test_the_rooms_these_walls_guard_are_there():
    assert len(ENGINE) > 5
    assert len(WEB) > 5
    assert len(TEMPLATES) > 5


@pytest.mark.parametrize("path", ENGINE, ids=named(ENGINE))
def test_the_engine_imports_the_standard_library_and_itself_only(path: Path):
    strangers = {name for name in imported(path) if name.split(".")[0] not in sys.stdlib_module_names}
    assert {name for name in strangers if name != "quiz.engine" and not name.startswith("quiz.engine.")} == set()


@pytest.mark.parametrize("path", ENGINE, ids=named(ENGINE))
def test_the_engine_knows_no_clock_no_chance_and_no_browser(path: Path):
    assert {name for name in imported(path) if name.split(".")[0] in CHANCE_CLOCK_BROWSER} == set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not CLOCK_CALLS & asked
    assert not {"open", "print", "input", "eval", "exec", "__import__", "compile"} & called


@pytest.mark.parametrize("path", ENGINE, ids=named(ENGINE))
def test_the_layers_of_the_engine_import_downwards_only(path: Path):
    own = module(path)
    below = [name for name in imported(path) if name.startswith("quiz.engine.")]
    if own == "quiz.engine":
        assert below == []
        return
    for name in below:
        same_package = own.split(".")[2] == name.split(".")[2]
        assert same_package or layer(name) < layer(own), f"{own} imports {name}"


def test_no_kind_knows_another_kind():
    """`kinds/__init__.py` alone lists them."""
    for path in sorted((QUIZ / "engine" / "kinds").glob("*.py")):
        if path.stem != "__init__":
            others = {name for name in imported(path) if name.startswith("quiz.engine.kinds")}
            assert others <= {"quiz.engine.kinds", "quiz.engine.kinds.kind"}, path.name


def test_one_file_alone_knows_the_site_builder():
    knowing = [path for path in PYTHON if SITE_BUILDERS & {name.split(".")[0] for name in imported(path)}]
    assert named(knowing) == ["quiz/publish/hooks.py"]


def test_the_package_never_imports_the_scripts_or_the_tests():
    upwards = {
        path: {name for name in imported(path) if name.split(".")[0] in ("scripts", "tests")} for path in QUIZ.rglob("*.py")
    }
    assert {path.name: names for path, names in upwards.items() if names} == {}


@pytest.mark.parametrize("path", WEB, ids=named(WEB))
def test_the_browsers_side_holds_no_python(path: Path):
    assert path.suffix in (".js", ".ts", ".css", ".mjs")
    assert not _PYTHON.search(code(path))
    assert not _RUNS_STRINGS.search(code(path))


@pytest.mark.parametrize("path", WEB, ids=named(WEB))
def test_the_browsers_side_holds_no_sentence_a_reader_sees(path: Path):
    assert not _CHINESE.search(code(path))
    assert _SHOWN.findall(code(path)) == []


@pytest.mark.parametrize("path", WEB, ids=named(WEB))
def test_the_browsers_side_never_writes_html(path: Path):
    assert not _WRITES_HTML.search(code(path))


@pytest.mark.parametrize("path", [*WEB, *TEMPLATES], ids=named([*WEB, *TEMPLATES]))
def test_no_address_of_another_origin_stands_in_what_is_shipped(path: Path):
    assert _ADDRESS.findall(code(path)) == []


@pytest.mark.parametrize(
    ("wall", "breach"),
    [
        (_SHOWN, 'status.textContent = "Try again";'),
        (_SHOWN, "button.title = 'Close';"),
        (_SHOWN, "box.append(`Done: ${n}`);"),
        (_SHOWN, 'box.setAttribute("aria-label", "Close");'),
        (_CHINESE, 'const a = "再试";'),
        (_WRITES_HTML, "box.innerHTML = text;"),
        (_RUNS_STRINGS, "pyodide.runPython(source)"),
        (_PYTHON, "const source = `\nfrom quiz import engine\n`"),
        (_PYTHON, "const source = `\n  def grade(item):\n`"),
        (_ADDRESS, 'fetch("https://cdn.example.org/a.js")'),
        (_ADDRESS, '<script src="//cdn.example.org/a.js">'),
    ],
)
def test_each_wall_would_notice_a_breach(wall: re.Pattern[str], breach: str):
    assert wall.search(breach)
