"""The duty posts that a school mans: those it states, and the lunch company a clause asks for."""

from datetime import date
from typing import NamedTuple

from solver.domain.calendar import meeting_dates
from solver.domain.people import DutyPost
from solver.domain.school import Period, School
from solver.domain.term import Term
from solver.policy.applied import AppliedPolicy
from solver.policy.pack import Clause

LONGEST_ID = 80
LUNCH_COMPANY = "accompany"
"""What the ids of derived posts begin with, before the lunch period's."""


class Post(NamedTuple):
    """A post of a school, and the grades and phases whose service it goes with.

    ``phase_ids`` empty means the whole term.
    """

    school: School
    record: DutyPost
    grades: tuple[int, ...]
    phase_ids: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return self.record.end_min - self.record.start_min

    def dates(self, term: Term) -> tuple[date, ...]:
        """Returns the real dates of the post, ascending."""
        phases = [p for p in term.phases if p.id in self.phase_ids]
        return tuple(
            d
            for d in meeting_dates(term, self.school, self.record.weekday, self.grades)
            if not self.phase_ids or any(p.holds(d) for p in phases)
        )


class LunchCompany(NamedTuple):
    """A lunch period with eaters: one leader of the school stands on one of its posts.

    The first of them is the ``derived`` one, if there is one.
    """

    period: Period
    clause: Clause
    posts: tuple[Post, ...]
    derived: bool

    def dates(self, term: Term) -> tuple[date, ...]:
        """Returns the real dates of the lunch period, ascending."""
        school = self.posts[0].school
        return _lunch_post(school, self.period).dates(term)


def duty_posts(policy: AppliedPolicy, school: School) -> tuple[Post, ...]:
    """Returns the posts of a school: stated ones first, then derived lunch company."""
    derived = [c.posts[0] for c in lunch_companies(policy, school) if c.derived]
    return (*_stated(school), *derived)


def lunch_companies(policy: AppliedPolicy, school: School) -> tuple[LunchCompany, ...]:
    """Returns the lunch periods in which a leader eats along, with the posts that may hold one.

    Only under a clause of family ``serve_lunch``. A period without stated posts for lunch company
    that admit leaders gets one of its own; so does one whose stated posts are not there in all
    phases in which it is.
    """
    clauses = policy.binding("serve_lunch", school.id)
    if not clauses:
        return ()
    found = []
    for period in school.periods:
        if period.window != "lunch" or not _grades(school, period):
            continue
        stated = tuple(p for p in _stated(school) if _accompanies(p.record, period))
        derived = () if _are_always_there(stated, period) else (_lunch_post(school, period),)
        found.append(LunchCompany(period, clauses[0], (*derived, *stated), bool(derived)))
    return tuple(found)


def _stated(school: School) -> tuple[Post, ...]:
    grades = tuple(sorted({c.grade for c in school.classes}))
    return tuple(Post(school, record, grades, record.phase_ids) for record in school.duty_posts)


def _accompanies(record: DutyPost, period: Period) -> bool:
    return (
        record.role == "lunch_accompany"
        and "leader" in record.roles
        and record.weekday == period.weekday
        and record.start_min < period.end_min
        and period.start_min < record.end_min
        and (
            not record.phase_ids
            or not period.phase_ids
            or not {*record.phase_ids}.isdisjoint(period.phase_ids)
        )
    )


def _are_always_there(posts: tuple[Post, ...], period: Period) -> bool:
    """Tells whether one of some posts is there in each phase in which a period is."""
    phases = {i for post in posts for i in post.phase_ids}
    always = any(not post.phase_ids for post in posts)
    return always or (bool(period.phase_ids) and {*period.phase_ids} <= phases)


def _grades(school: School, period: Period) -> tuple[int, ...]:
    """Grades with somebody there in a period."""
    there = {c.grade for c in school.classes if period.applies_to(c.grade) and c.present(period)}
    return tuple(sorted(there))


def _lunch_post(school: School, period: Period) -> Post:
    record = DutyPost(
        id=f"{LUNCH_COMPANY}:{period.id}"[:LONGEST_ID],
        role="lunch_accompany",
        weekday=period.weekday,
        start_min=period.start_min,
        end_min=period.end_min,
    )
    return Post(school, record, _grades(school, period), period.phase_ids)
