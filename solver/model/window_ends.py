"""When extended care and evening study end and begin: counted before any search, by grade.

Stated with ``end_within_window`` (XY-3f, QC-2f; HF-3.2.1b and HB-3.2c/d, whose latest ends leave no
evening). A grade without students in a period does not hold it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from solver.domain import Period
from solver.model.context import Context
from solver.model.families.keep_daily_minutes import dismissal_of
from solver.model.school_view import SchoolView
from solver.plan import Finding
from solver.policy import Clause

TAG = "end_within_window"
EVENING = ("latest_end_evening_min", "evening_max_minutes")


class _Wrong(NamedTuple):
    """What is wrong with a grade's period: clause, message, by how much, and its figures."""

    clause_id: str
    code: str
    amount: int
    unit: str
    found: str = ""
    limit: str = ""


def add_window_ends(ctx: Context, view: SchoolView) -> None:
    """Finds periods of extended care and evening study that begin or end at a wrong time."""
    for p in view.periods.values():
        if p.window not in ("extended", "evening"):
            continue
        for grade in _grades(view, p):
            for wrong in _wrong(ctx, view, p, grade):
                params = {
                    "school": view.school.name,
                    "grade": str(grade),
                    "weekday": str(p.weekday),
                    "found": wrong.found,
                    "limit": wrong.limit,
                }
                ctx.find(
                    Finding(
                        "infeasible",
                        TAG,
                        wrong.clause_id,
                        wrong.code,
                        f"grade {grade}",
                        view.school.id,
                        wrong.amount,
                        wrong.unit,
                        params,
                    )
                )


def _grades(view: SchoolView, p: Period) -> list[int]:
    """Returns the grades that have students in a period."""
    return sorted({c.grade for i, c in view.classes.items() if view.has(i, p.id) and c.present(p)})


def _wrong(ctx: Context, view: SchoolView, p: Period, grade: int) -> Iterator[_Wrong]:
    dismissal = dismissal_of(view, grade, p.weekday)
    if dismissal is not None and p.start_min < dismissal:
        yield _Wrong(
            "structure:respect_availability",
            "finding.before_dismissal",
            dismissal - p.start_min,
            "min",
            _clock(p.start_min),
            _clock(dismissal),
        )
    ruled = any(_rules_evenings(c) for c in ctx.policy.clauses(TAG))
    for c in ctx.policy.binding(TAG, view.school.id):
        latest = None
        # Whatever of it is waived, a clause on evenings is not one on the end of a stage.
        if _rules_evenings(ctx.policy.pack.clause(c.id)):
            if p.window == "evening":
                yield from _evening(view, c, p, grade)
                latest = c.integer("latest_end_evening_min")
        elif p.window == "extended" or not ruled:
            latest = c.integer(f"latest_end_{view.school.stage_of(grade)}_min")
        if latest is not None and p.end_min > latest:
            code, over = "finding.ends_too_late", p.end_min - latest
            yield _Wrong(c.id, code, over, "min", _clock(p.end_min), _clock(latest))


def _rules_evenings(c: Clause) -> bool:
    return any(c.get(name) is not None for name in EVENING)


def _evening(view: SchoolView, c: Clause, p: Period, grade: int) -> Iterator[_Wrong]:
    """Yields what a clause on evenings finds but the end: stage, weekday, minutes of the day."""
    stages, weekdays = c.words("stages"), c.numbers("weekdays")
    if stages and view.school.stage_of(grade) not in stages:
        yield _Wrong(c.id, "finding.evening_stage", 1, "periods")
    if weekdays and p.weekday not in weekdays:
        allowed = ", ".join(map(str, weekdays))
        yield _Wrong(c.id, "finding.evening_weekday", 1, "periods", limit=allowed)
    most = c.integer("evening_max_minutes")
    evening = [
        q
        for q in view.periods.values()
        if (q.window, q.weekday) == ("evening", p.weekday) and grade in _grades(view, q)
    ]
    total = sum(q.minutes for q in evening)
    # Told once, at the first period of the evening.
    if most is not None and total > most and p == evening[0]:
        code = "finding.evening_too_long"
        yield _Wrong(c.id, code, total - most, "min", str(total), str(most))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
