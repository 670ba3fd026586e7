"""Renders items to HTML, once, at build time: in pages, on /check/ and on answer sheets.

It knows Jinja and the bank; it must not know MkDocs. The markup's promises to the browser and to tests are listed in `quiz/README.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from quiz.engine.model import DONT_KNOW
from quiz.publish.bank import Bank, Question
from quiz.publish.citations import Citations
from quiz.publish.tables import Link

TEMPLATES = Path(__file__).parent / "templates"
SPOKEN = ("verdict.", "reason.", "mark.", "engine.", "privacy.", "page.")
"""Groups of words that JavaScript shows; the others are in the HTML already."""


class Renderer:
    """Items of one bank in one language."""

    def __init__(self, bank: Bank, language: str) -> None:
        self.bank = bank
        self.language = language
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def word(self, name: str, **values: object) -> str:
        return self.bank.words[name][self.language].format(**values)

    def quick_check(self, questions: Iterable[Question], citations: Citations, link: Link) -> str:
        return self._render("quick-check.html", citations, link, questions=list(questions))

    def check(
        self, chapters: Mapping[str, list[Question]], titles: Mapping[str, str], citations: Citations, link: Link
    ) -> str:
        return self._render("check.html", citations, link, chapters=chapters, titles=titles)

    def answers(self, questions: Iterable[Question], citations: Citations, link: Link) -> str:
        return self._render("answers.html", citations, link, questions=list(questions))

    def page_words(self, page: str) -> str:
        """The sentences JavaScript may show on `page`, as an inert template: it finds them by code and writes none itself."""
        return self._templates.get_template("words.html").render(
            page=page, words={name: text[self.language] for name, text in self.bank.words.items() if name.startswith(SPOKEN)}
        )

    def _render(self, template: str, citations: Citations, link: Link, **values: object) -> str:
        return self._templates.get_template(template).render(
            language=self.language,
            word=self.word,
            link=link,
            cite=lambda citation: Markup(citations.chip(*citation.split("#", 1))),  # noqa: S704 — escaped by chip()
            amount=_amount,
            dont_know=DONT_KNOW,
            **values,
        )


def _amount(value: float) -> str:
    """13.03, 945.6, 12: as a person writes it."""
    return f"{value:,.9f}".rstrip("0").rstrip(".")
