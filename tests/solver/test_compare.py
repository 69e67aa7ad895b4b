"""Two plans side by side; what differs is put there by hand."""

from data.synthetic import generate
from solver import compare
from solver.domain import District
from solver.plan import Meeting, Plan


def planted() -> tuple[District, Plan]:
    return generate("rural_county", 1, 1, "qiaocheng")


def changed(plan: Plan, *meetings: Meeting) -> Plan:
    return plan.model_copy(update={"meetings": meetings})


def test_a_plan_differs_from_itself_in_nothing() -> None:
    _, plan = planted()
    found = compare(plan, plan)
    assert (found.same, found.changes) == (len(plan.meetings), ())
    assert (found.staff_ids, found.class_ids, found.counts) == ((), (), {})
    assert all(f.one == f.two for f in (*found.levels, *found.terms, *found.accounts))


def test_ids_and_order_are_no_difference() -> None:
    _, plan = planted()
    renamed = [
        m.model_copy(update={"id": f"x{n}", "section_id": f"y{n}"})
        for n, m in enumerate(reversed(plan.meetings))
    ]
    found = compare(plan, changed(plan, *renamed))
    assert (found.same, found.changes) == (len(plan.meetings), ())


def test_each_kind_of_change_is_told_once() -> None:
    district, plan = planted()
    a, b, c, d, *rest = plan.meetings
    others = [
        p.id for p in district.staff if p.id not in {w for m in plan.meetings for w in m.staff_ids}
    ]
    person = others[0] if others else "somebody"
    two = changed(
        plan,
        a.model_copy(update={"staff_ids": (person,)}),
        b.model_copy(update={"room_id": "another"}),
        c.model_copy(update={"class_counts": {k: n + 1 for k, n in c.class_counts.items()}}),
        *rest,
    )
    found = compare(plan, two)
    assert found.counts == {"people": 1, "removed": 1, "room": 1, "students": 1}
    assert found.same == len(plan.meetings) - 4
    by_kind = {change.kind: change for change in found.changes}
    assert (by_kind["people"].one, by_kind["people"].two) == (a.staff_ids, (person,))
    assert (by_kind["room"].one, by_kind["room"].two) == ((b.room_id,), ("another",))
    seated = sum(c.class_counts.values())
    assert by_kind["students"].two == (str(seated + len(c.class_counts)),)
    assert by_kind["removed"].activity_id == d.activity_id
    # Whoever led what is gone or was given to another is affected, and the classes of all four.
    assert set(found.staff_ids) == {*a.staff_ids, person, *b.staff_ids, *d.staff_ids}
    assert set(found.class_ids) == {k for m in (a, b, c, d) for k in m.class_counts}
    back = compare(two, plan)
    assert back.counts == {"added": 1, "people": 1, "room": 1, "students": 1}


def test_another_activity_at_the_same_place_is_one_change() -> None:
    _, plan = planted()
    a, *rest = plan.meetings
    other = next(m.activity_id for m in rest if m.activity_id != a.activity_id)
    # Alone with its classes in that period, so that no other meeting there can be its partner.
    found = compare(changed(plan, a), changed(plan, a.model_copy(update={"activity_id": other})))
    assert [(c.kind, c.one, c.two) for c in found.changes] == [
        ("activity", (a.activity_id,), (other,))
    ]
