"""Hours as schools keep them: a grade's own weekday, early ends, short days, noon, small groups."""

from pathlib import Path

from solver.domain import Band, ChoiceCount, District, Menu, MergeGroup, SchoolClass
from solver.domain.school import Dismissal
from tests.factories import changed, tiny_class, tiny_person
from tests.factories.practice import Practised, practised, served
from tests.solver.model.helpers import club, district, group, hours, one_school, room


def graded(grade: int, students: int = 20) -> SchoolClass:
    """Returns class C<grade> in its room R<grade>."""
    return tiny_class(f"C{grade}", students, f"R{grade}", grade=grade)


def own_bands(*classes: SchoolClass) -> tuple[Band, ...]:
    return tuple(Band(id=f"B{c.grade}", name=c.name, class_ids=(c.id,)) for c in classes)


def choirs(weekdays: tuple[int, ...]) -> District:
    """Three grades want to sing, with the one teacher in the one room with a piano."""
    classes = tuple(graded(g) for g in (1, 2, 3))
    songs = tuple(
        club(f"choir{c.grade}", skill="choir", room_features=("piano",), grades=(c.grade,))
        for c in classes
    )
    songs = tuple(changed(a, weekdays=(w,)) for a, w in zip(songs, weekdays, strict=True))
    school = one_school(
        classes,
        hours("11", "21", "31"),
        (*(room(f"R{g}") for g in (1, 2, 3)), room("P", features=("piano",))),
        bands=own_bands(*classes),
        menus=tuple(
            Menu(id=f"M{c.grade}", band_id=f"B{c.grade}", activity_ids=(f"choir{c.grade}",))
            for c in classes
        ),
    )
    return district(
        school,
        (*(tiny_person(f"T{g}") for g in (1, 2, 3)), tiny_person("S", skills=("choir",))),
        (group(), *songs),
        choice_counts=tuple(
            ChoiceCount(class_id=c.id, menu_id=f"M{c.grade}", activity_id=a.id, count=20)
            for c, a in zip(classes, songs, strict=True)
        ),
    )


def choices_missed(done: Practised) -> int:
    return next(level.value for level in done.plan.levels if level.name == "choices")


def test_each_grade_has_its_weekday_so_that_rooms_are_shared(tmp_path: Path) -> None:
    """Grade 1 on Monday, 2 on Tuesday, 3 on Wednesday: all 60 wishes in one room."""
    done = practised(tmp_path, choirs((1, 2, 3)))
    assert served(done)
    assert choices_missed(done) == 0
    sung = [(m.period_id, m.room_id, m.staff_ids, m.class_counts) for m in done.led(room_id="P")]
    assert sung == [
        ("p11", "P", ("S",), {"C1": 20}),
        ("p21", "P", ("S",), {"C2": 20}),
        ("p31", "P", ("S",), {"C3": 20}),
    ]


def test_on_one_weekday_only_one_grade_can_have_the_room(tmp_path: Path) -> None:
    """All on Monday: 20 sing, 40 wishes are open, and the sheet of open wishes says so."""
    done = practised(tmp_path, choirs((1, 1, 1)))
    assert served(done)
    assert choices_missed(done) == 40


def test_grades_end_at_different_times(tmp_path: Path) -> None:
    """Grade 1 ends at 16:40, grade 3 at 17:20: one hour for the one, two for the other.

    T1 has Monday's grade 1 and the second hour of grade 3 as well.
    """
    first = hours("11", grades=(1,))
    later = tuple(changed(p, id=f"q{p.id[1:]}") for p in hours("11", "12", grades=(3,)))
    classes = (graded(1), graded(3))
    school = one_school(
        classes,
        (*first, *later),
        bands=own_bands(*classes),
        dismissal=(
            Dismissal(grades=(1,), weekday=1, at_min=950),
            Dismissal(grades=(3,), weekday=1, at_min=960),
        ),
    )
    people = (tiny_person("T1"), tiny_person("T2", max_day_ch=100))
    done = practised(tmp_path, district(school, people, (group(),)))
    assert served(done)
    assert [(m.period_id, m.class_counts) for m in done.led()] == [
        ("p11", {"C1": 20}),
        ("q11", {"C3": 20}),
        ("q12", {"C3": 20}),
    ]


