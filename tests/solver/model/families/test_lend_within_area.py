"""``lend_within_area``: who may serve away from home."""

from datetime import date
from typing import Any

import pytest

from solver.domain import Band, District
from solver.domain.base import Interval
from solver.domain.pins import LendingSwitch
from solver.domain.term import MakeUpDay
from solver.plan import Plan
from solver.policy import PolicyPack
from solver.search.engines import SerialEngine
from solver.search.plan_term import plan_term
from solver.verify import check
from tests.factories import FIRST, changed, tiny_class, tiny_clause, tiny_pack, tiny_person
from tests.solver.model.helpers import (
    district,
    gate,
    group,
    guarded,
    hours,
    least,
    model_of,
    one_school,
    pack_of,
    standing,
    why,
    works,
)

SWITCH = LendingSwitch(enabled_by="X", enabled_on=date(2026, 2, 1))
LEND: dict[str, Any] = {
    "allowed": True,
    "same_area": True,
    "to_weak_only": True,
    "excellent_only": True,
}


def lending(host: dict[str, Any] | None = None, **person: Any) -> District:
    """T1 of S1 may come to S2, a weak school of the same area with a class and nobody."""
    second = one_school(
        (tiny_class("E1", 20, "Q1"),),
        tuple(changed(p, id="q11") for p in hours("11")),
        **{
            "id": "S2",
            "name": "S2",
            "is_weak": True,
            "bands": (Band(id="B2", name="B2", class_ids=("E1",)),),
            **(host or {}),
        },
    )
    t1 = tiny_person("T1", **{"lendable_to": ("S2",), "is_excellent": True, **person})
    return district(
        (one_school((tiny_class("C1", 30, "R1"),), hours("12")), second), (t1,), (group(),)
    )


def serves(record: District, **limits: Any) -> bool:
    pack = pack_of(tiny_clause("lend_within_area", **limits)) if limits else None
    return works(model_of(record, pack, school_ids=("S2",)), "T1")


def test_lent_person_serves_the_other_school() -> None:
    ctx = model_of(lending(), pack_of(tiny_clause("lend_within_area", **LEND)))
    # One day at one school only: E1 (20) is without anybody for 40 minutes, for C1 comes first.
    assert least(ctx, "unmet_service") == 800
    assert serves(lending(), **LEND)


@pytest.mark.parametrize(
    ("host", "person", "code"),
    [
        ({"area_id": "A2"}, {}, "unused.other_area"),
        ({"area_id": None}, {}, "unused.other_area"),
        ({"is_weak": False}, {}, "unused.host_not_weak"),
        ({}, {"is_excellent": False}, "unused.not_excellent"),
    ],
)
def test_each_condition_of_the_clause_binds(
    host: dict[str, Any], person: dict[str, Any], code: str
) -> None:
    record = lending(host, **person)
    ctx = model_of(record, pack_of(tiny_clause("lend_within_area", **LEND)))
    assert not serves(record, **LEND)
    assert why(ctx, "staff", "T1", "S2")[:2] == ("T-1", code)
    # Without the condition the person may go.
    assert serves(record, allowed=True)


def test_a_silent_pack_needs_the_planners_switch() -> None:
    ctx = model_of(lending(), school_ids=("S2",))
    assert not works(ctx, "T1")
    assert why(ctx, "staff", "T1", "S2").clause_id == "structure:lend_within_area"
    assert serves(changed(lending(), lending=SWITCH))


@pytest.mark.parametrize(("within", "legal"), [(True, False), (False, True)])
def test_the_switch_keeps_people_in_their_area(within: bool, legal: bool) -> None:
    record = lending({"area_id": "A2"})
    assert serves(changed(record, lending=changed(SWITCH, within_area=within))) is legal


def test_who_is_not_lendable_stays_at_home() -> None:
    assert not serves(lending(lendable_to=()), **LEND)


def test_people_without_a_home_are_not_lent() -> None:
    # A volunteer comes to any school on his list, whatever the pack says of lending.
    assert serves(lending(role="volunteer", home_school_id=None))


def test_types_of_service() -> None:
    assert serves(lending(), allowed=True, service_types=("basic",))
    assert not serves(lending(), allowed=True, service_types=("special",))


# --- quotas ------------------------------------------------------------------------------------


