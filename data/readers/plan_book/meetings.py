"""The rows of a plan's meetings as they stand after people have edited them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.readers.plan_book.cells import Row
from data.readers.plan_book.names import Names
from data.readers.plan_book.periods import Periods
from solver.domain.calendar import first_service_day
from solver.domain.district import District
from solver.plan.types import Meeting, Plan

_MADE = "new"
"""In the ids of sections and meetings that a new row makes."""


@dataclass
class Known:
    """The district and the plan that rows are read against."""

    district: District
    base: Plan
    names: Names
    periods: Periods

    def __post_init__(self) -> None:
        self.schools = {s.id: s for s in self.district.schools}
        self.classes = {c.id: c for s in self.district.schools for c in s.classes}
        self.period = {p.id: p for s in self.district.schools for p in s.periods}
        self.activities = {a.id: a for a in self.district.activities}
        self.sections = {s.id: s for s in self.base.sections}
        self.taken = {m.id for m in self.base.meetings} | set(self.sections)

    def fresh(self, wanted: str) -> str:
        """Returns an id that nothing has, as near as can be to a wanted one."""
        found, number = wanted[:72], 1
        while found in self.taken:
            number += 1
            found = f"{wanted[:72]}-{number}"
        self.taken.add(found)
        return found


def read_meeting(row: Row, known: Known, base: Meeting | None) -> Meeting | None:
    """Returns the meeting of a row; ``None`` if something in it is wrong, which is noted.

    Parameters
    ----------
    base : Meeting, optional
        What the plan had in this row; cells that were not changed keep its values.
    """
    now: dict[str, Any] = {} if base is None else base.model_dump()
    _who(row, known, now)
    _seats(row, known, now)
    if not row.is_wrong():
        _when(row, known, now, base)
    _staff(row, now)
    if not row.is_wrong():
        _dates(row, known, now)
        _ids(row, known, now)
    if row.is_wrong():
        return None
    return Meeting.model_validate(now)


def _needed(row: Row, key: str, school: str | None = None) -> Any:
    if row.is_blank(key):
        row.add(key, "missing")
        return None
    return row.value(key, school)


def _who(row: Row, known: Known, now: dict[str, Any]) -> None:
    """Reads school, activity and room."""
    if row.is_changed("school"):
        now["school_id"] = _needed(row, "school")
    school = now.get("school_id")
    if row.is_changed("activity"):
        now["activity_id"] = _needed(row, "activity", school)
        activity = known.activities.get(now["activity_id"] or "")
        if activity is not None:
            now["component"] = activity.component
            now["service_type"] = activity.service_type
    if row.is_changed("room"):
        now["room_id"] = None if row.is_blank("room") else row.value("room", school)


def _seats(row: Row, known: Known, now: dict[str, Any]) -> None:
    """Reads the students of each class, and who they are if the plan lists them."""
    if row.is_changed("classes"):
        if row.is_blank("classes"):
            row.add("classes", "missing")
        now["class_counts"] = row.class_counts(now.get("school_id"))
    if row.is_changed("student_ids"):
        now["student_ids"] = () if row.is_blank("student_ids") else row.value("student_ids", None)


def _when(row: Row, known: Known, now: dict[str, Any], base: Meeting | None) -> None:
    """Reads weekday and time; classes that are named without a number come with all students."""
    if any(row.is_changed(key) for key in ("school", "weekday", "time")):
        weekday = now.get("weekday")
        if row.is_changed("weekday"):
            weekday = _needed(row, "weekday")
        if row.is_blank("time"):
            row.add("time", "missing")
        if row.is_wrong() or weekday is None:
            return
        activity = known.activities.get(now["activity_id"])
        like = known.period.get(base.period_id) if base is not None else None

        def meaning(_: Any) -> Any:
            return known.periods.find(
                row.said("time"),
                now["school_id"],
                weekday,
                tuple(now["class_counts"]),
                activity.window if activity else None,
                like,
            )

        period = row.read("time", meaning)
        if period is None:
            return
        now["period_id"], now["weekday"] = period.id, period.weekday
    period = known.period.get(now["period_id"])
    now["class_counts"] = {
        c: (known.classes[c].present(period) if period else 0) if n is None else n
        for c, n in now["class_counts"].items()
    }


def _staff(row: Row, now: dict[str, Any]) -> None:
    """Reads who leads and who helps; a leader who is missing while others help is a mistake."""
    school = now.get("school_id")
    leader, *helpers = now.get("staff_ids") or (None,)
    if row.is_changed("leader"):
        leader = None if row.is_blank("leader") else row.value("leader", school)
    if row.is_changed("helpers"):
        helpers = [] if row.is_blank("helpers") else list(row.value("helpers", school, ()))
    if leader is None and helpers and row.is_blank("leader"):
        row.add("leader", "missing")
    people = [p for p in (leader, *helpers) if p is not None]
    if len(set(people)) < len(people) and (row.is_changed("leader") or row.is_changed("helpers")):
        row.add("helpers", "person_twice", value=row.said("helpers"))
    now["staff_ids"] = tuple(people)


def _dates(row: Row, known: Known, now: dict[str, Any]) -> None:
    term, section = known.district.term, known.sections.get(row.said("section"))
    school = known.schools.get(now["school_id"])
    grades = [known.classes[c].grade for c in now["class_counts"] if c in known.classes]
    begins = first_service_day(school, term, grades) if school else term.first_day
    otherwise = {
        "from_date": section.from_date if section else begins,
        "to_date": section.to_date if section else term.last_day,
    }
    for key, day in otherwise.items():
        if row.is_changed(key):
            now[key] = day if row.is_blank(key) else row.value(key, None)
    if row.is_changed("except_dates"):
        now["except_dates"] = () if row.is_blank("except_dates") else row.dates("except_dates")
    first, last = now["from_date"], now["to_date"]
    if isinstance(first, date) and isinstance(last, date) and last < first:
        row.add("to_date", "range_backwards", first=first, last=last)


def _ids(row: Row, known: Known, now: dict[str, Any]) -> None:
    """Reads the section; a new row without one makes a section, and gets an id of its own."""
    if row.is_changed("section"):
        said = row.said("section")
        if row.is_blank("section"):
            wanted = f"{now['school_id']}-{now['activity_id']}-{_MADE}"
            now["section_id"] = known.fresh(wanted)
        else:
            now["section_id"] = said
            if len(said) > 80 or "\n" in said:
                row.add("section", "bad_id", value=said)
    if "id" not in now:
        now["id"] = known.fresh(f"{now['section_id']}@{now['period_id']}")


CELLS: Mapping[str, tuple[str, ...]] = {
    "school": ("school_id",),
    "weekday": ("weekday",),
    "time": ("period_id",),
    "activity": ("activity_id",),
    "room": ("room_id",),
    "leader": ("staff_ids",),
    "helpers": ("staff_ids",),
    "classes": ("class_counts",),
    "from_date": ("from_date",),
    "to_date": ("to_date",),
    "except_dates": ("except_dates",),
    "student_ids": ("student_ids",),
    "section": ("section_id",),
}
"""Columns that may be edited, with the fields that they fill."""


def edited_cells(row: Row, now: Meeting, base: Meeting) -> Iterable[str]:
    """Yields the columns of a row whose cells mean something else than they did."""
    for key, names in CELLS.items():
        if not row.is_changed(key):
            continue
        if key == "leader":
            differs = now.staff_ids[:1] != base.staff_ids[:1]
        elif key == "helpers":
            differs = now.staff_ids[1:] != base.staff_ids[1:]
        else:
            differs = any(getattr(now, name) != getattr(base, name) for name in names)
        if differs:
            yield key
