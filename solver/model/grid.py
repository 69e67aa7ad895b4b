"""The component grid: which band or class does what in which period."""

from solver.domain import GridPin
from solver.domain.school import GridCell
from solver.model.context import Context
from solver.model.school_view import WALKING, SchoolView


def unit_of(view: SchoolView, class_id: str, component: str) -> str:
    """Returns the unit that decides a component for a class: its band, or the class itself."""
    band = view.band_of[class_id]
    if component in WALKING or band.grid_unit == "band":
        return band.id
    return class_id


def cell_var(ctx: Context, class_id: str, period_id: str, component: str) -> int | None:
    """Returns the variable "the class has this component in this period", if it exists."""
    unit = unit_of(ctx.view_of(period_id), class_id, component)
    return ctx.v.grid.get((unit, period_id, component))


def walking_vars(ctx: Context, class_id: str, period_id: str) -> list[int]:
    """Returns the variables under which a class's students may sit in extension sections."""
    found = [cell_var(ctx, class_id, period_id, k) for k in WALKING]
    return [v for v in found if v is not None]


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
