"""Sports on each day of service on which a class has no PE lesson. The school's own rule.

    sum over the periods of the day of sports cells of the class >= 1

Only where anybody of the class takes part that day. A day whose cells are all fixed otherwise is
told as a contradiction.
"""

from collections import defaultdict

from solver.model.context import Context
from solver.model.grid import cell_var, fixed_cells
from solver.model.school_view import SchoolView
from solver.plan import Finding

TAG = "sports_without_pe"


def add(ctx: Context) -> None:
    """Adds the rows of the schools that have switched the rule on."""
    for view in ctx.views.values():
        if not view.school.sports_without_pe:
            continue
        for class_id in view.classes:
            for day, periods in days_without_pe(view, class_id).items():
                _sports(ctx, view, class_id, day, periods)


def days_without_pe(view: SchoolView, class_id: str) -> dict[int, list[str]]:
    """Returns a class's periods by weekday, of weekdays without PE on which it takes part."""
    days: dict[int, list[str]] = defaultdict(list)
    for t in view.slots[class_id]:
        if view.periods[t].weekday not in view.classes[class_id].pe_weekdays:
            days[view.periods[t].weekday].append(t)
    return {d: ts for d, ts in days.items() if any(view.present(class_id, t) for t in ts)}


def _sports(ctx: Context, view: SchoolView, class_id: str, day: int, periods: list[str]) -> None:
    cells = []
    for t in periods:
        var = cell_var(ctx, class_id, t, "sports")
        fixed = {cell.component for cell in fixed_cells(view, class_id, t)}
        if var is not None and fixed <= {"sports"}:
            cells.append((var, 1))
    if cells:
        ctx.rows.add(TAG, cells, low=1)
        return
    said = {
        "school": view.school.name,
        "subject": view.classes[class_id].name,
        "weekday": str(day),
    }
    ctx.find(
        Finding(
            "infeasible",
            TAG,
            f"structure:{TAG}",
            "finding.no_sports_day",
            class_id,
            view.school.id,
            1,
            "periods",
            said,
        )
    )
