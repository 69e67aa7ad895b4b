"""`avoid_staff_clashes`, `avoid_room_clashes`, `avoid_class_clashes`: sweeps over minutes.

Judged on overlapping minutes of a common real date, never on equal period ids. Meetings of
different pattern weekdays never share a date, so each weekday is swept alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from solver.plan import Violation
from solver.verify.booking import Booking
from solver.verify.cells import cell_on
from solver.verify.context import Context
from solver.verify.epochs import epochs
from solver.verify.report import Named, breach, in_part, listed, title_of


def check_avoid_staff_clashes(ctx: Context) -> list[Violation]:
    """Checks that nobody is at two meetings or posts at once, anywhere, or twice at one."""
    family = "avoid_staff_clashes"
    found = []
    for person_id, meetings in ctx.of_person.items():
        name = ctx.staff[person_id].name
        for a, b, common in _overlaps(meetings):
            found.append(
                breach(
                    family,
                    "staff_twice",
                    at=b,
                    subject=person_id,
                    amount=common,
                    unit="dates",
                    person=name,
                    first=_where(a),
                    second=_where(b),
                )
            )
        for b in meetings:
            times = b.meeting.staff_ids.count(person_id)
            if times > 1:
                found.append(
                    breach(
                        family,
                        "staff_named_twice",
                        at=b,
                        subject=person_id,
                        amount=times - 1,
                        unit="adults",
                        person=name,
                        activity=title_of(b),
                    )
                )
    return found


def check_avoid_room_clashes(ctx: Context) -> list[Violation]:
    """Checks that no room holds more meetings at a minute than ``sections_at_once``."""
    found = []
    for room_id, meetings in ctx.of_room.items():
        room = ctx.rooms[room_id][1]
        if len(meetings) <= room.sections_at_once:
            continue
        for day in _by_weekday(meetings):
            seen: set[int] = set()
            for b in day:
                start = b.period.start_min
                inside = [x for x in day if x.period.start_min <= start < x.period.end_min]
                if start in seen or len(inside) <= room.sections_at_once:
                    continue
                seen.add(start)
                on_date: Counter[date] = Counter(d for x in inside for d in x.dates)
                # On a date on which nothing starts now, what stands here was told when it began.
                starting = {d: x for x in day if x.period.start_min == start for d in x.dates}
                worst = max(starting, key=lambda d: (on_date[d], -d.toordinal()), default=None)
                most = on_date[worst] if worst else 0
                if worst and most > room.sections_at_once:
                    found.append(
                        breach(
                            "avoid_room_clashes",
                            "room_full",
                            at=starting[worst],
                            subject=room_id,
                            amount=most - room.sections_at_once,
                            unit="meetings",
                            room=room.name,
                            at_once=most,
                            allowed=room.sections_at_once,
                            meetings=listed(x.id for x in inside if worst in x.dates),
                        )
                    )
    return found


def check_avoid_class_clashes(ctx: Context) -> list[Violation]:
    """Checks that no class is in two groups at once, nor in a group and a club unless split.

    On every real date of both meetings on which the class has service, also where a period or an
    activity has no business: that it is outside its phase is told elsewhere.
    """
    found = []
    for class_id, meetings in ctx.of_class.items():
        school, school_class = ctx.classes[class_id]
        for a, b, _ in _overlaps(meetings):
            if not (a.is_group or b.is_group):
                continue
            code = "class_twice" if a.is_group and b.is_group else "class_group_and_club"
            served = {*ctx.dates(school, b.period.weekday, (school_class.grade,))}
            dates = [
                d
                for d in sorted({*a.dates} & {*b.dates} & served)
                if code == "class_twice" or not _is_split(ctx, class_id, a, b, d)
            ]
            if not dates:
                continue
            v = breach(
                "avoid_class_clashes",
                code,
                at=b,
                subject=class_id,
                amount=len(dates),
                unit="dates",
                class_name=school_class.name,
                first=_where(a),
                second=_where(b),
            )
            found.append(in_part(v, dates[0], dates[-1]) if len(epochs(ctx)) > 1 else v)
    return found


def _is_split(ctx: Context, class_id: str, a: Booking, b: Booking, day: date) -> bool:
    """Tells whether both periods of a class are split on a date, or not on its grid at all."""
    return all(
        cell_on(ctx, class_id, period_id, day) in (None, "split")
        for period_id in {a.period.id, b.period.id}
    )


def _where(b: Booking) -> str | Named:
    return Named(b.post.role, b.id) if b.post else f"{b.activity.title} ({b.id})"


def _by_weekday(meetings: Iterable[Booking]) -> list[list[Booking]]:
    days: dict[int, list[Booking]] = defaultdict(list)
    for b in meetings:
        days[b.period.weekday].append(b)
    for day in days.values():
        day.sort(key=lambda b: (b.period.start_min, b.period.end_min))
    return list(days.values())


def _overlaps(meetings: Iterable[Booking]) -> Iterator[tuple[Booking, Booking, int]]:
    """Yields pairs that share minutes on a date, the earlier first, with the dates in common."""
    for day in _by_weekday(meetings):
        for i, a in enumerate(day):
            for b in day[i + 1 :]:
                if b.period.start_min >= a.period.end_min:
                    break
                common = len(a.dates) if a.dates is b.dates else len({*a.dates} & {*b.dates})
                if common:
                    yield a, b, common
