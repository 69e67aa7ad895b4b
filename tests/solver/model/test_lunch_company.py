"""Lunch company: a leader of the school eats along, or the lunch is counted as unmet."""

from solver.domain import District, DutyPost
from solver.model.causes import unmet_needs
from solver.model.extract import extract
from tests.factories import changed, tiny_clause, tiny_person, with_school
from tests.solver.model.helpers import (
    gate,
    is_open,
    least,
    model_of,
    pack_of,
    small,
    solve,
    with_staff,
)

CLAUSE = pack_of(tiny_clause("serve_lunch"))


def lunching(*posts: DutyPost, eaters: int = 5, leader: bool = True) -> District:
    """Returns `small` with lunch on Monday 11:40-12:40 (``L``) and leader P1."""
    record = small()
    school = record.schools[0]
    lunch = changed(school.periods[0], id="L", window="lunch", start_min=700, end_min=760)
    classes = (changed(school.classes[0], lunch_eaters=eaters),)
    record = with_school(
        record, periods=(*school.periods, lunch), classes=classes, duty_posts=posts
    )
    return with_staff(record, tiny_person("P1", role="leader")) if leader else record


def alone(record: District) -> list[tuple[str, str, int, str]]:
    """Returns the unmet rows of posts and lunch company in a best plan."""
    ctx = model_of(record, CLAUSE)
    point = solve(ctx, None, ctx.rows.objective("unmet_service"))
    assert point is not None
    rows = [
        r for r in unmet_needs(ctx.district, ctx.pack, extract(ctx, point)) if r.class_id is None
    ]
    return [(r.family, r.period_id, r.minutes, r.cause) for r in rows]


def test_a_leader_eats_along() -> None:
    ctx = model_of(lunching(), CLAUSE)
    # Teachers of the school do not count.
    assert set(ctx.v.post) == {("P1", "accompany:L")}
    assert alone(lunching()) == []
    point = solve(ctx, {ctx.v.lunch_alone["L"]: 0})
    assert point is not None
    assert [(d.post_id, d.staff_ids) for d in extract(ctx, point).duties] == [
        ("accompany:L", ("P1",))
    ]


def test_nobody_to_eat_along_is_an_unmet_need() -> None:
    # 60 minutes of one leader.
    assert alone(lunching(leader=False)) == [("serve_lunch", "L", 60, "finding.lunch_alone")]


def test_only_where_a_clause_asks_for_it_and_somebody_eats() -> None:
    assert model_of(lunching()).v.post == {}
    assert model_of(lunching(eaters=0), CLAUSE).v.post == {}
    assert least(model_of(lunching(leader=False, eaters=0), CLAUSE), "unmet_service") == 0


def test_a_stated_post_takes_the_place_of_the_derived_one() -> None:
    eating = gate("eat", role="lunch_accompany", start_min=690, end_min=701)
    ctx = model_of(lunching(eating), CLAUSE)
    assert set(ctx.v.post) == {("P1", "eat")}
    assert alone(lunching(eating)) == []
    assert sorted(alone(lunching(eating, leader=False))) == [
        ("serve_lunch", "L", 60, "finding.lunch_alone"),
        ("staff_duty_posts", "eat", 11, "finding.post_short"),
    ]


def test_a_teacher_on_a_stated_post_is_no_leader() -> None:
    eating = gate(
        "eat", role="lunch_accompany", start_min=700, end_min=760,
        staff_roles=("leader", "teacher"),
    )  # fmt: skip
    ctx = model_of(lunching(eating), CLAUSE)
    assert is_open(ctx, {ctx.v.post[("T1", "eat")]: 1, ctx.v.lunch_alone["L"]: 1})
    assert not is_open(ctx, {ctx.v.post[("T1", "eat")]: 1, ctx.v.lunch_alone["L"]: 0})
    assert not is_open(ctx, {ctx.v.post[("P1", "eat")]: 1, ctx.v.lunch_alone["L"]: 1})
