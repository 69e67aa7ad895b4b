"""Where a term is cut, and what a district is in one part of it."""

from datetime import date

from solver.domain import ChoiceCount, District
from solver.domain.people import DatedAbsence, ProviderStatus
from solver.domain.pins import ClauseWaiver
from solver.domain.school import ServiceStart
from solver.domain.term import DateRange, Phase
from solver.search.clip import clip
from solver.search.segments import finer_segments, firm_segments, school_days
from tests.factories import (
    FIRST,
    LAST,
    changed,
    tiny_clause,
    tiny_district,
    tiny_pack,
    tiny_periods,
    tiny_person,
    tiny_provider,
    tiny_term,
    with_activity,
    with_person,
    with_school,
)

TERM = DateRange(first=FIRST, last=LAST)
LONG = date(2026, 4, 10)
"""The end of a term of six weeks."""


CHESS = ChoiceCount(class_id="C1", menu_id="M1", activity_id="chess", count=9)
"""Where it is the only choice, nobody wants the provider, whose papers end inside a long term."""


def six_weeks() -> District:
    """A longer term in which nobody wants the provider."""
    return tiny_district(term=tiny_term(last_day=LONG), choice_counts=(CHESS,))


def days(first: int, last: int) -> DateRange:
    return DateRange(first=date(2026, 3, first), last=date(2026, 3, last))


def test_a_term_in_which_nothing_changes_is_one_segment() -> None:
    assert firm_segments(tiny_district(), tiny_pack()) == (TERM,)
    assert finer_segments(tiny_district(), tiny_pack(), TERM) == (TERM,)


def test_phases_cut_the_term_where_a_period_needs_them() -> None:
    phases = (
        Phase(id="winter", name="winter", first=FIRST, last=date(2026, 3, 17)),
        Phase(id="summer", name="summer", first=date(2026, 3, 18), last=LAST),
    )
    plain = tiny_district(term=tiny_term(phases=phases))
    assert firm_segments(plain, tiny_pack()) == (TERM,)
    periods = (
        *tiny_periods(phase_ids=("winter",)),
        *tiny_periods(starts=(970, 1030), prefix="s", phase_ids=("summer",)),
    )
    district = with_school(plain, periods=periods)
    assert firm_segments(district, tiny_pack()) == (days(2, 17), days(18, 27))
    winter, summer = (clip(district, part) for part in firm_segments(district, tiny_pack()))
    assert {p.id for p in winter.schools[0].periods} == {p.id for p in tiny_periods()}
    assert {p.start_min for p in summer.schools[0].periods} == {970, 1030}
    assert (summer.term.first_day, summer.term.last_day) == (date(2026, 3, 18), LAST)


def test_clubs_of_a_later_phase_are_not_wished_for_before() -> None:
    phases = (Phase(id="clubs", name="clubs", first=date(2026, 3, 16), last=LAST),)
    district = tiny_district(term=tiny_term(phases=phases))
    for club in ("chess", "robot"):
        district = with_activity(district, club, phase_ids=("clubs",))
    before, after = firm_segments(district, tiny_pack())
    assert (before, after) == (days(2, 15), days(16, 27))
    assert clip(district, before).choice_counts == ()
    assert len(clip(district, after).choice_counts) == 4


def test_a_waiver_cuts_the_term_the_day_after_it_ends() -> None:
    pack = tiny_pack((tiny_clause("keep_daily_minutes", "T-1", "in_principle"),))
    waiver = ClauseWaiver(
        clause_id="T-1", reason="building", granted_by="bureau", until=date(2026, 3, 18)
    )
    district = tiny_district(waivers=(waiver,))
    assert firm_segments(district, pack) == (days(2, 18), days(19, 27))


def test_a_provider_that_leaves_on_a_wednesday_serves_on_the_tuesday() -> None:
    left = ProviderStatus(status="exited", from_date=date(2026, 3, 18))
    district = tiny_district(providers=(tiny_provider(statuses=(left,)),))
    assert finer_segments(district, tiny_pack(), TERM) == (days(2, 17), days(18, 27))
    unwanted = changed(
        district,
        choice_counts=(ChoiceCount(class_id="C1", menu_id="M1", activity_id="chess", count=9),),
    )
    assert finer_segments(unwanted, tiny_pack(), TERM) == (TERM,)


