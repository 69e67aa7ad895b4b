"""Cases of the policies through a whole search and the check: what is refused, what is done.

The same cases by the check alone are in `tests.solver.verify.test_policy_cases`.
"""

from datetime import date
from typing import Any

import pytest

from data.readers import read_pack
from solver import check
from solver.domain import Band, ChoiceCount, District, LumpSum
from solver.domain.people import ProviderStatus
from solver.domain.school import GridCell
from solver.plan import PlanOutcome
from solver.policy import PolicyPack
from solver.search.plan_term import plan_term
from tests.factories import (
    changed,
    good_plan,
    tiny_class,
    tiny_person,
    tiny_provider,
    with_activity,
    with_class,
    with_funding,
    with_person,
    with_school,
)
from tests.solver.model.families.test_end_within_window import evening
from tests.solver.model.helpers import club, district, group, hours, one_school
from tests.solver.test_policy_cases import (
    STAMPS,
    ninety_minutes,
    plan_of,
    stamps,
    two_hours,
)

TUESDAYS = ("2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24")


def searched(record: District, pack: PolicyPack) -> PlanOutcome:
    return plan_term(record, pack, work_limit=10, workers=1, seed=1)


def of_clause(pack_id: str, *clause_ids: str) -> PolicyPack:
    """Returns a shipped pack with only some of its clauses: nothing else decides."""
    pack = read_pack(pack_id)
    return pack.model_copy(
        update={"clauses": tuple(map(pack.clause, clause_ids)), "required_inputs": ()}
    )


def refused(outcome: PlanOutcome, clause_id: str) -> set[int]:
    """Returns the amounts by which a clause proves that no plan is legal."""
    assert (outcome.exit_code, outcome.plan) == (4, None)
    wrong = [f for f in outcome.findings if f.severity == "infeasible"]
    assert {f.clause_id for f in wrong} == {clause_id}
    return {f.amount for f in wrong}


def planned(record: District, pack: PolicyPack) -> Any:
    """Returns the plan, which the check accepts."""
    plan = plan_of(searched(record, pack))
    assert check(record, pack, plan).violations == ()
    return plan


# --- evening study in 新沂 --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "over"),
    [((1110, 1230), None), ((1111, 1231), 1), ((1109, 1230), 1)],  # 20:30; 20:31; 121 minutes
)
def test_evening_study_ends_at_half_past_eight_and_lasts_two_hours(
    span: tuple[int, int], over: int | None
) -> None:
    record, pack = evening(span), of_clause("xinyi", "XY-3f")
    outcome = searched(record, pack)
    if over is None:
        assert check(record, pack, plan_of(outcome)).ok
    else:
        assert refused(outcome, "XY-3f") == {over}


# --- people on day one ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pack_id", "clause_id", "changes"),
    [
        ("xinyi", "XY-15d", {"pay_fen": {}}),
        ("xinyi", "XY-8d", {"trained_on": None}),
        ("qiaocheng", "QC-6.2c", {"vetting_passed": None}),
        ("qiaocheng", "QC-6.2c", {"vetted_on": None}),
        ("hefei", "HF-5.2e.2", {"role": "volunteer", "reviewed_on": None}),
        ("hebi", "HB-3.5d", {"bad_record": True}),
    ],
)
def test_who_may_not_serve_is_never_used(
    pack_id: str, clause_id: str, changes: dict[str, Any]
) -> None:
    record = with_person(two_hours(), "T2", **changes)
    pack = of_clause(pack_id, clause_id)
    plan = planned(record, pack)
    assert "T2" not in {w for m in plan.meetings for w in m.staff_ids}
    assert {u.clause_id for u in plan.unused if u.id == "T2"} == {clause_id}


@pytest.mark.parametrize(("day", "used_on_day_one"), [(2, True), (3, False)])
def test_who_is_trained_a_day_late_misses_day_one(day: int, used_on_day_one: bool) -> None:
    # Everybody but T2 is trained. Service begins on Monday 2 March.
    record = with_person(two_hours(), "T2", trained_on=date(2026, 3, day))
    plan = planned(record, of_clause("xinyi", "XY-8d"))
    from solver.domain.calendar import meeting_dates

    school = record.schools[0]
    served = {
        d
        for m in plan.meetings
        if "T2" in m.staff_ids
        for d in meeting_dates(
            record.term, school, m.weekday, (3,), m.from_date, m.to_date, m.except_dates
        )
    }
    assert served
    assert not (date(2026, 3, 2) in served and not used_on_day_one)


# --- providers --------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", STAMPS[:3])
def test_two_of_three_stamps_are_not_enough(missing: str) -> None:
    kept = tuple(s for s in stamps() if s.code != missing)
    record = changed(two_hours(), providers=(tiny_provider(approvals=kept),))
    pack = of_clause("qiaocheng", "QC-3.2e")
    plan = planned(record, pack)
    assert "robot" not in {m.activity_id for m in plan.meetings}
    assert {u.clause_id for u in plan.unused if u.id in ("robot", "V1")} == {"QC-3.2e"}
    broken = [v for v in check(record, pack, good_plan(record, pack)).violations]
    assert [(v.clause_id, v.amount) for v in broken] == [("QC-3.2e", len(TUESDAYS))]


