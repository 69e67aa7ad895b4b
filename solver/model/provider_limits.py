"""A provider sends no more instructors at a minute than it has agreed to (district-wide).

Structural, from the provider's record; stated with ``require_provider_approval``.
"""

from collections import defaultdict

from solver.model.context import Context


def add_provider_limits(ctx: Context) -> None:
    """Adds one row per provider and maximal set of periods that share a minute."""
    for provider in ctx.district.providers:
        if provider.instructors_at_once is None:
            continue
        at: dict[str, set[int]] = defaultdict(set)
        for w, work in ctx.v.work_of.items():
            if ctx.staff[w].provider_id == provider.id:
                for _a, pattern, var in work:
                    for t in pattern:
                        at[t].add(var)
        for cliques in ctx.cliques.values():
            for clique in cliques:
                busy = sorted({var for t in clique for var in at[t]})
                ctx.rows.at_most("require_provider_approval", busy, provider.instructors_at_once)
