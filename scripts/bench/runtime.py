"""Part `runtime`: what Python in the page costs, beside stock `loadPyodide` in the same run: bytes, seconds, memory."""

from __future__ import annotations

import gzip
import time
from contextlib import ExitStack
from pathlib import Path

from quiz.publish.runtime import PYODIDE, packed
from scripts.bench import stock
from scripts.bench.ground import Ground
from scripts.bench.slow import SLOW_RUNS, SLOWER, slowed
from scripts.bench.table import Rows, Value, ratio, spread, spreads
from scripts.bench.visits import (
    LONG,
    LONG_TASKS,
    NO_QUESTION,
    VERDICT,
    answers_at_once,
    boot_seconds,
    first_paint,
    items_of,
    longest_task,
    marks,
    stay,
    verdict_seconds,
    wait_for_mark,
)
from scripts.host import over, slow_4g

VERDICTS = 200
TIMES = {
    "first paint": "first paint",
    VERDICT: "first verdict",
    "engine:start": "worker start",
    "engine:ready": "Python ready",
}
OURS = "causes/"
WHO = {"ours": OURS, "stock Pyodide": stock.PAGE}
Found = dict[str, dict[str, list[float]]]


def measure(ground: Ground) -> Rows:
    stock.put(ground.folder)
    rows: dict[str, dict[str, Value]] = {"runtime alone, gzip bytes": _packed_bytes()}
    rows["page and first check, gzip bytes"] = {who: _first_check_bytes(ground, path) for who, path in WHO.items()}
    rows |= spreads(_boots(ground, ground.runs))
    for visit in ("cold", "warm"):
        row = rows[f"worker start to ready, {visit}, s"]
        row["ours to stock"] = ratio(row["ours"], row["stock Pyodide"])
    rows["click to verdict once ready, s"] = {"ours": spread(_verdicts(ground))}
    without = {"ours": OURS, "stock Pyodide": stock.BLANK}
    rows["memory of the page's process for Python, MB"] = {
        who: worker_memory(ground, path, without[who]) for who, path in WHO.items()
    }
    rows |= spreads(_time_lines(ground, min(ground.runs, SLOW_RUNS)))
    ground.inside("a page of ours or of stock Pyodide")
    return rows


def _packed_bytes() -> dict[str, Value]:
    runtime = packed()

    def size(folder: Path, names: tuple[str, ...]) -> int:
        return sum(len(gzip.compress((folder / name).read_bytes(), 6)) for name in names)

    return {"ours": size(runtime.folder, runtime.lean), "stock Pyodide": size(PYODIDE, stock.SHIPPED)}


def _first_check_bytes(ground: Ground, path: str) -> int:
    """Everything that a first check asks for, its page among it, until Python is ready."""
    ground.host.sent.clear()
    context = ground.visitor()
    page = context.new_page()
    page.goto(ground.host.address + path)
    if path != stock.PAGE:
        verdict_seconds(page)
    boot_seconds(page)
    context.close()
    return sum(ground.host.sent.values())


def _boots(ground: Ground, runs: int) -> Found:
    """Cold: a new browser profile. Warm: the second visit of the same reader, who had stayed for a while."""
    found: Found = {}
    for _ in range(runs):
        for who, path in WHO.items():
            context = ground.visitor()
            for visit in ("cold", "warm"):
                page = context.new_page()
                page.add_init_script(LONG_TASKS)
                page.goto(ground.host.address + path)
                if path != stock.PAGE:
                    took = verdict_seconds(page, visit)
                    found.setdefault(f"click to first verdict, {visit}, s", {}).setdefault(who, []).append(took)
                took = boot_seconds(page)
                found.setdefault(f"worker start to ready, {visit}, s", {}).setdefault(who, []).append(took)
                took = longest_task(page)
                found.setdefault(f"longest task on the page, {visit}, s", {}).setdefault(who, []).append(took)
                if visit == "cold":
                    stay(page)
                page.close()
            context.close()
    return found


def _verdicts(ground: Ground) -> list[float]:
    """Seconds from the click to the words on screen, once Python is ready."""
    context = ground.visitor()
    page = context.new_page()
    page.goto(ground.host.address + OURS)
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


def _time_lines(ground: Ground, runs: int) -> Found:
    """A first check over slow 4G on a slower processor: seconds after navigation, cold and warm."""
    found: Found = {}
    asked = items_of((ground.folder / OURS / "index.html").read_text(encoding="utf-8"))
    for _ in range(runs):
        for who, path in WHO.items():
            context = ground.visitor(viewport={"width": 360, "height": 740})
            for visit in ("cold", "warm"):
                page = context.new_page()
                page.set_default_timeout(LONG)
                page.add_init_script(NO_QUESTION + (answers_at_once(asked[visit]) if path == OURS else ""))
                with ExitStack() as stack:
                    stack.enter_context(over(ground.host, slow_4g()))
                    stack.enter_context(slowed(ground.browser, SLOWER))
                    page.goto(ground.host.address + path, wait_until="commit", timeout=LONG)
                    if path == OURS:
                        wait_for_mark(page, VERDICT)
                    boot_seconds(page)
                    times: dict[str, float | None] = {"first paint": first_paint(page), **marks(page)}
                for name, what in TIMES.items():
                    if (when := times.get(name)) is not None:
                        row = f"slow 4G, processor {SLOWER} × slower: navigation to {what}, {visit}, s"
                        found.setdefault(row, {}).setdefault(who, []).append(when)
                if visit == "cold":
                    stay(page)
                page.close()
            context.close()
    return found


def worker_memory(ground: Ground, path: str, without: str) -> float:
    """Millions of bytes that the page's process holds more, once Python is ready, than `without`, the same page without it."""

    def resident(where: str, ready: bool) -> float:
        context = ground.visitor()
        page = context.new_page()
        page.goto(ground.host.address + where)
        if ready:
            if where != stock.PAGE:
                verdict_seconds(page)
            boot_seconds(page)
        time.sleep(1)
        session = ground.browser.new_browser_cdp_session()
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
