"""The small district: its term, school, activities, people and provider."""

from datetime import date
from typing import Any

from solver.domain import (
    Activity,
    Band,
    ChoiceCount,
    District,
    FeeReduction,
    Funding,
    Menu,
    MergeGroup,
    Period,
    Provider,
    Room,
    RunningCost,
    School,
    SchoolClass,
    StaffMember,
    Term,
)
from solver.domain.people import Agreement, ApprovalStep, Qualification
from solver.domain.school import Dismissal
from solver.domain.term import Closure, MakeUpDay, Season

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 27)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")


def tiny_term(**changes: Any) -> Term:
    """Returns the four weeks of March 2026 with a closure and a make-up Saturday."""
    return Term(
        **{
            "id": "T",
            "name": "2026 spring (four weeks)",
            "first_day": FIRST,
            "last_day": LAST,
            "closures": (Closure(first=date(2026, 3, 12), last=date(2026, 3, 13)),),
            "make_up_days": (MakeUpDay(day=date(2026, 3, 21), follows=5),),
            "seasons": (Season(id="W", name="winter", first=FIRST, last=LAST, off_work_min=1080),),
            **changes,
        }
    )


def tiny_periods(
    starts: tuple[int, ...] = (960, 1020), minutes: int = 60, prefix: str = "", **changes: Any
) -> tuple[Period, ...]:
    """Returns regular periods on Monday to Friday, ``Mon1`` ... ``Fri2`` by default."""
    return tuple(
        Period(
            id=f"{prefix}{day}{n}",
            weekday=weekday,
            start_min=start,
            end_min=start + minutes,
            **changes,
        )
        for weekday, day in enumerate(DAYS, start=1)
        for n, start in enumerate(starts, start=1)
    )


def tiny_class(
    class_id: str, participants: int, room_id: str | None, **changes: Any
) -> SchoolClass:
    """Returns a class of grade 3 with the same participants on each weekday."""
    return SchoolClass(
        **{
            "id": class_id,
            "name": f"3({class_id[-1]})",
            "grade": 3,
            "enrolled": participants + 2,
            "participants": dict.fromkeys(range(1, 6), participants),
            "home_room_id": room_id,
            **changes,
        }
    )


def tiny_school(**changes: Any) -> School:
    """Returns school S1: classes C1 and C2, rooms R1-R4 and field F1, two accounts."""
    return School(
        **{
            "id": "S1",
            "name": "First Primary",
            "stage": "primary",
            "area_id": "A1",
            "is_urban": True,
            "dismissal": tuple(Dismissal(weekday=w, at_min=960) for w in range(1, 6)),
            "periods": tiny_periods(),
            "rooms": (
                Room(id="R1", name="Room 1", seats=45, safety_passed=True),
                Room(id="R2", name="Room 2", seats=45, safety_passed=True),
                Room(id="R3", name="Lecture room", seats=60, safety_passed=True),
                Room(id="R4", name="Robot lab", seats=20, features=("lab",), safety_passed=True),
                Room(
                    id="F1",
                    name="Field",
                    seats=200,
                    features=("field",),
                    sections_at_once=2,
                    weather_exposed=True,
                ),
            ),
            "classes": (
                tiny_class("C1", 40, "R1", hardship=2),
                tiny_class("C2", 35, "R2", hardship=1),
            ),
            "bands": (Band(id="B1", name="Grade 3", class_ids=("C1", "C2")),),
            "merges": (MergeGroup(id="G1", class_ids=("C1", "C2")),),
            "menus": (Menu(id="M1", band_id="B1", activity_ids=("chess", "robot"), take=1),),
            "funding": (
                Funding(
                    account="basic",
                    fee_fen=10000,
                    fee_published=True,
                    reductions=(FeeReduction(group="hardship", count=3, reduction_pct=100),),
                    running_costs=(RunningCost(kind="water", amount_fen=20000),),
                    allowed_spending=("personnel", "water"),
                ),
                Funding(account="special", fee_published=True),
            ),
            **changes,
        }
    )


