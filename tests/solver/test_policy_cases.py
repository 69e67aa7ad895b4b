"""The same school planned under several shipped policies: each policy leaves its mark.

The school is the small one of the factories, with the stamps of every policy on its provider.
"""

from datetime import date
from functools import cache

import pytest

from data.readers import read_pack
from solver import check
from solver.domain import District, Period
from solver.domain.people import ApprovalStep
from solver.plan import Plan, PlanOutcome
from solver.search.levels import NAMES
from solver.search.plan_term import plan_term
from tests.factories import (
    changed,
    good_plan,
    tiny_periods,
    tiny_provider,
    with_activity,
    with_funding,
    with_person,
    with_school,
)
from tests.factories.partners import guidance, shared_district
from tests.solver.model.helpers import model_of, why, works
from tests.solver.verify.helpers import free_district

CHOICES = NAMES.index("choices")
STAMPS = (
    *("district_shortlist", "city_approve", "school_select"),
    *("credentials_ok", "conduct_ok", "credit_ok", "no_violation_record"),
    *("procedure_review", "fair_competition_review"),
)
NO_LIMITS = {
    **dict.fromkeys(("max_day_ch", "max_week_ch", "max_days", "max_consecutive", "target_week_ch")),
    "min_week_ch": 0,
}


def two_hours() -> District:
    """16:00 to 18:00 each day, fees of 100 yuan, a provider's science club with every stamp."""
    provider = tiny_provider(approvals=stamps())
    record = with_activity(free_district(providers=(provider,)), "robot", field="science_pop")
    return with_funding(record, "basic", fee_cap_fen=30000)


def stamps() -> tuple[ApprovalStep, ...]:
    return tuple(ApprovalStep(code=c, granted_on=date(2026, 1, 10)) for c in STAMPS)


def ninety_minutes() -> District:
    """16:00 to 17:30: a period of one class-hour and one of 50 minutes."""

    def shorter(p: Period) -> Period:
        if p.start_min == 960:
            return changed(p, end_min=1000)
        return changed(p, start_min=1000, end_min=1050)

    return with_school(two_hours(), periods=tuple(shorter(p) for p in tiny_periods()))


@cache
def planned(pack_id: str, minutes: int) -> PlanOutcome:
    record = two_hours() if minutes == 120 else ninety_minutes()
    return plan_term(record, read_pack(pack_id), work_limit=10, workers=1, seed=1)


def plan_of(outcome: PlanOutcome) -> Plan:
    assert outcome.plan is not None, outcome.findings
    return outcome.plan


# --- two hours against an hour and a half ----------------------------------------------------


@pytest.mark.parametrize(
    ("pack_id", "minutes", "clause_id"), [("hebi", 120, "HB-3.2b"), ("qiaocheng", 90, "QC-2b")]
)
def test_a_day_of_the_wrong_length_is_refused(pack_id: str, minutes: int, clause_id: str) -> None:
    outcome = planned(pack_id, minutes)
    assert (outcome.status, outcome.exit_code, outcome.plan) == ("infeasible", 4, None)
    wrong = [f for f in outcome.findings if f.clause_id == clause_id]
    # 120 and 90 minutes are 30 apart, on each of five weekdays.
    assert [(f.severity, f.amount, f.unit) for f in wrong] == [("infeasible", 30, "min")] * 5


@pytest.mark.parametrize(("pack_id", "minutes"), [("qiaocheng", 120), ("hebi", 90)])
def test_the_other_day_is_planned(pack_id: str, minutes: int) -> None:
    plan = plan_of(planned(pack_id, minutes))
    record = two_hours() if minutes == 120 else ninety_minutes()
    assert check(record, read_pack(pack_id), plan).ok
    assert [level.value for level in plan.levels[:2]] == [0, 0]


# --- the training provider -------------------------------------------------------------------


def test_qiaocheng_uses_the_training_provider() -> None:
    plan = plan_of(planned("qiaocheng", 120))
    assert "robot" in {m.activity_id for m in plan.meetings}
    assert plan.levels[CHOICES].value == 0


def test_hebi_never_uses_it() -> None:
    plan = plan_of(planned("hebi", 90))
    assert "robot" not in {m.activity_id for m in plan.meetings}
    assert "I1" not in {w for m in plan.meetings for w in m.staff_ids}
    assert ("activity", "robot", "HB-3.5e") in {(u.kind, u.id, u.clause_id) for u in plan.unused}
    # The 15 who chose robots miss it.
    assert plan.levels[CHOICES].value == 15


