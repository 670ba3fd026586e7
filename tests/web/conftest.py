"""The built site behind a loopback server, and a browser that records every request."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
expect.set_options(timeout=30_000)  # a busy machine takes longer than the usual five seconds to start Python
# In a container Chromium has no sandbox of its own; it is asked to make no calls home.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
NO_SERVICE_WORKER = "delete Navigator.prototype.serviceWorker;"

_goto, _reload = Page.goto, Page.reload


def goto(page: Page, url: str, **options: Any) -> Response | None:
    return _with_its_script(page, _goto(page, url, **options), options)


def reload(page: Page, **options: Any) -> Response | None:
    return _with_its_script(page, _reload(page, **options), options)


def _with_its_script(page: Page, response: Response | None, options: dict[str, Any]) -> Response | None:
    """A page's script comes after its text is on screen, and so after `load`: without `wait_until` a test waits for it."""
    if "wait_until" not in options:
        page.wait_for_selector("html:not([data-script=coming]:has(script[data-modules]))", state="attached")
    return response


Page.goto, Page.reload = goto, reload  # type: ignore[method-assign]


class Handler(http.server.SimpleHTTPRequestHandler):
    """A static host as plain as GitHub Pages: its own 404 page, no headers of ours."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}  # noqa: RUF012 — as the base class has it

    def log_message(self, *arguments: object) -> None:
        del arguments

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, self.mount.strip("/"), "404.html")
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    mount = "/"


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a page closes its connections too."""


@dataclass
class Host:
    """A running server: `address` is the site's root, with its path."""

    address: str
    folder: Path

    def url(self, path: str) -> str:
        return self.address + path.removeprefix("/")


def serve(folder: Path, mount: str = "/") -> Iterator[Host]:
    handler = type("SiteHandler", (Handler,), {"mount": mount})
    server = Server(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Host(f"http://127.0.0.1:{server.server_port}{mount}", folder)
    server.shutdown()
    server.server_close()


def build(folder: Path, address: str) -> Path:
    """Build the site for `address` into `folder`, strictly."""
    environment = {**os.environ, "SITE_URL": address}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return folder


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The site at the root of its host."""
    yield from serve(build(tmp_path_factory.mktemp("root") / "site", "http://127.0.0.1/"))


@pytest.fixture(scope="session")
def sub_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The site below a sub-path, as on a project's GitHub Pages."""
    folder = tmp_path_factory.mktemp("sub")
    build(folder / "some" / "guide", "http://127.0.0.1/some/guide/")
    yield from serve(folder, "/some/guide/")


@pytest.fixture(params=["root", "sub-path"])
def place(request: pytest.FixtureRequest) -> Host:
    """The same site at the root of a host and below a sub-path."""
    return request.getfixturevalue("host" if request.param == "root" else "sub_host")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "No Chromium or Chrome was found: run `make test`, or name it with CHROMIUM=/path/to/chrome."
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@dataclass
class Watch:
    """What a page asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("console", lambda line: self.complaints.append(line.text) if line.type in ("error", "warning") else None)

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader left the page while it was loading
            self.complaints.append(f"failed: {request.url} ({request.failure})")

    def foreign(self, host: Host) -> list[str]:
        """Requests that left the site's origin."""
        origin = "/".join(host.address.split("/")[:3]) + "/"
        return [url for url in self.requests if not url.startswith((origin, "blob:" + origin, "data:"))]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A new reader: an empty browser on a phone-sized screen. It has no service worker, which would answer in the host's place: what is
    true with one stands in test_offline.py.
    """
    made = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN", reduced_motion="reduce")
    made.add_init_script(NO_SERVICE_WORKER)
    made.set_default_timeout(30_000)
    yield made
    made.close()


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    opened = context.new_page()
    watch.follow(opened)
    return opened
