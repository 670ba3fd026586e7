"""Note in an English page which version of the Chinese page it follows: run it after you have read both side by side.

python -m scripts.follow causes act/complain
python -m scripts.follow all
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from quiz.publish.pages import read_pages

DOCS = Path(__file__).resolve().parent.parent / "docs"


def main(names: list[str]) -> int:
    pages = read_pages(DOCS)
    english = {name: page for (language, name), page in pages.items() if language == "en"}
    wanted = sorted(english) if names == ["all"] else names
    for name in wanted:
        if name not in english or ("zh", name) not in pages:
            print(f"follow: there is no page `{name}` in both languages. Write it as in: make follow PAGE=act/complain")
            return 1
        page, fingerprint = english[name], pages["zh", name].fingerprint
        text = re.sub(r"^follows:.*\n", "", page.text, count=1, flags=re.MULTILINE)
        page.path.write_text(text.replace("---\n", f'---\nfollows: "{fingerprint}"\n', 1), encoding="utf-8")
        print(f"follow: docs/en/{name}.md follows {fingerprint}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
