"""Service starts after dismissal and ends inside the window of the pack.

Clauses QC-2c, XY-3c (not before local off-work time), HF-3.2.1b, HB-3.2c/d, XY-3f (latest end by
stage), HB-3.2a, HF-3.2.1a.2 (not before dismissal). Counted before any search; a period that
starts before dismissal breaks ``respect_availability`` whatever the pack. Here are the regular
periods, in ``solver.model.window_ends`` extended care and evening study.
"""

from solver.domain.calendar import periods_of
from solver.model.context import Context
from solver.model.families.keep_daily_minutes import dismissal_of
from solver.model.school_view import SchoolView
from solver.model.window_ends import add_window_ends
from solver.plan import Finding
from solver.policy import Clause

TAG = "end_within_window"


def add(ctx: Context) -> None:
    """Finds days of a grade that end too early or too late or start too early."""
    for school_id, view in ctx.views.items():
        clauses = ctx.policy.binding(TAG, school_id)
        for grade in sorted({x.grade for x in view.classes.values()}):
            for day in range(1, 8):
                regular = [p for p in periods_of(view.school, grade, day) if p.window == "regular"]
                if not regular:
                    continue
                start, end = regular[0].start_min, max(p.end_min for p in regular)
                dismissal = dismissal_of(view, grade, day)
                if dismissal is not None and start < dismissal:
                    _find(
                        ctx,
                        view,
                        "structure:respect_availability",
                        "finding.before_dismissal",
                        grade,
                        day,
                        start,
                        dismissal,
                    )
                for c in clauses:
                    _window(ctx, view, c, grade, day, end)
        add_window_ends(ctx, view)


def _window(ctx: Context, view: SchoolView, c: Clause, grade: int, day: int, end: int) -> None:
    if c.flag("not_before_off_work") and day <= 5:
        for off_work in off_work_times(view):
            if end < off_work:
                _find(ctx, view, c.id, "finding.ends_before_off_work", grade, day, end, off_work)
                break
    stage = view.school.stage_of(grade)
    latest = c.integer(f"latest_end_{stage}_min")
    if latest is not None and end > latest:
        _find(ctx, view, c.id, "finding.ends_too_late", grade, day, end, latest)


def off_work_times(view: SchoolView) -> list[int]:
    """Returns the off-work times of the term's seasons at the school, the latest first."""
    own = {o.season_id: o.at_min for o in view.school.off_work}
    times = []
    for season in view.district.term.seasons:
        at = own.get(season.id, season.off_work_min)
        if at is not None:
            times.append(at)
    return sorted(times, reverse=True)


def _find(
    ctx: Context,
    view: SchoolView,
    clause_id: str,
    code: str,
    grade: int,
    day: int,
    found: int,
    limit: int,
) -> None:
    ctx.find(
        Finding(
            "infeasible",
            TAG,
            clause_id,
            code,
            f"grade {grade}",
            view.school.id,
            abs(found - limit),
            "min",
            {
                "school": view.school.name,
                "grade": str(grade),
                "weekday": str(day),
                "found": _clock(found),
                "limit": _clock(limit),
            },
        )
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
