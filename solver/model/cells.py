"""Which components a class can have in a period at all."""

from solver.domain import GridPin
from solver.domain.base import GridComponent
from solver.domain.school import GridCell
from solver.model.context import Context
from solver.model.families.follow_mode import binding_clauses
from solver.model.school_view import SchoolView


def asked(ctx: Context, view: SchoolView) -> set[GridComponent]:
    """Returns what a mode asks for: without an activity the cell is there, its need unmet."""
    found: set[GridComponent] = set()
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


def fixed_cells(view: SchoolView, class_id: str, period_id: str) -> list[GridCell | GridPin]:
    """Returns what the school's own grid and the pins fix for a class in a period."""
    fixed: list[GridCell | GridPin] = [*view.school.fixed_grid]
    fixed += [p for p in view.district.pins if isinstance(p, GridPin)]
    return [
        cell
        for cell in fixed
        if cell.period_id == period_id
        and (cell.class_id == class_id or cell.band_id == view.band_of[class_id].id)
    ]
