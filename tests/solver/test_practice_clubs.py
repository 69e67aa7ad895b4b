"""Clubs as schools run them: quotas of classes, a leader with a helper, two hours in one go."""

from pathlib import Path

from solver.domain import Activity, ChoiceCount, District, Funding, Menu
from solver.domain.activity import ClassQuota
from tests.factories import tiny_class, tiny_person
from tests.factories.practice import practised, served
from tests.solver.model.helpers import club, district, group, hours, one_school, room


def talks(
    activity: Activity, wishes: tuple[int, int], periods: tuple[str, ...] = ("11",)
) -> District:
    """Classes C1 and C2 (20 each) choose ``talk``, T1's skill; T2 to T4 stay with the rest."""
    classes = (tiny_class("C1", 20, "R1"), tiny_class("C2", 20, "R2"))
    school = one_school(
        classes,
        hours(*periods),
        (room("R1"), room("R2"), room("R3")),
        menus=(Menu(id="M1", band_id="B1", activity_ids=("talk",)),),
        funding=(Funding(account="basic", opening_fen=10_000_000),),
    )
    people = (
        tiny_person("T1", skills=("talk",)),
        *(tiny_person(f"T{i}") for i in (2, 3, 4)),
    )
    return district(
        school,
        people,
        (group(), activity),
        choice_counts=tuple(
            ChoiceCount(class_id=c.id, menu_id="M1", activity_id="talk", count=n)
            for c, n in zip(classes, wishes, strict=True)
        ),
    )


def test_three_places_of_a_class(tmp_path: Path) -> None:
    """Three places a class: of 10 and 2 who want it, 3 and 2 get it; 7 wishes are open."""
    talk = club("talk", class_quotas=(ClassQuota(max_students=3),))
    done = practised(tmp_path, talks(talk, (10, 2)))
    assert served(done)
    (held,) = done.led(activity_id="talk")
    assert held.class_counts == {"C1": 3, "C2": 2}
    assert next(x.value for x in done.plan.levels if x.name == "choices") == 7


def test_a_class_with_its_own_number(tmp_path: Path) -> None:
    """C1 may send 6, every other class 3."""
    quotas = (ClassQuota(max_students=3), ClassQuota(class_id="C1", max_students=6))
    done = practised(tmp_path, talks(club("talk", class_quotas=quotas), (10, 10)))
    (held,) = done.led(activity_id="talk")
    assert held.class_counts == {"C1": 6, "C2": 3}


def test_the_fewest_of_a_class(tmp_path: Path) -> None:
    """15 fit; without a rule it is all one who sits there, but each class keeps at least 6."""
    talk = club("talk", max_students=15, class_quotas=(ClassQuota(min_students=6),))
    done = practised(tmp_path, talks(talk, (20, 7)))
    (held,) = done.led(activity_id="talk")
    assert sum(held.class_counts.values()) == 15
    assert held.class_counts["C2"] >= 6


def test_where_a_class_cannot_send_its_fewest_the_club_is_not_held(tmp_path: Path) -> None:
    """C2 has to send 6 and 2 want it."""
    talk = club("talk", class_quotas=(ClassQuota(min_students=6),))
    done = practised(tmp_path, talks(talk, (10, 2)))
    assert served(done)
    assert done.led(activity_id="talk") == []


def test_one_leads_and_one_helps(tmp_path: Path) -> None:
    """15 to an adult and a helper: 30 sit with two adults, of whom only the leader needs the skill.

    Both classes' groups need one each; with four people 30 of the 40 wishes are met.
    """
    talk = club("talk", max_students=40, students_per_adult=15, helpers=1)
    done = practised(tmp_path, talks(talk, (20, 20)))
    assert served(done)
    (held,) = done.led(activity_id="talk")
    assert held.staff_ids[0] == "T1"
    assert len(set(held.staff_ids)) == 2
    assert sum(held.class_counts.values()) == 30
    assert "talk" in done.sheet("人员课表")


def test_two_hours_in_one_go(tmp_path: Path) -> None:
    """Monday's two hours follow each other; Tuesday has one only, so the club is on Monday."""
    talk = club("talk", length_periods=2, max_students=40)
    done = practised(tmp_path, talks(talk, (20, 20), ("11", "12", "21")))
    assert served(done)
    held = done.led(activity_id="talk")
    assert [m.period_id for m in held] == ["p11", "p12"]
    assert len({(m.section_id, m.room_id, m.staff_ids, *m.class_counts.items()) for m in held}) == 1


def test_a_break_between_parts_the_two_hours(tmp_path: Path) -> None:
    """With one hour on each of two days there is nothing that follows; 40 wishes are open."""
    talk = club("talk", length_periods=2, max_students=40)
    done = practised(tmp_path, talks(talk, (20, 20), ("11", "21")))
    assert served(done)
    assert done.led(activity_id="talk") == []
    assert next(x.value for x in done.plan.levels if x.name == "choices") == 40
