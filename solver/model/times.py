"""The times at which people work: periods of meetings and duty posts, on one footing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from solver.domain import District, Period, School, StaffBlock, StaffMember, Term, overlap
from solver.policy import AppliedPolicy, Post, duty_posts


class Time(NamedTuple):
    """A weekly clock interval at a school that counts ``ch`` hundredths of a class-hour.

    ``id`` is a period's own id; a post's begins with a blank, which no id of the input does.
    """

    id: str
    school_id: str
    weekday: int
    start_min: int
    end_min: int
    ch: int
    is_post: bool = False

    @property
    def counts(self) -> bool:
        """Tells whether limits of hours see it: every meeting, and posts that count hours."""
        return not self.is_post or self.ch > 0


def time_of_period(school_id: str, period: Period, ch: int) -> Time:
    """Returns the time of a period."""
    return Time(period.id, school_id, period.weekday, period.start_min, period.end_min, ch)


def time_of_post(post: Post) -> Time:
    """Returns the time of a duty post."""
    p = post.record
    key = post_key(p.id)
    return Time(key, post.school.id, p.weekday, p.start_min, p.end_min, p.class_hours_ch, True)


def share_minute(time: Time, other: Time) -> bool:
    """Tells whether two times share a minute of the week."""
    return time.weekday == other.weekday and overlap(
        time.start_min, time.end_min, other.start_min, other.end_min
    )


def post_key(post_id: str) -> str:
    """Returns the id of the time of a duty post."""
    return f" {post_id}"


def posts_with_dates(
    policy: AppliedPolicy, schools: Iterable[School], term: Term
) -> dict[str, tuple[Post, tuple[date, ...]]]:
    """Returns the posts that happen at least once in the term, with their dates."""
    found = {}
    for school in schools:
        for post in duty_posts(policy, school):
            dates = post.dates(term)
            if dates:
                found[post.record.id] = (post, dates)
    return found


def blocks_of_people(district: District) -> Mapping[str, tuple[StaffBlock, ...]]:
    """Returns the meetings, exams and training of schools that take each person's time."""
    return {
        p.id: found
        for p in district.staff
        if (found := tuple(b for s in district.schools for b in s.blocks if _takes(b, s, p)))
    }


def _takes(block: StaffBlock, school: School, person: StaffMember) -> bool:
    if person.id in block.staff_ids:
        return True
    everybody = not block.staff_ids and not block.roles
    return person.home_school_id == school.id and (everybody or person.role in block.roles)


def cliques(times: Iterable[Time]) -> tuple[tuple[str, ...], ...]:
    """Returns the maximal sets of times of one weekday that share a minute."""
    listed = list(times)
    sets = []
    for start in sorted({p.start_min for p in listed}):
        sets.append(frozenset(p.id for p in listed if p.start_min <= start < p.end_min))
    maximal = [s for s in sets if not any(s < other for other in sets)]
    unique = dict.fromkeys(maximal)
    return tuple(tuple(sorted(s)) for s in unique)
