"""Enrolments: students of a class in the sections of an activity, counted once per section."""

from collections import defaultdict

from solver.domain.choices import has_free_menu, menu_of
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.once import once


@once
def rosters(ctx: Context) -> dict[str, dict[str, int]]:
    """Returns the students of each section by class: the most of any of its meetings."""
    found: dict[str, dict[str, int]] = {}
    for section_id, meetings in ctx.of_section.items():
        roster = found.setdefault(section_id, {})
        for b in meetings:
            for school_class, students in b.seated:
                roster[school_class.id] = max(roster.get(school_class.id, 0), students)
    return found


def pattern_of(ctx: Context, meetings: list[Booking]) -> set[str]:
    """Returns the periods in which a section really meets, or says it does."""
    section = ctx.sections.get(meetings[0].meeting.section_id)
    held = {b.period.id for b in meetings}
    return held | {p for p in section.period_ids if p in ctx.periods} if section else held


def menu_id_of(ctx: Context, class_id: str, activity_id: str, pattern: set[str]) -> str | None:
    """Returns the menu by which a class enrols with a pattern, ``None`` if there is none."""
    menu = menu_of(ctx.classes[class_id][0], class_id, activity_id, pattern)
    return menu.id if menu else None


@once
def enrolments(ctx: Context) -> dict[tuple[str, str | None, str], int]:
    """Returns students enrolled by class, menu and by_choice activity.

    The menu is ``None`` in a school without menus. Enrolments that no menu of the school allows
    are left out (`keep_menu` reports them).
    """
    found: dict[tuple[str, str | None, str], int] = defaultdict(int)
    for section_id, roster in rosters(ctx).items():
        meetings = ctx.of_section[section_id]
        activity = meetings[0].activity
        if activity.grouping != "by_choice":
            continue
        pattern = pattern_of(ctx, meetings)
        for class_id, students in roster.items():
            school = ctx.classes[class_id][0]
            menu_id = menu_id_of(ctx, class_id, activity.id, pattern)
            if menu_id is not None or has_free_menu(school):
                found[(class_id, menu_id, activity.id)] += students
    return dict(found)
