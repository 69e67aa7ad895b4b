"""Guidance of a class is led by one of its own teachers. Wish.

Counts (guidance meeting of a regular period, class) pairs led by somebody else:
``sum |classes| * group - sum own matches``, with ``sum own <= group`` per group and
``sum own <= lead`` per person.
"""

from collections import defaultdict

from solver.model.context import Context
from solver.plan.levels import TERMS

TAG = "keep_own_class_teacher"
WEIGHT = next(t.weight for t in TERMS if t.family == TAG)


def add(ctx: Context) -> None:
    """Adds the matching rows and the wish."""
    objective = ctx.rows.objective("staff_wishes")
    for (a, classes, t), var in ctx.v.group.items():
        if ctx.activity[a].component == "guidance" and ctx.period[t].window == "regular":
            objective.add(var, WEIGHT * len(classes))
    per_group = defaultdict(list)
    per_person = defaultdict(list)
    for (w, a, classes, t), var in ctx.v.own.items():
        matches = len(set(ctx.staff[w].own_class_ids) & set(classes))
        objective.add(var, -WEIGHT * matches)
        per_group[(a, classes, t)].append(var)
        per_person[(w, a, t)].append(var)
    for key, variables in per_group.items():
        ctx.rows.implies_at_most(TAG, variables, ctx.v.group[key], 1)
    for (w, a, t), variables in per_person.items():
        ctx.rows.implies_at_most(TAG, variables, ctx.v.lead[(w, a, (t,))], 1)
