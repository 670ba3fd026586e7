"""Finishes the style sheets of a built site: one for what all pages share, under a name with its hash; what only a page or two need
stands in those pages, since another file costs a slow phone more time than its bytes do.

It knows files; it must not know MkDocs. Which rules are needed is known only when every page is written, so pages are written
with plain names (``assets/shared.css``) and told the real ones here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from quiz.publish import policy
from quiz.publish.stylesheet import Seen, cut, small

SHARED = "shared"
_OWN = re.compile(rf'<link rel="stylesheet" href="[^"]*assets/(?!{SHARED}\.css)([\w-]+)\.css">\s*')
_LINK = re.compile(r"(?<=assets/)([\w-]+)(?=\.css\")")


def finish(site: Path, shared: Iterable[Path], scripts: Iterable[str]) -> dict[str, str]:
    """Write the sheets and rewrite the pages. shared: the sheets every page needs, in order. → plain names of sheets to written ones."""
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    seen = Seen()
    for html in pages.values():
        seen.page(html)
    for script in scripts:
        seen.script(script)
    sheets = {path.stem: small(path.read_text(encoding="utf-8")) for path in sorted((site / "assets").glob("*.css"))}
    for path in (site / "assets").glob("*.css"):
        path.unlink()
    sheets[SHARED] = cut([path.read_text(encoding="utf-8") for path in shared], seen)
    for path, html in pages.items():
        pages[path] = _with_its_own(html, sheets)
    linked = {SHARED}.union(*(_LINK.findall(html) for html in pages.values()))
    sheets = {name: css for name, css in sheets.items() if name in linked}
    names = {name: f"{name}.{hashlib.sha256(css.encode()).hexdigest()[:8]}" for name, css in sheets.items()}
    (site / "assets").mkdir(exist_ok=True)
    for name, css in sheets.items():
        (site / "assets" / f"{names[name]}.css").write_text(css, encoding="utf-8")
    for path, html in pages.items():
        path.write_text(_LINK.sub(lambda link: names[link[1]], html), encoding="utf-8")
    return names


def _with_its_own(html: str, sheets: Mapping[str, str]) -> str:
    """A page with the sheets that its head names, but for the shared one, in the place of their links."""
    head, end, rest = html.partition("</head>")
    own = [sheets[name] for name in _OWN.findall(head)]
    if not own:
        return html
    head = _OWN.sub("", head) + f"<style>{''.join(own)}</style>\n"
    has_policy = 'http-equiv="Content-Security-Policy"' in head  # a site that is being written has none
    return policy.add(head + end + rest) if has_policy else head + end + rest


def theme_sheet(folders: Iterable[str]) -> Path:
    """Material's sheet, whatever its version calls it. folders: the theme's, as the site builder searches them."""
    found = [path for folder in folders for path in Path(folder).glob("assets/stylesheets/main.*.min.css")]
    if len(found) != 1:
        raise FileNotFoundError("Material's main.*.min.css was not found: see quiz/publish/sheets.py after an upgrade")
    return found[0]
