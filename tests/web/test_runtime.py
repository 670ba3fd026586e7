"""The two runtimes in a real browser: lean first, whole in doubt; every file checked before it runs; asked first where data is dear."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.web.conftest import Host, Watch
from tests.web.reader import DONT_KNOW, check, choose, expect_verdict, item

SLOW = "Object.defineProperty(navigator, 'connection', { value: { saveData: false, effectiveType: '3g' } });"
SAVING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } });"
LEAN = ("python.wasm.zst", "python.image.zst", "pyodide.mjs", "python.mjs", "bank.json")
WHOLE = ("pyodide.asm.wasm", "python_stdlib.zip", "engine.zip", "pyodide.mjs", "pyodide.asm.mjs", "bank.json")


def modules(host: Host) -> str:
    """The address of the modules' folder."""
    return "/" + next((host.folder / "assets" / "check").iterdir()).relative_to(host.folder).as_posix() + "/"


def asked_for(watch: Watch, name: str) -> int:
    return sum(url.endswith("/" + name) for url in watch.requests)


def tamper(page: Page, host: Host, name: str) -> None:
    """Serve that file with one byte changed, as a broken cache on the way might."""

    def answer(route: Route) -> None:
        path = next(host.folder.rglob(name))
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        kind = {".mjs": "text/javascript", ".json": "application/json"}.get(path.suffix, "application/octet-stream")
        route.fulfill(body=bytes(data), content_type=kind)

    page.route(f"**/{name}", answer)


def change_files_module(page: Page, host: Host, before: str, after: str) -> None:
    """Serve the worker's files.js as if it said something else."""
    text = next(host.folder.rglob("files.js")).read_text()
    assert before in text
    changed = text.replace(before, after)
    page.route(re.compile(r"/files\.js$"), lambda route: route.fulfill(body=changed, content_type="text/javascript"))


def answer_first(page: Page) -> None:
    asked = item(page, kind="number")
    choose(asked, DONT_KNOW)
    check(asked)


def test_a_first_check_asks_for_the_lean_runtime_alone_and_for_no_file_twice(page: Page, host: Host, watch: Watch) -> None:
    page.goto(host.url("causes/"))
    answer_first(page)
    expect_verdict(item(page, kind="number"), "unknown")
    for name in LEAN[:2]:
        assert asked_for(watch, name) == 1, name
    for name in WHOLE[:3]:
        assert asked_for(watch, name) == 0, name
    assert watch.complaints == []
    # A module script is checked first and then imported, out of the browser's cache.
    moved = page.evaluate(
        "async folder => (await import(folder + 'manifest.js')).manifest.files['python.mjs'].address", modules(host)
    )
    assert moved.endswith("/python.mjs")


@pytest.mark.parametrize("name", LEAN)
def test_a_lean_file_with_one_byte_changed_never_runs(page: Page, host: Host, name: str) -> None:
    tamper(page, host, name)
    page.goto(host.url("causes/"))
    answer_first(page)
    expect(page.locator("html")).to_have_attribute("data-engine", "failed", timeout=20_000)
    expect(item(page, kind="number").locator('[role="status"]')).not_to_be_empty()


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_file_with_one_byte_changed_never_runs(page: Page, host: Host, name: str) -> None:
    tamper(page, host, name)
    page.goto(host.url("about/"))
    remember_doubt(page, host)
    page.goto(host.url("causes/"))
    answer_first(page)
    expect(page.locator("html")).to_have_attribute("data-engine", "failed", timeout=30_000)


def remember_doubt(page: Page, host: Host) -> None:
    """As a device on which the lean runtime did not fit."""
    page.evaluate(
        "async folder => localStorage.setItem('declined-again:whole', (await import(folder + 'manifest.js')).manifest.python)",
        modules(host),
    )


