"""Finishes a page's HTML: citations, self-checks, answer sheets, figures, lists of sources.

It knows the bank and the pages as text; it must not know MkDocs: it gets HTML, a page name, a language and a function
that makes links.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from quiz.engine.selection import quick_check
from quiz.publish import figures, glossary
from quiz.publish.bank import Bank, Question
from quiz.publish.citations import Citations
from quiz.publish.pages import read_pages
from quiz.publish.problems import AuthorError, Problem
from quiz.publish.render import Renderer
from quiz.publish.shortcodes import SHORTCODE
from quiz.publish.sources import KINDS as SOURCE_KINDS
from quiz.publish.tables import LANGUAGES, Link

_ADMONITION = re.compile(r'<div class="admonition (do|caution|stop|worked|reasoning)">')
_LETTER = re.compile(r'<div class="letter" id="([a-z0-9-]+)">')
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)


class Site:
    """All pages of one build."""

    def __init__(self, bank: Bank, docs: Path, root: Path) -> None:
        self.bank = bank
        self.root = root
        self.pages = read_pages(docs)
        self.renderers = {language: Renderer(bank, language) for language in LANGUAGES}
        self.chapters = bank.chapters()

    def order(self, names: list[str]) -> None:
        """Put the chapters into the order of the site's contents, given as page names."""
        place = {name.replace("/", "-"): index for index, name in enumerate(names)}
        self.chapters = dict(sorted(self.chapters.items(), key=lambda chapter: place.get(chapter[0], len(place))))

    def finish(self, html: str, file: str, language: str, link: Link) -> str:
        """The page's HTML with every shortcode and citation filled in. Raises AuthorError with all mistakes at once."""
        problems: list[Problem] = []
        citations = Citations(self.bank.sources, self.bank.words, language)
        parts = {
            "quick-check": self._quick_check,
            "check": self._check,
            "answers": self._answers,
            "figure": self._figure,
            "glossary": self._glossary,
            "sources": self._sources,
            "erase": self._erase,
        }

        def fill(found: re.Match[str]) -> str:
            name, argument = found[1], found[2] or ""
            if name not in parts:
                hint = f"Write one of: {', '.join(parts)}."
                problems.append(Problem(f"docs/{file}", f"[[{name}]]", "", "no such part is known", hint))
                return ""
            known = self._arguments(name)
            if known is not None and argument not in known:
                hint = f"Known to {name}: {', '.join(known) or 'nothing yet'}."
                problems.append(Problem(f"docs/{file}", f"[[{name}:{argument}]]", "", f"no `{argument}`", hint))
                return ""
            return parts[name](argument, language, citations, link)

        html = citations.render(html)
        html = SHORTCODE.sub(fill, html)
        html = glossary.first_only(html)
        html = _dress(html, self.renderers[language])
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

    def _arguments(self, part: str) -> list[str] | None:
        """What may stand behind the colon of a shortcode, or None where nothing is asked."""
        known = {"figure": figures.FIGURES, "quick-check": self.chapters, "answers": self.chapters}
        return sorted(known[part]) if part in known else None

    def _quick_check(self, chapter: str, language: str, citations: Citations, link: Link) -> str:
        asked = quick_check(question.item for question in self.chapters[chapter])
        questions = [self.bank.questions[item.id] for item in asked]
        return self.renderers[language].quick_check(questions, citations, link)

    def _check(self, argument: str, language: str, citations: Citations, link: Link) -> str:
        del argument
        titles = {chapter: self._title(questions, language) for chapter, questions in self.chapters.items()}
        return self.renderers[language].check(self.chapters, titles, citations, link)

    def _title(self, questions: list[Question], language: str) -> str:
        return self.pages[language, questions[0].item.chapter].headings[0].text

    def _answers(self, chapter: str, language: str, citations: Citations, link: Link) -> str:
        return self.renderers[language].answers(self.chapters[chapter], citations, link)

    def _figure(self, name: str, language: str, citations: Citations, link: Link) -> str:
        del link
        return figures.render(name, language, lambda citation: citations.chip(*citation.split("#", 1)))

    def _glossary(self, argument: str, language: str, citations: Citations, link: Link) -> str:
        del argument, citations
        word = self.renderers[language].word
        return glossary.render(self.bank.terms, language, {"where": word("page.where-used")}, link)

    def _sources(self, argument: str, language: str, citations: Citations, link: Link) -> str:
        """Every source, grouped by kind: the sources page."""
        del argument, link
        word = self.renderers[language].word
        groups = []
        for kind in SOURCE_KINDS:
            entries = [citations.entry(source.id) for source in self.bank.sources.values() if source.kind == kind]
            if entries:
                title = escape(word(f"source-kind.{kind}"))
                groups.append(f'<h2 id="sources-{kind}">{title}</h2><ol class="sources__list">{"".join(entries)}</ol>')
        return f'<div class="all-sources">{"".join(groups)}</div>'

    def _erase(self, argument: str, language: str, citations: Citations, link: Link) -> str:
        del argument, citations, link
        word = self.renderers[language].word
        return (
            f'<div class="erase" data-erase><button type="button" class="button button--quiet" data-action="erase">'
            f"{escape(word('privacy.erase'))}</button>"
            f'<div class="erase__confirm" hidden><p>{escape(word("privacy.erase-confirm"))}</p>'
            f'<button type="button" class="button button--stop" data-action="erase-yes">{escape(word("privacy.erase-yes"))}</button> '
            f'<button type="button" class="button button--quiet" data-action="erase-no">{escape(word("privacy.erase-no"))}</button></div>'
            f'<p role="status" class="erase__status"></p></div>'
        )


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
