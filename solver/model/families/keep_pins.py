"""Decisions fixed by a person hold: grid cells, meetings, absences, the school's own grid.

Structural. Pins that no variable can express make the rows infeasible, with a finding.
"""

from solver.domain import AbsencePin, GridPin, MeetingPin, StaffMember
from solver.model.context import Context, Terms
from solver.model.grid import cell_var
from solver.model.homes import stays_home
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
    for view in ctx.views.values():
        for cell in view.school.fixed_grid:
            _fix_cell(ctx, cell.band_id, cell.class_id, cell.period_id, cell.component)
    for pin in ctx.district.pins:
        if isinstance(pin, AbsencePin) or pin.period_id not in ctx.period:
            continue
        if isinstance(pin, GridPin):
            _fix_cell(ctx, pin.band_id, pin.class_id, pin.period_id, pin.component)
        else:
            _require_meeting(ctx, pin)


def _fix_cell(
    ctx: Context, band_id: str | None, class_id: str | None, period_id: str, component: str
) -> None:
    view = ctx.view_of(period_id)
    classes = [class_id] if class_id else []
    if band_id:
        classes = list(next(b for b in view.school.bands if b.id == band_id).class_ids)
    for c in classes:
        var = cell_var(ctx, c, period_id, component)
        if var is None:
            _impossible(ctx, view.school.id, f"{c} {period_id} {component}")
        else:
            ctx.rows.fix(var, 1)


def _require_meeting(ctx: Context, pin: MeetingPin) -> None:
    school_id = ctx.school_of_period[pin.period_id]
    subject = f"{pin.activity_id} {pin.period_id}"
    t, a = pin.period_id, pin.activity_id
    rows = []
    if pin.staff_id:
        rows.append(
            [
                (var, 1)
                for (w, b, pattern), var in ctx.v.lead.items()
                if w == pin.staff_id and b == a and t in pattern
            ]
        )
    if pin.class_id:
        terms: Terms = [
            (var, 1) for (b, g, u), var in ctx.v.group.items() if b == a and u == t
            and pin.class_id in g
        ]
        terms += [
            (var, 1) for (b, g, u), var in ctx.v.stay_group.items()
            if b == a and u == t and pin.class_id in g
        ]
        terms += [
            (var, 1) for way, var in ctx.v.enrol.items()
            if way.activity_id == a and t in way.pattern and way.class_id == pin.class_id
        ]
        terms += [
            (var, 1) for (c, b, u), var in ctx.v.seat.items()
            if (c, b, u) == (pin.class_id, a, t)
        ]
        rows.append(terms)
    if pin.room_id:
        rows.append(_room_terms(ctx, pin))
    if not rows:
        rows.append(
            [(var, 1) for (b, pattern), var in ctx.v.sections.items() if b == a and t in pattern]
            + [(var, 1) for (b, _g, u), var in ctx.v.group.items() if (b, u) == (a, t)]
        )
    for row in rows:
        if row:
            ctx.rows.add("keep_pins", row, low=1)
        else:
            _impossible(ctx, school_id, subject)


def _room_terms(ctx: Context, pin: MeetingPin) -> Terms:
    view = ctx.view_of(pin.period_id)
    terms: Terms = [
        (var, 1)
        for (b, pattern, r), var in ctx.v.section_room.items()
        if b == pin.activity_id and pin.period_id in pattern and r == pin.room_id
    ]
    terms += [
        (var, 1)
        for (b, g, u, r), var in ctx.v.group_room.items()
        if (b, u, r) == (pin.activity_id, pin.period_id, pin.room_id)
        and (pin.class_id is None or pin.class_id in g)
    ]
    for (b, g, u), var in ctx.v.group.items():
        if (b, u) == (pin.activity_id, pin.period_id) and len(g) == 1:
            home = view.classes[g[0]].home_room_id
            if home == pin.room_id and not any(
                key[:3] == (b, g, u) for key in ctx.v.group_room
            ):
                terms.append((var, 1))
    stays = [
        (g[0], var)
        for (b, g, u), var in ctx.v.stay_group.items()
        if (b, u) == (pin.activity_id, pin.period_id)
        and stays_home(view, ctx.activity[b], g, u)
    ]
    stays += [
        (c, var)
        for (b, c, u), var in ctx.v.stay_home.items()
        if (b, u) == (pin.activity_id, pin.period_id)
    ]
    terms += [(var, 1) for c, var in stays if view.classes[c].home_room_id == pin.room_id]
    return terms


def _impossible(ctx: Context, school_id: str, subject: str) -> None:
    blocked = ctx.rows.var(("pin", subject), 0, 0)
    ctx.rows.rows.append((1, 1, [blocked], [1], "keep_pins", False))
    ctx.find(
        Finding(
            "infeasible",
            "keep_pins",
            "structure:keep_pins",
            "finding.pin_impossible",
            subject=subject,
            school_id=school_id,
            params={"pin": subject},
        )
    )