def test_hebi_welcomes_a_public_activity_venue() -> None:
    # The same club, its papers and its room, of a youth palace instead of a training institution.
    record = ninety_minutes()
    (provider,) = record.providers
    record = changed(record, providers=(changed(provider, kind="public_activity_body"),))
    pack = read_pack("hebi")
    plan = plan_of(plan_term(record, pack, work_limit=10, workers=1, seed=1))
    assert check(record, pack, plan).ok
    assert {w for m in plan.meetings if m.activity_id == "robot" for w in m.staff_ids} == {"I1"}
    assert plan.levels[CHOICES].value == 0


# --- sixty yuan ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pack_id", "rate", "clause_id"),
    [
        ("qiaocheng", 5900, None),
        ("qiaocheng", 6000, None),
        ("qiaocheng", 6100, "QC-6.3b"),
        ("xinyi", 5900, "XY-11a"),
        ("xinyi", 6000, None),
        ("xinyi", 6100, None),
    ],
)
def test_a_cap_in_one_place_is_a_floor_in_another(
    pack_id: str, rate: int, clause_id: str | None
) -> None:
    ctx = model_of(with_person(two_hours(), "T2", pay_fen={"basic": rate}), read_pack(pack_id))
    assert works(ctx, "T2") is (clause_id is None)
    if clause_id is not None:
        assert why(ctx, "staff", "T2").clause_id == clause_id


@pytest.mark.parametrize(("pack_id", "rate"), [("qiaocheng", 6100), ("xinyi", 5900)])
def test_the_plan_does_without_the_teacher_and_says_why(pack_id: str, rate: int) -> None:
    record = with_person(two_hours(), "T2", pay_fen={"basic": rate})
    plan = plan_of(plan_term(record, read_pack(pack_id), work_limit=10, workers=1, seed=1))
    assert "T2" not in {w for m in plan.meetings for w in m.staff_ids}
    reasons = {u.id: u.clause_id for u in plan.unused}
    assert reasons["T2"] == {"qiaocheng": "QC-6.3b", "xinyi": "XY-11a"}[pack_id]
    assert check(record, read_pack(pack_id), plan).ok


def test_sixty_exactly_is_legal_in_both() -> None:
    for pack_id in ("qiaocheng", "xinyi"):
        plan = plan_of(planned(pack_id, 120))
        assert "T2" in {w for m in plan.meetings for w in m.staff_ids}
        assert "T2" not in {u.id for u in plan.unused}


# --- a youth palace in basic service -----------------------------------------------------------


def partner_of(pack_id: str) -> District:
    """Robots as basic service of a youth palace that has every paper of every policy."""
    record = with_school(shared_district(guidance()), adopted_mode=None)
    (provider,) = record.providers
    papers = {s.code: s for s in (*provider.approvals, *stamps())}
    record = changed(record, providers=(changed(provider, approvals=tuple(papers.values())),))
    if pack_id == "hebi":  # an hour and a half at most
        record = with_school(record, periods=ninety_minutes().schools[0].periods)
    record = with_person(record, "T1", **NO_LIMITS)
    return with_funding(record, "basic", fee_cap_fen=30000, subsidy_per_participant_fen=15000)


def test_qiaocheng_lets_a_youth_palace_share_in_basic_service() -> None:
    record, pack = partner_of("qiaocheng"), read_pack("qiaocheng")
    plan = plan_of(plan_term(record, pack, work_limit=10, workers=1, seed=1))
    assert check(record, pack, plan).ok
    (robots, *others) = [m for m in plan.meetings if m.activity_id == "robot"]
    assert (robots.service_type, robots.staff_ids, others) == ("basic", ("I1",), [])
    # 600 yuan on each date of its weekday; 4 dates, or 3 on Thursdays; the special account is idle.
    paid = {x.kind: x.amount_fen for a in plan.accounts for x in a.lines if a.account == "basic"}
    assert paid["provider:V1"] == -60000 * (3 if robots.weekday == 4 else 4)
    assert [a.lines for a in plan.accounts if a.account == "special"] == [()]


@pytest.mark.parametrize(
    ("pack_id", "clause_id"),
    [
        ("xinyi", "structure:limit_third_parties"),
        ("hefei", "HF-3.2.3a"),
        ("hebi", "structure:limit_third_parties"),
        ("anxi", "structure:limit_third_parties"),
    ],
)
def test_the_others_do_not(pack_id: str, clause_id: str) -> None:
    record, pack = partner_of(pack_id), read_pack(pack_id)
    assert why(model_of(record, pack), "activity", "robot").clause_id == clause_id
    told = {v.clause_id for v in check(record, pack, good_plan(record, pack)).violations}
    assert {clause_id, "structure:limit_third_parties"} <= told
    plan = plan_of(plan_term(record, pack, work_limit=10, workers=1, seed=1))
    assert "robot" not in {m.activity_id for m in plan.meetings}
    assert check(record, pack, plan).ok
