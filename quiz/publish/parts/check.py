"""The parts that ask: the quick check at a chapter's end, the full check, and the answer sheets."""

from __future__ import annotations

from quiz.engine.selection import quick_checks
from quiz.publish.bank import Bank
from quiz.publish.parts.part import Part, Place


def _quick_check(place: Place, chapter: str) -> str:
    asked = quick_checks(question.item for question in place.chapters[chapter])
    questions = [place.bank.questions[item.id] for item in asked[0]]
    return place.render("quick-check.html", questions=questions, sets=[[item.id for item in each] for each in asked])


def _check(place: Place, argument: str) -> str:
    del argument
    return place.render("check.html", chapters=place.chapters, titles=place.titles)


def _answers(place: Place, chapter: str) -> str:
    return place.render("answers.html", questions=place.chapters[chapter])


def _chapters(bank: Bank) -> list[str]:
    return sorted(bank.chapters())


QUICK_CHECK = Part(_quick_check, _chapters)
CHECK = Part(_check)
ANSWERS = Part(_answers, _chapters)
