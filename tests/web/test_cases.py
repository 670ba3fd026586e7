"""The same case files run in the browser's Python as in pytest, and agree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.web.conftest import Host

FILES = sorted((Path(__file__).resolve().parents[1] / "cases").glob("*.json"))

NO_BANK = {"schema": 1, "items": []}
"""The worker opens the site's bank as it starts; a case without a bank starts from an empty one."""

ASK = """
async ({ folder, requests }) => {
  const { Engine } = await import(folder + "engine.js");
  const engine = new Engine(document.documentElement);
  const replies = [];
  for (const request of requests) replies.push(await engine.askRaw(request));
  return replies;
}
"""


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_the_browser_agrees_with_the_native_engine(page: Page, host: Host, file: Path) -> None:
    written = json.loads(file.read_text(encoding="utf-8"))
    requests, cases = [], []
    for case in written["cases"]:
        bank = case.get("bank", written.get("bank"))
        requests.append(json.dumps({"op": "open", "bank": bank or NO_BANK}))
        cases.append(None)
        request = case["request"]
        requests.append(request if isinstance(request, str) else json.dumps(request))
        cases.append(case)
    page.goto(host.url("about/"))
    folder = "/" + next((host.folder / "assets" / "check").iterdir()).relative_to(host.folder).as_posix() + "/"
    replies = page.evaluate(ASK, {"folder": folder, "requests": requests})
    assert len(replies) == len(cases)
    assert page.evaluate("localStorage.getItem('declined-again:whole')") is None, "the lean runtime answers every case"
    for case, reply in zip(cases, replies, strict=True):
        if case is not None:
            for name, expected in case["reply"].items():
                assert reply.get(name) == expected, case["promise"]
