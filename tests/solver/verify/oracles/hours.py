"""What people work, minute by minute: class-hours of days and weeks, days, evenings, runs."""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from solver.domain import District, Period, School
from solver.plan import Plan
from solver.policy import PolicyPack
from tests.solver.verify.oracles.calendar import days, duty_days, meeting_days


class Work(NamedTuple):
    """Something that a person does on a date: its minutes and what it counts, in ch."""

    start: int
    end: int
    ch: int
    evening: bool


def counted_ch(pack: PolicyPack, school: School, period: Period) -> int:
    """Returns what a period counts: its own figure, or its minutes by the stage's class-hour."""
    if period.class_hours_ch is not None:
        return period.class_hours_ch
    grades = list(period.grades) or [c.grade for c in school.classes]
    junior = bool(grades) and min(grades) >= 7
    hour = pack.minutes_per_class_hour_junior if junior else pack.minutes_per_class_hour_primary
    # Half up: the smallest whole number that is not half or more away from below.
    exact, rest = divmod(100 * (period.end_min - period.start_min), hour)
    return exact + (1 if 2 * rest >= hour else 0)


def worked(district: District, pack: PolicyPack, plan: Plan) -> dict[str, dict[date, list[Work]]]:
    """Returns what everybody does on each date; a post that counts nothing is left out."""
    found: dict[str, dict[date, list[Work]]] = defaultdict(lambda: defaultdict(list))
    at = {p.id: (s, p) for s in district.schools for p in s.periods}
    posts = {p.id: p for s in district.schools for p in s.duty_posts}
    for m in plan.meetings:
        school, p = at[m.period_id]
        ch = counted_ch(pack, school, p)
        for day in meeting_days(district, m):
            for person in {*m.staff_ids}:
                found[person][day].append(Work(p.start_min, p.end_min, ch, p.window == "evening"))
    for d in plan.duties:
        post = posts.get(d.post_id)
        if post is not None and post.class_hours_ch:
            for day in duty_days(district, d):
                for person in {*d.staff_ids}:
                    found[person][day].append(
                        Work(post.start_min, post.end_min, post.class_hours_ch, False)
                    )
    return found


def longest_run(held: list[Work], pause: int) -> int:
    """Returns the most things begun one after another without a pause longer than ``pause``."""
    most = run = idle = 0
    for minute in range(min(w.start for w in held), max(w.end for w in held)):
        begun = sum(w.start == minute for w in held)
        if begun:
            run = begun if run == 0 or idle > pause else run + begun
            most = max(most, run)
        if any(w.start <= minute < w.end for w in held):
            idle = 0
        else:
            idle += 1
    return most


def exceeded(
    district: District, pack: PolicyPack, plan: Plan
) -> dict[tuple[str, str], tuple[int, int]]:
    """Returns by person and limit how far it is exceeded at worst, and how often."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    work = worked(district, pack, plan)
    for person in district.staff:
        mine = work.get(person.id, {})
        figures: dict[str, list[int]] = defaultdict(list)
        for monday in _mondays(district):
            week = [monday + timedelta(days=n) for n in range(7)]
            each = [mine[d] for d in week if mine.get(d)]
            figures["max_week_ch"].append(sum(w.ch for held in each for w in held))
            figures["max_days"].append(len(each))
            figures["max_evenings"].append(sum(any(w.evening for w in held) for held in each))
            figures["max_day_ch"] += [sum(w.ch for w in held) for held in each]
            if person.max_consecutive is not None:
                figures["max_consecutive"] += [longest_run(h, pack.short_break_min) for h in each]
        for limit, values in figures.items():
            allowed = getattr(person, limit)
            over = [v - allowed for v in values if allowed is not None and v > allowed]
            if over:
                found[(person.id, limit)] = (max(over), len(over))
    return found


def _mondays(district: District) -> list[date]:
    return sorted({d - timedelta(days=d.weekday()) for d in days(district.term)})
