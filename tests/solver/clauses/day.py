"""Clauses about the service day: days a week, minutes, ends, the mode, guidance, contents."""

from typing import Any

from solver.domain import Activity, District, Period
from solver.plan import Plan
from tests.factories import (
    changed,
    good_plan,
    tiny_periods,
    tiny_term,
    with_activity,
    with_class,
    with_school,
)
from tests.factories.edits import swap
from tests.solver.clauses.kit import Case, Cases, cases, paid
from tests.solver.model.families.test_end_within_window import evening

PAID = paid()
GOOD = good_plan(PAID)


# --- days and minutes -------------------------------------------------------------------------


def days(n: int) -> Case:
    """Returns a school that serves on the first ``n`` weekdays; 5 are asked."""
    record = with_school(PAID, periods=tuple(p for p in tiny_periods() if p.weekday <= n))
    kept = {p.id for p in record.schools[0].periods}
    plan = changed(
        GOOD,
        grid=tuple(g for g in GOOD.grid if g.period_id in kept),
        meetings=tuple(m for m in GOOD.meetings if m.period_id in kept),
        sections=tuple(
            changed(s, period_ids=tuple(t for t in s.period_ids if t in kept))
            for s in GOOD.sections
            if kept & set(s.period_ids)
        ),
    )
    return Case(record, 5 - n, plan)


def one_hour_on_friday() -> Case:
    """Returns the school whose Friday has a single period: a day all the same."""
    record = with_school(PAID, periods=tuple(p for p in tiny_periods() if p.id != "Fri2"))
    plan = changed(
        GOOD,
        grid=tuple(g for g in GOOD.grid if g.period_id != "Fri2"),
        meetings=tuple(m for m in GOOD.meetings if m.period_id != "Fri2"),
        sections=tuple(s for s in GOOD.sections if s.id not in ("c1", "c2")),
    )
    return Case(record, 0, plan)


def five_days() -> Cases:
    return cases(days(5), one_hour_on_friday(), days(4))


def clock(first: int, second: int, gap: int = 0) -> District:
    """Returns the school with two periods of so many minutes from 16:00 on."""

    def timed(p: Period) -> Period:
        start = 960 if p.id.endswith("1") else 960 + first + gap
        return changed(p, start_min=start, end_min=start + (first if start == 960 else second))

    return with_school(PAID, periods=tuple(timed(p) for p in tiny_periods()))


def two_hours() -> Cases:
    # 130 and 120 minutes; 55 + 10 + 55 with the break; 119 is one short, 55 + 11 + 55 ten.
    return cases(
        Case(clock(65, 65)),
        Case(clock(55, 55, 10)),
        Case(clock(60, 59), 1),
        Case(clock(55, 55, 11), 10),
    )


def an_hour_and_a_half() -> Cases:
    # A break of ten minutes counts, one of eleven does not.
    made = cases(
        Case(clock(40, 40)), Case(clock(45, 45)), Case(clock(45, 46), 1), Case(clock(41, 40, 10), 1)
    )
    made.of["boundary"] += (Case(clock(40, 40, 10)), Case(clock(40, 40, 11)))
    return made


# --- ends -------------------------------------------------------------------------------------


def off_work() -> Cases:
    """The service ends at 18:00 (1080); work ends then, earlier or later."""

    def at(minute: int) -> District:
        season = changed(tiny_term().seasons[0], off_work_min=minute)
        return changed(PAID, term=tiny_term(seasons=(season,)))

    return cases(Case(at(1050)), Case(at(1080)), Case(at(1081), 1))


def after_dismissal() -> Cases:
    """The service begins at 16:00 (960)."""

    def at(minute: int) -> District:
        ends = PAID.schools[0].dismissal
        return with_school(PAID, dismissal=tuple(changed(d, at_min=minute) for d in ends))

    return cases(Case(at(955)), Case(at(960)), Case(at(961), 1))


def in_grade(grade: int, record: District) -> District:
    """Returns the district with both classes in another grade of a nine-year school."""
    record = with_school(record, stage="nine_year")
    return with_class(with_class(record, "C1", grade=grade), "C2", grade=grade)


def latest(grade: int, limit: int) -> Case:
    """Returns a day that ends at a minute, for a grade; it is one later than ``limit``."""
    return Case(in_grade(grade, clock(60, limit - 1020)))


def by_six() -> Cases:
    """Both stages end by 18:00."""
    late = [changed_amount(latest(g, 1081), 1) for g in (6, 7)]
    return cases(latest(6, 1070), latest(7, 1080), *late)


