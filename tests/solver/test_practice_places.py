"""Places as schools use them: several sections on one field, and where they go in rain."""

from pathlib import Path

from solver.domain import Band, District, Room
from solver.domain.school import GridCell
from tests.factories import tiny_class, tiny_person
from tests.factories.practice import practised, served
from tests.solver.model.helpers import district, group, hours, one_school, room


def test_sports_on_each_day_without_a_lesson_of_it(tmp_path: Path) -> None:
    """A junior school: PE on Monday and Tuesday for class 1, on Monday for class 2; two places.

    So Tuesday's hour is sports for class 2 only, Wednesday's for both.
    """
    classes = (
        tiny_class("C1", 20, "R1", pe_weekdays=(1, 2)),
        tiny_class("C2", 20, "R2", pe_weekdays=(1,)),
    )
    school = one_school(
        classes,
        hours("11", "21", "31"),
        (room("R1"), room("R2"), room("F", 200, features=("field",), sections_at_once=2)),
        bands=(Band(id="B", name="B", class_ids=("C1", "C2"), grid_unit="class"),),
        sports_without_pe=True,
    )
    sports = group("sports", "sports", field="sport", room_features=("field",))
    people = tuple(tiny_person(f"T{i}") for i in (1, 2))
    done = practised(tmp_path, district(school, people, (group(), sports)))
    assert served(done)
    held = {(c, m.period_id) for m in done.led(activity_id="sports") for c in m.class_counts}
    assert held >= {("C2", "p21"), ("C1", "p31"), ("C2", "p31")}


def fields(at_once: int, hall: Room | None = None) -> District:
    """Three classes of 20 have sports on the field in Monday's hour, as the school has fixed."""
    classes = tuple(tiny_class(f"C{i}", 20, f"R{i}") for i in (1, 2, 3))
    field = room(
        "F",
        200,
        features=("field",),
        sections_at_once=at_once,
        weather_exposed=True,
        wet_alternative_id=hall.id if hall else None,
    )
    school = one_school(
        classes,
        hours("11"),
        (*(room(f"R{i}") for i in (1, 2, 3)), field, *([hall] if hall else [])),
        fixed_grid=tuple(
            GridCell(class_id=c.id, period_id="p11", component="sports") for c in classes
        ),
    )
    sports = group("sports", "sports", field="sport", room_features=("field",))
    return district(school, tuple(tiny_person(f"T{i}") for i in (1, 2, 3)), (group(), sports))


def test_a_field_takes_several_sections(tmp_path: Path) -> None:
    done = practised(tmp_path, fields(3))
    assert served(done)
    assert [m.room_id for m in done.led(activity_id="sports")] == ["F", "F", "F"]


def test_no_more_than_it_takes(tmp_path: Path) -> None:
    """Two at once: the third class of 20 has no place, and the cause says so."""
    done = practised(tmp_path, fields(2))
    assert [(u.component, u.student_periods) for u in done.plan.unmet] == [("sports", 20)]
    assert len(done.led(activity_id="sports")) == 2
    assert "教室" in done.plan.unmet[0].text_zh or "场地" in done.plan.unmet[0].text_zh


def test_in_rain_the_hall_takes_what_fits(tmp_path: Path) -> None:
    """A hall for two sections: of three outdoors two can move, one stays behind."""
    hall = room("H", 60, features=("hall",), sections_at_once=2)
    done = practised(tmp_path, fields(3, hall))
    assert served(done)
    said = done.sheet("雨天各时段")
    assert "3 | 2 | 1 | 20" in said
    whole = tmp_path / "whole"
    whole.mkdir()
    done = practised(whole, fields(3, room("H", 60, features=("hall",), sections_at_once=3)))
    assert "3 | 3 | 0 | 0" in done.sheet("雨天各时段")
