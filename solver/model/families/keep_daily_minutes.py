"""Each day's service is neither too short nor too long (QC-2b, XY-3b, AX-3.1b.2, HB-3.2b).

Minutes of a grade's day: its regular periods, breaks between them up to ``counted_break_min``,
and the way from dismissal to the first period if that short: no document says whether its minutes
include breaks. Counted before search.
"""

from itertools import pairwise

from solver.domain.calendar import periods_of
from solver.model.context import Context
from solver.model.school_view import SchoolView
from solver.plan import Finding

TAG = "keep_daily_minutes"


def add(ctx: Context) -> None:
    """Finds days of a grade that break the limits."""
    for school_id, view in ctx.views.items():
        for c in ctx.policy.binding(TAG, school_id):
            least, most = c.integer("min_minutes_per_day"), c.integer("max_minutes_per_day")
            short_break = c.integer("counted_break_min")
            if short_break is None:
                short_break = ctx.pack.short_break_min
            for grade in sorted({x.grade for x in view.classes.values()}):
                for day in range(1, 8):
                    minutes = day_minutes(view, grade, day, short_break)
                    if minutes is None:
                        continue
                    params = {
                        "school": view.school.name,
                        "grade": str(grade),
                        "weekday": str(day),
                        "minutes": str(minutes),
                        "least": str(least),
                        "most": str(most),
                    }
                    if least is not None and minutes < least:
                        ctx.find(
                            Finding(
                                "infeasible",
                                TAG,
                                c.id,
                                "finding.day_too_short",
                                f"grade {grade}",
                                school_id,
                                least - minutes,
                                "min",
                                params,
                            )
                        )
                    if most is not None and minutes > most:
                        ctx.find(
                            Finding(
                                "infeasible",
                                TAG,
                                c.id,
                                "finding.day_too_long",
                                f"grade {grade}",
                                school_id,
                                minutes - most,
                                "min",
                                params,
                            )
                        )


def day_minutes(view: SchoolView, grade: int, weekday: int, short_break: int) -> int | None:
    """Returns the minutes of service of a grade on a weekday, ``None`` without any."""
    regular = [p for p in periods_of(view.school, grade, weekday) if p.window == "regular"]
    if not regular:
        return None
    total = sum(p.minutes for p in regular)
    for a, b in pairwise(regular):
        gap = b.start_min - a.end_min
        total += gap if gap <= short_break else 0
    dismissal = dismissal_of(view, grade, weekday)
    if dismissal is not None and 0 <= regular[0].start_min - dismissal <= short_break:
        total += regular[0].start_min - dismissal
    return total


def dismissal_of(view: SchoolView, grade: int, weekday: int) -> int | None:
    """Returns the dismissal of a grade on a weekday, if given: the latest that is."""
    given = (
        d.at_min
        for d in view.school.dismissal
        if d.weekday == weekday and (not d.grades or grade in d.grades)
    )
    return max(given, default=None)
