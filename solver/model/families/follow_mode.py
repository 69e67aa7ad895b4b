"""The grid follows the mode the school adopted: 1+1+N or 2+N.

Clauses QC-3.3a/b, AX-2a/b. Per class over its cells: guidance at most so often a day; sports and
extension at least so often a week; with three or more periods a day each of the three daily;
at least N distinct extension titles with a staffed meeting at the school. A part of the term that
is shorter than a week owes its share of the least numbers on its own dates (``Owed``).
"""

from collections import defaultdict
from dataclasses import dataclass

from solver.domain import District
from solver.domain.calendar import meeting_dates
from solver.domain.term import DateRange
from solver.model.context import Context, Terms
from solver.model.grid import cell_var
from solver.model.school_view import WALKING, SchoolView
from solver.plan import Finding
from solver.policy import Clause

TAG = "follow_mode"
TITLES = "extension_titles"


@dataclass(frozen=True)
class Owed:
    """How often a class must have a component on the dates of a week in a part of the term."""

    class_id: str
    component: str
    days: DateRange
    least: int


class PartDistrict(District):
    """A part of the term that owes least numbers to single weeks."""

    owed: tuple[Owed, ...] = ()


def add(ctx: Context) -> None:
    """Adds the mode rows of each school."""
    for view in ctx.views.values():
        for c in binding_clauses(ctx, view):
            _rows(ctx, view, c)
    for owed in ctx.district.owed if isinstance(ctx.district, PartDistrict) else ():
        for view in ctx.views.values():
            if owed.class_id in view.classes:
                _owed(ctx, view, owed)


def _owed(ctx: Context, view: SchoolView, owed: Owed) -> None:
    grade = view.classes[owed.class_id].grade
    terms: Terms = []
    for t in view.slots[owed.class_id]:
        dates = meeting_dates(view.district.term, view.school, view.periods[t].weekday, (grade,))
        held = sum(owed.days.holds(day) for day in dates)
        for k in WALKING if owed.component == "extension" else (owed.component,):
            var = cell_var(ctx, owed.class_id, t, k)
            if var is not None and held:
                terms.append((var, held))
    ctx.rows.add(TAG, terms, low=owed.least)


def binding_clauses(ctx: Context, view: SchoolView) -> list[Clause]:
    """Clauses that bind: an adopted mode is required whatever the clause's strength."""
    school = view.school
    found = []
    for c in ctx.policy.pack.of_family(TAG):
        mode = c.get("mode")
        if ctx.policy.waiver(c, school.id) is not None or not ctx.policy.applies(c, school):
            continue
        if (mode is not None and mode == school.adopted_mode) or (mode is None and c.is_required):
            found.append(c)
    return found


def taking_part(view: SchoolView) -> list[str]:
    """Returns the classes of which anybody takes part."""
    return [c for c, k in view.classes.items() if view.school.participants_term(k)]


def cells_by_day(
    ctx: Context, view: SchoolView, class_id: str
) -> tuple[dict[tuple[str, int], list[int]], dict[int, int]]:
    """Returns a class's cells by component and weekday, split as extension, and periods a day."""
    cells: dict[tuple[str, int], list[int]] = defaultdict(list)
    count: dict[int, int] = defaultdict(int)
    for t in view.slots[class_id]:
        day = view.periods[t].weekday
        count[day] += 1
        for k in ("guidance", "sports", *WALKING):
            var = cell_var(ctx, class_id, t, k)
            if var is not None:
                cells[("extension" if k in WALKING else k, day)].append(var)
    return cells, count


def _rows(ctx: Context, view: SchoolView, c: Clause) -> None:
    for class_id in view.classes:
        cells, count = cells_by_day(ctx, view, class_id)
        most = c.integer("max_guidance_per_day")
        if most is not None:
            for day in count:
                ctx.rows.at_most(TAG, cells[("guidance", day)], most)
        for k in ("guidance", "sports", "extension"):
            least = c.integer(f"min_{k}_per_week")
            if least is not None:
                week = [(x, 1) for day in count for x in cells[(k, day)]]
                _at_least(ctx, view, c, class_id, week, least, k)
        each_from = c.integer("daily_each_from_periods")
        if each_from is not None:
            for day, n in count.items():
                if n >= each_from:
                    for k in ("guidance", "sports", "extension"):
                        terms = [(x, 1) for x in cells[(k, day)]]
                        _at_least(ctx, view, c, class_id, terms, 1, k)
    titles = c.integer("min_extension_titles")
    if titles is not None:
        _titles(ctx, view, c, titles)


def _at_least(
    ctx: Context, view: SchoolView, c: Clause, subject: str, terms: Terms, least: int, what: str
) -> None:
    if len(terms) < least:
        ctx.find(
            Finding(
                "infeasible",
                TAG,
                c.id,
                "finding.titles_too_few" if what == TITLES else "finding.mode_too_few",
                subject,
                view.school.id,
                least - len(terms),
                "titles" if what == TITLES else "periods",
                {
                    "school": view.school.name,
                    "subject": view.classes[subject].name if subject in view.classes else subject,
                    "component": what,
                    "least": str(least),
                    "possible": str(len(terms)),
                },
            )
        )
    elif terms:
        ctx.rows.add(TAG, terms, low=least)


def _titles(ctx: Context, view: SchoolView, c: Clause, least: int) -> None:
    running: dict[str, Terms] = defaultdict(list)
    for (a, pattern), var in ctx.v.sections.items():
        if pattern[0] in view.periods:
            running[ctx.activity[a].title].append((var, 1))
    flags: Terms = []
    for title, terms in running.items():
        flag = ctx.rows.var(("title", view.school.id, title))
        ctx.rows.add(TAG, [*terms, (flag, -1)], low=0)
        flags.append((flag, 1))
    _at_least(ctx, view, c, view.school.name, flags, least, TITLES)
