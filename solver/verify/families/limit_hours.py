"""`limit_hours`: a person's own limits by day and week, over all schools, on real dates."""

from collections import defaultdict
from datetime import date

from solver.domain import StaffMember
from solver.plan import Violation
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.epochs import weekly
from solver.verify.report import breach, hours

FAMILY = "limit_hours"


def check_limit_hours(ctx: Context) -> list[Violation]:
    """Checks class-hours a day and a week, days, evenings, runs, and the least of a week.

    Structural: the limits are the planner's, on the person; no document prints one. A duty post
    counts like a meeting if it counts class-hours, else not at all. One record per person and
    limit, at the worst day or week; ``times`` says on how many it is broken.
    """
    found = []
    for person_id, served in ctx.of_person.items():
        person = ctx.staff[person_id]
        meetings = _counted(served)
        if meetings and _has_limits(person):
            found += _person(person, meetings, ctx.pack.short_break_min)
    return found + _least(ctx)


def _counted(served: list[Booking]) -> list[Booking]:
    return [b for b in served if b.post is None or b.ch]


def _has_limits(p: StaffMember) -> bool:
    limits = (p.max_day_ch, p.max_week_ch, p.max_days, p.max_consecutive, p.max_evenings)
    return any(limit is not None for limit in limits)


def _person(person: StaffMember, meetings: list[Booking], break_min: int) -> list[Violation]:
    days: dict[date, list[Booking]] = defaultdict(list)
    for b in meetings:
        for d in b.dates:
            days[d].append(b)
    weeks: dict[tuple[int, int], list[date]] = defaultdict(list)
    for d in sorted(days):
        iso = d.isocalendar()
        weeks[(iso.year, iso.week)].append(d)
    day_ch = {d: sum(b.ch for b in held) for d, held in days.items()}
    evenings = {d for d, held in days.items() if any(b.period.window == "evening" for b in held)}
    per_week = {
        "max_week_ch": {w[0]: sum(day_ch[d] for d in w) for w in weeks.values()},
        "max_days": {w[0]: len(w) for w in weeks.values()},
        "max_evenings": {w[0]: sum(d in evenings for d in w) for w in weeks.values()},
        "max_day_ch": day_ch,
        "max_consecutive": {d: longest_run(held, break_min) for d, held in days.items()},
    }
    found = []
    for limit, values in per_week.items():
        allowed = getattr(person, limit)
        over = {d: v for d, v in values.items() if allowed is not None and v > allowed}
        if over:
            worst = max(over, key=lambda d: (over[d], -d.toordinal()))
            in_ch = limit.endswith("_ch")
            found.append(
                breach(
                    FAMILY,
                    f"over_{limit}",
                    school=meetings[0].school,
                    subject=person.id,
                    amount=over[worst] - allowed,
                    unit={"max_days": "days", "max_evenings": "days"}.get(
                        limit, "ch" if in_ch else "periods"
                    ),
                    person=person.name,
                    date=worst,
                    found=hours(over[worst]) if in_ch else over[worst],
                    allowed=hours(allowed) if in_ch else allowed,
                    times=len(over),
                )
            )
    return found


@weekly
def _least(ctx: Context) -> list[Violation]:
    """Checks the least of a pattern week; who only stands in on single dates has none."""
    found = []
    for person_id, served in ctx.of_person.items():
        meetings = _counted(served)
        person, total = ctx.staff[person_id], sum(b.ch for b in meetings)
        if meetings and total < person.min_week_ch:
            found.append(
                breach(
                    FAMILY,
                    "under_min_week_ch",
                    school=meetings[0].school,
                    subject=person.id,
                    amount=person.min_week_ch - total,
                    unit="ch",
                    person=person.name,
                    found=hours(total),
                    allowed=hours(person.min_week_ch),
                )
            )
    return found


def longest_run(meetings: list[Booking], break_min: int) -> int:
    """Returns the most meetings of a day in a row, with gaps of at most ``break_min`` minutes."""
    longest = run = 0
    end = None
    for b in sorted(meetings, key=lambda b: (b.period.start_min, b.period.end_min)):
        run = run + 1 if end is not None and b.period.start_min - end <= break_min else 1
        end = b.period.end_min if end is None else max(end, b.period.end_min)
        longest = max(longest, run)
    return longest
