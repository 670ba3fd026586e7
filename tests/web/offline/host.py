"""A host that goes away, changes its site, breaks off and tampers, and what a reader's browser keeps of it."""

from __future__ import annotations

import functools
import http.server
import json
import re
import shutil
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from quiz.publish import offline
from quiz.publish.bank import read_bank
from tests.web.conftest import ROOT, Handler

LANGUAGES = {"zh": "zh-Hans", "en": "en"}
STATUS = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration?.active) return null;
  return new Promise((resolve) => {
    const hear = ({ data }) => {
      if (data.type !== "status") return;
      navigator.serviceWorker.removeEventListener("message", hear);
      resolve(data);
    };
    navigator.serviceWorker.addEventListener("message", hear);
    registration.active.postMessage({ ask: "status" });
    setTimeout(() => resolve(null), 3000);
  });
}"""


@dataclass
class Shaky:
    """A host at `address`. down: it does not answer. spoil: turns a file's bytes into others by its path; None breaks off. lasts: seconds that a
    browser may keep a file by itself."""

    address: str
    folder: Path
    down: bool = False
    spoil: Callable[[str, bytes], bytes | None] = lambda path, data: data  # noqa: ARG005
    lasts: int = 600
    asked: list[str] = field(default_factory=list)
    sent: dict[str, int] = field(default_factory=dict)

    def url(self, path: str) -> str:
        return self.address + path

    def publish(self, folder: Path) -> None:
        """Put another build in the place of the one served, all at once, as GitHub Pages does."""
        old = self.folder.with_name("old")
        self.folder.rename(old)
        shutil.copytree(folder, self.folder)
        shutil.rmtree(old)


class ShakyHandler(Handler):
    host: Shaky

    def do_GET(self) -> None:  # noqa: N802 — as the base class has it
        path = self.path.split("?")[0]
        self.host.asked.append(path)
        file = Path(self.translate_path(path))
        if self.host.down:
            return
        if file.is_dir() and path.endswith("/"):
            file = file / "index.html"
        if not file.is_file():
            super().do_GET()
            return
        data = file.read_bytes()
        given = self.host.spoil(path, data)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(data if given is None else given)))
        self.send_header("Cache-Control", f"max-age={self.host.lasts}" if self.host.lasts else "no-store")
        self.end_headers()
        self.host.sent[path] = self.host.sent.get(path, 0) + len(zlib.compress(data, 6))
        self.wfile.write(data[: len(data) // 2] if given is None else given)


@contextmanager
def shaky(site: Path, place: Path, mount: str = "/") -> Iterator[Shaky]:
    """Serve a copy of a built site below `mount`."""
    folder = place / "served" / mount.strip("/") if mount != "/" else place / "served"
    shutil.copytree(site, folder)
    handler = type("SiteHandler", (ShakyHandler,), {"mount": mount})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(place / "served")))
    handler.host = Shaky(f"http://127.0.0.1:{server.server_port}{mount}", folder)  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield handler.host  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


def next_release(site: Path, place: Path, mark: str) -> Path:
    """The same site with one page, the engine's folder and Python's folder changed: all that a new release may bring."""
    shutil.copytree(site, place)
    (listed,) = (place / "assets" / "release").iterdir()
    spare = {f"assets/python/{mark * 12}/{entry[0].rpartition('/')[2]}" for entry in json.loads(listed.read_text())["whole"]}
    for parent in (place / "assets" / "check", place / "assets" / "python"):
        (old,) = parent.iterdir()
        new = mark * 12
        old.rename(parent / new)
        for path in place.rglob("*"):
            if path.suffix in (".html", ".js", ".json", ".css") and old.name in (text := path.read_text(encoding="utf-8")):
                path.write_text(text.replace(old.name, new), encoding="utf-8")
    page = place / "causes" / "index.html"
    page.write_text(re.sub(r"(<h1[^>]*>)", rf"\g<1>[{mark}] ", page.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    offline.write(place, read_bank(ROOT / "quiz" / "bank", ROOT / "docs", ROOT).words, LANGUAGES, spare)
    return place


def guide_of(folder: Path) -> list[str]:
    (path,) = (folder / "assets" / "release").iterdir()
    paths = [entry[0] for entry in json.loads(path.read_text())["guide"]]
    return [path for path in paths if path == "" or path.endswith("/")]


def status(page: Page) -> Any:
    """What the service worker says it keeps; None when there is none."""
    return page.evaluate(STATUS)


def wait_until_kept(page: Page, *groups: str) -> Any:
    """Wait until the worker has these groups of files whole."""
    for _ in range(120):
        said = status(page)
        if said and all(said["groups"][group]["lacks"] == 0 for group in groups):
            return said
        page.wait_for_timeout(500)
    raise AssertionError(f"not kept: {said}")


def wait_for_update(page: Page, state: str) -> None:
    """Ask for a new release and wait until it stands as `state` beside the old one: "waiting", or gone with "none"."""
    page.evaluate("navigator.serviceWorker.getRegistration().then((each) => each.update()).catch(() => {})")
    for _ in range(60):
        at = page.evaluate(
            "navigator.serviceWorker.getRegistration().then((each) => each.installing ? 'installing' : each.waiting ? 'waiting' : 'none')"
        )
        if at == state:
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"the new release is {at}, not {state}")


def kept_names(page: Page) -> list[str]:
    return list(page.evaluate("caches.keys()"))


def unpacked(page: Page) -> int:
    """Wait until Python is kept unpacked; its bytes."""
    size: int = page.evaluate("""async () => {
      for (let turn = 0; turn < 200; turn += 1) {
        const name = (await caches.keys()).find((each) => each.endsWith(":python"));
        const [kept] = name ? await (await caches.open(name)).matchAll() : [];
        if (kept) return (await kept.arrayBuffer()).byteLength;
        await new Promise((done) => setTimeout(done, 100));
      }
      return 0;
    }""")
    assert size, "Python is not kept unpacked"
    return size
