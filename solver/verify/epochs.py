"""Epochs: the date ranges of the term in which no section, cell or stated need begins or ends.

Rules about the pattern week are judged in each epoch, on one meeting of each section and period;
what the plan amounts to is the sum over its epochs. A plan whose sections all last the whole term
has one epoch, the term itself.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import wraps

from solver.domain import School
from solver.domain.calendar import first_service_day
from solver.domain.term import DateRange
from solver.plan import GridEntry, UnmetNeed, Violation
from solver.verify.context import Context
from solver.verify.once import once
from solver.verify.parts import Dated, Part, dates_of_service
from solver.verify.report import in_part

DAY = timedelta(days=1)

Check = Callable[[Context], list[Violation]]


@once
def epochs(ctx: Context) -> tuple[Context, ...]:
    """Returns the plan in each of its epochs, by date; a part of the term is its own.

    An epoch is told from its first to its last date of service; a range without any is none.
    """
    if isinstance(ctx, Part):
        return (ctx,)
    ranges = _served_ranges(ctx, _starts(ctx))
    if len(ranges) > 1:
        return tuple(Part(ctx, days, by_week=True, is_cut=True) for days in ranges)
    if not _has_phases(ctx) and not _has_substitutes(ctx):
        return (ctx,)
    return (Part(ctx, _term(ctx), by_week=True, is_cut=False),)


def parts_by_waiver(ctx: Context, family: str) -> tuple[Context, ...]:
    """Returns the parts of the term between the ends of waivers of a family's clauses.

    Only a plan with several epochs is told apart: one that is the same all term long needs its
    waivers for all of it.
    """
    if isinstance(ctx, Part) or len(epochs(ctx)) == 1:
        return (ctx,)
    waivable = {c.id for c in ctx.pack.of_family(family) if c.is_waivable}
    ends = {w.until + DAY for w in ctx.district.waivers if w.clause_id in waivable}
    ranges = _served_ranges(ctx, ends)
    if len(ranges) < 2:
        return (ctx,)
    return tuple(Part(ctx, days, by_week=False, is_cut=True) for days in ranges)


def weekly(check: Check) -> Check:
    """Returns a check of the pattern week that judges each epoch by itself."""

    @wraps(check)
    def judged(ctx: Context) -> list[Violation]:
        return [v for part in epochs(ctx) for v in _told(part, check)]

    return judged


def until_waived(family: str) -> Callable[[Check], Check]:
    """Returns what makes a check of real dates judge apart what a dated waiver may cover."""

    def judging(check: Check) -> Check:
        @wraps(check)
        def judged(ctx: Context) -> list[Violation]:
            return [v for part in parts_by_waiver(ctx, family) for v in _told(part, check)]

        return judged

    return judging


def summed(count: Callable[[Context], int]) -> Callable[[Context], int]:
    """Returns a figure of the pattern week as the sum over the epochs."""

    @wraps(count)
    def total(ctx: Context) -> int:
        return sum(count(part) for part in epochs(ctx))

    return total


def _told(part: Context, check: Check) -> list[Violation]:
    found = check(part)
    if not (isinstance(part, Part) and part.is_cut):
        return found
    first, last = part.days.first, part.days.last
    return [v if "to_date" in v.params else in_part(v, first, last) for v in found]


def _term(ctx: Context) -> DateRange:
    return DateRange(first=ctx.term.first_day, last=ctx.term.last_day)


def _served_ranges(ctx: Context, starts: set[date]) -> list[DateRange]:
    """Returns the ranges between some first days, from first to last date of service."""
    whole = _term(ctx)
    inside = sorted(d for d in starts if whole.first < d <= whole.last)
    if not inside:
        return [whole]
    found = []
    for first, after in zip([whole.first, *inside], [*inside, whole.last + DAY], strict=True):
        dates = dates_of_service(ctx.district, DateRange(first=first, last=after - DAY))
        if dates:
            found.append(DateRange(first=dates[0], last=dates[-1]))
    return found


def _starts(ctx: Context) -> set[date]:
    """Returns the dates on which something of the plan begins, or has just ended."""
    return {
        day
        for record, school, grades in _dated(ctx)
        for day in _bounds(ctx, record, school, grades)
    }


def _bounds(ctx: Context, record: Dated, school: School | None, grades: set[int]) -> Iterator[date]:
    term = ctx.term
    if record.to_date is not None and record.to_date < term.last_day:
        yield record.to_date + DAY
    first = record.from_date
    if first is not None and first > term.first_day:
        # Nothing changes with a record that begins when its grades' service does.
        begins = first_service_day(school, term, grades) if school else term.first_day
        if first > begins:
            yield first


def _dated(ctx: Context) -> Iterator[tuple[Dated, School | None, set[int]]]:
    """Yields sections, cells and stated needs with the grades that they concern."""
    for section in ctx.plan.sections:
        if section.from_date <= ctx.term.first_day and section.to_date >= ctx.term.last_day:
            continue
        here = ctx.of_section.get(section.id, ())
        yield (
            section,
            ctx.schools.get(section.school_id),
            {c.grade for b in here for c, _ in b.seated},
        )
    rows: tuple[GridEntry | UnmetNeed, ...] = (*ctx.plan.grid, *ctx.plan.unmet)
    for record in rows:
        if record.from_date is None and record.to_date is None:
            continue
        found = ctx.classes.get(record.class_id or "")
        yield record, found[0] if found else None, {found[1].grade} if found else set()


def _has_phases(ctx: Context) -> bool:
    return any(a.phase_ids for a in ctx.district.activities) or any(
        p.phase_ids for s in ctx.district.schools for p in s.periods
    )


def _has_substitutes(ctx: Context) -> bool:
    kept = {(b.meeting.section_id, b.period.id) for b in (*ctx.bookings, *ctx.duties)}
    return len(kept) < len(ctx.bookings) + len(ctx.duties)
