"""The few marks an author writes in a page beyond Markdown, and what becomes of them before Markdown runs.

``- [ ] words {: #id }``  an entry of a checklist, ticked on the reader's device
``[[name]]``, ``[[name:argument]]`` alone on a line: a part the site fills in (see `quiz.publish.site`)
"""

from __future__ import annotations

import re

from quiz.publish.problems import AuthorError, Problem

SHORTCODE = re.compile(r"<p>\[\[([a-z-]+)(?::([a-z0-9-]+))?\]\]</p>")
_TICK = re.compile(r"^- \[ \] +(.+?) *\{: *#([a-z0-9-]+) *\} *$", re.MULTILINE)
_BARE_TICK = re.compile(r"^ *[-*+] \[[ xX]\].*$", re.MULTILINE)


def before_markdown(markdown: str, file: str) -> str:
    """Turn checklist entries into labelled boxes. Raises AuthorError for an entry without an id or with a used one."""
    problems = []
    seen: set[str] = set()

    def tick(found: re.Match[str]) -> str:
        words, name = found[1], found[2]
        if name in seen:
            problems.append(Problem(f"docs/{file}", name, "", "two checklist entries share this id", "Give each its own."))
        seen.add(name)
        return f'- <label class="tick"><input type="checkbox" data-tick="{name}" id="{name}"> <span>{words}</span></label>'

    markdown = _TICK.sub(tick, markdown)
    for found in _BARE_TICK.finditer(markdown):
        hint = "End the line with {: #an-id }, so that the tick can be kept."
        problems.append(Problem(f"docs/{file}", found[0][:40], "", "the checklist entry has no id", hint))
    if problems:
        raise AuthorError(problems)
    return markdown
