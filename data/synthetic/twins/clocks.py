"""Clashes of times: days too short, ends too early or too late, service before dismissal."""

from data.synthetic.twins.ground import Ground, infeasible
from data.synthetic.twins.record import Clash
from solver.domain.calendar import periods_of
from solver.domain.school import Period, School

OVER_MIN = 10
"""By how much an end is moved past its limit."""


def day_too_short(g: Ground) -> Clash | None:
    """A day's first period ends so early that the day lasts less than the least minutes."""
    for school in g.schools():
        ruled = g.clause("keep_daily_minutes", "min_minutes_per_day", school)
        if ruled is None:
            continue
        clause, least = ruled
        counted = clause.integer("counted_break_min")
        short_break = g.pack.short_break_min if counted is None else counted
        grade, weekday = school.classes[0].grade, g.rng.randint(1, 5)
        day = [p for p in periods_of(school, grade, weekday) if p.window == "regular"]
        for end in range(day[0].end_min - 5, day[0].start_min + 10, -5):
            first = day[0].model_copy(update={"end_min": end})
            minutes = _minutes(school, grade, [first, *day[1:]], short_break)
            if minutes < least:
                return g.clash(
                    [g.fact(f"schools[{school.id}].periods[{first.id}].end_min", end)],
                    infeasible("finding.day_too_short"),
                    "keep_daily_minutes",
                    clause.id,
                    [school.id],
                    weekday=weekday,
                    period_ids=(first.id,),
                    amount=least - minutes,
                    unit="min",
                )
    return None


def _minutes(school: School, grade: int, day: list[Period], short_break: int) -> int:
    """Returns the minutes of a day, with short breaks and a short way from dismissal."""
    ends = [
        d.at_min
        for d in school.dismissal
        if d.weekday == day[0].weekday and (not d.grades or grade in d.grades)
    ]
    total = sum(p.minutes for p in day)
    before = ends[:1]
    for p in day:
        gap = p.start_min - before[0] if before else -1
        total += gap if 0 <= gap <= short_break else 0
        before = [p.end_min]
    return total


def end_too_late(g: Ground) -> Clash | None:
    """A day's last period runs past the latest end of its stage."""
    for school in g.schools():
        stage = school.stage_of(school.classes[0].grade)
        ruled = g.clause("end_within_window", f"latest_end_{stage}_min", school)
        if ruled is not None:
            weekday = g.rng.randint(1, 5)
            last = max(
                (p for p in g.regular(school) if p.weekday == weekday), key=lambda p: p.end_min
            )
            return _late(g, school, last, ruled[0].id, ruled[1])
    return None


def evening_too_late(g: Ground) -> Clash | None:
    """An evening's last period runs past the latest end of evening study."""
    for school in g.schools():
        ruled = g.clause("end_within_window", "latest_end_evening_min", school)
        evenings = [p for p in school.periods if p.window == "evening"]
        if ruled is not None and evenings:
            weekday = g.rng.choice(sorted({p.weekday for p in evenings}))
            last = max((p for p in evenings if p.weekday == weekday), key=lambda p: p.end_min)
            return _late(g, school, last, ruled[0].id, ruled[1])
    return None


def _late(g: Ground, school: School, last: Period, clause_id: str, latest: int) -> Clash:
    return g.clash(
        [g.fact(f"schools[{school.id}].periods[{last.id}].end_min", latest + OVER_MIN)],
        infeasible("finding.ends_too_late"),
        "end_within_window",
        clause_id,
        [school.id],
        weekday=last.weekday,
        period_ids=(last.id,),
        amount=OVER_MIN,
        unit="min",
    )


def end_before_off_work(g: Ground) -> Clash | None:
    """A school's off-work time in one season is after the end of its service."""
    for school in g.schools():
        for clause in g.pack.of_family("end_within_window"):
            season = next((s for s in g.district.term.seasons), None)
            if not (clause.is_required and clause.flag("not_before_off_work")) or season is None:
                continue
            ends = {
                (p.weekday, tuple(p.grades)): p.end_min
                for p in sorted(g.regular(school), key=lambda p: p.end_min)
            }
            at = max(ends.values()) + OVER_MIN
            off_work = [{"season_id": season.id, "at_min": at}]
            return g.clash(
                [g.fact(f"schools[{school.id}].off_work", off_work)],
                infeasible("finding.ends_before_off_work"),
                "end_within_window",
                clause.id,
                [school.id],
                amount=at - min(ends.values()),
                unit="min",
            )
    return None


def before_dismissal(g: Ground) -> Clash | None:
    """The last lesson of a weekday ends after the service has begun."""
    school = g.schools()[0]
    at = g.rng.randrange(len(school.dismissal))
    dismissal = school.dismissal[at]
    first = min(
        (
            p
            for p in g.regular(school)
            if p.weekday == dismissal.weekday
            and (not dismissal.grades or set(p.grades) & set(dismissal.grades) or not p.grades)
        ),
        key=lambda p: p.start_min,
    )
    return g.clash(
        [g.fact(f"schools[{school.id}].dismissal[{at}].at_min", first.start_min + OVER_MIN)],
        infeasible("finding.before_dismissal"),
        "end_within_window",
        "structure:respect_availability",
        [school.id],
        weekday=first.weekday,
        period_ids=(first.id,),
        amount=OVER_MIN,
        unit="min",
    )
