"""Turns ``[@pipl#24]`` in a page into a dated chip and collects the page's list of sources.

It knows sources and words; it must not know Markdown or MkDocs: it works on rendered HTML.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from quiz.publish.sources import RESERVED, Source
from quiz.publish.tables import Text

_CITATION = re.compile(r"\s*\[@([a-z0-9-]+)(?:#([\d,.\- ()]+))?\]")
_NUMERALS = "零一二三四五六七八九十"
_CODE = re.compile(r"(<(pre|code)\b.*?</\2>)", re.DOTALL)


@dataclass(slots=True)
class Citations:
    """The citations of one page in one language, in order of first use; `unknown` collects ids nobody defined."""

    sources: Mapping[str, Source]
    words: Mapping[str, Text]
    language: str
    used: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def render(self, html: str) -> str:
        """`html` with every citation outside code replaced by its chip."""
        parts = _CODE.split(html)
        # re.split with two groups yields text, code, tag name, text, …
        return "".join(
            _CITATION.sub(lambda found: self.chip(found[1], found[2] or ""), part)
            if index % 3 == 0
            else ("" if index % 3 == 2 else part)
            for index, part in enumerate(parts)
        )

    def chip(self, name: str, articles: str = "") -> str:
        """The mark in the text: short name, article, year; everything else on hover and in the list it links to."""
        if name in RESERVED:
            meaning = escape(self.word(f"{name}-long"))
            return f'{self.space}<span class="cite cite--own" title="{meaning}">{escape(self.word(name))}</span>'
        source = self.sources.get(name)
        if source is None:
            self.unknown.append(name)
            return ""
        if name not in self.used:
            self.used.append(name)
        text = source.short[self.language] + self.articles(articles)
        if source.year and source.year not in text:
            text += f"（{source.year}）" if self.language == "zh" else f" ({source.year})"
        weak = ""
        if source.label == "C" and source.kind != "article":
            weak = f'<span class="cite__weak">{escape(self.word("unconfirmed"))}</span>'
        title = escape(f"{source.title(self.language)} · {self.facts(source)}", quote=True)
        return f'{self.space}<a class="cite" href="#src-{name}" title="{title}">{escape(text)}{weak}</a>'

    @property
    def space(self) -> str:
        """What stands before a chip: Chinese sets its own distance, by a margin."""
        return " " if self.language == "en" else ""

    def articles(self, articles: str) -> str:
        """第24、44—48条, or " Arts. 24, 44–48". One put in after another, 253-1, is 第253条之一, or " Art. 253-1"."""
        if not articles:
            return ""
        parts = [part.strip() for part in articles.split(",")]
        if self.language == "zh":
            plain = "、".join(part.replace("-", "—") for part in parts if not _is_inserted(part))
            inserted = [part.split("-") for part in parts if _is_inserted(part)]
            each = ([f"第{plain}条"] if plain else []) + [f"第{after}条之{_NUMERALS[int(nth)]}" for after, nth in inserted]
            return "、".join(each)
        several = len(parts) > 1 or ("-" in articles and not _is_inserted(articles))
        return f" {'Arts.' if several else 'Art.'} {', '.join(part if _is_inserted(part) else part.replace('-', '–') for part in parts)}"

    def facts(self, source: Source) -> str:
        """Issuer, number, dates, how well it is known, and when it was checked: one line."""
        parts = [source.issuer[self.language], source.number]
        if source.date:
            parts.append(self.word("issued", date=source.date))
        if source.in_force:
            parts.append(self.word("in-force", date=source.in_force))
        parts.append(self.word(f"label-{source.label}"))
        parts.append(self.word("checked", date=source.checked_on))
        between, stop = (" · ", ".") if self.language == "en" else ("，", "。")
        return between.join(part for part in parts if part) + stop

    def entry(self, name: str) -> str:
        """One line of a list of sources, with its anchor."""
        source = self.sources[name]
        note = (
            f' <span class="source__note" data-search-exclude>{escape(source.note[self.language])}</span>'
            if source.note.zh
            else ""
        )
        link = ""
        if source.address:
            host = re.sub(r"^https?://(www\.)?|/.*$", "", source.address)
            label = escape(f"{self.word('open')} ({host})" if self.language == "en" else f"{self.word('open')}（{host}）")
            link = f' <a class="source__open" data-search-exclude href="{escape(source.address, quote=True)}" rel="noopener external">{label}</a>'
        return (
            f'<li class="source source--{source.label}" id="src-{name}">'
            f'<cite class="source__name" data-search-heading>{escape(source.title(self.language))}</cite> '
            f'<span class="source__facts">{escape(self.facts(source))}</span>{note}{link}</li>'
        )

    def page_list(self) -> str:
        """The list at the end of a page, or "" when it cites nothing."""
        if not self.used:
            return ""
        entries = "".join(self.entry(name) for name in self.used)
        title = escape(self.word("on-this-page"))
        return (
            f'<section class="sources" data-search-exclude><h2 class="sources__title" id="page-sources">{title}</h2>'
            f'<ol class="sources__list">{entries}</ol></section>'
        )

    def word(self, name: str, **values: str | dt.date) -> str:
        return self.words[f"cite.{name}"][self.language].format(**values)


def _is_inserted(article: str) -> bool:
    """Whether ``253-1`` names an article put in after another: a range never falls."""
    found = re.fullmatch(r"(\d+)-(\d+)", article)
    return found is not None and int(found[2]) < min(int(found[1]), len(_NUMERALS))
