"""Fees in a term of several parts: each part counts on its share, caps are about the whole fee."""

from datetime import date

import pytest

from solver import check
from solver.domain import ChoiceCount, District, Funding, Menu, Period
from solver.domain.term import DateRange, Phase
from solver.plan import Plan
from solver.policy import PolicyPack
from solver.search.clip import clip
from solver.search.plan_term import plan_term
from tests.factories import changed, tiny_class, tiny_clause, tiny_pack, tiny_person
from tests.solver.model.helpers import club, district, group, hours, one_school, room, week

LAST = date(2026, 4, 10)
"""Six weeks from Monday 2 March 2026; the clocks change after two of them."""
WINTER = Phase(id="w", name="winter", first=date(2026, 3, 2), last=date(2026, 3, 15))
SUMMER = Phase(id="s", name="summer", first=date(2026, 3, 16), last=LAST)


def clocks(*ids: str) -> tuple[Period, ...]:
    """Returns periods with winter and summer hours: ``p11`` and ``q11``."""
    winter, summer = hours(*ids, phase_ids=("w",)), hours(*ids, start_min=990, phase_ids=("s",))
    return (*winter, *(changed(p, id=f"q{p.id[1:]}") for p in summer))


def robots(fee_fen: int, take: int = 1) -> District:
    """30 of C1 want robots, special, led by T1 or T2, in Monday's and Tuesday's hour."""
    menu = Menu(id="M1", band_id="B1", activity_ids=("robot",), take=take)
    school = one_school(
        (tiny_class("C1", 30, "R1"),),
        clocks("11", "21"),
        (room("R1"), room("R2")),
        menus=(menu,),
        funding=(
            Funding(account="basic", opening_fen=10_000_000),
            Funding(account="special", fee_published=True, opening_fen=10_000_000),
        ),
    )
    return district(
        school,
        (tiny_person("T1"), tiny_person("T2")),
        (group(), club("robot", service_type="special", skill=None, fee_fen=fee_fen)),
        choice_counts=(ChoiceCount(class_id="C1", menu_id="M1", activity_id="robot", count=30),),
        term=week(last_day=LAST, phases=(WINTER, SUMMER)),
    )


def planned(record: District, pack: PolicyPack) -> Plan:
    outcome = plan_term(record, pack, work_limit=20, workers=1, seed=3)
    assert outcome.plan is not None, outcome.findings
    verdict = check(record, pack, outcome.plan)
    assert verdict.ok, [(v.clause_id, v.code, v.subject) for v in verdict.violations]
    return outcome.plan


# A fee of 90 yuan is 30 in winter's two weeks and 60 in summer's four: each below a cap of 80.
@pytest.mark.parametrize(("fee_fen", "runs"), [(8000, True), (8001, False), (9000, False)])
def test_a_fee_above_its_cap_does_not_pass_in_a_part(fee_fen: int, runs: bool) -> None:
    cap = tiny_clause("cap_fees", cap_fen=8000, account="special")
    plan = planned(robots(fee_fen), tiny_pack((cap,)))
    assert any(m.activity_id == "robot" for m in plan.meetings) is runs
    assert plan.levels[0].value == 0
    if not runs:
        # What is said of it names the fee that parents would pay, not a part's share.
        (told,) = [u for u in plan.unused if u.id == "robot"]
        assert (told.params["fee"], told.params["cap"]) == (str(fee_fen), "8000")


@pytest.mark.parametrize(("fee_fen", "runs"), [(4000, True), (4001, False)])
def test_a_student_who_takes_two_pays_both_in_every_part(fee_fen: int, runs: bool) -> None:
    """The menu lets take two; twice the fee against a cap of 80 yuan a student and term."""
    cap = tiny_clause("cap_fees", cap_fen=8000, account="special", per_student_total=True)
    plan = planned(robots(fee_fen, take=2), tiny_pack((cap,)))
    assert any(m.activity_id == "robot" for m in plan.meetings) is runs


def test_a_part_of_a_part_knows_the_fee_of_the_term() -> None:
    """10 of 30 days, of which 5: 3000 fen, then 1500; the term's fee stays 9000."""
    part = clip(robots(9000), DateRange(first=WINTER.first, last=WINTER.last))
    robot = part.activities[1]
    assert (robot.fee_fen, robot.term_fee_fen) == (3000, 9000)
    less = clip(part, DateRange(first=WINTER.first, last=date(2026, 3, 8))).activities[1]
    assert (less.fee_fen, less.term_fee_fen) == (1500, 9000)
