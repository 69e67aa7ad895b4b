"""The small district with lunch on Monday and extended care on Tuesday; a junior school's evening.

Lunch ``MonL`` is 12:00-12:40 (100 ch): 20 of C1 and 10 of C2 eat, each class in its home room, led
by T1 and T2 at 30 yuan a class-hour. Extended care ``TueX`` is 18:00-18:40 (100 ch): 5 of C1 and 4
of C2 in one pool in R1, led by T3 at 20 yuan. Monday and Tuesday occur on 4 dates each, so:

    lunch account: 30 eaters x 8.00 - 2 x 30.00 x 4 = 240.00 - 240.00 = 0
    basic account: 160.00 (see ``tests.factories``) - 20.00 x 4 = 80.00
"""

from typing import Any

from solver.domain import Activity, District, Funding, Period, SchoolClass, StaffMember
from solver.plan import Meeting, Plan, Section
from solver.policy import PolicyPack
from tests.factories.districts import DAYS, tiny_class, tiny_district, tiny_person
from tests.factories.edits import changed, swap, with_class, with_person, with_school
from tests.factories.plans import good_plan, with_claims

LUNCH, LATE = "MonL", "TueX"
# section: activity, room, leader, period, students by class
WINDOW_SECTIONS: dict[str, tuple[str, str, str, str, dict[str, int]]] = {
    "l1": ("lunch", "R1", "T1", LUNCH, {"C1": 20}),
    "l2": ("lunch", "R2", "T2", LUNCH, {"C2": 10}),
    "x1": ("late", "R1", "T3", LATE, {"C1": 5, "C2": 4}),
}


def window_periods() -> tuple[Period, ...]:
    """Returns ``MonL`` and ``TueX``."""
    return (
        Period(id=LUNCH, weekday=1, start_min=720, end_min=760, window="lunch"),
        Period(id=LATE, weekday=2, start_min=1080, end_min=1120, window="extended"),
    )


def window_activities() -> tuple[Activity, ...]:
    """Returns lunch by class, and extended care in pools of at most thirty."""
    return (
        Activity(
            id="lunch",
            title="Lunch",
            component="care",
            field="care",
            service_type="lunch",
            grouping="by_class",
        ),
        Activity(
            id="late",
            title="Late care",
            component="care",
            field="care",
            service_type="extended",
            grouping="whole_band",
            max_students=30,
        ),
    )


def window_district(**changes: Any) -> District:
    """Returns the small district with both windows; nobody's hours are limited."""
    record = tiny_district()
    school = record.schools[0]
    record = with_school(
        changed(record, activities=(*record.activities, *window_activities())),
        periods=(*school.periods, *window_periods()),
        funding=(*school.funding, Funding(account="lunch", fee_fen=800, fee_published=True)),
    )
    record = with_class(record, "C1", lunch_eaters=20, extended_care=5)
    record = with_class(record, "C2", lunch_eaters=10, extended_care=4)
    record = changed(record, staff=swap(record.staff, "id", "T1", **_UNLIMITED))
    for person_id in ("T1", "T2", "T3"):
        rates = {"basic": 6000, "lunch": 3000, "extended": 2000}
        record = with_person(record, person_id, pay_fen=rates)
    return changed(record, **changes)


_UNLIMITED: dict[str, Any] = {
    "max_day_ch": None,
    "max_week_ch": None,
    "min_week_ch": 0,
    "max_days": None,
    "max_consecutive": None,
    "target_week_ch": None,
}


def window_plan(district: District | None = None, pack: PolicyPack | None = None) -> Plan:
    """Returns the good plan with lunch and extended care served; ids ``l1-MonL`` and so on."""
    district = district or window_district()
    plan = good_plan(district, pack)
    activities = {a.id: a for a in district.activities}
    sections, meetings = [*plan.sections], [*plan.meetings]
    for section_id, (activity_id, room_id, leader, period_id, counts) in WINDOW_SECTIONS.items():
        section = Section(
            id=section_id,
            school_id="S1",
            activity_id=activity_id,
            period_ids=(period_id,),
            from_date=district.term.first_day,
            to_date=district.term.last_day,
        )
        sections.append(section)
        meetings.append(
            Meeting(
                id=f"{section_id}-{period_id}",
                school_id="S1",
                weekday=DAYS.index(period_id[:3]) + 1,
                period_id=period_id,
                activity_id=activity_id,
                section_id=section_id,
                component=activities[activity_id].component,
                service_type=activities[activity_id].service_type,
                room_id=room_id,
                staff_ids=(leader,),
                class_counts=counts,
                from_date=section.from_date,
                to_date=section.to_date,
            )
        )
    plan = changed(plan, sections=tuple(sections), meetings=tuple(meetings))
    return with_claims(district, pack or _empty_pack(), plan)


def _empty_pack() -> PolicyPack:
    from tests.factories.packs import tiny_pack

    return tiny_pack()


# --- a junior school with evening study -------------------------------------------------------


def evening_class(class_id: str, students: int, room_id: str, **changes: Any) -> SchoolClass:
    """Returns a class of grade 7 whose students all stay for evening study."""
    made = tiny_class(class_id, students, room_id, grade=7, evening_study=students)
    return changed(made, **changes)


def evening_periods(
    *spans: tuple[int, int], weekday: int = 1, **changes: Any
) -> tuple[Period, ...]:
    """Returns evening periods ``e1``, ``e2`` ... of one weekday."""
    return tuple(
        Period(
            **{
                "id": f"e{n}",
                "weekday": weekday,
                "start_min": start,
                "end_min": end,
                "window": "evening",
                **changes,
            }
        )
        for n, (start, end) in enumerate(spans, start=1)
    )


def evening_study(**changes: Any) -> Activity:
    """Returns evening study by class: guidance of the evening."""
    return Activity(
        **{
            "id": "study",
            "title": "Evening study",
            "component": "guidance",
            "field": "homework",
            "service_type": "evening",
            "grouping": "by_class",
            **changes,
        }
    )


def evening_teacher(person_id: str, **changes: Any) -> StaffMember:
    """Returns a teacher without pay."""
    return tiny_person(person_id, **{"pay_fen": {}, **changes})
