"""Hours of those who alone may stand on some duty posts, against what these posts count."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from solver.domain import StaffMember
from solver.domain.messages import class_hours
from solver.domain.messages.said import Row
from solver.model.reach import Reach
from solver.model.shortages.demand import least_unmet
from solver.model.shortages.hours import Week, full_weeks
from solver.model.shortages.types import Shortage, short
from solver.model.shortages.who import MOST
from solver.policy import Post

Able = Sequence[tuple[Post, frozenset[str]]]
"""Posts, each with everybody who may stand there at all."""


def count_post_hours(reach: Reach, posts: Able) -> tuple[list[Shortage], int]:
    """Returns what class-hours posts lack in a real week, and the minutes of who is missing.

    For each set of people who may stand on a post: all posts that only people of the set may take
    count together against the hours that these people may do, if they do nothing else.
    """
    found: list[Shortage] = []
    floor = 0
    counted = [(p, able) for p, able in posts if p.record.class_hours_ch and able]
    for people in sorted({able for _p, able in counted}, key=sorted):
        mine = [p for p, able in counted if able <= people]
        worst: tuple[int, int, int] | None = None
        for week in full_weeks(reach):
            needed = sum(_takes(p, week) for p in mine)
            there = sum(_most(reach.ctx.staff[w], mine, week) for w in people)
            if needed > there and (worst is None or needed - there > worst[0]):
                worst = (needed - there, needed, there)
            items = [(p.minutes, Fraction(_takes(p, week), p.record.people_needed)) for p in mine]
            each = [
                item
                for p, item in zip(mine, items, strict=True)
                for _ in range(p.record.people_needed)
                if item[1]
            ]
            floor = max(floor, least_unmet(each, there), _whole(each, there))
        if worst is not None:
            found.append(_told(reach, mine, people, *worst))
    return found, floor


def _whole(items: Sequence[tuple[int, Fraction]], supply: int) -> int:
    """Returns the least minutes lost by leaving whole places out until the rest fits."""
    over = sum((takes for _m, takes in items), Fraction(0)) - supply
    left_out = 0
    for takes in sorted((takes for _m, takes in items), reverse=True):
        if over <= 0:
            break
        over -= takes
        left_out += 1
    return sum(sorted(minutes for minutes, _t in items)[:left_out])


def _takes(post: Post, week: Week) -> int:
    """Returns the class-hours of a post in a kind of week, of all who stand there together."""
    record = post.record
    return record.class_hours_ch * record.people_needed * week[record.weekday - 1]


def _most(person: StaffMember, posts: Sequence[Post], week: Week) -> int:
    """Returns the most class-hours that a person may do on some posts in a kind of week."""
    of_day: dict[int, int] = defaultdict(int)
    for post in posts:
        of_day[post.record.weekday] += post.record.class_hours_ch
    days = sorted(
        (
            most
            for d, ch in of_day.items()
            for most in [ch if person.max_day_ch is None else min(ch, person.max_day_ch)]
            for _ in range(week[d - 1])
        ),
        reverse=True,
    )
    total = sum(days if person.max_days is None else days[: person.max_days])
    return total if person.max_week_ch is None else min(total, person.max_week_ch)


def _told(
    reach: Reach, posts: list[Post], people: frozenset[str], lacking: int, needed: int, there: int
) -> Shortage:
    names = [reach.ctx.staff[w].name for w in sorted(people)]
    shortage = short(
        reach.view,
        "posts",
        "limit_hours",
        "post_hours_short",
        subject=posts[0].record.id,
        amount=lacking,
        unit="ch",
        params={
            "posts": len(posts),
            "post": posts[0].record.role,
            "people": len(people),
            "names": Row(tuple(names[:MOST])),
            "needed": class_hours(needed),
            "there": class_hours(there),
            "short": class_hours(lacking),
        },
    )
    return replace(shortage, posts=frozenset(p.record.id for p in posts))
