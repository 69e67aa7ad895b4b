"""Claims of sections, grid entries and unused resources."""

from collections import Counter

from solver.plan import Violation
from solver.verify.context import Context
from solver.verify.epochs import weekly
from solver.verify.parts import Dated
from solver.verify.report import Word, claim


def check_sections(ctx: Context) -> list[Violation]:
    """Checks sections: known ids, dates in the term, listed once, met at least once."""
    found = []
    met = {m.section_id for m in ctx.plan.meetings}
    for section_id, times in Counter(s.id for s in ctx.plan.sections).items():
        if times > 1:
            found.append(claim("sections", "section_twice", subject=section_id, amount=times - 1))
    for s in ctx.plan.sections:
        named: list[tuple[str, str, object]] = [
            ("school", s.school_id, ctx.schools),
            ("activity", s.activity_id, ctx.activities),
            *(("period", p, ctx.periods) for p in s.period_ids),
        ]
        found += [
            claim("sections", "unknown_id", subject=s.id, kind=Word(kind), value=value)
            for kind, value, known in named
            if value not in known  # type: ignore[operator]
        ]
        found += [
            claim("sections", "section_period_elsewhere", subject=s.id, value=p)
            for p in s.period_ids
            if p in ctx.periods and ctx.periods[p][0].id != s.school_id
        ]
        if s.id not in met:
            found.append(claim("sections", "section_without_meeting", subject=s.id))
        if not ctx.term.first_day <= s.from_date <= s.to_date <= ctx.term.last_day:
            found.append(
                claim(
                    "sections",
                    "section_outside_term",
                    subject=s.id,
                    unit="days",
                    found=f"{s.from_date} - {s.to_date}",
                    allowed=f"{ctx.term.first_day} - {ctx.term.last_day}",
                )
            )
    return found


def check_grid_records(ctx: Context) -> list[Violation]:
    """Checks grid entries: known ids, one per class and period, only for periods the class has.

    Several may follow one another in the term.
    """
    found = _cells_twice(ctx)
    needed = {(c.id, p.id) for _, c, p in ctx.needed_cells}
    for entry in ctx.plan.grid:
        found += outside_term(ctx, "grid", f"{entry.class_id}/{entry.period_id}", entry)
    for class_id, period_id in dict.fromkeys((e.class_id, e.period_id) for e in ctx.plan.grid):
        subject = f"{class_id}/{period_id}"
        if class_id not in ctx.classes:
            found.append(
                claim("grid", "unknown_id", subject=subject, kind=Word("class"), value=class_id)
            )
        elif period_id not in ctx.periods:
            found.append(
                claim("grid", "unknown_id", subject=subject, kind=Word("period"), value=period_id)
            )
        elif (class_id, period_id) not in needed:
            found.append(claim("grid", "cell_not_of_class", subject=subject))
    return found


@weekly
def _cells_twice(ctx: Context) -> list[Violation]:
    times = Counter((e.class_id, e.period_id) for e in ctx.plan.grid)
    return [
        claim("grid", "cell_twice", subject=f"{class_id}/{period_id}", amount=count - 1)
        for (class_id, period_id), count in times.items()
        if count > 1
    ]


def outside_term(ctx: Context, field: str, subject: str, record: Dated) -> list[Violation]:
    """Checks that a record's dates, if it has any, are in order and in the term."""
    term = ctx.term
    first, last = record.from_date or term.first_day, record.to_date or term.last_day
    if term.first_day <= first <= last <= term.last_day:
        return []
    return [
        claim(
            field,
            "row_outside_term",
            subject=subject,
            amount=max((term.first_day - first).days, (last - term.last_day).days, 1),
            unit="days",
            found=f"{first} - {last}",
            allowed=f"{term.first_day} - {term.last_day}",
        )
    ]


def check_unused(ctx: Context) -> list[Violation]:
    """Checks that what the plan lists as never used is known and indeed not used (there)."""
    known: dict[str, object] = {
        "staff": ctx.staff,
        "provider": ctx.providers,
        "room": ctx.rooms,
        "activity": ctx.activities,
    }
    used: set[tuple[str, str, str]] = set()
    for b in ctx.duties:
        used |= {("staff", p.id, b.school.id) for p in b.people}
    for b in ctx.bookings:
        ids = [("activity", b.activity.id), *(("staff", p.id) for p in b.people)]
        ids += [("room", b.room.id)] if b.room else []
        ids += [("provider", b.activity.provider_id)] if b.activity.provider_id else []
        used |= {(kind, value, b.school.id) for kind, value in ids}
    schools = set(ctx.schools)
    found = []
    for row in ctx.plan.unused:
        if row.id not in known[row.kind]:  # type: ignore[operator]
            found.append(
                claim("unused", "unknown_id", subject=row.id, kind=Word(row.kind), value=row.id)
            )
        where = schools if row.school_id is None else {row.school_id}
        if any((row.kind, row.id, s) in used for s in where):
            found.append(claim("unused", "unused_but_used", subject=row.id, kind=Word(row.kind)))
    return found
