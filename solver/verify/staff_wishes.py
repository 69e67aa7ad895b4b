"""The wishes of the staff, counted from the plan's meetings of the pattern week.

All are about the regular periods; lunch, extended care and evening study count in none of them.
The class-hours of duty posts count in the load.
"""

from collections import defaultdict
from datetime import timedelta

from solver.domain import StaffMember
from solver.policy import half_up
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.once import once
from solver.verify.parts import Part

DISCOURAGED, STRONGLY_DISCOURAGED, NOT_PREFERRED, REQUIRED = 10, 40, 5, 40
"""Points of `prefer_times`."""
LIKED = {"preferred", "strongly_preferred"}


@once
def _by_person(ctx: Context) -> dict[str, list[Booking]]:
    """Returns the regular meetings of everybody who has any."""
    found: dict[str, list[Booking]] = defaultdict(list)
    for b in ctx.bookings:
        if b.period.window == "regular":
            for person_id in dict.fromkeys(p.id for p in b.people):
                found[person_id].append(b)
    return found


@once
def _on_posts(ctx: Context) -> dict[str, int]:
    """Returns the class-hours of everybody's duty posts, in ch."""
    found: dict[str, int] = defaultdict(int)
    for b in ctx.duties:
        for person_id in dict.fromkeys(p.id for p in b.people):
            found[person_id] += b.ch
    return found


def strange_leaders(ctx: Context) -> int:
    """Returns guidance meetings times classes whose own teacher does not lead them.

    This is `keep_own_class_teacher`, in class-periods of the pattern week.
    """
    return sum(
        b.leader is None or c.id not in b.leader.own_class_ids
        for b in ctx.bookings
        if b.activity.component == "guidance" and b.period.window == "regular"
        for c, _ in b.seated
    )


def extra_adults(ctx: Context) -> int:
    """Returns leaders beyond the first of each class and group component (`keep_same_adult`)."""
    leaders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for b in ctx.bookings:
        if b.is_group and b.period.window == "regular" and b.leader is not None:
            for school_class, _ in b.seated:
                leaders[(school_class.id, b.activity.component)].add(b.leader.id)
    return sum(len(people) - 1 for people in leaders.values())


def hours_over_target(ctx: Context) -> int:
    """Returns class-hours of the pattern week over people's targets (`balance_workload`), in ch."""
    return sum(
        max(
            0,
            sum(b.ch for b in _by_person(ctx).get(p.id, ())) + _on_posts(ctx).get(p.id, 0) - target,
        )
        for p in ctx.district.staff
        if (target := target_left(ctx, p)) is not None
    )


def target_left(ctx: Context, person: StaffMember) -> int | None:
    """Returns the weekly target less the class-hours done this term, spread over its weeks.

    Weeks are calendar weeks, Monday to Sunday, with a day of the term.
    """
    if person.target_week_ch is None:
        return None
    term = ctx.whole.term if isinstance(ctx, Part) else ctx.term
    first, last = term.first_day, term.last_day
    monday = first - timedelta(days=first.weekday())
    weeks = (last - monday).days // 7 + 1
    return max(0, person.target_week_ch - half_up(person.done_ch, weeks))


def trips(ctx: Context) -> int:
    """Returns persons times weekdays with a meeting at another school (`limit_trips`)."""
    return sum(
        len({b.period.weekday for b in meetings if b.school.id != ctx.staff[p].home_school_id})
        for p, meetings in _by_person(ctx).items()
        if ctx.staff[p].home_school_id is not None
    )


def unwelcome_times(ctx: Context) -> int:
    """Returns the points of meetings at times that people do not like (`prefer_times`).

    A meeting that overlaps a time strongly discouraged costs 40, else one discouraged 10; of
    somebody who prefers some times a meeting outside all of them costs 5 more; a required time
    without any meeting of somebody who is used costs 40.
    """
    total = 0
    for person_id, meetings in _by_person(ctx).items():
        person = ctx.staff[person_id]
        total += sum(_unwelcome(person, b) for b in meetings)
        total += REQUIRED * sum(
            not any(_meets(b, person, i) for b in meetings)
            for i, t in enumerate(person.preferences)
            if t.preference == "required"
        )
    return total


def _meets(booking: Booking, person: StaffMember, number: int) -> bool:
    period = booking.period
    when = person.preferences[number].when
    return when.overlaps(period.weekday, period.start_min, period.end_min)


def _unwelcome(person: StaffMember, booking: Booking) -> int:
    touched = {t.preference for i, t in enumerate(person.preferences) if _meets(booking, person, i)}
    prefers = any(t.preference in LIKED for t in person.preferences)
    points = NOT_PREFERRED if prefers and not touched & LIKED else 0
    if "strongly_discouraged" in touched:
        return points + STRONGLY_DISCOURAGED
    return points + (DISCOURAGED if "discouraged" in touched else 0)
