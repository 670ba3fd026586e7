"""Which of the page's modules a page will ask for, so that it asks for all of them at once instead of one after another.

It reads `quiz/web/main.js` as text; it must not know MkDocs. What main.js imports is for every page. What it imports on
demand is for pages that hold one of its parts: `["[data-item]", () => import("./item.js")]` for the pages with such an
element, and the rest (`import("./engine.js")`) for the pages with any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_STATIC = re.compile(r"^(?:import|export)\b[^;()]*?from \"\./([\w-]+\.js)\"|^import \"\./([\w-]+\.js)\"", re.MULTILINE)
_ON_DEMAND = re.compile(r"import\(\"\./([\w-]+\.js)\"\)")
_PART = re.compile(r"\[\s*['\"]\[([\w-]+)(?:=\"([\w-]+)\")?\]['\"],\s*\(\) => import\(\"\./([\w-]+\.js)\"\)")
MAIN = "main.js"


def parts_on(html: str, sources: Mapping[str, str]) -> set[str]:
    """The modules of the parts a page holds. sources: text by file name."""
    return {name for attribute, value, name in _PART.findall(sources[MAIN]) if _holds(html, attribute, value)}


def needed(parts: set[str], sources: Mapping[str, str]) -> list[str]:
    """What a page with those parts fetches beside main.js. Raises KeyError when a module is missing."""
    every_part = {name for _, _, name in _PART.findall(sources[MAIN])}
    with_any_part = set(_ON_DEMAND.findall(sources[MAIN])) - every_part if parts else set()
    found: set[str] = set()
    waiting = [MAIN, *parts, *with_any_part]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += ["".join(each) for each in _STATIC.findall(sources[name])]
    return sorted(found - {MAIN})


def _holds(html: str, attribute: str, value: str) -> bool:
    given = f'="{value}"' if value else ""
    return re.search(rf"\s{attribute}{given}[\s=>]", html) is not None
