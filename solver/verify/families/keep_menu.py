"""`keep_menu`: a class enrols only in what its menus offer, and as often as they allow."""

from collections import defaultdict

from solver.domain.choices import has_free_menu
from solver.plan import Violation
from solver.verify.context import Context
from solver.verify.enrolments import enrolments, menu_id_of, pattern_of, rosters
from solver.verify.epochs import weekly
from solver.verify.report import Words, breach, periods_said

FAMILY = "keep_menu"


def check_keep_menu(ctx: Context) -> list[Violation]:
    """Checks offers, weekdays of activities, and how much a menu lets students take.

    Structural: holds whatever the pack says.
    """
    return _offered(ctx) + _on_menu(ctx) + _taken(ctx)


def _offered(ctx: Context) -> list[Violation]:
    found = []
    for b in ctx.bookings:
        if b.activity.school_id not in (None, b.school.id):
            found.append(
                breach(FAMILY, "not_offered", at=b, unit="meetings", activity=b.activity.title)
            )
        if b.activity.weekdays and b.period.weekday not in b.activity.weekdays:
            found.append(
                breach(
                    FAMILY,
                    "weekday_not_allowed",
                    at=b,
                    unit="meetings",
                    activity=b.activity.title,
                    allowed=Words(tuple(f"day_{d}" for d in b.activity.weekdays)),
                )
            )
    return found


@weekly
def _on_menu(ctx: Context) -> list[Violation]:
    found = []
    for section_id, roster in rosters(ctx).items():
        meetings = ctx.of_section[section_id]
        activity = meetings[0].activity
        if activity.grouping != "by_choice" or has_free_menu(meetings[0].school):
            continue
        pattern = pattern_of(ctx, meetings)
        for class_id, students in roster.items():
            school, school_class = ctx.classes[class_id]
            if menu_id_of(ctx, class_id, activity.id, pattern) is None and students:
                found.append(
                    breach(
                        FAMILY,
                        "not_on_menu",
                        school=school,
                        at=meetings[0].period,
                        subject=section_id,
                        amount=students,
                        unit="students",
                        class_name=school_class.name,
                        activity=activity.title,
                        pattern=periods_said(ctx.periods, sorted(pattern)),
                    )
                )
    return found


@weekly
def _taken(ctx: Context) -> list[Violation]:
    found = []
    of_menu: dict[tuple[str, str], int] = defaultdict(int)
    for (class_id, menu_id, activity_id), students in enrolments(ctx).items():
        school, school_class = ctx.classes[class_id]
        if menu_id is not None:
            of_menu[(class_id, menu_id)] += students
        most = school.participants_term(school_class)
        if students > most:
            found.append(
                breach(
                    FAMILY,
                    "enrolled_twice",
                    school=school,
                    subject=class_id,
                    amount=students - most,
                    unit="students",
                    class_name=school_class.name,
                    activity=ctx.activities[activity_id].title,
                    enrolled=students,
                    allowed=most,
                )
            )
    for (class_id, menu_id), students in of_menu.items():
        school, school_class = ctx.classes[class_id]
        take = next(m.take for m in school.menus if m.id == menu_id)
        most = school.participants_term(school_class)
        if take is not None and students > take * most:
            found.append(
                breach(
                    FAMILY,
                    "menu_overtaken",
                    school=school,
                    subject=class_id,
                    amount=students - take * most,
                    unit="students",
                    class_name=school_class.name,
                    menu=menu_id,
                    enrolled=students,
                    allowed=take * most,
                    take=take,
                )
            )
    return found
