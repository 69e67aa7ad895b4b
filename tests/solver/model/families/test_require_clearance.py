"""``require_clearance``: nobody serves without the papers that a clause asks of the role."""

from datetime import date
from typing import Any

import pytest

from solver.domain.people import Qualification
from tests.factories import tiny_clause, tiny_district, with_person
from tests.solver.model.helpers import model_of, pack_of, small, stands, why, works

# The only date of the one hour in the small week.
MONDAY = date(2026, 3, 2)


def day(number: int, month: int = 3) -> date:
    return date(2026, month, number)


ITEMS: list[tuple[dict[str, Any], str, dict[str, Any], dict[str, Any]]] = [
    # clause, item, what just passes, what just fails
    ({"vetting_roles": ("all",)}, "vetting", {"vetted_on": MONDAY}, {"vetted_on": day(3)}),
    ({"vetting_roles": ("all",)}, "vetting", {}, {"vetting_passed": None}),
    (
        {"qualification_roles": ("teacher",)},
        "qualification",
        {"qualifications": (Qualification(kind="x", valid_to=MONDAY),)},
        {"qualifications": (Qualification(kind="x", valid_to=day(1)),)},
    ),
    (
        {"contract_roles": ("teacher",)},
        "contract",
        {"contract_from": MONDAY, "contract_to": MONDAY},
        {"contract_from": MONDAY, "contract_to": day(1)},
    ),
    ({"contract_roles": ("all",)}, "contract", {}, {"contract_from": day(3)}),
    ({"training_roles": ("all",)}, "training", {"trained_on": MONDAY}, {"trained_on": day(3)}),
    ({"training_roles": ("all",)}, "training", {}, {"trained_on": None}),
    ({"review_roles": ("all",)}, "review", {"reviewed_on": MONDAY}, {"reviewed_on": day(3)}),
    ({"no_bad_record": True}, "record", {"bad_record": False}, {"bad_record": None}),
    ({"no_bad_record": True}, "record", {}, {"bad_record": True}),
]


@pytest.mark.parametrize(("limits", "item", "fine", "lacking"), ITEMS)
def test_paper_decides_whether_a_person_may_work(
    limits: dict[str, Any], item: str, fine: dict[str, Any], lacking: dict[str, Any]
) -> None:
    pack = pack_of(tiny_clause("require_clearance", **limits))
    assert works(model_of(with_person(small(), "T1", **fine), pack), "T1")
    ctx = model_of(with_person(small(), "T1", **lacking), pack)
    assert not works(ctx, "T1")
    assert why(ctx, "staff", "T1")[:2] == ("T-1", f"unused.clearance_{item}")
    assert works(ctx, "T2")


def test_roles_that_the_clause_does_not_name_are_free() -> None:
    record = with_person(small(), "T1", vetted_on=None)
    pack = pack_of(tiny_clause("require_clearance", vetting_roles=("external", "volunteer")))
    assert works(model_of(record, pack), "T1")


def test_good_plan_stands_and_falls_with_its_people() -> None:
    clause = tiny_clause(
        "require_clearance", vetting_roles=("all",), training_roles=("all",), no_bad_record=True
    )
    assert stands(tiny_district(), clause)
    assert not stands(with_person(tiny_district(), "T3", trained_on=None), clause)


@pytest.mark.parametrize(("vetted", "days"), [(2, 5), (3, 4), (6, 1), (7, 0)])
def test_a_weekday_is_open_if_its_first_date_is_covered(vetted: int, days: int) -> None:
    # The pattern of Monday first happens on 2 March, that of Friday on the 6th.
    record = with_person(tiny_district(), "T5", vetted_on=day(vetted))
    ctx = model_of(record, pack_of(tiny_clause("require_clearance", vetting_roles=("all",))))
    open_days = {ctx.period[t].weekday for (w, _a, p) in ctx.v.lead if w == "T5" for t in p}
    assert len(open_days) == days
