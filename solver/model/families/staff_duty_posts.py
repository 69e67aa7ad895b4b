"""Each duty post has the people it needs, or they are counted as missing.

Clauses XY-13d, HB-4.3a for the roles they name; structural where a school states posts. Per stated
post: ``people + missing = needed``. Who may stand there is asked of ``solver.model.people``;
clashes, hours, travel and pay treat a post like a meeting. Missing people count as unmet service
with the minutes of the post. A derived post (lunch company) needs nobody of its own accord: see
``serve_lunch``.
"""

from collections import defaultdict

from solver.model.context import Context

TAG = "staff_duty_posts"


def add(ctx: Context) -> None:
    """Adds one row per post, and its missing people to the level."""
    standing: dict[str, list[int]] = defaultdict(list)
    for (_w, post_id), var in ctx.v.post.items():
        standing[post_id].append(var)
    objective = ctx.rows.objective("unmet_service")
    derived = {c.posts[0].record.id for c in ctx.companies if c.derived}
    for post_id, (post, _dates) in ctx.posts.items():
        needed = post.record.people_needed
        people = [(var, 1) for var in standing[post_id]]
        if post_id in derived:
            ctx.rows.add(TAG, people, high=needed)
            continue
        # Its least is known before any search: a bound of the level from the start.
        least = max(0, needed - len(people))
        short = ctx.rows.var(("post_short", post_id), least, needed)
        ctx.v.post_short[post_id] = short
        objective.add(short, post.minutes)
        ctx.rows.equal(TAG, [*people, (short, 1)], needed)
