"""The list of all pages that every page shows: rendered once a language, since a site of a thousand pages shows it a thousand times.
It knows the theme's HTML as text; it must not know MkDocs.
"""

from __future__ import annotations

from collections.abc import Callable

ROOT = "\x00"
"""Stands in links for the way to the root of the site."""


class Contents:
    """One language's list. An entry is ``<a href="ROOT ADDRESS">TITLE</a>``, without the space."""

    def __init__(self) -> None:
        self._list = ""

    def on_page(self, render: Callable[[], str], root: str, address: str | None, sections: str) -> str:
        """The list as a page at `address` shows it: its own entry is marked, and followed by its sections.

        render: the list with `ROOT` in its links; root: the way there from the page, without the last slash.
        """
        self._list = self._list or str(render())
        own = "" if address is None else f'<a href="{ROOT}{address.removeprefix("./")}"'
        before, found, after = self._list.partition(f"{own}>") if own else (self._list, "", "")
        if found:
            title, end, after = after.partition("</a>")
            before += f'{own} aria-current="page">{title}{end}{sections.rstrip()}'
        return (before + after).replace(ROOT, f"{root}/")
