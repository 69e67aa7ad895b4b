"""People on duty posts beside people needed, lunches beside lunches with a leader."""

from collections.abc import Iterator

from solver.plan import ClauseFigure, Violation
from solver.policy import Clause
from solver.verify.context import Context
from solver.verify.epochs import epochs
from solver.verify.figures.seats import seats
from solver.verify.figures.tally import judged
from solver.verify.manning import derived_ids, lunches_alone, missing_people
from solver.verify.parameters import words


def posts(ctx: Context, clause: Clause, _: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares people needed on the posts of a clause's roles with people there."""
    roles = words(clause, "duty_roles")
    needed = missing = places = short = 0
    worst: tuple[int, str, str, int] | None = None
    for part in epochs(ctx):
        schools = {s.id for s in judged(part, clause)}
        for post_id, post in part.posts.items():
            stated = post_id not in derived_ids(part) and post.dates(part.term)
            if post.school.id not in schools or not stated:
                continue
            if roles and post.record.role not in roles:
                continue
            lost = missing_people(part).get(post_id, 0)
            needed += post.record.people_needed
            missing += lost
            places += 1
            short += lost > 0
            if lost > (worst[0] if worst else 0):
                worst = (lost, post.school.id, post_id, post.record.weekday)
    if places:
        yield ClauseFigure(
            name="staff_duty_posts",
            sense="least",
            required=needed,
            found=needed - missing,
            unit="people",
            places=places,
            short=short,
            school_id=worst[1] if worst else None,
            subject=worst[2] if worst else "",
            weekday=worst[3] if worst else None,
        )


def lunches(ctx: Context, clause: Clause, breaches: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares students at lunch with seats, and dates of lunch with those a leader eats along."""
    yield from seats(ctx, clause, breaches)
    days = alone = places = short = 0
    worst: tuple[int, str, str] | None = None
    for part in epochs(ctx):
        schools = {s.id for s in judged(part, clause)}
        for company in part.companies:
            if company.posts[0].school.id not in schools:
                continue
            held = len(company.dates(part.term))
            found = lunches_alone(part).get(company.period.id)
            lost = len(found[1]) if found else 0
            days += held
            alone += lost
            places += bool(held)
            short += lost > 0
            if lost > (worst[0] if worst else 0):
                worst = (lost, company.posts[0].school.id, company.period.id)
    if places:
        yield ClauseFigure(
            name="lunch_company",
            sense="least",
            required=days,
            found=days - alone,
            unit="dates",
            places=places,
            short=short,
            school_id=worst[1] if worst else None,
            period_id=worst[2] if worst else None,
        )
