"""What a part of a page is: something an author asks for with ``[[name]]`` and the site fills in. It knows no one part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from quiz.publish.bank import Bank, Question
from quiz.publish.citations import Citations
from quiz.publish.pages import Page
from quiz.publish.render import Renderer
from quiz.publish.tables import Link


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands: the page in one language, and what it may draw on.

    chapters: questions by chapter, in the order of the site's contents; titles: their pages' headings.
    """

    bank: Bank
    language: str
    renderer: Renderer
    citations: Citations
    link: Link
    chapters: Mapping[str, list[Question]]
    titles: Mapping[str, str]
    pages: Mapping[tuple[str, str], Page]

    def word(self, name: str, **values: object) -> str:
        return self.renderer.word(name, **values)

    def section_titles(self, sections: Iterable[str]) -> dict[str, str]:
        """``page#anchor`` → its heading, for these sections and their pages, in this language."""
        found: dict[str, str] = {}
        for section in sections:
            name, _, anchor = section.partition("#")
            headings = self.pages[self.language, name].headings
            found.setdefault(name, headings[0].text)
            found[section] = next(heading.text for heading in headings if heading.id == anchor)
        return found

    def render(self, template: str, **values: object) -> str:
        """A template of quiz/publish/templates, filled in for this place."""
        return self.renderer.render(template, self.citations, self.link, **values)


@dataclass(frozen=True, slots=True)
class Part:
    """fill: (place, what stands behind the colon) → HTML. known: what may stand there, or None where nothing is asked.
    of_chapter: whether it shows no questions but those of the chapter named there.
    """

    fill: Callable[[Place, str], str]
    known: Callable[[Bank], Iterable[str]] | None = None
    of_chapter: bool = False
