"""python -m scripts.bench [runs]

Builds the site, serves it on loopback with gzip, drives Chromium beside a page with stock Pyodide in the same run, and writes bench.json
and bench.md.
"""

from __future__ import annotations

import gzip
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from quiz.publish.runtime import PYODIDE, packed
from scripts.bench.slow import slowed
from scripts.host import Host, over, serving, slow_4g
from scripts.setup import find_browser
from scripts.site import ROOT, mkdocs

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
PAGES = ("", "causes/", "check/", "act/true-cost/", "en/causes/")
SLOWER = 4
VERDICTS = 200
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
NO_QUESTION = "Object.defineProperty(navigator, 'connection', { value: undefined });"
"""Over a slow link the reader is asked before anything large loads; the time line is that of one who agreed before."""
LONG_TASKS = "globalThis.long = []; new PerformanceObserver(list => long.push(...list.getEntries().map(each => each.duration))).observe({ type: 'longtask' });"


def boot_seconds(page: Page) -> float:
    """From worker start to ready, in seconds."""
    page.wait_for_selector("html[data-engine=ready]", state="attached", timeout=180_000)
    times = dict(page.evaluate("performance.getEntriesByType('mark').map(mark => [mark.name, mark.startTime])"))
    return float(times["engine:ready"] - times["engine:start"]) / 1000


def verdict_seconds(page: Page) -> float:
    """From the click to the verdict in words, on an item without a kept answer."""
    item = page.locator("[data-item]:not([data-kind=number]):not([data-verdict])").last
    item = page.locator(f'[data-item="{item.get_attribute("data-item")}"]')
    page.wait_for_selector("html[data-engine]", state="attached", timeout=180_000)  # the page's modules are at work
    item.locator('input[value="dont-know"]').evaluate("input => input.click()")
    before = float(
        item.locator("[data-action=check]").evaluate(
            "button => { const now = performance.now(); button.click(); return now; }"
        )
    )
    item.locator(".feedback").first.wait_for(timeout=180_000)  # the page's policy forbids waiting by a function
    while (marked := page.evaluate("performance.getEntriesByName('item:first-verdict')[0]?.startTime")) is None:
        page.wait_for_timeout(50)
    return float(marked - before) / 1000


def boots(browser: Browser, host: Host, runs: int) -> dict[str, list[float]]:
    """Seconds by name, one for each run. Cold: a new browser profile. Warm: the second visit of the same reader."""
    found: dict[str, list[float]] = {}
    for _ in range(runs):
        for name, path in (("stock", "stock.html"), ("ours", "causes/")):
            context = browser.new_context()
            for visit in ("cold", "warm"):
                page = context.new_page()
                page.add_init_script(LONG_TASKS)
                page.goto(host.address + path)
                if name == "ours":
                    found.setdefault(f"ours: click to verdict, {visit}", []).append(verdict_seconds(page))
                found.setdefault(f"{name}: start to ready, {visit}", []).append(boot_seconds(page))
                longest = max([0, *page.evaluate("long")]) / 1000
                found.setdefault(f"{name}: longest task on the page, {visit}", []).append(longest)
                page.close()
            context.close()
    return found


