"""People as schools have them: training on Friday afternoon, exams on one day, papers that end."""

from datetime import date
from pathlib import Path
from typing import Any

from solver.domain import ChoiceCount, District, Funding, Menu, Provider, StaffMember
from solver.domain.people import Agreement, DatedAbsence, ProviderStatus, Qualification
from solver.domain.school import StaffBlock
from solver.domain.term import Phase
from tests.factories import changed, tiny_class, tiny_clause, tiny_person, tiny_provider
from tests.factories.practice import practised, served
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
"""Six weeks from Monday 2 March 2026: Mondays are 2, 9, 16, 23, 30 March and 6 April."""


def fridays(*blocks: StaffBlock, people: tuple[StaffMember, ...]) -> District:
    """Class C1 (30) stays on Thursday and Friday from 16:00 to 16:40."""
    school = one_school((tiny_class("C1", 30, "R1"),), hours("41", "51"), blocks=blocks)
    return district(school, people, (group(),), term=week(last_day=LAST))


def training(**changes: Any) -> StaffBlock:
    return StaffBlock(
        **{
            "id": "X",
            "title": "training",
            "weekday": 5,
            "start_min": 930,
            "end_min": 990,
            **changes,
        }
    )


def test_training_on_friday_leaves_friday_to_the_others(tmp_path: Path) -> None:
    """Teachers train on Fridays from 15:30 to 16:30; V, a volunteer, is left for Friday.

    T1 is the class's own teacher and better liked on both days.
    """
    people = (
        tiny_person("T1"),
        tiny_person("V", role="volunteer", lendable_to=("S1",), home_school_id=None),
    )
    record = guarded(fridays(training(roles=("teacher",)), people=people))
    # The guard at the gate is other staff: training does not keep it from the gate.
    record = changed(
        record, staff=(*record.staff[:-1], changed(record.staff[-1], role="other_staff"))
    )
    done = practised(tmp_path, record)
    assert served(done)
    assert [(m.period_id, m.staff_ids) for m in done.led(period_id="p51")] == [("p51", ("V",))]


def test_without_others_the_training_is_the_cause(tmp_path: Path) -> None:
    done = practised(tmp_path, fridays(training(), people=(tiny_person("T1"), tiny_person("T2"))))
    (need,) = done.plan.unmet
    assert (need.period_id, need.student_periods) == ("p51", 30)
    assert "Teacher T1：该时段另有安排（会议、考务等）" in need.text_zh
    assert len(done.led(period_id="p41")) == 1


def test_an_exam_on_one_friday_is_stood_in_for(tmp_path: Path) -> None:
    """T1 invigilates on Friday 13 March only: T2 takes that one date, T1 keeps the other five."""
    exam = training(weekday=None, on=date(2026, 3, 13), staff_ids=("T1",))
    people = (tiny_person("T1", own_class_ids=("C1",)), tiny_person("T2", max_week_ch=100))
    done = practised(tmp_path, fridays(exam, people=people))
    assert served(done)
    day = date(2026, 3, 13)
    by = {m.staff_ids: (m.from_date, m.to_date, m.except_dates) for m in done.led(period_id="p51")}
    assert by == {
        ("T1",): (date(2026, 3, 2), LAST, (day,)),
        ("T2",): (day, day, ()),
    }


def mondays(*people: StaffMember, **changes: Any) -> District:
    """Class C1 (30) stays on Mondays, for six weeks."""
    school = one_school(
        (tiny_class("C1", 30, "R1"),), funding=(Funding(account="basic", opening_fen=10_000_000),)
    )
    return district(school, people, (group(),), **{"term": week(last_day=LAST), **changes})


def test_a_certificate_that_ends_inside_the_term(tmp_path: Path) -> None:
    """T1's certificate holds to Sunday 22 March; then T2 takes over, on no date does T1 serve."""
    clause = tiny_clause("require_clearance", qualification_roles=("teacher",))
    people = (
        tiny_person(
            "T1",
            own_class_ids=("C1",),
            qualifications=(Qualification(kind="teacher", valid_to=date(2026, 3, 22)),),
        ),
        tiny_person(
            "T2",
            contract_from=date(2026, 3, 1),
            absences=(DatedAbsence(first=date(2026, 3, 2), last=date(2026, 3, 20)),),
        ),
    )
    done = practised(tmp_path, mondays(*people), clause)
    assert served(done)
    held = sorted((m.from_date, m.to_date, m.staff_ids) for m in done.led())
    assert held == [
        (date(2026, 3, 2), date(2026, 3, 22), ("T1",)),
        (date(2026, 3, 23), LAST, ("T2",)),
    ]


