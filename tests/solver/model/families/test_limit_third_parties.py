"""``limit_third_parties``: what outside bodies may run."""

from datetime import date
from typing import Any

import pytest

from tests.factories import tiny_clause, tiny_district, with_activity
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
