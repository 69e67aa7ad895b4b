"""From the weekly pattern to real dates: hand-worked cases, and what holds for any term."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.domain import Period, School, Term
from solver.domain.calendar import (
    first_service_day,
    is_closed,
    meeting_dates,
    pattern_weekday,
    periods_of,
    service_dates,
    week_profiles,
)
from solver.domain.school import ServiceStart
from solver.domain.term import Closure, MakeUpDay
from tests.factories import changed, tiny_school, tiny_term

MONDAY = date(2026, 3, 2)


def march(*days: int) -> tuple[date, ...]:
    return tuple(date(2026, 3, d) for d in days)


# --- by hand: 2 to 27 March 2026 (Monday to Friday of four weeks), 12 and 13 closed, 21 like Friday


def test_dates_of_the_small_term() -> None:
    term = tiny_term()
    assert service_dates(term, "S1", 1) == march(2, 9, 16, 23)
    # Thursday the 12th is closed.
    assert service_dates(term, "S1", 4) == march(5, 19, 26)
    # Friday the 13th is closed, Saturday the 21st follows Friday.
    assert service_dates(term, "S1", 5) == march(6, 20, 21, 27)
    # The 21st is no Saturday any more; Sundays have their own pattern.
    assert service_dates(term, "S1", 6) == march(7, 14)
    assert service_dates(term, "S1", 7) == march(8, 15, 22)


def test_a_closure_of_some_schools() -> None:
    closures = (Closure(first=date(2026, 3, 9), last=date(2026, 3, 11), school_ids=("S2",)),)
    term = tiny_term(closures=closures)
    assert service_dates(term, "S1", 1) == march(2, 9, 16, 23)
    assert service_dates(term, "S2", 1) == march(2, 16, 23)
    assert is_closed(term, date(2026, 3, 11), "S2")
    assert not is_closed(term, date(2026, 3, 12), "S2")
    assert not is_closed(term, date(2026, 3, 11), "S1")


def test_a_make_up_day_is_never_closed() -> None:
    # Wednesday the 11th works like a Monday in the middle of a closed week.
    term = tiny_term(
        closures=(Closure(first=date(2026, 3, 9), last=date(2026, 3, 13)),),
        make_up_days=(MakeUpDay(day=date(2026, 3, 11), follows=1),),
    )
    assert service_dates(term, "S1", 1) == march(2, 11, 16, 23)
    assert service_dates(term, "S1", 3) == march(4, 18, 25)
    assert pattern_weekday(term, date(2026, 3, 11)) == 1


def later(*starts: tuple[tuple[int, ...], int]) -> School:
    return tiny_school(
        service_starts=tuple(
            ServiceStart(grades=grades, first_day=date(2026, 3, day)) for grades, day in starts
        )
    )


def test_service_starts_by_grade() -> None:
    school, term = later(((1, 2), 9), ((2,), 16)), tiny_term()
    assert first_service_day(school, term, [3]) == date(2026, 3, 2)
    assert first_service_day(school, term, [1]) == date(2026, 3, 9)
    # Of two starts the later one holds.
    assert first_service_day(school, term, [2]) == date(2026, 3, 16)
    # A meeting begins with the first of its grades, and without grades with the term.
    assert first_service_day(school, term, [1, 2]) == date(2026, 3, 9)
    assert first_service_day(school, term, [2, 3]) == date(2026, 3, 2)
    assert first_service_day(school, term, []) == date(2026, 3, 2)
    # A start before the term's is the term's.
    early = tiny_school(service_starts=(ServiceStart(grades=(1,), first_day=date(2026, 2, 1)),))
    assert first_service_day(early, term, [1]) == date(2026, 3, 2)
    assert meeting_dates(term, school, 5, [1]) == march(20, 21, 27)  # the 13th is closed
    assert meeting_dates(term, school, 1, [1]) == march(9, 16, 23)
    assert meeting_dates(term, school, 1, [2]) == march(16, 23)


def test_range_and_exceptions_of_a_meeting() -> None:
    term, school = tiny_term(), tiny_school()
    assert meeting_dates(term, school, 1, [3], from_date=date(2026, 3, 9)) == march(9, 16, 23)
    assert meeting_dates(term, school, 1, [3], to_date=date(2026, 3, 16)) == march(2, 9, 16)
    assert meeting_dates(term, school, 1, [3], except_dates=march(9, 10)) == march(2, 16, 23)
    assert meeting_dates(term, school, 1, [3], from_date=date(2025, 1, 1)) == march(2, 9, 16, 23)
    assert meeting_dates(term, school, 1, [3], from_date=date(2026, 4, 1)) == ()


def test_weeks_of_the_small_term() -> None:
    # 2-8: each weekday once. 9-15: no Thursday, no Friday. 16-22: Friday twice, no Saturday.
    # 23-27: Monday to Friday. The second and the fourth are parts of the first.
    assert week_profiles(tiny_term(), "S1") == (
        (1, 1, 1, 1, 2, 0, 1),
        (1, 1, 1, 1, 1, 1, 1),
    )


def test_no_week_of_a_term_without_service() -> None:
    term = tiny_term(closures=(Closure(first=MONDAY, last=date(2026, 3, 27)),), make_up_days=())
    assert week_profiles(term, "S1") == ()


def test_periods_of_a_grade() -> None:
    late = Period(id="late", weekday=1, start_min=1100, end_min=1130, grades=(5,))
    early = Period(id="early", weekday=1, start_min=900, end_min=930)
    school = tiny_school(periods=(late, *tiny_school().periods, early))
    assert [p.id for p in periods_of(school, 3, 1)] == ["early", "Mon1", "Mon2"]
    assert [p.id for p in periods_of(school, 5, 1)] == ["early", "Mon1", "Mon2", "late"]
    assert len(periods_of(school, 3)) == 11
    assert [p.id for p in periods_of(school, 3)][:5] == ["early", "Mon1", "Mon2", "Tue1", "Tue2"]


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 3, 28)])
def test_a_make_up_day_lies_in_the_term(day: date) -> None:
    with pytest.raises(ValueError, match="outside the term"):
        tiny_term(make_up_days=(MakeUpDay(day=day, follows=1),))


# --- for any term -----------------------------------------------------------------------------


@st.composite
def terms(draw: st.DrawFn) -> Term:
    """Draws terms of up to ten weeks, beginning on any weekday, closures of some schools too."""
    first = date(2026, 12, 1) + timedelta(days=draw(st.integers(0, 40)))
    length = draw(st.integers(0, 70))
    days = st.integers(0, length).map(lambda n: first + timedelta(days=n))
    closures = [
        Closure(first=min(a, b), last=max(a, b), school_ids=schools)
        for a, b, schools in draw(
            st.lists(
                st.tuples(days, days, st.sampled_from([(), ("S1",), ("S2",), ("S1", "S2")])),
                max_size=3,
            )
        )
    ]
    make_up = draw(st.dictionaries(days, st.integers(1, 7), max_size=4))
    return tiny_term(
        first_day=first,
        last_day=first + timedelta(days=length),
        closures=tuple(closures),
        make_up_days=tuple(MakeUpDay(day=d, follows=w) for d, w in make_up.items()),
        seasons=(),
    )


def all_days(term: Term) -> list[date]:
    days = (term.last_day - term.first_day).days + 1
    return [term.first_day + timedelta(days=n) for n in range(days)]


SCHOOLS = st.sampled_from(["S1", "S2"])


@given(terms(), SCHOOLS)
def test_each_date_belongs_to_one_weekday_unless_closed(term: Term, school_id: str) -> None:
    dates = [service_dates(term, school_id, w) for w in range(1, 8)]
    made_up = {m.day: m.follows for m in term.make_up_days}
    for day in all_days(term):
        weekdays = [w for w in range(1, 8) if day in dates[w - 1]]
        shut = any(
            c.first <= day <= c.last and c.school_ids in ((), (school_id,), ("S1", "S2"))
            for c in term.closures
        )
        if day in made_up:
            assert weekdays == [made_up[day]]
        else:
            assert weekdays == ([] if shut else [day.isoweekday()])
    for found in dates:
        assert list(found) == sorted(set(found))
        assert all(term.first_day <= d <= term.last_day for d in found)


@given(terms(), SCHOOLS)
def test_some_profile_covers_each_real_week(term: Term, school_id: str) -> None:
    profiles = week_profiles(term, school_id)
    weeks = set()
    for day in all_days(term):
        monday = day - timedelta(days=day.isoweekday() - 1)
        week = tuple(
            sum(
                monday <= d <= monday + timedelta(days=6) for d in service_dates(term, school_id, w)
            )
            for w in range(1, 8)
        )
        if any(week):
            weeks.add(week)
            assert any(all(p >= n for p, n in zip(q, week, strict=True)) for q in profiles)
    # Nothing is invented, and none is part of another.
    assert set(profiles) <= weeks
    for a in profiles:
        assert not any(a != b and all(x <= y for x, y in zip(a, b, strict=True)) for b in profiles)


@given(st.data(), terms(), st.integers(1, 7))
def test_dates_of_a_meeting_are_some_of_the_weekday_s(
    drawn: st.DataObject, term: Term, weekday: int
) -> None:
    near = st.integers(-5, 80).map(lambda n: term.first_day + timedelta(days=n))
    starts = drawn.draw(st.dictionaries(st.integers(1, 3), near))
    school = changed(
        tiny_school(),
        service_starts=tuple(ServiceStart(grades=(g,), first_day=d) for g, d in starts.items()),
    )
    grades = drawn.draw(st.sets(st.integers(1, 4)))
    from_date, to_date = drawn.draw(st.none() | near), drawn.draw(st.none() | near)
    skipped = drawn.draw(st.frozensets(near))
    found = meeting_dates(term, school, weekday, grades, from_date, to_date, skipped)
    begins = [starts.get(g, term.first_day) for g in grades] or [term.first_day]
    assert list(found) == [
        d
        for d in service_dates(term, school.id, weekday)
        if d not in skipped
        and (from_date is None or from_date <= d)
        and (to_date is None or d <= to_date)
        and d >= min(begins)
    ]
