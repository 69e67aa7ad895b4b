"""Students take what the menu allows. Structural.

Per class and menu: enrolments <= ``take`` * participants; per class, menu and activity:
enrolments <= min(choice count, participants). Only offered patterns have variables
(``SchoolView.patterns``).
"""

from collections import defaultdict

from solver.model.context import Context
from solver.model.school_view import SchoolView


def add(ctx: Context) -> None:
    """Adds the rows of each class and menu."""
    per_activity = defaultdict(list)
    per_menu = defaultdict(list)
    for way, var in ctx.v.enrol.items():
        per_activity[(way.class_id, way.menu_id, way.activity_id)].append(var)
        per_menu[(way.class_id, way.menu_id)].append(var)
    taking = {m.id: m.take for s in ctx.district.schools for m in s.menus}
    classes = {c: view for view in ctx.views.values() for c in view.classes}
    for (c, m, a), variables in per_activity.items():
        limit = min(ctx.wishes[(c, m, a)], _taking_part(classes[c], c))
        ctx.rows.at_most("keep_menu", variables, limit)
    for (c, m), variables in per_menu.items():
        take = taking.get(m) if m is not None else None
        if take is not None:
            limit = take * _taking_part(classes[c], c)
            ctx.rows.at_most("keep_menu", variables, limit)


def _taking_part(view: SchoolView, class_id: str) -> int:
    return view.school.participants_term(view.classes[class_id])
