"""Plans whose term has parts: papers, leave, phases, providers and waivers that begin or end."""

from datetime import date
from typing import Any

import pytest

from solver import check
from solver.domain import ChoiceCount, District, Funding, Interval, Menu
from solver.domain.people import DatedAbsence, ProviderStatus, TimePreference
from solver.domain.pins import ClauseWaiver
from solver.domain.term import Phase
from solver.plan import Plan
from solver.policy import PolicyPack
from solver.search.plan_term import plan_term
from tests.factories import (
    changed,
    tiny_class,
    tiny_clause,
    tiny_pack,
    tiny_person,
    tiny_provider,
)
from tests.solver.model.helpers import (
    club,
    district,
    group,
    guarded,
    hours,
    one_school,
    room,
    week,
)

LAST = date(2026, 4, 10)
"""Six weeks from Monday 2 March 2026, no closures: each weekday has six dates."""
CONTRACTS = tiny_pack((tiny_clause("require_clearance", contract_roles=("all",)),))


def six_weeks(**changes: Any) -> District:
    """Class C1 (30) in its room R1 in Monday's hour ``p11``; care only; T1 and T2."""
    school = changes.pop("school", None) or one_school((tiny_class("C1", 30, "R1"),))
    rich = (
        Funding(account="basic", opening_fen=10_000_000),
        Funding(account="special", fee_published=True),
    )
    return district(
        changed(school, funding=rich),
        changes.pop("staff", (tiny_person("T1"), tiny_person("T2"))),
        changes.pop("activities", (group(),)),
        **{"term": week(last_day=LAST), **changes},
    )


def planned(record: District, pack: PolicyPack | None = None) -> Plan:
    """The plan, which the check accepts with the same figures."""
    pack = pack or tiny_pack()
    outcome = plan_term(record, pack, work_limit=20, workers=1, seed=3)
    assert outcome.plan is not None, outcome.findings
    verdict = check(record, pack, outcome.plan)
    assert verdict.ok, [(v.clause_id, v.code, v.subject) for v in verdict.violations]
    assert verdict == outcome.plan.verdict
    return outcome.plan


def values(plan: Plan) -> list[int]:
    return [level.value for level in plan.levels]


@pytest.mark.parametrize("pack", [CONTRACTS, tiny_pack()])
def test_two_half_contracts_serve_a_term_together(pack: PolicyPack) -> None:
    """Also where no clause asks for a contract: nobody serves outside the own one.

    T1 to Wednesday 18 March, T2 from Thursday 19 March; Mondays 2, 9, 16 and 23 onwards."""
    people = (
        tiny_person("T1", contract_to=date(2026, 3, 18)),
        tiny_person("T2", contract_from=date(2026, 3, 19)),
    )
    plan = planned(six_weeks(staff=people), pack)
    assert plan.publishable
    assert values(plan)[0] == 0
    led = sorted((m.from_date, m.to_date, m.staff_ids) for m in plan.meetings)
    assert led == [
        (date(2026, 3, 2), date(2026, 3, 18), ("T1",)),
        (date(2026, 3, 19), LAST, ("T2",)),
    ]


def test_what_is_short_after_a_cut_is_said_of_its_dates() -> None:
    """T1 alone leads, to Wednesday 18 March: nothing is short till then, one adult after it."""
    people = (tiny_person("T1", contract_to=date(2026, 3, 18)),)
    outcome = plan_term(six_weeks(staff=people), tiny_pack(), work_limit=20, workers=1, seed=3)
    assert outcome.plan is not None
    (led,) = outcome.plan.meetings
    assert (led.staff_ids, led.to_date) == (("T1",), date(2026, 3, 18))
    (short,) = [f for f in outcome.findings if f.severity == "short"]
    assert short.text_zh.startswith("2026-03-19 至 2026-04-10：")
    assert short.text_en.startswith("From 2026-03-19 to 2026-04-10: ")
    assert (short.params["first"], short.params["last"]) == ("2026-03-19", "2026-04-10")


