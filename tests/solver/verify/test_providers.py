"""`require_provider_approval` and `limit_third_parties`: robots on Tuesdays 3, 10, 17, 24 March."""

from datetime import date
from typing import Any

import pytest

from solver.domain import District
from solver.domain.people import ProviderStatus
from solver.plan import Plan
from tests.factories import (
    changed,
    good_plan,
    tiny_clause,
    tiny_district,
    tiny_pack,
    tiny_person,
    tiny_provider,
    with_activity,
    with_meeting,
    with_period,
    with_section,
)
from tests.solver.verify.helpers import (
    amounts,
    breaches,
    sole,
    two_school_plan,
    two_schools,
)

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


def at_once(district: District, plan: Plan) -> list[tuple[str, int]]:
    """Returns subject and amount of the breaches of the limit on instructors at work at once."""
    found = [v for v in breaches(district, plan) if v.code == "instructors_at_once"]
    assert {(v.clause_id, v.unit) for v in found} <= {(STATUS, "adults")}
    return [(v.subject, v.amount) for v in found]


def limited(district: District, limit: int | None) -> District:
    """Returns the district with a second instructor and a limit on those at work at once."""
    second = tiny_person("I2", role="instructor", home_school_id=None, provider_id="V1", pay_fen={})
    return changed(
        district,
        providers=(tiny_provider(instructors_at_once=limit),),
        staff=(*district.staff, second),
    )


@pytest.mark.parametrize(("limit", "amount"), [(None, None), (3, None), (2, None), (1, 1), (0, 2)])
def test_instructors_of_one_meeting(limit: int | None, amount: int | None) -> None:
    # I1 leads the robots on Tuesdays, I2 helps; nobody else is of the provider.
    district = limited(with_activity(tiny_district(), "robot", helpers=1), limit)
    plan = with_section(good_plan(district), "ro", staff_ids=("I1", "I2"))
    assert at_once(district, plan) == ([] if amount is None else [("V1", amount)])


@pytest.mark.parametrize(("start_min", "found"), [(1079, [("V1", 1)]), (1080, []), (960, [])])
def test_instructors_at_two_schools(start_min: int, found: list[tuple[str, int]]) -> None:
    # At S1 I1 teaches on Tuesdays from 17:00 (1020) to 18:00; at S2 I2 has an hour from start_min.
    district = with_period(two_schools(start_min), "S2-Mon1", weekday=2)
    plan = two_school_plan(limited(district, None), "I2")
    plan = with_meeting(plan, "e1-Mon1", weekday=2, activity_id="robot")
    assert at_once(limited(district, 1), plan) == found
    assert at_once(limited(district, 2), plan) == []


def test_instructors_on_different_dates_are_not_at_once() -> None:
    # The robots of S1 meet on 3, 10, 17 and 24 March. S2's only on the 10th and 24th: two dates.
    district = limited(with_period(two_schools(1020), "S2-Mon1", weekday=2), 1)
    plan = with_meeting(two_school_plan(district, "I2"), "e1-Mon1", weekday=2, activity_id="robot")
    odd = (date(2026, 3, 3), date(2026, 3, 17))
    some = with_meeting(plan, "e1-Mon1", except_dates=odd)
    assert at_once(district, some) == [("V1", 1)]
    (v,) = [v for v in breaches(district, some) if v.code == "instructors_at_once"]
    assert (v.params["dates"], v.params["date"], v.params["found"]) == ("2", "2026-03-10", "2")
    apart = with_meeting(some, "ro-Tue2", except_dates=(date(2026, 3, 10), date(2026, 3, 24)))
    assert at_once(district, apart) == []


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
