"""From a point of the model to duties."""

from collections.abc import Sequence

from solver.model.context import Context
from solver.plan import Duty


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
