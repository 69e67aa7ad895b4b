"""What is asked of a twin: its answer names the planted clash, and each fact alone is the cure."""

from data.readers import read_pack
from data.synthetic.twins import Clash, witness
from solver.domain import District
from solver.model.build import build
from solver.plan import Finding, Plan, PlanOutcome
from solver.search.counting import count_segment
from solver.search.plan_term import plan_term
from solver.verify import check

SOLVED = {"two_schools_one_person", "travel_too_long"}
"""Counting takes each school by itself, so only a plan shows what two schools cannot share."""


def told(district: District, clash: Clash) -> tuple[list[Finding], int]:
    """Returns what counting finds at the schools of a clash before any search, and the level."""
    pack = read_pack(district.policy_pack_id)
    if clash.expected.exit_code == 4:
        found = []
        for school_id in clash.school_ids:
            ctx = build(district, pack, (school_id,), names_rooms=False, no_gaps=frozenset())
            found += [f for f in ctx.findings if f.severity == "infeasible"]
        return found, 0
    counted = count_segment(district, pack)
    mine = [counted[s] for s in clash.school_ids]
    found = [s.finding for c in mine for s in c.shortages]
    money = clash.expected.level == "missing_money"
    return found, sum(c.missing if money else c.unmet for c in mine)


def amount_of(clash: Clash, found: list[Finding]) -> int:
    """Returns by how much the findings say that something is short, in the clash's unit."""
    if clash.unit in ("seats", "students"):
        return max(int(f.params["short"]) for f in found)
    if clash.unit in ("class_periods", "meetings"):
        return sum(f.amount for f in found)
    return max(f.amount for f in found)


def counting_names_it(district: District, clash: Clash) -> None:
    """Asserts that counting names kind, schools and amount, and bounds the level by it."""
    found, level = told(district, clash)
    named = [f for f in found if f.code in clash.expected.codes]
    assert named, found
    assert {f.school_id for f in named} == set(clash.school_ids)
    # Nothing else is short, but choices that what clashes takes away too.
    others = {f.code for f in found if not f.code.startswith("finding.choice_")}
    assert others <= set(clash.expected.codes), others
    if clash.expected.reason:
        assert all(f.params["reason"].find(clash.expected.reason) >= 0 for f in named), named
        assert all(f.text_zh and f.text_en for f in named)
    elif clash.expected.codes != ("finding.pins_clash",):
        assert amount_of(clash, named) >= clash.amount, named
    if clash.expected.exit_code == 4:
        assert clash.clause_id.startswith("structure:") or {f.clause_id for f in named} == {
            clash.clause_id
        }
    assert level >= clash.expected.at_least


def solving_names_it(district: District, clash: Clash, work: float = 12) -> PlanOutcome:
    """Asserts that a short solve ends with the exit code and names the clash; returns it."""
    pack = read_pack(district.policy_pack_id)
    outcome = plan_term(district, pack, work_limit=work, workers=1, seed=1)
    assert outcome.exit_code == clash.expected.exit_code
    codes = {f.code for f in outcome.findings}
    if outcome.plan is not None:
        values = {level.name: level.value for level in outcome.plan.levels}
        assert values[clash.expected.level] >= clash.expected.at_least
        needs = [n for n in outcome.plan.unmet if n.school_id in clash.school_ids]
        codes |= {n.cause for n in needs}
        if clash.post_ids:
            assert {n.period_id for n in needs} & set(clash.post_ids)
    assert codes & set(clash.expected.codes), codes
    return outcome


def every_fact_is_needed(district: District, plan: Plan, clash: Clash) -> None:
    """Asserts that without any one fact the planted plan, or who it names instead, serves all."""
    for fact in clash.facts:
        without, serving = witness(plan, district, clash, fact)
        verdict = check(without, read_pack(without.policy_pack_id), serving)
        # What the planted plan claims of levels may not fit: it was made without what is prepared.
        broken = [v for v in verdict.violations if not v.clause_id.startswith("plan:")]
        assert broken == [], (clash.kind, fact.path, broken[:2])
        assert verdict.complete
