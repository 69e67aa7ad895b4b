"""Cross-references of a district: every id that is named must exist and fit where it is named."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from solver.domain.errors import InputFinding
from solver.domain.pins import AbsencePin, GridPin, MeetingPin
from solver.domain.school_references import Collector, school_findings

if TYPE_CHECKING:
    from solver.domain.activity import Activity
    from solver.domain.district import District
    from solver.domain.school import Menu

Home = dict[str, str]
"""School id of each record of a kind that belongs to one school."""


class _Index:
    """The ids of a district, with the school of each record that belongs to one."""

    def __init__(self, district: District) -> None:
        self.schools = {s.id for s in district.schools}
        self.staff = {p.id for p in district.staff}
        self.providers = {p.id for p in district.providers}
        self.activities: dict[str, Activity] = {a.id: a for a in district.activities}
        self.enrolled = {c.id: c.enrolled for s in district.schools for c in s.classes}
        self.classes: Home = {c.id: s.id for s in district.schools for c in s.classes}
        self.periods: Home = {p.id: s.id for s in district.schools for p in s.periods}
        self.bands: Home = {b.id: s.id for s in district.schools for b in s.bands}
        self.rooms: Home = {r.id: s.id for s in district.schools for r in s.rooms}
        self.menus: dict[str, Menu] = {m.id: m for s in district.schools for m in s.menus}

    def activities_of(self, school_id: str) -> set[str]:
        """Activities that a school may offer: those of all schools and its own."""
        return {i for i, a in self.activities.items() if a.school_id in (None, school_id)}


def reference_findings(district: District) -> list[InputFinding]:
    """Returns every inconsistent reference of a district, each with its JSON path."""
    out = Collector()
    ids = _Index(district)
    _unique(out, district)
    for i, closure in enumerate(district.term.closures):
        for j, value in enumerate(closure.school_ids):
            out.known(f"term.closures[{i}].school_ids[{j}]", value, ids.schools, "school")
    paying_less = [s for s in district.students if s.fee_reduction_pct and s.weekdays]
    for i, school in enumerate(district.schools):
        classes = {c.id for c in school.classes}
        reduced = sum(s.class_id in classes for s in paying_less)
        school_findings(out, f"schools[{i}]", school, ids.activities, district.term, reduced)
        for j, block in enumerate(school.blocks):
            for k, value in enumerate(block.staff_ids):
                where = f"schools[{i}].blocks[{j}].staff_ids[{k}]"
                out.known(where, value, ids.staff, "staff member")
    _people(out, district, ids)
    phases = {p.id for p in district.term.phases}
    for i, activity in enumerate(district.activities):
        at = f"activities[{i}]"
        out.known(f"{at}.school_id", activity.school_id, ids.schools, "school")
        out.known(f"{at}.provider_id", activity.provider_id, ids.providers, "provider")
        for j, value in enumerate(activity.phase_ids):
            out.known(f"{at}.phase_ids[{j}]", value, phases, "phase")
        for j, quota in enumerate(activity.class_quotas):
            where = f"{at}.class_quotas[{j}].class_id"
            _within(out, where, quota.class_id, ids.classes, activity.school_id, "class")
    _choices(out, district, ids)
    for i, times in enumerate(district.travel.times):
        out.known(f"travel.times[{i}].from_school_id", times.from_school_id, ids.schools, "school")
        out.known(f"travel.times[{i}].to_school_id", times.to_school_id, ids.schools, "school")
    for i, waiver in enumerate(district.waivers):
        out.known(f"waivers[{i}].school_id", waiver.school_id, ids.schools, "school")
    _pins(out, district, ids)
    return out.findings


def _unique(out: Collector, district: District) -> None:
    out.unique("term.phases", (p.id for p in district.term.phases))
    out.unique("term.seasons", (s.id for s in district.term.seasons))
    out.unique("schools", (s.id for s in district.schools))
    for name in ("classes", "periods", "rooms", "bands", "merges", "menus", "duty_posts", "blocks"):
        every = (item.id for s in district.schools for item in getattr(s, name))
        out.unique(f"schools[*].{name}", every)
    for name in ("staff", "providers", "activities", "students"):
        out.unique(name, (item.id for item in getattr(district, name)))


def _within(
    out: Collector, where: str, value: str | None, home: Home, school_id: str | None, kind: str
) -> None:
    """Reports an id that does not exist, or belongs to another school than the given one."""
    if value is None or not out.known(where, value, home, kind) or school_id is None:
        return
    if home[value] != school_id:
        own = {i for i, s in home.items() if s == school_id}
        out.known(where, value, own, f"{kind} of this school")


def _people(out: Collector, district: District, ids: _Index) -> None:
    for i, person in enumerate(district.staff):
        at = f"staff[{i}]"
        out.known(f"{at}.home_school_id", person.home_school_id, ids.schools, "school")
        out.known(f"{at}.provider_id", person.provider_id, ids.providers, "provider")
        for j, value in enumerate(person.own_class_ids):
            out.known(f"{at}.own_class_ids[{j}]", value, ids.classes, "class")
        for j, value in enumerate(person.lendable_to):
            out.known(f"{at}.lendable_to[{j}]", value, ids.schools, "school")
    for i, provider in enumerate(district.providers):
        at = f"providers[{i}]"
        for j, step in enumerate(provider.approvals):
            out.known(f"{at}.approvals[{j}].school_id", step.school_id, ids.schools, "school")
        for j, agreement in enumerate(provider.agreements):
            where = f"{at}.agreements[{j}].school_id"
            out.known(where, agreement.school_id, ids.schools, "school")


def _choices(out: Collector, district: District, ids: _Index) -> None:
    seen: Counter[tuple[str, str | None, str]] = Counter()
    for i, choice in enumerate(district.choice_counts):
        at = f"choice_counts[{i}]"
        out.known(f"{at}.class_id", choice.class_id, ids.classes, "class")
        out.known(f"{at}.menu_id", choice.menu_id, ids.menus, "menu")
        _chosen(out, f"{at}.activity_id", choice.activity_id, choice.menu_id, ids)
        enrolled = ids.enrolled.get(choice.class_id, choice.count)
        if choice.count > enrolled:
            out.add(f"{at}.count", "choices_exceed", value=choice.count, allowed=enrolled)
        key = (choice.class_id, choice.menu_id, choice.activity_id)
        seen[key] += 1
        if seen[key] == 2:
            out.add(at, "duplicate_choice", value=" / ".join(str(k) for k in key))
    for i, student in enumerate(district.students):
        out.known(f"students[{i}].class_id", student.class_id, ids.classes, "class")
        for j, wishes in enumerate(student.choices):
            at = f"students[{i}].choices[{j}]"
            out.known(f"{at}.menu_id", wishes.menu_id, ids.menus, "menu")
            for k, value in enumerate(wishes.activity_ids):
                _chosen(out, f"{at}.activity_ids[{k}]", value, wishes.menu_id, ids)


def _chosen(out: Collector, where: str, activity_id: str, menu_id: str | None, ids: _Index) -> None:
    """Reports an activity that does not exist or cannot be chosen from the menu."""
    if not out.known(where, activity_id, ids.activities, "activity"):
        return
    if ids.activities[activity_id].grouping != "by_choice":
        out.add(where, "not_by_choice", value=activity_id)
    menu = ids.menus.get(menu_id) if menu_id else None
    if menu and activity_id not in menu.activity_ids:
        allowed = ", ".join(menu.activity_ids)
        out.add(where, "not_on_menu", value=activity_id, menu=menu.id, allowed=allowed)


def _pins(out: Collector, district: District, ids: _Index) -> None:
    """Checks pins; what a pin names besides its period must be of the period's school."""
    for i, pin in enumerate(district.pins):
        at = f"pins[{i}]"
        if isinstance(pin, AbsencePin):
            out.known(f"{at}.staff_id", pin.staff_id, ids.staff, "staff member")
            out.known(f"{at}.school_id", pin.school_id, ids.schools, "school")
            continue
        out.known(f"{at}.period_id", pin.period_id, ids.periods, "period")
        school = ids.periods.get(pin.period_id)
        _within(out, f"{at}.class_id", pin.class_id, ids.classes, school, "class")
        if isinstance(pin, GridPin):
            _within(out, f"{at}.band_id", pin.band_id, ids.bands, school, "band")
        if isinstance(pin, MeetingPin):
            where = f"{at}.activity_id"
            if out.known(where, pin.activity_id, ids.activities, "activity") and school:
                usable = ids.activities_of(school)
                out.known(where, pin.activity_id, usable, "activity of this school")
            out.known(f"{at}.staff_id", pin.staff_id, ids.staff, "staff member")
            _within(out, f"{at}.room_id", pin.room_id, ids.rooms, school, "room")
