"""Districts made impossible at known facts: the explanation names these facts, and they cure it.

The normal suite takes some kinds of every group by counting and plans two; the slow tests take all.
"""

import pytest

from data.readers import read_pack
from data.synthetic.twins import KINDS, Clash, generate_twin
from solver import explain
from solver.domain import District
from solver.model.build import build
from solver.plan import Explanation, Finding
from solver.search.counting import count_segment
from solver.search.explain.change import World
from solver.search.explain.issues import Found, counted_cures, of_findings
from tests.data.synthetic.test_twins import place
from tests.data.synthetic.twin_checks import SOLVED

MONEY = {"money_short", "fee_unpublished"}
PLANNED = {*SOLVED, *MONEY}
"""Kinds that counting by itself does not name."""
QUICK = {
    "day_too_short",
    "fee_over_cap",
    "field_closed",
    "field_without_feature",
    "lending_out_of_area",
    "one_adult_short",
    "only_one_away",
    "papers_expired",
    "pin_absent_leader",
    "post_without_anybody",
    "written_homework",
}


def found(district: District, clash: Clash) -> list[Found]:
    """Returns what counting says of the schools of a clash."""
    pack = read_pack(district.policy_pack_id)
    findings: list[Finding] = []
    if clash.expected.exit_code == 4:
        for school_id in clash.school_ids:
            ctx = build(district, pack, (school_id,), names_rooms=False, no_gaps=frozenset())
            findings += [f for f in ctx.findings if f.severity == "infeasible"]
    else:
        counted = count_segment(district, pack)
        findings = [s.finding for i in clash.school_ids for s in counted[i].shortages]
    world = World(district, pack)
    return [counted_cures(world, i) for i in of_findings(world, tuple(findings))]


def names_the_facts(kind: str) -> None:
    district, _plan, clash = generate_twin(kind, *place(kind))
    every = found(district, clash)
    assert {f.issue.school_id for f in every} == set(clash.school_ids)
    assert {f.issue.code for f in every} <= set(clash.expected.codes)
    for one in every:
        # Each fact by itself is the cure, so each must be among what cures by itself.
        paths = {change.path for _, change in one.cures}
        assert {fact.path for fact in clash.facts} <= paths, (kind, paths)
        assert not paths & {c.path for c in one.others}


@pytest.mark.parametrize("kind", sorted(QUICK))
def test_the_facts_that_clash_are_named(kind: str) -> None:
    names_the_facts(kind)


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(set(KINDS) - QUICK - PLANNED))
def test_the_facts_of_the_other_kinds_are_named(kind: str) -> None:
    names_the_facts(kind)


def test_what_does_not_cure_by_itself_clashes_even_if_all_else_gives_way() -> None:
    # The only nurse has one class-hour less a week than her posts ask for.
    district, _plan, clash = generate_twin("week_hours_short", *place("week_hours_short"))
    (one,) = found(district, clash)
    assert one.issue.complete
    (limit,) = [c for _, c in one.cures if c.path.endswith("].max_week_ch")]
    # Back to what the posts take and no further: the smallest figure that cures.
    assert limit.unit == "ch"
    assert 0 < limit.amount < 2000


def told(kind: str, seconds: float) -> tuple[Explanation, Clash]:
    district, _plan, clash = generate_twin(kind, *place(kind))
    answer = explain(district, read_pack(district.policy_pack_id), time_limit_s=seconds)
    assert answer.exit_code == clash.expected.exit_code
    return answer, clash


@pytest.mark.parametrize("kind", ["only_one_unvetted"])
def test_the_cure_is_tried_by_a_plan(kind: str) -> None:
    answer, clash = told(kind, 60)
    (issue,) = answer.issues
    (fact,) = clash.facts
    (cure,) = [r for r in issue.remedies if r.path == fact.path]
    assert (cure.checked, cure.left, cure.allowed) == ("solved", 0, True)
    assert fact.path in {r.path for r in issue.requirements if r.alone}


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(SOLVED))
def test_what_two_schools_cannot_share_is_found_by_planning(kind: str) -> None:
    answer, clash = told(kind, 200)
    named = {r.path for i in answer.issues for r in i.requirements}
    assert {f.path for f in clash.facts} <= named


@pytest.mark.parametrize("kind", sorted(MONEY))
def test_the_account_that_is_short_is_named_and_its_fact_is_a_remedy(kind: str) -> None:
    answer, clash = told(kind, 30)
    assert answer.money is not None
    (gap,) = answer.money.gaps
    assert (gap.school_id,) == clash.school_ids
    assert gap.missing_fen >= clash.amount
    (fact,) = clash.facts
    cure = next(r for r in gap.remedies if r.path == fact.path)
    assert cure.checked in ("recounted", "solved")  # planned anew if there was time
    assert (cure.left, cure.allowed) == (0, True)
