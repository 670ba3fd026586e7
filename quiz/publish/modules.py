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


def needed(sources: Mapping[str, str], html: str) -> list[str]:
    """The modules a page will fetch beside main.js. sources: text by file name. Raises KeyError when a module is missing."""
    main = sources[MAIN]
    parts = {name: (attribute, value) for attribute, value, name in _PART.findall(main)}
    wanted = {name for name, (attribute, value) in parts.items() if _holds(html, attribute, value)}
    if wanted:
        wanted |= set(_ON_DEMAND.findall(main)) - set(parts)
    found: set[str] = set()
    waiting = [MAIN, *wanted]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += ["".join(each) for each in _STATIC.findall(sources[name])]
    return sorted(found - {MAIN})


def _holds(html: str, attribute: str, value: str) -> bool:
    given = f'="{value}"' if value else ""
    return re.search(rf"\s{attribute}{given}[\s=>]", html) is not None