def two_days(**term: Any) -> District:
    """T1 and T2 of S1 may come to S2, where E1 (20) has one hour on Monday; S1 has nothing."""
    record = lending()
    home = changed(record.schools[0], periods=hours("51"), classes=(tiny_class("C1", 0, "R1"),))
    t2 = tiny_person("T2", lendable_to=("S2",), is_excellent=True)
    return guarded(
        changed(
            record,
            schools=(home, record.schools[1]),
            staff=(*record.staff, t2),
            lending=SWITCH,
            term=changed(record.term, **term),
        )
    )


def unserved(record: District, pack: PolicyPack | None = None) -> int:
    """Returns the student-minutes that nobody can serve, all guards at their gates."""
    ctx = model_of(record, pack)
    return least(ctx, "unmet_service", standing(ctx))


@pytest.mark.parametrize(("school", "name"), [(0, "max_lent_days"), (1, "max_received_days")])
def test_person_days_of_a_week_are_limited(school: int, name: str) -> None:
    def limited(record: District, most: int) -> District:
        schools = list(record.schools)
        schools[school] = changed(schools[school], **{name: most})
        return changed(record, schools=tuple(schools))

    # One Monday: one person-day serves E1's 20 students for 40 minutes.
    assert unserved(limited(two_days(), 1)) == 0
    assert unserved(limited(two_days(), 0)) == 800
    # Wednesday follows Monday too: the week needs two person-days.
    twice = two_days(make_up_days=(MakeUpDay(day=FIRST.replace(day=4), follows=1),))
    assert unserved(limited(twice, 2)) == 0
    assert unserved(limited(twice, 1)) == 800


@pytest.mark.parametrize("name", ["max_lent_days_per_week", "max_received_days_per_week"])
def test_the_pack_may_limit_person_days(name: str) -> None:
    def packed(most: int) -> PolicyPack:
        limits: dict[str, Any] = {name: most}
        return pack_of(tiny_clause("lend_within_area", allowed=True, **limits))

    assert unserved(two_days(), packed(1)) == 0
    assert unserved(two_days(), packed(0)) == 800


# --- the home school comes first -----------------------------------------------------------------


def contested(**person: Any) -> District:
    """T1 alone could serve either C1 (30) at home or E1 (35) at S2, both on Monday."""
    record = changed(lending(**person), lending=SWITCH)
    host = record.schools[1]
    bigger = changed(host, classes=(tiny_class("E1", 35, "Q1"),))
    return guarded(changed(record, schools=(record.schools[0], bigger)))


def test_lending_leaves_no_need_at_home() -> None:
    # Lending T1 would leave 30 * 40 = 1200 student-minutes, keeping T1 leaves 35 * 40.
    assert unserved(contested()) == 1400


def test_who_could_not_serve_at_home_is_lent() -> None:
    # T1 cannot be at work from 16:40 to 17:20, when C1 has its hour.
    early = (Interval(weekday=1, start_min=900, end_min=1000),)
    assert unserved(contested(availability=early)) == 1200


def test_a_week_used_up_elsewhere_is_lending_too() -> None:
    # C1 on Friday, E1 on Monday: with two days T1 serves both, with one the home school's.
    def record(most: int) -> District:
        made = contested(max_days=most)
        home = changed(made.schools[0], periods=hours("51"))
        posts = tuple(gate(f"S1-{d}", d, start_min=0, end_min=1440) for d in (1, 5))
        home = changed(home, duty_posts=posts)
        return changed(made, schools=(home, made.schools[1]))

    assert unserved(record(2)) == 0
    assert unserved(record(1)) == 1400


def planned(record: District) -> Plan:
    """Returns the product's plan, which the check accepts."""
    outcome = plan_term(record, tiny_pack(), work_limit=20, workers=1, engine=SerialEngine())
    assert outcome.plan is not None
    verdict = check(record, tiny_pack(), outcome.plan)
    assert [v.code for v in verdict.violations] == []
    return outcome.plan


def test_schools_planned_apart_keep_the_rule() -> None:
    record = contested()
    plan = planned(record)
    assert [(n.class_id, n.minutes) for n in plan.unmet] == [("E1", 1400)]


@pytest.mark.parametrize(("most", "minutes"), [(1, 0), (0, 800)])
def test_schools_planned_apart_keep_the_quota(most: int, minutes: int) -> None:
    record = two_days()
    home = changed(record.schools[0], max_lent_days=most)
    record = changed(record, schools=(home, record.schools[1]))
    plan = planned(record)
    assert sum(n.minutes for n in plan.unmet) == minutes
