"""Parts of a term that share a calendar week: its limits and least numbers hold over both."""

from datetime import date
from typing import Any

import pytest

from solver import check
from solver.domain import District, Interval, Period, StaffMember
from solver.domain.people import DatedAbsence
from solver.domain.school import GridCell
from solver.domain.term import Phase
from solver.plan import Plan
from solver.policy import PolicyPack
from solver.search.plan_term import plan_term
from tests.factories import changed, tiny_class, tiny_clause, tiny_pack, tiny_person
from tests.solver.model.helpers import district, group, hours, one_school, room, week

LAST = date(2026, 4, 10)
"""Six weeks from Monday 2 March 2026; the clocks change on Wednesday 18 March."""
DAYS = ("11", "21", "31", "41", "51")


def clocks(*ids: str, **changes: Any) -> tuple[Period, ...]:
    """Returns periods at 960 in winter (``p11``) and at 990 in summer (``q11``)."""
    winter = hours(*ids, phase_ids=("w",), **changes)
    summer = hours(*ids, start_min=990, phase_ids=("s",), **changes)
    return (*winter, *(changed(p, id=f"q{p.id[1:]}") for p in summer))


def phases(change: date = date(2026, 3, 18), last: date = LAST) -> tuple[Phase, ...]:
    before = change.fromordinal(change.toordinal() - 1)
    return (
        Phase(id="w", name="winter", first=date(2026, 3, 2), last=before),
        Phase(id="s", name="summer", first=change, last=last),
    )


def early(**changes: Any) -> StaffMember:
    """T1: there on Monday and Tuesday in winter's hours, on Thursday and Friday in summer's."""
    times = [Interval(weekday=d, start_min=960, end_min=1000) for d in (1, 2)]
    times += [Interval(weekday=d, start_min=990, end_min=1030) for d in (4, 5)]
    return tiny_person("T1", availability=tuple(times), **changes)


def halves(*people: StaffMember, periods: tuple[Period, ...] = (), **changes: Any) -> District:
    """Class C1 (30) has an hour of care each day, at other times from 18 March on."""
    school = one_school((tiny_class("C1", 30, "R1", **changes),), periods or clocks(*DAYS))
    return district(school, people, (group(),), term=week(last_day=LAST, phases=phases()))


def planned(record: District, pack: PolicyPack | None = None) -> Plan:
    pack = pack or tiny_pack()
    outcome = plan_term(record, pack, work_limit=20, workers=1, seed=3)
    assert outcome.plan is not None, outcome.findings
    verdict = check(record, pack, outcome.plan)
    assert verdict.ok, [(v.clause_id, v.code, v.subject, v.params) for v in verdict.violations]
    return outcome.plan


# T1 has two days a week, T2 three: winter Mon, Tue (T1) and Wed-Fri (T2), summer Mon-Wed (T2) and
# Thu, Fri (T1). In the week of 16 March T1 would serve on four days; T2, who has only its
# Wednesday, takes two of them. In class-hours the same: each day counts 1.00.
@pytest.mark.parametrize("limit", ["max_days", "max_week_ch"])
def test_a_limit_of_the_week_holds_across_the_change(limit: str) -> None:
    two, three = (2, 3) if limit == "max_days" else (200, 300)
    plan = planned(halves(early(**{limit: two}), tiny_person("T2", **{limit: three})))
    assert plan.levels[0].value == 0
    assert not plan.unmet


def test_where_nobody_can_take_them_the_days_are_unmet_and_told() -> None:
    """T2 is away on the days that T1 has too many, in whichever part they are given up."""
    gone = tuple(
        DatedAbsence(first=date(2026, 3, d), last=date(2026, 3, d)) for d in (16, 17, 19, 20)
    )
    plan = planned(halves(early(max_days=2), tiny_person("T2", max_days=3, absences=gone)))
    assert plan.unmet
    assert all(u.text_zh and u.text_en for u in plan.unmet)
    assert {u.cause for u in plan.unmet} == {"cause.hours"} or any(
        "week of 2026-03-1" in u.text_en for u in plan.unmet
    )


