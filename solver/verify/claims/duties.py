"""Claims of duties: known ids, fields of their posts, and needs stated for manned posts."""

from collections import Counter

from solver.plan import Duty, UnmetNeed, Violation
from solver.verify.claims.records import outside_term
from solver.verify.context import Context
from solver.verify.epochs import weekly
from solver.verify.manning import lunches_alone, missing_people, stated_needs
from solver.verify.report import Word, claim

NEEDS = ("staff_duty_posts", "serve_lunch")


def is_post_need(row: UnmetNeed) -> bool:
    """Tells whether an unmet row is about people on a post, not students of a class."""
    return row.class_id is None and row.family in NEEDS


def check_duties(ctx: Context) -> list[Violation]:
    """Checks ids, fields and dates of duties."""
    found = [
        claim("duties", "duty_twice", subject=duty_id, amount=times - 1)
        for duty_id, times in Counter(d.id for d in ctx.plan.duties).items()
        if times > 1
    ]
    for duty in ctx.plan.duties:
        found += _duty(ctx, duty)
    return found


def _duty(ctx: Context, duty: Duty) -> list[Violation]:
    named: list[tuple[str, str, object]] = [
        ("school", duty.school_id, ctx.schools),
        ("post", duty.post_id, ctx.posts),
        *(("person", p, ctx.staff) for p in dict.fromkeys(duty.staff_ids)),
    ]
    found = [
        claim("duties", "unknown_id", subject=duty.id, kind=Word(kind), value=value)
        for kind, value, known in named
        if value not in known  # type: ignore[operator]
    ]
    post = ctx.posts.get(duty.post_id)
    if post is not None:
        facts: list[tuple[str, object, object]] = [
            ("school_id", duty.school_id, post.school.id),
            ("weekday", duty.weekday, post.record.weekday),
        ]
        found += [
            claim(
                "duties",
                "duty_field",
                subject=duty.id,
                item=Word(name),
                claimed=Word(str(said)),
                counted=Word(str(true)),
            )
            for name, said, true in facts
            if said != true
        ]
    if not ctx.term.first_day <= duty.from_date <= duty.to_date <= ctx.term.last_day:
        found.append(
            claim(
                "duties",
                "duty_outside_term",
                subject=duty.id,
                unit="days",
                found=f"{duty.from_date} - {duty.to_date}",
                allowed=f"{ctx.term.first_day} - {ctx.term.last_day}",
            )
        )
    return found


def check_post_needs(ctx: Context) -> list[Violation]:
    """Checks unmet rows of posts: known, true figures, told once, nobody there."""
    lunches = {c.period.id: c for c in ctx.companies}
    found = []
    for row in (r for r in ctx.plan.unmet if is_post_need(r)):
        found += outside_term(ctx, "unmet", row.period_id, row)
        if row.family == "serve_lunch":
            lunch = lunches.get(row.period_id)
            here = lunch and (lunch.posts[0].school.id, lunch.period.weekday, lunch.period.minutes)
        else:
            post = ctx.posts.get(row.period_id)
            here = post and (post.school.id, post.record.weekday, post.minutes)
        if here:
            found += _fields(row, here)
        else:
            kind = Word("period" if row.family == "serve_lunch" else "post")
            subject = row.period_id
            found.append(claim("unmet", "unknown_id", subject=subject, kind=kind, value=subject))
    return found + _needs(ctx)


def _fields(row: UnmetNeed, here: tuple[str, int, int]) -> list[Violation]:
    school_id, weekday, minutes = here
    facts: list[tuple[str, object, object]] = [
        ("school_id", row.school_id, school_id),
        ("weekday", row.weekday, weekday),
        ("component", row.component, "care"),
        ("minutes", row.minutes, row.student_periods * minutes),
    ]
    return [
        claim(
            "unmet",
            "unmet_field",
            subject=row.period_id,
            item=Word(name),
            claimed=Word(str(said)),
            counted=Word(str(true)),
        )
        for name, said, true in facts
        if said != true
    ]


@weekly
def _needs(ctx: Context) -> list[Violation]:
    """Reports needs told twice, and needs of posts and lunches with people there."""
    found = []
    rows = Counter((r.family, r.period_id) for r in ctx.plan.unmet if is_post_need(r))
    for (family, subject), times in rows.items():
        if times > 1:
            found.append(
                claim(
                    "unmet",
                    "unmet_twice",
                    subject=subject,
                    amount=times - 1,
                    component=Word(family),
                )
            )
        stated = stated_needs(ctx)[(family, subject)]
        needed = missing_people(ctx).get(subject, 0)
        if family == "serve_lunch":
            needed = int(subject in lunches_alone(ctx))
        if stated > needed:
            found.append(
                claim(
                    "unmet",
                    "unmet_but_manned",
                    subject=subject,
                    amount=stated - needed,
                    unit="people",
                    stated=stated,
                    needed=needed,
                )
            )
    return found
