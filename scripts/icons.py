"""Draw the icons of the installed app from docs/assets/favicon.svg, with the browser that tests drive. Run when the mark changes.

python -m scripts.icons
"""

from __future__ import annotations

import base64
import sys

from playwright.sync_api import sync_playwright

from scripts.setup import find_browser
from scripts.site import ROOT

MARK = ROOT / "docs" / "assets" / "favicon.svg"
FOLDER = ROOT / "docs" / "assets" / "icons"
ICONS = {"192": (192, 0.84), "512": (512, 0.84), "maskable": (512, 0.56), "apple": (180, 0.66)}
"""Name → (size in pixels, the part of it the mark takes). A maskable icon may lose a fifth on each side."""
GROUND = {"192": "transparent", "512": "transparent"}
PAPER = "#fbfaf6"


def main() -> int:
    mark = base64.b64encode(MARK.read_bytes()).decode()
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", "--force-color-profile=srgb"]
        )
        for name, (size, part) in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            inner = round(size * part)
            page.set_content(
                f"<style>body{{margin:0;display:grid;place-items:center;height:{size}px;background:{GROUND.get(name, PAPER)}}}"
                f'</style><img width="{inner}" height="{inner}" src="data:image/svg+xml;base64,{mark}">'
            )
            page.screenshot(path=FOLDER / f"{name}.png", omit_background=name in GROUND)
            page.close()
        browser.close()
    for path in sorted(FOLDER.iterdir()):
        print(f"icons: {path.relative_to(ROOT)} ({path.stat().st_size} bytes)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
