"""Duty posts that too few people may stand on, and lunches at which no leader may eat along."""

from collections.abc import Callable, Iterable

from solver.domain import StaffMember
from solver.domain.messages.said import Message, Row, Value
from solver.model.own_adult import is_own_adult
from solver.model.people import suits_post
from solver.model.reach import Reach
from solver.model.shortages.post_hours import count_post_hours
from solver.model.shortages.types import Shortage, short
from solver.model.shortages.who import MOST
from solver.policy import Post


def count_posts(reach: Reach) -> tuple[list[Shortage], int]:
    """Returns the posts that lack people in every plan, and the minutes of who is missing."""
    found, lost = [], 0
    able_of: list[tuple[Post, frozenset[str]]] = []
    posts = [p for p, _dates in reach.ctx.posts.values() if p.school.id == reach.view.school.id]
    if not posts:
        return [], 0
    companies = [c for c in reach.ctx.companies if c.posts[0].school.id == reach.view.school.id]
    derived = {c.posts[0].record.id for c in companies if c.derived}
    candidates = reach.people.candidates(reach.view.school.id)

    def may_stand(post: Post, suits: Callable[[StaffMember], bool]) -> set[str]:
        school_id = post.school.id
        return {
            p.id
            for p in candidates
            if suits(p) and reach.people.may_stand(p, school_id, post.record)
        }

    for post in posts:
        if post.record.id not in derived:
            able = may_stand(post, lambda _: True)
            able_of.append((post, frozenset(able)))
            lacking = post.record.people_needed - len(able)
            if lacking > 0:
                lost += lacking * post.minutes
                found.append(_of_post(reach, post, able))
    for company in companies:
        if company.dates(reach.ctx.district.term):
            leaders = [may_stand(p, _is_leader(reach)) for p in company.posts]
            if not any(leaders):
                lost += company.period.minutes
                found.append(_of_lunch(reach, company.posts, company.period.id))
    hours, of_hours = count_post_hours(reach, able_of)
    return [*found, *hours], max(lost, of_hours)


def _is_leader(reach: Reach) -> Callable[[StaffMember], bool]:
    school_id = reach.view.school.id
    return lambda p: p.role == "leader" and is_own_adult(p, school_id)


def _of_post(reach: Reach, post: Post, able: set[str]) -> Shortage:
    record = post.record
    lacking = record.people_needed - len(able)
    suit = [
        p
        for p in reach.ctx.district.staff
        if p.id not in able and suits_post(p, post.school.id, record)
    ]
    params: dict[str, Value] = {
        "post": record.role,
        "weekday": str(record.weekday),
        "time": record.span,
        "needed": record.people_needed,
        "there": len(able),
        "short": lacking,
        "barred": _barred(reach, post, suit),
    }
    return short(
        reach.view,
        "posts",
        "staff_duty_posts",
        "post_short",
        subject=record.id,
        amount=lacking,
        unit="people",
        params=params,
    )


def _of_lunch(reach: Reach, posts: tuple[Post, ...], period_id: str) -> Shortage:
    period = reach.view.periods[period_id]
    leaders = [p for p in reach.ctx.district.staff if _is_leader(reach)(p)]
    params: dict[str, Value] = {
        "weekday": str(period.weekday),
        "time": period.span,
        "leaders": len(leaders),
        "barred": _barred(reach, posts[0], leaders),
    }
    return short(
        reach.view,
        "posts",
        "serve_lunch",
        "lunch_alone",
        subject=period_id,
        amount=1,
        unit="people",
        params=params,
    )


def _barred(reach: Reach, post: Post, people: Iterable[StaffMember]) -> Value:
    """Says who would suit a post and may not stand there, and why; else nothing."""
    reasons = {p.id: reach.people.why_not_stand(p, post.record) for p in people}
    told = [next(iter(why.values())) for _w, why in sorted(reasons.items()) if why]
    if not told:
        return ""
    first = tuple(Message(r.code, dict(r.params)) for r in told[:MOST])
    return Message("finding.post_barred", {"count": len(told), "reasons": Row(first, "", " ")})
