"""The solver finds every rate there is, invents none, and always ends."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from quiz.engine.cost.solver import HIGHEST, LOWEST, rates, sign_changes

payments = st.lists(st.floats(0, 1e6), min_size=1, max_size=120).filter(lambda flow: sum(flow) > 1)


def worth(rate: float, flows: list[float]) -> float:
    """Present value at a rate, written apart from the engine's."""
    return sum(flow / (1 + rate) ** time for time, flow in enumerate(flows))


def product(*factors: list[float]) -> list[float]:
    """The coefficients of a product of polynomials: flows whose rates are known."""
    found = [1.0]
    for factor in factors:
        longer = [0.0] * (len(found) + len(factor) - 1)
        for place, one in enumerate(found):
            for step, other in enumerate(factor):
                longer[place + step] += one * other
        found = longer
    return found


@given(st.floats(-0.5, 3), payments)
@example(0.0, [1.6860182706732303, 97154.17825250118, 999999.1782525012, 999999.1782525012])
def test_the_rate_that_made_the_flows_is_found_and_no_other(rate: float, paid: list[float]) -> None:
    received = -worth(rate, [0.0, *(-each for each in paid)])
    assert rates([received, *(-each for each in paid)]) == pytest.approx((rate,), abs=1e-8)


@given(st.floats(1, 1e8), st.integers(1, 600), st.floats(-0.02, 0.5))
def test_equal_payments_over_any_term_give_back_their_rate(received: float, periods: int, rate: float) -> None:
    assume(abs(rate) > 1e-6)
    paid = received * rate / (1 - (1 + rate) ** -periods)
    assert rates([received] + [-paid] * periods) == pytest.approx((rate,), abs=1e-9)


@given(st.lists(st.floats(0, 1e9), max_size=30), st.sampled_from([1, -1]))
def test_money_that_only_comes_or_only_goes_has_no_rate(flows: list[float], sign: int) -> None:
    assert rates([sign * flow for flow in flows]) == ()


@given(st.lists(st.floats(-1e6, 1e6), max_size=24))
@example([1, -2.3, 1.32])
@example([1, 0, -1e-300, 1])
def test_never_more_rates_than_changes_of_sign_and_each_is_one(flows: list[float]) -> None:
    found = rates(flows)
    assert list(found) == sorted(found)
    assert len(found) <= sign_changes(flows)
    for rate in found:
        assert LOWEST <= rate <= HIGHEST
        size = sum(abs(flow) / (1 + rate) ** time for time, flow in enumerate(flows))
        assert abs(worth(rate, flows)) <= 1e-6 * size


@settings(max_examples=40)  # near rates take many pieces
@given(st.lists(st.integers(-40, 300), min_size=2, max_size=4, unique=True), st.lists(st.floats(0, 5), max_size=4))
def test_every_rate_of_flows_made_to_have_several_is_found(percents: list[int], rest: list[float]) -> None:
    """Each factor 1 - (1+r)x has one rate; a factor without sign changes adds none."""
    assume(all(abs(one - other) >= 5 for one in percents for other in percents if one != other))
    wanted = sorted(percent / 100 for percent in percents)
    flows = product(*([1.0, -(1 + rate)] for rate in wanted), [1.0, *rest])
    assert rates(flows) == pytest.approx(wanted, abs=1e-6)


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ([], ()),
        ([0, 0], ()),
        ([1000, -2300, 1320], (0.1, 0.2)),
        ([1, -2, 1], (0.0,)),  # touches without crossing: a rate that counts twice
        ([1, -2.42, 1.4641], (0.21,)),
        ([1, -2, 1.0001], ()),  # comes near, never touches
        ([1000, -1000], (0.0,)),
        ([0, 0, 100, -110], (0.1,)),
        ([1000, -1], ()),  # below LOWEST
        ([1e-9, -1e9], ()),  # above HIGHEST
    ],
)
def test_known_flows(flows: list[float], expected: tuple[float, ...]) -> None:
    assert rates(flows) == pytest.approx(expected, abs=1e-6)


def test_six_hundred_months_of_coming_and_going_end_too() -> None:
    flows = [100.0 if month % 2 else -99.0 for month in range(600)]
    assert all(abs(worth(rate, flows)) < 1e-3 for rate in rates(flows) if rate >= 0)
