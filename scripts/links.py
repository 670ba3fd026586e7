"""Ask the addresses of the sources whether they still answer: one at a time, with a pause, never in tests.

    python -m scripts.links

A site may refuse programs and still serve people, so an error here is a reason to look, not a verdict.
"""

from __future__ import annotations

import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from quiz.publish.problems import Problem
from quiz.publish.sources import read_sources

ROOT = Path(__file__).resolve().parent.parent
PAUSE = 3.0
AGENT = "declined-again link check (a person started it; one request every few seconds)"


def answer(address: str) -> str:
    """What went wrong when the address was asked, or nothing."""
    request = urllib.request.Request(address, headers={"User-Agent": AGENT}, method="GET")  # noqa: S310 — from our own data
    try:
        with urllib.request.urlopen(request, timeout=20) as response:  # noqa: S310
            response.read(1)
    except (urllib.error.URLError, TimeoutError, OSError, ValueError) as error:
        return str(error)
    return ""


def main() -> int:
    problems: list[Problem] = []
    sources = read_sources(ROOT / "quiz" / "bank" / "sources.toml", ROOT, problems)
    addresses = {source.address: source.id for source in sources.values() if source.address}
    failed = 0
    for address, name in addresses.items():
        wrong = answer(address)
        failed += bool(wrong)
        print(f"links: {name}: {wrong or 'answers'}  {address}", flush=True)
        time.sleep(PAUSE)
    print(f"links: {len(addresses) - failed} of {len(addresses)} answered")
    return 0


if __name__ == "__main__":
    sys.exit(main())
