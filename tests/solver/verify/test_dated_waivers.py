"""Waivers that end inside the term cover what happens up to their end."""

from datetime import date
from typing import Any

import pytest

from solver.domain import ClauseWaiver, District
from solver.policy import PolicyPack
from solver.verify import check, waived_deviations
from tests.factories import changed, tiny_clause, tiny_pack, with_person
from tests.solver.verify.dated import exit_district, exit_plan, march
from tests.solver.verify.helpers import amounts, free_district

EXIT = exit_district()


def waiver(until: date) -> ClauseWaiver:
    return ClauseWaiver(
        clause_id="T-1", school_id="S1", reason="few people", granted_by="bureau", until=until
    )


def waived(
    district: District, pack: PolicyPack, until: date
) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Returns violations (clause, amount) and deviations (unit, amount) with a waiver."""
    given = changed(district, waivers=(waiver(until),))
    plan = exit_plan(given, pack)
    verdict = check(given, pack, plan)
    states = {c.clause_id: c.state for c in verdict.clauses}
    assert states["T-1"] == ("violated" if verdict.violations else "waived")
    return (
        [(v.clause_id, v.amount) for v in verdict.violations],
        [(w.unit, w.amount) for w in waived_deviations(given, pack, plan)],
    )


def in_principle(family: str, **parameters: Any) -> PolicyPack:
    return tiny_pack((tiny_clause(family, strength="in_principle", **parameters),))


def test_a_waiver_covers_dates_up_to_its_end() -> None:
    # T5 serves on Thu 5, 19, 26 and (care instead of robots) on Tue 17, 24.
    pack = in_principle("require_clearance", vetting_roles="all")
    vetted = with_person(EXIT, "T5", vetted_on=march(16))
    assert waived(vetted, pack, march(15)) == ([], [("dates", 1)])  # the 5th
    assert waived(vetted, pack, march(4)) == ([("T-1", 1)], [])
    later = with_person(EXIT, "T5", vetted_on=march(20))
    assert waived(later, pack, march(15)) == ([("T-1", 2)], [("dates", 1)])  # the 17th, the 19th
    assert waived(later, pack, march(18)) == ([("T-1", 1)], [("dates", 2)])


def test_a_waiver_covers_the_pattern_week_of_its_part() -> None:
    # Chess, robots and reading; without robots two titles: one is missing in the second part.
    pack = in_principle("follow_mode", min_extension_titles=3)
    assert waived(EXIT, pack, march(27)) == ([], [("titles", 1)])
    assert waived(EXIT, pack, march(15)) == ([("T-1", 1)], [])
    # Four are never there: one missing in the first part, two in the second.
    pack = in_principle("follow_mode", min_extension_titles=4)
    assert waived(EXIT, pack, march(15)) == ([("T-1", 2)], [("titles", 1)])


def test_pay_over_the_cap_until_the_waiver_ends() -> None:
    # I1 leads robots only, to 10 March; T5 is over the cap all term long.
    pack = in_principle("keep_pay_cap", cap_fen=6000)
    over = with_person(EXIT, "I1", pay_fen={"special": 7000})
    assert waived(over, pack, march(15)) == ([], [("fen", 1000)])
    assert waived(over, pack, march(9)) == ([("T-1", 1000)], [("fen", 1000)])  # 3 and 10 March
    over = with_person(EXIT, "T5", pay_fen={"basic": 6500})
    assert waived(over, pack, march(15)) == ([("T-1", 500)], [("fen", 500)])


def test_a_waiver_that_ends_at_once_is_none() -> None:
    pack = in_principle("keep_pay_cap", cap_fen=6000)
    district = changed(
        with_person(EXIT, "T5", pay_fen={"basic": 6500}), waivers=(waiver(march(2)),)
    )
    plan = exit_plan(district, pack)
    told = changed(
        waived_deviations(changed(district, waivers=(waiver(march(27)),)), pack, plan)[0]
    )
    rows = check(district, pack, changed(plan, clause_waivers=(told,))).violations
    assert "waiver_not_granted" in {v.code for v in rows}
    ended = changed(district, waivers=(waiver(march(15)),))
    rows = check(ended, pack, changed(exit_plan(ended, pack), clause_waivers=())).violations
    assert "waiver_not_told" in {v.code for v in rows}


@pytest.mark.parametrize("until", [march(15), march(26)])
def test_one_piece_needs_its_waiver_to_the_end(until: date) -> None:
    pack = in_principle("keep_pay_cap", cap_fen=6000)
    district = with_person(free_district(waivers=(waiver(until),)), "T5", pay_fen={"basic": 6500})
    assert amounts(district, "T-1", "pay_over_cap", pack=pack) == [500]
