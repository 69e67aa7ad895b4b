"""Duties, posts and lunch company in parts of the term, on single dates and in phases."""

from datetime import date
from typing import Any

from solver.domain import District
from solver.domain.term import Phase
from solver.plan import Plan
from solver.verify import check, recompute
from tests.factories import changed, good_plan, tiny_pack, with_person, with_school
from tests.solver.model.helpers import gate
from tests.solver.verify.dated import cut_section, march
from tests.solver.verify.helpers import amounts, breaches, duty, sole
from tests.solver.verify.test_duties import LUNCH, PACK, POSTS, lunching, missing, posted


def terms(district: District, plan: Plan) -> dict[str, int]:
    return {t.family: t.value for t in recompute(district, tiny_pack(), plan).terms}


def cut(district: District, **changes: Any) -> Plan:
    """Returns the good plan with all sections cut after Sunday 15 March."""
    plan = good_plan(district)
    for section in list(plan.sections):
        plan = cut_section(plan, section.id, march(15))
    return changed(plan, **changes)


def test_who_stands_on_most_dates_counts_in_the_week() -> None:
    # 50 ch at the gate beside 150 ch on Thursdays; T4 stands in on one of four Mondays.
    district = with_person(posted(gate(class_hours_ch=50)), "T5", target_week_ch=150)
    district = with_person(district, "T4", target_week_ch=0)
    plain = terms(district, good_plan(district))["balance_workload"]
    once = duty("gate", "T4", id="g2", from_date=march(9), to_date=march(9))
    but_one = duty("gate", "T5", except_dates=(march(9),))
    plan = changed(good_plan(district), duties=(but_one, once))
    assert terms(district, plan)["balance_workload"] == plain + 50
    # With three of the four Mondays it is T4's.
    mostly = duty("gate", "T4", id="g2", from_date=march(9))
    first = duty("gate", "T5", to_date=march(8))
    plan = changed(good_plan(district), duties=(first, mostly))
    assert terms(district, plan)["balance_workload"] == plain + 50
    free = with_person(district, "T5", target_week_ch=None)
    assert terms(free, plan)["balance_workload"] == plain + 50


def test_two_records_of_one_post_stand_together() -> None:
    district = posted(gate(people_needed=2, class_hours_ch=50))
    plan = changed(
        good_plan(district), duties=(duty("gate", "T4"), duty("gate", "T5", id="second"))
    )
    assert breaches(district, plan) == []
    targets = with_person(with_person(district, "T4", target_week_ch=0), "T5", target_week_ch=0)
    alone = terms(targets, good_plan(targets))["balance_workload"]
    assert terms(targets, plan)["balance_workload"] == alone + 100


def test_each_part_has_its_own_people_and_needs() -> None:
    # T5 stands in the first part, nobody in the second: 40 minutes of one person there.
    district = posted()
    here = duty("gate", "T5", from_date=march(2), to_date=march(15))
    plan = cut(district, duties=(here,))
    v = sole(district, POSTS, "post_unmanned", plan)
    assert (v.amount, v.params["from_date"]) == (1, "2026-03-16")
    stated = changed(plan, unmet=(missing(from_date=march(16), to_date=march(27)),))
    assert breaches(district, stated) == []
    assert terms(district, stated)["staff_duty_posts"] == 40
    # Without dates the row speaks of both parts.
    assert [v.code for v in breaches(district, changed(plan, unmet=(missing(),)))] == [
        "unmet_but_manned"
    ]
    # Nobody anywhere: 40 minutes in each part.
    nobody = cut(district, unmet=(missing(),))
    assert breaches(district, nobody) == []
    assert terms(district, nobody)["staff_duty_posts"] == 80
    assert recompute(district, tiny_pack(), nobody).references["unmet_service"] == 2 * 45040


def test_who_stands_in_one_part_does_nothing_in_the_other() -> None:
    # 50 ch at the gate beside 150 ch of meetings, target 150: 50 too many where T5 stands.
    district = with_person(posted(gate(class_hours_ch=50)), "T5", target_week_ch=150)
    first = duty("gate", "T5", to_date=march(15))
    second = duty("gate", "T4", id="g2", from_date=march(16))
    free = with_person(district, "T4", target_week_ch=None)
    plain = terms(free, cut(free))["balance_workload"]
    assert terms(free, cut(free, duties=(first, second)))["balance_workload"] == plain + 50
    assert terms(free, cut(free, duties=(first,)))["balance_workload"] == plain + 50
    both = duty("gate", "T5")
    assert terms(free, cut(free, duties=(both,)))["balance_workload"] == plain + 100


def test_needs_outside_the_term_are_wrong() -> None:
    district = posted()
    row = missing(from_date=march(2), to_date=date(2026, 4, 3))
    plan = changed(good_plan(district), unmet=(row,))
    assert "plan:unmet" in {v.clause_id for v in check(district, tiny_pack(), plan).violations}


def test_lunch_company_follows_the_phases_of_its_period() -> None:
    # Lunch only in the phase from the 16th: Mondays 16 and 23.
    phase = Phase(id="P", name="late", first=march(16), last=march(27))
    district = lunching()
    school = district.schools[0]
    periods = tuple(changed(p, phase_ids=("P",)) if p.id == "L" else p for p in school.periods)
    district = changed(district, term=changed(district.term, phases=(phase,)))
    district = with_school(district, periods=periods)

    def alone(*duties: Any) -> list[int]:
        plan = changed(good_plan(district, PACK), duties=duties)
        found = breaches(district, plan, PACK)
        return [v.amount for v in found if v.clause_id == LUNCH and v.family == "serve_lunch"]

    assert alone() == [2]
    assert alone(duty("accompany:L", "P1")) == []
    assert alone(duty("accompany:L", "P1", from_date=march(17))) == [1]
    assert alone(duty("accompany:L", "P1", from_date=march(16))) == []


def test_clashes_are_judged_on_the_dates_of_both() -> None:
    # T1 has guidance on Mondays; the gate of one Monday clashes on that date only.
    district = posted()
    once = duty("gate", "T1", id="g2", from_date=march(9), to_date=march(9))
    but_one = duty("gate", "T5", except_dates=(march(9),))
    plan = changed(good_plan(district), duties=(but_one, once))
    assert amounts(district, "structure:avoid_staff_clashes", "staff_twice", plan) == [1]
