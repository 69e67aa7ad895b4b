"""Nobody is in two places at a minute, across schools too. Structural.

One row per person and maximal set of periods and duty posts that share a minute; for people with
several possible schools the row is per school against their presence there (``allow_travel``).
"""

from collections import defaultdict

from solver.model.context import Context

TAG = "avoid_staff_clashes"


def add(ctx: Context) -> None:
    """Adds the clash rows of everybody who has work."""
    sets_of: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for cliques in ctx.cliques.values():
        for clique in cliques:
            for t in clique:
                sets_of[t].append(clique)
    for w in ctx.workers:
        rows: dict[tuple[tuple[str, ...], str], set[int]] = defaultdict(set)
        everywhere: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for time, var in ctx.work_times(w):
            for clique in sets_of[time.id]:
                rows[(clique, time.school_id)].add(var)
                everywhere[clique].add(var)
        for clashing in dict.fromkeys(tuple(sorted(v)) for v in everywhere.values()):
            ctx.rows.at_most(TAG, clashing, 1)
        for (clique, school_id), variables in rows.items():
            at = ctx.v.at.get((w, school_id, ctx.times[clique[0]].weekday))
            if at is not None:
                ctx.rows.implies_at_most(TAG, sorted(variables), at, 1)
