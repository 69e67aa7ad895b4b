"""Districts of one to three classes, each about one or two of the wishes."""

from typing import Any

from solver.domain import Band, District, Interval, School, StaffMember, Student
from solver.domain.people import TimePreference
from solver.domain.pins import LendingSwitch
from solver.domain.students import RankedChoice
from tests.factories import FIRST, changed, tiny_person, tiny_provider
from tests.solver.model.cases import choices, kid
from tests.solver.model.helpers import club, district, group, hours, one_school, room


def student(number: int, class_id: str, activity_id: str, **changes: Any) -> Student:
    """Returns a listed student of a school with menu M."""
    choice = RankedChoice(menu_id="M", activity_ids=(activity_id,))
    return Student(id=f"P{number}", class_id=class_id, choices=(choice,), **changes)


def prefers(weekday: int, start_min: int, preference: Any, minutes: int = 40) -> TimePreference:
    """Returns what somebody says of a time."""
    when = Interval(weekday=weekday, start_min=start_min, end_min=start_min + minutes)
    return TimePreference(when=when, preference=preference)


def other_school(school_id: str, mark: str, **changes: Any) -> School:
    """Returns a school of one class of one student in one hour: ``E1``, ``Q1``, ``q11`` for q."""
    upper = mark.upper()
    school = one_school((kid(f"{upper}1", 1, f"R{upper}"),), **changes)
    return changed(
        school,
        id=school_id,
        name=school_id,
        periods=tuple(changed(p, id=f"{mark}{p.id[1:]}") for p in school.periods),
        bands=(Band(id=f"B{upper}", name=f"B{upper}", class_ids=(f"{upper}1",)),),
        rooms=changes.get("rooms", (room(f"R{upper}"),)),
    )


def came_first() -> District:
    """Three listed students, one place in each club: P1 wants a and comes first, P2 and P3 b."""
    from solver.domain import Menu

    return district(
        one_school(
            (kid("C1", 2), kid("C2", 1)),
            rooms=(room("R1"), room("R2")),
            menus=(Menu(id="M", band_id="B1", activity_ids=("a", "b")),),
        ),
        (tiny_person("T1", skills=("a", "b")), tiny_person("T2", skills=("b",))),
        (club("a", max_students=1), club("b", max_students=1)),
        students=(
            student(1, "C1", "a", priority_group="left_behind"),
            student(2, "C1", "b"),
            student(3, "C2", "b", priority_group="disabled"),
        ),
    )


def free_of_mode() -> District:
    """Two hours on Monday, one on Tuesday; guidance, sports and reading, no mode adopted."""
    return district(
        one_school((kid("C1", 1, "R1"),), hours("11", "12", "21"), rooms=(room("R1"),)),
        (tiny_person("T1"),),
        (
            group("guidance", "guidance", weekdays=(1,)),
            group("sports", "sports"),
            club("reading", grouping="whole_band", skill=None),
        ),
    )


def varied() -> District:
    """Homework, reading and two clubs, one of a provider; a library outside the school."""
    return district(
        one_school(
            (kid("C1", 2, "R1"),),
            hours("11"),
            rooms=(room("R1", 2), room("R2", 2, off_campus=True), room("R3", 2)),
        ),
        (
            tiny_person("T1", skills=("a",)),
            tiny_person("T2"),
            tiny_person("I1", role="instructor", home_school_id=None, provider_id="V1"),
        ),
        (
            group("guidance", "guidance", field="homework"),
            club("a", field="science"),
            club("p", field="arts", service_type="special", provider_id="V1", skill=None),
            club("never", field="tutoring", grouping="whole_band", skill="none", fee_fen=100),
        ),
        providers=(tiny_provider(),),
        choice_counts=choices(("C1", "a", 1), ("C1", "p", 1)),
    )


def titles_of_three() -> District:
    """Three schools, two of them urban, with clubs of one title or two for one teacher each."""
    schools = (
        one_school((kid("C1", 2, "R1"),), rooms=(room("R1"), room("R2")), is_urban=True),
        other_school("S2", "q", is_urban=True),
        other_school("S3", "r", is_urban=False),
    )
    people = (
        tiny_person("T1", skills=("a",)),
        tiny_person("T2", skills=("b",)),
        tiny_person("T3", skills=("a",), home_school_id="S2"),
    )
    return district(
        schools,
        people,
        (club("a"), club("b")),
        choice_counts=choices(("C1", "a", 1), ("C1", "b", 1), ("Q1", "a", 1), ("Q1", "b", 1)),
    )


