"""`keep_pins`: what a person or the school fixed stays as it was fixed."""

from solver.domain import GridPin, MeetingPin, Period, School
from solver.domain.pins import AbsencePin
from solver.domain.school import GridCell
from solver.plan import Violation
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.epochs import weekly
from solver.verify.report import Word, breach, title_of

FAMILY = "keep_pins"


def check_keep_pins(ctx: Context) -> list[Violation]:
    """Checks pins of cells, meetings and absences, and the grid that a school fixed itself.

    Structural: holds whatever the pack says.
    """
    found = _in_week(ctx)
    for pin in ctx.district.pins:
        if isinstance(pin, AbsencePin):
            found += _absence(ctx, pin)
    return found


@weekly
def _in_week(ctx: Context) -> list[Violation]:
    found = []
    for school in ctx.district.schools:
        for cell in school.fixed_grid:
            found += _cell(ctx, cell)
    for pin in ctx.district.pins:
        if isinstance(pin, GridPin):
            found += _cell(ctx, pin)
        elif isinstance(pin, MeetingPin) and ctx.has_dates(*ctx.periods[pin.period_id]):
            found += _meeting(ctx, pin)
    return found


def _cell(ctx: Context, pin: GridPin | GridCell) -> list[Violation]:
    school, period = ctx.periods[pin.period_id]
    members = [b.class_ids for b in school.bands if b.id == pin.band_id]
    class_ids = members[0] if members else ((pin.class_id,) if pin.class_id else ())
    found = []
    for class_id in class_ids:
        cell = ctx.cells.get((class_id, pin.period_id))
        # A missing cell is told of the grid; outside the regular day there is no cell to fix.
        if cell is None and period.window != "regular":
            cell = "no_cell"
        if cell is not None and cell != pin.component:
            found.append(
                breach(
                    FAMILY,
                    "pin_cell",
                    school=school,
                    at=period,
                    subject=class_id,
                    unit="cells",
                    class_name=ctx.classes[class_id][1].name,
                    found=Word(cell),
                    allowed=Word(pin.component),
                )
            )
    return found


def _meeting(ctx: Context, pin: MeetingPin) -> list[Violation]:
    school, period = ctx.periods[pin.period_id]
    if any(_answers(b, pin, period) for b in ctx.of_school[school.id]):
        return []
    asked = [
        ctx.classes[pin.class_id][1].name if pin.class_id in ctx.classes else pin.class_id,
        ctx.rooms[pin.room_id][1].name if pin.room_id in ctx.rooms else pin.room_id,
        ctx.staff[pin.staff_id].name if pin.staff_id in ctx.staff else pin.staff_id,
    ]
    return [
        breach(
            FAMILY,
            "pin_meeting",
            school=school,
            at=period,
            subject=pin.activity_id,
            unit="meetings",
            activity=ctx.activities[pin.activity_id].title,
            asked=" / ".join(a for a in asked if a) or "-",
        )
    ]


def _answers(b: Booking, pin: MeetingPin, period: Period) -> bool:
    return (
        b.period.id == period.id
        and b.activity.id == pin.activity_id
        and (pin.class_id is None or b.holds(pin.class_id) > 0)
        and (pin.room_id is None or b.meeting.room_id == pin.room_id)
        and (pin.staff_id is None or (b.leader is not None and b.leader.id == pin.staff_id))
    )


def _absence(ctx: Context, pin: AbsencePin) -> list[Violation]:
    school: School = ctx.schools[pin.school_id]
    return [
        breach(
            FAMILY,
            "pin_absence",
            at=b,
            subject=pin.staff_id,
            unit="meetings",
            person=ctx.staff[pin.staff_id].name,
            activity=title_of(b),
        )
        for b in ctx.of_person.get(pin.staff_id, ())
        if b.school.id == school.id and pin.weekday in (None, b.period.weekday)
    ]
