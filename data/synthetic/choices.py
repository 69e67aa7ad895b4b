"""Menus, and the choices of students: exactly what the planted plan serves."""

from collections import Counter

from data.synthetic.draft import BandDraft, MeetingDraft, MenuDraft, SchoolDraft
from solver.domain.activity import ClassQuota
from solver.domain.students import ChoiceCount


def offer_menus(school: SchoolDraft) -> None:
    """Makes the menus of a school and tells every club section through which one it is chosen.

    ``single``: one menu per band for all extension periods. ``daily``: one menu per band and
    club weekday, and one for clubs that meet twice. ``free``: no menus.
    """
    style = school.recipe.menu_style
    if style == "free":
        return
    for band in school.bands:
        for meeting in _clubs_of(school, band):
            menu = _menu(school, band, meeting, style)
            meeting.menu_id = menu.id
            if meeting.activity.id not in menu.activity_ids:
                menu.activity_ids.append(meeting.activity.id)
    for menu in school.menus.values():
        menu.activity_ids.sort()
        menu.take = _take(school, menu)


def _menu(school: SchoolDraft, band: BandDraft, meeting: MeetingDraft, style: str) -> MenuDraft:
    weekday = meeting.periods[0].weekday
    if style == "single":
        menu = MenuDraft(f"{band.id}-m", band.id, ())
    elif meeting.activity.meetings_per_week > 1:
        menu = MenuDraft(f"{band.id}-mt", band.id, ())
    else:
        ids = tuple(p.id for p in band.periods[weekday])
        menu = MenuDraft(f"{band.id}-m{weekday}", band.id, ids)
    return school.menus.setdefault(menu.id, menu)


def _take(school: SchoolDraft, menu: MenuDraft) -> int:
    """The fewest enrolments per student that let all planted ones stand."""
    enrolled: Counter[str] = Counter()
    for meeting in school.meetings:
        if meeting.menu_id == menu.id:
            enrolled.update(meeting.counts)
    size = {c.id: max(c.recipe.present) for c in school.classes}
    return max(-(-n // size[i]) for i, n in enrolled.items())


def _clubs_of(school: SchoolDraft, band: BandDraft) -> list[MeetingDraft]:
    classes = {c.id for c in band.classes}
    return [
        m
        for m in school.meetings
        if m.activity.grouping == "by_choice" and classes.issuperset(m.counts)
    ]


def limit_per_class(school: SchoolDraft) -> None:
    """Gives the first club that meets twice a week a quota per class, as it was planted."""
    for i, activity in enumerate(school.activities):
        seats: Counter[str] = Counter()
        for m in school.meetings:
            if m.activity.id == activity.id:
                seats.update(m.counts)
        if activity.meetings_per_week < 2 or not seats:
            continue
        fullest = max(sorted(seats), key=lambda c: seats[c])
        quotas = (
            ClassQuota(max_students=seats[fullest]),
            ClassQuota(class_id=fullest, min_students=1, max_students=seats[fullest]),
        )
        school.activities[i] = activity.model_copy(update={"class_quotas": quotas})
        for m in school.meetings:
            if m.activity.id == activity.id:
                m.activity = school.activities[i]
        return


def planted_choices(school: SchoolDraft) -> list[ChoiceCount]:
    """Returns one count per class, menu and activity: the students whom the plan seats."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for m in school.meetings:
        if m.activity.grouping == "by_choice":
            for class_id, n in m.counts.items():
                counts[class_id, m.menu_id or "", m.activity.id] += n
    return [
        ChoiceCount(class_id=c, menu_id=menu or None, activity_id=a, count=n)
        for (c, menu, a), n in sorted(counts.items())
    ]
