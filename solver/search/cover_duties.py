"""Stand-ins on duty posts for single dates on which a person may not serve.

Like those of meetings: the dates are taken out of the duty, and a second one of the same post
stands for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from solver.domain import StaffMember
from solver.model.families import (
    keep_pins,
    lend_within_area,
    respect_availability,
)
from solver.model.lending_quotas import is_bounded
from solver.model.own_adult import is_own_adult
from solver.model.people import suits_post, unpayable
from solver.model.times import Time, time_of_post
from solver.plan import Duty
from solver.policy import Post, rate_fen

if TYPE_CHECKING:
    from solver.search.cover import Cover


class Work(NamedTuple):
    """One piece of work on a date: its time, and whether that is an evening."""

    time: Time
    evening: bool = False


class DutyCover:
    """The stand-ins on the posts of one district's plan.

    Attributes
    ----------
    missing : dates by number of a duty and person.
    """

    def __init__(self, cover: Cover) -> None:
        self.cover = cover
        self.duties = cover.duties
        self.missing = {i: gaps for i, d in enumerate(self.duties) if (gaps := self._gaps(d))}

    def all_work(self) -> Iterator[tuple[str, date, Work]]:
        """Yields who stands where on which date, if nobody is away."""
        for duty in self.duties:
            post, dates = self._post(duty)
            for day in dates:
                inside = duty.from_date <= day <= duty.to_date
                if inside and day not in duty.except_dates:
                    for w in duty.staff_ids:
                        yield w, day, Work(time_of_post(post))

    def book(self) -> None:
        """Notes who stands where on which dates."""
        for i, duty in enumerate(self.duties):
            post, dates = self._post(duty)
            for w in duty.staff_ids:
                for day in dates:
                    if day not in self.missing.get(i, {}).get(w, ()):
                        self.cover.work[w][day].append(Work(time_of_post(post)))

    def run(self, failed: set[tuple[str, int]]) -> list[Duty]:
        """Returns the duties with stand-ins; adds to ``failed`` whose dates nobody can take."""
        found = []
        for i, duty in enumerate(self.duties):
            staffed: dict[date, list[str]] = {}
            post, _dates = self._post(duty)
            for w, dates in self.missing.get(i, {}).items():
                able = self._candidates(duty, post, w)
                instead = self.cover.choose(able, Work(time_of_post(post)), dates)
                if instead is None:
                    failed.add((w, duty.weekday))
                    continue
                for day, other in instead.items():
                    people = staffed.setdefault(day, list(duty.staff_ids))
                    people[people.index(w)] = other
            found += _split(duty, staffed)
        return found

    def _post(self, duty: Duty) -> tuple[Post, tuple[date, ...]]:
        return self.cover.ctx.posts[duty.post_id]

    def _gaps(self, duty: Duty) -> dict[str, list[date]]:
        post, dates = self._post(duty)
        staff = self.cover.ctx.staff
        every = {w: self.cover.gaps(staff[w], time_of_post(post), dates) for w in duty.staff_ids}
        return {w: gaps for w, gaps in every.items() if gaps}

    def _candidates(self, duty: Duty, post: Post, missing: str) -> list[StaffMember]:
        """Returns who may stand there at all; for one of the school only others of it.

        At lunch the leader may be the one whom a clause asks for: only a leader stands in.
        """
        ctx, school_id = self.cover.ctx, post.school.id
        away = ctx.staff[missing]
        dates = ctx.posts[duty.post_id][1]
        paid = post.record.class_hours_ch > 0
        at_lunch = post.record.role == "lunch_accompany"
        found = [
            p
            for p in self.cover.district.staff
            if p.id not in duty.staff_ids
            and suits_post(p, school_id, post.record)
            and (is_own_adult(p, school_id) or not is_own_adult(away, school_id))
            and (p.role == "leader" or away.role != "leader" or not at_lunch)
            and not is_bounded(ctx.policy, p, post.school)
            and lend_within_area.bar(ctx, p, school_id, "basic") is None
            and keep_pins.bar(ctx, p, school_id, duty.weekday) is None
            and respect_availability.bar_time(p, time_of_post(post)) is None
            and (
                not paid
                or unpayable(ctx, p, school_id, "basic", dates, rate_fen(p, "basic", None), True)
                is None
            )
        ]
        return sorted(found, key=lambda p: (p.home_school_id != school_id, p.done_covers, p.id))


def _split(duty: Duty, staffed: dict[date, list[str]]) -> list[Duty]:
    """Returns the duty without the covered dates, and one duty per set of people and date."""
    if not staffed:
        return [duty]
    found = [duty.model_copy(update={"except_dates": tuple(sorted(staffed))})]
    by_people: dict[tuple[str, ...], list[date]] = defaultdict(list)
    for day, people in sorted(staffed.items()):
        by_people[tuple(people)].append(day)
    number = 0
    for stand_ins, days in sorted(by_people.items()):
        for day in days:
            number += 1
            found.append(
                duty.model_copy(
                    update={
                        "id": f"{duty.id}/{number}",
                        "staff_ids": stand_ins,
                        "from_date": day,
                        "to_date": day,
                    }
                )
            )
    return found
