"""Naive walks, minute by minute and date by date, find what the check finds on random plans."""

from collections import defaultdict
from random import Random

import pytest

from solver.domain import District
from solver.plan import Plan, Violation
from solver.policy import PolicyPack
from solver.verify import check, recompute
from tests.solver.verify.oracles.edits import edited
from tests.solver.verify.oracles.hours import exceeded
from tests.solver.verify.oracles.money import accounts
from tests.solver.verify.oracles.presence import (
    Pair,
    Walk,
    class_clashes,
    room_clashes,
    staff_clashes,
)
from tests.solver.verify.spoiling import BASES, base

SMALL = (*(n for n in BASES if n.startswith("tiny")), "extended", "village", "evening")
USUAL = 64
"""Plans of the usual tests; the slow ones take five hundred more."""


def _places(v: Violation) -> Pair:
    """Returns the ids of the two places that a clash names: ``title (id)`` each."""
    return frozenset(v.params[k].rsplit("(", 1)[1].removesuffix(")") for k in ("first", "second"))


def _clashes_agree(district: District, plan: Plan, violations: tuple[Violation, ...]) -> None:
    walk = Walk(district, plan)
    told = [v for v in violations if v.code == "staff_twice"]
    twice = staff_clashes(walk)
    assert {(v.subject, _places(v)): v.amount for v in told} == twice
    assert len(told) == len(twice)
    clocks = {p.id: p for s in district.schools for p in s.periods}
    full = [v for v in violations if v.code == "room_full"]
    over = room_clashes(walk)
    assert {
        (v.subject, v.weekday, clocks[str(v.period_id)].start_min): v.amount for v in full
    } == over
    assert len(full) == len(over)
    codes = ("class_twice", "class_group_and_club")
    assert {
        (v.subject, v.code, _places(v)): v.amount for v in violations if v.code in codes
    } == class_clashes(walk)


def _hours_agree(
    district: District, pack: PolicyPack, plan: Plan, violations: tuple[Violation, ...]
) -> None:
    told = {
        (v.subject, v.code.removeprefix("over_")): (v.amount, int(v.params["times"]))
        for v in violations
        if v.family == "limit_hours" and v.code.startswith("over_")
    }
    assert told == exceeded(district, pack, plan)


def _money_agrees(district: District, pack: PolicyPack, plan: Plan) -> None:
    counted = recompute(district, pack, plan).accounts
    naive = accounts(district, pack, plan)
    assert {(a.school_id, a.account) for a in counted} == set(naive)
    for a in counted:
        opening, lines = naive[(a.school_id, a.account)]
        told: dict[str, int] = defaultdict(int)
        for x in a.lines:
            told[x.kind] += x.amount_fen
        assert (a.school_id, a.account, a.opening_fen, dict(told)) == (
            a.school_id, a.account, opening, lines,
        )  # fmt: skip
        closing = opening + sum(lines.values())
        refund = closing if a.account == "special" and closing > 0 else 0
        assert (a.closing_fen, a.missing_fen, a.refund_fen) == (closing, max(0, -closing), refund)


def _agree(number: int) -> tuple[int, int]:
    """Compares one random plan and returns how many clashes and limits were exceeded in it."""
    rng = Random(f"oracle {number}")
    good = base(SMALL[number % len(SMALL)])
    district, plan = edited(good.district, good.plan, rng)
    violations = check(district, good.pack, plan).violations
    _clashes_agree(district, plan, violations)
    _hours_agree(district, good.pack, plan, violations)
    _money_agrees(district, good.pack, plan)
    clashes = sum(v.code in ("staff_twice", "room_full", "class_twice") for v in violations)
    return clashes, sum(v.family == "limit_hours" for v in violations)


def test_the_good_plans_have_nothing_to_find() -> None:
    for name in SMALL:
        good = base(name)
        walk = Walk(good.district, good.plan)
        assert not staff_clashes(walk) and not room_clashes(walk) and not class_clashes(walk)
        assert not exceeded(good.district, good.pack, good.plan)


@pytest.mark.parametrize("part", range(4))
def test_random_plans_agree_with_naive_walks(part: int) -> None:
    found = [_agree(n) for n in range(16 * part, 16 * part + 16)]
    # The edits do break something, so that there is something to agree on.
    assert sum(c for c, _ in found) > 10 and sum(h for _, h in found) > 1


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_five_hundred_random_plans_agree_with_naive_walks(part: int) -> None:
    for n in range(USUAL + 50 * part, USUAL + 50 * part + 50):
        _agree(n)


def test_what_once_told_walk_and_check_apart_is_tried_in_the_usual_tests() -> None:
    # An instructor with rates of pay leads basic service: its provider pays it, the school nothing.
    _agree(157)
