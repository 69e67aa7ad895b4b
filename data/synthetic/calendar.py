"""The term of every synthetic district: autumn 2025, with the real public holidays.

Holidays and make-up workdays of 2025-10 and 2026-01 are those of the State Council's notices;
which weekday a make-up day follows is a school's own choice and invented here, as are the
off-work times.
"""

from datetime import date

from solver.domain.term import Closure, MakeUpDay, Season, Term

AUTUMN_2025 = Term(
    id="2025-autumn",
    name="2025—2026 学年第一学期",
    first_day=date(2025, 9, 1),
    last_day=date(2026, 1, 23),
    closures=(
        Closure(first=date(2025, 10, 1), last=date(2025, 10, 8), reason="国庆节、中秋节"),
        Closure(first=date(2026, 1, 1), last=date(2026, 1, 3), reason="元旦"),
    ),
    make_up_days=(
        MakeUpDay(day=date(2025, 9, 28), follows=2),
        MakeUpDay(day=date(2025, 10, 11), follows=3),
        MakeUpDay(day=date(2026, 1, 4), follows=5),
    ),
    seasons=(
        Season(
            id="summer",
            name="夏季作息",
            first=date(2025, 9, 1),
            last=date(2025, 9, 30),
            off_work_min=18 * 60,
        ),
        Season(
            id="winter",
            name="冬季作息",
            first=date(2025, 10, 1),
            last=date(2026, 1, 23),
            off_work_min=17 * 60 + 30,
        ),
    ),
)
"""Every family that reads dates is met: two seasons, three make-up days, two holidays."""
