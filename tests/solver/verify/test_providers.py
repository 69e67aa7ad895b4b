"""`require_provider_approval` and `limit_third_parties`: robots on Tuesdays 3, 10, 17, 24 March."""

from datetime import date
from typing import Any

import pytest

from solver.domain import District
from solver.domain.people import ProviderStatus
from tests.factories import (
    changed,
    tiny_clause,
    tiny_district,
    tiny_pack,
    tiny_provider,
    with_activity,
)
from tests.solver.verify.helpers import amounts, breaches, sole

STEPS = ("shortlist", "city", "choice")
STATUS = "structure:require_provider_approval"


def provider(**changes: Any) -> District:
    return tiny_district(providers=(tiny_provider(**changes),))


def missing(district: District, code: str, **parameters: Any) -> list[int]:
    pack = tiny_pack((tiny_clause("require_provider_approval", **parameters),))
    return amounts(district, "T-1", code, pack=pack)


def test_all_steps_of_the_chain() -> None:
    assert missing(provider(), "step_missing", steps=STEPS) == []
    two = tiny_provider().approvals[:2]
    # two of three steps: all four dates without the third
    assert missing(provider(approvals=two), "step_missing", steps=STEPS) == [4]


def test_a_step_holds_on_each_date_and_for_the_school() -> None:
    first, *rest = tiny_provider().approvals
    ends = changed(first, valid_to=date(2026, 3, 10))
    assert missing(provider(approvals=(ends, *rest)), "step_missing", steps=STEPS) == [2]
    late = changed(first, granted_on=date(2026, 3, 4))
    assert missing(provider(approvals=(late, *rest)), "step_missing", steps=STEPS) == [1]
    own = changed(first, school_id="S1")
    assert missing(provider(approvals=(own, *rest)), "step_missing", steps=STEPS) == []


def test_the_agreement() -> None:
    agreed = tiny_provider().agreements[0]
    assert missing(provider(), "agreement_missing", agreement=True) == []
    assert missing(provider(agreements=()), "agreement_missing", agreement=True) == [4]
    ends = changed(agreed, valid_to=date(2026, 3, 17))
    assert missing(provider(agreements=(ends,)), "agreement_missing", agreement=True) == [1]
    two = changed(agreed, parties=("school", "provider"))
    three = ("school", "provider", "parent")
    assert missing(provider(agreements=(two,)), "agreement_missing", agreement=True) == []
    assert missing(
        provider(agreements=(two,)), "agreement_missing", agreement=True, agreement_parties=three
    ) == [4]
    unfiled = changed(agreed, filed=False)
    assert missing(
        provider(agreements=(unfiled,)), "agreement_missing", agreement=True, agreement_filed=True
    ) == [4]


def status(*states: tuple[str, date]) -> District:
    return provider(statuses=tuple(ProviderStatus(status=s, from_date=d) for s, d in states))  # type: ignore[arg-type]


def test_a_provider_that_left_serves_no_more() -> None:
    # exited on the 17th: 17 and 24 March
    gone = status(("active", date(2026, 1, 1)), ("exited", date(2026, 3, 17)))
    v = sole(gone, STATUS, "provider_barred")
    assert (v.subject, v.amount, v.unit) == ("V1", 2, "dates")
    back = status(("suspended", date(2026, 3, 4)), ("active", date(2026, 3, 11)))
    assert sole(back, STATUS, "provider_barred").amount == 1  # 10 March only
    assert breaches(status(("exited", date(2026, 3, 25)))) == []


def test_permitted_fields() -> None:
    assert breaches(provider(fields=("arts", "science"))) == []
    assert sole(provider(fields=("arts",)), STATUS, "provider_field").subject == "robot"


@pytest.mark.parametrize(
    ("parameters", "activity", "code"),
    [
        ({"allowed_kinds": ("non_academic_training",)}, {}, None),
        ({"allowed_kinds": ("public_activity_body",)}, {}, "kind_not_allowed"),
        ({"forbidden_kinds": ("academic_training",)}, {}, None),
        ({"forbidden_kinds": ("non_academic_training",)}, {}, "kind_forbidden"),
        ({"service_types": ("special",)}, {}, None),
        ({"service_types": ("basic",)}, {}, "service_type_not_allowed"),
        ({"fields": ("science",)}, {}, None),
        ({"fields": ("arts", "sport")}, {}, "field_not_allowed"),
        ({"non_academic_only": True}, {}, None),
        ({"non_academic_only": True}, {"is_academic": True}, "academic"),
        ({"content_vetted": True}, {"vetted_on": date(2026, 3, 3)}, None),
        ({"content_vetted": True}, {"vetted_on": date(2026, 3, 4)}, "content_not_vetted"),
        ({"content_vetted": True}, {"vetted_on": None}, "content_not_vetted"),
    ],
)
def test_limits(parameters: dict[str, Any], activity: dict[str, Any], code: str | None) -> None:
    district = with_activity(tiny_district(), "robot", **activity)
    pack = tiny_pack((tiny_clause("limit_third_parties", **parameters),))
    found = [(v.clause_id, v.code, v.amount) for v in breaches(district, pack=pack)]
    assert found == ([("T-1", code, 1)] if code else [])
