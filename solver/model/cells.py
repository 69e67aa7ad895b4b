"""Which components a class can have in a period at all."""

from solver.domain.base import GridComponent
from solver.model.context import Context
from solver.model.families.follow_mode import binding_clauses
from solver.model.grid import fixed_cells
from solver.model.school_view import SchoolView


def asked(ctx: Context, view: SchoolView) -> set[GridComponent]:
    """Returns what mode and school ask for: the cell is there even if its need is unmet."""
    found: set[GridComponent] = {"sports"} if view.school.sports_without_pe else set()
    for c in binding_clauses(ctx, view):
        daily = c.integer("daily_each_from_periods") is not None
        if daily or c.integer("min_guidance_per_week"):
            found.add("guidance")
        if daily or c.integer("min_sports_per_week"):
            found.add("sports")
        if daily or c.integer("min_extension_per_week"):
            found.add("extension")
    return found


def components(
    view: SchoolView, class_id: str, period_id: str, wanted: set[GridComponent]
) -> list[GridComponent]:
    """Returns what a class can have in a period: what has an activity, is asked for, or fixed."""
    found: set[GridComponent] = set(wanted)
    for a in view.activities.values():
        if view.suits(a, class_id) and view.allowed_on(a, period_id):
            found.add(a.component)
    if "care" in found and has_clubs(view, class_id, period_id):
        found.add("split")
    found |= {cell.component for cell in fixed_cells(view, class_id, period_id)}
    return sorted(found) or ["care"]


def has_clubs(view: SchoolView, class_id: str, period_id: str) -> bool:
    """Tells whether a class has something to walk to, banned or not: else nobody is split off."""
    grade, weekday = view.classes[class_id].grade, view.periods[period_id].weekday
    return any(
        a.component == "extension"
        and a.school_id in (None, view.school.id)
        and a.suits_grade(grade)
        and (not a.weekdays or weekday in a.weekdays)
        for a in view.district.activities
    )
