"""Shared by the tests of the check: districts without side effects, and one breach at a time."""

from datetime import date
from typing import Any

from solver.domain import (
    Band,
    District,
    DutyPost,
    Period,
    Room,
    School,
    Travel,
)
from solver.domain.pins import LendingSwitch, TravelTime
from solver.domain.school import Dismissal
from solver.plan import Duty, Plan, Violation
from solver.policy import PolicyPack
from solver.verify import check
from tests.factories import (
    FIRST,
    LAST,
    changed,
    good_plan,
    tiny_class,
    tiny_clause,
    tiny_district,
    tiny_pack,
    tiny_person,
    with_claims,
    with_person,
)


def free_district(**changes: Any) -> District:
    """Returns the small district without limits on T1's hours."""
    return with_person(
        tiny_district(**changes),
        "T1",
        max_day_ch=None,
        max_week_ch=None,
        min_week_ch=0,
        max_days=None,
        max_consecutive=None,
        target_week_ch=None,
    )


def breaches(
    district: District, plan: Plan | None = None, pack: PolicyPack | None = None
) -> list[Violation]:
    """Returns the violations of a plan (the good one) whose claims are honest."""
    pack = pack or tiny_pack()
    plan = good_plan(district, pack) if plan is None else with_claims(district, pack, plan)
    return list(check(district, pack, plan).violations)


def sole(
    district: District,
    clause_id: str,
    code: str,
    plan: Plan | None = None,
    pack: PolicyPack | None = None,
) -> Violation:
    """Returns the only violation there is, which must be of this clause and code."""
    found = breaches(district, plan, pack)
    assert [(v.clause_id, v.code) for v in found] == [(clause_id, code)]
    return found[0]


def amounts(
    district: District,
    clause_id: str,
    code: str,
    plan: Plan | None = None,
    pack: PolicyPack | None = None,
) -> list[int]:
    """Returns the amounts of the violations, which all must be of this clause and code."""
    found = breaches(district, plan, pack)
    assert {(v.clause_id, v.code) for v in found} <= {(clause_id, code)}
    return [v.amount for v in found]


def codes(
    district: District, plan: Plan | None = None, pack: PolicyPack | None = None
) -> set[tuple[str, str]]:
    """Returns (clause, code) of all violations."""
    return {(v.clause_id, v.code) for v in breaches(district, plan, pack)}


def second_school(start_min: int, **changes: Any) -> School:
    """Returns school S2: class E1 (10 students), room Q1, one hour ``S2-Mon1`` with a gate post."""
    return School(
        **{
            "id": "S2",
            "name": "Second Primary",
            "stage": "primary",
            "area_id": "A1",
            "is_weak": True,
            "periods": (
                Period(id="S2-Mon1", weekday=1, start_min=start_min, end_min=start_min + 60),
            ),
            "rooms": (Room(id="Q1", name="Room Q1", seats=45),),
            "classes": (tiny_class("E1", 10, "Q1"),),
            "bands": (Band(id="B2", name="Grade 3 of S2", class_ids=("E1",)),),
            "dismissal": (Dismissal(weekday=1, at_min=900),),
            "duty_posts": (
                DutyPost(
                    id="S2-gate",
                    role="gate",
                    weekday=1,
                    start_min=start_min,
                    end_min=start_min + 60,
                ),
            ),
            **changes,
        }
    )


def two_schools(start_min: int = 1020, travel: Travel | None = None, **changes: Any) -> District:
    """Returns the free district with S2 and its teachers T6 and T7; S2 has care on Monday."""
    district = free_district()
    return changed(
        district,
        schools=(*district.schools, second_school(start_min, **changes)),
        staff=(
            *district.staff,
            tiny_person("T6", home_school_id="S2"),
            tiny_person("T7", home_school_id="S2"),
        ),
        travel=travel or Travel(),
    )


def two_school_plan(
    district: District, staff_id: str = "T6", pack: PolicyPack | None = None
) -> Plan:
    """Returns the good plan with S2's care, led by a person, added; T7 stands at the gate."""
    plan = good_plan(district, pack)
    section = changed(
        next(s for s in plan.sections if s.id == "c1"),
        id="e1",
        school_id="S2",
        period_ids=("S2-Mon1",),
    )
    meeting = changed(
        next(m for m in plan.meetings if m.id == "c1-Fri2"),
        id="e1-Mon1",
        section_id="e1",
        school_id="S2",
        weekday=1,
        period_id="S2-Mon1",
        room_id="Q1",
        staff_ids=(staff_id,),
        class_counts={"E1": 10},
    )
    cell = changed(plan.grid[0], class_id="E1", period_id="S2-Mon1", component="care")
    return changed(
        plan,
        sections=(*plan.sections, section),
        meetings=(*plan.meetings, meeting),
        grid=(*plan.grid, cell),
        duties=(duty("S2-gate", "T7", school_id="S2"),),
    )


def duty(post_id: str, *staff_ids: str, **changes: Any) -> Duty:
    """Returns a duty of the whole term with the id of its post, at S1 on Monday by default."""
    return Duty(
        **{
            "id": post_id,
            "school_id": "S1",
            "post_id": post_id,
            "weekday": 1,
            "staff_ids": staff_ids,
            "from_date": FIRST,
            "to_date": LAST,
            **changes,
        }
    )


def switched(district: District, within_area: bool = True) -> District:
    """Returns the district with lending switched on by the planner."""
    switch = LendingSwitch(enabled_by="X", enabled_on=date(2026, 2, 1), within_area=within_area)
    return changed(district, lending=switch)


def way(minutes: int) -> TravelTime:
    """Returns the way from S1 to S2."""
    return TravelTime(from_school_id="S1", to_school_id="S2", minutes=minutes)


def pack_of(family: str, **parameters: Any) -> PolicyPack:
    """Returns a pack with one clause, T-1, of a family."""
    return tiny_pack((tiny_clause(family, **parameters),))
