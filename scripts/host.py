"""A static host on loopback that compresses as GitHub Pages does, counts what it sends, and can be as slow as a phone's link. For
measuring, not for serving readers. It knows HTTP; it must not know a browser.
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

LEVEL = 6
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


def slow_4g() -> Link:
    """1.6 Mbit/s and 150 ms, as Lighthouse's mobile setting has it."""
    return Link(1.6e6 / 8, 0.15)


@dataclass
class Host:
    """A running host. link: what all its answers go over; sent: gzip bytes by path, since it was last emptied."""

    address: str
    link: Link = field(default_factory=Link)
    sent: dict[str, int] = field(default_factory=dict)
    compressed: dict[Path, bytes] = field(default_factory=dict)


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}  # noqa: RUF012 — as the base class has it
    host: Host

    def log_message(self, *arguments: object) -> None:
        del arguments

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.split("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        if path not in self.host.compressed:
            self.host.compressed[path] = gzip.compress(path.read_bytes(), LEVEL)
        body = self.host.compressed[path]
        self.host.sent[self.path] = self.host.sent.get(self.path, 0) + len(body)
        link = self.host.link
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


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is not worth a traceback."""


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[Host]:
    """Serve `folder` at the root of a host on loopback; port 0 takes a free one."""
    handler = type("Handler", (_Handler,), {})
    server = _Server(("127.0.0.1", port), partial(handler, directory=str(folder)))
    handler.host = Host(f"http://127.0.0.1:{server.server_port}/")  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield handler.host  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def over(host: Host, link: Link) -> Iterator[None]:
    """Let `host` answer over `link` for a while."""
    before, host.link = host.link, link
    try:
        yield
    finally:
        host.link = before
