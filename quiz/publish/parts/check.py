"""The parts that ask: the quick check at a chapter's end, the full check, and the answer sheets."""

from __future__ import annotations

import json

from quiz.engine.selection import choose, quick_checks
from quiz.engine.session import SURE, start
from quiz.publish.bank import Bank
from quiz.publish.parts.part import Part, Place


def _quick_check(place: Place, chapter: str) -> str:
    asked = quick_checks(question.item for question in place.chapters[chapter])
    questions = [place.bank.questions[item.id] for item in asked[0]]
    sets = json.dumps([[item.id for item in each] for each in asked], separators=(",", ":"))
    return place.render("quick-check.html", chapter=chapter, questions=questions, sets=sets)


LENGTHS = (5, 10, 20)
"""How many questions a reader may ask for."""
STARTS = 3
"""Sessions of each length the engine chooses at build time, so that a reader can begin before Python is there."""


def _check(place: Place, argument: str) -> str:
    del argument
    bank = place.bank.engine
    starts = [
        start(choose(bank.index, length, seed + 1)).as_data()
        for length in LENGTHS
        if length <= len(bank.items)
        for seed in range(STARTS)
    ]
    sets = {name: start([bank.items[item] for item in items], 0, name).as_data() for name, items in bank.sets.items()}
    return place.render(
        "check.html",
        chapters=place.chapters,
        titles=place.titles,
        places=place.section_titles([question.item.section for question in place.bank.questions.values()]),
        lengths=LENGTHS,
        starts=json.dumps(starts, separators=(",", ":")),
        sets=json.dumps(sets, separators=(",", ":")),
        sure=SURE,
    )


def _record(place: Place, argument: str) -> str:
    del argument
    return place.render("record.html")


def _sets(place: Place, argument: str) -> str:
    del argument
    return place.render("sets.html", sets=place.bank.sets.values())


def _set(place: Place, name: str) -> str:
    chosen = place.bank.sets[name]
    return place.render("set.html", set=chosen, questions=[place.bank.questions[item] for item in chosen.items])


def _answers(place: Place, chapter: str) -> str:
    return place.render("answers.html", questions=place.chapters[chapter])


def _questions(place: Place, chapter: str) -> str:
    return place.render("questions.html", questions=place.chapters[chapter])


def _chapters(bank: Bank) -> list[str]:
    return sorted(bank.chapters())


QUICK_CHECK = Part(_quick_check, _chapters, of_chapter=True)
CHECK = Part(_check)
RECORD = Part(_record)
SETS = Part(_sets)
SET = Part(_set, lambda bank: sorted(bank.sets))
QUESTIONS = Part(_questions, _chapters, of_chapter=True)
ANSWERS = Part(_answers, _chapters, of_chapter=True)
