"""`follow_mode` where a plan cuts a real week into pieces: cells without a date meet no minimum."""

from datetime import date

import pytest

from solver.domain import District
from solver.plan import GridEntry, Plan
from solver.verify import check
from tests.factories import changed, tiny_clause, tiny_pack, tiny_person
from tests.solver.model.brute import Brute
from tests.solver.model.cases import kid
from tests.solver.model.helpers import district, group, hours, one_school, week

PACK = tiny_pack((tiny_clause("follow_mode", min_sports_per_week=1),))
MON, WED, THU = date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 5)


def five_hours(last_day: date) -> District:
    """One class with one hour from Monday to Friday, for one week or more."""
    return changed(
        district(
            one_school((kid("C1", 1, "R1"),), hours("11", "21", "31", "41", "51")),
            (tiny_person("T1"),),
            (group(), group("sports", "sports")),
        ),
        term=week(last_day=last_day),
    )


def cells(sports: str, first: date, last: date) -> list[GridEntry]:
    """Returns the cells of some dates: sports in one hour, else care."""
    return [
        GridEntry(
            class_id="C1", period_id=f"p{d}1", from_date=first, to_date=last,
            component="sports" if f"p{d}1" == sports else "care",
        )
        for d in range(1, 6)
    ]  # fmt: skip


def missing(record: District, grid: list[GridEntry]) -> list[int]:
    """Returns by how much the week falls short of its sports, in a plan in which nobody meets."""
    plan: Plan = Brute(record, PACK).plan((), ())
    found = check(record, PACK, changed(plan, grid=tuple(grid))).violations
    return [v.amount for v in found if v.code == "too_few_per_week"]


@pytest.mark.parametrize(
    ("early", "late", "short"),
    [
        ("p41", "p11", [1]),  # Thursday's until Wednesday, Monday's from Thursday on: never
        ("p11", "p11", []),  # Monday's, in the part that has it
        ("p41", "p51", []),  # Friday's, in the part that has it
    ],
)
def test_sports_on_weekdays_without_a_date_are_none(
    early: str, late: str, short: list[int]
) -> None:
    record = five_hours(date(2026, 3, 6))
    grid = [*cells(early, MON, WED), *cells(late, THU, date(2026, 3, 6))]
    assert missing(record, grid) == short


def test_a_week_with_a_long_part_is_judged_by_its_pattern() -> None:
    # Two weeks, cut on the first Thursday: the second part has every weekday, so its own pattern
    # counts, and the first week is no week of short parts alone.
    record = five_hours(date(2026, 3, 13))
    grid = [*cells("p41", MON, WED), *cells("p11", THU, date(2026, 3, 13))]
    assert missing(record, grid) == []
