"""Part `pages`: what a page weighs before anyone scrolls or touches."""

from __future__ import annotations

from scripts.bench.ground import Ground
from scripts.bench.table import Rows, Value

PAGES = ("", "causes/", "check/", "why/", "cost/", "act/true-cost/", "en/causes/")


def measure(ground: Ground) -> Rows:
    rows: dict[str, dict[str, Value]] = {}
    for path in PAGES:
        ground.host.sent.clear()
        context = ground.visitor(viewport={"width": 360, "height": 740})
        page = context.new_page()
        page.goto(ground.host.address + path, wait_until="load")
        page.wait_for_timeout(1500)
        sent = dict(ground.host.sent)
        context.close()
        rows[path or "home"] = {
            "gzip bytes": sum(size for name, size in sent.items() if "/assets/python/" not in name),
            "files": len(sent),
            "of Python": sum("/assets/python/" in name for name in sent),
        }
    ground.inside("a page of ours")
    return rows
