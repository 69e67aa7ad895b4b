"""Lunch, care and evening study: `serve_lunch`, `offer_extended_care`, ends of evenings."""

from typing import Any

import pytest

from solver.domain import ClauseWaiver, District, GridPin
from solver.plan import Plan, UnmetNeed
from solver.policy import PolicyPack
from solver.verify import check, recompute
from tests.factories import (
    changed,
    tiny_class,
    tiny_clause,
    tiny_pack,
    tiny_person,
    with_activity,
    with_claims,
    with_class,
    with_funding,
    with_meeting,
    with_period,
    with_person,
    without_meeting,
)
from tests.factories.windows import (
    LATE,
    LUNCH,
    evening_class,
    evening_periods,
    evening_study,
    evening_teacher,
    window_district,
    window_plan,
)
from tests.solver.model.helpers import district, group, hours, one_school
from tests.solver.verify.helpers import amounts, breaches, codes, duty, sole

D = window_district()
GOOD = window_plan(D)
EVENING: dict[str, Any] = {
    "stages": ("junior",),
    "weekdays": (1, 2, 3, 4, 5),
    "evening_max_minutes": 120,
    "latest_end_evening_min": 1230,
}


def row(family: str, class_id: str, period_id: str, count: int, **changes: Any) -> UnmetNeed:
    return UnmetNeed(
        **{
            "family": family,
            "school_id": "S1",
            "class_id": class_id,
            "weekday": 1 if period_id == LUNCH else 2,
            "period_id": period_id,
            "component": "care",
            "student_periods": count,
            "minutes": count * 40,
            "cause": "cause.no_adult",
            **changes,
        }
    )


# --- everybody who stays has a seat ---------------------------------------------------------


def test_the_plan_with_lunch_and_late_care_is_whole() -> None:
    verdict = check(D, tiny_pack(), GOOD)
    assert verdict.violations == ()
    assert verdict.publishable


def test_windows_need_no_cells() -> None:
    entry = changed(GOOD.grid[0], period_id=LUNCH, component="care")
    plan = with_claims(D, tiny_pack(), changed(GOOD, grid=(*GOOD.grid, entry)))
    assert ("plan:grid", "cell_not_of_class") in {
        (v.clause_id, v.code) for v in check(D, tiny_pack(), plan).violations
    }


def test_who_eats_and_has_no_seat_is_lost() -> None:
    plan = without_meeting(GOOD, "l2-MonL")
    plan = changed(plan, sections=tuple(s for s in plan.sections if s.id != "l2"))
    v = sole(D, "structure:serve_lunch", "students_lost", plan)
    assert (v.family, v.amount, v.subject, v.period_id) == ("serve_lunch", 10, "C2", LUNCH)
    # 10 students x 40 minutes
    assert recompute(D, tiny_pack(), plan).levels[0].value == 400
    told = changed(plan, unmet=(row("serve_lunch", "C2", LUNCH, 10),))
    verdict = check(D, tiny_pack(), with_claims(D, tiny_pack(), told))
    assert (verdict.ok, verdict.complete) == (True, False)


def test_a_clause_on_lunch_falls_with_its_structure() -> None:
    pack = tiny_pack((tiny_clause("serve_lunch", when="lunch_eaters"),))
    district = changed(D, staff=(*D.staff, tiny_person("P1", role="leader")))
    company = duty(f"accompany:{LUNCH}", "P1")
    good = changed(window_plan(district, pack), duties=(company,))
    states = {c.clause_id: c.state for c in check(district, pack, good).clauses}
    assert states == {"T-1": "held"}
    for plan in (without_meeting(good, "l2-MonL"), changed(good, duties=())):
        plan = with_claims(district, pack, plan)
        assert check(district, pack, plan).clauses[0].state == "violated"


def test_applicants_for_late_care_are_due_where_the_clause_says_so() -> None:
    plan = with_meeting(GOOD, "x1-TueX", class_counts={"C1": 5, "C2": 3})
    assert sole(D, "structure:offer_extended_care", "students_lost", plan).amount == 1
    for mode, clause_id in (
        ("must_on_application", "T-1"),
        ("may", "structure:offer_extended_care"),
    ):
        pack = tiny_pack((tiny_clause("offer_extended_care", mode=mode),))
        assert sole(D, clause_id, "students_lost", plan, pack).amount == 1


def test_no_seat_more_than_there_are_students() -> None:
    plan = with_meeting(GOOD, "x1-TueX", class_counts={"C1": 6, "C2": 4})
    assert sole(D, "structure:offer_extended_care", "students_surplus", plan).amount == 1


