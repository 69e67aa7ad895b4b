"""Cross-references of a district: every id that is named must exist and fit where it is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from solver.domain.base import overlap
from solver.domain.errors import InputFinding
from solver.domain.pins import AbsencePin, GridPin, MeetingPin

if TYPE_CHECKING:
    from solver.domain.district import District
    from solver.domain.school import School


class _Collector:
    def __init__(self) -> None:
        self.findings: list[InputFinding] = []

    def add(self, where: str, code: str, **params: object) -> None:
        self.findings.append(
            InputFinding(
                where=where,
                code=f"input.{code}",
                params={key: str(value) for key, value in params.items()},
            )
        )

    def unique(self, where: str, ids: Iterable[str]) -> None:
        for value, times in Counter(ids).items():
            if times > 1:
                self.add(where, "duplicate_id", value=value, times=times)

    def known(self, where: str, value: str | None, allowed: set[str], kind: str) -> bool:
        if value is None or value in allowed:
            return True
        near = ", ".join(sorted(allowed)[:6]) or "-"
        self.add(where, "unknown_reference", value=value, kind=kind, examples=near)
        return False


def reference_findings(district: District) -> list[InputFinding]:
    """Returns every inconsistent reference of a district, each with its JSON path."""
    out = _Collector()
    schools = {s.id for s in district.schools}
    classes = {c.id for s in district.schools for c in s.classes}
    periods = {p.id for s in district.schools for p in s.periods}
    bands = {b.id for s in district.schools for b in s.bands}
    activities = {a.id for a in district.activities}
    staff = {p.id for p in district.staff}
    providers = {p.id for p in district.providers}
    out.unique("schools", (s.id for s in district.schools))
    out.unique("schools[*].classes", (c.id for s in district.schools for c in s.classes))
    out.unique("schools[*].periods", (p.id for s in district.schools for p in s.periods))
    out.unique("schools[*].rooms", (r.id for s in district.schools for r in s.rooms))
    out.unique("schools[*].bands", (b.id for s in district.schools for b in s.bands))
    out.unique("schools[*].menus", (m.id for s in district.schools for m in s.menus))
    out.unique("schools[*].duty_posts", (d.id for s in district.schools for d in s.duty_posts))
    out.unique("staff", (p.id for p in district.staff))
    out.unique("providers", (p.id for p in district.providers))
    out.unique("activities", (a.id for a in district.activities))
    out.unique("students", (s.id for s in district.students))
    for i, school in enumerate(district.schools):
        _school(out, f"schools[{i}]", school, activities, district)
    for i, person in enumerate(district.staff):
        at = f"staff[{i}]"
        out.known(f"{at}.home_school_id", person.home_school_id, schools, "school")
        out.known(f"{at}.provider_id", person.provider_id, providers, "provider")
        for j, value in enumerate(person.own_class_ids):
            out.known(f"{at}.own_class_ids[{j}]", value, classes, "class")
        for j, value in enumerate(person.lendable_to):
            out.known(f"{at}.lendable_to[{j}]", value, schools, "school")
    for i, provider in enumerate(district.providers):
        for j, step in enumerate(provider.approvals):
            out.known(f"providers[{i}].approvals[{j}].school_id", step.school_id, schools, "school")
        for j, agreement in enumerate(provider.agreements):
            where = f"providers[{i}].agreements[{j}].school_id"
            out.known(where, agreement.school_id, schools, "school")
    for i, activity in enumerate(district.activities):
        at = f"activities[{i}]"
        out.known(f"{at}.school_id", activity.school_id, schools, "school")
        out.known(f"{at}.provider_id", activity.provider_id, providers, "provider")
        for j, quota in enumerate(activity.class_quotas):
            out.known(f"{at}.class_quotas[{j}].class_id", quota.class_id, classes, "class")
    _choices(out, district, activities, classes)
    for i, times in enumerate(district.travel.times):
        out.known(f"travel.times[{i}].from_school_id", times.from_school_id, schools, "school")
        out.known(f"travel.times[{i}].to_school_id", times.to_school_id, schools, "school")
    for i, waiver in enumerate(district.waivers):
        out.known(f"waivers[{i}].school_id", waiver.school_id, schools, "school")
    for i, pin in enumerate(district.pins):
        at = f"pins[{i}]"
        if isinstance(pin, AbsencePin):
            out.known(f"{at}.staff_id", pin.staff_id, staff, "staff member")
            out.known(f"{at}.school_id", pin.school_id, schools, "school")
        else:
            out.known(f"{at}.period_id", pin.period_id, periods, "period")
            out.known(f"{at}.class_id", pin.class_id, classes, "class")
        if isinstance(pin, GridPin):
            out.known(f"{at}.band_id", pin.band_id, bands, "band")
        if isinstance(pin, MeetingPin):
            out.known(f"{at}.activity_id", pin.activity_id, activities, "activity")
            out.known(f"{at}.staff_id", pin.staff_id, staff, "staff member")
            rooms = {r.id for s in district.schools for r in s.rooms}
            out.known(f"{at}.room_id", pin.room_id, rooms, "room")
    return out.findings


def _choices(out: _Collector, district: District, activities: set[str], classes: set[str]) -> None:
    menus = {m.id: m for s in district.schools for m in s.menus}
    activity_by_id = {a.id: a for a in district.activities}
    seen: Counter[tuple[str, str | None, str]] = Counter()
    for i, choice in enumerate(district.choice_counts):
        at = f"choice_counts[{i}]"
        out.known(f"{at}.class_id", choice.class_id, classes, "class")
        out.known(f"{at}.menu_id", choice.menu_id, set(menus), "menu")
        if out.known(f"{at}.activity_id", choice.activity_id, activities, "activity"):
            activity = activity_by_id[choice.activity_id]
            if activity.grouping != "by_choice":
                out.add(f"{at}.activity_id", "not_by_choice", value=choice.activity_id)
            menu = menus.get(choice.menu_id) if choice.menu_id else None
            if menu and choice.activity_id not in menu.activity_ids:
                out.add(
                    f"{at}.activity_id",
                    "not_on_menu",
                    value=choice.activity_id,
                    menu=menu.id,
                    allowed=", ".join(menu.activity_ids),
                )
        key = (choice.class_id, choice.menu_id, choice.activity_id)
        seen[key] += 1
        if seen[key] == 2:
            out.add(at, "duplicate_choice", value=" / ".join(str(k) for k in key))
    for i, student in enumerate(district.students):
        out.known(f"students[{i}].class_id", student.class_id, classes, "class")
        for j, choice_list in enumerate(student.choices):
            where = f"students[{i}].choices[{j}]"
            out.known(f"{where}.menu_id", choice_list.menu_id, set(menus), "menu")
            for k, value in enumerate(choice_list.activity_ids):
                out.known(f"{where}.activity_ids[{k}]", value, activities, "activity")


def _school(
    out: _Collector, at: str, school: School, activities: set[str], district: District
) -> None:
    own_classes = {c.id for c in school.classes}
    own_periods = {p.id: p for p in school.periods}
    own_rooms = {r.id for r in school.rooms}
    own_bands = {b.id for b in school.bands}
    seasons = {s.id for s in district.term.seasons}
    member = Counter(c for b in school.bands for c in b.class_ids)
    for i, band in enumerate(school.bands):
        for j, value in enumerate(band.class_ids):
            out.known(f"{at}.bands[{i}].class_ids[{j}]", value, own_classes, "class of this school")
        members = [c for c in school.classes if c.id in band.class_ids]
        patterns = {
            frozenset(
                p.id for p in school.periods if p.window == "regular" and p.applies_to(c.grade)
            )
            for c in members
        }
        if len(patterns) > 1:
            out.add(f"{at}.bands[{i}]", "band_periods_differ", value=band.id)
    for i, school_class in enumerate(school.classes):
        where = f"{at}.classes[{i}]"
        if member[school_class.id] != 1:
            out.add(
                where, "class_in_one_band", value=school_class.id, times=member[school_class.id]
            )
        out.known(f"{where}.home_room_id", school_class.home_room_id, own_rooms, "room")
        for value in school_class.participants_by_period:
            out.known(f"{where}.participants_by_period", value, set(own_periods), "period")
        stages = {"primary": (1, 6), "junior": (7, 9), "nine_year": (1, 9)}
        low, high = stages[school.stage]
        if not low <= school_class.grade <= high:
            out.add(
                f"{where}.grade", "grade_of_stage", value=school_class.grade, low=low, high=high
            )
        periods = sorted(
            (p for p in school.periods if p.applies_to(school_class.grade)),
            key=lambda p: (p.weekday, p.start_min),
        )
        for a, b in pairwise(periods):
            if a.weekday == b.weekday and overlap(a.start_min, a.end_min, b.start_min, b.end_min):
                out.add(
                    f"{at}.periods", "periods_overlap", grade=school_class.grade, a=a.id, b=b.id
                )
    homes = Counter(c.home_room_id for c in school.classes if c.home_room_id)
    for room_id, times in homes.items():
        if times > 1:
            out.add(f"{at}.classes", "home_room_shared", value=room_id, times=times)
    for i, menu in enumerate(school.menus):
        out.known(f"{at}.menus[{i}].band_id", menu.band_id, own_bands, "band of this school")
        for j, value in enumerate(menu.period_ids):
            where = f"{at}.menus[{i}].period_ids[{j}]"
            out.known(where, value, set(own_periods), "period of this school")
        for j, value in enumerate(menu.activity_ids):
            out.known(f"{at}.menus[{i}].activity_ids[{j}]", value, activities, "activity")
    for i, merge in enumerate(school.merges):
        for j, value in enumerate(merge.class_ids):
            where = f"{at}.merges[{i}].class_ids[{j}]"
            out.known(where, value, own_classes, "class of this school")
    for i, cell in enumerate(school.fixed_grid):
        out.known(f"{at}.fixed_grid[{i}].band_id", cell.band_id, own_bands, "band")
        out.known(f"{at}.fixed_grid[{i}].class_id", cell.class_id, own_classes, "class")
        out.known(f"{at}.fixed_grid[{i}].period_id", cell.period_id, set(own_periods), "period")
    for i, room in enumerate(school.rooms):
        out.known(f"{at}.rooms[{i}].wet_alternative_id", room.wet_alternative_id, own_rooms, "room")
    for i, off_work in enumerate(school.off_work):
        out.known(f"{at}.off_work[{i}].season_id", off_work.season_id, seasons, "season")
    accounts = Counter(f.account for f in school.funding)
    for account, times in accounts.items():
        if times > 1:
            out.add(f"{at}.funding", "duplicate_id", value=account, times=times)
