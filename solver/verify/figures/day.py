"""Days of service, minutes a day, and when service ends, beside what is required."""

from collections.abc import Iterator

from solver.domain import School
from solver.plan import ClauseFigure, Violation
from solver.policy import Clause
from solver.verify.context import Context
from solver.verify.families.service_day import (
    TOO_LATE,
    counted_break,
    ends_of,
    regular_days,
    service_minutes,
    weeks_of,
)
from solver.verify.families.window_ends import (
    attended,
    evening_days,
    late_windows,
    rules_evenings,
)
from solver.verify.figures.tally import Tightest, barred, judged


def days_a_week(ctx: Context, clause: Clause, _: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares the days of service of each grade."""
    needed = clause.integer("service_days_per_week")
    if needed is None:
        return
    tally = Tightest("service_days_per_week", "least", "days")
    for school in judged(ctx, clause):
        for grade in sorted({c.grade for c in school.classes if school.participants_term(c)}):
            for days, _dates in weeks_of(ctx, school, grade):
                tally.add(needed, days, school=school, subject=f"{school.id}/{grade}")
    yield from tally.figures()


def minutes_a_day(ctx: Context, clause: Clause, _: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares the minutes of each grade's day."""
    least = Tightest("min_minutes_per_day", "least", "min")
    most = Tightest("max_minutes_per_day", "most", "min")
    for tally, name in ((least, "min_minutes_per_day"), (most, "max_minutes_per_day")):
        limit = clause.integer(name)
        if limit is None:
            continue
        for school in judged(ctx, clause):
            for at in regular_days(ctx, school):
                minutes = service_minutes(school, at, counted_break(ctx, clause))
                subject = f"{school.id}/{at.grade}"
                tally.add(limit, minutes, school=school, weekday=at.weekday, subject=subject)
        yield from tally.figures()


def ends(ctx: Context, clause: Clause, breaches: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares ends with off-work times and latest ends, starts with dismissals, evenings."""
    tallies = {
        "ends_before_off_work": Tightest("not_before_off_work", "least", "clock"),
        "latest_end_primary_min": Tightest("latest_end_primary_min", "most", "clock"),
        "latest_end_junior_min": Tightest("latest_end_junior_min", "most", "clock"),
        "starts_before_dismissal": Tightest("not_before_dismissal", "least", "clock"),
    }
    for school in judged(ctx, clause):
        for at in regular_days(ctx, school):
            stage = f"latest_end_{school.stage_of(at.grade)}_min"
            for code, period, value, allowed in ends_of(ctx, school, clause, at):
                tally = tallies[stage if code == TOO_LATE else code]
                subject = f"{school.id}/{at.grade}"
                tally.add(allowed, value, school=school, at=period, subject=subject)
        if not rules_evenings(clause):
            for period, grade in attended(ctx, school, late_windows(ctx)):
                stage = f"latest_end_{school.stage_of(grade)}_min"
                latest = clause.integer(stage)
                if latest is not None:
                    subject = f"{school.id}/{grade}"
                    tallies[stage].add(
                        latest, period.end_min, school=school, at=period, subject=subject
                    )
    for tally in tallies.values():
        yield from tally.figures()
    if rules_evenings(clause):
        yield from _evenings(ctx, clause, breaches)


def _evenings(ctx: Context, clause: Clause, breaches: list[Violation]) -> Iterator[ClauseFigure]:
    schools = list(judged(ctx, clause))
    held = [(s, p, g) for s in schools for p, g in attended(ctx, s, {"evening"})]
    for name, code in (("stages", "evening_stage"), ("weekdays", "evening_weekday")):
        if clause.get(name) is not None:
            wrong = [v for v in breaches if v.code == code]
            yield barred(name, "periods", len(held), wrong)
    most = clause.integer("evening_max_minutes")
    if most is not None:
        yield from _minutes(ctx, schools, most).figures()
    latest = clause.integer("latest_end_evening_min")
    if latest is not None:
        tally = Tightest("latest_end_evening_min", "most", "clock")
        for school, period, grade in held:
            subject = f"{school.id}/{grade}"
            tally.add(latest, period.end_min, school=school, at=period, subject=subject)
        yield from tally.figures()


def _minutes(ctx: Context, schools: list[School], most: int) -> Tightest:
    tally = Tightest("evening_max_minutes", "most", "min")
    for school in schools:
        for at in evening_days(ctx, school):
            minutes = sum(p.minutes for p in at.periods)
            subject = f"{school.id}/{at.grade}"
            tally.add(most, minutes, school=school, weekday=at.weekday, subject=subject)
    return tally
