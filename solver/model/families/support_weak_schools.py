"""Weak schools miss no larger share of their wishes than the others. Encouraged.

With ``p`` the per mille of a school's wishes that are missed, rounded half up::

    value >= max over weak schools of p - max over the others of p,  value >= 0

Only a model of the whole district can say so; that of some schools leaves it out, which is a
valid lower bound of it. The second maximum is named by a choice among the others.
"""

from solver.model.context import Context, Terms
from solver.plan.levels import WEIGHTS

TAG = "support_weak_schools"


def add(ctx: Context) -> None:
    """Adds by how much the worst weak school is behind the worst of the others."""
    if len(ctx.views) < len(ctx.district.schools):
        return
    shares: dict[bool, list[int]] = {True: [], False: []}
    for view in ctx.views.values():
        wanted = sum(n for (c, _m, _a), n in ctx.wishes.items() if c in view.classes)
        if not wanted:
            continue
        enrolled: Terms = [(x, 1) for way, x in ctx.v.enrol.items() if way.class_id in view.classes]
        most = sum(ctx.rows.upper[x] for x, _ in enrolled)
        served = ctx.rows.var(("served", view.school.id), 0, min(most, wanted))
        ctx.rows.equal(TAG, [*enrolled, (served, -1)], 0)
        share = ctx.rows.var(("missed_share", view.school.id), 0, 1000)
        # 2000 * (wanted - served) / (2 * wanted), the half rounded up.
        row = [(served, -2000), (share, -2 * wanted)]
        ctx.rows.add(TAG, row, low=-2000 * wanted - wanted, high=-2000 * wanted + wanted - 1)
        shares[view.school.is_weak].append(share)
    if shares[True] and shares[False]:
        _behind(ctx, shares[True], shares[False])


def _behind(ctx: Context, weak: list[int], others: list[int]) -> None:
    worst = ctx.rows.var(("worst_of_others",), 0, 1000)
    picked = [ctx.rows.var(("worst_is", x)) for x in others]
    ctx.rows.equal(TAG, [(p, 1) for p in picked], 1)
    for x, p in zip(others, picked, strict=True):
        ctx.rows.add(TAG, [(worst, 1), (x, -1)], low=0)
        ctx.rows.add(TAG, [(worst, 1), (x, -1), (p, 1000)], high=1000)
    behind = ctx.rows.var(("behind",), 0, 1000)
    ctx.v.counted[("behind",)] = behind
    for x in weak:
        ctx.rows.add(TAG, [(x, 1), (worst, -1), (behind, -1)], high=0)
    ctx.rows.objective("encouraged").add(behind, WEIGHTS[TAG])
