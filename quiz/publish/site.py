"""Finishes a page's HTML: citations, self-checks, answer sheets, figures, lists of sources.

It knows the bank and the pages as text; it must not know MkDocs: it gets HTML, a page name, a language and a function
that makes links.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from functools import cached_property
from html import escape
from pathlib import Path

from quiz.publish import glossary
from quiz.publish.again import Memory, digest
from quiz.publish.bank import Bank
from quiz.publish.citations import Citations
from quiz.publish.pages import read_pages
from quiz.publish.parts import PARTS, Place
from quiz.publish.problems import AuthorError, Problem
from quiz.publish.render import TEMPLATES, Renderer
from quiz.publish.shortcodes import SHORTCODE
from quiz.publish.tables import LANGUAGES, Link

_ADMONITION = re.compile(r'<div class="admonition (do|caution|stop|worked|reasoning)">')
_LETTER = re.compile(r'<div class="letter" id="([a-z0-9-]+)">')
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)


_FINISHED = Memory[str]("finished")


class Site:
    """All pages of one build."""

    def __init__(self, bank: Bank, docs: Path, root: Path) -> None:
        self.bank = bank
        self.root = root
        self.pages = read_pages(docs)
        self.renderers = {language: Renderer(bank, language) for language in LANGUAGES}
        self.chapters = bank.chapters()
        headings = tuple((*page, each.id, each.text) for page, text in self.pages.items() for each in text.headings)
        files = [*TEMPLATES.rglob("*.html"), *(docs / "assets" / "figures").glob("*.toml")]
        read = tuple((str(path), path.read_bytes()) for path in sorted(files))
        self._made_from = digest((bank.frame, tuple(self.pages), headings, read))

    def order(self, names: list[str], addresses: str) -> None:
        """Put the chapters into the order of the site's contents, given as page names. addresses: where each page will stand."""
        self._made_from = digest((self._made_from, tuple(names), addresses))
        place = {name.replace("/", "-"): index for index, name in enumerate(names)}
        self.chapters = dict(sorted(self.chapters.items(), key=lambda chapter: place.get(chapter[0], len(place))))

    def finish(self, html: str, file: str, language: str, link: Link) -> str:
        """The page's HTML with every part and citation filled in. Raises AuthorError with all mistakes at once."""
        asked = tuple(self._asked(name, argument) for name, argument in SHORTCODE.findall(html))
        source = (self._made_from, asked, html, file, language)
        return _FINISHED.recall(source, lambda: self._finish(html, file, language, link))

    def _asked(self, name: str, argument: str) -> Hashable:
        """Names of the questions a part may show."""
        part = PARTS.get(name)
        if part is None or not part.of_chapter:
            return self.bank.whole
        questions = self.chapters.get(argument, ())
        return tuple(self.bank.origins.get(each.item.id) or repr(each) for each in questions)

    def _finish(self, html: str, file: str, language: str, link: Link) -> str:
        problems: list[Problem] = []
        citations = Citations(self.bank.sources, self.bank.words, language)
        place = Place(
            self.bank, language, self.renderers[language], citations, link, self.chapters, self._titles[language], self.pages
        )

        def fill(found: re.Match[str]) -> str:
            name, argument = found[1], found[2] or ""
            part = PARTS.get(name)
            if part is None:
                hint = f"Write one of: {', '.join(PARTS)}."
                problems.append(Problem(f"docs/{file}", f"[[{name}]]", "", "no such part is known", hint))
                return ""
            known = None if part.known is None else list(part.known(self.bank))
            if known is not None and argument not in known:
                hint = f"Known to {name}: {', '.join(known) or 'nothing yet'}."
                problems.append(Problem(f"docs/{file}", f"[[{name}:{argument}]]", "", f"no `{argument}`", hint))
                return ""
            return part.fill(place, argument)

        html = citations.render(html)
        html = SHORTCODE.sub(fill, html)
        html = glossary.first_only(html)
        html = _dress(html, place.renderer)
        for name in dict.fromkeys(citations.unknown):
            hint = "Add it to quiz/bank/sources.toml, or mend the id."
            problems.append(Problem(f"docs/{file}", f"[@{name}]", "", "no such source", hint))
        if problems:
            raise AuthorError(problems)
        return html + citations.page_list() if 'class="all-sources"' not in html else html

    def is_stale(self, file: str) -> bool:
        """Whether an English page says it follows a Chinese version that has since changed."""
        language, _, name = file.removesuffix(".md").partition("/")
        page, original = self.pages.get(("en", name)), self.pages.get(("zh", name))
        if language != "en" or page is None or original is None or not page.follows:
            return False
        return page.follows != original.fingerprint

    @cached_property
    def _titles(self) -> dict[str, dict[str, str]]:
        """Chapters' titles in each language, by chapter."""
        pages = {chapter: questions[0].item.chapter for chapter, questions in self.bank.chapters().items()}
        return {
            language: {chapter: self.pages[language, page].headings[0].text for chapter, page in pages.items()}
            for language in LANGUAGES
        }


def _dress(html: str, renderer: Renderer) -> str:
    """Small completions Markdown cannot express: scrolling tables, letters with a copy button, admonitions as notes."""
    html = _TABLE.sub(
        lambda table: f'<div class="table" tabindex="0" role="group"><table class="data">{table[1]}</table></div>', html
    )
    copy = escape(renderer.word("page.copy"))
    html = _LETTER.sub(
        lambda letter: (
            f'<div class="letter" id="{letter[1]}"><button type="button" class="button button--quiet letter__copy" '
            f'data-action="copy" data-copy="{letter[1]}">{copy}</button>'
        ),
        html,
    )
    return _ADMONITION.sub(lambda found: f'<div class="admonition {found[1]}" role="note">', html)