@pytest.mark.parametrize(
    ("changes", "item"),
    [({"family": "place_everyone_once"}, "family"), ({"component": "extension"}, "component")],
)
def test_needs_are_told_under_their_family_as_care(changes: dict[str, str], item: str) -> None:
    plan = with_meeting(GOOD, "x1-TueX", class_counts={"C1": 5, "C2": 3})
    need = row("offer_extended_care", "C2", LATE, 1)
    assert breaches(D, changed(plan, unmet=(need,))) == []
    v = sole(D, "plan:unmet", "unmet_field", changed(plan, unmet=(changed(need, **changes),)))
    assert v.params["item"] == item


def test_a_group_seats_all_who_stay_of_its_class() -> None:
    plan = with_meeting(GOOD, "l1-MonL", class_counts={"C1": 19})
    assert codes(D, plan) == {
        ("structure:place_everyone_once", "group_part_of_class"),
        ("structure:serve_lunch", "students_lost"),
    }
    # In a pool a class may sit in parts.
    pool = with_activity(D, "lunch", grouping="whole_band")
    assert codes(pool, plan) == {("structure:serve_lunch", "students_lost")}


@pytest.mark.parametrize("service", ["basic", "evening"])
def test_each_service_has_its_own_periods(service: str) -> None:
    record = with_activity(D, "lunch", service_type=service)
    plan = with_meeting(
        with_meeting(GOOD, "l1-MonL", service_type=service), "l2-MonL", service_type=service
    )
    found = [v for v in breaches(record, plan) if v.code == "other_window"]
    assert [(v.subject, v.amount) for v in found] == [("l1-MonL", 1), ("l2-MonL", 1)]


def test_lunch_lies_before_dismissal_and_late_care_does_not() -> None:
    # Dismissal is at 16:00; lunch at 12:00 is legal, care at 15:00 is not.
    early = with_period(D, LATE, start_min=900, end_min=940)
    # 40 minutes are as long as before; 60 too early for both grades in it.
    assert amounts(early, "structure:respect_availability", "before_dismissal", GOOD) == [60]


def test_a_cell_pinned_outside_the_regular_day_is_never_kept() -> None:
    record = changed(D, pins=(GridPin(band_id="B1", period_id=LUNCH, component="care"),))
    assert amounts(record, "structure:keep_pins", "pin_cell", GOOD) == [1, 1]


def test_clashes_hold_at_lunch_too() -> None:
    plan = with_meeting(GOOD, "l2-MonL", staff_ids=("T1",))
    assert codes(D, plan) == {("structure:avoid_staff_clashes", "staff_twice")}
    plan = with_meeting(GOOD, "l2-MonL", room_id="R1")
    assert ("structure:avoid_room_clashes", "room_full") in codes(D, plan)


def test_own_teachers_are_wished_for_in_regular_guidance_only() -> None:
    record = with_activity(D, "late", component="guidance")
    plan = with_meeting(GOOD, "x1-TueX", component="guidance")
    values = {t.family: t.value for t in recompute(record, tiny_pack(), plan).terms}
    assert values["keep_own_class_teacher"] == 0


# --- money ----------------------------------------------------------------------------------


def closing(record: District, plan: Plan = GOOD) -> dict[str, int]:
    return {a.account: a.closing_fen for a in recompute(record, tiny_pack(), plan).accounts}


def test_lunch_has_its_own_account_and_basic_pays_for_late_care() -> None:
    assert closing(D) == {"basic": 8000, "special": 60000, "lunch": 0}
    # A fen more for T2 on each of four Mondays: 4 fen are missing, and the plan is not whole.
    dearer = with_person(D, "T2", pay_fen={"basic": 6000, "lunch": 3001, "extended": 2000})
    assert closing(dearer)["lunch"] == -4
    verdict = check(dearer, tiny_pack(), with_claims(dearer, tiny_pack(), GOOD))
    assert (verdict.ok, verdict.complete) == (True, False)


def test_lunch_is_paid_for_by_those_who_eat() -> None:
    # On Monday alone 15 of C1 eat: with 10 of C2 they pay 25 x 8.00 = 200.00 of 240.00.
    record = with_class(D, "C1", participants_by_period={LUNCH: 15})
    assert closing(record, with_meeting(GOOD, "l1-MonL", class_counts={"C1": 15}))["lunch"] == -4000


