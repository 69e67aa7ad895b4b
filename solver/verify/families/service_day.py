"""`run_every_day`, `keep_daily_minutes`, `end_within_window`: how long and when service runs.

All three look at the regular periods in the data, by grade: periods in the data all run.
"""

from collections.abc import Iterator
from itertools import pairwise

from solver.domain import Period, School
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.clocks import dismissal_of, regular
from solver.verify.context import Context
from solver.verify.report import breach, clock, day_word

WORKDAYS = range(1, 6)


def check_run_every_day(ctx: Context) -> list[Violation]:
    """Checks that each grade with participants has service on ``service_days_per_week`` days."""
    found = []
    for school in ctx.district.schools:
        for clause in ctx.clauses("run_every_day", school):
            needed = clause.integer("service_days_per_week")
            if needed is None:
                continue
            for grade in sorted({c.grade for c in school.classes if c.participants_term}):
                days = [d for d in WORKDAYS if regular(school, grade, d)]
                if len(days) < needed:
                    found.append(
                        breach(
                            "run_every_day",
                            "too_few_days",
                            clause=clause,
                            school=school,
                            subject=f"{school.id}/{grade}",
                            amount=needed - len(days),
                            unit="days",
                            grade=grade,
                            days=len(days),
                            allowed=needed,
                        )
                    )
    return found


def check_keep_daily_minutes(ctx: Context) -> list[Violation]:
    """Checks minutes a day, short breaks included, against least and most."""
    found = []
    for school in ctx.district.schools:
        for clause in ctx.clauses("keep_daily_minutes", school):
            least = clause.integer("min_minutes_per_day")
            most = clause.integer("max_minutes_per_day")
            for grade, weekday, periods in _days(school):
                minutes = service_minutes(school, grade, periods, _counted_break(ctx, clause))
                for code, limit, sign in (("day_too_short", least, -1), ("day_too_long", most, 1)):
                    if limit is None or sign * (minutes - limit) <= 0:
                        continue
                    found.append(
                        breach(
                            "keep_daily_minutes",
                            code,
                            clause=clause,
                            school=school,
                            at=periods[-1],
                            subject=f"{school.id}/{grade}",
                            amount=abs(minutes - limit),
                            unit="min",
                            allowed=limit,
                            grade=grade,
                            day=day_word(weekday),
                            minutes=minutes,
                        )
                    )
    return found


def service_minutes(school: School, grade: int, periods: list[Period], counted: int) -> int:
    """Returns the minutes of a grade's day: periods and the breaks that count.

    A break of at most ``counted`` minutes counts: between two periods, or between dismissal and
    the first.
    """
    minutes = sum(p.minutes for p in periods)
    for a, b in pairwise(periods):
        if 0 < b.start_min - a.end_min <= counted:
            minutes += b.start_min - a.end_min
    dismissed = dismissal_of(school, grade, periods[0].weekday)
    if dismissed is not None and 0 <= periods[0].start_min - dismissed <= counted:
        minutes += periods[0].start_min - dismissed
    return minutes


def _counted_break(ctx: Context, clause: Clause) -> int:
    own = clause.integer("counted_break_min")
    return ctx.pack.short_break_min if own is None else own


def check_end_within_window(ctx: Context) -> list[Violation]:
    """Checks ends against off-work time and latest ends, starts against dismissal."""
    found = []
    for school in ctx.district.schools:
        for clause in ctx.clauses("end_within_window", school):
            for grade, _, periods in _days(school):
                first, last = periods[0], max(periods, key=lambda p: p.end_min)
                for code, at, value, allowed in _breaches(ctx, school, clause, grade, first, last):
                    found.append(
                        breach(
                            "end_within_window",
                            code,
                            clause=clause,
                            school=school,
                            at=at,
                            subject=f"{school.id}/{grade}",
                            amount=abs(value - allowed),
                            unit="min",
                            grade=grade,
                            found=clock(value),
                            allowed=clock(allowed),
                        )
                    )
    return found


def _breaches(
    ctx: Context, school: School, clause: Clause, grade: int, first: Period, last: Period
) -> Iterator[tuple[str, Period, int, int]]:
    """Yields (code, period, time found, time allowed) of one grade's day."""
    if clause.flag("not_before_off_work") and first.weekday in WORKDAYS:
        own = {o.season_id: o.at_min for o in school.off_work}
        times = [own.get(s.id, s.off_work_min) for s in ctx.term.seasons]
        latest = max((t for t in times if t is not None), default=None)
        if latest is not None and last.end_min < latest:
            yield "ends_before_off_work", last, last.end_min, latest
    limit = clause.integer(f"latest_end_{school.stage_of(grade)}_min")
    if limit is not None and last.end_min > limit:
        yield "ends_too_late", last, last.end_min, limit
    if clause.flag("not_before_dismissal"):
        dismissed = dismissal_of(school, grade, first.weekday)
        if dismissed is not None and first.start_min < dismissed:
            yield "starts_before_dismissal", first, first.start_min, dismissed


def _days(school: School) -> Iterator[tuple[int, int, list[Period]]]:
    """Yields each grade with classes and each weekday on which it has regular periods."""
    for grade in sorted({c.grade for c in school.classes}):
        for weekday in range(1, 8):
            periods = regular(school, grade, weekday)
            if periods:
                yield grade, weekday, periods
