"""``require_provider_approval``: the whole chain, in date, or the provider is not used."""

from datetime import date
from typing import Any

import pytest

from solver.domain import District
from solver.domain.people import ProviderStatus
from tests.factories import (
    changed,
    tiny_clause,
    tiny_district,
    tiny_person,
    tiny_provider,
    with_activity,
    with_room,
)
from tests.solver.model.helpers import is_open, model_of, pack_of, stands, why, with_staff

STEPS = tiny_clause("require_provider_approval", steps=("shortlist", "city", "choice"))


def provided(**changes: Any) -> District:
    return tiny_district(providers=(tiny_provider(**changes),))


def until(valid_to: date) -> District:
    """The steps end on a day; the term ends on Friday 27 March."""
    return provided(
        approvals=tuple(changed(s, valid_to=valid_to) for s in tiny_provider().approvals)
    )


def test_three_stamps_and_a_filed_agreement_are_enough() -> None:
    assert stands(provided(), STEPS)
    assert stands(
        provided(),
        tiny_clause(
            "require_provider_approval",
            agreement=True,
            agreement_parties=("school", "provider", "parent"),
            agreement_filed=True,
        ),
    )


def test_two_of_three_stamps_are_not() -> None:
    record = provided(approvals=tiny_provider().approvals[:2])
    ctx = model_of(record, pack_of(STEPS))
    assert not any(a == "robot" for a, _pattern in ctx.v.sections)
    for kind, item in (("provider", "V1"), ("activity", "robot")):
        reason = why(ctx, kind, item)
        assert (reason.clause_id, reason.code) == ("T-1", "unused.provider_step")
        assert dict(reason.params)["step"] == "choice"
    assert not stands(record, STEPS)


def test_a_weekday_is_barred_if_one_of_its_dates_is_not_covered() -> None:
    # To 26 March: the last Friday, the 27th, is not covered; the last Thursday is. The robot
    # club of the good plan meets on Tuesdays and stands.
    record = until(date(2026, 3, 26))
    ctx = model_of(record, pack_of(STEPS))
    days = {ctx.period[t].weekday for (a, p) in ctx.v.sections if a == "robot" for t in p}
    assert days == {1, 2, 3, 4}
    assert ("provider", "V1", "S1") not in ctx.barred
    assert stands(record, STEPS)


@pytest.mark.parametrize(("day", "legal"), [(24, True), (23, False)])
def test_the_last_tuesday_decides(day: int, legal: bool) -> None:
    # The last Tuesday of the term is 24 March.
    assert stands(until(date(2026, 3, day)), STEPS) is legal


@pytest.mark.parametrize(
    ("agreement", "limits"),
    [
        ({"filed": False}, {"agreement_filed": True}),
        ({"parties": ("school", "provider")}, {"agreement_parties": ("school", "parent")}),
        ({"signed_on": date(2026, 3, 4)}, {}),
        ({"valid_to": date(2026, 3, 22)}, {}),
    ],
)
def test_agreement_is_signed_filed_and_in_force(
    agreement: dict[str, Any], limits: dict[str, Any]
) -> None:
    # A Tuesday is missing before 4 March (the 3rd) and after 22 March (the 24th).
    (whole,) = tiny_provider().agreements
    record = provided(agreements=(changed(whole, **agreement),))
    assert not stands(record, tiny_clause("require_provider_approval", agreement=True, **limits))


@pytest.mark.parametrize(("since", "legal"), [(24, False), (25, True)])
def test_a_provider_that_left_is_not_used_from_that_day_on(since: int, legal: bool) -> None:
    # Without any clause: exited on the last Tuesday, or a day after it.
    record = provided(statuses=(ProviderStatus(status="exited", from_date=date(2026, 3, since)),))
    assert stands(record) is legal


def test_permitted_fields_bind_without_a_clause() -> None:
    assert stands(provided(fields=("science",)))
    ctx = model_of(provided(fields=("arts",)))
    assert why(ctx, "activity", "robot")[:2] == (
        "structure:require_provider_approval",
        "unused.provider_permitted_field",
    )


@pytest.mark.parametrize(("at_once", "legal"), [(2, True), (1, False)])
def test_instructors_at_once(at_once: int, legal: bool) -> None:
    # Two instructors with a section each in the same hour.
    record = with_staff(
        provided(instructors_at_once=at_once),
        tiny_person("I2", role="instructor", home_school_id=None, provider_id="V1", pay_fen={}),
    )
    record = with_activity(with_room(record, "R4", sections_at_once=2), "robot", max_students=8)
    ctx = model_of(record)
    both = {ctx.v.lead[(w, "robot", ("Tue2",))]: 1 for w in ("I1", "I2")}
    assert is_open(ctx, both) is legal
