"""What each clause asks for beside what the plan has, counted by hand in the small district.

Classes C1 (40 students) and C2 (35), Monday to Friday 16:00-17:00 and 17:00-18:00, dismissed at
16:00. Dates of the term: Monday to Wednesday 4 each, Thursday 3 (one closed), Friday 4 (one
closed, a make-up Saturday), 19 in all.
"""

from datetime import date
from typing import Any

import pytest

from solver.domain import District
from solver.domain.pins import ClauseWaiver
from solver.plan import ClauseFigure, ClauseVerdict, Plan
from solver.policy import PolicyPack
from solver.verify import check
from tests.factories import (
    LAST,
    changed,
    good_plan,
    tiny_clause,
    tiny_district,
    tiny_pack,
    with_claims,
    with_person,
)
from tests.solver.verify.helpers import pack_of


def verdict_of(
    pack: PolicyPack, district: District | None = None, plan: Plan | None = None
) -> ClauseVerdict:
    """Returns what the check says of the first clause; the plan's claims are honest."""
    district = district or tiny_district()
    honest = with_claims(district, pack, plan or good_plan(district, pack))
    return check(district, pack, honest).clauses[0]


def figures(family: str, **parameters: Any) -> dict[str, ClauseFigure]:
    found = verdict_of(pack_of(family, **parameters)).figures
    return {f.name: f for f in found}


def told(figure: ClauseFigure) -> tuple[str, int, int, str, int, int]:
    f = figure
    return (f.sense, f.required, f.found, f.unit, f.places, f.short)


@pytest.mark.parametrize(
    ("family", "parameters", "name", "expected"),
    [
        # One grade, service on five days.
        ("run_every_day", {"service_days_per_week": 5}, "", ("least", 5, 5, "days", 1, 0)),
        # Two periods of 60 minutes, no breaks, on each of five days.
        ("keep_daily_minutes", {"min_minutes_per_day": 110}, "", ("least", 110, 120, "min", 5, 0)),
        ("keep_daily_minutes", {"max_minutes_per_day": 90}, "", ("most", 90, 120, "min", 5, 5)),
        # Service ends at 18:00; people leave work at 18:00; lessons end at 16:00.
        (
            "end_within_window",
            {"not_before_off_work": True},
            "",
            ("least", 1080, 1080, "clock", 5, 0),
        ),
        (
            "end_within_window",
            {"latest_end_primary_min": 1070},
            "",
            ("most", 1070, 1080, "clock", 5, 5),
        ),
        (
            "end_within_window",
            {"not_before_dismissal": True},
            "",
            ("least", 960, 960, "clock", 5, 0),
        ),
        # 60 minutes of guidance a day are 60/40 = 1.5 class-hours, for two classes on five days.
        ("limit_guidance", {"max_guidance_ch_per_day": 100}, "", ("most", 100, 150, "ch", 10, 10)),
        # Sports on Monday and Wednesday, extension on Tuesday, split on Thursday.
        ("follow_mode", {"min_sports_per_week": 2}, "", ("least", 2, 2, "periods", 2, 0)),
        ("follow_mode", {"min_extension_per_week": 3}, "", ("least", 3, 2, "periods", 2, 2)),
        # Chess, robots, reading.
        ("follow_mode", {"min_extension_titles": 3}, "", ("least", 3, 3, "titles", 1, 0)),
        # T1 and T2 serve on 19 dates each, T3 on 15 (not Fridays), T4 on 12 (Monday to Wednesday),
        # T5 on 3 Thursdays, I1 on 4 Tuesdays: 72.
        (
            "require_clearance",
            {"vetting_roles": ("all",)},
            "",
            ("least", 72, 72, "person_days", 6, 0),
        ),
        (
            "require_clearance",
            {"training_roles": ("instructor",)},
            "",
            ("least", 4, 4, "person_days", 1, 0),
        ),
        # The provider comes on 4 Tuesdays and needs two papers each time.
        (
            "require_provider_approval",
            {"steps": ("shortlist", "city")},
            "",
            ("least", 8, 8, "dates", 1, 0),
        ),
        (
            "limit_third_parties",
            {"forbidden_kinds": ("other",)},
            "",
            ("most", 0, 0, "meetings", 1, 0),
        ),
        # 300 + 300 minutes of guidance, 2 x 60 sports, 2 x 60 chess, 60 reading, 3 x 60 care: 1080,
        # of which the other staff T5 leads 60. More than half is at least 541.
        (
            "lead_by_own_staff",
            {"own_share_num": 1, "own_share_den": 2, "strict": True, "roles": ("teacher",)},
            "",
            ("least", 541, 1020, "min", 1, 0),
        ),
        # Five people at 60 yuan, the instructor at nothing.
        ("keep_pay_cap", {"cap_fen": 5000}, "", ("most", 5000, 6000, "fen", 6, 5)),
        (
            "keep_pay_floor",
            {"floor_fen": 6000, "roles": ("teacher",)},
            "",
            ("least", 6000, 6000, "fen", 4, 0),
        ),
        ("cap_fees", {"cap_fen": 12000}, "", ("most", 12000, 10000, "fen", 1, 0)),
        (
            "cap_fees",
            {"cap_fen": 15000, "account": "special"},
            "",
            ("most", 15000, 20000, "fen", 1, 1),
        ),
        # 2 + 1 students in hardship, three places at 100 %.
        (
            "apply_fee_reductions",
            {"groups": ("hardship",)},
            "groups",
            ("least", 3, 3, "students", 1, 0),
        ),
        ("meet_subsidy_floor", {"floor_fen": 1}, "", ("least", 1, 0, "fen", 1, 1)),
        # 19 meetings a week: 10 guidance, 2 sports, 2 chess, robots, reading, 3 care.
        ("ban_kinds", {"kinds": ("new_lesson",)}, "", ("most", 0, 0, "meetings", 19, 0)),
        # Five days with two periods: no day is long enough for one of each.
        ("follow_mode", {"daily_each_from_periods": 3}, "", ("most", 0, 0, "periods", 0, 0)),
        (
            "balance_accounts",
            {"allowed_spending": ("personnel",)},
            "allowed_spending",
            ("most", 0, 20000, "fen", 1, 1),
        ),
    ],
)
def test_figures(
    family: str, parameters: dict[str, Any], name: str, expected: tuple[Any, ...]
) -> None:
    found = figures(family, **parameters)
    assert told(found[name or next(iter(found))]) == expected


