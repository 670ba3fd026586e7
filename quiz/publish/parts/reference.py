"""The parts that show what stands in data: figures, the glossary, the list of sources; and those over what the device keeps."""

from __future__ import annotations

from html import escape

from quiz.publish import figures, glossary
from quiz.publish.parts.part import Part, Place
from quiz.publish.sources import KINDS


def _figure(place: Place, name: str) -> str:
    return figures.render(name, place.language, lambda citation: place.citations.chip(*citation.split("#", 1)))


def _glossary(place: Place, argument: str) -> str:
    del argument
    return glossary.render(place.bank.terms, place.language, {"where": place.word("page.where-used")}, place.link)


def _sources(place: Place, argument: str) -> str:
    """Every source, grouped by kind: the sources page."""
    del argument
    groups = []
    for kind in KINDS:
        entries = [place.citations.entry(source.id) for source in place.bank.sources.values() if source.kind == kind]
        if entries:
            title = escape(place.word(f"source-kind.{kind}"))
            groups.append(f'<h2 id="sources-{kind}">{title}</h2><ol class="sources__list">{"".join(entries)}</ol>')
    return f'<div class="all-sources">{"".join(groups)}</div>'


def _erase(place: Place, argument: str) -> str:
    del argument
    return place.render("erase.html")


def _offline(place: Place, argument: str) -> str:
    del argument
    return place.render("offline.html")


FIGURE = Part(_figure, lambda bank: sorted(figures.FIGURES))  # noqa: ARG005 — figures are code, not bank
GLOSSARY = Part(_glossary)
SOURCES = Part(_sources)
ERASE = Part(_erase)
OFFLINE = Part(_offline)
