"""``staff_duty_posts``: each post has the people it needs, or they are counted as missing."""

from typing import Any

import pytest

from solver.domain import District, StaffMember
from solver.model.build import outline
from solver.model.causes import unmet_needs
from solver.model.context import Context
from solver.model.extract import extract
from solver.search.counting import count_shortages
from tests.factories import (
    changed,
    good_plan,
    tiny_clause,
    tiny_district,
    tiny_pack,
    tiny_person,
    with_school,
)
from tests.solver.model.cases import lent
from tests.solver.model.helpers import (
    gate,
    is_open,
    least,
    model_of,
    pack_of,
    small,
    solve,
    stands,
    with_staff,
)


def posted(*people: StaffMember, **post: Any) -> District:
    """Returns `small`, its one hour of 40 minutes from 960 on, with a gate post beside it."""
    return with_staff(with_school(small(), duty_posts=(gate(**post),)), *people)


def who(ctx: Context) -> set[str]:
    """Returns who may stand on a post."""
    return {w for w, _post in ctx.v.post}


def unmet(record: District) -> int:
    return least(model_of(record), "unmet_service")


def test_a_district_without_posts_has_no_rows_for_them() -> None:
    ctx = model_of(tiny_district())
    assert (ctx.v.post, ctx.v.post_short, ctx.v.lunch_alone) == ({}, {}, {})
    assert stands(tiny_district())


@pytest.mark.parametrize(
    ("post", "minutes"),
    [
        ({}, 0),  # T1 leads, T2 stands
        ({"people_needed": 2}, 40),
        ({"people_needed": 3}, 80),
        ({"people_needed": 2, "start_min": 1000, "end_min": 1010}, 0),  # after the hour
        ({"people_needed": 2, "start_min": 999, "end_min": 1010}, 11),
        ({"people_needed": 2, "start_min": 930, "end_min": 960}, 0),
        ({"weekday": 2, "people_needed": 2}, 0),
        ({"weekday": 7, "people_needed": 2}, 0),  # no Sunday in the term
    ],
)
def test_people_missing_by_hand(post: dict[str, Any], minutes: int) -> None:
    # A missing person costs the minutes of the post; leaving C1 alone would cost 30 times 40.
    assert unmet(posted(**post)) == minutes


@pytest.mark.parametrize(
    ("post", "person", "may"),
    [
        ({}, {}, True),
        ({"skill": "first aid"}, {}, False),
        ({"skill": "first aid"}, {"skills": ("first aid",)}, True),
        ({"role": "leader_of_the_day"}, {}, False),
        ({"role": "leader_of_the_day"}, {"role": "leader"}, True),
        ({"staff_roles": ("other_staff",)}, {"role": "other_staff"}, True),
        ({}, {"role": "volunteer", "home_school_id": None}, False),
        ({"own_staff_only": False}, {"role": "volunteer", "home_school_id": None}, True),
        ({"staff_roles": ("volunteer",)}, {"role": "volunteer", "home_school_id": None}, False),
        ({}, {"busy": ({"weekday": 1, "start_min": 999, "end_min": 1001},)}, False),
        ({}, {"busy": ({"weekday": 1, "start_min": 1000, "end_min": 1001},)}, True),
        ({}, {"availability": ({"weekday": 1, "start_min": 961, "end_min": 1100},)}, False),
        ({}, {"availability": ({"weekday": 1, "start_min": 960, "end_min": 1000},)}, True),
        ({}, {"absences": ({"first": "2026-03-02", "last": "2026-03-02"},)}, False),
        ({}, {"absences": ({"first": "2026-03-03", "last": "2026-03-03"},)}, True),
    ],
)
def test_who_may_stand(post: dict[str, Any], person: dict[str, Any], may: bool) -> None:
    extra = changed(tiny_person("X", lendable_to=("S1",)), **person)
    assert ("X" in who(model_of(posted(extra, **post)))) is may


def test_papers_and_pay_keep_people_off() -> None:
    unvetted = tiny_person("X", vetting_passed=None)
    clause = tiny_clause("require_clearance", vetting_roles=("all",))
    assert who(model_of(posted(unvetted), pack_of(clause))) == {"T1", "T2"}
    dear = tiny_person("X", pay_fen={"basic": 6001})
    cap = tiny_clause("keep_pay_cap", cap_fen=6000, roles=("teacher",))
    assert who(model_of(posted(dear, class_hours_ch=50), pack_of(cap))) == {"T1", "T2"}
    # A post without class-hours pays nothing: no rate to judge.
    assert who(model_of(posted(dear), pack_of(cap))) == {"T1", "T2", "X"}