def test_rules_without_figures_count_seats_and_choices() -> None:
    # 75 students in ten periods; four choices of classes, all met.
    (seats,) = verdict_of(pack_of("place_everyone_once")).figures
    assert told(seats) == ("least", 750, 750, "student_periods", 20, 0)
    assert seats.school_id is None
    (unasked,) = verdict_of(pack_of("keep_enrolment")).figures
    assert told(unasked) == ("most", 0, 0, "students", 4, 0)
    wish = tiny_pack((tiny_clause("satisfy_choices", strength="encouraged"),))
    (choices,) = verdict_of(wish).figures
    assert told(choices) == ("least", 37, 37, "students", 4, 0)


def test_the_worst_place_is_named() -> None:
    # T4 is vetted from Tuesday 10 March: Monday 2 and 9, Tuesday 3 and Wednesday 4 are missing.
    district = with_person(tiny_district(), "T4", vetted_on=date(2026, 3, 10))
    verdict = verdict_of(pack_of("require_clearance", vetting_roles=("all",)), district)
    (figure,) = verdict.figures
    assert verdict.state == "violated"
    assert told(figure) == ("least", 72, 68, "person_days", 6, 1)
    assert (figure.school_id, figure.subject) == ("S1", "T4")
    (hours,) = figures("limit_guidance", max_guidance_ch_per_day=100).values()
    assert (hours.school_id, hours.weekday, hours.subject) == ("S1", 1, "C1")


def test_unseated_students_are_counted_where_they_are_missing() -> None:
    plan = good_plan()
    kept = tuple(m for m in plan.meetings if m.id != "c2-Fri2")
    pack = pack_of("place_everyone_once")
    (seats,) = verdict_of(pack, plan=changed(plan, meetings=kept)).figures
    # C2's 35 students are without care on Friday.
    assert told(seats) == ("least", 750, 715, "student_periods", 20, 1)
    assert (seats.weekday, seats.period_id, seats.subject) == (5, "Fri2", "C2")


def test_a_waived_clause_shows_what_the_waiver_covers() -> None:
    clause = tiny_clause("keep_daily_minutes", strength="in_principle", min_minutes_per_day=150)
    waiver = ClauseWaiver(clause_id="T-1", school_id="S1", reason="R", granted_by="G", until=LAST)
    verdict = verdict_of(tiny_pack((clause,)), tiny_district(waivers=(waiver,)))
    assert verdict.state == "waived"
    (figure,) = verdict.figures
    assert told(figure) == ("least", 150, 120, "min", 5, 5)


def test_a_clause_that_binds_nobody_has_no_figures() -> None:
    mode = pack_of("follow_mode", mode="2+N", min_sports_per_week=2)
    assert verdict_of(mode).figures == ()
    evening = tiny_clause("end_within_window", when="evening_periods", evening_max_minutes=90)
    assert verdict_of(tiny_pack((evening,))).figures == ()
    assert verdict_of(tiny_pack()).figures == ()


def test_wishes_without_a_count_of_their_own_tell_their_term() -> None:
    # T1 has five hours of guidance and one of care, 9 class-hours, which is the target.
    wish = tiny_pack((tiny_clause("balance_workload", strength="encouraged"),))
    district = with_person(tiny_district(), "T1", target_week_ch=800)
    (figure,) = verdict_of(wish, district).figures
    assert told(figure) == ("most", 0, 100, "ch", 0, 0)
    other = figures("require_skills")["require_skills"]
    assert told(other) == ("most", 0, 0, "entries", 1, 0)
