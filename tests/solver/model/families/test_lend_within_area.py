"""``lend_within_area``: who may serve away from home."""

from datetime import date
from typing import Any

import pytest

from solver.domain import Band, District
from solver.domain.pins import LendingSwitch
from tests.factories import changed, tiny_class, tiny_clause, tiny_person
from tests.solver.model.helpers import (
    district,
    group,
    hours,
    least,
    model_of,
    one_school,
    pack_of,
    why,
    works,
)

SWITCH = LendingSwitch(enabled_by="X", enabled_on=date(2026, 2, 1))
LEND: dict[str, Any] = {
    "allowed": True,
    "same_area": True,
    "to_weak_only": True,
    "excellent_only": True,
}


def lending(host: dict[str, Any] | None = None, **person: Any) -> District:
    """T1 of S1 may come to S2, a weak school of the same area with a class and nobody."""
    second = one_school(
        (tiny_class("E1", 20, "Q1"),),
        tuple(changed(p, id="q11") for p in hours("11")),
        **{
            "id": "S2",
            "name": "S2",
            "is_weak": True,
            "bands": (Band(id="B2", name="B2", class_ids=("E1",)),),
            **(host or {}),
        },
    )
    t1 = tiny_person("T1", **{"lendable_to": ("S2",), "is_excellent": True, **person})
    return district(
        (one_school((tiny_class("C1", 30, "R1"),), hours("12")), second), (t1,), (group(),)
    )


def serves(record: District, **limits: Any) -> bool:
    pack = pack_of(tiny_clause("lend_within_area", **limits)) if limits else None
    return works(model_of(record, pack, school_ids=("S2",)), "T1")


def test_lent_person_serves_the_other_school() -> None:
    ctx = model_of(lending(), pack_of(tiny_clause("lend_within_area", **LEND)))
    # One day at one school only: either E1 (20) or C1 (30) is without anybody for 40 minutes.
    assert least(ctx, "unmet_service") == 800
    assert serves(lending(), **LEND)


@pytest.mark.parametrize(
    ("host", "person", "code"),
    [
        ({"area_id": "A2"}, {}, "unused.other_area"),
        ({"area_id": None}, {}, "unused.other_area"),
        ({"is_weak": False}, {}, "unused.host_not_weak"),
        ({}, {"is_excellent": False}, "unused.not_excellent"),
    ],
)
def test_each_condition_of_the_clause_binds(
    host: dict[str, Any], person: dict[str, Any], code: str
) -> None:
    record = lending(host, **person)
    ctx = model_of(record, pack_of(tiny_clause("lend_within_area", **LEND)))
    assert not serves(record, **LEND)
    assert why(ctx, "staff", "T1", "S2")[:2] == ("T-1", code)
    # Without the condition the person may go.
    assert serves(record, allowed=True)


def test_a_silent_pack_needs_the_planners_switch() -> None:
    ctx = model_of(lending(), school_ids=("S2",))
    assert not works(ctx, "T1")
    assert why(ctx, "staff", "T1", "S2").clause_id == "structure:lend_within_area"
    assert serves(changed(lending(), lending=SWITCH))


@pytest.mark.parametrize(("within", "legal"), [(True, False), (False, True)])
def test_the_switch_keeps_people_in_their_area(within: bool, legal: bool) -> None:
    record = lending({"area_id": "A2"})
    assert serves(changed(record, lending=changed(SWITCH, within_area=within))) is legal


def test_who_is_not_lendable_stays_at_home() -> None:
    assert not serves(lending(lendable_to=()), **LEND)


def test_people_without_a_home_are_not_lent() -> None:
    # A volunteer comes to any school on his list, whatever the pack says of lending.
    assert serves(lending(role="volunteer", home_school_id=None))


def test_types_of_service() -> None:
    assert serves(lending(), allowed=True, service_types=("basic",))
    assert not serves(lending(), allowed=True, service_types=("special",))
