"""Measure what a reader pays, in bytes and in seconds, beside stock Pyodide on the same machine in the same run.

    python -m scripts.bench [runs]

Builds the site, serves it on loopback with gzip as GitHub Pages does, and drives Chromium. Writes bench.json and a table. Nothing here
is a test: times depend on the machine, so no test reads them.
"""

from __future__ import annotations

import gzip
import json
import platform
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from quiz.publish.runtime import PYODIDE
from scripts.host import Host, serving
from scripts.setup import find_browser
from scripts.site import ROOT, mkdocs

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
PAGES = ("", "causes/", "check/", "act/true-cost/", "en/causes/")
STOCK = """<!doctype html><meta charset="utf-8"><title>stock</title><script type="module">
const worker = new Worker("stock.js", { type: "module" });
performance.mark("engine:start");
worker.onmessage = () => { performance.mark("engine:ready"); document.documentElement.dataset.engine = "ready"; };
</script>"""
STOCK_WORKER = """import { loadPyodide } from "./pyodide/pyodide.mjs";
const pyodide = await loadPyodide();
pyodide.runPython("1 + 1");
postMessage("ready");
"""


def boot_seconds(page: Page) -> float:
    """From worker start to ready, in seconds."""
    page.wait_for_selector("html[data-engine=ready]", state="attached", timeout=60_000)
    marks = page.evaluate("performance.getEntriesByType('mark').map(mark => [mark.name, mark.startTime])")
    times = dict(marks)
    return float(times["engine:ready"] - times["engine:start"]) / 1000


def verdict_seconds(page: Page) -> float:
    """From the click to the verdict in words, on an item without a kept answer."""
    item = page.locator("[data-item][data-kind=single]:not([data-verdict])").last
    item = page.locator(f'[data-item="{item.get_attribute("data-item")}"]')
    item.locator("input").first.check()
    before = page.evaluate("performance.now()")
    item.locator("[data-action=check]").click()
    item.locator(".feedback").first.wait_for(timeout=60_000)  # the page's policy forbids waiting by a function
    return float(page.evaluate("performance.getEntriesByName('item:first-verdict')[0].startTime") - before) / 1000


def measure(browser: Browser, address: str, runs: int) -> dict[str, list[float]]:
    """Seconds by name, one for each run. Cold: a new browser profile. Warm: the second visit of the same reader."""
    found: dict[str, list[float]] = {}
    for _ in range(runs):
        for name, path in (("stock", "stock.html"), ("ours", "causes/")):
            context = browser.new_context()
            for visit in ("cold", "warm"):
                page = context.new_page()
                page.goto(address + path)
                if name == "ours":
                    found.setdefault(f"click to verdict, {visit}", []).append(verdict_seconds(page))
                found.setdefault(f"{name}: start to ready, {visit}", []).append(boot_seconds(page))
                page.close()
            context.close()
    return found


def page_bytes(browser: Browser, host: Host) -> dict[str, int]:
    """Gzip bytes of everything a page asks for before anyone scrolls or touches."""
    found = {}
    for path in PAGES:
        host.sent.clear()
        context = browser.new_context(viewport={"width": 360, "height": 740})
        page = context.new_page()
        page.goto(host.address + path, wait_until="load")
        page.wait_for_timeout(1500)
        found[path or "home"] = sum(size for name, size in host.sent.items() if "/assets/python/" not in name)
        context.close()
    return found


def main(runs: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        if mkdocs("build", "--site-dir", str(site)):
            return 1
        (site / "stock.html").write_text(STOCK)
        (site / "stock.js").write_text(STOCK_WORKER)
        (site / "pyodide").symlink_to(PYODIDE)
        python = next((site / "assets" / "python").iterdir())
        ours = {path.name: len(gzip.compress(path.read_bytes(), 6)) for path in sorted(python.iterdir())}
        check = next((site / "assets" / "check").iterdir())
        ours |= {path.name: len(gzip.compress(path.read_bytes(), 6)) for path in sorted(check.iterdir())}
        shipped = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
        stock = sum(len(gzip.compress((PYODIDE / each).read_bytes(), 6)) for each in shipped)
        with serving(site) as host, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
            result = {
                "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, Chromium {browser.version}",
                "runs": runs,
                "runtime, gzip bytes": {"ours": sum(ours.values()), "stock": stock},
                "pages, gzip bytes": page_bytes(browser, host),
                "seconds": {name: spread(values) for name, values in measure(browser, host.address, runs).items()},
            }
            browser.close()
    (ROOT / "bench.json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
    print(json.dumps(result, indent=2, ensure_ascii=False))
    return 0


def spread(values: list[float]) -> dict[str, float]:
    return {"median": round(statistics.median(values), 3), "least": round(min(values), 3), "most": round(max(values), 3)}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
