"""Plans in several date ranges, made by hand from the good plan of the small district.

The term is 2 to 27 March 2026. Tuesdays are 3, 10, 17, 24; Thursdays 5, 19, 26 (12 and 13 are
closed); Saturday 21 follows Friday. Where a plan is cut, its sections are ``<section>~1`` and
``<section>~2``, its meetings ``<section>~1-<period>``.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from solver.domain import District, Period
from solver.domain.people import DatedAbsence, ProviderStatus
from solver.domain.term import Phase, Season
from solver.plan import GridEntry, Meeting, Plan, Section
from solver.policy import PolicyPack
from tests.factories import (
    DAYS,
    FIRST,
    LAST,
    changed,
    good_plan,
    swap,
    tiny_pack,
    tiny_periods,
    tiny_person,
    tiny_provider,
    tiny_term,
    with_activity,
    with_claims,
    with_funding,
    with_person,
    with_school,
)
from tests.solver.verify.helpers import free_district


def march(day: int) -> date:
    """Returns a date of March 2026."""
    return date(2026, 3, day)


def add_section(plan: Plan, section_id: str, like: str, **changes: Any) -> Plan:
    """Returns the plan with a copy of a section and its meetings, with other values.

    ``periods`` maps the old period ids to the new ones, the others are left out. The other values
    are of the meetings; activity and dates of the section too.
    """
    periods: Mapping[str, str] | None = changes.pop("periods", None)
    section = next(s for s in plan.sections if s.id == like)
    renamed = periods or {p: p for p in section.period_ids}
    of_section = {k: v for k, v in changes.items() if k in ("activity_id", "from_date", "to_date")}
    ids = tuple(renamed[p] for p in section.period_ids if p in renamed)
    meetings = tuple(
        changed(
            m,
            id=f"{section_id}-{renamed[m.period_id]}",
            section_id=section_id,
            period_id=renamed[m.period_id],
            weekday=DAYS.index(renamed[m.period_id][:3]) + 1,
            **changes,
        )
        for m in plan.meetings
        if m.section_id == like and m.period_id in renamed
    )
    return changed(
        plan,
        sections=(*plan.sections, changed(section, id=section_id, period_ids=ids, **of_section)),
        meetings=(*plan.meetings, *meetings),
    )


def drop_section(plan: Plan, section_id: str) -> Plan:
    """Returns the plan without a section and its meetings."""
    return changed(
        plan,
        sections=tuple(s for s in plan.sections if s.id != section_id),
        meetings=tuple(m for m in plan.meetings if m.section_id != section_id),
    )


def move_dates(plan: Plan, section_id: str, **dates: date) -> Plan:
    """Returns the plan with other dates of a section and its meetings."""
    return changed(
        plan,
        sections=swap(plan.sections, "id", section_id, **dates),
        meetings=swap(plan.meetings, "section_id", section_id, **dates),
    )


def cut_section(plan: Plan, section_id: str, last: date, start: date | None = None) -> Plan:
    """Returns the plan with a section cut in two: to ``last``, from ``start`` (the next day)."""
    start = start or last + timedelta(days=1)
    plan = add_section(plan, f"{section_id}~1", section_id, to_date=last)
    plan = add_section(plan, f"{section_id}~2", section_id, from_date=start)
    return drop_section(plan, section_id)


def cut_cells(plan: Plan, period_id: str, last: date, component: str) -> Plan:
    """Returns the plan with another cell in a period after a date."""
    grid: list[GridEntry] = []
    for e in plan.grid:
        if e.period_id != period_id:
            grid.append(e)
            continue
        grid.append(changed(e, to_date=last))
        grid.append(changed(e, from_date=last + timedelta(days=1), component=component))
    return changed(plan, grid=tuple(grid))


def stand_in(plan: Plan, meeting_id: str, staff_ids: tuple[str, ...], *dates: date) -> Plan:
    """Returns the plan with a meeting's dates given to others: one more meeting, ``<id>/1``."""
    usual = next(m for m in plan.meetings if m.id == meeting_id)
    between = tuple(
        d
        for n in range((dates[-1] - dates[0]).days)
        if (d := dates[0] + timedelta(days=n)) not in dates
    )
    other = changed(
        usual,
        id=f"{meeting_id}/1",
        staff_ids=staff_ids,
        from_date=dates[0],
        to_date=dates[-1],
        except_dates=between,
    )
    return changed(
        plan,
        meetings=(*swap(plan.meetings, "id", meeting_id, except_dates=dates), other),
    )


