"""What Hypothesis draws for the situation check: small situations that fit together, and answers to them."""

from __future__ import annotations

from hypothesis import strategies as st

from quiz.engine.plan.conditions import ALWAYS, SKIPPED, Answers, Condition
from quiz.engine.plan.model import (
    UNSURE,
    Action,
    Cause,
    Evidence,
    Explains,
    Question,
    Situation,
    Stop,
    Tone,
    Way,
    When,
)

OPTIONS = ("a", "b", "c")


def _atoms(questions: list[Question], *, silence: bool) -> st.SearchStrategy[Condition]:
    more = (*UNSURE, SKIPPED) if silence else UNSURE[:1]
    return st.sampled_from([Condition("answer", each.id, value) for each in questions for value in (*each.options, *more)])


def _conditions(atoms: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    def deeper(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.builds(
            lambda kind, parts: Condition(kind, parts=parts), st.sampled_from(["all", "any"]), several
        ) | st.builds(lambda part: Condition("not", parts=(part,)), inner)

    return st.recursive(atoms, deeper, max_leaves=4)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Questions that may hang on earlier ones, evidence, causes, actions and signs: sound by construction."""
    questions: list[Question] = []
    for index in range(draw(st.integers(1, 4))):
        gates = [each for each in questions if not each.several]
        ask = draw(st.just(ALWAYS) | _conditions(_atoms(gates, silence=True))) if gates else ALWAYS
        several = draw(st.booleans())
        questions.append(Question(f"q{index}", several, OPTIONS, ("c",) if several else (), ask))
    causes = tuple(Cause(f"c{index}", draw(st.sampled_from(Explains))) for index in range(draw(st.integers(1, 3))))
    names = st.sampled_from([cause.id for cause in causes])
    weights = st.sampled_from([-3, -2, -1, 1, 2, 3])
    spoken = _conditions(_atoms(questions, silence=False))
    evidence = tuple(Evidence(f"e{n}", draw(spoken), draw(names), draw(weights)) for n in range(draw(st.integers(0, 6))))
    known = (
        _atoms(questions, silence=True)
        | names.map(lambda name: Condition("cause", name))
        | st.just(Condition("cause", "none"))
    )
    anything = _conditions(known)
    actions = [Action("now", When.TODAY, ALWAYS, ())]
    for index in range(draw(st.integers(0, 8))):
        ways = draw(st.lists(st.builds(Way, st.sampled_from(["x", "y"]), anything), max_size=2))
        ways = [*ways, Way("z", ALWAYS)] if ways else []
        actions.append(Action(f"a{index}", draw(st.sampled_from(When)), draw(st.just(ALWAYS) | anything), tuple(ways)))
    stops = tuple(Stop(f"s{n}", draw(st.sampled_from(Tone)), draw(anything)) for n in range(draw(st.integers(0, 3))))
    return Situation("v", tuple(questions), evidence, causes, tuple(actions), stops)


@st.composite
def answers_to(draw: st.DrawFn, situation: Situation) -> Answers:
    """Answers such as `read_answers` gives: any questions, asked or not, in the situation's order."""
    given: dict[str, tuple[str, ...]] = {}
    for question in situation.questions:
        if draw(st.booleans()):
            given[question.id] = draw(an_answer(question))
    return given


def an_answer(question: Question) -> st.SearchStrategy[tuple[str, ...]]:
    one = st.sampled_from([(), *((value,) for value in (*question.options, *UNSURE))])
    free = [option for option in question.options if option not in question.alone]
    several = st.sets(st.sampled_from(free), min_size=2).map(lambda chosen: tuple(each for each in free if each in chosen))
    return one | several if question.several and len(free) > 1 else one