def test_a_device_the_image_does_not_fit_gets_the_whole_runtime_and_right_verdicts(
    page: Page, host: Host, watch: Watch
) -> None:
    there = "(instance.exports.__indirect_function_table).length"
    boot = next(host.folder.rglob("boot.js")).read_text()
    assert there in boot
    other = boot.replace(there, f"{there} + 1")  # a module whose functions stand elsewhere than in the image
    page.route("**/boot.js", lambda route: route.fulfill(body=other, content_type="text/javascript"))
    page.goto(host.url("causes/"))
    answer_first(page)
    expect_verdict(item(page, kind="number"), "unknown")
    assert asked_for(watch, "pyodide.asm.wasm") == 1
    assert page.evaluate("Boolean(localStorage.getItem('declined-again:whole'))")
    page.reload()
    watch.requests.clear()
    answer_first(page)
    expect(item(page, kind="number")).to_have_attribute("data-verdict-from", "engine")
    expect(page.locator("html")).to_have_attribute("data-engine", "ready")
    assert asked_for(watch, "python.image.zst") == 0, "a device that did not fit is not made to try again"


def spoiled(host: Host, name: str, before: str) -> str:
    return f"if (!globalThis.whole) {{ {before} }}\n" + next(host.folder.rglob(name)).read_text()


def test_a_request_that_reaches_what_was_never_run_is_answered_by_the_whole_runtime(page: Page, host: Host) -> None:
    trap = spoiled(host, "worker.js", "globalThis.trap = true;").replace(
        "const reply = handle(data.request);",
        "if (globalThis.trap && data.request.includes('dont-know')) throw new WebAssembly.RuntimeError('unreachable');\n"
        "    const reply = handle(data.request);",
    )
    assert "globalThis.trap &&" in trap
    page.route("**/worker.js", lambda route: route.fulfill(body=trap, content_type="text/javascript"))
    page.goto(host.url("causes/"))
    answer_first(page)
    expect_verdict(item(page, kind="number"), "unknown")
    assert page.evaluate("Boolean(localStorage.getItem('declined-again:whole'))")


def test_the_whole_runtime_answers_the_cases_too(page: Page, host: Host) -> None:
    written = json.loads((Path(__file__).resolve().parents[1] / "cases" / "number.json").read_text(encoding="utf-8"))
    cases = [each for each in written["cases"] if not isinstance(each["request"], str) and "bank" not in each]
    page.goto(host.url("about/"))
    remember_doubt(page, host)
    requests = [json.dumps({"op": "open", "bank": written["bank"]}), *(json.dumps(each["request"]) for each in cases)]
    replies = page.evaluate(
        "async ({ folder, requests }) => { const { Engine } = await import(folder + 'engine.js');"
        "const engine = new Engine(document.documentElement); return Promise.all(requests.map(each => engine.askRaw(each))); }",
        {"folder": modules(host), "requests": requests},
    )
    assert cases
    for got, case in zip(replies[1:], cases, strict=True):
        assert {name: got.get(name) for name in case["reply"]} == case["reply"], case["promise"]


@pytest.mark.parametrize("connection", [SLOW, SAVING], ids=["slow", "saving data"])
def test_where_data_is_dear_nothing_large_is_loaded_before_the_reader_agrees(
    context: BrowserContext, host: Host, watch: Watch, connection: str
) -> None:
    context.add_init_script(connection)
    page = context.new_page()
    watch.follow(page)
    page.goto(host.url("causes/"))
    asked = item(page, kind="number")
    asked.scroll_into_view_if_needed()
    answer_first(page)
    question = asked.locator(".consent")
    expect(question).to_be_visible()
    size = page.evaluate("async folder => (await import(folder + 'manifest.js')).manifest.transfer / 1e6", modules(host))
    assert f"{size:.1f} MB" in question.inner_text()
    expect(asked.locator(".item__sheet")).to_be_visible()
    assert not [url for url in watch.requests if "/assets/python/" in url]
    assert page.locator("html").get_attribute("data-engine") == "idle"
    question.locator("button").click()
    expect_verdict(asked, "unknown")
    expect(question).not_to_be_attached()
    page.reload()
    answer_first(page)
    expect(item(page, kind="number")).to_have_attribute("data-verdict-from", "engine")
    expect(page.locator("html")).to_have_attribute("data-engine", "ready")