def of(plan: Plan, meeting_id: str) -> Meeting:
    """Returns a meeting."""
    return next(m for m in plan.meetings if m.id == meeting_id)


def section_of(plan: Plan, section_id: str) -> Section:
    """Returns a section."""
    return next(s for s in plan.sections if s.id == section_id)


# --- a provider exits: its club is replaced by care -------------------------------------------


def exit_district(**changes: Any) -> District:
    """Returns the free district whose provider exits on Monday 16 March; 1000 yuan in hand."""
    left = ProviderStatus(status="exited", from_date=march(16))
    district = changed(
        free_district(providers=(tiny_provider(statuses=(left,)),)),
        **changes,
    )
    return with_funding(district, "basic", opening_fen=100000)


def exit_plan(district: District | None = None, pack: PolicyPack | None = None) -> Plan:
    """Returns a plan with robots to 15 March; from 16 March its 15 students are in care (T5).

    Tuesday's second period is extension in the first part and split in the second.
    """
    district = district or exit_district()
    plan = good_plan(district, pack)
    plan = cut_cells(plan, "Tue2", march(15), "split")
    plan = add_section(plan, "ro~1", "ro", to_date=march(15))
    plan = add_section(
        plan,
        "care~2",
        "st",
        periods={"Thu2": "Tue2"},
        class_counts={"C1": 8, "C2": 7},
        from_date=march(16),
    )
    return with_claims(district, pack or tiny_pack(), drop_section(plan, "ro"))


# --- winter hours -----------------------------------------------------------------------------

WINTER = Phase(id="W", name="winter hours", kind="winter_hours", first=FIRST, last=march(13))
SUMMER = Phase(id="S", name="summer hours", kind="summer_hours", first=march(16), last=LAST)


def hours_district() -> District:
    """Returns the free district with second periods 17:00 in winter (``Mon2``), 17:10 later.

    Summer hours, from 16 March, have periods ``Mon2s`` ... ``Fri2s``, 17:10 to 18:10; local
    off-work time is 18:00 to 15 March and 18:10 from the 16th.
    """
    district = free_district(
        term=tiny_term(
            phases=(WINTER, SUMMER),
            seasons=(
                Season(id="w", name="winter", first=FIRST, last=march(15), off_work_min=1080),
                Season(id="s", name="summer", first=march(16), last=LAST, off_work_min=1090),
            ),
        )
    )
    periods: list[Period] = []
    for p in tiny_periods():
        if p.id.endswith("1"):
            periods.append(p)
        else:
            periods.append(changed(p, phase_ids=("W",)))
            periods.append(
                changed(p, id=f"{p.id}s", start_min=1030, end_min=1090, phase_ids=("S",))
            )
    return with_school(district, periods=tuple(periods))


def hours_plan(district: District | None = None, pack: PolicyPack | None = None) -> Plan:
    """Returns the good plan with its second periods cut between 13 and 16 March."""
    district = district or hours_district()
    plan = good_plan(district, pack)
    for section in plan.sections:
        if section.period_ids[0].endswith("2"):
            later = {p: f"{p}s" for p in section.period_ids}
            plan = add_section(plan, f"{section.id}~1", section.id, to_date=march(13))
            plan = add_section(
                plan, f"{section.id}~2", section.id, periods=later, from_date=march(16)
            )
            plan = drop_section(plan, section.id)
    more = tuple(
        changed(e, period_id=f"{e.period_id}s") for e in plan.grid if e.period_id.endswith("2")
    )
    plan = changed(plan, grid=(*plan.grid, *more))
    return with_claims(district, pack or tiny_pack(), plan)