def primary_by_six() -> Cases:
    # A junior class is not meant.
    return cases(latest(7, 1200), latest(6, 1080), changed_amount(latest(6, 1081), 1))


def junior_by_half_past_six() -> Cases:
    return cases(latest(7, 1080), latest(7, 1110), changed_amount(latest(7, 1111), 1))


def changed_amount(case: Case, amount: int) -> Case:
    return Case(case.record, amount, case.plan)


def empty(record: District) -> Plan:
    """Returns a plan in which nobody meets: evenings are judged by their clock."""
    return changed(GOOD, grid=(), sections=(), meetings=(), district_id=record.id)


def evenings() -> Cases:
    """Junior, Monday to Friday, 120 minutes, 20:30 (1230)."""

    def held(amount: int, *spans: tuple[int, int], **changes: Any) -> Case:
        record = evening(*spans, **changes)
        return Case(record, amount, empty(record), model=lambda c: not told(record, c))

    def told(record: District, c: tuple[Any, ...]) -> bool:
        from tests.solver.model.helpers import found, model_of, pack_of

        return bool(found(model_of(record, pack_of(*c)), "end_within_window"))

    made = cases(
        held(0, (1120, 1220)),
        held(0, (1110, 1230)),
        held(1, (1111, 1231)),  # until 20:31
        held(1, (1109, 1230)),  # 121 minutes
        held(1, (1150, 1230), grade=6),
        held(1, (1150, 1230), weekday=6),
    )
    made.of["feasible"] += tuple(held(0, (1150, 1230), weekday=d) for d in (2, 3, 4, 5))
    return made


# --- the grid ---------------------------------------------------------------------------------


def as_care(*period_ids: str) -> Plan:
    """Returns the good plan with care, led by T1 and T2, in more periods."""
    model = {m.section_id: m for m in GOOD.meetings if m.section_id in ("c1", "c2")}
    meetings = [m for m in GOOD.meetings if m.period_id not in period_ids]
    for t in period_ids:
        weekday = next(p.weekday for p in tiny_periods() if p.id == t)
        meetings += [
            changed(m, id=f"{i}-{t}", period_id=t, weekday=weekday) for i, m in model.items()
        ]
    held: dict[str, list[str]] = {}
    for m in meetings:
        held.setdefault(m.section_id, []).append(m.period_id)
    return changed(
        GOOD,
        meetings=tuple(meetings),
        sections=tuple(
            changed(s, period_ids=tuple(held[s.id])) for s in GOOD.sections if s.id in held
        ),
        grid=tuple(
            changed(g, component="care") if g.period_id in period_ids else g for g in GOOD.grid
        ),
    )


def sport_every_week() -> Cases:
    # The good plan has sport on Monday and Wednesday.
    return cases(Case(PAID), Case(PAID, 0, as_care("Wed2")), Case(PAID, 1, as_care("Mon2", "Wed2")))


def adopted_mode(mode: str) -> Cases:
    """Guidance 3 times, sport twice, extension twice a week, one title, once a day at most."""
    record = with_school(PAID, adopted_mode=mode)
    three = as_care("Mon1", "Tue1")  # guidance on three days
    club = changed(  # chess, robots and reading under one title
        record,
        activities=tuple(
            changed(a, title="Clubs") if a.component == "extension" else a
            for a in record.activities
        ),
    )
    return cases(
        Case(club),
        Case(record, 0, three),
        Case(record, 1, as_care("Mon1", "Tue1", "Wed1")),
        Case(record, 1, as_care("Wed2")),  # sport once
        Case(record, 1, as_care("Thu2")),  # extension once
        Case(record, 2, as_care("Tue2", "Thu2")),  # never, and no title
        Case(record, 1, guided_twice()),
        Case(*three_on_friday(record)),
    )


def guided_twice() -> Plan:
    """Returns the good plan with guidance instead of care on Friday at five."""
    return changed(
        GOOD,
        grid=tuple(
            changed(g, component="guidance") if g.period_id == "Fri2" else g for g in GOOD.grid
        ),
        meetings=tuple(
            changed(
                m,
                activity_id="guidance",
                component="guidance",
                section_id=m.section_id.replace("c", "g"),
                id=m.id.replace("c", "g"),
            )
            if m.period_id == "Fri2"
            else m
            for m in GOOD.meetings
        ),
        sections=tuple(
            changed(s, period_ids=(*s.period_ids, "Fri2")) if s.id in ("g1", "g2") else s
            for s in GOOD.sections
            if s.id not in ("c1", "c2")
        ),
    )