def robots(provider: Provider) -> District:
    """All 30 of C1 want robots, a provider's, on Mondays."""
    school = one_school(
        (tiny_class("C1", 30, "R1"),),
        rooms=(room("R1"), room("R2")),
        menus=(Menu(id="M1", band_id="B1", activity_ids=("robot",)),),
        funding=(
            Funding(account="basic", opening_fen=10_000_000),
            Funding(account="special", fee_published=True),
        ),
    )
    robot = club("robot", service_type="special", provider_id="V1", skill=None)
    record = district(
        school,
        (
            tiny_person("T1"),
            tiny_person("I1", role="instructor", home_school_id=None, provider_id="V1", pay_fen={}),
        ),
        (group(), robot),
        term=week(last_day=LAST),
        providers=(provider,),
        choice_counts=(ChoiceCount(class_id="C1", menu_id="M1", activity_id="robot", count=30),),
    )
    return guarded(record)


def test_a_suspension_inside_the_term(tmp_path: Path) -> None:
    """Suspended from Wednesday 11 to Tuesday 24 March: no robots on the 16th and 23rd."""
    statuses = (
        ProviderStatus(status="suspended", from_date=date(2026, 3, 11), ground="fee"),
        ProviderStatus(status="active", from_date=date(2026, 3, 25)),
    )
    provider = tiny_provider(
        statuses=statuses, approvals=(), agreements=(), price_per_meeting_fen=0
    )
    done = practised(tmp_path, robots(provider))
    assert served(done)
    # To the day: the provider may serve on Tuesday 10 March, and again from Wednesday 25 March.
    held = [(m.from_date, m.to_date) for m in done.led(activity_id="robot")]
    assert sorted(held) == [
        (date(2026, 3, 2), date(2026, 3, 10)),
        (date(2026, 3, 25), LAST),
    ]
    assert [m.class_counts for m in done.led(activity_id="care")] == [{"C1": 30}]


def test_an_agreement_that_ends_inside_the_term(tmp_path: Path) -> None:
    """Signed to Tuesday 24 March: robots on the first four Mondays, care from the fifth on."""
    signed = Agreement(school_id="S1", signed_on=date(2026, 1, 15), valid_to=date(2026, 3, 24))
    provider = tiny_provider(approvals=(), agreements=(signed,), price_per_meeting_fen=0)
    clause = tiny_clause("require_provider_approval", agreement=True)
    done = practised(tmp_path, robots(provider), clause)
    assert served(done)
    held = sorted((m.from_date, m.to_date, m.activity_id) for m in done.led())
    assert held == [
        (date(2026, 3, 2), date(2026, 3, 24), "robot"),
        (date(2026, 3, 25), LAST, "care"),
    ]


def test_winter_and_summer_hours_and_clubs_from_the_third_week(tmp_path: Path) -> None:
    """16:00 until Tuesday 17 March, 16:30 after; the club begins on Monday 16 March."""
    phases = (
        Phase(
            id="w",
            name="winter",
            kind="winter_hours",
            first=date(2026, 3, 2),
            last=date(2026, 3, 17),
        ),
        Phase(id="s", name="summer", kind="summer_hours", first=date(2026, 3, 18), last=LAST),
        Phase(id="c", name="clubs", kind="clubs", first=date(2026, 3, 16), last=LAST),
    )
    periods = (
        *hours("11", phase_ids=("w",)),
        *(changed(p, id="q11") for p in hours("11", start_min=990, phase_ids=("s",))),
    )
    school = one_school(
        (tiny_class("C1", 30, "R1"),),
        periods,
        (room("R1"), room("R2")),
        menus=(Menu(id="M1", band_id="B1", activity_ids=("talk",)),),
        funding=(Funding(account="basic", opening_fen=10_000_000),),
    )
    record = district(
        school,
        (tiny_person("T1", skills=("talk",)), tiny_person("T2")),
        (group(), club("talk", phase_ids=("c",))),
        term=week(last_day=LAST, phases=phases),
        choice_counts=(ChoiceCount(class_id="C1", menu_id="M1", activity_id="talk", count=30),),
    )
    done = practised(tmp_path, record)
    assert served(done)
    held = sorted((m.from_date, m.to_date, m.period_id, m.activity_id) for m in done.led())
    assert held == [
        (date(2026, 3, 2), date(2026, 3, 15), "p11", "care"),
        (date(2026, 3, 16), date(2026, 3, 17), "p11", "talk"),
        (date(2026, 3, 18), LAST, "q11", "talk"),
    ]
    assert "16:30" in done.sheet("班级课表")
