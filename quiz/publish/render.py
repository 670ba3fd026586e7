"""Renders items to HTML, once, at build time: in pages, on /check/ and on answer sheets.

It knows Jinja and the bank; it must not know MkDocs. The markup's promises to the browser and to tests are listed in `quiz/README.md`.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from quiz.engine.chance import Chance
from quiz.engine.draws import amount
from quiz.engine.model import DONT_KNOW
from quiz.publish.bank import Bank, Question
from quiz.publish.citations import Citations
from quiz.publish.problems import AuthorError, Problem
from quiz.publish.tables import Link

TEMPLATES = Path(__file__).parent / "templates"
EVERYWHERE = ("search.",)
"""Groups of words that JavaScript may show on any page."""
SPOKEN = (*EVERYWHERE, "verdict.", "reason.", "mark.", "engine.", "privacy.", "page.", "item.others")
"""The same for a page that holds parts of ours; a part that needs more calls `spoken` in its template."""


def compiled() -> FileSystemBytecodeCache:
    """Templates that were compiled before, found again by their text."""
    folder = TEMPLATES.parents[2] / ".cache" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


# One for all languages and builds: a template is read again when its file has changed.
_TEMPLATES = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    bytecode_cache=compiled(),
)


class Renderer:
    """Items of one bank in one language."""

    def __init__(self, bank: Bank, language: str) -> None:
        self.bank = bank
        self.language = language
        self._templates = _TEMPLATES
        self._spoken: dict[tuple[str, ...], str] = {}

    def word(self, name: str, **values: object) -> str:
        """The words of a code in this language. Raises AuthorError when there are none."""
        text = self.bank.words.get(name)
        if text is None:
            group, _, short = name.partition(".")
            raise AuthorError([Problem("quiz/bank/words", group, short, "no such word", "Write it in both languages.")])
        return text[self.language].format(**values)

    def page_words(self, page: str, *, parts: bool = True) -> str:
        """The sentences JavaScript may show on `page`. parts: whether any of our parts stands on it."""
        return self._words(SPOKEN if parts else EVERYWHERE, page)

    def spoken(self, *groups: str) -> Markup:
        """The sentences of some groups of words, for the JavaScript of the part whose template calls this."""
        return Markup(self._words(tuple(f"{group}." for group in groups), ""))  # noqa: S704 — escaped by its template

    def _say(self, question: Question, name: str) -> Markup:
        """A text of a question; drawn numbers in it can be found and changed by their names."""

        def drawn(found: re.Match[str]) -> str:
            shown = question.amounts.get(found[1])
            return found[0] if shown is None else f'<span data-drawn="{found[1]}">{shown}</span>'

        text = str(escape(question.texts[name][self.language]))
        return Markup(re.sub(r"\{(\w+)\}", drawn, text) if question.amounts else text)  # noqa: S704 — escaped above

    def _words(self, groups: tuple[str, ...], page: str) -> str:
        if groups not in self._spoken:
            words = {name: text[self.language] for name, text in self.bank.words.items() if name.startswith(groups)}
            self._spoken[groups] = self._templates.get_template("words.html").render(words=words)
        named = f' data-page="{escape(page)}"' if page else ""
        return self._spoken[groups].replace("<template data-words", f"<template data-words{named}", 1)

    def render(self, template: str, citations: Citations, link: Link, **values: object) -> str:
        """A template of `TEMPLATES`, with the words, links and citations of one page."""
        return self._templates.get_template(template).render(
            language=self.language,
            word=self.word,
            spoken=self.spoken,
            link=link,
            cite=lambda citation: Markup(citations.chip(*citation.split("#", 1))),  # noqa: S704 — escaped by chip()
            amount=amount,
            say=self._say,
            shuffled=_shuffled,
            dont_know=DONT_KNOW,
            **values,
        )


def _shuffled(question: Question) -> list[str]:
    """The ids of a question's options in an order that tells nothing: drawn without regard to the order they are written in,
    which is the key of some kinds, and drawn anew should it be that one.
    """
    written = list(question.item.spec.options)
    seed = zlib.crc32(question.item.id.encode())
    while (mixed := Chance(seed).shuffled(sorted(written))) == written:
        seed += 1
    return mixed