def three_on_friday(record: District) -> tuple[District, int, Plan]:
    """Returns a third hour on Friday, of care: sport and extension are missing that day."""
    third = changed(tiny_periods()[-1], id="Fri3", start_min=1080, end_min=1140)
    longer = with_school(record, periods=(*record.schools[0].periods, third))
    care = [m for m in GOOD.meetings if m.section_id in ("c1", "c2")]
    cells = [g for g in GOOD.grid if g.period_id == "Fri2"]
    plan = changed(
        GOOD,
        grid=(*GOOD.grid, *(changed(g, period_id="Fri3") for g in cells)),
        meetings=(
            *GOOD.meetings,
            *(changed(m, id=f"{m.section_id}-Fri3", period_id="Fri3") for m in care),
        ),
        sections=tuple(
            changed(s, period_ids=("Fri2", "Fri3")) if s.id in ("c1", "c2") else s
            for s in GOOD.sections
        ),
    )
    return longer, 1, plan


def a_mode_not_adopted() -> Cases:
    """2+N is wished for: each class-period short of its rows counts one, two classes."""
    record = with_school(PAID, adopted_mode=None)
    return cases(
        Case(record, beside=("AX-2b",)),
        Case(record, 0, as_care("Mon1", "Tue1"), beside=("AX-2b",)),
        Case(record, 2, as_care("Mon1", "Tue1", "Wed1"), beside=("AX-2b",)),
    )


def one_class_hour_of_guidance() -> Cases:
    # 30 and 40 minutes count 0.75 and 1.00; 42 minutes count 1.05 class-hours.
    return cases(Case(clock(30, 50)), Case(clock(40, 50)), Case(clock(42, 50), 5))


def guidance(grade: int, **changes: Any) -> District:
    return with_activity(in_grade(grade, PAID), "guidance", **changes)


def no_written_homework() -> Cases:
    # Grade 3 may have it; in grades 1 and 2 it concerns C1's 40.
    return cases(
        Case(guidance(2)),
        Case(guidance(3, written_homework=True)),
        Case(guidance(1, written_homework=True), 40),
        Case(guidance(2, written_homework=True), 40),
    )


def banned(*kinds: str, other: str) -> Cases:
    """Guidance meets ten times a week; a kind that the clause does not name is legal."""

    def of(*named: str) -> District:
        record = PAID
        made: tuple[Activity, ...] = swap(record.activities, "id", "guidance", banned_kinds=named)
        return changed(record, activities=made)

    return cases(Case(PAID), Case(of(other)), *(Case(of(kind), 10) for kind in kinds))


TABLE: dict[str, Cases] = {
    "QC-2a": five_days(),
    "XY-3a": five_days(),
    "HF-3.2.1a": five_days(),
    "AX-3.1b": five_days(),
    "QC-2b": two_hours(),
    "XY-3b": two_hours(),
    "AX-3.1b.2": two_hours(),
    "HB-3.2b": an_hour_and_a_half(),
    "QC-2c": off_work(),
    "XY-3c": off_work(),
    "HF-3.2.1a.2": after_dismissal(),
    "HB-3.2a": after_dismissal(),
    "HF-3.2.1b": by_six(),
    "HB-3.2c": primary_by_six(),
    "HB-3.2d": junior_by_half_past_six(),
    "QC-2f": evenings(),
    "XY-3f": evenings(),
    "QC-3.3a": sport_every_week(),
    "QC-3.3b": adopted_mode("1+1+N"),
    "AX-2a": a_mode_not_adopted(),
    "AX-2b": adopted_mode("2+N"),
    "HB-3.3.2e": one_class_hour_of_guidance(),
    "HB-3.3.2b": no_written_homework(),
    "QC-3.1b": banned(
        "collective_teaching",
        "new_lesson",
        "makeup_lesson",
        "exam_drill",
        other="collective_makeup",
    ),
    "XY-5d": banned("new_lesson", other="makeup_lesson"),
    "HF-5.2b": banned("collective_subject_teaching", "collective_makeup", other="new_lesson"),
    "HB-3.3.2d": banned("collective_teaching", "makeup_lesson", other="new_lesson"),
    "HB-4.4b": banned("collective_teaching", "collective_makeup", other="new_lesson"),
}
