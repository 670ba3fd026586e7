"""A figure as HTML: drawing, caption with its sources, and the same content as a table. It must not know any one figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from quiz.publish.figures.sheet import Sheet
from quiz.publish.figures.words import Words, words

Cite = Callable[[str], str]
"""From a source id ("pipl#24") to its chip: HTML that brings its own leading space."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; the first cell names it, chips for `sources` end the last."""

    cells: tuple[str, ...]
    sources: tuple[str, ...] = ()


Draw = Callable[[Sheet, Words], tuple[Row, ...]]
"""Draws on the sheet and returns what it has drawn as rows of a table."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name is also that of its file of words."""

    name: str
    draw: Draw

    def drawn(self, language: str) -> tuple[Sheet, tuple[Row, ...]]:
        sheet = Sheet(self.name)
        return sheet, self.draw(sheet, words(self.name, language))

    def render(self, language: str, cite: Cite) -> str:
        """The whole `<figure>`. Raises AuthorError when its file lacks a word."""
        said = words(self.name, language)
        sheet, rows = self.drawn(language)
        chips = "".join(cite(source) for source in said.sources)
        return (
            f'<figure class="figure" id="figure-{self.name}" data-search-exclude>'
            f"{sheet.svg(said['title'], said['description'])}"
            f'<figcaption class="figure__caption"><strong class="figure__title">{escape(said["title"])}</strong> '
            f"{escape(said['caption'])}{chips}</figcaption>"
            f'<details class="figure__data"><summary>{escape(said["table.summary"])}</summary>{_table(said, rows, cite)}</details>'
            "</figure>"
        )


def _table(said: Words, rows: tuple[Row, ...], cite: Cite) -> str:
    head = "".join(f'<th scope="col">{escape(column["text"])}</th>' for column in said.rows("table.column"))
    body = []
    for row in rows:
        first, *others = map(escape, row.cells)
        others[-1] += "".join(cite(source) for source in row.sources)
        body.append(f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>')
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