def verdicts(browser: Browser, host: Host) -> list[float]:
    """Seconds from the click to the words on screen, once Python is ready."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(host.address + "causes/")
    verdict_seconds(page)
    boot_seconds(page)
    times = page.evaluate(
        """async (times) => {
          const item = document.querySelector("[data-item][data-kind=single]") ?? document.querySelector("[data-item][data-kind=multiple]");
          const button = item.querySelector("[data-action=check]");
          const inputs = [...item.querySelectorAll("input")];
          const found = [];
          for (let turn = 0; turn < times; turn += 1) {
            inputs[turn % inputs.length].click();
            const started = performance.now();
            const shown = new Promise((resolve) => {
              const observer = new MutationObserver(() => {
                if (!item.dataset.verdict) return;
                observer.disconnect();
                resolve(performance.now() - started);
              });
              observer.observe(item, { attributes: true });
            });
            button.click();
            found.push(await shown);
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
          return found;
        }""",
        VERDICTS,
    )
    context.close()
    return [each / 1000 for each in times]


def time_line(browser: Browser, host: Host, path: str) -> dict[str, dict[str, float]]:
    """A first check over slow 4G on a processor four times slower: seconds after navigation, cold and warm."""
    found: dict[str, dict[str, float]] = {}
    context = browser.new_context(viewport={"width": 360, "height": 740})
    for visit in ("cold", "warm"):
        page = context.new_page()
        page.set_default_timeout(180_000)
        page.add_init_script(LONG_TASKS + NO_QUESTION)
        with ExitStack() as stack:
            stack.enter_context(over(host, slow_4g()))
            stack.enter_context(slowed(browser, SLOWER))
            page.goto(host.address + path, wait_until="commit", timeout=180_000)
            if path != "stock.html":
                verdict_seconds(page)
            boot_seconds(page)
            marks = dict(
                page.evaluate("performance.getEntriesByType('mark').map(mark => [mark.name, mark.startTime / 1000])")
            )
            paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime / 1000")
        found[visit] = {"first paint": paint or 0} | {
            name: marks[name] for name in ("engine:start", "item:first-verdict", "engine:ready") if name in marks
        }
        page.close()
    context.close()
    return found


def worker_memory(browser: Browser, host: Host, path: str, without: str) -> float:
    """Millions of bytes that the page's process holds more, once Python is ready, than `without`, the same page without it."""

    def resident(where: str, ready: bool) -> float:
        context = browser.new_context()
        page = context.new_page()
        page.goto(host.address + where)
        if ready:
            if where != "stock.html":
                verdict_seconds(page)
            boot_seconds(page)
        time.sleep(1)
        session = browser.new_browser_cdp_session()
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        session.detach()
        sizes = [_resident(process["id"]) for process in processes if process["type"] == "renderer"]
        context.close()
        return max(sizes, default=0)

    return round(resident(path, ready=True) - resident(without, ready=False), 1)


def _resident(process: int) -> float:
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0
    line = next((each for each in status.read_text().splitlines() if each.startswith("VmRSS")), "VmRSS: 0 kB")
    return int(line.split()[1]) * 1024 / 1e6


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


def first_check_bytes(browser: Browser, host: Host, path: str) -> int:
    """Gzip bytes of everything that a first check asks for, its page and stock Pyodide or ours among it."""
    host.sent.clear()
    context = browser.new_context()
    page = context.new_page()
    page.goto(host.address + path)
    if path != "stock.html":
        verdict_seconds(page)
    boot_seconds(page)
    context.close()
    return sum(host.sent.values())


def spread(values: list[float]) -> dict[str, float]:
    values = sorted(values)
    nth = values[min(len(values) - 1, int(len(values) * 0.99))]
    return {name: round(each, 4) for name, each in (("median", statistics.median(values)), ("least", values[0]), ("most", values[-1]), ("p99", nth))}  # fmt: skip


def main(runs: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        if mkdocs("build", "--site-dir", str(site)):
            return 1
        (site / "stock.html").write_text(STOCK)
        (site / "stock.js").write_text(STOCK_WORKER)
        (site / "blank.html").write_text("<!doctype html><title>blank</title>")
        (site / "pyodide").symlink_to(PYODIDE)
        runtime = packed()
        size = {each.name: len(gzip.compress(each.read_bytes(), 6)) for each in sorted(runtime.folder.iterdir())}
        shipped = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
        stock = {each: len(gzip.compress((PYODIDE / each).read_bytes(), 6)) for each in shipped}
        with serving(site) as host, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
            seconds = {name: spread(values) for name, values in boots(browser, host, runs).items()}
            result = {
                "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
                f"Python {platform.python_version()}, Chromium {browser.version}",
                "runs": runs,
                "runtime, gzip bytes": {"ours": {each: size[each] for each in runtime.lean}, "stock": stock},
                "first check, gzip bytes": {
                    each: first_check_bytes(browser, host, path)
                    for each, path in (("ours", "causes/"), ("stock", "stock.html"))
                },
                "pages, gzip bytes": page_bytes(browser, host),
                "seconds": seconds,
                "ours to stock": {
                    visit: round(
                        seconds[f"ours: start to ready, {visit}"]["median"]
                        / seconds[f"stock: start to ready, {visit}"]["median"],
                        3,
                    )
                    for visit in ("cold", "warm")
                },
                "click to verdict once ready, seconds": spread(verdicts(browser, host)),
                "memory, MB": {
                    "ours": worker_memory(browser, host, "causes/", "causes/"),
                    "stock": worker_memory(browser, host, "stock.html", "blank.html"),
                },
                "slow 4G and a processor 4 times slower, seconds after navigation": {
                    each: time_line(browser, host, path) for each, path in (("ours", "causes/"), ("stock", "stock.html"))
                },
            }
            browser.close()
    (ROOT / "bench.json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
    (ROOT / "bench.md").write_text(table(result))
    print(table(result))
    return 0


def table(result: dict[str, object]) -> str:
    """The result as Markdown: one table, a row for each number."""
    rows: list[tuple[str, str]] = []

    def walk(path: str, value: object) -> None:
        if isinstance(value, dict) and "median" in value:
            rows.append((path, f"{value['median']} ({value['least']} to {value['most']}, p99 {value['p99']})"))
        elif isinstance(value, dict):
            for name, each in value.items():
                walk(f"{path}: {name}" if path else str(name), each)
        else:
            rows.append(
                (
                    path,
                    f"{value:,}" if isinstance(value, int) else f"{value:.2f}" if isinstance(value, float) else str(value),
                )
            )

    walk("", result)
    return "\n".join(["| measured | value |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]) + "\n"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
