"""The situation check: its questions as forms, and every cause and step as a catalogue, readable by hand and the source of every plan."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from quiz.engine.plan.conditions import ALWAYS, Facts, holds
from quiz.engine.plan.flow import most
from quiz.engine.plan.model import UNSURE, Question, Tone
from quiz.publish.parts.part import Part, Place
from quiz.publish.problems import AuthorError, Problem
from quiz.publish.situation import Situation


@dataclass(frozen=True, slots=True)
class Said:
    """The situation's words in one language, by key (see `Situation.words`), with citations as chips."""

    situation: Situation
    place: Place

    def __call__(self, *key: str) -> Markup:
        """One line of text."""
        return self.cited(self._text(key))

    def paragraphs(self, *key: str) -> list[Markup]:
        return [self.cited(line) for line in self._text(key).split("\n") if line]

    def has(self, *key: str) -> bool:
        return ".".join(key) in self.situation.words

    def cited(self, text: str) -> Markup:
        return Markup(self.place.citations.render(escape(text, quote=False)))  # noqa: S704 — escaped before, and by chip()

    def link(self, *key: str) -> Markup:
        """A link to the section of the guide that says more, by its heading. In a new tab: leaving this one would lose the answers."""
        target = self.situation.links[".".join(key)]
        title = self.situation.titles[target][self.place.language]
        opens = self.place.word("why.new-tab")
        pattern = Markup('<a href="{}" target="_blank" rel="noopener">{}<span class="unseen">{}</span></a>')
        return pattern.format(self.place.link(target), title, opens)

    def _text(self, key: tuple[str, ...]) -> str:
        return self.situation.words[".".join(key)][self.place.language]


def at_once(situation: Situation) -> list[str]:
    """Ids of the first questions, which are asked whatever the answers: they need no engine."""
    first = []
    for question in situation.rules.questions:
        if question.ask != ALWAYS:
            break
        first.append(question.id)
    return first


def signs(situation: Situation, question: Question, option: str) -> list[str]:
    """Ids of the stop signs an answer calls for by itself: they are shown beside it, before any engine runs."""
    facts = Facts({question.id: (option,)}, {question.id})
    stops = [stop for stop in situation.rules.stops if stop.tone is Tone.STOP]
    return [stop.id for stop in stops if holds(stop.condition, facts)]


def _why(place: Place, argument: str) -> str:
    del argument
    situation = place.bank.situation
    if situation is None:
        raise AuthorError(
            [Problem("quiz/bank/situation", "", "", "there is no situation check", "Add it, or remove [[why]].")]
        )
    depth = "" if place.language == "zh" else "../"  # the neutral page stands once, at the root of the site
    return place.render(
        "why.html",
        situation=situation,
        rules=situation.rules,
        said=Said(situation, place),
        at_once=at_once(situation),
        signs=lambda question, option: signs(situation, question, option),
        most=most(situation.rules, {}),
        unsure=UNSURE,
        channels=list(dict.fromkeys(way.channel for action in situation.rules.actions for way in action.ways)),
        leave=f"{place.link('index')}{depth}leave/",
    )


WHY = Part(_why)
