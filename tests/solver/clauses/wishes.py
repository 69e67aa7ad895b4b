"""Clauses that only encourage: what a plan misses of them, counted by hand."""

from typing import Any

from solver.domain import ChoiceCount, District
from solver.plan import Plan
from tests.factories import (
    changed,
    good_plan,
    tiny_person,
    with_activity,
    with_class,
    with_person,
    with_room,
    with_school,
    with_section,
)
from tests.solver.clauses.day import as_care, in_grade
from tests.solver.clauses.kit import Case, Cases, cases, paid
from tests.solver.clauses.people import from_outside
from tests.solver.clauses.seats import chess
from tests.solver.model.helpers import with_staff

PAID = paid()
GOOD = good_plan(PAID)


# --- variety ----------------------------------------------------------------------------------


def idle(field: Any, record: District = PAID, **changes: Any) -> District:
    """Returns the district with one more activity of a field, which does not run."""
    made = changed(record.activities[0], id="idle", title="Idle", field=field, **changes)
    return changed(record, activities=(*record.activities, made))


def fields(
    *missing: str,
    grade: int = 3,
    elsewhere: int = 5,
    other: str = "film",
    clubs: int = 2,
    by_stage: bool = True,
) -> Cases:
    """Returns each field idle once; one of another grade or of another field does not count.

    Without guidance homework is idle, without sports sport; without extension ``clubs`` fields of
    chess (club), robots (science) and reading are.
    """
    record = PAID if grade == 3 else in_grade(grade, PAID)
    made = cases(
        Case(record),
        Case(idle(missing[0], record, grades=(elsewhere,))),
        *(Case(idle(field, record), 1) for field in missing),
        Case(record, 1, as_care("Mon1", "Tue1", "Wed1", "Thu1", "Fri1")),
        Case(record, 1, as_care("Mon2", "Wed2")),
        Case(record, clubs, as_care("Tue2", "Thu2")),
    )
    # C2 is of the other stage; what only it could do is not asked of this one.
    mixed = with_class(with_school(PAID, stage="nine_year"), "C2", grade=7 if grade == 3 else 3)
    if grade == 7:
        mixed = with_class(mixed, "C1", grade=7)
    there = idle(missing[0], mixed, grades=(7 if grade == 3 else 3,))
    made.of["boundary"] += (Case(idle(other, record)), *([Case(there)] if by_stage else []))
    return made


def free_help() -> Cases:
    return cases(Case(PAID), Case(idle("tutoring", fee_fen=100)), Case(idle("tutoring"), 1))


def without_robots() -> Plan:
    """Returns the good plan with the 15 of the robots at reading."""
    kept = tuple(m for m in GOOD.meetings if m.activity_id != "robot")
    plan = changed(
        GOOD, meetings=kept, sections=tuple(s for s in GOOD.sections if s.activity_id != "robot")
    )
    return with_section(plan, "re", class_counts={"C1": 28, "C2": 25}, room_id="R3")


def both_origins() -> Cases:
    """Chess is the school's, robots are the provider's."""
    adopted = with_school(PAID, adopted_mode="1+1+N")
    elsewhere = with_activity(adopted, "robot", grades=(5,))
    unasked = tuple(c for c in PAID.choice_counts if c.activity_id != "robot")
    elsewhere = changed(elsewhere, choice_counts=unasked)
    return cases(
        Case(adopted),
        Case(elsewhere, 0, without_robots()),  # no provider for these grades
        Case(adopted, 1, without_robots()),
        Case(adopted, 2, as_care("Tue2", "Thu2")),
    )


def outings() -> Cases:
    school = PAID.schools[0]
    library = changed(school.rooms[2], id="R5", off_campus=True)
    more = with_school(PAID, rooms=(*school.rooms, library))
    return cases(
        Case(with_room(PAID, "R4", off_campus=True)),  # the robot lab, in use
        Case(with_room(more, "R5", safety_passed=False)),
        Case(more, 1, empty_room="R5"),
    )


