"""`follow_mode` in real weeks that a plan cuts into pieces: least numbers hold over the week.

The pattern week of a part shorter than a week has weekdays without a date. Its cells there take
place nowhere, so they meet no least number. Where every part that a real week has dates in is that
short, what is held on the week's own dates is counted instead.
"""

from collections import Counter, defaultdict
from datetime import date

from solver.domain import Period, School, SchoolClass
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.clocks import regular
from solver.verify.context import Context
from solver.verify.epochs import epochs
from solver.verify.families.grid import WALKING
from solver.verify.report import Word, breach, in_part

KINDS = {"guidance": ("guidance",), "sports": ("sports",), "extension": WALKING}


def check_short_weeks(ctx: Context, school: School, clause: Clause) -> list[Violation]:
    """Checks the least numbers of a clause in each real week that only short parts make up."""
    parts = [p for p in epochs(ctx) if p.is_cut]
    least = {k: n for k in KINDS if (n := clause.integer(f"min_{k}_per_week"))}
    if len(parts) < 2 or not least:
        return []
    found = []
    for school_class in school.classes:
        for dates, cells in _weeks(parts, school, school_class):
            held = Counter(k for k, kinds in KINDS.items() for c in cells if c in kinds)
            for k, wanted in least.items():
                if held[k] < wanted:
                    v = breach(
                        "follow_mode",
                        "too_few_per_week",
                        clause=clause,
                        school=school,
                        subject=school_class.id,
                        amount=wanted - held[k],
                        unit="periods",
                        class_name=school_class.name,
                        missing=Word(k),
                        found=held[k],
                        allowed=wanted,
                    )
                    found.append(in_part(v, dates[0], dates[-1]))
    return found


def _weeks(
    parts: list[Context], school: School, school_class: SchoolClass
) -> list[tuple[list[date], list[str]]]:
    """Returns the dates and cells of a class in each whole week that short parts make up.

    A week is whole if it has a date of each weekday on which the class has periods at all.
    """
    weekdays = {p.weekday for p in regular(school, school_class.grade)}
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    dates: dict[tuple[int, int], dict[date, int]] = defaultdict(dict)
    long_weeks: set[tuple[int, int]] = set()
    for part in parts:
        here = part.schools.get(school.id)
        if here is None:
            continue
        of_day: dict[int, list[Period]] = defaultdict(list)
        for p in regular(here, school_class.grade):
            of_day[p.weekday].append(p)
        dated = {d: part.dates(here, d, (school_class.grade,)) for d in weekdays}
        for weekday, days in dated.items():
            for day in days:
                week = day.isocalendar()[:2]
                dates[week][day] = weekday
                if all(dated.values()):
                    long_weeks.add(week)
                cells[week] += [
                    part.cells.get((school_class.id, p.id), "")
                    for p in of_day[weekday]
                    if part.in_phase(p.phase_ids, day)
                ]
    return [
        (sorted(days), cells[week])
        for week, days in sorted(dates.items())
        if week not in long_weeks and {*days.values()} == weekdays
    ]
