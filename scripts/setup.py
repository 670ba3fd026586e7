"""Make this folder ready: environment, pinned packages, Node, Pyodide, and (for tests) a browser.

    python3 scripts/setup.py site|test

Runs on the bare Python of the machine, so it imports the standard library only. Each step says what it does,
is skipped when its lock file has not changed since it last ran, and ends in one sentence with the remedy when
something is missing.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
LOCKS = ROOT / "scripts" / "requirements"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
PIP = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet")


class Missing(Exception):  # noqa: N818 — it is what it says
    """Something the machine lacks; the message is one sentence with the remedy."""


def say(text: str) -> None:
    print(f"setup: {text}", flush=True)


def run(command: list[str], remedy: str) -> None:
    """Run a command quietly; when it fails, show the end of what it printed and the remedy."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-6:])
        print(tail, file=sys.stderr)
        raise Missing(remedy)


def fingerprint(*parts: Path | str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, Path) else part.encode())
    return digest.hexdigest()


def once(name: str, state: str, witness: Path) -> bool:
    """Whether the step called `name` must run: its inputs changed or what it made is gone."""
    stamp = CACHE / "stamps" / name
    return not (witness.exists() and stamp.exists() and stamp.read_text() == state)


def done(name: str, state: str) -> None:
    stamp = CACHE / "stamps" / name
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state)


def check_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        raise Missing(
            f"Python {platform.python_version()} is too old: install Python 3.11 or newer and run "
            "`make PYTHON=python3.12 serve` with its name."
        )


def make_environment() -> None:
    state = f"{sys.version_info[:3]} {sys.prefix}"
    if not once("venv", state, PYTHON):
        return
    say("creating the Python environment in .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    shutil.rmtree(CACHE / "stamps", ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True, symlinks=os.name != "nt")
    except (subprocess.CalledProcessError, OSError) as error:
        raise Missing(
            "Python cannot create an environment: install its venv module (Debian and Ubuntu: `apt install python3-venv`)."
        ) from error
    done("venv", state)


def install(name: str) -> None:
    """Install one lock file into the environment, every package checked against its hash."""
    lock = LOCKS / f"{name}.txt"
    state = fingerprint(lock)
    if not once(name, state, PYTHON):
        return
    say(f"installing {name} packages (pinned, hash-checked)")
    run(
        [str(PYTHON), *PIP, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)],
        "The Python packages could not be installed: check the network connection and run the command again.",
    )
    done(name, state)


def install_pyodide_tools() -> None:
    """Fetch pyodide-build for Pyodide's Python, not for this machine's: it runs inside Pyodide."""
    lock, target = LOCKS / "pyodide.txt", CACHE / "pyodide-tools"
    state = fingerprint(lock)
    if not once("pyodide-tools", state, target):
        return
    say("fetching pyodide-build, which compiles the engine inside Pyodide")
    shutil.rmtree(target, ignore_errors=True)
    for_pyodide = ("--python-version", "3.14", "--implementation", "py", "--abi", "none", "--platform", "any")
    where = ("--target", str(target), "--ignore-requires-python", "--only-binary", ":all:", "--no-deps")
    run(
        [str(PYTHON), *PIP, "--require-hashes", *where, *for_pyodide, "-r", str(lock)],
        "pyodide-build could not be fetched: check the network connection and run the command again.",
    )
    done("pyodide-tools", state)


def find_node() -> list[str] | None:
    """The directories to put on PATH for a Node that is new enough, or None."""
    for directory in (str(BIN), None):
        node = shutil.which("node", path=directory)
        npm = shutil.which("npm", path=directory)
        if node and npm:
            shown = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
            major = shown.strip().lstrip("v").split(".")[0]
            if major.isdigit() and int(major) >= OLDEST_NODE:
                return [str(Path(node).parent), str(Path(npm).parent)]
    return None


def fetch_npm(name: str, pinned: Path, home: Path, what: str) -> None:
    """Fetch npm packages into `home` by the lock file in `pinned`, each checked against its hash."""
    lock = pinned / "package-lock.json"
    state = fingerprint(lock)
    if not once(name, state, home / "node_modules" / ".package-lock.json"):
        return
    folders = find_node()
    if folders is None:
        install("node")
        folders = find_node()
    if folders is None:
        raise Missing("No Node.js 20 or newer was found and its PyPI package does not fit this machine: install Node.js.")
    say(f"fetching {what} (npm, integrity-checked)")
    home.mkdir(parents=True, exist_ok=True)
    if home != pinned:
        for each in ("package.json", "package-lock.json"):
            shutil.copy(pinned / each, home / each)
    path = os.pathsep.join([*folders, os.environ.get("PATH", "")])
    npm = shutil.which("npm", path=path) or "npm"
    environment = {**os.environ, "PATH": path, "npm_config_loglevel": "error"}
    fetched = subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=home, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if fetched.returncode:
        print("\n".join(fetched.stderr.strip().splitlines()[-6:]), file=sys.stderr)
        raise Missing(f"npm could not fetch {what}: check the network connection and run the command again.")
    done(name, state)


def find_browser() -> str | None:
    """The Chromium or Chrome that tests drive: $CHROMIUM, or one of the usual names."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    chosen = os.environ.get("CHROMIUM")
    return chosen or next((path for name in names if (path := shutil.which(name))), mac if Path(mac).exists() else None)


def install_browser() -> None:
    if find_browser():
        return
    remedy = (
        "No Chromium or Chrome was found: install one (Debian: `apt install chromium fonts-noto-cjk`) "
        "or name it with CHROMIUM=/path/to/chrome."
    )
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        raise Missing(remedy)
    say("installing Chromium and a Chinese font (apt)")
    run(["apt-get", "update", "-q"], remedy)
    run(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-noto-cjk"], remedy)


def main(target: str) -> int:
    started = time.monotonic()
    try:
        check_python()
        make_environment()
        install("site")
        if target == "test":
            install("dev")
        fetch_npm("npm", ROOT, ROOT, "Pyodide")
        install_pyodide_tools()
        if target == "test":
            install_browser()
    except Missing as missing:
        print(f"setup: {missing}", file=sys.stderr)
        return 1
    spent = time.monotonic() - started
    if spent > 1:
        say(f"ready ({spent:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "site"))
