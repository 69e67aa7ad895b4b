"""Wishes and what is encouraged, in plans of several date ranges: summed over the ranges.

The plan of the exit runs from 2 to 15 and from 16 to 27 March; robots (special) end with the first
part, and care takes their students on Tuesday.
"""

from datetime import date
from typing import Any

import pytest

from solver.domain import ClauseWaiver
from solver.policy import Clause
from solver.verify import recompute
from tests.factories import changed, tiny_clause, tiny_pack, with_cell, with_person
from tests.solver.verify.dated import exit_district, exit_plan, march

EXIT = exit_district()


def counted(*clauses: Clause, district: Any = EXIT, plan: Any = None) -> tuple[dict[str, int], int]:
    """Returns the terms by family, and the reference of what is encouraged."""
    pack = tiny_pack(clauses)
    found = recompute(district, pack, plan or exit_plan(district))
    return {v.family: v.value for v in found.terms}, found.references["encouraged"]


def soft(family: str, **parameters: Any) -> Clause:
    return tiny_clause(family, strength="encouraged", **parameters)


def test_titles_are_counted_in_each_part() -> None:
    # Chess, reading and robots; without robots two are left of three.
    terms, reference = counted(soft("offer_variety", min_extension_titles=3))
    assert (terms["offer_variety"], reference) == (1, 30 * 2 * 3)
    terms, _ = counted(soft("offer_variety", origins=("school", "provider")))
    assert terms["offer_variety"] == 1


def test_grids_are_counted_in_each_part() -> None:
    # Sports twice a week in both parts: one is missing for each of two classes and parts.
    clause = soft("follow_mode", min_sports_per_week=3)
    terms, reference = counted(clause)
    assert (terms["follow_encouraged_mode"], reference) == (4, 50 * 12)
    terms, reference = counted(soft("guidance_daily"))
    assert (terms["guidance_daily"], reference) == (0, 20 * 20)


@pytest.mark.parametrize(("until", "days"), [(march(4), 4), (march(15), 2), (march(27), 0)])
def test_a_waiver_counts_to_the_end_of_its_part(until: date, days: int) -> None:
    # Monday without guidance, for two classes in two parts.
    waiver = ClauseWaiver(clause_id="T-1", reason="few people", granted_by="bureau", until=until)
    district = changed(EXIT, waivers=(waiver,))
    plan = with_cell(exit_plan(district), "Mon1", "care")
    clause = tiny_clause("guidance_daily", strength="in_principle")
    terms, _ = counted(clause, district=district, plan=plan)
    assert terms["guidance_daily"] == days


def test_hours_done_are_spread_over_the_weeks_of_the_whole_term() -> None:
    # T1 works 900 ch in both parts; 400 done in the four weeks of the term are 100 a week, whatever
    # the two weeks of a part.
    district = with_person(EXIT, "T1", target_week_ch=900, done_ch=400)
    terms, _ = counted(district=district)
    assert terms["balance_workload"] == 2 * 100


def test_adults_are_counted_in_each_part() -> None:
    # C1 and C2 have two for care in either part.
    assert counted()[0]["keep_same_adult"] == 4