def test_a_short_absence_is_stood_in_for() -> None:
    """T1 alone is cleared for the whole term; away on Monday 9 March, when T2 takes the class."""
    people = (
        tiny_person("T1", absences=(DatedAbsence(first=date(2026, 3, 9), last=date(2026, 3, 9)),)),
        tiny_person("T2", absences=(DatedAbsence(first=date(2026, 3, 16), last=LAST),)),
    )
    plan = planned(six_weeks(staff=people))
    assert plan.publishable
    assert sorted((m.staff_ids, m.from_date, m.except_dates) for m in plan.meetings) == [
        (("T1",), date(2026, 3, 2), (date(2026, 3, 9),)),
        (("T2",), date(2026, 3, 9), ()),
    ]


def test_a_date_that_nobody_can_take_is_not_passed_over() -> None:
    """T1 is alone and away on one Monday of six: the hour is unmet, nobody serves illegally.

    30 students times 40 minutes.
    """
    away = DatedAbsence(first=date(2026, 3, 9), last=date(2026, 3, 9))
    plan = planned(six_weeks(staff=(tiny_person("T1", absences=(away,)),)))
    assert values(plan)[0] == 1200
    assert plan.meetings == ()
    # Every Monday but one could be led, so nothing is short by count; that date is the cause.
    (need,) = plan.unmet
    assert need.cause == "cause.away"
    assert "2026-03-09" in need.text_zh


def test_a_need_of_a_part_of_the_term_has_the_cause_of_that_part() -> None:
    """T1's contract ends on Wednesday 18 March and nobody follows; T1 serves until then."""
    plan = planned(six_weeks(staff=(tiny_person("T1", contract_to=date(2026, 3, 18)),)), CONTRACTS)
    (need,) = plan.unmet
    assert (need.from_date, need.to_date) == (date(2026, 3, 19), LAST)
    assert (need.cause, need.cause_params["short"]) == ("finding.leaders_short", "1")
    assert "Teacher T1：合同未覆盖" in need.text_zh
    assert values(plan)[0] == 1200
    # The bound is counted for each part: nothing in the first, the hour in the second.
    assert plan.levels[0].bound == 1200


def test_winter_hours_are_planned_on_their_own_dates() -> None:
    phases = (
        Phase(id="w", name="winter", first=date(2026, 3, 2), last=date(2026, 3, 17)),
        Phase(id="s", name="summer", first=date(2026, 3, 18), last=LAST),
    )
    periods = (
        *hours("11", phase_ids=("w",)),
        *(p.model_copy(update={"id": "q11"}) for p in hours("11", start_min=990, phase_ids=("s",))),
    )
    school = one_school((tiny_class("C1", 30, "R1"),), periods)
    plan = planned(six_weeks(school=school, term=week(last_day=LAST, phases=phases)))
    assert plan.publishable
    assert sorted((m.period_id, m.from_date, m.to_date) for m in plan.meetings) == [
        ("p11", date(2026, 3, 2), date(2026, 3, 17)),
        ("q11", date(2026, 3, 18), LAST),
    ]
    # The same person leads both parts, as nothing speaks against it.
    assert len({m.staff_ids for m in plan.meetings}) == 1


def robots(**changes: Any) -> District:
    """All 30 of C1 want robots, a provider's, on Mondays; care for who has no club.

    A guard of the school is at its gate: the instructor is never alone.
    """
    classes = (tiny_class("C1", 30, "R1"),)
    menu = Menu(id="M1", band_id="B1", activity_ids=("robot",))
    school = one_school(classes, rooms=(room("R1"), room("R2")), menus=(menu,))
    robot = club(
        "robot", service_type="special", provider_id="V1", max_students=30, skill=None, fee_fen=100
    ).model_copy(update=changes.pop("robot", {}))
    record = six_weeks(
        school=school,
        staff=(
            tiny_person("T1"),
            tiny_person("T2"),
            tiny_person("I1", role="instructor", home_school_id=None, provider_id="V1", pay_fen={}),
        ),
        activities=(group(), robot),
        choice_counts=(ChoiceCount(class_id="C1", menu_id="M1", activity_id="robot", count=30),),
        **changes,
    )
    return guarded(record)


