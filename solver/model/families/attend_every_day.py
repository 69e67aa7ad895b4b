"""Students attend on every day of the week. Encouraged (XY-3e: all five days).

Who comes on which day is a figure of the input; a plan can only lose students on a day by leaving
them without a place. Per class, with ``P`` participants of whom ``n(d)`` are there on weekday
``d``: ``missing >= P - n(d) + unmet`` in each regular period of that day. With counts only this is
the least that can miss a day; joint attendance is unknown.
"""

from solver.domain import District
from solver.model.context import Context
from solver.model.counted import largest
from solver.model.families.follow_mode import taking_part
from solver.plan.levels import WEIGHTS
from solver.policy import AppliedPolicy
from solver.policy.encouraged import never_every_day, there_by_day

TAG = "attend_every_day"


def surely_missing(district: District, policy: AppliedPolicy) -> int:
    """Returns how many students miss a day whatever the plan: a bound from the input alone."""
    return sum(
        never_every_day(district, school, c, days)
        for school in district.schools
        for clause in policy.speaking(TAG, school.id)
        for c in school.classes
        if school.participants_term(c) and (days := there_by_day(school, c, clause))
    )


def add(ctx: Context) -> None:
    """Adds the students of each class who miss a day."""
    objective = ctx.rows.objective("encouraged")
    for school_id, view in ctx.views.items():
        for c in ctx.policy.speaking(TAG, school_id):
            for class_id in taking_part(view):
                school_class = view.classes[class_id]
                days = there_by_day(view.school, school_class, c)
                if not days:
                    continue
                whole = view.school.participants_term(school_class)
                parts = [
                    (ctx.v.unmet[(class_id, t)], whole - days[view.periods[t].weekday])
                    for t in view.slots[class_id]
                    if view.periods[t].weekday in days and (class_id, t) in ctx.v.unmet
                ]
                least = never_every_day(ctx.district, view.school, school_class, days)
                objective.add(largest(ctx, TAG, parts, least), WEIGHTS[TAG])