def tiny_activities() -> tuple[Activity, ...]:
    """Returns guidance, sports, care, reading, chess (basic, twice a week) and robot (special)."""
    return (
        Activity(
            id="guidance",
            title="Guidance",
            component="guidance",
            field="homework",
            grouping="by_class",
            max_students=50,
        ),
        Activity(
            id="sports",
            title="Ball games",
            component="sports",
            field="sport",
            grouping="merged",
            max_students=100,
            students_per_adult=40,
            helpers=1,
            skill="pe",
            room_features=("field",),
        ),
        Activity(
            id="care",
            title="Care",
            component="care",
            field="care",
            grouping="merged",
            max_students=60,
        ),
        Activity(
            id="reading",
            title="Reading",
            component="extension",
            field="reading",
            grouping="whole_band",
            max_students=50,
        ),
        Activity(
            id="chess",
            title="Chess",
            component="extension",
            field="club",
            grouping="by_choice",
            min_students=10,
            max_students=30,
            meetings_per_week=2,
            skill="chess",
        ),
        Activity(
            id="robot",
            title="Robots",
            component="extension",
            field="science",
            service_type="special",
            grouping="by_choice",
            min_students=5,
            max_students=20,
            room_features=("lab",),
            provider_id="V1",
            fee_fen=20000,
            vetted_on=date(2026, 1, 10),
        ),
    )


def tiny_person(person_id: str, **changes: Any) -> StaffMember:
    """Returns a cleared teacher of S1, paid 60 yuan a class-hour for basic service."""
    return StaffMember(
        **{
            "id": person_id,
            "name": f"Teacher {person_id}",
            "role": "teacher",
            "home_school_id": "S1",
            "qualifications": (Qualification(kind="teacher"),),
            "vetted_on": date(2026, 1, 5),
            "vetting_passed": True,
            "reviewed_on": date(2026, 1, 6),
            "bad_record": False,
            "contract_from": date(2025, 9, 1),
            "trained_on": date(2026, 2, 20),
            "pay_fen": {"basic": 6000},
            **changes,
        }
    )


def tiny_staff() -> tuple[StaffMember, ...]:
    """Returns T1 and T2 (class teachers), T3 (chess), T4 (sports), T5 (other staff), I1 (robot).

    T1's limits are just met: 300 ch on Fridays, 1200 ch and 6 days in the week of the make-up day.
    """
    return (
        tiny_person(
            "T1",
            own_class_ids=("C1",),
            max_day_ch=300,
            max_week_ch=1200,
            min_week_ch=900,
            max_days=6,
            max_consecutive=2,
            target_week_ch=900,
        ),
        tiny_person("T2", own_class_ids=("C2",)),
        tiny_person("T3", skills=("chess",)),
        tiny_person("T4", skills=("pe",)),
        tiny_person("T5", role="other_staff"),
        tiny_person(
            "I1",
            role="instructor",
            home_school_id=None,
            provider_id="V1",
            pay_fen={},
        ),
    )


def tiny_provider(**changes: Any) -> Provider:
    """Returns provider V1 with three approval steps and a filed agreement with S1."""
    day = date(2026, 1, 15)
    return Provider(
        **{
            "id": "V1",
            "name": "Robot House",
            "kind": "non_academic_training",
            "approvals": tuple(
                ApprovalStep(code=code, granted_on=day, valid_to=LAST)
                for code in ("shortlist", "city", "choice")
            ),
            "agreements": (
                Agreement(
                    school_id="S1",
                    signed_on=day,
                    valid_to=LAST,
                    parties=("school", "provider", "parent"),
                    filed=True,
                ),
            ),
            "price_per_meeting_fen": 60000,
            **changes,
        }
    )


def tiny_district(**changes: Any) -> District:
    """Returns the small district; ``changes`` replace fields of `District`.

    To change one record inside it use `with_school`, `with_class`, `with_room`, `with_person`,
    `with_activity` or `with_funding`.
    """
    return District(
        **{
            "id": "D",
            "name": "Tiny district",
            "policy_pack_id": "tiny",
            "term": tiny_term(),
            "schools": (tiny_school(),),
            "staff": tiny_staff(),
            "providers": (tiny_provider(),),
            "activities": tiny_activities(),
            "choice_counts": tuple(
                ChoiceCount(class_id=c, menu_id="M1", activity_id=a, count=n)
                for c, a, n in (
                    ("C1", "chess", 12),
                    ("C2", "chess", 10),
                    ("C1", "robot", 8),
                    ("C2", "robot", 7),
                )
            ),
            **changes,
        }
    )
