"""A static host on loopback that compresses as GitHub Pages does, counts what it sends, and can be as slow as a phone's link.

It knows HTTP; it must not know a browser.
"""

from __future__ import annotations

import gzip
import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import ClassVar

PIECE = 4096


@dataclass
class Link:
    """The wire all requests share: bytes a second (0: as fast as it goes) and seconds before the first byte of each answer."""

    rate: float = 0
    latency: float = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0

    def wait(self, size: int) -> None:
        """Hold the caller until `size` more bytes have gone over the wire."""
        if not self.rate:
            return
        with self.lock:
            self.free_at = max(self.free_at, time.monotonic()) + size / self.rate
            until = self.free_at
        time.sleep(max(0, until - time.monotonic()))


FAST = Link()


def slow_4g() -> Link:
    """1.6 Mbit/s and 150 ms, as Lighthouse's mobile setting has it."""
    return Link(1.6e6 / 8, 0.15)


class Host(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}  # noqa: RUF012 — as the base class has it
    link: ClassVar[Link] = FAST
    sent: ClassVar[dict[str, int]] = {}
    compressed: ClassVar[dict[Path, bytes]] = {}

    def log_message(self, *arguments: object) -> None:
        del arguments

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.split("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = self.compressed.setdefault(path, gzip.compress(path.read_bytes(), 6))
        self.sent[self.path] = self.sent.get(self.path, 0) + len(body)
        link = type(self).link
        time.sleep(link.latency)
        self.send_response(200)
        for name, value in (("Content-Type", self.guess_type(str(path))), ("Content-Encoding", "gzip")):
            self.send_header(name, value)
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for at in range(0, len(body), PIECE if link.rate else max(len(body), 1)):
            piece = body[at : at + PIECE] if link.rate else body
            link.wait(len(piece))
            self.wfile.write(piece)


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a page closes its connections too."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    server = Server(("127.0.0.1", 0), partial(Host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@contextmanager
def over(link: Link) -> Iterator[None]:
    """Answer over `link` for a while."""
    before, Host.link = Host.link, link
    yield
    Host.link = before
