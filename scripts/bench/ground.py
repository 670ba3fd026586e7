"""What the parts stand on: the site, built once and served on loopback with gzip, and a browser that reaches nothing else. It knows
hosts and browsers; it must not know what is measured.
"""

from __future__ import annotations

import os
import platform
import socketserver
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ProxySettings, sync_playwright

from scripts.host import Host, serving
from scripts.setup import Missing, find_browser
from scripts.site import mkdocs

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-features=AutofillServerCommunication",
)


class Outside(Exception):  # noqa: N818 — it is what it says
    """A measured page asked another origin for something."""


class Ground:
    """Where the parts measure. Each thing is made when it is first asked for; all are gone when the bench ends."""

    def __init__(self, runs: int, stack: ExitStack) -> None:
        self.runs = runs
        self._stack = stack
        self.asked: list[str] = []

    @cached_property
    def folder(self) -> Path:
        """What the host serves: the site at its root. Parts may put more into it."""
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory())) / "site"
        if mkdocs("build", "--quiet", "--site-dir", str(folder)):
            raise Missing("The site could not be built: mend what is listed above.")
        return folder

    @cached_property
    def host(self) -> Host:
        return self._stack.enter_context(serving(self.folder))

    @cached_property
    def browser(self) -> Browser:
        playwright = self._stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        self._stack.callback(browser.close)
        return browser

    @cached_property
    def _wall(self) -> int:
        return self._stack.enter_context(_wall(self.asked))

    def visitor(self, **options: Any) -> BrowserContext:
        """A reader who was never here before. What its pages ask for beyond loopback meets a wall that answers nothing and remembers;
        playwright's own interception would switch off the cache, which is measured.
        """
        proxy = ProxySettings(server=f"http://127.0.0.1:{self._wall}", bypass="127.0.0.1")
        return self.browser.new_context(proxy=proxy, **options)

    def inside(self, who: str) -> None:
        """Raises Outside when anything asked for more than loopback since this was last called."""
        asked = sorted(set(self.asked))
        self.asked.clear()
        if asked:
            raise Outside(f"{who} asked another origin: {', '.join(asked)}")

    def machine(self) -> str:
        cores, load = os.cpu_count(), os.getloadavg()[0]
        return f"{platform.system()} {platform.machine()}, {_processor()}, {cores} cores, load {load:.1f} at the start"


def _processor() -> str:
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text().splitlines() if cpu.exists() else []
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.processor())


@contextmanager
def _wall(asked: list[str]) -> Iterator[int]:
    """A proxy that refuses everything. It gets whatever is not for this machine, from pages and workers alike."""

    class Refuse(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            line = self.rfile.readline(4096).decode("latin-1").split()
            if len(line) > 1:
                asked.append(line[1])
            self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Refuse) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