def test_evenings_of_a_week_add_up_over_the_change() -> None:
    """The same with evening study and a limit of evenings."""
    study = group("study", "guidance", service_type="evening")
    school = one_school(
        (tiny_class("C1", 30, "R1", grade=7, evening_study=30),),
        clocks(*DAYS, window="evening"),
        stage="junior",
    )
    people = (early(max_evenings=2), tiny_person("T2", max_evenings=3))
    record = district(school, people, (study,), term=week(last_day=LAST, phases=phases()))
    plan = planned(record)
    assert plan.levels[0].value == 0
    led = [m for m in plan.meetings if "T1" in m.staff_ids]
    assert {m.weekday for m in led} == {1, 2, 4, 5}


def test_least_numbers_of_the_mode_hold_in_a_week_of_two_short_parts() -> None:
    """One week, cut on Wednesday: sports at least twice on its five dates.

    The field is open on Thursday and Friday at winter's times and on Monday and Tuesday at
    summer's, when neither has a date; and on Tuesday in winter, on Wednesday in summer.
    """
    last = date(2026, 3, 6)
    open_ = [Interval(weekday=d, start_min=960, end_min=1000) for d in (2, 4, 5)]
    open_ += [Interval(weekday=d, start_min=990, end_min=1030) for d in (1, 2, 3)]
    field = room("F", features=("field",), availability=tuple(open_))
    school = one_school(
        (tiny_class("C1", 30, "R1"),),
        clocks(*DAYS),
        (room("R1"), field),
    )
    sports = group("sports", "sports", field="sport", room_features=("field",))
    record = district(
        school,
        (tiny_person("T1"), tiny_person("T2")),
        (group(), sports),
        term=week(last_day=last, phases=phases(date(2026, 3, 4), last)),
    )
    mode = tiny_clause("follow_mode", min_sports_per_week=2)
    plan = planned(record, tiny_pack((mode,)))
    # Tuesday 3 and Wednesday 4 March are the dates on which the field is open.
    held = {(m.from_date.day, m.weekday) for m in plan.meetings if m.activity_id == "sports"}
    assert {(2, 2), (4, 3)} <= held
    assert plan.levels[0].value == 0


def test_a_week_that_cannot_hold_the_mode_is_not_passed_over() -> None:
    """The same, and the school has fixed care on all dates of the week but Wednesday's."""
    last = date(2026, 3, 6)
    cells = ("p11", "p21", "q41", "q51")
    school = one_school(
        (tiny_class("C1", 30, "R1"),),
        clocks(*DAYS),
        fixed_grid=tuple(GridCell(class_id="C1", period_id=t, component="care") for t in cells),
    )
    record = district(
        school,
        (tiny_person("T1"),),
        (group(), group("sports", "sports", field="sport")),
        term=week(last_day=last, phases=phases(date(2026, 3, 4), last)),
    )
    mode = tiny_clause("follow_mode", min_sports_per_week=2)
    outcome = plan_term(record, tiny_pack((mode,)), work_limit=20, workers=1, seed=3)
    assert (outcome.status, outcome.plan) == ("infeasible", None)
    assert outcome.findings


def test_a_part_of_two_days_gives_both_up() -> None:
    """The clocks change on Wednesday 4 March: winter has one Monday and one Tuesday.

    T1 serves on Thursday and Friday in summer, so on no day of winter's part of that week.
    """
    record = halves(early(max_days=2), tiny_person("T2", max_days=3))
    term = week(last_day=LAST, phases=phases(date(2026, 3, 4)))
    plan = planned(changed(record, term=term))
    assert plan.levels[0].value == 0
    first = [m for m in plan.meetings if m.from_date < date(2026, 3, 4)]
    served = {w for m in first for w in m.staff_ids if m.weekday in (1, 2)}
    assert served == {"T2"}
