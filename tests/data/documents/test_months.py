"""Months of a term and the days of monthly reports."""

from datetime import date

import pytest

from data.documents.months import Month, months_of, parse_month, report_date, reported_days
from solver.domain.term import Closure, MakeUpDay, Term

TERM = Term(
    id="t",
    name="t",
    first_day=date(2025, 9, 1),
    last_day=date(2026, 1, 23),
    closures=(
        Closure(first=date(2025, 10, 1), last=date(2025, 10, 8)),
        Closure(first=date(2025, 11, 24), last=date(2025, 11, 24), school_ids=("s1",)),
    ),
    make_up_days=(MakeUpDay(day=date(2025, 9, 28), follows=2),),
)


def test_months_of_a_term_cross_the_year() -> None:
    assert [str(m) for m in months_of(TERM)] == [
        "2025-09", "2025-10", "2025-11", "2025-12", "2026-01",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [
        (Month(2025, 9), 24, date(2025, 9, 24)),  # a Wednesday
        (Month(2025, 8), 24, date(2025, 8, 22)),  # a Sunday: the Friday before
        (Month(2025, 9), 28, date(2025, 9, 28)),  # a Sunday on which people work
        (Month(2025, 10), 5, date(2025, 10, 1)),  # a holiday since the 1st: no workday is left
        (Month(2025, 11), 24, date(2025, 11, 24)),  # closed at one school only
        (Month(2026, 2), 31, date(2026, 2, 27)),  # February ends on a Saturday
    ],
)
def test_a_report_goes_out_on_the_last_workday_on_or_before_its_day(
    month: Month, day: int, expected: date
) -> None:
    assert report_date(TERM, month, day) == expected


def test_reports_follow_each_other_without_a_gap() -> None:
    october, november = (reported_days(TERM, Month(2025, m), 24) for m in (10, 11))
    # 24 September to 23 October, then 24 October to 23 November.
    assert (october.first, october.last) == (date(2025, 9, 24), date(2025, 10, 23))
    assert (november.first, november.last) == (date(2025, 10, 24), date(2025, 11, 23))


@pytest.mark.parametrize("said", ["2025-13", "2025", "25-09", "2025-9月", "", "2025-00"])
def test_what_is_no_month_is_refused(said: str) -> None:
    with pytest.raises(ValueError):
        parse_month(said)


def test_a_month_is_read() -> None:
    assert parse_month(" 2025-09 ") == Month(2025, 9)
