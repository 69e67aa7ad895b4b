"""What a mode asks of single weeks that parts of the term shorter than a week make up.

The pattern week of such a part has weekdays without a date. Cells there take place nowhere, so
over the dates of the real week the parts together have to reach the least numbers of the mode.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from solver.domain import District, SchoolClass
from solver.domain.base import GridComponent
from solver.domain.calendar import meeting_dates
from solver.domain.term import DateRange
from solver.model.context import Context
from solver.model.families.follow_mode import Owed, PartDistrict, binding_clauses
from solver.model.grid import fixed_cells
from solver.model.school_view import WALKING, SchoolView
from solver.policy import PolicyPack

KINDS: Mapping[str, tuple[GridComponent, ...]] = {
    "guidance": ("guidance",),
    "sports": ("sports",),
    "extension": WALKING,
}
Cells = Mapping[tuple[str, str], GridComponent]
"""Components by class and period."""


@dataclass(frozen=True)
class Share:
    """A part of the term, as its own district, and its cells if it is planned."""

    district: District
    days: DateRange
    cells: Cells | None = None


def may_owe(days: DateRange) -> bool:
    """Tells whether a part is so short that closures may leave a weekday without a date in it."""
    return (days.last - days.first).days < 28


def with_owed(whole: District, pack: PolicyPack, mine: Share, others: Sequence[Share]) -> District:
    """Returns a part's district with what it owes to the weeks that short parts make up.

    Parameters
    ----------
    whole : District
        The district of the whole term.
    others : sequence of Share
        All other parts of the term. What planned ones hold is taken off; of the rest each part is
        to hold its share by dates, or what the others cannot.
    """
    ids = tuple(s.id for s in whole.schools)
    ctx = Context(whole, pack, ids)
    shares = [(s, Context(s.district, pack, ids)) for s in (mine, *others)]
    owed = [
        o
        for view in ctx.views.values()
        for c in view.school.classes
        for week in _short_weeks(view, c, [s.days for s, _ in shares])
        for o in _of_week(ctx, view, c, week, shares)
    ]
    if not owed:
        return mine.district
    fields = {name: getattr(mine.district, name) for name in District.model_fields}
    return PartDistrict.model_construct(**fields, owed=tuple(owed))


def _short_weeks(
    view: SchoolView, c: SchoolClass, parts: Sequence[DateRange]
) -> Iterator[list[list[date]]]:
    """Yields the dates by part of each whole week of a class that only short parts have dates in.

    A week is whole if it has a date of each weekday on which the class has periods at all; only
    weeks in which the first part has dates are asked for.
    """
    weekdays = {view.regular[t].weekday for t in view.slots[c.id]}
    weeks: dict[tuple[int, int], list[list[date]]] = defaultdict(lambda: [[] for _ in parts])
    days: dict[tuple[int, int], set[int]] = defaultdict(set)
    long_weeks: set[tuple[int, int]] = set()
    for i, part in enumerate(parts):
        dated = {
            d: [
                x
                for x in meeting_dates(view.district.term, view.school, d, (c.grade,))
                if part.holds(x)
            ]
            for d in weekdays
        }
        for weekday, dates in dated.items():
            for day in dates:
                iso = day.isocalendar()
                weeks[(iso.year, iso.week)][i].append(day)
                days[(iso.year, iso.week)].add(weekday)
                if all(dated.values()):
                    long_weeks.add((iso.year, iso.week))
    for week, dates_of in sorted(weeks.items()):
        if dates_of[0] and week not in long_weeks and days[week] == weekdays:
            yield dates_of


def _of_week(
    ctx: Context,
    view: SchoolView,
    c: SchoolClass,
    week: list[list[date]],
    shares: Sequence[tuple[Share, Context]],
) -> Iterator[Owed]:
    for clause in binding_clauses(ctx, view):
        for k, kinds in KINDS.items():
            least = clause.integer(f"min_{k}_per_week") or 0
            if not least:
                continue
            held = possible = 0
            for (share, part), dates in zip(shares[1:], week[1:], strict=True):
                if share.cells is None:
                    possible += _most(part, view.school.id, c.id, dates, kinds)
                else:
                    held += sum(
                        share.cells.get((c.id, t)) in kinds
                        for t in _on_dates(part, view.school.id, c.id, dates)
                    )
            own = _most(shares[0][1], view.school.id, c.id, week[0], kinds)
            fair = least * len(week[0]) // sum(len(dates) for dates in week)
            wanted = least - held - possible
            if possible:
                wanted = min(own, max(wanted, min(fair, least - held)))
            if wanted > 0:
                days = DateRange(first=min(week[0]), last=max(week[0]))
                yield Owed(c.id, k, days, wanted)


def _on_dates(part: Context, school_id: str, class_id: str, dates: Sequence[date]) -> list[str]:
    """Returns the class's periods on some dates of a part, once for each date."""
    view = part.views[school_id]
    grade = view.classes[class_id].grade
    found = []
    for t in view.slots[class_id]:
        weekday = view.regular[t].weekday
        days = meeting_dates(view.district.term, view.school, weekday, (grade,))
        found += [t for day in dates if day in days]
    return found


def _most(
    part: Context,
    school_id: str,
    class_id: str,
    dates: Sequence[date],
    kinds: tuple[GridComponent, ...],
) -> int:
    """Returns how many cells on some dates may be of some kinds: those not fixed otherwise."""
    view = part.views[school_id]
    return sum(
        {cell.component for cell in fixed_cells(view, class_id, t)} <= {*kinds}
        for t in _on_dates(part, school_id, class_id, dates)
    )
