"""What the situation check promises, whatever its rules: a plan for every reader, from what they said and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.engine.plan.answers import read_answers
from quiz.engine.plan.conditions import Answers
from quiz.engine.plan.flow import most, next_question, trail, used
from quiz.engine.plan.model import NO_SAY, Explains, Level, Situation, When
from quiz.engine.plan.plan import MOST, plan
from quiz.engine.plan.soundness import faults
from quiz.engine.plan.weighing import LIKELY_FROM, POSSIBLE_FROM
from tests.engine.situations import an_answer, answers_to, situations

few = settings(max_examples=40)
"""A situation takes long to draw."""
together = situations().flatmap(lambda situation: st.tuples(st.just(situation), answers_to(situation)))
"""A situation and answers to it."""


@few
@given(situations())
def test_a_drawn_situation_is_sound(situation: Situation) -> None:
    assert list(faults(situation)) == []


@few
@given(together)
def test_every_path_ends_in_a_plan_with_a_step_for_today(drawn: tuple[Situation, Answers]) -> None:
    made = plan(*drawn)
    assert made.steps[When.TODAY]
    assert all(len(made.steps[when]) <= MOST[when] for when in When)
    assert json.loads(json.dumps(made.as_data())) == made.as_data()


@few
@given(together, st.randoms(use_true_random=False))
def test_the_plan_does_not_depend_on_the_order_of_answering(drawn: tuple[Situation, Answers], chance: st.DataObject) -> None:
    situation, answers = drawn
    pairs = [(name, list(values)) for name, values in answers.items()]
    chance.shuffle(pairs)  # type: ignore[attr-defined]  # st.randoms gives random.Random
    assert plan(situation, read_answers(situation, dict(pairs))) == plan(situation, answers)


@few
@given(together, st.data())
def test_changing_an_answer_and_changing_it_back_restores_the_plan(
    drawn: tuple[Situation, Answers], data: st.DataObject
) -> None:
    situation, answers = drawn
    before = plan(situation, answers)
    question = data.draw(st.sampled_from(situation.questions))
    changed = {**answers, question.id: data.draw(an_answer(question))}
    plan(situation, changed)
    restored = {**changed, question.id: answers[question.id]} if question.id in answers else dict(answers)
    assert plan(situation, read_answers(situation, {name: list(values) for name, values in restored.items()})) == before


@few
@given(together)
def test_answers_to_questions_no_longer_asked_are_named_and_not_used(drawn: tuple[Situation, Answers]) -> None:
    situation, answers = drawn
    made = plan(situation, answers)
    asked = {question.id for question in trail(situation, answers)}
    assert set(made.aside) == set(answers) - asked
    without = {name: values for name, values in answers.items() if name in asked}
    assert replace(made, aside=()) == plan(situation, without)


@few
@given(together)
def test_every_reader_gets_to_the_end_within_the_number_told(drawn: tuple[Situation, Answers]) -> None:
    situation, answers = drawn
    told = most(situation, answers)
    given_ = dict(answers)
    steps = 0
    while (question := next_question(situation, given_)) is not None:
        assert question.id not in given_
        given_[question.id] = ()
        steps += 1
        assert most(situation, given_) <= told
    assert len(trail(situation, given_)) <= told
    assert steps <= len(situation.questions)


@few
@given(together)
def test_a_cause_is_named_for_what_was_said_and_nothing_else(drawn: tuple[Situation, Answers]) -> None:
    situation, answers = drawn
    facts = used(situation, answers)
    made = plan(situation, answers)
    for standing in made.standings:
        rules = [*standing.grounds, *standing.doubts]
        assert standing.grounds
        assert standing.weight == sum(each.evidence.weight for each in rules) >= POSSIBLE_FROM
        assert (standing.level is Level.LIKELY) == (standing.weight >= LIKELY_FROM)
        said = [pair for each in rules for pair in each.said]
        assert all(option in facts.answers[question] for question, option in said)
        assert NO_SAY not in {option for _, option in said}
    assert made.named == any(each.cause.explains is Explains.DECLINE for each in made.standings)


@few
@given(together)
def test_causes_come_in_the_order_of_the_evidence(drawn: tuple[Situation, Answers]) -> None:
    ranks = [
        (each.cause.explains is Explains.TEXTS, -each.grounds[0].evidence.weight, -each.weight)
        for each in plan(*drawn).standings
    ]
    assert ranks == sorted(ranks)


@few
@given(together)
def test_saying_nothing_is_never_evidence(drawn: tuple[Situation, Answers]) -> None:
    situation, answers = drawn
    assert plan(situation, dict.fromkeys(answers, (NO_SAY,))).standings == ()
    assert plan(situation, dict.fromkeys(answers, ())).standings == ()


@few
@given(together)
def test_every_step_with_somebody_to_turn_to_says_whom(drawn: tuple[Situation, Answers]) -> None:
    made = plan(*drawn)
    for step in [*(step for part in made.steps.values() for step in part), *made.more]:
        assert bool(step.channel) == bool(step.action.ways)
        assert step.channel in {"", *(way.channel for way in step.action.ways)}
