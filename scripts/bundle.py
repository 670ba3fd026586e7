"""Write the guide as one zip that runs from a stick, without a server and without a network: same bytes from the same sources.

python -m scripts.bundle        writes declined-again-VERSION-DATE.zip into site/, DATE being when its pages were last checked
"""

from __future__ import annotations

import re
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

from quiz.publish import folder, shipping
from quiz.publish.bank import read_bank
from quiz.publish.pages import read_pages
from scripts.site import ROOT, mkdocs

START = "打开-Open.html"
README = "读我-README.txt"
_START = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=guide/index.html">
<title>为何又被拒 · Declined Again</title></head>
<body><p><a href="guide/index.html">打开指南</a></p><p lang="en"><a href="guide/en/index.html">Open the guide</a></p></body></html>
"""
_README = f"""双击“{START}”，就打开整份指南。没有网络也能看、能搜索、能自查。
请把整个文件夹一起拷走，不要只拷一个文件；先解压，再打开。用新一点的Chrome、Edge或Firefox浏览器。
你的答案只存在这台电脑的浏览器里。借用别人的电脑，走之前到“自查”页按“删除这台设备上的全部记录”。

Double-click “{START}” to open the whole guide. Reading, search and the checks work without a connection.
Copy the whole folder, not one file, and unpack it before you open it. Use a recent Chrome, Edge or Firefox.
Your answers stay in this computer’s browser. On a borrowed computer, erase them on the check page before you leave.
"""


def content_date() -> str:
    """When a page was last checked, the latest of them: ``2026-11-24``."""
    texts = [page.text for page in read_pages(ROOT / "docs").values()]
    return max(found[1] for text in texts if (found := re.search(r"^checked: (\d{4}-\d\d-\d\d)$", text, re.MULTILINE)))


def files(site: Path) -> dict[str, bytes]:
    """All files of the bundle by name, made from a built site."""
    release = shipping.prepare(read_bank(ROOT / "quiz" / "bank", ROOT / "docs", ROOT))
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        folder.write(site, release, made)
        found = {
            f"guide/{path.relative_to(made).as_posix()}": path.read_bytes() for path in made.rglob("*") if path.is_file()
        }
    licence = (ROOT / "LICENSE").read_bytes()
    return {
        START: _START.encode(),
        README: _README.replace("\n", "\r\n").encode("utf-8-sig"),
        "LICENSE.txt": licence,
        **found,
    }


def pack(contents: dict[str, bytes], path: Path, date: str) -> None:
    """Write a zip whose bytes depend on nothing but what is in it."""
    year, month, day = map(int, date.split("-"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(contents.items()):
            entry = zipfile.ZipInfo(f"{path.stem}/{name}", (year, month, day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)


def main() -> int:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    date = content_date()
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        if mkdocs("build", "--site-dir", str(site), environment={"SITE_URL": "http://127.0.0.1/"}):
            return 1
        path = ROOT / "site" / f"declined-again-{version}-{date}.zip"
        path.parent.mkdir(exist_ok=True)
        contents = files(site)
        pack(contents, path, date)
    size = sum(map(len, contents.values()))
    print(f"bundle: {path.relative_to(ROOT)} is ready ({path.stat().st_size / 1e6:.1f} MB, {size / 1e6:.1f} MB unpacked)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
