"""cost: what one or two offers come to.

========  ==============================================  =========================================================
op        needs                                           reply
========  ==============================================  =========================================================
``cost``  ``offers``: a list of one or two offers         ``offers``: for each ``{"problems": […]}`` or
          (tables of strings, below)                      ``{"problems": [], "result": {…}}``; ``comparison``: null, or
                                                          the two compared (see `quiz.engine.cost.comparison.compare`)
========  ==============================================  =========================================================

An offer holds what was typed, as strings; what is left out or "" was not filled in:

- ``amount`` in the contract; ``received``, when it is another; ``term``, in ``unit`` (``months``, or ``days`` for one sum at the end);
- ``way``: ``instalments`` · ``equal-principal`` · ``interest-first`` · ``at-end``;
- ``price``: ``payment`` (yuan) · ``annual-rate`` · ``monthly-rate`` · ``flat-fee`` · ``daily-rate``, and its ``value``;
- ``year``: ``360`` or ``365`` days, for daily rates and for interest by days;
- ``fees``: ``[{"value", "in": "yuan" | "percent" (of the amount), "when": "deducted" | "before" | "each-month" | "end" |
  "returned"}]``;
- ``early``: ``{"after", "fee", "in": "yuan" | "percent" (of what is then owed)}``;
- ``lender``: ``bank`` · ``facilitated`` · ``micro`` · ``private`` · ``unknown``; ``lpr`` of the month, in percent.

A problem is ``{"field", "code", "details"}`` (see `quiz.engine.cost.reading`). A result has, in yuan and percent to two decimals:

- ``amount``, ``received``, ``withheld``, ``before`` (fees paid first), ``in_hand`` (received less those), ``term``, ``unit``,
  ``first`` and ``last`` payment, ``average`` (the money really in hand, over the term);
- ``repaid``, ``interest``, ``fees`` (with what was withheld), ``cost``; ``nominal`` and ``effective`` rate or null, ``simple`` (one sum at
  the end: the nominal rate is a simple annual one), ``beyond`` (percent the effective rate is above, when it is null for that),
  ``several`` nominal rates, ``code``: ``no-rate`` · ``several-rates`` · "";
- ``sounds``: ``[{"code": "stated" | "times-12" | "times-360" | "times-365" | "of-principal", "percent"}]``;
- ``schedule``: ``[[period, payment, interest, principal, fees, owed, cost so far], …]``, from period 0, the day the money comes;
- ``ticks``: of the axis in yuan, for a drawing of what is owed and of the cost so far;
- ``early``: null, or the same totals, ``after``, ``last`` (what is paid then, in all) and ``saves`` (yuan);
- ``marks``: ``[{"id", "percent", "lpr", "side"}]`` (see `quiz.engine.cost.marks.met`); ``notes``: ``pay-first`` when a fee falls before the loan.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quiz.engine.bank import Bank
from quiz.engine.cost.comparison import compare
from quiz.engine.cost.marks import met
from quiz.engine.cost.offer import Offer, When
from quiz.engine.cost.reading import read_offer
from quiz.engine.cost.result import Result, as_data, work_out, work_out_early
from quiz.engine.errors import RequestError

MOST_OFFERS = 2


def _cost(bank: Bank, data: Mapping[str, Any]) -> Mapping[str, Any]:
    tables = data.get("offers")
    if not isinstance(tables, list) or not 1 <= len(tables) <= MOST_OFFERS:
        raise RequestError("offers-not-a-list", most=MOST_OFFERS)
    if not all(isinstance(table, Mapping) for table in tables):
        raise RequestError("offer-not-a-table")
    replies: list[Mapping[str, Any]] = []
    results: list[Result] = []
    for table in tables:
        offer = read_offer(table)
        if not isinstance(offer, Offer):
            replies.append({"problems": [problem.as_data() for problem in offer]})
            continue
        result = work_out(offer)
        results.append(result)
        notes = ["pay-first"] if any(fee.when is When.BEFORE and fee.yuan > 0 for fee in offer.fees) else []
        told = {**as_data(result, work_out_early(result)), "marks": met(bank.marks, result), "notes": notes}
        replies.append({"problems": [], "result": told})
    return {"offers": replies, "comparison": compare(*results) if len(results) == MOST_OFFERS else None}


OPERATIONS = {"cost": _cost}
