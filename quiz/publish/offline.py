"""What may be kept on a reader's device: the list of a release's files with their hashes, the service worker that keeps them, and
the web app manifests. It knows a finished site as files; it must not know MkDocs.

A release is the site as built, named by its list: ``assets/release/HASH.json`` is ``{group: [[path, sha256, bytes, transfer]]}``, each
path from the site's root as a browser asks for it, `transfer` what a host sends that compresses with gzip. The groups: *guide*, what is
kept after the first visit; *check*, the questions, answers and verdicts given ahead; *runtime*, Python, the engine and the bank; *whole*, what a device
needs beside them on which the lean runtime does not run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from quiz.publish.tables import Text
from quiz.publish.transfer import transfer

SERVICE = Path(__file__).resolve().parents[1] / "web" / "service"
GROUPS = ("guide", "check", "runtime", "whole")
COLOURS = {"light": "#fbfaf6", "dark": "#14191c"}
"""What the browser's own frame takes on around the page: the paper of docs/assets/site.css."""

_NOT_KEPT = re.compile(r"sitemap\.xml|sw\.js$|assets/release/|assets/icons/|.*\.map$|assets/javascripts/lunr/")
_IMPORT = re.compile(r"^import .* from \"\./([\w-]+\.js)\";$", re.MULTILINE)
_SIZE = re.compile(r"\{(size|mb)-([a-z+]+)\}")
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*\n|/\*\*.*?\*/\n)", re.MULTILINE | re.DOTALL)

Entry = tuple[str, str, int, int]


def write(site: Path, words: Mapping[str, Text], languages: Mapping[str, str], spare: Collection[str] = ()) -> None:
    """Finish a built site: everything else must be written. words: of the bank; languages: folder ↔ the tag of its language; spare: the
    paths of files that only the whole runtime needs.
    """
    for language, tag in languages.items():
        folder = site / ("" if language == "zh" else language)
        text = json.dumps(app(words, language, tag), ensure_ascii=False, indent=1) + "\n"
        (folder / "app.webmanifest").write_text(text, encoding="utf-8")
    groups = _groups(site, spare)
    for language in languages:
        _tell_sizes(_page(site, language), groups)
    groups = _groups(site, spare)  # with the sizes in place
    data = json.dumps(groups, separators=(",", ":")).encode()
    release = hashlib.sha256(data).hexdigest()[:12]
    lists = site / "assets" / "release"
    lists.mkdir(parents=True, exist_ok=True)
    for old in lists.iterdir():
        old.unlink()
    (lists / f"{release}.json").write_bytes(data)
    script = _COMMENT.sub("", (SERVICE / "sw.js").read_text(encoding="utf-8"))
    script = script.replace('"{release}"', f'"{release}"').replace('"{integrity}"', f'"{_digest(data)}"')
    (site / "sw.js").write_text(
        f"// Made by quiz/publish/offline.py from quiz/web/service/sw.js.\n{script}", encoding="utf-8"
    )


def withdraw(site: Path, languages: Mapping[str, str]) -> None:
    """Give the site a worker that undoes an earlier one's work on the reader's device and goes: for a site that changes while it is read."""
    for language in languages:
        _tell_sizes(_page(site, language), {})
    (site / "sw.js").write_text((SERVICE / "gone.js").read_text(encoding="utf-8"), encoding="utf-8")


def app(words: Mapping[str, Text], language: str, tag: str) -> dict[str, object]:
    """The web app manifest of one language; its addresses are counted from the language's root."""
    root = "./" if language == "zh" else "../"
    icons = [
        {"src": f"{root}assets/icons/{name}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for name, size, purpose in (("192", 192, "any"), ("512", 512, "any"), ("maskable", 512, "maskable"))
    ]
    return {
        "name": words["app.name"][language],
        "short_name": words["app.short"][language],
        "description": words["app.description"][language],
        "lang": tag,
        "dir": "ltr",
        "id": "./",
        "start_url": "./",
        "scope": root,
        "display": "standalone",
        "background_color": COLOURS["light"],
        "theme_color": COLOURS["light"],
        "icons": icons,
    }


def _groups(site: Path, spare: Collection[str]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {group: [] for group in GROUPS}
    workers = {path.parent: _worker(path.parent) for path in site.glob("assets/check/*/worker.js")}
    kept: list[tuple[str, str, Path]] = []
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if group := "whole" if name in spare else group_of(name, site, workers):
            kept.append((group, name, path))
    with ThreadPoolExecutor() as pool:  # hashing and compressing let other threads run
        entries = pool.map(lambda each: _entry(each[1], each[2].read_bytes()), kept)
        for (group, _, _), entry in zip(kept, entries, strict=True):
            groups[group].append(entry)
    return groups


def _page(site: Path, language: str) -> Path:
    """The page about what is kept."""
    return site / ("" if language == "zh" else language) / "offline" / "index.html"


def _tell_sizes(page: Path, groups: Mapping[str, list[Entry]]) -> None:
    """Fill in what a page says of sizes: ``{size-GROUP}`` in bytes, ``{mb-GROUP}`` or ``{mb-GROUP+GROUP}`` in millions of them with one
    decimal.
    """
    if not page.exists():
        return

    def told(found: re.Match[str]) -> str:
        size = sum(entry[3] for group in found[2].split("+") for entry in groups.get(group, ()))
        return str(size) if found[1] == "size" else f"{size / 1e6:.1f}"

    page.write_text(_SIZE.sub(told, page.read_text(encoding="utf-8")), encoding="utf-8")


def group_of(name: str, site: Path, workers: Mapping[Path, set[str]]) -> str | None:
    """The group a file belongs to, by its path; None when it is not kept. workers: by folder, the modules of the worker."""
    if _NOT_KEPT.match(name):
        return None
    if name.startswith("assets/python/"):
        return "runtime"
    if re.match(r"(en/)?check/(questions|answers)/", name) or re.match(r"assets/check/\w+/ahead/", name):
        return "check"
    if re.match(r"assets/check/\w+/", name):
        return _group_of_module(site / name, workers)
    return "guide"


def _group_of_module(path: Path, workers: Mapping[Path, set[str]]) -> str | None:
    """Of what the page and the worker run. Where modules are joined, those as written are there to be read, not to be run."""
    if path.suffix != ".js" or path.name in workers[path.parent]:
        return "runtime"
    joined = any(path.parent.glob("*.joined.js"))
    return "guide" if path.name.endswith(".joined.js") or not joined else None


def _worker(folder: Path) -> set[str]:
    """The modules of the worker that no page needs."""
    found: set[str] = set()

    def follow(name: str) -> Iterator[str]:
        yield from _IMPORT.findall((folder / name).read_text(encoding="utf-8"))

    waiting = ["worker.js"]
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting.extend(each for each in follow(name) if each not in found)
    return found


def _entry(name: str, data: bytes) -> Entry:
    path = quote(re.sub(r"(^|/)index\.html$", r"\1", name))
    return path, _digest(data), len(data), transfer(data)


def _digest(data: bytes) -> str:
    """SHA-256 in base64, as `fetch` checks it."""
    return base64.b64encode(hashlib.sha256(data).digest()).decode()
