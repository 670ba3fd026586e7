"""The pages of a bank, rendered in one language, as HTML and as trees. It knows templates; it must not know what is promised."""

from __future__ import annotations

from quiz.publish.bank import Bank, Question
from quiz.publish.citations import Citations
from quiz.publish.render import Renderer
from tests.publish.markup import Element, parse

LANGUAGES = ("zh", "en")


def link(target: str) -> str:
    return f"../{target}"


class Rendered:
    """All pages of one bank in one language, as HTML and as trees."""

    def __init__(self, bank: Bank, language: str) -> None:
        self.bank = bank
        self.language = language
        renderer = Renderer(bank, language)
        questions = list(bank.questions.values())
        self.word = renderer.word
        self.check_html = renderer.render("questions.html", self.citations(), link, questions=questions)
        self.quick_html = renderer.render(
            "quick-check.html", self.citations(), link, questions=questions, chapter="causes", sets="[]"
        )
        self.answers_html = renderer.render("answers.html", self.citations(), link, questions=questions)
        self.words_html = renderer.page_words("act/index")
        self.check, self.quick, self.answers = map(parse, (self.check_html, self.quick_html, self.answers_html))

    def citations(self) -> Citations:
        return Citations(self.bank.sources, self.bank.words, self.language)

    def items(self) -> dict[str, Element]:
        return {element["data-item"]: element for element in self.check.all(data_item=None)}


def said(question: Question, name: str, language: str) -> str:
    """A text of a question as a reader sees it, with the printed numbers in it."""
    text = question.texts[name][language]
    for number, shown in question.amounts.items():
        text = text.replace(f"{{{number}}}", shown)
    return text


def feedback(question: Question) -> list[str]:
    """The names of the texts that explain: what an answer sheet has and an item must not."""
    return [name for name in question.texts if not name.startswith(("stem", "text.", "choice.", "message"))]
