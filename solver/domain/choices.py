"""Choices of students, counted by class, menu and activity."""

from collections import Counter

from solver.domain.district import District
from solver.domain.school import Menu, School


def choice_counts(district: District) -> dict[tuple[str, str | None, str], int]:
    """Returns how many students of a class want an activity from a menu.

    Keys are ``(class_id, menu_id, activity_id)``. Where students are listed, a class's counts are
    the first choices of its students and its ``ChoiceCount`` rows are not used.
    """
    counts: Counter[tuple[str, str | None, str]] = Counter()
    listed = {s.class_id for s in district.students}
    for student in district.students:
        for choice in student.choices:
            counts[(student.class_id, choice.menu_id, choice.activity_ids[0])] += 1
    for row in district.choice_counts:
        if row.class_id not in listed and row.count:
            counts[(row.class_id, row.menu_id, row.activity_id)] += row.count
    return dict(counts)


def menu_of(school: School, class_id: str, activity_id: str, period_ids: set[str]) -> Menu | None:
    """Returns the menu through which a class enrols in an activity with a pattern of periods.

    It is the first menu of the class's band that lists the activity and whose periods hold the
    whole pattern. ``None`` if there is none (a school without menus: see ``has_free_menu``).
    """
    for menu in school.menus:
        band = next((b for b in school.bands if b.id == menu.band_id), None)
        if band is None or class_id not in band.class_ids or activity_id not in menu.activity_ids:
            continue
        if not menu.period_ids or period_ids <= set(menu.period_ids):
            return menu
    return None


def has_free_menu(school: School) -> bool:
    """Tells whether the school offers everything to everybody: it lists no menus."""
    return not school.menus
