"""Decisions fixed by a person hold: grid cells, meetings, absences, the school's own grid.

Structural. Pins that no variable can express make the rows infeasible, with a finding.
"""

from solver.domain import AbsencePin, GridPin, StaffMember
from solver.domain.base import GridChoice
from solver.model.context import Context
from solver.model.grid import cell_var
from solver.model.meeting_pins import require_meetings
from solver.model.reasons import Reason, structure
from solver.plan import Finding


def bar(ctx: Context, person: StaffMember, school_id: str, weekday: int) -> Reason | None:
    """Returns a reason if a pin keeps a person away from a school on a weekday."""
    for pin in ctx.district.pins:
        if (
            isinstance(pin, AbsencePin)
            and (pin.staff_id, pin.school_id) == (person.id, school_id)
            and pin.weekday in (None, weekday)
        ):
            return structure("keep_pins", "unused.pinned_absent", person=person.name)
    return None


def add(ctx: Context) -> None:
    """Fixes what is pinned."""
    fixed: dict[tuple[str, str], str] = {}
    for view in ctx.views.values():
        for cell in view.school.fixed_grid:
            _fix_cell(ctx, fixed, cell)
    for pin in ctx.district.pins:
        if isinstance(pin, GridPin) and pin.period_id in ctx.period:
            _fix_cell(ctx, fixed, pin)
    for meeting in require_meetings(ctx):
        _forbid(ctx, f"{meeting.activity_id} {meeting.period_id}")
        ctx.unanswered.append(meeting)


def _fix_cell(ctx: Context, fixed: dict[tuple[str, str], str], cell: GridChoice) -> None:
    period_id, component = cell.period_id, cell.component
    view = ctx.view_of(period_id)
    classes = [cell.class_id] if cell.class_id else []
    if cell.band_id:
        classes = list(next(b for b in view.school.bands if b.id == cell.band_id).class_ids)
    for c in classes:
        before = fixed.setdefault((c, period_id), component)
        if before != component:
            _clash(ctx, view.classes[c].name, period_id, before, component)
        var = cell_var(ctx, c, period_id, component)
        if var is None:
            _impossible(ctx, view.classes[c].name, c, period_id, component)
        else:
            ctx.rows.fix(var, 1)


def _impossible(ctx: Context, name: str, item: str, period_id: str, component: str) -> None:
    subject = f"{item} {period_id} {component}"
    _forbid(ctx, subject)
    view = ctx.view_of(period_id)
    ctx.find(
        Finding(
            "infeasible",
            "keep_pins",
            "structure:keep_pins",
            "finding.pin_impossible",
            subject=subject,
            school_id=view.school.id,
            params={
                "school": view.school.name,
                "pin": name,
                "weekday": str(view.periods[period_id].weekday),
                "time": view.periods[period_id].span,
                "component": component,
                "reason": "",
            },
        )
    )


def _forbid(ctx: Context, subject: str) -> None:
    """Makes the rows infeasible: a pin cannot be kept. ``solver.model.pin_reasons`` says why."""
    blocked = ctx.rows.var(("pin", subject), 0, 0)
    ctx.rows.rows.append((1, 1, [blocked], [1], "keep_pins", False))


def _clash(ctx: Context, name: str, period_id: str, first: str, second: str) -> None:
    """Tells a cell that is fixed twice, and differently; its rows have no point."""
    view = ctx.view_of(period_id)
    params = {
        "school": view.school.name,
        "name": name,
        "weekday": str(view.periods[period_id].weekday),
        "time": view.periods[period_id].span,
        "first": first,
        "second": second,
    }
    ctx.find(
        Finding(
            "infeasible",
            "keep_pins",
            "structure:keep_pins",
            "finding.cells_clash",
            subject=f"{name} {period_id}",
            school_id=view.school.id,
            params=params,
        )
    )
