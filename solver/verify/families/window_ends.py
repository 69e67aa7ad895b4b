"""`end_within_window` outside the regular day: evening study, and when extended care ends.

Grades count that have students in the period: a period for which nobody stays is not held.
"""

from collections.abc import Iterator

from solver.domain import Period, School
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.context import Context
from solver.verify.days import Day, days_of
from solver.verify.parameters import words
from solver.verify.report import Word, Words, breach, clock, day_word

FAMILY = "end_within_window"


def rules_evenings(clause: Clause) -> bool:
    """Tells whether a clause is about evening study."""
    return any(clause.get(n) is not None for n in ("latest_end_evening_min", "evening_max_minutes"))


def check_window_ends(ctx: Context, school: School, clause: Clause) -> list[Violation]:
    """Checks evening periods against a clause on them, and other ends against a latest end.

    The latest end of a stage binds every window but lunch; evenings only if no clause of the pack
    rules them by themselves.
    """
    if rules_evenings(clause):
        return [*_evenings(ctx, school, clause), *_evening_minutes(ctx, school, clause)]
    found = []
    for period, grade in attended(ctx, school, late_windows(ctx)):
        latest = clause.integer(f"latest_end_{school.stage_of(grade)}_min")
        if latest is not None and period.end_min > latest:
            found.append(_late(school, clause, period, grade, latest))
    return found


def late_windows(ctx: Context) -> set[str]:
    """Returns the windows that the latest end of a stage binds beside the regular one."""
    ruled = any(rules_evenings(c) for c in ctx.policy.clauses(FAMILY))
    return {"extended"} if ruled else {"extended", "evening"}


def attended(ctx: Context, school: School, windows: set[str]) -> Iterator[tuple[Period, int]]:
    """Yields the periods of some windows with each grade that has students there."""
    for period in sorted(school.periods, key=lambda p: (p.weekday, p.start_min, p.id)):
        if period.window in windows and ctx.has_dates(school, period):
            yield from ((period, grade) for grade in sorted(_grades(school, period)))


def _grades(school: School, period: Period) -> set[int]:
    return {c.grade for c in school.classes if period.applies_to(c.grade) and c.present(period)}


def _late(school: School, clause: Clause, period: Period, grade: int, latest: int) -> Violation:
    return breach(
        FAMILY,
        "ends_too_late",
        clause=clause,
        school=school,
        at=period,
        subject=f"{school.id}/{grade}",
        amount=period.end_min - latest,
        unit="min",
        grade=grade,
        found=clock(period.end_min),
        allowed=clock(latest),
    )


def _evenings(ctx: Context, school: School, clause: Clause) -> Iterator[Violation]:
    """Checks stage, weekday and end of each evening period of a grade."""
    stages, weekdays = words(clause, "stages"), clause.numbers("weekdays")
    latest = clause.integer("latest_end_evening_min")
    for period, grade in attended(ctx, school, {"evening"}):
        stage = school.stage_of(grade)
        if stages and stage not in stages:
            yield breach(
                FAMILY,
                "evening_stage",
                clause=clause,
                school=school,
                at=period,
                subject=f"{school.id}/{grade}",
                unit="periods",
                grade=grade,
                stage=Word(stage),
            )
        if weekdays and period.weekday not in weekdays:
            yield breach(
                FAMILY,
                "evening_weekday",
                clause=clause,
                school=school,
                at=period,
                subject=f"{school.id}/{grade}",
                unit="periods",
                grade=grade,
                allowed=Words(tuple(f"day_{d}" for d in weekdays)),
            )
        if latest is not None and period.end_min > latest:
            yield _late(school, clause, period, grade, latest)


def evening_days(ctx: Context, school: School) -> Iterator[Day]:
    """Yields each grade and weekday with the evening periods for which somebody stays."""
    evenings = sorted(
        (p for p in school.periods if p.window == "evening"), key=lambda p: (p.start_min, p.id)
    )

    def held(grade: int, weekday: int) -> list[Period]:
        return [p for p in evenings if p.weekday == weekday and grade in _grades(school, p)]

    return days_of(ctx, school, held)


def _evening_minutes(ctx: Context, school: School, clause: Clause) -> Iterator[Violation]:
    """Checks the minutes of a grade's evening, breaks between its periods left out."""
    most = clause.integer("evening_max_minutes")
    if most is None:
        return
    for at in evening_days(ctx, school):
        minutes = sum(p.minutes for p in at.periods)
        if minutes > most:
            v = breach(
                FAMILY,
                "evening_too_long",
                clause=clause,
                school=school,
                at=at.periods[-1],
                subject=f"{school.id}/{at.grade}",
                amount=minutes - most,
                unit="min",
                grade=at.grade,
                day=day_word(at.weekday),
                minutes=minutes,
                allowed=most,
            )
            yield at.told(v)
