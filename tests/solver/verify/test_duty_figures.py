"""What clauses about posts and lunches ask for beside what the plan has."""

from datetime import date
from typing import Any

from solver.domain import District
from solver.plan import Plan
from solver.policy import PolicyPack
from solver.verify import check
from tests.factories import tiny_clause, tiny_pack
from tests.solver.model.helpers import gate
from tests.solver.verify.helpers import duty
from tests.solver.verify.test_duties import PACK, lunching, manned, posted


def figures(district: District, plan: Plan, pack: PolicyPack) -> list[tuple[Any, ...]]:
    (clause,) = check(district, pack, plan).clauses
    return [
        (f.name, f.required, f.found, f.unit, f.places, f.short, f.weekday, f.subject)
        for f in clause.figures
    ]


def test_people_on_posts_are_compared_with_people_needed() -> None:
    # Two at the gate, of whom one is there; one on patrol, which the clause does not name.
    patrol = gate("walk", role="patrol", weekday=2)
    district = posted(gate(people_needed=2), patrol)
    plan = manned(district, duty("gate", "T3"))
    every = tiny_pack((tiny_clause("staff_duty_posts"),))
    gates = tiny_pack((tiny_clause("staff_duty_posts", duty_roles=("gate",)),))
    assert figures(district, plan, every) == [("staff_duty_posts", 3, 1, "people", 2, 2, 1, "gate")]
    assert figures(district, plan, gates) == [("staff_duty_posts", 2, 1, "people", 1, 1, 1, "gate")]


def test_lunches_are_compared_with_those_a_leader_shares() -> None:
    # Five students on Monday without a seat; the leader is there on three of four Mondays.
    district = lunching()
    plan = manned(district, duty("accompany:L", "P1", except_dates=(date(2026, 3, 9),)))
    seats, company = figures(district, plan, PACK)
    assert seats == ("serve_lunch", 5, 0, "student_periods", 1, 1, 1, "C1")
    assert company == ("lunch_company", 4, 3, "dates", 1, 1, None, "")
