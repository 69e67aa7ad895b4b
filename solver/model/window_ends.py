"""When extended care and evening study end and begin: counted before any search, by grade.

Stated with ``end_within_window`` (XY-3f, QC-2f; HF-3.2.1b and HB-3.2c/d, whose latest ends leave no
evening). A grade without students in a period does not hold it.
"""

from collections import defaultdict
from collections.abc import Iterator

from solver.domain import Period
from solver.model.context import Context
from solver.model.families.keep_daily_minutes import dismissal_of
from solver.model.school_view import SchoolView
from solver.plan import Finding
from solver.policy import Clause

TAG = "end_within_window"
EVENING = ("latest_end_evening_min", "evening_max_minutes")


def add_window_ends(ctx: Context, view: SchoolView) -> None:
    """Finds periods of extended care and evening study that begin or end at a wrong time."""
    clauses = ctx.policy.binding(TAG, view.school.id)
    ruled = any(c.get(n) is not None for c in ctx.policy.clauses(TAG) for n in EVENING)
    minutes: dict[tuple[int, int], int] = defaultdict(int)
    for p, grade in _held(view):
        dismissal = dismissal_of(view, grade, p.weekday)
        if dismissal is not None and p.start_min < dismissal:
            clause_id = "structure:respect_availability"
            _find(
                ctx,
                view,
                clause_id,
                "before_dismissal",
                p,
                grade,
                dismissal - p.start_min,
                found=_clock(p.start_min),
                limit=_clock(dismissal),
            )
        if p.window == "evening":
            minutes[(grade, p.weekday)] += p.minutes
        for c in clauses:
            if any(c.get(n) is not None for n in EVENING):
                if p.window == "evening":
                    _evening(ctx, view, c, p, grade)
            elif p.window == "extended" or not ruled:
                latest = c.integer(f"latest_end_{view.school.stage_of(grade)}_min")
                _end(ctx, view, c, p, grade, latest)
    for p, grade in _held(view):
        total = minutes.pop((grade, p.weekday), 0) if p.window == "evening" else 0
        for c in clauses:
            most = c.integer("evening_max_minutes")
            if most is not None and total > most:
                _find(
                    ctx,
                    view,
                    c.id,
                    "evening_too_long",
                    p,
                    grade,
                    total - most,
                    found=str(total),
                    limit=str(most),
                )


def _held(view: SchoolView) -> Iterator[tuple[Period, int]]:
    for t, p in view.periods.items():
        if p.window in ("extended", "evening"):
            present = {c.grade for i, c in view.classes.items() if view.has(i, t) and c.present(p)}
            yield from ((p, grade) for grade in sorted(present))


def _evening(ctx: Context, view: SchoolView, c: Clause, p: Period, grade: int) -> None:
    stage = view.school.stage_of(grade)
    if c.words("stages") and stage not in c.words("stages"):
        _find(ctx, view, c.id, "evening_stage", p, grade, 1)
    weekdays = c.numbers("weekdays")
    if weekdays and p.weekday not in weekdays:
        allowed = ", ".join(map(str, weekdays))
        _find(ctx, view, c.id, "evening_weekday", p, grade, 1, limit=allowed)
    _end(ctx, view, c, p, grade, c.integer("latest_end_evening_min"))


def _end(
    ctx: Context, view: SchoolView, c: Clause, p: Period, grade: int, latest: int | None
) -> None:
    if latest is not None and p.end_min > latest:
        _find(
            ctx,
            view,
            c.id,
            "ends_too_late",
            p,
            grade,
            p.end_min - latest,
            found=_clock(p.end_min),
            limit=_clock(latest),
        )


def _find(
    ctx: Context,
    view: SchoolView,
    clause_id: str,
    code: str,
    period: Period,
    grade: int,
    amount: int,
    **figures: str,
) -> None:
    ctx.find(
        Finding(
            "infeasible",
            TAG,
            clause_id,
            f"finding.{code}",
            f"grade {grade}",
            view.school.id,
            amount,
            "periods" if code in ("evening_stage", "evening_weekday") else "min",
            {
                "school": view.school.name,
                "grade": str(grade),
                "weekday": str(period.weekday),
                **figures,
            },
        )
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
