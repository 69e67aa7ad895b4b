"""`staff_duty_posts`: each post has the people it needs, different ones, who may stand there."""

from collections import Counter
from typing import Any

from solver.domain import StaffMember
from solver.plan import Violation
from solver.policy import Clause, Post
from solver.verify.context import Context
from solver.verify.epochs import weekly
from solver.verify.manning import missing_people, people_on, stated_needs
from solver.verify.report import Facts, Word, breach, clock, day_word

FAMILY = "staff_duty_posts"


def check_staff_duty_posts(ctx: Context) -> list[Violation]:
    """Checks who stands on posts, and people plus stated need against what a post needs.

    Structural where the district states posts; a clause that names the post's role is then the
    one that is broken.
    """
    return [*_who(ctx), *_how_many(ctx)]


def _who(ctx: Context) -> list[Violation]:
    found = []
    for b in ctx.duties:
        post = ctx.posts[b.period.id]
        for person in {p.id: p for p in b.people}.values():
            why = _unfit(person, post)
            if why:
                found.append(
                    breach(
                        FAMILY,
                        "duty_not_eligible",
                        clause=_clause(ctx, post),
                        at=b,
                        subject=person.id,
                        amount=len(b.dates),
                        unit="dates",
                        person=person.name,
                        post=Word(post.record.role),
                        why=Word(f"unfit_{why}"),
                    )
                )
    return found


def _unfit(person: StaffMember, post: Post) -> str:
    record = post.record
    if person.role == "instructor" or person.role not in record.roles:
        return "role"
    if record.own_staff_only and person.home_school_id != post.school.id:
        return "home"
    return "skill" if record.skill is not None and record.skill not in person.skills else ""


@weekly
def _how_many(ctx: Context) -> list[Violation]:
    found = []
    for post_id, days in people_on(ctx).items():
        post = ctx.posts[post_id]
        needed = post.record.people_needed
        facts: Facts = {
            "post": Word(post.record.role),
            "day": day_word(post.record.weekday),
            "start": clock(post.record.start_min),
            "end": clock(post.record.end_min),
            "needed": needed,
        }
        stated = stated_needs(ctx)[(FAMILY, post_id)]
        lost = missing_people(ctx).get(post_id, 0) - stated
        if lost > 0:
            fewest = min(days.values())
            found.append(
                _record(
                    ctx, post, "post_unmanned", lost, there=fewest, unmet=stated,
                    dates=Counter(days.values())[fewest], **facts,
                )
            )  # fmt: skip
        most = max(days.values(), default=0)
        if most > needed:
            dates = Counter(days.values())[most]
            found.append(
                _record(ctx, post, "post_crowded", most - needed, there=most, dates=dates, **facts)
            )
    return found


def _record(ctx: Context, post: Post, code: str, amount: int, /, **facts: Any) -> Violation:
    return breach(
        FAMILY,
        code,
        clause=_clause(ctx, post),
        school=post.school,
        subject=post.record.id,
        amount=amount,
        unit="people",
        **facts,
    )


def _clause(ctx: Context, post: Post) -> Clause | None:
    """Returns the clause that asks for posts of this role, if there is one."""
    return next(
        (c for c in ctx.clauses(FAMILY, post.school) if post.record.role in c.words("duty_roles")),
        None,
    )