@pytest.mark.parametrize(("named", "expected"), [(None, []), ("lunch", [500])])
def test_a_clause_on_spending_must_name_lunch_to_concern_it(
    named: str | None, expected: list[int]
) -> None:
    record = with_funding(D, "lunch", running_costs=({"kind": "lunch", "amount_fen": 500},))
    more: dict[str, Any] = {"account": named} if named else {}
    pack = tiny_pack((tiny_clause("balance_accounts", allowed_spending=("water",), **more),))
    found = [v.amount for v in breaches(record, GOOD, pack) if v.code == "spending_not_allowed"]
    assert found == expected


@pytest.mark.parametrize(("cap", "expected"), [(800, []), (799, [1])])
def test_the_fee_of_lunch_has_its_own_cap(cap: int, expected: list[int]) -> None:
    # 8 yuan a term for lunch.
    pack = tiny_pack((tiny_clause("cap_fees", account="lunch", cap_fen=cap),))
    assert amounts(D, "T-1", "fee_over_cap", GOOD, pack) == expected


# --- evenings -------------------------------------------------------------------------------


def evening(
    *spans: tuple[int, int],
    grade: int = 7,
    weekday: int = 1,
    window: str = "evening",
    stay: int = 30,
    **changes: Any,
) -> District:
    """Returns a nine-year school with class C1 (30), care in one hour, and evening study."""
    field = {"evening": "evening_study", "extended": "extended_care", "lunch": "lunch_eaters"}
    counts = {"evening_study": 0, field[window]: stay}
    school = one_school(
        (evening_class("C1", 30, "R1", grade=grade, **counts),),
        (*hours("11"), *evening_periods(*spans, weekday=weekday, window=window)),
        stage="nine_year",
    )
    staff = (evening_teacher("T1"), evening_teacher("T2"))
    return district(school, staff, (group(), evening_study()), **changes)


def ends(record: District, *clauses: Any, **limits: Any) -> list[tuple[str, int]]:
    """Returns what is wrong with the ends of a district under clauses: codes and amounts."""
    pack = tiny_pack(clauses or (tiny_clause("end_within_window", **limits),))
    plan = changed(GOOD, grid=(), sections=(), meetings=(), district_id="D")
    return [
        (v.code, v.amount)
        for v in check(record, pack, plan).violations
        if v.family == "end_within_window"
    ]


@pytest.mark.parametrize(("end", "expected"), [(1230, []), (1231, [("ends_too_late", 1)])])
def test_evenings_end_by_half_past_eight(end: int, expected: list[tuple[str, int]]) -> None:
    assert ends(evening((1150, end)), **EVENING) == expected


@pytest.mark.parametrize(("start", "expected"), [(1170, []), (1169, [("evening_too_long", 1)])])
def test_evenings_last_two_hours_in_all(start: int, expected: list[tuple[str, int]]) -> None:
    # 60 minutes until 19:00, a break that does not count, and 60 or 61 until 20:30.
    assert ends(evening((1080, 1140), (start, 1230)), **EVENING) == expected


def test_evenings_are_for_the_listed_stages_and_weekdays() -> None:
    spans = (1150, 1230)
    assert ends(evening(spans, grade=6), **EVENING) == [("evening_stage", 1)]
    assert ends(evening(spans, weekday=6), **EVENING) == [("evening_weekday", 1)]
    assert ends(evening(spans, weekday=5), **EVENING) == []


def test_an_evening_for_which_nobody_stays_is_not_held() -> None:
    assert ends(evening((1150, 1300), stay=0), **EVENING) == []


def test_evening_limits_are_waived_like_any_in_principle() -> None:
    waiver = ClauseWaiver(
        clause_id="T-1", reason="exams", granted_by="bureau", until=D.term.last_day
    )
    record = evening((1150, 1231), waivers=(waiver,))
    clause = tiny_clause("end_within_window", strength="in_principle", **EVENING)
    assert ends(record, clause) == []
    assert ends(changed(record, waivers=()), clause) == [("ends_too_late", 1)]


def test_a_latest_end_holds_for_all_windows_but_lunch() -> None:
    # Regular 16:00-16:40; evening until 18:31 against 18:30.
    late = evening((1080, 1111))
    assert ends(late, latest_end_junior_min=1110) == [("ends_too_late", 1)]
    assert ends(evening((1080, 1110)), latest_end_junior_min=1110) == []
    # A clause of its own rules the evening; care is still bound.
    own = tiny_clause("end_within_window", "T-2", **EVENING)
    both = tiny_clause("end_within_window", latest_end_junior_min=1110), own
    assert ends(late, *both) == []
    assert ends(evening((1080, 1111), window="extended"), *both) == [("ends_too_late", 1)]
    assert ends(evening((1080, 1111), window="lunch"), *both) == []


