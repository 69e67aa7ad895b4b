"""Children who come first get the places of their first choice. A level of its own (HB-3.1b).

Per class, menu and activity: ``missed >= first choices of listed students in the clause's groups -
enrolments``. Who of a class sits in a place is not decided here, only that there are enough.
"""

from collections import Counter, defaultdict

from solver.model.context import Context
from solver.model.counted import short_of

TAG = "prefer_priority_groups"
Wishes = dict[tuple[str, str | None, str], int]


def add(ctx: Context) -> None:
    """Adds what is missed of each class, menu and activity."""
    objective = ctx.rows.objective("priority_choices")
    enrolled = defaultdict(list)
    for way, var in ctx.v.enrol.items():
        enrolled[(way.class_id, way.menu_id, way.activity_id)].append((var, 1))
    for key, count in priority_wishes(ctx).items():
        if not enrolled[key]:
            objective.constant += count
            continue
        missed = short_of(ctx, TAG, enrolled[key], count)
        if missed is not None:
            objective.add(missed, 1)


def priority_wishes(ctx: Context) -> Wishes:
    """Returns first choices of priority groups in the classes of the model."""
    school_of = {c: s for s, view in ctx.views.items() for c in view.classes}
    groups = {
        s: {g for c in ctx.policy.speaking(TAG, s) for g in c.words("groups")} for s in ctx.views
    }
    found: Counter[tuple[str, str | None, str]] = Counter()
    for student in ctx.district.students:
        school_id = school_of.get(student.class_id)
        if school_id is not None and student.priority_group in groups[school_id]:
            for choice in student.choices:
                found[(student.class_id, choice.menu_id, choice.activity_ids[0])] += 1
    return dict(found)
