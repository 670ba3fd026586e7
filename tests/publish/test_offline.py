"""What is kept on a device: every file of the site in one group, by its hash; a worker and manifests that fit."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import struct
from pathlib import Path

import pytest

from quiz.publish import offline
from quiz.publish.bank import read_bank

ROOT = Path(__file__).resolve().parents[2]
WORDS = read_bank(ROOT / "quiz" / "bank", ROOT / "docs", ROOT).words
LANGUAGES = {"zh": "zh-Hans", "en": "en"}
SITE = {
    "index.html": "guide",
    "causes/index.html": "guide",
    "en/causes/index.html": "guide",
    "en/offline/index.html": "guide",
    "404.html": "guide",
    "search/search_index.json": "guide",
    "assets/shared.1a2b3c4d.css": "guide",
    "check/index.html": "guide",
    "check/sets/index.html": "guide",
    "check/questions/causes/index.html": "check",
    "en/check/answers/causes/index.html": "check",
    "assets/check/0123456789ab/ahead/causes.json": "check",
    "assets/check/0123456789ab/bank.json": "runtime",
    "assets/check/0123456789ab/worker.js": "runtime",
    "assets/check/0123456789ab/files.js": "runtime",
    "assets/check/0123456789ab/main.js": "guide",
    "assets/python/ba9876543210/python.wasm": "runtime",
    "assets/icons/192.png": None,
    "sitemap.xml": None,
    "sitemap.xml.gz": None,
    "assets/main.css.map": None,
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in SITE:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n", encoding="utf-8")
    (tmp_path / "assets/check/0123456789ab/worker.js").write_text('import { files } from "./files.js";\n')
    offline.write(tmp_path, WORDS, LANGUAGES)
    return tmp_path


def groups(site: Path) -> dict[str, list[list[object]]]:
    (path,) = (site / "assets" / "release").iterdir()
    found: dict[str, list[list[object]]] = json.loads(path.read_text())
    return found


def test_every_file_is_in_the_one_group_that_needs_it(site: Path):
    found = {str(entry[0]): group for group, entries in groups(site).items() for entry in entries}
    wanted = {re.sub(r"(^|/)index\.html$", r"\1", name): group for name, group in SITE.items() if group}
    assert found == wanted | {"app.webmanifest": "guide", "en/app.webmanifest": "guide"}


def test_each_entry_has_the_files_hash_and_sizes(site: Path):
    for entries in groups(site).values():
        for path, sha, size, transfer in entries:
            file = site / str(path) / "index.html" if str(path).endswith("/") or path == "" else site / str(path)
            data = file.read_bytes()
            assert sha == base64.b64encode(hashlib.sha256(data).digest()).decode()
            assert size == len(data)
            assert isinstance(transfer, int)
            assert 0 < transfer < len(data) + 30  # gzip's own frame


def test_the_worker_names_the_list_and_its_hash_and_is_small(site: Path):
    (path,) = (site / "assets" / "release").iterdir()
    script = (site / "sw.js").read_text(encoding="utf-8")
    digest = hashlib.sha256(path.read_bytes())
    assert f'const RELEASE = "{digest.hexdigest()[:12]}";' in script
    assert path.stem == digest.hexdigest()[:12]
    assert f'const INTEGRITY = "{base64.b64encode(digest.digest()).decode()}";' in script
    assert "{release}" not in script.replace("${release}", "")
    assert offline._entry("sw.js", script.encode())[3] < 5000


def test_stripping_its_comments_changes_nothing_else():
    source = (offline.SERVICE / "sw.js").read_text(encoding="utf-8")
    stripped = offline._COMMENT.sub("", source)
    assert [line for line in source.splitlines() if line and line in stripped.splitlines()] == [
        line for line in stripped.splitlines() if line
    ]
    assert stripped.count("{") == stripped.count("}")
    gone = [line.strip() for line in source.splitlines() if line not in stripped.splitlines()]
    assert all(line.startswith(("//", "/*", "*")) for line in gone if line)


def test_the_same_site_is_the_same_release_and_any_change_is_another(site: Path):
    before = (site / "sw.js").read_bytes()
    offline.write(site, WORDS, LANGUAGES)
    assert (site / "sw.js").read_bytes() == before
    (site / "causes" / "index.html").write_text("changed")
    offline.write(site, WORDS, LANGUAGES)
    assert (site / "sw.js").read_bytes() != before
    assert len(list((site / "assets" / "release").iterdir())) == 1


def test_the_page_about_it_says_the_sizes(site: Path):
    page = site / "en" / "offline" / "index.html"
    page.write_text("{size-guide} {mb-runtime} {mb-guide+check+runtime}")
    offline.write(site, WORDS, LANGUAGES)
    assert re.fullmatch(r"\d+ \d+\.\d \d+\.\d", page.read_text())


@pytest.mark.parametrize(("language", "tag", "root"), [("zh", "zh-Hans", "./"), ("en", "en", "../")])
def test_each_language_has_a_manifest_that_stays_inside_the_site(language: str, tag: str, root: str):
    app = offline.app(WORDS, language, tag)
    assert (app["lang"], app["start_url"], app["scope"]) == (tag, "./", root)
    assert len(str(app["short_name"])) <= 12
    icons = app["icons"]
    assert isinstance(icons, list)
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    for icon in icons:
        data = (ROOT / "docs" / icon["src"].removeprefix(root)).read_bytes()
        width, height = struct.unpack(">II", data[16:24])
        assert icon["sizes"] == f"{width}x{height}"
        assert len(data) < 12_000


def test_the_browsers_own_frame_takes_the_colour_of_the_paper():
    css = (ROOT / "docs" / "assets" / "site.css").read_text(encoding="utf-8")
    assert re.findall(r"--paper: (#\w+);", css)[:2] == list(offline.COLOURS.values())
