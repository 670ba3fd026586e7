"""The repository itself: small, reproducible, and the same on every machine."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "scripts" / "requirements").glob("*.txt"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
COMMANDS = ("help", "setup", "serve", "build", "bundle", "test", "check", "bench", "lighthouse", "format", "lock", "clean")
LONGEST = 400
LONGEST_README = 80
DATA = re.compile(
    r"scripts/requirements/.*\.txt|(.*/)?package-lock\.json|quiz/bank/.*\.toml|docs/.*\.(toml|md|svg)|tests/cases/.*\.json|LICENSE.*"
)

# Put together here, so that this file does not name them itself.
REGISTRIES = ("registry" + ".npmjs", "files" + ".pythonhosted", "pypi" + ".org/simple", "registry" + ".yarnpkg")
HOMES = re.compile("/" + r"home/\w|/" + r"Users/\w|/" + r"root/\w|[A-Z]:\\+" + r"Users\\|/" + "work/main")


def kept_files() -> list[Path]:
    """What is in the repository or would be with the next commit; in a copy without history, all but what is ignored."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        paths = [ROOT / name for name in listed.split("\0") if name]
    else:
        ignored = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()}
        paths = [
            path for path in ROOT.rglob("*") if not ignored & set(path.relative_to(ROOT).parts) and path.suffix != ".pyc"
        ]
    return sorted(path for path in paths if path.is_file())


FILES = kept_files()


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def holding(pattern: re.Pattern[str]) -> list[str]:
    """Files and lines in which the pattern stands."""
    return [
        f"{shown(path)}:{number}"
        for path in FILES
        for number, line in enumerate(path.read_bytes().decode("utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def targets() -> dict[str, list[str]]:
    """The Makefile's targets, each with its recipe's lines."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines():
        target = re.match(r"([a-z-]+):(?!=)", line)
        if target:
            current = found.setdefault(target[1], [])
        elif line.startswith("\t"):
            current.append(line.strip())
    return found


def test_the_readme_is_short_and_names_the_two_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) < LONGEST_README
    assert "make serve" in text
    assert "make test" in text


def test_no_file_names_a_package_registry():
    """A mirror's address, or the registry's, would tie every fork to one network."""
    assert holding(re.compile("|".join(map(re.escape, REGISTRIES)))) == []


def test_no_file_holds_a_path_of_somebodys_machine():
    assert holding(HOMES) == []


NPM = (ROOT, ROOT / "scripts" / "lighthouse", ROOT / "scripts" / "bench" / "peers")
"""Where npm packages are asked for and pinned."""


@pytest.mark.parametrize("folder", NPM, ids=["site", "lighthouse", "peers"])
def test_every_node_package_is_pinned_by_its_integrity_and_to_no_host(folder: Path):
    packages: dict[str, dict[str, Any]] = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = {name: table for name, table in packages.items() if name}
    assert fetched
    assert [name for name, table in fetched.items() if not str(table.get("integrity", "")).startswith("sha512-")] == []
    assert [name for name, table in fetched.items() if "resolved" in table] == []


@pytest.mark.parametrize("folder", NPM, ids=["site", "lighthouse", "peers"])
def test_every_node_package_asked_for_is_one_exact_version(folder: Path):
    asked = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    versions = {**asked.get("dependencies", {}), **asked["devDependencies"]}
    assert {
        name: version for name, version in versions.items() if not re.fullmatch(r"(npm:[\w@/.-]+@)?\d+\.\d+\.\d+", version)
    } == {}


@pytest.mark.parametrize("lock", LOCKS, ids=[path.name for path in LOCKS])
def test_every_python_package_is_one_version_with_hashes(lock: Path):
    text = re.sub(r"^\s*#.*\n", "", lock.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    lines = [line.split() for line in text.splitlines() if line.strip()]
    assert lines
    for name, *hashes in lines:
        requirement, _, marker = " ".join([name, *hashes]).partition(" --hash")
        assert re.match(r"[A-Za-z0-9._-]+(\[[\w,-]+\])?==[\w.+!]+( ;.*)?$", requirement), requirement
        assert re.match(r"=sha256:[0-9a-f]{64}( --hash=sha256:[0-9a-f]{64})*\s*$", marker), requirement


def test_every_wish_list_has_its_lock():
    wishes = {path.stem for path in (ROOT / "scripts" / "requirements").glob("*.in")}
    assert wishes == {path.stem for path in LOCKS}


PYTHON = [path for path in FILES if path.suffix == ".py"]


def test_every_python_file_begins_by_saying_what_it_is():
    assert PYTHON
    assert [shown(path) for path in PYTHON if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []


def test_no_file_is_longer_than_a_reader_can_hold():
    counted = {shown(path): path.read_bytes().count(b"\n") for path in FILES if not DATA.fullmatch(shown(path))}
    assert {name: lines for name, lines in counted.items() if lines > LONGEST} == {}


def test_text_files_are_utf_8_with_plain_line_ends():
    wrong = []
    for path in FILES:
        if path.suffix in {
            ".py",
            ".js",
            ".ts",
            ".mjs",
            ".toml",
            ".md",
            ".html",
            ".css",
            ".json",
            ".yml",
            ".txt",
            ".in",
            ".svg",
        }:
            data = path.read_bytes()
            text = data.decode("utf-8", errors="replace")
            if "\ufffd" in text or b"\r" in data or text.startswith("\ufeff") or (data and not data.endswith(b"\n")):
                wrong.append(shown(path))
    assert wrong == []


def test_nothing_built_or_fetched_is_kept():
    built = {".venv", ".cache", "site", "node_modules", "__pycache__"}
    assert [shown(path) for path in FILES if built & set(path.relative_to(ROOT).parts[:-1])] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_makefile(command: str):
    recipe = targets()
    assert command in recipe
    phony = re.search(r"^\.PHONY:(.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony is not None
    assert command in phony[1].split()


def test_every_command_runs_something_that_exists():
    wanted: set[str] = set()
    for lines in targets().values():
        for line in lines:
            ours = (name for name in re.findall(r"-m ([\w.]+)", line) if name.startswith(("scripts.", "quiz.")))
            wanted |= {name.replace(".", "/") + ".py" for name in ours} | set(re.findall(r"\bscripts/\w+\.py", line))
    assert wanted
    programs = {name: (ROOT / name, ROOT / name.removesuffix(".py") / "__main__.py") for name in wanted}
    assert sorted(name for name, places in programs.items() if not any(place.is_file() for place in places)) == []


def test_there_is_a_workflow():
    assert WORKFLOWS


@pytest.mark.parametrize("path", WORKFLOWS, ids=[path.name for path in WORKFLOWS])
def test_a_workflow_may_only_read_and_one_job_may_publish(path: Path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    writing = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
    assert len(writing) <= 1
    for name, permissions in writing.items():
        assert permissions.items() <= {"contents": "read", "pages": "write", "id-token": "write"}.items()
        assert "pull_request" in workflow["jobs"][name]["if"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=[path.name for path in WORKFLOWS])
def test_a_workflow_leaves_no_credentials_behind_and_takes_none(path: Path):
    text = path.read_text(encoding="utf-8")
    assert "pull_request_target" not in text
    assert "secrets." not in text
    steps = [step for job in yaml.safe_load(text)["jobs"].values() for step in job["steps"]]
    checkouts = [step for step in steps if str(step.get("uses", "")).startswith("actions/checkout")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)
