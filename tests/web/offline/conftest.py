"""Hosts that can go away, and readers whose browser has a service worker."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.conftest import FLAGS, Host, Watch
from tests.web.offline.host import Shaky, shaky


@pytest.fixture
def online(host: Host, tmp_path: Path) -> Iterator[Shaky]:
    with shaky(host.folder, tmp_path) as made:
        yield made


@pytest.fixture
def below(host: Host, sub_host: Host, tmp_path: Path) -> Iterator[Shaky]:
    del host
    with shaky(sub_host.folder / "some" / "guide", tmp_path, "/some/guide/") as made:
        yield made


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN", reduced_motion="reduce")
    made.set_default_timeout(30_000)
    yield made
    made.close()


@pytest.fixture
def slow_browser(browser: Browser) -> Iterator[Browser]:
    """One that takes the connection for a slow one, its service workers too."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    running = browser.browser_type.launch(executable_path=path, args=[*FLAGS, "--force-effective-connection-type=3G"])
    yield running
    running.close()


@pytest.fixture
def tab(reader: BrowserContext, watch: Watch) -> Page:
    opened = reader.new_page()
    watch.follow(opened)
    return opened
