"""What a person or the school fixed and the plan does not keep."""

from random import Random

from solver.domain import GridPin, MeetingPin
from solver.domain.pins import AbsencePin
from solver.domain.school import GridCell
from tests.solver.verify.spoiling.good import Good, Spoilt, kind, pick, structure

PINS = "keep_pins"


@kind("pinned cell not kept")
def pin_cell(good: Good, rng: Random) -> Spoilt:
    e = pick(rng, good.plan.grid)
    other = pick(rng, [c for c in ("guidance", "sports", "care") if c != e.component])
    pin = GridPin(class_id=e.class_id, period_id=e.period_id, component=other)  # type: ignore[arg-type]
    told = structure(PINS, "pin_cell", period_id=e.period_id, subject=e.class_id)
    return good.given(told, pins=(*good.district.pins, pin))


@kind("grid that the school fixed itself not kept")
def fixed_cell(good: Good, rng: Random) -> Spoilt:
    e = pick(rng, good.plan.grid)
    school = good.classes[e.class_id][0]
    other = pick(rng, [c for c in ("guidance", "sports", "care") if c != e.component])
    cell = GridCell(class_id=e.class_id, period_id=e.period_id, component=other)  # type: ignore[arg-type]
    told = structure(PINS, "pin_cell", period_id=e.period_id, subject=e.class_id)
    return good.school(school, told, fixed_grid=(*school.fixed_grid, cell))


@kind("pinned leader not kept")
def pin_leader(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, good.usual)
    leading = {x.staff_ids[0] for x in good.held
               if (x.period_id, x.activity_id) == (m.period_id, m.activity_id)}  # fmt: skip
    person = pick(rng, [p for p in good.staff if p not in leading])
    pin = MeetingPin(period_id=m.period_id, activity_id=m.activity_id, staff_id=person)
    told = structure(PINS, "pin_meeting", period_id=m.period_id, subject=m.activity_id)
    return good.given(told, pins=(*good.district.pins, pin))


@kind("pinned room not kept")
def pin_room(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, good.usual)
    used = {x.room_id for x in good.held
            if (x.period_id, x.activity_id) == (m.period_id, m.activity_id)}  # fmt: skip
    room = pick(rng, [r.id for r in good.schools[m.school_id].rooms if r.id not in used])
    pin = MeetingPin(period_id=m.period_id, activity_id=m.activity_id, room_id=room)
    told = structure(PINS, "pin_meeting", period_id=m.period_id, subject=m.activity_id)
    return good.given(told, pins=(*good.district.pins, pin))


@kind("pinned absence not kept")
def pin_absence(good: Good, rng: Random) -> Spoilt:
    person, m = pick(rng, good.serving())
    weekday = pick(rng, [None, good.period(m).weekday])
    pin = AbsencePin(staff_id=person.id, school_id=m.school_id, weekday=weekday)
    told = structure(PINS, "pin_absence", period_id=m.period_id, subject=person.id)
    return good.given(told, pins=(*good.district.pins, pin))