def three_titles() -> Cases:
    # Chess, robots and reading; without robots one is missing, unless the school is rural.
    return cases(
        Case(with_school(PAID, is_urban=False), 0, without_robots()),
        Case(PAID),
        Case(PAID, 1, without_robots()),
    )


# --- people, days, choices --------------------------------------------------------------------


def led_by_its_own() -> Cases:
    # T3 leads chess twice a week; E1 only helps at sports.
    helper = tiny_person(
        "E1", role="external", home_school_id=None, lendable_to=("S1",), pay_fen={}
    )
    helped = with_staff(PAID, helper)
    plan = with_section(good_plan(helped), "sp", staff_ids=("T4", "E1"))
    return cases(Case(PAID), Case(helped, 0, plan), Case(from_outside("T3"), 2))


def homework_at_school() -> Cases:
    # Two classes without guidance on Monday; juniors have it on most days all the same.
    plan = as_care("Mon1")
    return cases(Case(PAID), Case(in_grade(7, PAID), 0, plan), Case(PAID, 2, plan))


def five_days() -> Cases:
    def friday(there: int) -> District:
        return with_class(PAID, "C1", participants={1: 40, 2: 40, 3: 40, 4: 40, 5: there})

    early = with_class(PAID, "C1", participants_by_period={"Fri2": 39})
    care = with_section(GOOD, "c1", class_counts={"C1": 39})
    counts = {"c1-Fri2": 39, "g1-Fri1": 39}
    fewer = changed(
        GOOD,
        meetings=tuple(
            changed(m, class_counts={"C1": counts[m.id]}) if m.id in counts else m
            for m in GOOD.meetings
        ),
    )
    made = cases(Case(PAID), Case(early, 0, care), Case(friday(39), 1, fewer))
    made.of["violation"] += tuple(Case(*away(d)) for d in (1, 2, 3, 4))
    return made


def away(weekday: int) -> tuple[District, int, Plan]:
    """Returns one of C1 away on a weekday from Monday to Thursday."""
    there = dict.fromkeys(range(1, 6), 40) | {weekday: 39}
    day = ("", "Mon", "Tue", "Wed", "Thu")[weekday]
    whole = {"g1": 39, "sp": 39, "re": 19, "st": 27}
    meetings = tuple(
        changed(m, class_counts={**m.class_counts, "C1": whole[m.section_id]})
        if m.period_id.startswith(day) and m.section_id in whole
        else m
        for m in GOOD.meetings
    )
    return with_class(PAID, "C1", participants=there), 1, changed(GOOD, meetings=meetings)


def fair_load() -> Cases:
    # T1 works six times 1.5 class-hours a week: 900.
    def target(ch: int) -> District:
        return with_person(PAID, "T1", target_week_ch=ch)

    return cases(Case(target(1000)), Case(target(900)), Case(target(899), 1))


def choices_met() -> Cases:
    # 12 of C1 want chess.
    wanted = (ChoiceCount(class_id="C1", menu_id="M1", activity_id="chess", count=11),)
    rest = tuple(c for c in PAID.choice_counts if (c.class_id, c.activity_id) != ("C1", "chess"))
    fewer = changed(PAID, choice_counts=(*wanted, *rest))
    return cases(Case(fewer, 0, chess(11)), Case(PAID, 0, chess(12)), Case(PAID, 1, chess(11)))


TABLE: dict[str, Cases] = {
    "QC-3.1a": fields(
        "tutoring", "science_pop", "arts", "labour", "interest_group", by_stage=False
    ),
    "HB-3.3.2a": fields("interest_group", "arts", "science_pop", "practice", clubs=1),
    "HB-3.3.2c": fields(
        "arts", "tutoring", "practice", "interest_group", grade=7, elsewhere=3, other="labour"
    ),
    "HB-3.3.1b": free_help(),
    "QC-3.3c": both_origins(),
    "XY-6c": outings(),
    "AX-2c": three_titles(),
    "QC-6.1a": led_by_its_own(),
    "XY-5c": homework_at_school(),
    "XY-3e": five_days(),
    "XY-15b": fair_load(),
    "XY-4": choices_met(),
    "AX-3.3b": choices_met(),
}
