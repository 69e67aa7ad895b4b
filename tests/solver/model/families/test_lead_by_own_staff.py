"""``lead_by_own_staff``: the school's own people lead most of basic service."""

from datetime import date
from typing import Any

import pytest

from solver.domain import District
from solver.domain.pins import LendingSwitch
from solver.domain.school import ShortageDeclaration
from tests.factories import (
    changed,
    tiny_class,
    tiny_clause,
    tiny_district,
    tiny_person,
    with_person,
    with_school,
)
from tests.solver.model.helpers import (
    district,
    gate,
    group,
    hours,
    is_open,
    leads,
    least,
    model_of,
    one_school,
    pack_of,
    room,
    small,
    stands,
    why,
    works,
)

HALF: dict[str, Any] = {"own_share_num": 1, "own_share_den": 2, "roles": ("teacher",)}


def sharing(classes: int = 2, *ids: str, **outsider: Any) -> District:
    """A teacher and an external who needs nothing; each class has its own room."""
    return district(
        one_school(
            tuple(tiny_class(f"C{i}", 10, f"R{i}") for i in range(1, classes + 1)),
            hours(*(ids or ("11",))),
            tuple(room(f"R{i}") for i in range(1, classes + 1)),
        ),
        (
            tiny_person("T1"),
            tiny_person(
                "X1",
                **{
                    "role": "external",
                    "home_school_id": None,
                    "lendable_to": ("S1",),
                    **outsider,
                },
            ),
        ),
        (group(),),
    )


def both(record: District, **limits: Any) -> bool:
    """Tells whether the teacher and the outsider may lead an hour each."""
    ctx = model_of(record, pack_of(tiny_clause("lead_by_own_staff", **limits)))
    return is_open(ctx, dict.fromkeys(leads(ctx, "T1", "X1"), 1))


@pytest.mark.parametrize(
    ("limits", "legal"),
    [
        (HALF, True),  # 40 of 80 minutes
        ({**HALF, "strict": True}, False),  # more than half is asked
        ({**HALF, "own_share_num": 49, "own_share_den": 100, "strict": True}, True),
        ({**HALF, "own_share_num": 51, "own_share_den": 100}, False),
        ({**HALF, "roles": ("teacher", "external")}, True),  # an external has no home here
        ({**HALF, "roles": ("leader",)}, False),
        ({"own_share_num": 1, "own_share_den": 1, "roles": ("teacher",)}, False),
    ],
)
def test_half_of_the_minutes(limits: dict[str, Any], legal: bool) -> None:
    assert both(sharing(), **limits) is legal


def test_good_plan_is_led_by_the_schools_own() -> None:
    # Minutes: guidance 600, sports 120, chess 120, reading 60, care 180 (robot is special), so
    # 1080 in all. T5, other staff, leads care on Thursday; teachers lead the other 1020.
    whole: dict[str, Any] = {"own_share_num": 1, "own_share_den": 1}
    both_roles = tiny_clause("lead_by_own_staff", roles=("teacher", "other_staff"), **whole)
    assert stands(tiny_district(), both_roles)
    exact: dict[str, Any] = {
        "roles": ("teacher",),
        "own_share_num": 1020,
        "own_share_den": 1080,
    }
    assert stands(tiny_district(), tiny_clause("lead_by_own_staff", **exact))
    more = {**exact, "own_share_num": 1021}
    assert not stands(tiny_district(), tiny_clause("lead_by_own_staff", **more))


def test_with_nobody_leading_a_strict_share_is_kept() -> None:
    ctx = model_of(sharing(), pack_of(tiny_clause("lead_by_own_staff", **HALF, strict=True)))
    assert is_open(ctx, dict.fromkeys(leads(ctx, "T1", "X1"), 0))
    assert not is_open(ctx, dict.fromkeys(leads(ctx, "T1"), 0) | dict.fromkeys(leads(ctx, "X1"), 1))
    # So the teacher leads one class and the other has nobody: ten children, 40 minutes.
    assert least(ctx, "unmet_service") == 400


