"""A full check, answered in every way a reader can: at each step it is written down, read back, and tells what was answered."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quiz.engine.grading import reply
from quiz.engine.model import DONT_KNOW
from quiz.engine.session import SURE, Given, restore
from tests.engine.whole_bank import ANSWERS, BANK, DATA, NAMES, asked, opened, send

CHAPTERS = sorted({item.chapter for item in BANK.items.values()})
WORDS = ("correct", "partly", "incorrect", "unknown", "open")

seeds = st.integers(0, 2**53)
days = st.integers(0, 20_000)
entries = st.tuples(days, st.sampled_from(["correct", "partly", "incorrect", "unknown", "not-ready"])).map(list)
pasts = st.dictionaries(st.sampled_from([*NAMES, "gone"]), st.lists(entries, max_size=4), max_size=8)
not_ready = st.sampled_from([[], [""], [" ", "\u3000"]])
sure = st.sampled_from([*SURE, ""])


class FullCheck(RuleBasedStateMachine):
    """The model is what a reader would write on paper: which item got which answer."""

    def __init__(self) -> None:
        super().__init__()
        self.door = opened()
        self.session: dict[str, Any] = {}
        self.written: dict[str, dict[str, Any]] = {}

    @initialize(
        chapters=st.lists(st.sampled_from(CHAPTERS), unique=True),
        length=st.integers(1, 30),
        pasts=pasts,
        seed=seeds,
        day=days,
    )
    def start_with_chapters(self, **asked_for: Any) -> None:
        self.session = asked(self.door, "session-start", **asked_for)["session"]
        within = [name for name in NAMES if not asked_for["chapters"] or BANK.items[name].chapter in asked_for["chapters"]]
        assert len(self.session["items"]) == min(asked_for["length"], len(within))
        assert set(self.session["items"]) <= set(within)
        assert (self.session["seed"], self.session["set"], self.session["answers"]) == (asked_for["seed"], "", {})
        assert asked(self.door, "session-start", **asked_for)["session"] == self.session

    @precondition(lambda self: not self.written)
    @rule(name=st.sampled_from(sorted(DATA["sets"])), seed=seeds)
    def start_with_a_set(self, name: str, seed: int) -> None:
        self.session = asked(self.door, "session-start", set=name, seed=seed)["session"]
        assert self.session["items"] == DATA["sets"][name]
        assert (self.session["seed"], self.session["set"]) == (seed, name)

    @rule(data=st.data(), sure=sure)
    def answer_or_change_an_answer(self, data: st.DataObject, sure: str) -> None:
        name = data.draw(st.sampled_from(self.session["items"]))
        self._answer(name, data.draw(st.sampled_from(ANSWERS[name])), sure)

    @rule(data=st.data(), sure=sure)
    def answer_i_dont_know(self, data: st.DataObject, sure: str) -> None:
        self._answer(data.draw(st.sampled_from(self.session["items"])), [DONT_KNOW], sure)

    @rule(data=st.data(), values=not_ready)
    def take_an_answer_back(self, data: st.DataObject, values: list[str]) -> None:
        name = data.draw(st.sampled_from(self.session["items"]))
        self.written.pop(name, None)
        self._send([{"item": name, "values": values, "sure": ""}], [])

    @rule(data=st.data(), wrong=st.sampled_from([["no-such-thing", "twice"], [DONT_KNOW, "x"]]))
    def send_what_does_not_fit(self, data: st.DataObject, wrong: list[str]) -> None:
        name = data.draw(st.sampled_from(self.session["items"]))
        self._send([{"item": name, "values": wrong, "sure": "sure"}, {"item": "gone", "values": ["x"]}], [name, "gone"])

    @rule()
    def answer_all_that_is_left(self) -> None:
        for _ in range(len(self.session["items"]) + 1):
            name = self._restored().next()
            if name is None:
                break
            assert name not in self.written
            self._answer(name, ANSWERS[name][0], "guess")
        assert self._restored().next() is None, "a check cannot dead-end"

    def _answer(self, name: str, values: list[str], sure: str) -> None:
        self.written[name] = {"values": values, "sure": sure}
        self._send([{"item": name, "values": values, "sure": sure}], [])

    def _send(self, answers: list[dict[str, Any]], refused: list[str]) -> None:
        reply = asked(self.door, "session-answer", session=self.session, answers=answers)
        assert reply["refused"] == refused
        self.session = reply["session"]

    def _restored(self) -> Any:
        return restore(json.loads(json.dumps(self.session)), BANK.items)

    @invariant()
    def what_was_answered_is_what_is_written_down(self) -> None:
        if self.session:
            assert self.session["answers"] == self.written

    @invariant()
    def written_down_and_read_back_it_is_the_same(self) -> None:
        if self.session:
            assert self._restored().as_data() == self.session
            assert asked(self.door, "session-answer", session=self.session, answers=[])["session"] == self.session

    @invariant()
    def the_next_item_is_the_first_one_without_an_answer(self) -> None:
        if self.session:
            open_ = [name for name in self.session["items"] if name not in self.written]
            assert self._restored().next() == (open_[0] if open_ else None)

    @invariant()
    def the_result_tells_what_was_answered(self) -> None:
        if not self.session:
            return
        result = asked(self.door, "session-result", session=self.session)
        items, verdicts = self.session["items"], result["verdicts"]
        assert list(verdicts) == items
        assert result["answers"] == self.written
        words = {}
        for name in items:
            values = self.written.get(name, {"values": []})["values"]
            assert verdicts[name] == reply(BANK.items[name], tuple(values), self.session["seed"])
            words[name] = "open" if verdicts[name]["verdict"] == "not-ready" else verdicts[name]["verdict"]
            assert (words[name] == "open") == (name not in self.written)
        for group, of in (("chapters", "chapter"), ("sections", "section")):
            counted = {}
            for name in items:
                counted.setdefault(getattr(BANK.items[name], of), Counter())[words[name]] += 1
            assert list(result[group]) == list(counted), "in the order of asking"
            assert result[group] == {each: {word: counts[word] for word in WORDS} for each, counts in counted.items()}
        missed = [name for name in items if words[name] in ("partly", "incorrect", "unknown")]
        mistaken = [
            name for name in items if words[name] in ("partly", "incorrect") and self.written[name]["sure"] == "sure"
        ]
        assert result["mistaken"] == mistaken
        assert result["missed"][: len(mistaken)] == mistaken, "sure but mistaken comes first"
        assert sorted(result["missed"]) == sorted(missed)
        assert 0 <= result["points"] <= result["of"]
        assert result["points"] == sum(each["points"] for each in verdicts.values())
        assert result["of"] == sum(each["of"] for each in verdicts.values())
        self._sections_are_told_apart(result, words)

    def _sections_are_told_apart(self, result: dict[str, Any], words: dict[str, str]) -> None:
        """Sections to read have something missed, most first; known ones have not, and something right."""
        failed = Counter(
            BANK.items[name].section for name, word in words.items() if word in ("partly", "incorrect", "unknown")
        )
        right = {BANK.items[name].section for name, word in words.items() if word == "correct"}
        assert set(result["read"]) == set(failed)
        assert len(result["read"]) == len(failed)
        assert [failed[section] for section in result["read"]] == sorted(failed.values(), reverse=True)
        assert set(result["known"]) == right - set(failed)
        assert len(set(result["known"])) == len(result["known"])

    @invariant()
    def what_is_missed_comes_back_tomorrow_and_not_before(self) -> None:
        if not self.session:
            return
        verdicts = asked(self.door, "session-result", session=self.session)["verdicts"]
        past = {name: [[100, verdict["verdict"]]] for name, verdict in verdicts.items()}
        missed = sorted(name for name, each in verdicts.items() if each["verdict"] in ("partly", "incorrect", "unknown"))
        assert asked(self.door, "due", pasts=past, day=100) == {"missed": [], "due": []}
        assert asked(self.door, "due", pasts=past, day=101) == {"missed": missed, "due": []}

    @invariant()
    def a_newer_release_is_told_apart_from_a_broken_file(self) -> None:
        if self.session:
            newer = {**self.session, "schema": self.session["schema"] + 1}
            for op in ("session-answer", "session-result"):
                reply = send(self.door, op, session=newer, answers=[])
                assert reply["error"] == {"code": "newer-session", "details": {"schema": newer["schema"]}}

    @invariant()
    def an_older_release_is_read_without_what_it_did_not_know(self) -> None:
        if self.session:
            bare = {name: each["values"] for name, each in self.written.items()}
            older = {"schema": 1, "items": self.session["items"], "answers": bare}
            found = restore(older, BANK.items)
            assert found.items == tuple(self.session["items"])
            assert (found.seed, found.set) == (0, "")
            assert dict(found.answers) == {name: Given(tuple(values)) for name, values in bare.items()}


TestAnyCheckKeepsEveryAnswerAndTellsWhatBecameOfIt = FullCheck.TestCase
TestAnyCheckKeepsEveryAnswerAndTellsWhatBecameOfIt.settings = settings(max_examples=50, stateful_step_count=20)
