"""``limit_third_parties``: what outside bodies may run."""

from datetime import date
from typing import Any

import pytest

from solver.domain.people import ApprovalStep
from tests.factories import tiny_clause, tiny_district, with_activity, with_school
from tests.factories.partners import LEFT_FEN, PARTNER, PRICE_FEN, guidance, shared_district
from tests.solver.model.helpers import model_of, pack_of, stands, why


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"forbidden_kinds": ("non_academic_training",)}, "unused.provider_kind"),
        ({"allowed_kinds": ("social_organisation",)}, "unused.provider_kind"),
        ({"service_types": ("basic",)}, "unused.provider_service"),
        ({"fields": ("arts", "sport")}, "unused.provider_field"),
    ],
)
def test_what_a_clause_does_not_admit_is_never_used(limits: dict[str, Any], code: str) -> None:
    # V1 is a non_academic_training body; robot is a special activity of the field science.
    clause = tiny_clause("limit_third_parties", **limits)
    ctx = model_of(tiny_district(), pack_of(clause))
    assert not any(a == "robot" for a, _pattern in ctx.v.sections)
    assert why(ctx, "activity", "robot")[:2] == ("T-1", code)
    assert not stands(tiny_district(), clause)


@pytest.mark.parametrize(
    "limits",
    [
        {"forbidden_kinds": ("academic_training",)},
        {"allowed_kinds": ("non_academic_training",)},
        {"service_types": ("special",)},
        {"fields": ("science",)},
        {"non_academic_only": True, "content_vetted": True},
    ],
)
def test_what_a_clause_admits_is_used(limits: dict[str, Any]) -> None:
    assert stands(tiny_district(), tiny_clause("limit_third_parties", **limits))


def test_academic_content_is_refused() -> None:
    record = with_activity(tiny_district(), "robot", is_academic=True)
    clause = tiny_clause("limit_third_parties", non_academic_only=True)
    assert why(model_of(record, pack_of(clause)), "activity", "robot").code == (
        "unused.provider_academic"
    )


@pytest.mark.parametrize(("vetted", "legal"), [(date(2026, 3, 2), True), (date(2026, 3, 3), False)])
def test_content_is_vetted_by_the_first_day(vetted: date, legal: bool) -> None:
    # The term begins on 2 March.
    record = with_activity(tiny_district(), "robot", vetted_on=vetted)
    assert stands(record, tiny_clause("limit_third_parties", content_vetted=True)) is legal


# --- partners in basic service ----------------------------------------------------------------


def test_basic_service_is_closed_to_outside_bodies_unless_a_clause_opens_it() -> None:
    record = shared_district(guidance())
    ctx = model_of(record)
    assert why(ctx, "activity", "robot")[:2] == (
        "structure:limit_third_parties",
        "unused.provider_basic",
    )
    assert not stands(record)
    assert stands(record, tiny_clause("limit_third_parties", **PARTNER))
    # A clause that names the service type opens it to every body.
    both = tiny_clause("limit_third_parties", service_types=("basic", "special"))
    assert stands(record, both)


def test_what_is_said_of_special_service_is_not_asked_of_a_partner() -> None:
    # Robots are science, which the fields of special service leave out.
    special = tiny_clause(
        "limit_third_parties",
        "T-2",
        allowed_kinds=("non_academic_training",),
        service_types=("special",),
        fields=("arts",),
    )
    partner = tiny_clause("limit_third_parties", **PARTNER)
    assert stands(shared_district(guidance()), partner, special)
    training = shared_district(guidance(), kind="non_academic_training")
    assert why(model_of(training, pack_of(partner, special)), "activity", "robot")[:2] == (
        "T-2",
        "unused.provider_service",
    )


@pytest.mark.parametrize("rule", ["non_academic_only", "content_vetted"])
def test_a_partner_teaches_no_subject_and_has_its_content_vetted(rule: str) -> None:
    partner = tiny_clause("limit_third_parties", **PARTNER)
    limits: dict[str, Any] = {rule: True}
    content = tiny_clause("limit_third_parties", "T-2", **limits)
    record = shared_district(guidance())
    assert stands(record, partner, content)
    wrong = with_activity(record, "robot", is_academic=True, vetted_on=None)
    assert why(model_of(wrong, pack_of(partner, content)), "activity", "robot").clause_id == "T-2"
    assert not stands(wrong, partner, content)


@pytest.mark.parametrize(
    ("papers", "legal"),
    [
        ((guidance(),), True),
        ((guidance(school_id="S1"),), True),
        ((), False),
        ((guidance(evidence=""),), False),  # no reference
        ((guidance(code="school_select"),), False),
        # Tuesdays are 3, 10, 17 and 24 March.
        ((guidance(granted_on=date(2026, 3, 3), valid_to=date(2026, 3, 24)),), True),
        ((guidance(granted_on=date(2026, 3, 4)),), False),
        ((guidance(valid_to=date(2026, 3, 23)),), False),
        ((guidance(valid_to=date(2026, 3, 16)), guidance(granted_on=date(2026, 3, 17))), True),
    ],
)
def test_a_partner_is_guided_on_every_date(papers: tuple[ApprovalStep, ...], legal: bool) -> None:
    clause = tiny_clause("limit_third_parties", **PARTNER)
    assert stands(shared_district(*papers), clause) is legal


def test_a_partner_without_guidance_is_named_with_the_date() -> None:
    ctx = model_of(shared_district(), pack_of(tiny_clause("limit_third_parties", **PARTNER)))
    reason = why(ctx, "activity", "robot")
    assert reason[:2] == ("T-1", "unused.provider_guidance")
    assert dict(reason.params)["date"] == "2026-03-02"


def test_the_basic_account_pays_a_partner() -> None:
    # 600 yuan on 4 Tuesdays are 2400; without them the account closes at 160.
    clause = tiny_clause("limit_third_parties", **PARTNER)
    assert (PRICE_FEN, LEFT_FEN) == (240000, 16000)
    just = shared_district(guidance(), lump_fen=224000)
    assert stands(just, clause)
    assert not stands(shared_district(guidance(), lump_fen=223999), clause)
    # The special account pays nothing of it.
    (basic, _special) = just.schools[0].funding
    assert stands(with_school(just, funding=(basic,)), clause)


@pytest.mark.parametrize(("own", "legal"), [(18, True), (19, False)])
def test_a_partner_counts_against_the_own_staffs_share(own: int, legal: bool) -> None:
    # The own teachers lead 18 of 19 basic meetings of an hour each.
    partner = tiny_clause("limit_third_parties", **PARTNER)
    share = tiny_clause("lead_by_own_staff", "T-2", own_share_num=own, own_share_den=19)
    assert stands(shared_district(guidance()), partner, share) is legal
