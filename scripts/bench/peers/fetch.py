"""Fetches what the peers are made of, once: their Python packages into an environment of their own, and from npm what their pages would
ask a CDN for. All pinned with hashes; all in .cache/peers, apart from the site's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import venv
from pathlib import Path

from scripts.setup import CACHE, LOCKS, PIP, Missing, done, fetch_npm, fingerprint, once, run

PINNED = Path(__file__).parent
HOME = CACHE / "peers"
ENVIRONMENT = HOME / "environment"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PACKAGES = HOME / "node_modules"


def fetch() -> None:
    """Raises Missing with the remedy when something cannot be had."""
    lock = LOCKS / "peers.txt"
    state = fingerprint(lock)
    if once("peers", state, PYTHON):
        print("bench: fetching the peers' Python packages (pinned, hash-checked)", flush=True)
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        try:
            venv.create(ENVIRONMENT, with_pip=True, symlinks=os.name != "nt")
        except (subprocess.CalledProcessError, OSError) as error:
            raise Missing("Python cannot create an environment for the peers: install its venv module.") from error
        run(
            [str(PYTHON), *PIP, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)],
            "The peers could not be installed: check the network connection and run the command again.",
        )
        done("peers", state)
    fetch_npm("peers-npm", PINNED, HOME, "what the peers' pages ask a CDN for")
