"""A leader of the school eats along in every lunch period with eaters: part of ``serve_lunch``.

Where the school states no post for it one is derived (``solver.policy.duty_posts``). Per lunch
period: leaders of the school on its posts + ``alone`` >= 1, ``alone`` being 0 as soon as one is
there. A lunch without a leader counts as unmet service with its minutes.
"""

from solver.model.context import Context

TAG = "serve_lunch"


def add_lunch_company(ctx: Context) -> None:
    """Adds the company rows of each lunch period and their part of the level."""
    objective = ctx.rows.objective("unmet_service")
    term = ctx.district.term
    for company in ctx.companies:
        if not company.dates(term):
            continue
        ids = {p.record.id for p in company.posts}
        home = company.posts[0].school.id
        leaders = [
            var
            for (w, post_id), var in ctx.v.post.items()
            if post_id in ids
            and ctx.staff[w].role == "leader"
            and ctx.staff[w].home_school_id == home
        ]
        alone = ctx.rows.var(("lunch_alone", company.period.id), 0 if leaders else 1)
        ctx.v.lunch_alone[company.period.id] = alone
        objective.add(alone, company.period.minutes)
        ctx.rows.add(TAG, [*((x, 1) for x in leaders), (alone, 1)], low=1)
        for leader in leaders:
            ctx.rows.at_most(TAG, [leader, alone], 1)
