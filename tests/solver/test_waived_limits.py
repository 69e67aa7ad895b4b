"""Limits of evening study that are waived one by one, and what no waiver lets begin earlier."""

from datetime import date

import pytest

from solver import check
from solver.domain import District
from solver.domain.pins import ClauseWaiver, WaivedLimit
from solver.domain.school import Dismissal
from solver.policy import AppliedPolicy
from solver.policy.requirements import missing_inputs
from tests.factories import changed, with_school
from tests.solver.model.families.test_end_within_window import evening
from tests.solver.test_policy_cases import two_hours
from tests.solver.test_policy_search import of_clause, planned, refused, searched

PACKS = (("xinyi", "XY-3f"), ("qiaocheng", "QC-2f"))


def waived(record: District, clause_id: str, *limits: WaivedLimit) -> District:
    waiver = ClauseWaiver(
        clause_id=clause_id,
        reason="trial",
        granted_by="bureau",
        until=date(2026, 12, 31),
        limits=limits,
    )
    return changed(record, waivers=(waiver,))


# Monday 18:30 to 20:30 is within all four limits; each case passes one of them.
LATE = evening((1111, 1231))
"""To 20:31."""
LONG = evening((1109, 1230))
"""121 minutes."""
SATURDAY = evening((1150, 1230), weekday=6)
PRIMARY = evening((1150, 1230), grade=6)
CASES: list[tuple[District, WaivedLimit]] = [
    (LATE, "latest_end_evening_min"),
    (LONG, "evening_max_minutes"),
    (SATURDAY, "weekdays"),
    (PRIMARY, "stages"),
]
EVERY: tuple[WaivedLimit, ...] = tuple(limit for _, limit in CASES)


@pytest.mark.parametrize(("pack_id", "clause_id"), PACKS)
@pytest.mark.parametrize(("record", "limit"), CASES)
def test_each_limit_is_waived_alone(
    pack_id: str, clause_id: str, record: District, limit: WaivedLimit
) -> None:
    pack = of_clause(pack_id, clause_id)
    plan = planned(waived(record, clause_id, limit), pack)
    (deviation,) = plan.clause_waivers
    assert (deviation.clause_id, deviation.amount) == (clause_id, 1)
    # All the others waived, this one binds, before the search and in the check.
    others = waived(record, clause_id, *(x for x in EVERY if x != limit))
    assert refused(searched(others, pack), clause_id) == {1}
    found = [v for v in check(others, pack, plan).violations if v.clause_id == clause_id]
    assert [v.amount for v in found if v.code != "waiver_not_granted"] == [1]


def test_a_clause_of_which_length_and_end_are_waived_still_rules_evenings() -> None:
    """Then stage and weekday are all that is left of it, and no end of a stage takes its place."""
    pack = of_clause("xinyi", "XY-3f")
    record = waived(PRIMARY, "XY-3f", "evening_max_minutes", "latest_end_evening_min")
    assert refused(searched(record, pack), "XY-3f") == {1}
    left = AppliedPolicy(record, pack).left_of(pack.clause("XY-3f"), "S1")
    assert left is not None and [p.name for p in left.parameters] == ["stages", "weekdays"]


def test_limits_that_a_clause_does_not_have_are_refused() -> None:
    pack = of_clause("hebi", "HB-3.2b")
    record = waived(two_hours(), "HB-3.2b", "stages")
    assert "policy.limits_not_of_clause" in [f.code for f in missing_inputs(record, pack)]
    # And they lift nothing: the day of 120 minutes stays 30 too long.
    assert refused(searched(record, pack), "HB-3.2b") == {30}


def test_no_waiver_lets_service_begin_before_dismissal() -> None:
    """HB-4.4b is firm; HB-3.2a, in principle, is waived. The service begins at 16:00 (960)."""
    pack = of_clause("hebi", "HB-3.2a", "HB-4.4b")
    record = two_hours()
    first = min(p.start_min for p in record.schools[0].periods)
    ends = tuple(Dismissal(grades=(3,), weekday=d, at_min=first + 1) for d in range(1, 6))
    early = waived(with_school(record, dismissal=ends), "HB-3.2a")
    wrong = [f for f in searched(early, pack).findings if f.severity == "infeasible"]
    assert {f.clause_id for f in wrong} == {"structure:respect_availability"}
    plan = planned(waived(record, "HB-3.2a"), pack)
    found = {v.clause_id for v in check(early, pack, plan).violations}
    assert "structure:respect_availability" in found
