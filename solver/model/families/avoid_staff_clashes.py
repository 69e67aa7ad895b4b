"""Nobody is in two places at a minute, across schools too. Structural.

One row per person and maximal set of periods that share a minute; for people with several
possible schools the row is per school against their presence there (``allow_travel``).
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
    for w, work in sorted(ctx.v.work_of.items()):
        rows: dict[tuple[tuple[str, ...], str], set[int]] = defaultdict(set)
        everywhere: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for _a, pattern, var in work:
            for t in pattern:
                for clique in sets_of[t]:
                    rows[(clique, ctx.school_of_period[t])].add(var)
                    everywhere[clique].add(var)
        for variables in everywhere.values():
            ctx.rows.at_most(TAG, sorted(variables), 1)
        for (clique, school_id), variables in rows.items():
            at = ctx.v.at.get((w, school_id, ctx.period[clique[0]].weekday))
            if at is not None:
                ctx.rows.implies_at_most(TAG, sorted(variables), at, 1)
