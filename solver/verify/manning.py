"""How many people stand on each post, and at which lunches no leader eats along, date by date.

In a part of the term everything is about its dates.
"""

from collections import Counter, defaultdict
from datetime import date

from solver.policy import LunchCompany
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.epochs import summed
from solver.verify.once import once


@once
def people_on(ctx: Context) -> dict[str, Counter[date]]:
    """Returns the number of different people on each post by date, zero included."""
    there: dict[str, dict[date, set[str]]] = {
        i: {d: set() for d in post.dates(ctx.term)} for i, post in ctx.posts.items()
    }
    for b in ctx.held_duties:
        for d in b.dates:
            there[b.period.id][d].update(p.id for p in b.people)
    return {i: Counter({d: len(p) for d, p in days.items()}) for i, days in there.items()}


@once
def derived_ids(ctx: Context) -> frozenset[str]:
    """Returns the posts that no school states: lunch company that a clause asks for."""
    return frozenset(c.posts[0].record.id for c in ctx.companies if c.derived)


@once
def missing_people(ctx: Context) -> dict[str, int]:
    """Returns the people missing on each stated post on its worst date, where any is."""
    found = {}
    for post_id, days in people_on(ctx).items():
        if post_id not in derived_ids(ctx) and days:
            missing = ctx.posts[post_id].record.people_needed - min(days.values())
            if missing > 0:
                found[post_id] = missing
    return found


@once
def lunches_alone(ctx: Context) -> dict[str, tuple[LunchCompany, list[date]]]:
    """Returns the lunch periods without a leader of the school, with the dates."""
    on_post: dict[str, list[Booking]] = defaultdict(list)
    for b in ctx.held_duties:
        on_post[b.period.id].append(b)
    found = {}
    for company in ctx.companies:
        home = company.posts[0].school.id
        accompanied = {
            d
            for post in company.posts
            for b in on_post[post.record.id]
            if any(p.role == "leader" and p.home_school_id == home for p in b.people)
            for d in b.dates
        }
        alone = [d for d in company.dates(ctx.term) if d not in accompanied]
        if alone:
            found[company.period.id] = (company, alone)
    return found


@once
def stated_needs(ctx: Context) -> Counter[tuple[str, str]]:
    """Returns the people that the plan states as missing, by family and post or lunch period."""
    stated: Counter[tuple[str, str]] = Counter()
    for row in ctx.plan.unmet:
        if row.class_id is None:
            stated[(row.family, row.period_id)] += row.student_periods
    return stated


@summed
def unmanned_minutes(ctx: Context) -> int:
    """Returns people missing times minutes of the pattern week, whatever the plan states."""
    posts = sum(ctx.posts[i].minutes * n for i, n in missing_people(ctx).items())
    return posts + sum(c.period.minutes for c, _ in lunches_alone(ctx).values())


@summed
def needed_on_posts(ctx: Context) -> int:
    """Returns what `unmanned_minutes` is in a plan without duties."""
    return sum(
        post.minutes * post.record.people_needed
        for i, post in ctx.posts.items()
        if i not in derived_ids(ctx) and post.dates(ctx.term)
    ) + sum(c.period.minutes for c in ctx.companies if c.dates(ctx.term))
