"""Evenings a week of shared people: the schools' parts add up to the person's limit."""

from typing import Any

import pytest

from solver import check
from solver.domain import Band, District, Interval
from solver.domain.pins import LendingSwitch
from solver.search.evening_shares import evening_places, evening_shares, evenings_used
from solver.search.plan_term import plan_term
from solver.search.sharing import Sharing
from tests.factories import FIRST, changed, tiny_class, tiny_pack, tiny_person
from tests.solver.model.helpers import district, group, guarded, hours, one_school


@pytest.mark.parametrize(
    ("limit", "days", "used", "asking", "expected"),
    [
        # 3 evenings over 2 + 1 days: two and one. 2 of them: 4/3 and 2/3, the rest to S2.
        (3, {"S1": 2, "S2": 1}, {}, ["S1", "S2"], {"S1": 2, "S2": 1}),
        (2, {"S1": 2, "S2": 1}, {}, ["S1", "S2"], {"S1": 1, "S2": 1}),
        # One alone cannot be halved: the first school has it.
        (1, {"S2": 1, "S1": 1}, {}, ["S1", "S2"], {"S2": 1, "S1": 0}),
        # What plans have stays; the rest goes to who asks, nothing to others.
        (3, {"S1": 2, "S2": 2}, {"S1": 2}, ["S2"], {"S1": 2, "S2": 1}),
        (3, {"S1": 2, "S2": 2}, {"S1": 2}, [], {"S1": 2, "S2": 0}),
        (1, {"S1": 2, "S2": 2}, {"S1": 1, "S2": 1}, ["S2"], {"S1": 1, "S2": 1}),
    ],
)
def test_parts_of_a_limit(
    limit: int, days: dict[str, int], used: dict[str, int], asking: list[str], expected: Any
) -> None:
    assert evening_shares(limit, days, used, asking) == expected


def evenings(*by_school: tuple[str, ...], **limits: Any) -> District:
    """Schools with a class of 10 in evening study on some days; T1 of S1 may be lent to all.

    Each school has a guard of its own, and T1 is the only one who may lead.
    """
    schools = []
    for i, days in enumerate(by_school, start=1):
        pupils = changed(
            tiny_class(f"C{i}", 10, f"R{i}", grade=7, evening_study=10), participants={}
        )
        periods = tuple(changed(p, id=f"{p.id}.{i}") for p in hours(*days, window="evening"))
        bands = (Band(id=f"B{i}", name=f"B{i}", class_ids=(f"C{i}",)),)
        school = one_school((pupils,), periods, bands=bands, stage="junior")
        schools.append(changed(school, id=f"S{i}", name=f"S{i}"))
    person = tiny_person(
        "T1",
        skills=("study",),
        lendable_to=tuple(s.id for s in schools[1:]),
        pay_fen={"evening": 6000},
        **limits,
    )
    lending = LendingSwitch(enabled_by="X", enabled_on=FIRST, within_area=True)
    study = group("study", "guidance", service_type="evening", skill="study")
    return guarded(district(tuple(schools), (person,), (study,), lending=lending))


def unmet(record: District) -> int:
    """Returns the class-evenings without T1 in a plan that the check accepts; 10 x 40 minutes."""
    outcome = plan_term(record, tiny_pack(), work_limit=4, workers=1, seed=3)
    assert outcome.plan is not None, outcome.findings
    verdict = check(record, tiny_pack(), outcome.plan)
    assert verdict.ok, [(v.clause_id, v.code, v.subject) for v in verdict.violations]
    return outcome.plan.levels[0].value // 400


# S1 on Monday, S2 on Tuesday: the two schools share no day, only the limit.
@pytest.mark.parametrize(("limit", "left"), [(1, 1), (2, 0)])
def test_a_limit_holds_over_schools_that_share_no_day(limit: int | None, left: int) -> None:
    assert unmet(evenings(("11",), ("21",), max_evenings=limit)) == left


@pytest.mark.parametrize(("limit", "left"), [(1, 4), (3, 2)])
def test_the_whole_limit_is_used(limit: int, left: int) -> None:
    """Three evenings at S1, two at S2 on other days: as many are served as T1 may."""
    assert unmet(evenings(("11", "21", "31"), ("41", "51"), max_evenings=limit)) == left


def test_evenings_on_which_a_person_is_not_there_take_no_part_of_the_limit() -> None:
    """Both schools have Monday's evening, when T1 is away; the limit goes to Tuesday at S2."""
    days = Interval(weekday=2, start_min=0, end_min=1440)
    record = evenings(("11",), ("11", "21"), max_evenings=1, availability=(days,))
    assert evening_places(record.staff[0], record) == {(2, "S2")}
    assert unmet(record) == 2


def test_a_part_that_a_school_does_not_use_goes_to_one_that_is_short() -> None:
    """One evening, first S1's; S1's plan asks nothing of T1, S2 is short."""
    sharing = Sharing(
        {("T1", 1): "S1", ("T1", 2): "S2"},
        evenings={"T1": 1},
        evening_places={"T1": {(1, "S1"), (2, "S2")}},
    )
    sharing.set_week_limits()
    assert sharing.evening_limit == {("T1", "S1"): 1, ("T1", "S2"): 0}
    sharing.set_week_limits({}, ["S2"], {("T1", "S1"): 0})
    assert sharing.evening_limit == {("T1", "S1"): 0, ("T1", "S2"): 1}
    # S1's plan uses it: nothing is left.
    sharing.set_week_limits({}, ["S2"], {("T1", "S1"): 1})
    assert sharing.evening_limit == {("T1", "S1"): 1, ("T1", "S2"): 0}


def test_evenings_that_plans_use_are_counted_by_school() -> None:
    record = evenings(("11", "21"), ("31",))
    plan = plan_term(record, tiny_pack(), work_limit=4, workers=1, seed=3).plan
    assert plan is not None
    meetings = {s: [m for m in plan.meetings if m.school_id == s] for s in ("S1", "S2")}
    assert evenings_used(record, meetings) == {("T1", "S1"): 2, ("T1", "S2"): 1}
