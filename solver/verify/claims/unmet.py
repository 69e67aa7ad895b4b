"""Claims about unmet needs: rows name real cells, say true minutes, and no served student."""

from collections import Counter, defaultdict

from solver.domain import Period, School
from solver.plan import UnmetNeed, Violation
from solver.verify.claims.duties import check_post_needs, is_post_need
from solver.verify.claims.records import outside_term
from solver.verify.context import Context
from solver.verify.epochs import epochs, weekly
from solver.verify.report import Word, claim
from solver.verify.seats import lost_students

COMPONENTS_OF_CELL = {"split": ("extension", "care")}
FAMILY_OF_WINDOW = {"lunch": "serve_lunch", "extended": "offer_extended_care"}
"""Families of unmet rows outside the regular day; elsewhere ``place_everyone_once``."""


def check_unmet(ctx: Context) -> list[Violation]:
    """Checks each unmet row on its own, then the rows of a class and period against its seats."""
    found = _told_twice(ctx) + check_post_needs(ctx)
    cells: dict[int, list[str | None]] = defaultdict(list)
    for part in epochs(ctx):
        for row in of_classes(part):
            cells[id(row)].append(part.cells.get((row.class_id or "", row.period_id)))
    for row in of_classes(ctx):
        found += outside_term(ctx, "unmet", f"{row.class_id}/{row.period_id}", row)
        wrong: list[Violation] = []
        for cell in dict.fromkeys(cells[id(row)] or [None]):
            wrong += [v for v in _row(ctx, row, cell) if v not in wrong]
        found += wrong
    return found + _served(ctx)


def of_classes(ctx: Context) -> list[UnmetNeed]:
    """Returns the rows about students of a class; the others are about posts."""
    return [r for r in ctx.plan.unmet if not is_post_need(r)]


@weekly
def _told_twice(ctx: Context) -> list[Violation]:
    found = []
    rows = Counter((r.class_id, r.period_id, r.component) for r in of_classes(ctx))
    for (class_id, period_id, component), times in rows.items():
        if times > 1:
            found.append(
                claim(
                    "unmet",
                    "unmet_twice",
                    subject=f"{class_id}/{period_id}",
                    amount=times - 1,
                    component=Word(component),
                )
            )
    return found


def _row(ctx: Context, row: UnmetNeed, cell: str | None) -> list[Violation]:
    """Checks a row, in a part of the term where its class has this cell."""
    subject = f"{row.class_id}/{row.period_id}"
    unknown = [
        claim("unmet", "unknown_id", subject=subject, kind=Word(kind), value=value)
        for kind, value, known in (
            ("school", row.school_id, ctx.schools),
            ("class", row.class_id, ctx.classes),
            ("period", row.period_id, ctx.periods),
        )
        if value not in known
    ]
    if unknown:
        return unknown
    school, period = ctx.periods[row.period_id]
    owner = ctx.classes[str(row.class_id)][0]
    facts: list[tuple[str, object, object]] = [
        ("school_id", row.school_id, owner.id),
        ("period_id", row.period_id, period.id if school.id == owner.id else "-"),
        ("weekday", row.weekday, period.weekday),
        ("minutes", row.minutes, row.student_periods * period.minutes),
        ("family", row.family, FAMILY_OF_WINDOW.get(period.window, "place_everyone_once")),
    ]
    if period.window != "regular":
        cell = "care"
    allowed = COMPONENTS_OF_CELL.get(cell, (cell,)) if cell is not None else (row.component,)
    facts.append(("component", row.component, row.component if row.component in allowed else cell))
    return [
        _field(school, period, subject, name, said, true)
        for name, said, true in facts
        if said != true
    ]


def _field(
    school: School, period: Period, subject: str, name: str, said: object, true: object
) -> Violation:
    numbers = name == "minutes" and isinstance(said, int) and isinstance(true, int)
    return claim(
        "unmet",
        "unmet_field",
        school=school,
        at=period,
        subject=subject,
        amount=abs(said - true) if numbers else 1,  # type: ignore[operator]
        unit="student_min" if numbers else "",
        item=Word(name),
        claimed=Word(str(said)),
        counted=Word(str(true)),
    )


@weekly
def _served(ctx: Context) -> list[Violation]:
    """Reports needs stated for students who have a seat."""
    found = []
    for (class_id, period_id), stated in ctx.unmet.items():
        if class_id not in ctx.classes or period_id not in ctx.periods:
            continue
        school, school_class = ctx.classes[class_id]
        period = ctx.periods[period_id][1]
        needed = lost_students(ctx).get((class_id, period_id), 0)
        if stated > needed:
            found.append(
                claim(
                    "unmet",
                    "unmet_but_served",
                    school=school,
                    at=period,
                    subject=class_id,
                    amount=stated - needed,
                    unit="students",
                    class_name=school_class.name,
                    stated=stated,
                    needed=needed,
                )
            )
    return found
