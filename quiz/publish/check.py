"""What `make check` says: every mistake (they stop the build) and every warning, then how each page reads.

python -m quiz.publish.check
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path
from typing import Any

from quiz.publish import prose, structure
from quiz.publish.again import Memory
from quiz.publish.bank import Bank, read_bank
from quiz.publish.pages import Page, read_pages
from quiz.publish.problems import AuthorError, Problem, report

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
GRADE = 9.0
"""Flesch–Kincaid grade above which an English page is called hard."""
LONG_SENTENCES = 0.1
LONG_PARAGRAPH = 120
PLAIN_PAGES = ("check/answers/", "check/questions/", "check/sets/")
"""They show the bank and little else; its words are measured there."""

Pages = dict[tuple[str, str], Page]
_FOUND = Memory[list[list[Any]]]("other-terms")


def page_problems(pages: Pages, bank: Bank) -> list[Problem]:
    """Mistakes in the pages that stop the build: other substance in the other language, statements without a source, a term
    translated otherwise.
    """
    problems: list[Problem] = []
    for language, name in pages:
        other = "en" if language == "zh" else "zh"
        if (other, name) not in pages:
            hint = f"Write docs/{other}/{name}.md."
            problems.append(
                Problem(f"docs/{language}/{name}.md", "", "", "the page has no sibling in the other language", hint)
            )
        elif language == "zh":
            problems.extend(structure.differences(pages["zh", name], pages["en", name]))
    for page in pages.values():
        file = f"docs/{page.language}/{page.name}.md"
        for heading in page.headings:
            if not heading.id:
                wrong = f"the heading “{heading.text}” has no id"
                problems.append(
                    Problem(file, f"line {heading.line}", "", wrong, "End it with {#an-id}, the same in both languages.")
                )
        for block, claim in prose.uncited(page):
            wrong = f"“{claim}” is stated without a source"
            problems.append(Problem(file, f"line {block.line}", "", wrong, "Cite one: [@id], [@reasoning] or [@computed]."))
        if page.language == "en":
            problems.extend(_other_terms(page, bank, file))
    return problems


def _other_terms(page: Page, bank: Bank, file: str) -> list[Problem]:
    ours = {wording: term.name.en for term in bank.terms.values() for wording in term.also_en}
    return [
        Problem(file, f"line {line}", "", f"“{wording}” is not our word for this", f"Write “{ours[wording]}”.")
        for line, wording in _FOUND.recall((page.body, *ours), lambda: _wordings(page.body, tuple(ours)))
    ]


def _wordings(body: str, sought: tuple[str, ...]) -> list[list[Any]]:
    """Where which of the wordings stand, by line. Most pages hold none: one look tells."""
    any_of = re.compile("|".join(rf"\b{re.escape(wording)}\b" for wording in sought), re.IGNORECASE)
    return [
        [block.line, wording]
        for block in prose.blocks_of(body)
        if sought and any_of.search(block.words)
        for wording in sought
        if re.search(rf"\b{re.escape(wording)}\b", block.words, re.IGNORECASE)
    ]


def warnings(pages: Pages, bank: Bank, today: dt.date) -> list[str]:
    """What a maintainer should look at soon; the build goes on."""
    found = [
        f"quiz/bank/sources.toml · {source.id}: due for review since {source.review_by}"
        for source in bank.sources.values()
        if source.review_by < today
    ]
    for (language, name), page in pages.items():
        if language != "en" or ("zh", name) not in pages:
            continue
        followed = page.follows
        if not followed:
            found.append(f"docs/en/{name}.md: does not say which Chinese version it follows (run `make follow PAGE={name}`)")
        elif followed != pages["zh", name].fingerprint:
            found.append(f"docs/en/{name}.md: the Chinese page has changed since (then `make follow PAGE={name}`)")
    return found


def hard_to_read(page: Page, measured: prose.Measure) -> str:
    """Why a page is hard to read, or ""."""
    if page.language == "en":
        return f"grade {measured.grade}" if measured.grade > GRADE else ""
    if measured.long_sentences > LONG_SENTENCES:
        return f"{measured.long_sentences:.0%} of the sentences are longer than 40 characters"
    if measured.longest_paragraph > LONG_PARAGRAPH:
        return f"a paragraph of {measured.longest_paragraph} characters"
    return ""


def main() -> int:
    try:
        bank = read_bank(ROOT / "quiz" / "bank", DOCS, ROOT)
    except AuthorError as error:
        print(f"check: {error}", file=sys.stderr)
        return 1
    pages = read_pages(DOCS)
    problems = page_problems(pages, bank)
    for line in warnings(pages, bank, dt.datetime.now(tz=dt.UTC).date()):
        print(f"warning: {line}")
    print(f"{'page':34}{'汉字':>6}{'long':>6}{'para':>6}{'words':>8}{'grade':>7}")
    for name in sorted({name for _, name in pages if not name.startswith(PLAIN_PAGES)}):
        zh, en = (prose.measure(pages[language, name]) if (language, name) in pages else None for language in ("zh", "en"))
        if zh and en:
            print(f"{name:34}{zh.length:6}{zh.long_sentences:6.0%}{zh.longest_paragraph:6}{en.length:8}{en.grade:7.1f}")
            for language, measured in (("zh", zh), ("en", en)):
                if hard := hard_to_read(pages[language, name], measured):
                    print(f"warning: docs/{language}/{name}.md: {hard}")
    if problems:
        print(f"check: {report(tuple(sorted(problems)))}", file=sys.stderr)
        return 1
    questions, sources = len(bank.questions), len(bank.sources)
    print(f"check: {questions} questions, {sources} sources, {len(bank.terms)} terms, {len(pages)} pages: good")
    return 0


if __name__ == "__main__":
    sys.exit(main())