def test_a_provider_that_leaves_in_mid_term_serves_until_then() -> None:
    left = ProviderStatus(status="exited", from_date=date(2026, 3, 16))
    record = changed(two_hours(), providers=(tiny_provider(approvals=stamps(), statuses=(left,)),))
    pack = of_clause("qiaocheng", "QC-3.2e")
    plan = planned(record, pack)
    last = {m.to_date for m in plan.meetings if m.activity_id == "robot"}
    # Robots run in the two weeks before Monday 16 March, or not at all; never after.
    assert all(day < date(2026, 3, 16) for day in last)
    assert last


# --- contents ---------------------------------------------------------------------------------


def test_written_homework_in_grade_two() -> None:
    record = with_activity(ninety_minutes(), "guidance", written_homework=True)
    grid = (GridCell(band_id="B1", period_id="Mon1", component="guidance"),)
    record = with_school(record, fixed_grid=grid)
    pack = of_clause("hebi", "HB-3.3.2b")
    assert "guidance" in {m.activity_id for m in planned(record, pack).meetings}
    lower = with_class(with_class(record, "C1", grade=2), "C2", grade=2)
    plan = planned(lower, pack)
    assert "guidance" not in {m.activity_id for m in plan.meetings}
    # Monday's first hour stays without a place: 75 students, said in the plan.
    assert sum(u.student_periods for u in plan.unmet) == 75


# --- 80 per cent of the urban schools of 安溪 -------------------------------------------------


def urban(schools: int, full: int) -> District:
    """Returns urban schools with a class each; the first ``full`` offer three clubs, others two."""
    made, staff, clubs, counts = [], [], [], []
    for i in range(schools):
        s = f"S{i}"
        made.append(
            one_school(
                (tiny_class(f"C{i}", 15, f"R{i}a"),),
                tuple(changed(p, id=f"{s}-{p.id}") for p in hours("11")),
                rooms=tuple(
                    changed(two_hours().schools[0].rooms[0], id=f"R{i}{x}", name=x) for x in "abc"
                ),
                id=s,
                name=s,
                is_urban=True,
                bands=(Band(id=f"B{i}", name="b", class_ids=(f"C{i}",)),),
            )
        )
        titles = ("chess", "robots", "drama")[: 3 if i < full else 2]
        for n, title in enumerate(titles):
            key = f"{s}-{title}"
            clubs.append(club(key, title=title, school_id=s))
            person = tiny_person(f"T{i}{n}", home_school_id=s, skills=(key,), pay_fen={})
            staff.append(person)
            counts.append(ChoiceCount(class_id=f"C{i}", activity_id=key, count=15 // len(titles)))
        staff.append(tiny_person(f"T{i}x", home_school_id=s, pay_fen={}))
    made_of = (*clubs, group())
    return district(tuple(made), tuple(staff), made_of, choice_counts=tuple(counts))


@pytest.mark.parametrize(
    ("schools", "full", "points"),
    [
        (5, 4, 0),  # 80 per cent
        (9, 7, 30),  # 77.8 per cent: one school more, one title short
        (10, 8, 0),
    ],
)
def test_four_of_five_seven_of_nine_eight_of_ten(schools: int, full: int, points: int) -> None:
    record, pack = urban(schools, full), of_clause("anxi", "AX-2c")
    plan = planned(record, pack)
    assert {level.name: level.value for level in plan.levels}["encouraged"] == points
    assert {t.family: t.value for t in plan.terms}["offer_variety"] == points // 30


# --- money ------------------------------------------------------------------------------------


def test_six_hundred_yuan_and_one_more() -> None:
    pack = of_clause("hefei", "HF-3.2.3c")
    right = with_activity(two_hours(), "robot", fee_fen=60000, consumables_fen=5000)
    planned(right, pack)
    wrong = with_activity(two_hours(), "robot", fee_fen=60100)
    # One yuan more: the activity does not run, and the run says why.
    outcome = searched(wrong, pack)
    assert outcome.plan is not None
    assert "robot" not in {m.activity_id for m in outcome.plan.meetings}
    assert "HF-3.2.3c" in {f.clause_id for f in outcome.findings}


def test_a_second_charge_and_a_low_subsidy() -> None:
    twice = with_funding(two_hours(), "special", charges_per_term=2)
    assert refused(searched(twice, of_clause("hefei", "HF-5.1c")), "HF-5.1c") == {1}
    low = with_funding(two_hours(), "basic", subsidy_per_participant_fen=14900)
    assert refused(searched(low, of_clause("hefei", "HF-3.2.2c")), "HF-3.2.2c") == {100}


def test_an_unpublished_fee_is_no_income_and_no_obstacle() -> None:
    lump = LumpSum(source="county", amount_fen=10_000_000)
    record = with_funding(two_hours(), "basic", fee_published=False, lump_sums=(lump,))
    plan = planned(record, of_clause("qiaocheng", "QC-5.2c"))
    basic = next(a for a in plan.accounts if a.account == "basic")
    assert "fees" not in {line.kind for line in basic.lines}
    assert plan.publishable