def test_a_short_day(tmp_path: Path) -> None:
    """Mondays have one hour and half of the class, Tuesdays two hours and all of it."""
    school = one_school(
        (changed(tiny_class("C1", 20, "R1"), participants={1: 10, 2: 20}),), hours("11", "21", "22")
    )
    done = practised(tmp_path, district(school, (tiny_person("T1"),), (group(),)))
    assert served(done)
    assert [(m.period_id, m.class_counts) for m in done.led()] == [
        ("p11", {"C1": 10}),
        ("p21", {"C1": 20}),
        ("p22", {"C1": 20}),
    ]


def test_noon_of_two_lengths(tmp_path: Path) -> None:
    """Grades 1 and 2 rest from 13:00 to 13:30, grade 3 from 12:30 to 13:30, in one dining hall."""
    classes = tuple(changed(graded(g), lunch_eaters=12) for g in (1, 2, 3))
    noon = (
        *hours("11", start_min=780, minutes=30, window="lunch", grades=(1, 2)),
        *(
            changed(p, id="q11")
            for p in hours("11", start_min=750, minutes=60, window="lunch", grades=(3,))
        ),
        *hours("12", start_min=960),
    )
    school = one_school(
        classes,
        noon,
        (
            *(room(f"R{g}") for g in (1, 2, 3)),
            room("H", 100, features=("hall",), sections_at_once=3),
        ),
        bands=own_bands(*classes),
    )
    rest = group(
        "rest",
        service_type="lunch",
        grouping="whole_band",
        max_students=30,
        students_per_adult=30,
        room_features=("hall",),
    )
    people = tuple(tiny_person(f"T{i}") for i in (1, 2, 3))
    done = practised(tmp_path, district(school, people, (group(), rest)))
    assert served(done)
    # 24 of grades 1 and 2 and 12 of grade 3: one adult each time, on one clock two of them.
    eaten = [(m.period_id, sum(m.class_counts.values())) for m in done.led(service_type="lunch")]
    assert sorted(eaten) == [("p11", 24), ("q11", 12)]
    (early,), (late,) = (done.led(period_id=p, service_type="lunch") for p in ("p11", "q11"))
    assert early.staff_ids != late.staff_ids


def test_small_care_groups_are_merged_across_grades(tmp_path: Path) -> None:
    """8 of grade 1 and 9 of grade 2 stay; one teacher is there, and the school lists the merge."""
    classes = (graded(1, 8), graded(2, 9))
    school = one_school(
        classes,
        bands=own_bands(*classes),
        merges=(MergeGroup(id="G", class_ids=("C1", "C2")),),
    )
    record = district(school, (tiny_person("T1"),), (group(grouping="merged"),))
    done = practised(tmp_path, record)
    assert served(done)
    (care,) = done.led()
    assert care.class_counts == {"C1": 8, "C2": 9}


def test_two_classes_need_a_second_adult_beyond_the_ratio(tmp_path: Path) -> None:
    """17 students together: 20 to an adult lets one lead both, 16 does not."""
    classes = (graded(1, 8), graded(2, 9))
    school = one_school(
        classes, bands=own_bands(*classes), merges=(MergeGroup(id="G", class_ids=("C1", "C2")),)
    )
    for ratio, unmet in ((20, []), (16, [8])):
        folder = tmp_path / str(ratio)
        folder.mkdir()
        care = group(grouping="merged", students_per_adult=ratio)
        done = practised(folder, district(school, (tiny_person("T1"),), (care,)))
        # The larger class is served, 8 students are left.
        assert [u.student_periods for u in done.plan.unmet] == unmet