# --- clubs from the sixth week ----------------------------------------------------------------

CLUBS_LAST = date(2026, 4, 24)
CLUBS = Phase(id="K", name="clubs", kind="clubs", first=date(2026, 4, 6), last=CLUBS_LAST)


def clubs_district() -> District:
    """Returns the free district over eight weeks, with its clubs from the sixth (6 April) on."""
    district = free_district(
        term=tiny_term(
            last_day=CLUBS_LAST,
            phases=(CLUBS,),
            seasons=(
                Season(id="w", name="spring", first=FIRST, last=CLUBS_LAST, off_work_min=1080),
            ),
        )
    )
    for activity_id in ("chess", "robot"):
        district = with_activity(district, activity_id, phase_ids=("K",))
    return with_funding(district, "basic", opening_fen=1000000)


def clubs_plan(district: District | None = None) -> Plan:
    """Returns a plan with the good plan's week from 6 April, and without clubs before.

    Before, everybody reads on Tuesday (C1 in R1 with T3, C2 in R2 with T4) and is in care on
    Thursday (with T1 and T2).
    """
    district = district or clubs_district()
    before, start = date(2026, 4, 5), date(2026, 4, 6)
    plan = cut_cells(good_plan(district), "Thu2", before, "split")
    grid = tuple(
        changed(e, component="care") if e.period_id == "Thu2" and e.to_date == before else e
        for e in plan.grid
    )
    plan = changed(plan, grid=grid)
    for section_id, like, values in (
        ("r1~1", "re", {"class_counts": {"C1": 40}, "room_id": "R1", "staff_ids": ("T3",)}),
        ("r2~1", "re", {"class_counts": {"C2": 35}}),
        ("t1~1", "c1", {"periods": {"Fri2": "Thu2"}}),
        ("t2~1", "c2", {"periods": {"Fri2": "Thu2"}}),
    ):
        plan = add_section(plan, section_id, like, to_date=before, **values)
    for section_id in ("ch", "ro", "re", "st"):
        plan = add_section(plan, f"{section_id}~2", section_id, from_date=start)
        plan = drop_section(plan, section_id)
    return with_claims(district, tiny_pack(), plan)


# --- a teacher on leave -----------------------------------------------------------------------

LEAVE = (march(10), march(11))


def leave_district(**changes: Any) -> District:
    """Returns the free district with T2 and T3 away on 10 and 11 March; T6 plays chess too."""
    district = free_district()
    away = (DatedAbsence(first=LEAVE[0], last=LEAVE[1]),)
    district = with_person(with_person(district, "T2", absences=away), "T3", absences=away)
    others = (tiny_person("T6", skills=("chess", "pe")),)
    return changed(district, **{"staff": (*district.staff, *others), **changes})


def leave_plan(district: District | None = None, pack: PolicyPack | None = None) -> Plan:
    """Returns the good plan with T5 for T2 and T6 for T3 on 10 and 11 March.

    T2 leads guidance on both days; T3 leads chess on Tuesday and helps in sports on Wednesday.
    """
    district = district or leave_district()
    plan = good_plan(district, pack)
    plan = stand_in(plan, "g2-Tue1", ("T5",), LEAVE[0])
    plan = stand_in(plan, "g2-Wed1", ("T5",), LEAVE[1])
    plan = stand_in(plan, "ch-Tue2", ("T6",), LEAVE[0])
    plan = stand_in(plan, "sp-Wed2", ("T4", "T6"), LEAVE[1])
    return with_claims(district, pack or tiny_pack(), plan)
