"""`follow_mode`, structural part: the grid is whole, agrees with the meetings and the bands."""

from collections import Counter

from solver.domain import GridPin, SchoolClass
from solver.plan import Violation
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.report import Facts, Line, Word, Words, breach

FAMILY = "follow_mode"
WHOLE_CLASS = ("guidance", "sports", "care")
WALKING = ("extension", "split")


def check_grid(ctx: Context) -> list[Violation]:
    """Checks that each class has a cell per regular period, and what its cell allows is done."""
    found = []
    for school, school_class, period in ctx.needed_cells:
        if (school_class.id, period.id) not in ctx.cells and ctx.has_dates(school, period):
            found.append(
                breach(
                    FAMILY,
                    "grid_missing",
                    school=school,
                    at=period,
                    subject=school_class.id,
                    unit="cells",
                    class_name=school_class.name,
                )
            )
    for b in ctx.bookings:
        found += _meeting(ctx, b)
    return found + _bands(ctx)


def _meeting(ctx: Context, b: Booking) -> list[Violation]:
    found = []
    for school_class, students in b.seated:
        cell = ctx.cells.get((school_class.id, b.period.id))
        if cell is None:
            continue
        facts: Facts = {"class_name": school_class.name, "activity": b.activity.title}
        if not allows(cell, b):
            found.append(
                breach(
                    FAMILY,
                    "grid_component",
                    at=b,
                    amount=students,
                    unit="students",
                    component=Word(b.activity.component),
                    cell=Word(cell),
                    **facts,
                )
            )
        elif students < school_class.present(b.period) and (
            cell in WHOLE_CLASS
            or (cell == "split" and b.is_group and not _may_split(ctx, school_class, b))
        ):
            found.append(
                breach(
                    FAMILY,
                    "grid_part_of_class",
                    at=b,
                    amount=school_class.present(b.period) - students,
                    unit="students",
                    cell=Word(cell),
                    students=students,
                    present=school_class.present(b.period),
                    **facts,
                )
            )
    return found


def _may_split(ctx: Context, school_class: SchoolClass, b: Booking) -> bool:
    """Tells whether a class has anything to walk to in a period; else it is not split.

    Where the school itself or a pin fixes the cell as split, it is: who has no seat is unmet.
    """
    pins = [pin for pin in ctx.district.pins if isinstance(pin, GridPin)]
    band = next((band for band in b.school.bands if school_class.id in band.class_ids), None)
    fixed = any(
        cell.component == "split"
        and cell.period_id == b.period.id
        and (cell.class_id == school_class.id or (band and cell.band_id == band.id))
        for cell in (*b.school.fixed_grid, *pins)
    )
    return fixed or any(
        a.component == "extension"
        and a.school_id in (None, b.school.id)
        and a.suits_grade(school_class.grade)
        and (not a.weekdays or b.period.weekday in a.weekdays)
        for a in ctx.district.activities
    )


def allows(cell: str, b: Booking) -> bool:
    """Tells whether a cell allows a meeting.

    A whole-class cell allows group meetings of its component; extension allows extension; split
    also the care group of those who stay.
    """
    component = b.activity.component
    if cell in WHOLE_CLASS:
        return component == cell and b.is_group
    if component == "extension":
        return True
    return cell == "split" and component == "care" and b.is_group


def _bands(ctx: Context) -> list[Violation]:
    """Checks that the classes of a band walk together, or share all cells if it says so."""
    found = []
    for school in ctx.district.schools:
        for band in school.bands:
            for period in school.periods:
                cells = [
                    cell
                    for c in band.class_ids
                    if (cell := ctx.cells.get((c, period.id))) is not None
                ]
                together = band.grid_unit == "band" or any(c in WALKING for c in cells)
                if not together or len(set(cells)) < 2:
                    continue
                usual, times = Counter(cells).most_common(1)[0]
                found.append(
                    breach(
                        FAMILY,
                        "grid_band",
                        school=school,
                        at=period,
                        subject=band.id,
                        amount=len(cells) - times,
                        unit="classes",
                        band=band.name,
                        cells=Words(
                            tuple(
                                Line(ctx.classes[c][1].name, ctx.cells.get((c, period.id), ""))
                                for c in band.class_ids
                            )
                        ),
                        usual=Word(usual),
                    )
                )
    return found
