"""`sports_without_pe`: a class has a PE lesson or sports in the service on each day."""

from collections import defaultdict

from solver.domain import Period, School, SchoolClass
from solver.plan import Violation
from solver.verify.clocks import regular
from solver.verify.context import Context
from solver.verify.epochs import weekly
from solver.verify.report import breach, day_word

FAMILY = "sports_without_pe"


@weekly
def check_sports_without_pe(ctx: Context) -> list[Violation]:
    """Checks the weekdays without a PE lesson at schools that have switched the rule on.

    Structural: the switch is the school's, no clause asks for it. The amount is one period.
    """
    return [
        v
        for school in ctx.district.schools
        if school.sports_without_pe
        for school_class in school.classes
        for v in _days(ctx, school, school_class)
    ]


def _days(ctx: Context, school: School, school_class: SchoolClass) -> list[Violation]:
    days: dict[int, list[Period]] = defaultdict(list)
    for period in regular(school, school_class.grade):
        days[period.weekday].append(period)
    return [
        breach(
            FAMILY,
            "no_sports_without_pe",
            school=school,
            at=periods[0],
            subject=school_class.id,
            amount=1,
            unit="periods",
            class_name=school_class.name,
            day=day_word(weekday),
        )
        for weekday, periods in days.items()
        if weekday not in school_class.pe_weekdays
        and any(school_class.present(p) for p in periods)
        and all(ctx.cells.get((school_class.id, p.id)) != "sports" for p in periods)
    ]
