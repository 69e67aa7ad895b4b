"""Waivers and the states of clauses."""

from datetime import date
from typing import Any

import pytest

from solver.domain import ClauseWaiver, District
from solver.plan import ClauseVerdict, Verdict
from solver.policy import Clause, PolicyPack
from solver.policy.pack import Strength
from solver.verify import check, waived_deviations
from tests.factories import (
    changed,
    good_plan,
    tiny_clause,
    tiny_district,
    tiny_pack,
    with_person,
    with_school,
)


def cap(strength: Strength = "in_principle", **changes: Any) -> Clause:
    return changed(tiny_clause("keep_pay_cap", strength=strength, cap_fen=6000), **changes)


def overpaid(*waivers: ClauseWaiver) -> District:
    """Returns the district with T2 and T5 paid 100 and 200 fen over the cap."""
    district = with_person(tiny_district(waivers=waivers), "T2", pay_fen={"basic": 6100})
    return with_person(district, "T5", pay_fen={"basic": 6200})


def waiver(**changes: Any) -> ClauseWaiver:
    return ClauseWaiver(
        **{
            "clause_id": "T-1",
            "school_id": "S1",
            "reason": "few teachers",
            "granted_by": "bureau",
            "until": date(2026, 3, 27),
            **changes,
        }
    )


def verdict_on(district: District, pack: PolicyPack) -> Verdict:
    return check(district, pack, good_plan(district, pack))


def state(verdict: Verdict, clause_id: str = "T-1") -> ClauseVerdict:
    return next(c for c in verdict.clauses if c.clause_id == clause_id)


def test_a_waiver_turns_breaches_into_deviations() -> None:
    district, pack = overpaid(waiver()), tiny_pack((cap(),))
    verdict = verdict_on(district, pack)
    assert verdict.publishable
    assert (state(verdict).state, state(verdict).violations) == ("waived", 0)
    (deviation,) = waived_deviations(district, pack, good_plan(district, pack))
    assert (deviation.clause_id, deviation.school_id) == ("T-1", "S1")
    assert (deviation.amount, deviation.unit) == (300, "fen")  # 100 + 200
    assert (deviation.reason, deviation.granted_by) == ("few teachers", "bureau")


@pytest.mark.parametrize(
    ("given", "strength"),
    [
        (waiver(until=date(2026, 3, 26)), "in_principle"),  # ends before the term
        (waiver(clause_id="T-2"), "in_principle"),
        (waiver(), "must"),  # what must be cannot be waived
    ],
)
def test_a_waiver_that_is_none(given: ClauseWaiver, strength: Strength) -> None:
    verdict = verdict_on(overpaid(given), tiny_pack((cap(strength),)))
    assert [v.amount for v in verdict.violations] == [100, 200]
    assert (state(verdict).state, state(verdict).violations) == ("violated", 2)


def test_a_waiver_without_a_breach_is_not_told() -> None:
    district, pack = tiny_district(waivers=(waiver(),)), tiny_pack((cap(),))
    plan = good_plan(district, pack)
    assert plan.clause_waivers == ()
    verdict = check(district, pack, plan)
    assert verdict.publishable
    assert state(verdict).state == "waived"


def test_the_plan_tells_what_is_waived() -> None:
    district, pack = overpaid(waiver()), tiny_pack((cap(),))
    plan = good_plan(district, pack)
    told = plan.clause_waivers[0]
    cases = {
        "waiver_not_told": (),
        "waiver_differs": (changed(told, amount=299),),
        "waiver_not_granted": (told, changed(told, clause_id="T-9")),
    }
    for code, rows in cases.items():
        verdict = check(district, pack, changed(plan, clause_waivers=rows))
        found = [v.code for v in verdict.violations if v.clause_id == "plan:clause_waivers"]
        assert found == [code]
    quiet = tiny_district(waivers=(waiver(),))
    plan = changed(good_plan(quiet, pack), clause_waivers=(told,))
    assert "waiver_without_breach" in {v.code for v in check(quiet, pack, plan).violations}


@pytest.mark.parametrize(
    ("clause", "pack", "expected"),
    [
        (tiny_clause(None), {}, "served"),
        (tiny_clause("keep_pay_cap", cap_fen=6000), {}, "held"),
        (tiny_clause("keep_pay_cap", cap_fen=5999), {}, "violated"),
        (tiny_clause("keep_pay_cap", cap_fen=6000, when="junior_grades"), {}, "not_applicable"),
        (tiny_clause("serve_lunch"), {"not_yet_enforced": ("T-1",)}, "not_yet_enforced"),
        (tiny_clause("no_such_rule"), {}, "not_yet_enforced"),  # no check of that family
        (tiny_clause("satisfy_choices", strength="encouraged"), {}, "served"),
        (tiny_clause("follow_mode", mode="2+N", min_sports_per_week=2), {}, "not_applicable"),
    ],
)
def test_states_of_clauses(clause: Clause, pack: dict[str, Any], expected: str) -> None:
    assert state(verdict_on(tiny_district(), tiny_pack((clause,), **pack))).state == expected


def test_an_adopted_mode_is_held() -> None:
    district = with_school(tiny_district(), adopted_mode="2+N")
    clause = tiny_clause("follow_mode", mode="2+N", min_sports_per_week=2)
    assert state(verdict_on(district, tiny_pack((clause,)))).state == "held"


def test_a_structural_clause_is_violated_with_its_structure() -> None:
    pack = tiny_pack((tiny_clause("place_everyone_once"),))
    plan = good_plan(tiny_district(), pack)
    fewer = changed(plan, meetings=plan.meetings[:-1])
    assert state(check(tiny_district(), pack, fewer)).state == "violated"


def test_what_is_not_enforced_bars_publication_only_where_it_applies() -> None:
    clause = tiny_clause("serve_lunch", when="lunch_eaters")
    pack = tiny_pack((clause,), not_yet_enforced=("T-1",))
    assert verdict_on(tiny_district(), pack).publishable
    always = tiny_pack((tiny_clause("serve_lunch"),), not_yet_enforced=("T-1",))
    plan = good_plan(tiny_district(), always)
    verdict = check(tiny_district(), always, plan)
    assert (verdict.ok, verdict.complete, verdict.publishable) == (True, True, False)
    assert plan.status == "not_publishable"
    weak = tiny_pack((tiny_clause("x", strength="encouraged"),), not_yet_enforced=("T-1",))
    assert verdict_on(tiny_district(), weak).publishable
