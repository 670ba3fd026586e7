"""Turns a finished site into a folder that runs from a stick by a double click: guide, search and checks, without a server.

A page opened from a file may load scripts and styles beside it, and nothing else: it may not fetch, run modules or register a service
worker. So (1) the page's modules are joined into one classic script, with quiz/web/folder's modules in the place of those that fetch; (2) what
they would fetch stands in scripts of its own, ``assets/data/NAME.js``, each handing over one text; (3) links name files. It knows a site
as files; it must not know MkDocs.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from quiz.publish import policy
from quiz.publish.joining import MAIN, one_script
from quiz.publish.shipping import WEB, Release

SCRIPT = "assets/guide.js"
_LEFT_OUT = re.compile(
    r'<link rel="(?:manifest|apple-touch-icon|canonical|alternate)"[^>]*>\n?'
    r"|<template data-release=.*?</template>\n?",
    re.DOTALL,
)
_MODULES = re.compile(r"<script data-modules=.*?</script>", re.DOTALL)
_LINK = re.compile(r'(<a\b[^>]*?\shref=")([^"]*)(")')
_TEXT = re.compile(r"<article\b.*</article>", re.DOTALL)
_FETCHED = re.compile(r"(en/)?check/(questions|answers)/[^/]+/index\.html")
_EXPORT = re.compile(r"\bexport(?: default (\w+)|\{(\w+) as (\w+)[^}]*\});?\s*(?://#.*\s*)?\Z")
_KEPT = re.compile(r"assets/[\w.-]+\.(css|svg)|leave/.*")


def write(site: Path, release: Release, folder: Path) -> None:
    """Write the folder from a built site and what it ships."""
    data: dict[str, str] = {}
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        if name.endswith(".html") and name != "404.html":
            html = page(path.read_text(encoding="utf-8"), name)
            _put(folder / name, html.encode())
            if _FETCHED.fullmatch(name):
                data[name.removesuffix("index.html")] = (_TEXT.search(html) or [""])[0]
        elif name.endswith("search/search_index.json"):
            data[name] = _index(path.read_text(encoding="utf-8"))
        elif _KEPT.fullmatch(name):
            _put(folder / name, path.read_bytes())
    data |= {f"assets/check/{name}": each.decode() for name, each in release.files.items() if name.startswith("ahead/")}
    sources = _sources(release)
    data["worker"] = one_script("worker.js", sources)
    for name, each in {**release.runtime, "bank.json": release.files["bank.json"]}.items():
        data[name.removesuffix(".zst")] = as_function(name, each.decode()) if name.endswith(".mjs") else _packed(name, each)
    for name, text in data.items():
        file = name.removesuffix("/").replace("/", "-")
        script = f"declinedAgain({json.dumps(name)}, {json.dumps(text, ensure_ascii=False)});\n"
        _put(folder / "assets" / "data" / f"{file}.js", script.encode())
    _put(folder / SCRIPT, one_script(MAIN, sources).encode())


def _packed(name: str, data: bytes) -> str:
    """As base64, which hides from the zip what it could save: so it is packed before."""
    return base64.b64encode(data if name.endswith((".zst", ".zip")) else gzip.compress(data, 9, mtime=0)).decode()


def page(html: str, name: str) -> str:
    """A page for a folder. name: its path from the site's root."""
    up = "../" * name.count("/")
    html = _LEFT_OUT.sub("", html)
    html = _MODULES.sub(f'<script src="{up}{SCRIPT}"></script>', html)
    html = _LINK.sub(lambda link: f"{link[1]}{_to_file(link[2])}{link[3]}", html)
    return policy.for_folder(html)


def _to_file(address: str) -> str:
    """A link to a folder names the file in it."""
    parts = urlsplit(address)
    if parts.scheme or not parts.path or re.search(r"\.\w+$", unquote(parts.path)):
        return address
    return parts._replace(path=f"{parts.path.rstrip('/')}/index.html").geturl()


def as_function(name: str, module: str) -> str:
    """A module that imports nothing and exports at its end, as a classic script that hands it over as a function. Raises ValueError for a
    form it does not know.
    """
    export = _EXPORT.search(module)
    if not export:
        raise ValueError(f"{name}: its export has a form unknown here; see quiz/publish/folder.py after an upgrade")
    given = f"default: {export[1]}" if export[1] else f"{export[3]}: {export[2]}"
    body = module[: export.start()].replace("import.meta.url", "location.href")
    return f'modules[{json.dumps(name)}] = () => {{\n"use strict";\n{body}\nreturn {{ {given} }};\n}};\n'


def _index(text: str) -> str:
    """The search index, with pages named by their files."""
    index = json.loads(text)
    for each in index["pages"]:
        each["address"] += "index.html"
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def _sources(release: Release) -> dict[str, str]:
    """The modules by name, as a folder needs them."""
    sources = {
        name: data.decode() for name, data in release.files.items() if name.endswith(".js") and ".joined." not in name
    }
    sources |= {path.name: path.read_text(encoding="utf-8") for path in (WEB / "folder").glob("*.js")}
    unpacker = sources["fzstd.js"].replace("\nexport {", "\n// {").replace("export ", "")
    sources["fzstd.js"] = unpacker.replace("\nvar Decompress =", "\nexport const Decompress =", 1)
    return sources


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
