"""Copies of records with other values: districts, plans and what is in them."""

from typing import Any, TypeVar

from solver.domain import District, Entity
from solver.plan import Plan

EntityT = TypeVar("EntityT", bound=Entity)


def changed(entity: EntityT, **changes: Any) -> EntityT:
    """Returns a copy of a record with other values, validated anew."""
    fields = {name: getattr(entity, name) for name in type(entity).model_fields}
    return type(entity)(**{**fields, **changes})


def swap(items: tuple[EntityT, ...], key: str, value: str, **changes: Any) -> tuple[EntityT, ...]:
    assert any(getattr(i, key) == value for i in items), f"no record with {key} {value}"
    return tuple(changed(i, **changes) if getattr(i, key) == value else i for i in items)


def with_school(district: District, school_id: str = "S1", **changes: Any) -> District:
    """Returns the district with other values of a school."""
    return changed(district, schools=swap(district.schools, "id", school_id, **changes))


def _within(district: District, field: str, item_id: str, changes: dict[str, Any]) -> District:
    for school in district.schools:
        items = getattr(school, field)
        if any(i.id == item_id for i in items):
            return with_school(
                district, school.id, **{field: swap(items, "id", item_id, **changes)}
            )
    raise AssertionError(f"no {field} {item_id}")


def with_class(district: District, class_id: str, **changes: Any) -> District:
    """Returns the district with other values of a class."""
    return _within(district, "classes", class_id, changes)


def with_room(district: District, room_id: str, **changes: Any) -> District:
    """Returns the district with other values of a room."""
    return _within(district, "rooms", room_id, changes)


def with_period(district: District, period_id: str, **changes: Any) -> District:
    """Returns the district with other values of a period."""
    return _within(district, "periods", period_id, changes)


def with_person(district: District, person_id: str, **changes: Any) -> District:
    """Returns the district with other values of a staff member."""
    return changed(district, staff=swap(district.staff, "id", person_id, **changes))


def with_activity(district: District, activity_id: str, **changes: Any) -> District:
    """Returns the district with other values of an activity."""
    return changed(district, activities=swap(district.activities, "id", activity_id, **changes))


def with_funding(
    district: District, account: str, school_id: str = "S1", **changes: Any
) -> District:
    """Returns the district with other values of one account of a school."""
    school = next(s for s in district.schools if s.id == school_id)
    return with_school(
        district, school_id, funding=swap(school.funding, "account", account, **changes)
    )


def with_meeting(plan: Plan, meeting_id: str, **changes: Any) -> Plan:
    """Returns the plan with other values of a meeting."""
    return changed(plan, meetings=swap(plan.meetings, "id", meeting_id, **changes))


def with_section(plan: Plan, section_id: str, **changes: Any) -> Plan:
    """Returns the plan with other values of all meetings of a section."""
    return changed(plan, meetings=swap(plan.meetings, "section_id", section_id, **changes))


def without_meeting(plan: Plan, meeting_id: str) -> Plan:
    """Returns the plan without a meeting (its section stays)."""
    kept = tuple(m for m in plan.meetings if m.id != meeting_id)
    assert len(kept) == len(plan.meetings) - 1, f"no meeting {meeting_id}"
    return changed(plan, meetings=kept)


def with_cell(plan: Plan, period_id: str, component: str, *class_ids: str) -> Plan:
    """Returns the plan with another grid cell in a period (of all classes if none is named)."""
    return changed(
        plan,
        grid=tuple(
            changed(e, component=component)
            if e.period_id == period_id and (not class_ids or e.class_id in class_ids)
            else e
            for e in plan.grid
        ),
    )
