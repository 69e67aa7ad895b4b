"""``sports_without_pe``: a class has sports in the service on each day without a PE lesson."""

from typing import Any

import pytest

from solver import check
from solver.domain import District
from solver.domain.school import GridCell
from tests.factories import changed, good_plan, tiny_class, tiny_district, tiny_pack, tiny_person
from tests.solver.model.helpers import (
    cells,
    district,
    group,
    hours,
    is_open,
    least,
    model_of,
    one_school,
    said,
    served,
    stands,
)


def days(pe_weekdays: tuple[int, ...], **changes: Any) -> District:
    """Two hours on Monday, one on Tuesday; guidance, sports and care; the rule is on."""
    classes = (tiny_class("C1", 10, "R1", pe_weekdays=pe_weekdays),)
    school = one_school(classes, hours("11", "12", "21"), **{"sports_without_pe": True, **changes})
    kinds = (("guidance", "guidance"), ("sports", "sports"), ("care", "care"))
    return district(school, (tiny_person("T1"),), tuple(group(a, k) for a, k in kinds))


@pytest.mark.parametrize(
    ("pe_weekdays", "monday", "tuesday", "legal"),
    [
        ((1, 2), "care", "care", True),
        ((1,), "care", "sports", True),
        ((1,), "care", "care", False),
        ((2,), "sports", "care", True),
        ((2,), "care", "care", False),
        ((), "sports", "care", False),
    ],
)
def test_a_day_without_pe_has_sports(
    pe_weekdays: tuple[int, ...], monday: str, tuesday: str, legal: bool
) -> None:
    ctx = model_of(days(pe_weekdays))
    grid = cells(ctx, p11="guidance", p12=monday, p21=tuesday)
    assert is_open(ctx, served(ctx) | grid) is legal


def test_without_the_rule_nothing_is_asked() -> None:
    ctx = model_of(days((), sports_without_pe=False))
    assert is_open(ctx, served(ctx) | cells(ctx, p11="care", p12="care", p21="care"))


def test_days_on_which_nobody_of_the_class_stays_are_left_alone() -> None:
    record = days((1,))
    school = record.schools[0]
    nobody = changed(school.classes[0], participants={1: 10})
    ctx = model_of(changed(record, schools=(changed(school, classes=(nobody,)),)))
    assert is_open(ctx, served(ctx) | cells(ctx, p21="care"))


def test_where_nobody_can_lead_sports_the_need_is_unmet() -> None:
    """Sports on Tuesday, which nobody offers: 10 students times 40 minutes."""
    record = days((1,))
    without = tuple(a for a in record.activities if a.component != "sports")
    assert least(model_of(changed(record, activities=without)), "unmet_service") == 400


def test_a_day_fixed_otherwise_is_told() -> None:
    fixed = (GridCell(class_id="C1", period_id="p21", component="care"),)
    (finding,) = model_of(days((1,), fixed_grid=fixed)).findings
    assert (finding.clause_id, finding.code) == (
        "structure:sports_without_pe",
        "finding.no_sports_day",
    )
    said(finding.code, finding.params)


# The good plan has sports on Monday and Wednesday, and extension, split and care on the others.
@pytest.mark.parametrize(("pe_weekdays", "missing"), [((2, 4, 5), []), ((2, 4), [5, 5])])
def test_the_good_plan(pe_weekdays: tuple[int, ...], missing: list[int]) -> None:
    record = tiny_district()
    school = record.schools[0]
    classes = tuple(changed(c, pe_weekdays=pe_weekdays) for c in school.classes)
    record = changed(record, schools=(changed(school, classes=classes, sports_without_pe=True),))
    assert stands(record) is (not missing)
    verdict = check(record, tiny_pack(), good_plan(record))
    found = [v for v in verdict.violations if v.code.endswith("no_sports_without_pe")]
    assert [v.weekday for v in found] == missing
    assert all(v.clause_id == "structure:sports_without_pe" and v.amount == 1 for v in found)