def weak_and_strong() -> District:
    """The weak S1 wants three places, S2 and S3 one each; an instructor serves one of them."""
    schools = (
        one_school((kid("C1", 2, "R1"),), rooms=(room("R1"), room("R2")), is_weak=True),
        other_school("S2", "q"),
        other_school("S3", "r"),
    )
    helper = tiny_person(
        "V1", role="volunteer", home_school_id=None, lendable_to=("S1", "S2"), skills=("a",)
    )
    return district(
        schools,
        (helper, tiny_person("T3", home_school_id="S3", skills=("a",))),
        (club("a"), club("b")),
        choice_counts=choices(
            ("C1", "a", 2), ("C1", "b", 1), ("Q1", "a", 1), ("R1", "a", 1), ("R1", "b", 1)
        ),
    )


def own_or_not() -> District:
    """A teacher and a volunteer for guidance or care, a lent teacher for a club."""
    return district(
        (
            one_school((kid("C1", 1, "R1"),), hours("11", "21"), rooms=(room("R1"), room("R2"))),
            other_school("S2", "q"),
        ),
        (
            tiny_person("T1"),
            tiny_person("V1", role="volunteer", home_school_id=None, lendable_to=("S1",)),
        ),
        (group("guidance", "guidance"), group()),
    )


def same_adults() -> District:
    """Two classes in two hours, apart or merged, with two teachers; one may help the other."""
    from tests.solver.model.cases import BOTH

    return district(
        one_school(
            (kid("C1", 1, "R1"), kid("C2", 1)),
            hours("11", "21"),
            rooms=(room("R1"), room("R2")),
            merges=BOTH,
        ),
        (tiny_person("T1", own_class_ids=("C1",)), tiny_person("T2")),
        (group("guidance", "guidance", grouping="merged"),),
    )


def liked_times() -> District:
    """Three hours; T1 dislikes the first and must work in the third, T2 likes Tuesday only."""
    people: tuple[StaffMember, ...] = (
        tiny_person(
            "T1",
            preferences=(
                prefers(1, 960, "discouraged"),
                prefers(1, 970, "strongly_discouraged", 10),
                prefers(2, 980, "required"),
            ),
        ),
        tiny_person(
            "T2", preferences=(prefers(2, 940, "preferred", 30), prefers(1, 1000, "prohibited"))
        ),
    )
    return district(
        one_school((kid("C1", 1, "R1"),), hours("11", "12", "21")),
        people,
        (group(),),
    )


def tired() -> District:
    """T1 wants 200 ch and has done 100 in this term of one week; T2 wants none."""
    return district(
        one_school((kid("C1", 1, "R1"),), hours("11", "12", "21")),
        (
            tiny_person("T1", target_week_ch=200, done_ch=100),
            tiny_person("T2", target_week_ch=50, done_ch=100),
        ),
        (group(),),
    )


def late_is_no_wish() -> District:
    """Care in one hour, then late guidance for who stays; T2 of S2 is lent, R2 is outside.

    T1 dislikes the late hour and must not work at all, T2 likes the first; homework is done late
    only. None of it is about the late hour.
    """
    people: tuple[StaffMember, ...] = (
        tiny_person(
            "T1",
            target_week_ch=0,
            preferences=(prefers(1, 1000, "strongly_discouraged"), prefers(1, 1010, "required")),
        ),
        tiny_person(
            "T2",
            home_school_id="S2",
            lendable_to=("S1",),
            target_week_ch=50,
            preferences=(prefers(1, 960, "preferred"),),
        ),
    )
    return district(
        (
            one_school(
                (kid("C1", 1, extended_care=1),),
                (*hours("11"), *hours("12", window="extended")),
                rooms=(room("R1"), room("R2", off_campus=True)),
            ),
            other_school("S2", "q"),
        ),
        people,
        (
            group(),
            group(
                "late", "guidance", field="homework", service_type="extended", grouping="whole_band"
            ),
        ),
        lending=LendingSwitch(enabled_by="X", enabled_on=FIRST, within_area=True),
    )
