"""From a point of the model to duties and the posts that stay without people."""

from collections.abc import Sequence

from solver.domain.messages import text
from solver.model.context import Context
from solver.model.times import post_key
from solver.plan import Duty, UnmetNeed
from solver.policy import Post

SERVE_LUNCH = "serve_lunch"
STAFF_DUTY_POSTS = "staff_duty_posts"


def duties(ctx: Context, point: Sequence[int]) -> list[Duty]:
    """Returns who stands on each post, one duty per post with people."""
    standing: dict[str, list[str]] = {}
    for (w, post_id), var in ctx.v.post.items():
        if point[var]:
            standing.setdefault(post_id, []).append(w)
    return [
        Duty(
            id=post_id,
            school_id=post.school.id,
            post_id=post_id,
            weekday=post.record.weekday,
            staff_ids=tuple(sorted(standing[post_id])),
            from_date=ctx.district.term.first_day,
            to_date=ctx.district.term.last_day,
        )
        for post_id, (post, _dates) in ctx.posts.items()
        if post_id in standing
    ]


def unmanned(ctx: Context, point: Sequence[int]) -> list[UnmetNeed]:
    """Returns the posts with people missing and the lunches without a leader, with causes."""
    found = []
    for post_id, var in ctx.v.post_short.items():
        if point[var]:
            post, _dates = ctx.posts[post_id]
            cause, params = _cause(ctx, point, post)
            params |= {"needed": str(post.record.people_needed), "missing": str(point[var])}
            found.append(
                _need(STAFF_DUTY_POSTS, post, post_id, point[var], post.minutes, cause, params)
            )
    for company in ctx.companies:
        alone = ctx.v.lunch_alone.get(company.period.id)
        if alone is not None and point[alone]:
            post, period = company.posts[0], company.period
            cause, params = _cause(ctx, point, post)
            cause = cause.replace("cause.post", "cause.lunch")
            found.append(_need(SERVE_LUNCH, post, period.id, 1, period.minutes, cause, params))
    return found


def _cause(ctx: Context, point: Sequence[int], post: Post) -> tuple[str, dict[str, str]]:
    """Says why nobody more stands on a post: nobody may, everybody is taken, or other limits."""
    record = post.record
    able = {w for (w, p) in ctx.v.post if p == record.id}
    here = {w for w in able if point[ctx.v.post[(w, record.id)]]}
    free = {w for w in able - here if not _is_taken(ctx, point, w, record.id)}
    params = {
        "school": post.school.name,
        "post": record.role,
        "weekday": str(record.weekday),
        "time": record.span,
        "able": str(len(able)),
        "free": str(len(free)),
    }
    if not able - here:
        return "cause.post_nobody", params
    return ("cause.post_limits" if free else "cause.post_taken"), params


def _is_taken(ctx: Context, point: Sequence[int], w: str, post_id: str) -> bool:
    mine = ctx.times[post_key(post_id)]
    return any(
        point[var]
        and time.weekday == mine.weekday
        and time.start_min < mine.end_min
        and mine.start_min < time.end_min
        for time, var in ctx.work_times(w)
    )


def _need(
    family: str,
    post: Post,
    subject: str,
    people: int,
    minutes: int,
    cause: str,
    params: dict[str, str],
) -> UnmetNeed:
    return UnmetNeed(
        family=family,
        school_id=post.school.id,
        class_id=None,
        weekday=post.record.weekday,
        period_id=subject,
        component="care",
        student_periods=people,
        minutes=people * minutes,
        cause=cause,
        cause_params=params,
        text_zh=text(cause, "zh", **params),
        text_en=text(cause, "en", **params),
    )