@pytest.mark.parametrize(
    ("ch", "limits", "both"),
    [
        (50, {"max_day_ch": 149}, False),
        (50, {"max_day_ch": 150}, True),
        (50, {"max_week_ch": 149}, False),
        (0, {"max_day_ch": 100}, True),
        (50, {"max_consecutive": 1}, False),  # ten minutes between
        (0, {"max_consecutive": 1}, True),
    ],
)
def test_limits_see_posts_that_count(ch: int, limits: dict[str, int], both: bool) -> None:
    # The hour counts 100 ch.
    record = posted(tiny_person("X", **limits), class_hours_ch=ch, start_min=1010, end_min=1030)
    ctx = model_of(record)
    fixed = {ctx.v.lead[("X", "care", ("p11",))]: 1, ctx.v.post[("X", "gate")]: 1}
    assert is_open(ctx, fixed) is both


def test_days_see_posts_that_count() -> None:
    for ch, both in ((50, False), (0, True)):
        ctx = model_of(posted(tiny_person("X", max_days=1), class_hours_ch=ch, weekday=2))
        fixed = {ctx.v.lead[("X", "care", ("p11",))]: 1, ctx.v.post[("X", "gate")]: 1}
        assert is_open(ctx, fixed) is both


def test_posts_pay_basic_service_and_count_in_the_load() -> None:
    # Nobody else: T1 leads (100 ch, 60 yuan) and stands later (50 ch, 30 yuan); target 100 ch.
    record = posted(class_hours_ch=50, start_min=1010, end_min=1030)
    funding = ({"account": "basic", "opening_fen": 6000},)
    record = with_school(record, funding=funding)
    record = changed(record, staff=(changed(record.staff[0], target_week_ch=100),))
    ctx = model_of(record)
    fixed = dict.fromkeys([*ctx.v.unmet.values(), *ctx.v.post_short.values()], 0)
    assert least(ctx, "missing_money", fixed) == 3000
    assert least(ctx, "staff_wishes", fixed) == 50


def test_the_plan_names_who_stands_and_why_nobody_does() -> None:
    record = posted(people_needed=2)
    ctx = model_of(record)
    point = solve(ctx, None, ctx.rows.objective("unmet_service"))
    assert point is not None
    (duty,) = extract(ctx, point).duties
    leader = next(w for (w, _a, _p), x in ctx.v.lead.items() if point[x])
    assert {duty.staff_ids[0], leader} == {"T1", "T2"}
    (row,) = unmet_needs(ctx.district, ctx.pack, extract(ctx, point))
    assert (row.family, row.period_id, row.student_periods, row.minutes) == (
        "staff_duty_posts", "gate", 1, 40,
    )  # fmt: skip
    assert row.cause == "cause.post_taken"
    assert "门岗" in row.text_zh and "16:00–16:40" in row.text_zh


def test_counting_finds_posts_that_nobody_can_fill() -> None:
    record = posted(people_needed=2, role="leader_of_the_day")
    counted = count_shortages(outline(record, tiny_pack()))
    (finding,) = [s.finding for s in counted.shortages if s.kind == "posts"]
    assert (finding.severity, finding.subject, finding.amount) == ("short", "gate", 2)
    # Two people for 40 minutes.
    assert counted.unmet == 80
    ctx = model_of(record)
    point = solve(ctx, None, ctx.rows.objective("unmet_service"))
    assert point is not None
    assert [row.cause for row in unmet_needs(ctx.district, ctx.pack, extract(ctx, point))] == [
        "finding.post_short"
    ]


def test_the_good_plan_with_duties_stands() -> None:
    record = with_school(tiny_district(), duty_posts=(gate(),))
    assert stands(record, plan=good_plan(record))


def test_a_lent_person_stands_only_where_others_may() -> None:
    record = lent()
    for own, expected in ((True, {"T2"}), (False, {"T1", "T2"})):
        posts = (gate("far", start_min=1000, end_min=1010, own_staff_only=own),)
        ctx = model_of(with_school(record, "S2", duty_posts=posts))
        assert who(ctx) == expected
        if not own:
            # One school a day: at S1's hour and at S2's post on Monday is too much.
            home = ctx.v.lead[("T1", "care", ("p11",))]
            assert not is_open(ctx, {home: 1, ctx.v.post[("T1", "far")]: 1})
            # A day given to S1 is none of S2's.
            given = {("T1", 1): "S1"}
            ctx = model_of(with_school(record, "S2", duty_posts=posts), day_school=given)
            assert who(ctx) == {"T2"}
