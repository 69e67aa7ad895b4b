"""Seats and enrolments beside who is there and what was chosen, and what may not be done."""

from collections.abc import Iterator
from typing import Any

from solver.plan import ClauseFigure, Violation
from solver.policy import Clause
from solver.verify.attendance import every_day
from solver.verify.context import Context
from solver.verify.enrolments import enrolments
from solver.verify.epochs import epochs
from solver.verify.figures.tally import barred, judged
from solver.verify.parameters import words
from solver.verify.seats import all_seats

WINDOWS = {
    "place_everyone_once": ("regular", "evening"),
    "serve_lunch": ("lunch",),
    "offer_extended_care": ("extended",),
}


def seats(ctx: Context, clause: Clause, _: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares students there with students seated, over the pattern week of each epoch."""
    needed = seated = places = short = 0
    worst: tuple[int, dict[str, Any]] = (0, {})
    for part in epochs(ctx):
        schools = {s.id for s in judged(part, clause)}
        for school, school_class, period in part.needed_seats:
            present = school_class.present(period)
            windows = WINDOWS[str(clause.family)]
            if period.window not in windows or school.id not in schools or not present:
                continue
            missing = max(0, present - all_seats(part)[(school_class.id, period.id)].fewest)
            needed += present
            seated += present - missing
            places += 1
            short += missing > 0
            if missing > worst[0]:
                at = {"school_id": school.id, "weekday": period.weekday, "period_id": period.id}
                worst = (missing, {**at, "subject": school_class.id})
    if places:
        yield ClauseFigure(
            name=str(clause.family),
            sense="least",
            required=needed,
            found=seated,
            unit="student_periods",
            places=places,
            short=short,
            **worst[1],
        )


def voluntary(ctx: Context, clause: Clause, breaches: list[Violation]) -> Iterator[ClauseFigure]:
    """Counts students who sit in what they did not choose."""
    schools = {s.id for s in judged(ctx, clause)}
    rows = sum(ctx.classes[key[0]][0].id in schools for p in epochs(ctx) for key in enrolments(p))
    unasked = [v for v in breaches if v.code == "not_chosen"]
    yield barred("not_chosen", "students", rows, unasked)


def choices(ctx: Context, _clause: Clause, _: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares wished enrolments with those that are met."""
    wished = met = places = short = 0
    for part in epochs(ctx):
        enrolled = enrolments(part)
        for key, count in part.choices.items():
            wished += count
            met += min(count, enrolled.get(key, 0))
            places += 1
            short += enrolled.get(key, 0) < count
    if wished:
        yield ClauseFigure(
            name="satisfy_choices",
            sense="least",
            required=wished,
            found=met,
            unit="students",
            places=places,
            short=short,
        )


def five_days(ctx: Context, clause: Clause, _: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares participants with those who attend on every weekday: the share has no target.

    Where the plan differs in parts of the term, the part with the fewest.
    """
    worst: tuple[int, int, int, int] | None = None
    for part in epochs(ctx):
        pairs = [every_day(part, s, c, clause) for s in judged(part, clause) for c in s.classes]
        whole, every = sum(w for w, _ in pairs), sum(e for _, e in pairs)
        short = sum(e < w for w, e in pairs)
        places = sum(w > 0 for w, _ in pairs)
        if whole and (worst is None or every < worst[1]):
            worst = (whole, every, places, short)
    if worst is not None:
        yield ClauseFigure(
            name="five_day_share",
            sense="least",
            required=worst[0],
            found=worst[1],
            unit="students",
            places=worst[2],
            short=worst[3],
        )


def banned(ctx: Context, clause: Clause, breaches: list[Violation]) -> Iterator[ClauseFigure]:
    """Counts meetings of a banned kind."""
    schools = {s.id for s in judged(ctx, clause)}
    held = sum(b.school.id in schools for b in ctx.bookings)
    yield barred("kinds", "meetings", held, breaches)


def homework(ctx: Context, clause: Clause, breaches: list[Violation]) -> Iterator[ClauseFigure]:
    """Counts students of the lower grades in activities with written homework."""
    schools = {s.id for s in judged(ctx, clause)}
    grades = {int(g) for g in words(clause, "grades")}
    held = sum(
        b.school.id in schools and any(c.grade in grades for c, _ in b.seated) for b in ctx.bookings
    )
    yield barred("no_written_homework", "students", held, breaches)