@pytest.mark.parametrize(("lent_counts", "legal"), [(True, True), (False, False)])
def test_lent_teachers_count_if_the_clause_says_so(lent_counts: bool, legal: bool) -> None:
    record = sharing()
    home = one_school(
        (tiny_class("E1", 10, "Q1"),),
        tuple(changed(p, id="q21") for p in hours("21")),
        id="S2",
        name="S2",
        bands=(changed(record.schools[0].bands[0], id="B2", class_ids=("E1",)),),
    )
    lent = tiny_person("X1", home_school_id="S2", lendable_to=("S1",))
    record = changed(
        record,
        schools=(*record.schools, home),
        staff=(record.staff[0], lent),
        lending=LendingSwitch(enabled_by="X", enabled_on=date(2026, 2, 1)),
    )
    ctx = model_of(
        record,
        pack_of(tiny_clause("lead_by_own_staff", **HALF, strict=True, lent_counts=lent_counts)),
        school_ids=("S1",),
    )
    assert is_open(ctx, dict.fromkeys(leads(ctx, "T1", "X1"), 1)) is legal


@pytest.mark.parametrize(
    ("signed", "legal"), [(None, False), (date(2026, 3, 2), True), (date(2026, 3, 3), False)]
)
@pytest.mark.parametrize("role", ["external", "volunteer"])
def test_outsiders_need_a_declared_shortage(signed: date | None, legal: bool, role: str) -> None:
    # The only hour is on 2 March.
    clause = tiny_clause("lead_by_own_staff", external_only_if_shortage=True)
    declared = signed and ShortageDeclaration(signed_by="X", signed_on=signed, reason="too few")
    record = with_school(with_person(sharing(), "X1", role=role), shortage_declaration=declared)
    ctx = model_of(record, pack_of(clause))
    assert works(ctx, "X1") is legal
    if not legal:
        assert why(ctx, "staff", "X1")[:2] == ("T-1", "unused.no_shortage")


# --- an own adult on site --------------------------------------------------------------------


def alone(record: District, *ids: str) -> bool:
    """Tells whether the external may lead C1 (in some hours) with nobody leading another class."""
    ctx = model_of(record)
    led = {ctx.v.lead[("X1", "care", (t,))]: 1 for t in ids or ("p11",)}
    idle = {var: 0 for (w, _a, _p), var in ctx.v.lead.items() if w == "T1"}
    return is_open(ctx, led | idle)


def test_an_outsider_never_works_alone() -> None:
    ctx = model_of(sharing())
    external, teacher = (ctx.v.lead[(w, "care", ("p11",))] for w in ("X1", "T1"))
    assert is_open(ctx, {external: 1, teacher: 1})
    assert not is_open(ctx, {external: 1, teacher: 0})
    assert is_open(ctx, {external: 0, teacher: 1})
    # One class only: whoever leads it is alone.
    assert not alone(sharing(1))


@pytest.mark.parametrize(
    ("post", "legal"),
    [
        ({}, True),  # 960 to 1000, as the hour
        ({"start_min": 900, "end_min": 1100}, True),
        ({"start_min": 961}, False),
        ({"end_min": 999}, False),
        ({"weekday": 2}, False),
    ],
)
def test_an_own_adult_on_a_post_is_enough(post: dict[str, Any], legal: bool) -> None:
    assert alone(with_school(sharing(1), duty_posts=(gate(**post),))) is legal


def test_two_posts_cover_one_hour_together() -> None:
    posts = (gate("a", end_min=980), gate("b", start_min=980))
    assert alone(with_school(sharing(1), duty_posts=posts))
    posts = (gate("a", end_min=979), gate("b", start_min=980))
    assert not alone(with_school(sharing(1), duty_posts=posts))


def test_an_outsider_on_a_post_is_no_own_adult() -> None:
    open_post = gate(own_staff_only=False, staff_roles=("volunteer",))
    record = with_school(sharing(1), duty_posts=(open_post,))
    volunteer = tiny_person("V", role="volunteer", home_school_id=None, lendable_to=("S1",))
    record = changed(record, staff=(*record.staff, volunteer))
    ctx = model_of(record)
    stands_there = {ctx.v.post[("V", "gate")]: 1}
    assert is_open(ctx, stands_there)
    assert not is_open(ctx, stands_there | {ctx.v.lead[("X1", "care", ("p11",))]: 1})


def test_every_hour_counts() -> None:
    # The gate of the first hour says nothing of the second.
    record = with_school(sharing(1, "11", "12"), duty_posts=(gate(),))
    assert alone(record, "p11")
    assert not alone(record, "p12")


def test_no_rows_without_outsiders() -> None:
    tags = [tag for *_, tag, _ in model_of(small()).rows.rows]
    assert "lead_by_own_staff" not in tags
    assert "lead_by_own_staff" in [tag for *_, tag, _ in model_of(sharing()).rows.rows]
    # Rows that rule out too much only where grades begin on different dates.
    assert not model_of(tiny_district()).rows.has_stricter
