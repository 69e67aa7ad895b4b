"""Cross-references within a school, and the collector of what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import combinations
from typing import TYPE_CHECKING

from solver.domain.base import Window, overlap
from solver.domain.errors import InputFinding

if TYPE_CHECKING:
    from solver.domain.school import School, SchoolClass
    from solver.domain.term import Term

GRADES_OF_STAGE = {"primary": (1, 6), "junior": (7, 9), "nine_year": (1, 9)}


class Collector:
    """Gathers findings, each with its JSON path."""

    def __init__(self) -> None:
        self.findings: list[InputFinding] = []

    def add(self, where: str, code: str, **params: object) -> None:
        """Adds a finding."""
        self.findings.append(
            InputFinding(
                where=where,
                code=f"input.{code}",
                params={key: str(value) for key, value in params.items()},
            )
        )

    def unique(self, where: str, ids: Iterable[str]) -> None:
        """Reports ids that occur more than once."""
        for value, times in Counter(ids).items():
            if times > 1:
                self.add(where, "duplicate_id", value=value, times=times)

    def known(self, where: str, value: str | None, allowed: Collection[str], kind: str) -> bool:
        """Tells whether an id may stand here; reports it if not."""
        if value is None or value in allowed:
            return True
        near = ", ".join(sorted(allowed)[:6]) or "-"
        self.add(where, "unknown_reference", value=value, kind=kind, examples=near)
        return False


def school_findings(
    out: Collector,
    at: str,
    school: School,
    activities: Collection[str],
    term: Term,
    reduced: int = 0,
) -> None:
    """Reports what is inconsistent within a school.

    Parameters
    ----------
    at : str
        JSON path of the school.
    activities : collection of str
        All activities of the district.
    reduced : int
        Its listed students with a reduction of the basic fee.
    """
    _bands(out, at, school)
    for i, school_class in enumerate(school.classes):
        _class(out, at, f"{at}.classes[{i}]", school, school_class)
    homes = Counter(c.home_room_id for c in school.classes if c.home_room_id)
    for room_id, times in homes.items():
        if times > 1:
            out.add(f"{at}.classes", "home_room_shared", value=room_id, times=times)
    _offer(out, at, school, activities)
    rooms = {r.id for r in school.rooms}
    for i, room in enumerate(school.rooms):
        out.known(f"{at}.rooms[{i}].wet_alternative_id", room.wet_alternative_id, rooms, "room")
    seasons = {s.id for s in term.seasons}
    for i, off_work in enumerate(school.off_work):
        out.known(f"{at}.off_work[{i}].season_id", off_work.season_id, seasons, "season")
    phases = {p.id for p in term.phases}
    for i, period in enumerate(school.periods):
        for j, value in enumerate(period.phase_ids):
            out.known(f"{at}.periods[{i}].phase_ids[{j}]", value, phases, "phase")
    for i, post in enumerate(school.duty_posts):
        for j, value in enumerate(post.phase_ids):
            out.known(f"{at}.duty_posts[{i}].phase_ids[{j}]", value, phases, "phase")
    out.unique(f"{at}.funding", (f.account for f in school.funding))
    _reductions(out, at, school, reduced)


def _reductions(out: Collector, at: str, school: School, listed: int) -> None:
    """Reports more students with a fee reduction than pay the fee: income that is below zero.

    A student has one reduction, so the rows of an account add up, with those that stand with
    listed students.
    """
    payers = {
        "basic": sum(school.participants_term(c) for c in school.classes),
        "lunch": sum(c.lunch_eaters for c in school.classes),
    }
    for i, funding in enumerate(school.funding):
        most = payers.get(funding.account)
        rows = funding.reductions
        reduced = sum(r.count for r in rows) + (listed if funding.account == "basic" else 0)
        if most is not None and reduced > most:
            where = f"{at}.funding[{i}].reductions"
            if rows:
                largest = max(range(len(rows)), key=lambda j: rows[j].count)
                where += f"[{largest}].count"
            out.add(where, "reductions_exceed", value=reduced, allowed=most)


def _bands(out: Collector, at: str, school: School) -> None:
    classes = {c.id: c for c in school.classes}
    for i, band in enumerate(school.bands):
        for j, value in enumerate(band.class_ids):
            out.known(f"{at}.bands[{i}].class_ids[{j}]", value, classes, "class of this school")
        patterns = {
            frozenset(
                p.id
                for p in school.periods
                if p.window == "regular" and p.applies_to(classes[c].grade)
            )
            for c in band.class_ids
            if c in classes
        }
        if len(patterns) > 1:
            out.add(f"{at}.bands[{i}]", "band_periods_differ", value=band.id)
    for i, merge in enumerate(school.merges):
        for j, value in enumerate(merge.class_ids):
            where = f"{at}.merges[{i}].class_ids[{j}]"
            if value in merge.class_ids[:j]:
                out.add(where, "duplicate_id", value=value, times=merge.class_ids.count(value))
            out.known(where, value, classes, "class of this school")


def _class(out: Collector, at: str, where: str, school: School, school_class: SchoolClass) -> None:
    times = sum(b.class_ids.count(school_class.id) for b in school.bands)
    if times != 1:
        out.add(where, "class_in_one_band", value=school_class.id, times=times)
    rooms = {r.id for r in school.rooms}
    out.known(f"{where}.home_room_id", school_class.home_room_id, rooms, "room")
    periods = {p.id for p in school.periods}
    for value in school_class.participants_by_period:
        out.known(f"{where}.participants_by_period", value, periods, "period")
    grade = school_class.grade
    low, high = GRADES_OF_STAGE[school.stage]
    if not low <= grade <= high:
        out.add(f"{where}.grade", "grade_of_stage", value=grade, low=low, high=high)
    else:
        _windows(out, where, school, school_class)
    own = sorted(
        (p for p in school.periods if p.applies_to(grade)), key=lambda p: (p.weekday, p.start_min)
    )
    for a, b in combinations(own, 2):
        apart = a.phase_ids and b.phase_ids and not set(a.phase_ids) & set(b.phase_ids)
        if apart or a.weekday != b.weekday:
            continue
        if overlap(a.start_min, a.end_min, b.start_min, b.end_min):
            out.add(f"{at}.periods", "periods_overlap", grade=grade, a=a.id, b=b.id)


def _windows(out: Collector, where: str, school: School, school_class: SchoolClass) -> None:
    """Reports students who stay for lunch, care or study in a window that has no period."""
    windows: tuple[Window, ...] = ("lunch", "extended", "evening")
    for window in windows:
        count = school_class.in_window(window)
        if count and not any(
            p.window == window and p.applies_to(school_class.grade) for p in school.periods
        ):
            out.add(where, f"no_{window}_period", value=school_class.id, count=count)


def _offer(
    out: Collector,
    at: str,
    school: School,
    activities: Collection[str],
) -> None:
    """Checks what the school offers and has fixed: menus and grid cells."""
    bands = {b.id for b in school.bands}
    classes = {c.id for c in school.classes}
    periods = {p.id for p in school.periods}
    for i, menu in enumerate(school.menus):
        out.known(f"{at}.menus[{i}].band_id", menu.band_id, bands, "band of this school")
        for j, value in enumerate(menu.period_ids):
            where = f"{at}.menus[{i}].period_ids[{j}]"
            out.known(where, value, periods, "period of this school")
        for j, value in enumerate(menu.activity_ids):
            where = f"{at}.menus[{i}].activity_ids[{j}]"
            out.known(where, value, activities, "activity")
    for i, cell in enumerate(school.fixed_grid):
        out.known(f"{at}.fixed_grid[{i}].band_id", cell.band_id, bands, "band")
        out.known(f"{at}.fixed_grid[{i}].class_id", cell.class_id, classes, "class")
        out.known(f"{at}.fixed_grid[{i}].period_id", cell.period_id, periods, "period")