def test_the_worker_stops_when_nobody_asks_and_comes_back_without_loss(page: Page, host: Host) -> None:
    page.goto(host.url("about/"))
    states = page.evaluate(
        """async folder => {
          const { Engine } = await import(folder + "engine.js");
          const engine = new Engine(document.documentElement, { idle: 200 });
          const states = [];
          for (const state of ["loading", "ready", "idle"]) engine.addEventListener(state, () => states.push(state));
          const ask = () => engine.ask({ op: "grade", item: "none", values: [] });
          const first = await ask();
          await new Promise((resolve) => engine.addEventListener("idle", resolve, { once: true }));
          const second = await ask();
          return { states, same: JSON.stringify(first) === JSON.stringify(second), ok: first !== null };
        }""",
        modules(host),
    )
    assert states["ok"]
    assert states["same"]
    assert states["states"][:5] == ["loading", "ready", "idle", "loading", "ready"]


def test_the_page_never_stutters_while_python_loads(page: Page, host: Host) -> None:
    page.add_init_script(
        "globalThis.long = []; new PerformanceObserver(list => long.push(...list.getEntries().map(each => [each.startTime, each.duration])))"
        ".observe({ type: 'longtask' });"
    )
    page.goto(host.url("causes/"), wait_until="networkidle")
    start = page.evaluate("performance.now()")
    answer_first(page)
    expect_verdict(item(page, kind="number"), "unknown")
    tasks = [duration for began, duration in page.evaluate("long") if began > start]
    assert all(duration < 200 for duration in tasks), f"{tasks}: the bench holds the mark of 50 ms on a quiet machine"


def test_without_a_secure_address_the_browser_checks_the_files(page: Page, host: Host) -> None:
    change_files_module(page, host, "(crypto);", "({});")
    page.goto(host.url("causes/"))
    answer_first(page)
    expect_verdict(item(page, kind="number"), "unknown")


IMAGE = "python.image.zst"
KEEP = """async () => {
  document.documentElement.dispatchEvent(new Event("engine:keep"));
  const until = performance.now() + 10_000;
  for (;;) {
    const [name] = (await caches.keys()).filter((each) => each.endsWith(":python"));
    const [key] = name ? await (await caches.open(name)).keys() : [];
    if (key) return [name, key.url, (await (await caches.match(key)).arrayBuffer()).byteLength];
    if (performance.now() > until) return null;
    await new Promise((done) => setTimeout(done, 50));
  }
}"""
CHANGE_A_BYTE = """async ([name, address]) => {
  const kept = await caches.match(address);
  const bytes = new Uint8Array(await kept.arrayBuffer());
  bytes[bytes.length >> 1] ^= 1;
  await (await caches.open(name)).put(address, new Response(bytes, { headers: kept.headers }));
}"""


def start_and_keep(page: Page, host: Host) -> list[Any]:
    """A first start, then what release.js asks for when the page is at rest; the cache, the address in it and its bytes."""
    page.goto(host.url("causes/"))
    answer_first(page)
    expect(page.locator("html")).to_have_attribute("data-engine", "ready")
    kept: list[Any] = page.evaluate(KEEP)
    return kept


def test_a_second_start_takes_the_image_unpacked_from_the_device(page: Page, host: Host, watch: Watch) -> None:
    name, address, size = start_and_keep(page, host)
    assert name == "declined-again:/:python"
    assert address.endswith(IMAGE)
    assert size > next(host.folder.rglob(IMAGE)).stat().st_size
    watch.requests.clear()
    page.goto(host.url("en/causes/"))
    answer_first(page)
    expect(page.locator("html")).to_have_attribute("data-engine", "ready")
    assert asked_for(watch, "python.wasm.zst") == 1
    assert asked_for(watch, IMAGE) == 0
    assert watch.complaints == []


def test_a_kept_image_with_one_byte_changed_never_runs_and_is_replaced(page: Page, host: Host, watch: Watch) -> None:
    name, address, size = start_and_keep(page, host)
    page.evaluate(CHANGE_A_BYTE, [name, address])
    watch.requests.clear()
    assert start_and_keep(page, host) == [name, address, size]
    assert asked_for(watch, IMAGE) == 1
    assert asked_for(watch, WHOLE[0]) == 0
    watch.requests.clear()
    page.reload()
    answer_first(page)
    expect(page.locator("html")).to_have_attribute("data-engine", "ready")
    assert asked_for(watch, IMAGE) == 0, "what is kept now is right"


def test_a_device_with_little_room_keeps_no_image(page: Page, host: Host) -> None:
    change_files_module(page, host, "ROOM = 20;", "ROOM = 1e9;")
    assert start_and_keep(page, host) is None
