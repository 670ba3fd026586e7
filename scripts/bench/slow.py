"""Makes a browser run as on a slower processor. DevTools' own throttling holds back a page's main thread and not its workers, where
Python runs; so here the whole renderer is stopped and continued in turns.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser

SLOWER = 4
"""How much slower a cheap phone's processor is held to be."""
SLOW_RUNS = 3
"""How often at most what takes a minute each is run."""
TURN = 0.02
"""Seconds: long against the clock's ticks, short against anything a reader notices."""


def renderers(browser: Browser) -> list[int]:
    """Process ids of this browser's own renderers."""
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return [process["id"] for process in found if process["type"] == "renderer"]


@contextmanager
def slowed(browser: Browser, times: int) -> Iterator[None]:
    """While this lasts, the renderers there are get one turn in `times`."""
    over = threading.Event()
    processes = renderers(browser)

    def signal_all(number: signal.Signals) -> None:
        for process in processes:
            try:
                os.kill(process, number)
            except ProcessLookupError:
                continue

    def turns() -> None:
        while not over.is_set():
            signal_all(signal.SIGSTOP)
            over.wait(TURN * (times - 1) / times)
            signal_all(signal.SIGCONT)
            over.wait(TURN / times)

    thread = threading.Thread(target=turns, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        signal_all(signal.SIGCONT)