def test_a_long_lack_of_papers_cuts_the_term_a_short_one_does_not() -> None:
    """Six weeks; a contract to Wednesday 18 March.

    Cleared: 2-6, 9-11 (12 and 13 closed), 16-18 = 11 school days. Missing: 19, 20, the make-up
    Saturday 21, 23-27, 30 March-3 April, 6-10 April = 18. Both are ten or more.
    """
    pack = tiny_pack((tiny_clause("require_clearance", contract_roles=("all",)),))
    district = six_weeks()
    district = with_person(district, "T1", contract_to=date(2026, 3, 18))
    whole = DateRange(first=FIRST, last=LONG)
    after = DateRange(first=date(2026, 3, 19), last=LONG)
    assert finer_segments(district, pack, whole) == (days(2, 18), after)
    # To Monday 16 March: cleared 9 school days only, nobody plans with the person.
    early = with_person(district, "T1", contract_to=date(2026, 3, 16))
    assert finer_segments(early, pack, whole) == (whole,)


def test_an_absence_of_ten_school_days_cuts_the_term() -> None:
    """From Wednesday 4 March: 4-6 (3), 9-11 (3), 16-19 (4) are ten school days."""
    district = six_weeks()
    ten = DatedAbsence(first=date(2026, 3, 4), last=date(2026, 3, 19))
    assert school_days(district.term, "S1", ten) == 10
    whole = DateRange(first=FIRST, last=LONG)
    away = with_person(district, "T1", absences=(ten,))
    assert finer_segments(away, tiny_pack(), whole) == (
        days(2, 3),
        days(4, 19),
        DateRange(first=date(2026, 3, 20), last=LONG),
    )
    nine = DatedAbsence(first=date(2026, 3, 4), last=date(2026, 3, 18))
    assert finer_segments(with_person(district, "T1", absences=(nine,)), tiny_pack(), whole) == (
        whole,
    )


def test_classes_that_begin_later_have_nobody_in_an_early_segment() -> None:
    start = ServiceStart(grades=(3,), first_day=date(2026, 3, 16))
    district = with_school(tiny_district(), service_starts=(start,))
    early = clip(district, days(2, 15))
    assert [c.participants for c in early.schools[0].classes] == [{}, {}]
    late = clip(district, days(16, 27))
    assert late.schools[0].classes == district.schools[0].classes


def test_a_segment_has_its_share_of_the_money_by_dates() -> None:
    """19 dates in the term: 2-6, 9-11, 16-20, the make-up 21, 23-27; 8 of them before the 12th.

    Basic account: fees 75 x 100.00 less 3 x 100.00, less water 200.00 = 7,000.00 yuan. The
    segment's share is 700000 * 8 // 19 = 294736 fen; its own lines are 700000, so its opening
    balance is 294736 - 700000 = -405264.
    """
    early = clip(tiny_district(), days(2, 11))
    basic, special = early.schools[0].funding
    assert (basic.opening_fen, special.opening_fen) == (-405264, 0)
    assert {a.id: a.fee_fen for a in early.activities}["robot"] == 20000 * 8 // 19


def test_people_keep_their_cuts_few() -> None:
    """Contracts to Wednesday or Thursday of four weeks: eight cuts, of which five can be made.

    So they are moved to Mondays, where two people share each: four.
    """
    term = tiny_term(last_day=date(2026, 7, 3), closures=(), make_up_days=())
    ends = [date(2026, 4, d) for d in (8, 9, 15, 16, 22, 23, 29, 30)]
    people = tuple(tiny_person(f"T{i}", contract_to=d) for i, d in enumerate(ends))
    pack = tiny_pack((tiny_clause("require_clearance", contract_roles=("all",)),))
    whole = DateRange(first=FIRST, last=term.last_day)
    district = tiny_district(term=term, staff=people, choice_counts=(CHESS,))
    parts = finer_segments(district, pack, whole)
    assert [p.first.day for p in parts[1:]] == [6, 13, 20, 27]
    few = finer_segments(changed(district, staff=people[:5]), pack, whole)
    assert [p.first.day for p in few[1:]] == [9, 10, 16, 17, 23]


def test_a_change_on_a_weekend_cuts_on_the_next_day_of_service() -> None:
    """A contract to Friday 17 April and leave that ends on Sunday 19 April: both Monday 20."""
    term = tiny_term(last_day=date(2026, 7, 3), closures=(), make_up_days=())
    leave = DatedAbsence(first=FIRST, last=date(2026, 4, 19))
    people = (
        tiny_person("T1", contract_to=date(2026, 4, 17)),
        tiny_person("T2", contract_from=FIRST, absences=(leave,)),
    )
    pack = tiny_pack((tiny_clause("require_clearance", contract_roles=("all",)),))
    whole = DateRange(first=FIRST, last=term.last_day)
    district = tiny_district(term=term, staff=people, choice_counts=(CHESS,))
    parts = finer_segments(district, pack, whole)
    assert [p.first for p in parts] == [FIRST, date(2026, 4, 20)]