def test_evenings_count_for_the_people_who_hold_them() -> None:
    record = with_class(D, "C1", extended_care=0, participants_by_period={LATE: 5})
    record = with_class(record, "C2", extended_care=0, participants_by_period={LATE: 4})
    record = with_period(record, LATE, window="evening")
    record = with_activity(record, "late", service_type="evening")
    plan = with_meeting(GOOD, "x1-TueX", service_type="evening")
    assert codes(with_person(record, "T3", max_evenings=1), plan) == set()
    strict = with_person(record, "T3", max_evenings=0)
    assert sole(strict, "structure:limit_hours", "over_max_evenings", plan).amount == 1


# --- the shipped packs ----------------------------------------------------------------------


def pack_of(pack_id: str) -> PolicyPack:
    from data.readers import read_pack

    return read_pack(pack_id)


def of_clause(pack_id: str, clause_id: str, record: District) -> list[tuple[str, int]]:
    pack = pack_of(pack_id)
    plan = changed(GOOD, grid=(), sections=(), meetings=(), district_id="D")
    found = check(record, pack, plan).violations
    return [(v.code, v.amount) for v in found if v.clause_id == clause_id]


@pytest.mark.parametrize(("pack_id", "clause_id"), [("xinyi", "XY-3f"), ("qiaocheng", "QC-2f")])
def test_evening_study_in_xinyi_and_qiaocheng(pack_id: str, clause_id: str) -> None:
    def broken(*spans: tuple[int, int], **more: Any) -> list[tuple[str, int]]:
        return of_clause(pack_id, clause_id, evening(*spans, **more))

    assert broken((1110, 1230)) == []  # 18:30-20:30: 120 minutes
    assert broken((1111, 1231)) == [("ends_too_late", 1)]
    assert broken((1109, 1230)) == [("evening_too_long", 1)]
    assert broken((1150, 1230), grade=6) == [("evening_stage", 1)]
    assert broken((1150, 1230), weekday=6) == [("evening_weekday", 1)]


@pytest.mark.parametrize(
    ("pack_id", "clause_id", "latest"), [("hebi", "HB-3.2d", 1110), ("hefei", "HF-3.2.1b", 1080)]
)
def test_the_ends_of_hebi_and_hefei_leave_no_evening(
    pack_id: str, clause_id: str, latest: int
) -> None:
    assert of_clause(pack_id, clause_id, evening((1000, latest))) == []
    assert of_clause(pack_id, clause_id, evening((1000, latest + 1))) == [("ends_too_late", 1)]
    # Primary classes in extended care: 18:00 in both, whatever the junior end.
    clause = {"hebi": "HB-3.2c", "hefei": clause_id}[pack_id]
    school = one_school(
        (tiny_class("C1", 30, "R1", extended_care=4),),
        (*hours("11"), *evening_periods((1040, 1081), window="extended")),
    )
    record = district(school, (evening_teacher("T1"),), (group(),))
    assert of_clause(pack_id, clause, record) == [("ends_too_late", 1)]


def test_extended_care_is_due_in_xinyi_and_permitted_in_qiaocheng() -> None:
    for pack_id, clause_id, expected in (
        ("xinyi", "XY-3d", [("students_lost", 5), ("students_lost", 4)]),
        ("qiaocheng", "QC-2e", []),
    ):
        plan = without_meeting(GOOD, "x1-TueX")
        found = check(D, pack_of(pack_id), plan).violations
        assert [(v.code, v.amount) for v in found if v.clause_id == clause_id] == expected
        served = check(D, pack_of(pack_id), GOOD)
        states = {c.clause_id: c.state for c in served.clauses}
        assert states[clause_id] == ("held" if expected else "served")


def test_schools_without_windows_have_nothing_of_these_clauses() -> None:
    record = district(
        one_school((tiny_class("C1", 30, "R1", grade=7),), stage="junior"),
        (evening_teacher("T1"),),
        (group(),),
    )
    plan = changed(GOOD, grid=(), sections=(), meetings=(), district_id="D")
    for pack_id, ids in (("xinyi", ("XY-3d", "XY-3f")), ("qiaocheng", ("QC-2e", "QC-2f"))):
        states = {c.clause_id: c.state for c in check(record, pack_of(pack_id), plan).clauses}
        assert {states[i] for i in ids} == {"not_applicable"}
