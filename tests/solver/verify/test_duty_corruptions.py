"""A good plan with duties spoiled in many ways: each is caught under the clause it breaks."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from solver.domain import District
from solver.plan import Plan, UnmetNeed
from solver.verify import check
from tests.factories import (
    changed,
    good_plan,
    tiny_clause,
    tiny_pack,
    tiny_person,
    with_claims,
    with_person,
    with_school,
)
from tests.solver.model.helpers import gate, with_staff
from tests.solver.verify.helpers import duty, free_district

PACK = tiny_pack((tiny_clause("serve_lunch"),))


def make() -> tuple[District, Plan]:
    """Returns S1 with a gate (Mon), an escort of two that pays (Tue) and a lunch post (Wed).

    T5 is at the gate, T1 and T2 escort, leader P1 is at lunch; no class eats at school.
    """
    district = free_district()
    posts = (
        gate(),
        gate(
            "escort", 2, role="dismissal_escort", start_min=1080, end_min=1100, people_needed=2,
            class_hours_ch=50,
        ),
        gate("lunch", 3, role="lunch_accompany", start_min=700, end_min=760),
    )  # fmt: skip
    district = with_school(district, duty_posts=posts)
    district = with_staff(district, tiny_person("P1", role="leader"))
    duties = (
        duty("gate", "T5"),
        duty("escort", "T1", "T2", weekday=2),
        duty("lunch", "P1", weekday=3),
    )
    return district, with_claims(district, PACK, changed(good_plan(district, PACK), duties=duties))


D, GOOD = make()


def on(post_id: str, /, **changes: Any) -> Callable[[Plan], Plan]:
    """Returns what changes a duty."""
    return lambda plan: changed(
        plan,
        duties=tuple(changed(d, **changes) if d.post_id == post_id else d for d in plan.duties),
    )


def without(post_id: str) -> Callable[[Plan], Plan]:
    return lambda plan: changed(plan, duties=tuple(d for d in plan.duties if d.post_id != post_id))


def stated(**changes: Any) -> Callable[[Plan], Plan]:
    """Returns what drops the gate's duty and states its need, with something wrong in the row."""
    row = UnmetNeed(
        family="staff_duty_posts", school_id="S1", class_id=None, weekday=1, period_id="gate",
        component="care", student_periods=1, minutes=40, cause="x",
    )  # fmt: skip
    return lambda plan: changed(without("gate")(plan), unmet=(changed(row, **changes),))


POSTS, CLASH = "structure:staff_duty_posts", "structure:avoid_staff_clashes"
CORRUPTIONS: dict[str, tuple[Callable[[Plan], Plan], str]] = {
    "duty dropped": (without("gate"), POSTS),
    "all duties dropped": (lambda p: changed(p, duties=()), POSTS),
    "nobody on duty": (on("gate", staff_ids=()), POSTS),
    "one of two": (on("escort", staff_ids=("T1",)), POSTS),
    "one too many": (on("gate", staff_ids=("T4", "T5")), POSTS),
    "one date taken out": (on("gate", except_dates=(date(2026, 3, 9),)), POSTS),
    "shorter than the term": (on("gate", to_date=date(2026, 3, 20)), POSTS),
    "somebody of the wrong role": (on("lunch", staff_ids=("T5",)), POSTS),
    "an instructor": (on("gate", staff_ids=("I1",)), POSTS),
    "somebody in a meeting": (on("gate", staff_ids=("T1",)), CLASH),
    "named twice": (on("gate", staff_ids=("T5", "T5")), CLASH),
    "unknown person": (on("gate", staff_ids=("T99",)), "plan:duties"),
    "unknown post": (on("gate", post_id="X"), "plan:duties"),
    "unknown school": (on("gate", school_id="X"), "plan:duties"),
    "wrong weekday": (on("gate", weekday=2), "plan:duties"),
    "outside the term": (on("gate", to_date=date(2026, 4, 3)), "plan:duties"),
    "dates backwards": (
        on("gate", from_date=date(2026, 3, 20), to_date=date(2026, 3, 2)),
        "plan:duties",
    ),
    "id twice": (on("gate", id="escort"), "plan:duties"),
    "duty twice": (lambda p: changed(p, duties=(*p.duties, p.duties[0])), CLASH),
    "lunch company of no lunch": (on("lunch", post_id="accompany:Mon1"), "plan:duties"),
    "escort unpaid": (without("escort"), "plan:accounts"),
    "need stated for a manned post": (
        lambda p: changed(stated()(p), duties=p.duties),
        "plan:unmet",
    ),
    "more need than there is": (stated(student_periods=2, minutes=80), "plan:unmet"),
    "less need than there is": (
        lambda p: changed(without("escort")(p), unmet=(changed(
            stated()(p).unmet[0], period_id="escort", weekday=2, minutes=20),)),
        POSTS,
    ),
    "need with wrong minutes": (stated(minutes=39), "plan:unmet"),
    "need on another weekday": (stated(weekday=2), "plan:unmet"),
    "need of another school": (stated(school_id="X"), "plan:unmet"),
    "need of another component": (stated(component="sports"), "plan:unmet"),
    "need of an unknown post": (stated(period_id="X"), "plan:unmet"),
    "need of an unknown lunch": (stated(family="serve_lunch"), "plan:unmet"),
    "need of no family": (stated(family="place_everyone_once"), "plan:unmet"),
    "need twice": (
        lambda p: changed(stated()(p), unmet=stated()(p).unmet * 2),
        "plan:unmet",
    ),
    "honest need and the old level": (stated(), "plan:levels"),
    "honest need and the old term": (stated(), "plan:terms"),
    "used but called unused": (
        lambda p: changed(
            p,
            unused=({"kind": "staff", "id": "P1", "school_id": "S1", "clause_id": "x",
                     "reason": ""},),
        ),
        "plan:unused",
    ),
}  # fmt: skip


def test_the_plan_is_good() -> None:
    verdict = check(D, PACK, GOOD)
    assert verdict.violations == ()
    # Two escorts, 50 ch at 60 yuan on four Tuesdays: 240 yuan of the 160 there are.
    assert GOOD.accounts[0].missing_fen == 24000 - 16000


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_spoiled_plan_is_caught(name: str) -> None:
    spoil, clause_id = CORRUPTIONS[name]
    verdict = check(D, PACK, spoil(GOOD))
    assert clause_id in {v.clause_id for v in verdict.violations}
    assert not verdict.publishable
    for v in verdict.violations:
        assert v.text_zh and v.text_en and "{" not in v.text_zh + v.text_en


def test_the_rate_of_the_person_on_duty_counts() -> None:
    district = with_person(D, "T4", pay_fen={"basic": 6001})
    plan = with_claims(district, PACK, GOOD)
    swapped = on("escort", staff_ids=("T1", "T4"))(plan)
    found = {v.clause_id for v in check(district, PACK, swapped).violations}
    # 4 x half_up(6001 x 50 / 100) = 4 x 3001 instead of 4 x 3000.
    money = {"plan:accounts", "structure:balance_accounts", "plan:levels", "plan:terms"}
    assert found == money | {"plan:status"}
    # At the same rate T4 is as good as T2.
    assert check(D, PACK, on("escort", staff_ids=("T1", "T4"))(GOOD)).ok