def test_a_provider_that_leaves_serves_until_then() -> None:
    """Exited from Wednesday 18 March: robots until the 17th, care from then on.

    The 30 wishes are open in the second part only.
    """
    left = ProviderStatus(status="exited", from_date=date(2026, 3, 18))
    provider = tiny_provider(statuses=(left,), approvals=(), agreements=(), price_per_meeting_fen=0)
    plan = planned(robots(providers=(provider,)))
    assert plan.publishable
    assert sorted((m.activity_id, m.from_date, m.to_date) for m in plan.meetings) == [
        ("care", date(2026, 3, 18), LAST),
        ("robot", date(2026, 3, 2), date(2026, 3, 17)),
    ]
    assert values(plan)[:2] == [0, 0]
    assert next(x.value for x in plan.levels if x.name == "choices") == 30
    # 30 students pay 1.00 yuan once.
    special = next(a for a in plan.accounts if a.account == "special")
    assert [(x.kind, x.amount_fen) for x in special.lines] == [("fees", 3000)]


def test_clubs_begin_with_their_phase() -> None:
    clubs = Phase(id="c", name="clubs", first=date(2026, 3, 16), last=LAST)
    provider = tiny_provider(statuses=(), approvals=(), agreements=(), price_per_meeting_fen=0)
    record = robots(
        providers=(provider,),
        robot={"phase_ids": ("c",)},
        term=week(last_day=LAST, phases=(clubs,)),
    )
    plan = planned(record)
    assert plan.publishable
    assert sorted((m.activity_id, m.from_date, m.to_date) for m in plan.meetings) == [
        ("care", date(2026, 3, 2), date(2026, 3, 15)),
        ("robot", date(2026, 3, 16), LAST),
    ]
    # Before the phase nobody's wish is open.
    assert next(x.value for x in plan.levels if x.name == "choices") == 0


def test_after_a_waiver_the_rule_binds_again() -> None:
    """One class-hour of guidance a day; the school has fixed two on Monday.

    Waived until Friday 20 March; from then on the plan cannot keep the fixed cells, which is
    proved.
    """
    pack = tiny_pack(
        (tiny_clause("limit_guidance", "T-1", "in_principle", max_guidance_ch_per_day=100),)
    )
    school = one_school((tiny_class("C1", 30, "R1"),), hours("11", "12"))
    record = six_weeks(
        school=school,
        activities=(group("guide", "guidance", field="homework"), group()),
        waivers=(
            ClauseWaiver(
                clause_id="T-1", reason="exam", granted_by="bureau", until=date(2026, 3, 20)
            ),
        ),
        pins=(),
    )
    plan = planned(record, pack)
    after = [m for m in plan.meetings if m.from_date > date(2026, 3, 20)]
    assert sum(m.component == "guidance" for m in after) <= 1
    assert values(plan)[0] == 0


