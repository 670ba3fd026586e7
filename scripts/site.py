"""Build or serve the site, saying what happens.

python -m scripts.site build                 writes site/ (SITE_URL sets where it will live)
python -m scripts.site serve 127.0.0.1:8000  serves it with live reload of pages, bank, templates, styles and scripts
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def mkdocs(*arguments: str, environment: dict[str, str] | None = None) -> int:
    """Run MkDocs in this folder; warnings are mistakes, always."""
    command = [sys.executable, "-m", "mkdocs", *arguments, "--strict"]
    quiet = {"NO_MKDOCS_2_WARNING": "true"}
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **quiet, **(environment or {})}, check=False).returncode


def build() -> int:
    address = os.environ.get("SITE_URL") or "http://127.0.0.1:8000/"
    if not address.startswith(("http://", "https://")) or not address.endswith("/"):
        print(
            f"build: SITE_URL is {address!r}; write a whole address that ends in /, as in https://host/sub/path/",
            file=sys.stderr,
        )
        return 1
    print(f"build: writing the site for {address}", flush=True)
    started = time.monotonic()
    failed = mkdocs("build", environment={"SITE_URL": address})
    if failed:
        print("build: stopped. Mend what is listed above and run the command again.", file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in (ROOT / "site").rglob("*") if path.is_file())
    print(f"build: site/ is ready ({size / 1e6:.1f} MB, {time.monotonic() - started:.0f} s)")
    return 0


def serve(address: str) -> int:
    host, _, port = address.partition(":")
    with socket.socket() as probe:
        if probe.connect_ex((host, int(port))) == 0:
            print(f"serve: port {port} is in use; stop what runs there, or choose another: make serve HOST=127.0.0.1:8001")
            return 1
    print(f"serve: building, then serving at http://{address}/ (stop with Ctrl+C)", flush=True)
    return mkdocs("serve", "--dev-addr", address, environment={"SITE_URL": f"http://{address}/"})


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # whoever ends this ends MkDocs with it
    try:
        sys.exit(build() if sys.argv[1] == "build" else serve(sys.argv[2]))
    except KeyboardInterrupt:
        print("serve: stopped")
