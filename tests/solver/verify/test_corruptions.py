"""A good plan spoiled in many ways: each is caught under the clause it breaks."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from solver.domain import District
from solver.plan import LEVELS, TERMS, AccountLine, AppliedWaiver, Plan, UnusedResource
from solver.verify import check, restated
from tests.factories import (
    changed,
    good_plan,
    tiny_clause,
    tiny_district,
    tiny_pack,
    tiny_provider,
    tiny_unmet,
    with_cell,
    with_meeting,
    with_person,
    with_section,
    without_meeting,
)
from tests.solver.verify.helpers import switched, two_school_plan, two_schools

D = tiny_district()
GOOD = good_plan(D)


def level(plan: Plan, index: int, **changes: Any) -> Plan:
    rows = list(plan.levels)
    rows[index] = changed(rows[index], **changes)
    return changed(plan, levels=tuple(rows))


def term(plan: Plan, index: int, **changes: Any) -> Plan:
    rows = list(plan.terms)
    rows[index] = changed(rows[index], **changes)
    return changed(plan, terms=tuple(rows))


def basic(plan: Plan, **changes: Any) -> Plan:
    first, *rest = plan.accounts
    return changed(plan, accounts=(changed(first, **changes), *rest))


def line_off_by_a_fen(plan: Plan) -> Plan:
    fees, *rest = plan.accounts[0].lines
    off = AccountLine(kind=fees.kind, amount_fen=fees.amount_fen + 1)
    return basic(plan, lines=(off, *rest))


def section(plan: Plan, section_id: str, **changes: Any) -> Plan:
    return changed(
        plan,
        sections=tuple(changed(s, **changes) if s.id == section_id else s for s in plan.sections),
    )


def unmet(plan: Plan, **changes: Any) -> Plan:
    return changed(plan, unmet=(tiny_unmet(**changes),))


def waiver(plan: Plan) -> Plan:
    row = AppliedWaiver(
        clause_id="T-0", school_id="S1", reason="x", granted_by="x", until=date(2026, 3, 27)
    )
    return changed(plan, clause_waivers=(row,))


PLACE, ENROL = "structure:place_everyone_once", "structure:keep_enrolment"
CORRUPTIONS: dict[str, tuple[Callable[[Plan], Plan], str]] = {
    "meeting dropped": (lambda p: without_meeting(p, "re-Tue2"), PLACE),
    "meeting of a pattern dropped": (lambda p: without_meeting(p, "ch-Thu2"), ENROL),
    "all meetings dropped": (lambda p: changed(p, meetings=()), PLACE),
    "unknown person": (lambda p: with_section(p, "re", staff_ids=("T99",)), "plan:meetings"),
    "nobody there": (
        lambda p: with_section(p, "re", staff_ids=()),
        "structure:keep_section_sizes",
    ),
    "person twice at once": (
        lambda p: with_section(p, "c1", staff_ids=("T2",)),
        "structure:avoid_staff_clashes",
    ),
    "room twice at once": (
        lambda p: with_section(p, "re", room_id="R1"),
        "structure:avoid_room_clashes",
    ),
    "class twice at once": (
        lambda p: with_meeting(p, "c2-Fri2", class_counts={"C1": 40, "C2": 35}),
        "structure:avoid_class_clashes",
    ),
    "class nowhere": (lambda p: without_meeting(p, "c1-Fri2"), PLACE),
    "students lost": (
        lambda p: with_meeting(p, "re-Tue2", class_counts={"C1": 20, "C2": 17}),
        PLACE,
    ),
    "students too many": (
        lambda p: with_meeting(p, "re-Tue2", class_counts={"C1": 20, "C2": 19}),
        PLACE,
    ),
    "unknown class": (
        lambda p: with_meeting(p, "re-Tue2", class_counts={"C1": 20, "C2": 18, "C9": 1}),
        "plan:meetings",
    ),
    "unknown period": (lambda p: with_meeting(p, "re-Tue2", period_id="X"), "plan:meetings"),
    "unknown activity": (lambda p: with_section(p, "re", activity_id="X"), "plan:meetings"),
    "unknown school": (lambda p: with_section(p, "re", school_id="X"), "plan:meetings"),
    "unknown section": (lambda p: with_meeting(p, "re-Tue2", section_id="X"), "plan:meetings"),
    "unknown room": (lambda p: with_section(p, "re", room_id="X"), "plan:meetings"),
    "wrong weekday": (lambda p: with_meeting(p, "re-Tue2", weekday=3), "plan:meetings"),
    "wrong component": (lambda p: with_meeting(p, "re-Tue2", component="care"), "plan:meetings"),
    "wrong service type": (
        lambda p: with_meeting(p, "re-Tue2", service_type="special"),
        "plan:meetings",
    ),
    "meeting id twice": (
        lambda p: with_meeting(p, "g1-Mon1", id="g1-Tue1"),
        "plan:meetings",
    ),
    "meeting outside the term": (
        lambda p: with_meeting(p, "re-Tue2", to_date=date(2026, 4, 3)),
        "plan:meetings",
    ),
    "dates backwards": (
        lambda p: with_meeting(p, "re-Tue2", from_date=date(2026, 3, 20), to_date=date(2026, 3, 2)),
        "plan:meetings",
    ),
    "dates taken out": (
        lambda p: with_meeting(p, "re-Tue2", except_dates=(date(2026, 3, 3),)),
        PLACE,
    ),
    "wrong room": (lambda p: with_section(p, "c1", room_id="R3"), "structure:fit_rooms"),
    "room too small": (lambda p: with_section(p, "re", room_id="R4"), "structure:fit_rooms"),
    "no room": (lambda p: with_section(p, "re", room_id=None), "structure:fit_rooms"),
    "leader without the skill": (
        lambda p: with_section(p, "ch", staff_ids=("T2",)),
        "structure:require_skills",
    ),
    "changed leader in one meeting": (
        lambda p: with_meeting(p, "g2-Wed1", staff_ids=("T5",)),
        ENROL,
    ),
    "section too small": (
        lambda p: with_section(p, "ro", class_counts={"C1": 2, "C2": 2}),
        "structure:keep_section_sizes",
    ),
    "section too large": (
        lambda p: with_section(p, "ch", class_counts={"C1": 20, "C2": 11}),
        "structure:keep_section_sizes",
    ),
    "enrolled without a choice": (
        lambda p: with_section(p, "ro", class_counts={"C1": 9, "C2": 7}),
        ENROL,
    ),
    "wrong section pattern": (lambda p: section(p, "ch", period_ids=("Tue2", "Fri2")), ENROL),
    "pattern with an unknown period": (
        lambda p: section(p, "ch", period_ids=("Tue2", "X")),
        "plan:sections",
    ),
    "section without meetings": (
        lambda p: changed(p, sections=(*p.sections, changed(p.sections[0], id="g9"))),
        "plan:sections",
    ),
    "section twice": (
        lambda p: changed(p, sections=(*p.sections, p.sections[0])),
        "plan:sections",
    ),
    "section of another activity": (
        lambda p: section(p, "re", activity_id="care"),
        "plan:meetings",
    ),
    "section outside the term": (
        lambda p: section(p, "re", to_date=date(2026, 6, 1)),
        "plan:sections",
    ),
    "wrong grid cell": (lambda p: with_cell(p, "Mon2", "care"), "structure:follow_mode"),
    "grid cell missing": (lambda p: changed(p, grid=p.grid[1:]), "structure:follow_mode"),
    "grid cell twice": (lambda p: changed(p, grid=(*p.grid, p.grid[0])), "plan:grid"),
    "grid cell of nobody": (
        lambda p: changed(p, grid=(*p.grid, changed(p.grid[0], class_id="C9"))),
        "plan:grid",
    ),
    "band apart": (lambda p: with_cell(p, "Tue2", "split", "C1"), "structure:follow_mode"),
    "level value off by one": (lambda p: level(p, 2, value=1), "plan:levels"),
    "bound above the value": (lambda p: level(p, 0, bound=1, proved=False), "plan:levels"),
    "proof claimed at a gap": (lambda p: level(p, 0, bound=-1), "plan:levels"),
    "reference off": (lambda p: level(p, 0, ref=44999), "plan:levels"),
    "levels out of order": (lambda p: changed(p, levels=p.levels[::-1]), "plan:levels"),
    "level left out": (lambda p: changed(p, levels=p.levels[1:]), "plan:levels"),
    "term value off by one": (lambda p: term(p, 3, value=1, worst=1), "plan:terms"),
    "need term off by one": (lambda p: term(p, 0, value=1, worst=1), "plan:terms"),
    "term better than its best": (lambda p: term(p, 2, best=1, worst=2), "plan:terms"),
    "term of another weight": (lambda p: term(p, 6, weight=1), "plan:terms"),
    "term left out": (lambda p: changed(p, terms=p.terms[1:]), "plan:terms"),
    "account line off by a fen": (line_off_by_a_fen, "plan:accounts"),
    "closing off": (lambda p: basic(p, closing_fen=16001), "plan:accounts"),
    "opening off": (lambda p: basic(p, opening_fen=1), "plan:accounts"),
    "shortfall claimed": (lambda p: basic(p, missing_fen=1), "plan:accounts"),
    "refund claimed": (lambda p: basic(p, refund_fen=1), "plan:accounts"),
    "account left out": (lambda p: changed(p, accounts=p.accounts[:1]), "plan:accounts"),
    "account of nobody": (lambda p: basic(p, school_id="X"), "plan:accounts"),
    "unmet row for served students": (unmet, "plan:unmet"),
    "unmet row of no class": (lambda p: unmet(p, class_id=None), "plan:unmet"),
    "unmet minutes off": (lambda p: unmet(p, minutes=59), "plan:unmet"),
    "unmet row of another weekday": (lambda p: unmet(p, weekday=2), "plan:unmet"),
    "publishable denied": (lambda p: changed(p, publishable=False), "plan:publishable"),
    "status denied": (lambda p: changed(p, status="unmet"), "plan:status"),
    "waiver nobody granted": (waiver, "plan:clause_waivers"),
    "another district": (lambda p: changed(p, district_id="X"), "plan:district_id"),
    "another version of the input": (
        lambda p: changed(p, provenance=changed(p.provenance, district_digest="0")),
        "plan:provenance",
    ),
    "another pack": (
        lambda p: changed(p, provenance=changed(p.provenance, pack_id="x")),
        "plan:provenance",
    ),
    "used but called unused": (
        lambda p: changed(
            p,
            unused=(
                UnusedResource(kind="staff", id="T1", school_id=None, clause_id="x", reason=""),
            ),
        ),
        "plan:unused",
    ),
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_spoiled_plan_is_caught(name: str) -> None:
    spoil, clause_id = CORRUPTIONS[name]
    verdict = check(D, tiny_pack(), spoil(GOOD))
    assert clause_id in {v.clause_id for v in verdict.violations}
    assert not verdict.ok
    assert not verdict.publishable
    for v in verdict.violations:
        assert v.text_zh and v.text_en and "{" not in v.text_zh + v.text_en


BUSY = with_person(D, "T5", busy=({"weekday": 4, "start_min": 1000, "end_min": 1100},))
IN_DATA: dict[str, tuple[District, tuple[Any, ...], str]] = {
    "busy leader": (BUSY, (), "structure:respect_availability"),
    "unvetted leader": (
        with_person(D, "T5", vetting_passed=None),
        (tiny_clause("require_clearance", vetting_roles="all"),),
        "T-1",
    ),
    "provider with two of three steps": (
        tiny_district(providers=(tiny_provider(approvals=tiny_provider().approvals[:2]),)),
        (tiny_clause("require_provider_approval", steps=("shortlist", "city", "choice")),),
        "T-1",
    ),
    "pay above the cap": (
        with_person(D, "T2", pay_fen={"basic": 6001}),
        (tiny_clause("keep_pay_cap", cap_fen=6000),),
        "T-1",
    ),
}


@pytest.mark.parametrize("name", IN_DATA)
def test_a_plan_that_uses_what_it_must_not_is_caught(name: str) -> None:
    district, clauses, clause_id = IN_DATA[name]
    pack = tiny_pack(clauses)
    plan = good_plan(district, pack)
    claimed = changed(plan, publishable=True, status="publishable")
    verdict = check(district, pack, claimed)
    assert {v.clause_id for v in verdict.violations} == {
        clause_id,
        "plan:publishable",
        "plan:status",
    }


@pytest.mark.parametrize("index", range(len(TERMS)))
def test_every_term_is_recounted(index: int) -> None:
    # At 0, but for two adults more than classes, and 924000 fen of pay and prices.
    family = GOOD.terms[index].family
    spoiled = term(GOOD, index, value=1, worst=1)
    found = [v for v in check(D, tiny_pack(), spoiled).violations if v.clause_id == "plan:terms"]
    assert [(v.code, v.subject, v.amount) for v in found] == [
        ("term_value", family, 924000 - 1 if family == "save_money" else 1)
    ]


@pytest.mark.parametrize("index", range(len(LEVELS)))
def test_every_level_is_recounted(index: int) -> None:
    spoiled = level(GOOD, index, value=7, proved=False)
    found = [v for v in check(D, tiny_pack(), spoiled).violations if v.clause_id == "plan:levels"]
    # The plan is at 0, but for 60 points of the wishes of the staff: two adults more than classes,
    # and for what it costs: 684000 fen of pay, 240000 for the provider.
    others = {"staff_wishes": 60 - 7, "save_money": 924000 - 7}
    amount = others.get(GOOD.levels[index].name, 7)
    assert [(v.code, v.subject, v.amount) for v in found] == [
        ("level_value", GOOD.levels[index].name, amount)
    ]


def _without_cost(level: bool = True, term: bool = True) -> Plan:
    levels = tuple(r for r in GOOD.levels if not (level and r.name == "save_money"))
    terms = tuple(r for r in GOOD.terms if not (term and r.family == "save_money"))
    return GOOD.model_copy(update={"levels": levels, "terms": terms, "verdict": None})


def test_a_plan_from_before_the_level_of_cost_stays_readable() -> None:
    old = Plan.model_validate_json(_without_cost().model_dump_json())
    assert check(D, tiny_pack(), old).ok
    # Edited, it says what it costs like any plan.
    again = restated(D, tiny_pack(), old)
    assert [(r.name, r.value) for r in again.levels][-1] == ("save_money", 924000)
    assert (again.terms[-1].family, again.terms[-1].value) == ("save_money", 924000)
    assert again.verdict is not None
    assert again.verdict.ok


@pytest.mark.parametrize(("level", "code"), [(True, "levels_order"), (False, "term_missing")])
def test_leaving_out_the_level_of_cost_or_its_term_alone_is_caught(level: bool, code: str) -> None:
    spoiled = _without_cost(level=level, term=not level)
    assert code in {v.code for v in check(D, tiny_pack(), spoiled).violations}


def test_a_person_lent_outside_the_area_is_caught() -> None:
    district = switched(with_person(two_schools(area_id="A2"), "T5", lendable_to=("S2",)))
    plan = two_school_plan(district, "T5")
    found = {v.clause_id for v in check(district, tiny_pack(), plan).violations}
    assert "structure:lend_within_area" in found


def test_publishable_claimed_for_an_incomplete_plan() -> None:
    plan = with_meeting(GOOD, "re-Tue2", class_counts={"C1": 19, "C2": 18})
    plan = unmet(plan, weekday=2, period_id="Tue2", component="extension")
    plan = level(plan, 0, value=60, proved=False)
    plan = term(plan, 0, value=60, worst=60)
    found = {v.clause_id for v in check(D, tiny_pack(), plan).violations}
    assert found == {"plan:publishable", "plan:status"}


def test_an_attached_verdict_of_this_plan_must_be_true() -> None:
    verdict = check(D, tiny_pack(), GOOD)
    assert check(D, tiny_pack(), changed(GOOD, verdict=verdict)).ok
    forged = changed(verdict, ok=False)
    found = check(D, tiny_pack(), changed(GOOD, verdict=forged)).violations
    assert [(v.clause_id, v.subject) for v in found] == [("plan:verdict", "ok")]


def test_an_attached_verdict_of_another_state_says_nothing() -> None:
    # The planner edited the plan after it was checked: the old verdict is stale, not a breach.
    stale = changed(check(D, tiny_pack(), GOOD), plan_digest="0")
    assert check(D, tiny_pack(), changed(GOOD, verdict=stale)).ok
