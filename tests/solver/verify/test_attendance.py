"""Who attends on every day (`attend_every_day`), counted by the check: values by hand."""

import pytest

from solver.domain import District, Student
from solver.plan import Plan
from solver.verify import check, recompute
from tests.factories import (
    good_plan,
    tiny_clause,
    tiny_district,
    tiny_pack,
    tiny_unmet,
    with_claims,
    with_class,
    without_meeting,
)
from tests.factories.edits import changed, swap
from tests.solver.verify.helpers import free_district

CLAUSE = tiny_clause("attend_every_day", strength="encouraged", weekdays=(1, 2, 3, 4, 5))
PACK = tiny_pack((CLAUSE,))
D = tiny_district()


def missing(district: District, plan: Plan | None = None) -> int:
    """Returns the term of an honest plan (the good one) that the check accepts."""
    plan = with_claims(district, PACK, plan or good_plan(district, PACK))
    assert check(district, PACK, plan).violations == ()
    return {t.family: t.value for t in recompute(district, PACK, plan).terms}["attend_every_day"]


def figure(district: District, plan: Plan | None = None) -> tuple[str, int, int, int, int]:
    verdict = check(district, PACK, plan or good_plan(district, PACK))
    (found,) = verdict.clauses[0].figures
    return found.name, found.required, found.found, found.places, found.short


def test_everybody_on_five_days() -> None:
    assert missing(D) == 0
    assert figure(D) == ("five_day_share", 75, 75, 2, 0)  # 40 and 35


def test_a_plan_that_claims_otherwise_is_refused() -> None:
    plan = good_plan(D, PACK)
    terms = tuple(
        changed(t, value=1, worst=75) if t.family == "attend_every_day" else t for t in plan.terms
    )
    wrong = check(D, PACK, changed(plan, terms=terms)).violations
    assert ("plan:terms", "term_value", 1) in [(v.clause_id, v.code, v.amount) for v in wrong]


def test_a_day_without_a_place_is_a_day_missed() -> None:
    # 40 of C1 have nobody on Monday 16:00; the plan says so.
    record = free_district()
    plan = changed(without_meeting(good_plan(record, PACK), "g1-Mon1"), unmet=(tiny_unmet(40),))
    rest = tuple(t for t in plan.sections[0].period_ids if t != "Mon1")
    plan = changed(plan, sections=swap(plan.sections, "id", "g1", period_ids=rest))
    assert missing(record, plan) == 40
    assert figure(record, with_claims(record, PACK, plan)) == ("five_day_share", 75, 35, 2, 1)


def test_days_off_of_listed_students() -> None:
    # One of C1 comes on Mondays only, one never, one always: 39 of 40 at most come every day.
    students = tuple(
        Student(id=f"s{i}", class_id="C1", weekdays=days)
        for i, days in enumerate(((1,), (), (1, 2, 3, 4, 5)))
    )
    record = tiny_district(students=students, choice_counts=())
    counted = recompute(record, PACK, good_plan(record, PACK))
    assert {t.family: t.value for t in counted.terms}["attend_every_day"] == 1


@pytest.mark.parametrize(("friday", "short"), [(40, 0), (39, 1), (0, 40)])
def test_the_day_with_the_fewest(friday: int, short: int) -> None:
    record = with_class(D, "C1", participants={1: 40, 2: 40, 3: 40, 4: 40, 5: friday})
    plan = good_plan(record, PACK)
    counted = recompute(record, PACK, plan)
    assert {t.family: t.value for t in counted.terms}["attend_every_day"] == short
    # The reference is the empty plan: nobody of 75 attends.
    assert counted.references["encouraged"] == 75


def test_other_days_than_the_clauses_do_not_count() -> None:
    record = with_class(D, "C1", participants={1: 40, 2: 40, 3: 40, 4: 40, 5: 1})
    four = tiny_pack((changed(CLAUSE, parameters=(changed(CLAUSE.parameters[0], value=(1, 2)),)),))
    counted = recompute(record, four, good_plan(record, four))
    assert {t.family: t.value for t in counted.terms}["attend_every_day"] == 0
