"""Bodies that share in basic service (`limit_third_parties`): who, on what evidence, who pays."""

from datetime import date
from typing import Any

import pytest

from solver.domain import District
from solver.domain.people import ApprovalStep
from solver.plan import Violation
from solver.policy import PolicyPack
from tests.factories import (
    good_plan,
    tiny_clause,
    tiny_pack,
    with_activity,
    with_claims,
    with_section,
)
from tests.factories.partners import PARTNER, guidance, shared_district
from tests.solver.verify.helpers import breaches, pack_of, sole

OPEN = pack_of("limit_third_parties", **PARTNER)


def found(district: District, *clauses: Any) -> list[tuple[str, str, int]]:
    return [
        (v.clause_id, v.code, v.amount) for v in breaches(district, pack=tiny_pack(tuple(clauses)))
    ]


def test_basic_service_of_a_partner_is_legal_with_guidance() -> None:
    assert breaches(shared_district(guidance()), pack=OPEN) == []


def test_without_a_clause_basic_service_is_closed_to_outside_bodies() -> None:
    v = sole(shared_district(guidance()), "structure:limit_third_parties", "basic_not_open")
    assert (v.amount, v.unit, v.subject) == (1, "meetings", "robot")  # Tuesdays
    closed = tiny_clause("limit_third_parties", service_types=("special",))
    assert found(shared_district(guidance()), closed) == [
        ("T-1", "service_type_not_allowed", 1),
        ("structure:limit_third_parties", "basic_not_open", 1),
    ]
    both = tiny_clause("limit_third_parties", service_types=("basic", "special"))
    assert found(shared_district(guidance()), both) == []


def test_other_kinds_of_bodies_are_no_partners() -> None:
    training = shared_district(guidance(), kind="non_academic_training")
    sole(training, "structure:limit_third_parties", "basic_not_open", pack=OPEN)


def test_clauses_about_special_service_do_not_bind_a_partner() -> None:
    special = tiny_clause(
        "limit_third_parties",
        "T-2",
        allowed_kinds=("non_academic_training",),
        service_types=("special",),
        fields=("arts",),
    )
    content = tiny_clause("limit_third_parties", "T-3", non_academic_only=True, content_vetted=True)
    partner = tiny_clause("limit_third_parties", **PARTNER)
    record = shared_district(guidance())
    assert found(record, partner, special, content) == []
    academic = with_activity(record, "robot", is_academic=True)
    assert found(academic, partner, special, content) == [("T-3", "academic", 1)]
    unvetted = with_activity(record, "robot", vetted_on=None)
    assert found(unvetted, partner, special, content) == [("T-3", "content_not_vetted", 1)]


@pytest.mark.parametrize(
    ("papers", "dates"),
    [
        # Robots meet on 3, 10, 17 and 24 March.
        ((), 4),
        ((guidance(evidence=""),), 4),
        ((guidance(code="school_select"),), 4),
        ((guidance(granted_on=date(2026, 3, 3), valid_to=date(2026, 3, 24)),), 0),
        ((guidance(granted_on=date(2026, 3, 4)),), 1),
        ((guidance(valid_to=date(2026, 3, 16)),), 2),
        ((guidance(valid_to=date(2026, 3, 16)), guidance(granted_on=date(2026, 3, 17))), 0),
    ],
)
def test_guidance_on_each_date(papers: tuple[ApprovalStep, ...], dates: int) -> None:
    record = shared_district(*papers)
    assert found(record, tiny_clause("limit_third_parties", **PARTNER)) == (
        [("T-1", "guidance_missing", dates)] if dates else []
    )


def test_the_figure_counts_the_dates_with_guidance() -> None:
    record = shared_district(guidance(valid_to=date(2026, 3, 16)))
    (figure,) = figures(record, OPEN)
    # Of 4 dates 17 and 24 March have none.
    assert (figure.name, figure.required, figure.found, figure.short) == ("guidance_step", 4, 2, 1)


def figures(district: District, pack: PolicyPack) -> tuple[Any, ...]:
    from solver.verify import check

    verdict = check(district, pack, good_plan(district, pack))
    (clause,) = verdict.clauses
    return clause.figures


def test_the_basic_account_pays_and_students_do_not() -> None:
    # Without robots: 160 yuan left. They cost 600 on 4 dates; a lump sum of 2400 pays them.
    plan = good_plan(shared_district(guidance()), OPEN)
    basic, special = plan.accounts
    assert {line.kind: line.amount_fen for line in basic.lines}["provider:V1"] == -240000
    assert (basic.closing_fen, basic.missing_fen) == (16000, 0)
    assert (special.lines, special.closing_fen) == ((), 0)
    poor = good_plan(shared_district(guidance(), lump_fen=0), OPEN)
    assert poor.accounts[0].missing_fen == 240000 - 16000


def test_an_instructor_is_paid_by_the_provider_only() -> None:
    from tests.factories import with_person

    record = with_person(shared_district(guidance()), "I1", pay_fen={"basic": 6000})
    assert good_plan(record, OPEN).accounts == good_plan(shared_district(guidance()), OPEN).accounts


@pytest.mark.parametrize(("own", "broken"), [(18, 0), (19, 60)])
def test_the_own_staffs_share_counts_a_partner_among_others(own: int, broken: int) -> None:
    # Own teachers lead 18 of 19 basic meetings of an hour: 1080 of 1140 minutes.
    share = tiny_clause("lead_by_own_staff", "T-2", own_share_num=own, own_share_den=19)
    partner = tiny_clause("limit_third_parties", **PARTNER)
    assert found(shared_district(guidance()), partner, share) == (
        [("T-2", "own_share_low", broken)] if broken else []
    )


def test_a_teacher_of_the_school_cannot_lead_what_a_partner_gives() -> None:
    record = shared_district(guidance())
    plan = with_section(good_plan(record, OPEN), "ro", staff_ids=("T5",))
    told: list[Violation] = breaches(record, with_claims(record, OPEN, plan), OPEN)
    assert [v.code for v in told] == ["not_of_provider"]