def test_wishes_of_a_term_in_parts_are_those_that_the_check_counts() -> None:
    """Clocks change on 18 March; T1 has a target, hours done and times, and guidance is wished."""
    phases = (
        Phase(id="w", name="winter", first=date(2026, 3, 2), last=date(2026, 3, 17)),
        Phase(id="s", name="summer", first=date(2026, 3, 18), last=LAST),
    )
    winter, summer = hours("11", "21", phase_ids=("w",)), hours("11", "21", start_min=990)
    periods = (
        *winter,
        *(changed(p, id=f"q{p.id[1:]}", phase_ids=("s",)) for p in summer),
    )
    late = Interval(weekday=1, start_min=1000, end_min=1030)
    person = tiny_person(
        "T1",
        target_week_ch=150,
        done_ch=300,
        preferences=(TimePreference(when=late, preference="discouraged"),),
    )
    pack = tiny_pack((tiny_clause("guidance_daily", strength="encouraged"),))
    plan = planned(
        six_weeks(
            school=one_school((tiny_class("C1", 30, "R1"),), periods),
            staff=(person,),
            term=week(last_day=LAST, phases=phases),
        ),
        pack,
    )
    terms = {t.family: t.value for t in plan.terms}
    # Six calendar weeks: the target is 150 - 50 = 100, of 200 ch in either part.
    assert terms["balance_workload"] == 2 * 100
    # Only summer's Monday hour, 16:30 to 17:10, lies in the time that T1 dislikes.
    assert terms["prefer_times"] == 10
    # Two days of either part without guidance, which nobody offers.
    assert terms["guidance_daily"] == 4
    assert [level.ref for level in plan.levels if level.name == "encouraged"] == [4 * 20]


def test_groups_keep_their_leaders_over_the_parts_of_a_term() -> None:
    """Two classes, three teachers: whoever led a class in winter does so in summer."""
    phases = (
        Phase(id="w", name="winter", first=date(2026, 3, 2), last=date(2026, 3, 17)),
        Phase(id="s", name="summer", first=date(2026, 3, 18), last=LAST),
    )
    periods = tuple(
        changed(p, id=f"{mark}{p.id}", phase_ids=(mark,))
        for mark, start in (("w", 960), ("s", 990))
        for p in hours("11", "21", "31", start_min=start)
    )
    classes = (tiny_class("C1", 30, "R1"), tiny_class("C2", 30, "R2"))
    plan = planned(
        six_weeks(
            school=one_school(classes, periods),
            staff=tuple(tiny_person(f"T{i}", max_week_ch=300) for i in (1, 2, 3)),
            term=week(last_day=LAST, phases=phases),
        )
    )
    leaders = {(tuple(m.class_counts), m.staff_ids) for m in plan.meetings}
    assert len(leaders) == 2
    assert {t.family: t.value for t in plan.terms}["keep_same_adult"] == 0


def never_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """No segment is planned a second time, as where time is up or the run was stopped."""
    monkeypatch.setattr("solver.search.term_search.TermSearch._followed", lambda *_: None)


def test_a_date_that_nobody_can_take_is_not_passed_over_in_haste(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """T1 is alone and away on one Monday; his Tuesday stays, Monday's hour is unmet (30 x 40)."""
    never_again(monkeypatch)
    away = DatedAbsence(first=date(2026, 3, 9), last=date(2026, 3, 9))
    school = one_school((tiny_class("C1", 30, "R1"),), hours("11", "21"))
    plan = planned(six_weeks(school=school, staff=(tiny_person("T1", absences=(away,)),)))
    assert values(plan)[0] == 1200
    assert [m.weekday for m in plan.meetings] == [2]
    assert [(u.weekday, u.student_periods) for u in plan.unmet] == [(1, 30)]


def test_a_chosen_section_goes_as_a_whole_in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chess meets on Monday and Tuesday with T1, who is away on one Monday and alone can lead it.

    All 30 chose it, and attend all its meetings: 2 x 30 x 40 minutes and 30 choices are unmet.
    """
    never_again(monkeypatch)
    away = DatedAbsence(first=date(2026, 3, 9), last=date(2026, 3, 9))
    school = one_school((tiny_class("C1", 30, "R1"),), hours("11", "21"))
    chess = club("chess", skill="chess", meetings_per_week=2, max_students=30)
    record = six_weeks(
        school=school,
        staff=(tiny_person("T1", skills=("chess",), absences=(away,)),),
        activities=(chess,),
        choice_counts=(ChoiceCount(class_id="C1", activity_id="chess", count=30),),
    )
    plan = planned(record)
    assert values(plan)[0] == 2400
    assert plan.meetings == ()
    assert plan.sections == ()
    assert next(x.value for x in plan.levels if x.name == "choices") == 30
