"""`run_every_day`, `keep_daily_minutes`, `end_within_window`: how long and when service runs.

They look at the periods in the data, by grade, for these all run: the regular ones, and for their
ends those of the other windows too. Where periods belong to phases of the term, each set of periods
that stand together is judged by itself.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from solver.domain import Period, School
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.clocks import dismissal_of, regular
from solver.verify.context import Context
from solver.verify.days import Day, days_of
from solver.verify.epochs import until_waived
from solver.verify.families.window_ends import check_window_ends
from solver.verify.report import breach, clock, day_word, in_part

WORKDAYS = range(1, 6)
TOO_LATE = "ends_too_late"


@until_waived("run_every_day")
def check_run_every_day(ctx: Context) -> list[Violation]:
    """Checks that each grade with participants has service on ``service_days_per_week`` days."""
    found = []
    for school in ctx.district.schools:
        for clause in ctx.clauses("run_every_day", school):
            needed = clause.integer("service_days_per_week")
            if needed is None:
                continue
            for grade in sorted({c.grade for c in school.classes if school.participants_term(c)}):
                for days, dates in weeks_of(ctx, school, grade):
                    if days >= needed:
                        continue
                    v = breach(
                        "run_every_day",
                        "too_few_days",
                        clause=clause,
                        school=school,
                        subject=f"{school.id}/{grade}",
                        amount=needed - days,
                        unit="days",
                        grade=grade,
                        days=days,
                        allowed=needed,
                    )
                    found.append(in_part(v, dates[0], dates[-1]) if dates else v)
    return found


def weeks_of(ctx: Context, school: School, grade: int) -> Iterator[tuple[int, list[date]]]:
    """Yields a grade's days of service a week, for each set of phases with the dates it has.

    A weekday that has no date while these phases stand together is not missing there. Without
    phases there is one week, for the whole term (no dates).
    """
    days = {d: regular(school, grade, d) for d in WORKDAYS}
    named = {i for periods in days.values() for p in periods for i in p.phase_ids}
    if not named:
        yield sum(bool(periods) for periods in days.values()), []
        return
    sets: dict[tuple[str, ...], dict[int, list[date]]] = defaultdict(lambda: defaultdict(list))
    for weekday in WORKDAYS:
        for day in ctx.dates(school, weekday, (grade,)):
            live = tuple(p.id for p in ctx.term.phases if p.id in named and p.holds(day))
            sets[live][weekday].append(day)
    for dated in sets.values():
        missing = sum(
            not any(ctx.in_phase(p.phase_ids, dates[0]) for p in days[weekday])
            for weekday, dates in dated.items()
        )
        yield len(WORKDAYS) - missing, sorted(d for dates in dated.values() for d in dates)


@until_waived("keep_daily_minutes")
def check_keep_daily_minutes(ctx: Context) -> list[Violation]:
    """Checks minutes a day, short breaks included, against least and most."""
    found = []
    for school in ctx.district.schools:
        for clause in ctx.clauses("keep_daily_minutes", school):
            least = clause.integer("min_minutes_per_day")
            most = clause.integer("max_minutes_per_day")
            for at in regular_days(ctx, school):
                minutes = service_minutes(school, at, counted_break(ctx, clause))
                for code, limit, sign in (("day_too_short", least, -1), ("day_too_long", most, 1)):
                    if limit is None or sign * (minutes - limit) <= 0:
                        continue
                    v = breach(
                        "keep_daily_minutes",
                        code,
                        clause=clause,
                        school=school,
                        at=at.periods[-1],
                        subject=f"{school.id}/{at.grade}",
                        amount=abs(minutes - limit),
                        unit="min",
                        allowed=limit,
                        grade=at.grade,
                        day=day_word(at.weekday),
                        minutes=minutes,
                    )
                    found.append(at.told(v))
    return found


def service_minutes(school: School, at: Day, counted: int) -> int:
    """Returns the minutes of a grade's day: periods and the breaks that count.

    A break of at most ``counted`` minutes counts: between two periods, or between dismissal and
    the first.
    """
    periods = at.periods
    minutes = sum(p.minutes for p in periods)
    for a, b in pairwise(periods):
        if 0 < b.start_min - a.end_min <= counted:
            minutes += b.start_min - a.end_min
    dismissed = dismissal_of(school, at.grade, at.weekday)
    if dismissed is not None and 0 <= periods[0].start_min - dismissed <= counted:
        minutes += periods[0].start_min - dismissed
    return minutes


def counted_break(ctx: Context, clause: Clause) -> int:
    """Returns the longest break that counts: the clause's own, else the pack's."""
    own = clause.integer("counted_break_min")
    return ctx.pack.short_break_min if own is None else own


@until_waived("end_within_window")
def check_end_within_window(ctx: Context) -> list[Violation]:
    """Checks ends against off-work time and latest ends, starts against dismissal, evenings.

    Off-work time is that of the seasons in which the dates lie.
    """
    found = []
    for school in ctx.district.schools:
        for clause in ctx.clauses("end_within_window", school):
            for at in regular_days(ctx, school):
                for code, period, value, allowed in ends_of(ctx, school, clause, at):
                    if (value <= allowed) if code == TOO_LATE else (value >= allowed):
                        continue
                    v = breach(
                        "end_within_window",
                        code,
                        clause=clause,
                        school=school,
                        at=period,
                        subject=f"{school.id}/{at.grade}",
                        amount=abs(value - allowed),
                        unit="min",
                        grade=at.grade,
                        found=clock(value),
                        allowed=clock(allowed),
                    )
                    found.append(at.told(v))
            found += check_window_ends(ctx, school, clause)
    return found


def ends_of(
    ctx: Context, school: School, clause: Clause, at: Day
) -> Iterator[tuple[str, Period, int, int]]:
    """Yields (code of a breach, period, time found, time allowed) of one grade's day.

    ``TOO_LATE`` asks for the time allowed or an earlier one, the others for it or a later one.
    """
    grade, first, last = at.grade, at.periods[0], max(at.periods, key=lambda p: p.end_min)
    if clause.flag("not_before_off_work") and first.weekday in WORKDAYS:
        own = {o.season_id: o.at_min for o in school.off_work}
        seasons = [s for s in ctx.term.seasons if not at.dates or any(s.holds(d) for d in at.dates)]
        times = [own.get(s.id, s.off_work_min) for s in seasons]
        latest = max((t for t in times if t is not None), default=None)
        if latest is not None:
            yield "ends_before_off_work", last, last.end_min, latest
    limit = clause.integer(f"latest_end_{school.stage_of(grade)}_min")
    if limit is not None:
        yield TOO_LATE, last, last.end_min, limit
    if clause.flag("not_before_dismissal"):
        dismissed = dismissal_of(school, grade, first.weekday)
        if dismissed is not None:
            yield "starts_before_dismissal", first, first.start_min, dismissed


def regular_days(ctx: Context, school: School) -> Iterator[Day]:
    """Yields each grade with classes and each weekday on which it has regular periods."""
    return days_of(ctx, school, lambda grade, weekday: regular(school, grade, weekday))
