"""The weekdays of a grade with the periods that stand together on them, by phases of the term."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from solver.domain import Period, School
from solver.plan import Violation
from solver.verify.context import Context
from solver.verify.report import in_part


class Day(NamedTuple):
    """A weekday of a grade: some of its periods and the dates on which it has just these."""

    grade: int
    weekday: int
    periods: list[Period]
    dates: tuple[date, ...]
    is_phased: bool = False

    def told(self, violation: Violation) -> Violation:
        """Returns a breach, with its dates if they are those of some phases only."""
        return in_part(violation, self.dates[0], self.dates[-1]) if self.is_phased else violation


def days_of(
    ctx: Context, school: School, periods_of: Callable[[int, int], list[Period]]
) -> Iterator[Day]:
    """Yields each grade with classes and each weekday on which it has some periods.

    Once for each set of periods that it ever has on the weekday; a day that has no date counts
    only where nothing is dated: in the whole term, without phases.

    Parameters
    ----------
    periods_of : callable
        Gives the periods of a grade on a weekday, by start.
    """
    for grade in sorted({c.grade for c in school.classes}):
        for weekday in range(1, 8):
            periods = periods_of(grade, weekday)
            dates = ctx.dates(school, weekday, (grade,))
            if not any(p.phase_ids for p in periods):
                if periods and (dates or not ctx.is_cut):
                    yield Day(grade, weekday, periods, dates)
                continue
            sets: dict[tuple[str, ...], list[date]] = defaultdict(list)
            for d in dates:
                live = tuple(p.id for p in periods if ctx.in_phase(p.phase_ids, d))
                sets[live].append(d)
            for live, days in sets.items():
                held = [p for p in periods if p.id in live]
                if held:
                    yield Day(grade, weekday, held, tuple(days), is_phased=True)
