"""One search index per language, each beside its own pages. It knows the index Material writes; it must not know MkDocs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def write(index: dict[str, Any], language: str, site: Path) -> None:
    """Write `index` under the language's root, its places counted from there, in real characters instead of escapes."""
    prefix = "" if language == "zh" else f"{language}/"
    docs = [
        {**entry, "location": entry["location"].removeprefix(prefix)}
        for entry in index["docs"]
        if entry["location"].startswith("en/") == (language == "en")
    ]
    path = site / prefix / "search" / "search_index.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**index, "docs": docs}, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text, encoding="utf-8")
