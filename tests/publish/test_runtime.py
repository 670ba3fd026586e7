"""What ships of Python: small enough, the same twice, and named by its contents."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path

import pytest

from quiz.publish import runtime, shipping
from quiz.publish.bank import read_bank

ROOT = Path(__file__).resolve().parents[2]
FIRST_CHECK = 2_950_000
"""Bytes that a first check may transfer from a host that compresses with gzip, bank and worker's modules included. Stock Pyodide: 6.33 million."""
LEAN_MODULE = 420_000
IMAGE = 2_450_000
GLUE = 60_000
WHOLE = 5_600_000
"""The same for a device on which the lean runtime does not fit."""


@pytest.fixture(scope="module")
def release() -> shipping.Release:
    return shipping.prepare(read_bank(ROOT / "quiz" / "bank", ROOT / "docs", ROOT))


def manifest(release: shipping.Release) -> dict:
    found = re.search(r"manifest = (\{.*\});", release.files["manifest.js"].decode())
    assert found
    return json.loads(found[1])


def transferred(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def test_a_first_check_stays_within_its_bytes(release: shipping.Release) -> None:
    assert manifest(release)["transfer"] <= FIRST_CHECK
    for name, budget in (("python.wasm.zst", LEAN_MODULE), ("python.image.zst", IMAGE), ("python.mjs", GLUE)):
        assert transferred(release.runtime[name]) <= budget, name


def test_the_whole_runtime_stays_within_its_bytes(release: shipping.Release) -> None:
    packed = runtime.packed()
    assert sum(transferred(release.runtime[name]) for name in packed.whole) <= WHOLE


def test_the_manifest_names_every_file_with_the_hash_of_what_lies_there(release: shipping.Release) -> None:
    told = manifest(release)
    by_name = {
        name.removesuffix(".zst"): data
        for name, data in (release.runtime | {"bank.json": release.files["bank.json"]}).items()
    }
    assert set(told["files"]) == set(by_name) == {*told["lean"], *told["whole"]}
    for name, data in by_name.items():
        assert told["files"][name]["integrity"] == shipping.integrity(data)
        assert told["files"][name]["bytes"] == len(data)
    assert told["python"] == runtime.content_hash(release.runtime)


def test_the_whole_module_is_the_published_one_to_the_byte(release: shipping.Release) -> None:
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"):
        assert release.runtime[name] == (runtime.PYODIDE / name).read_bytes()


def test_the_lean_glue_and_module_are_no_longer_than_what_they_were_cut_from(release: shipping.Release) -> None:
    assert len(release.runtime["python.mjs"]) < len(release.runtime["pyodide.asm.mjs"])
    assert b"https://" not in release.runtime["python.wasm.zst"]


def test_packing_twice_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in sorted(runtime.packed().folder.iterdir())}
    monkeypatch.setattr(runtime, "CACHE", tmp_path)
    again = runtime.packed()
    after = {path.name: path.read_bytes() for path in sorted(again.folder.iterdir())}
    shutil.rmtree(tmp_path, ignore_errors=True)
    assert {name: hash(data) for name, data in after.items()} == {name: hash(data) for name, data in before.items()}
