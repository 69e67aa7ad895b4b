"""The shape of a class's week beside what is required: guidance, sports, extension, titles."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from solver.domain import School, SchoolClass
from solver.plan import ClauseFigure, Violation
from solver.policy import Clause
from solver.verify.clocks import regular
from solver.verify.context import Context
from solver.verify.epochs import epochs
from solver.verify.families.follow_mode import extension_titles
from solver.verify.families.grid import WALKING
from solver.verify.figures.tally import Tightest, barred, judged

KINDS = (("guidance", ("guidance",)), ("sports", ("sports",)), ("extension", WALKING))


def mode(ctx: Context, clause: Clause, breaches: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares the rows of a mode, class by class, and the titles of each school."""
    most = Tightest("max_guidance_per_day", "most", "periods")
    weekly = {n: Tightest(f"min_{n}_per_week", "least", "periods") for n, _ in KINDS}
    titles = Tightest("min_extension_titles", "least", "titles")
    long_days = 0
    for part in epochs(ctx):
        for school in judged(part, clause):
            needed = clause.integer("min_extension_titles")
            if needed is not None:
                titles.add(needed, len(extension_titles(part, school)), school=school)
            for school_class in school.classes:
                days = _days(part, school, school_class)
                _compare(clause, school, school_class, days, most, weekly)
                each = clause.integer("daily_each_from_periods")
                long_days += each is not None and sum(len(d) >= each for d in days.values())
    for tally in (most, *weekly.values(), titles):
        yield from tally.figures()
    if clause.get("daily_each_from_periods") is not None:
        missing = [v for v in breaches if v.code == "not_each_day"]
        yield barred("daily_each_from_periods", "periods", long_days, missing)


def _days(ctx: Context, school: School, school_class: SchoolClass) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for period in regular(school, school_class.grade):
        found[period.weekday].append(ctx.cells.get((school_class.id, period.id), ""))
    return found


def _compare(
    clause: Clause,
    school: School,
    school_class: SchoolClass,
    days: dict[int, list[str]],
    most: Tightest,
    weekly: dict[str, Tightest],
) -> None:
    daily = clause.integer("max_guidance_per_day")
    if daily is not None:
        for weekday, cells in days.items():
            held = cells.count("guidance")
            most.add(daily, held, school=school, weekday=weekday, subject=school_class.id)
    week = Counter(cell for cells in days.values() for cell in cells)
    for name, kinds in KINDS:
        least = clause.integer(f"min_{name}_per_week")
        if least is not None:
            held = sum(week[kind] for kind in kinds)
            weekly[name].add(least, held, school=school, subject=school_class.id)


def guidance(ctx: Context, clause: Clause, _: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares the class-hours of guidance of each class and weekday of service."""
    most = clause.integer("max_guidance_ch_per_day")
    if most is None:
        return
    tally = Tightest("max_guidance_ch_per_day", "most", "ch")
    for part in epochs(ctx):
        for school in judged(part, clause):
            for school_class in school.classes:
                hours: Counter[int] = Counter()
                for period in regular(school, school_class.grade):
                    held = part.cells.get((school_class.id, period.id)) == "guidance"
                    hours[period.weekday] += part.ch(period) if held else 0
                for weekday, total in hours.items():
                    tally.add(most, total, school=school, weekday=weekday, subject=school_class.id)
    yield from tally.figures()
