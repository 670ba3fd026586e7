"""A static host on loopback that compresses as GitHub Pages does and counts what it sends. For measuring, not for serving readers."""

from __future__ import annotations

import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

LEVEL = 6


@dataclass
class Host:
    """A running host. sent: gzip bytes by path, since it was last emptied."""

    address: str
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
        self.host.sent[self.path] = len(body)
        self.send_response(200)
        for name, value in (("Content-Type", self.guess_type(str(path))), ("Content-Encoding", "gzip")):
            self.send_header(name, value)
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


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
