"""The terms of what a policy encourages, counted from the plan: grid, titles, schools, leaders."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from solver.domain import Activity, Room, School, SchoolClass
from solver.domain.base import OWN_ROLES
from solver.policy import Clause, half_up
from solver.verify.booking import Booking
from solver.verify.clocks import regular
from solver.verify.context import Context
from solver.verify.enrolments import enrolments
from solver.verify.families.grid import WALKING
from solver.verify.once import once
from solver.verify.parameters import names_role, words

_ROWS = (("guidance", ("guidance",)), ("sports", ("sports",)), ("extension", WALKING))


def in_force(ctx: Context, family: str, school: School) -> list[Clause]:
    """Returns the clauses of a family that speak of a school and are not waived there."""
    return [
        c
        for c in ctx.pack.of_family(family)
        if ctx.policy.applies(c, school) and not _is_waived(ctx, c, school)
    ]


def _is_waived(ctx: Context, clause: Clause, school: School) -> bool:
    """Tells whether a waiver covers a clause to the last date of the (part of the) term."""
    return clause.is_waivable and any(
        w.clause_id == clause.id
        and not w.limits
        and w.school_id in (None, school.id)
        and w.until >= ctx.term.last_day
        for w in ctx.district.waivers
    )


# --- the students who come first ----------------------------------------------------------------


@once
def priority_wishes(ctx: Context) -> dict[tuple[str, str | None, str], int]:
    """Returns first choices of listed students in a priority group, by class, menu and activity."""
    groups = {
        s.id: {g for c in in_force(ctx, "prefer_priority_groups", s) for g in words(c, "groups")}
        for s in ctx.district.schools
    }
    found: Counter[tuple[str, str | None, str]] = Counter()
    for student in ctx.district.students:
        school = ctx.classes[student.class_id][0]
        if student.priority_group in groups[school.id]:
            for choice in student.choices:
                found[(student.class_id, choice.menu_id, choice.activity_ids[0])] += 1
    return dict(found)


def missed_priority_choices(ctx: Context) -> int:
    """Returns first choices of priority groups beyond the places (`prefer_priority_groups`)."""
    enrolled = enrolments(ctx)
    return sum(max(0, n - enrolled.get(key, 0)) for key, n in priority_wishes(ctx).items())


# --- a mode that is encouraged and not adopted --------------------------------------------------


def encouraged_rows(ctx: Context, school: School) -> list[Clause]:
    """Returns the clauses whose rows a school is encouraged to keep, though they do not bind it.

    Those of every mode that a clause encourages and the school has not adopted, and those
    without a mode that only encourage.
    """
    clauses = ctx.pack.of_family("follow_mode")
    modes = {c.get("mode") for c in clauses if not c.is_required} - {None, school.adopted_mode}
    found = []
    for c in clauses:
        mode = c.get("mode")
        speaks = c.applies_when == "mode_adopted" or ctx.policy.applies(c, school)
        wanted = mode in modes if mode is not None else not c.is_required
        if wanted and speaks and not _is_waived(ctx, c, school):
            found.append(c)
    return found


def off_the_mode(ctx: Context) -> int:
    """Returns class-periods short of or beyond an encouraged mode (`follow_encouraged_mode`)."""
    return sum(
        _off_the_mode(ctx, school, c, clause)
        for school in ctx.district.schools
        for clause in encouraged_rows(ctx, school)
        for c in school.classes
        if school.participants_term(c)
    )


def _off_the_mode(ctx: Context, school: School, school_class: SchoolClass, clause: Clause) -> int:
    days: dict[int, list[str]] = defaultdict(list)
    for period in regular(school, school_class.grade):
        days[period.weekday].append(ctx.cells.get((school_class.id, period.id), ""))
    week = [cell for cells in days.values() for cell in cells]
    most = clause.integer("max_guidance_per_day")
    each = clause.integer("daily_each_from_periods")
    total = 0
    for cells in days.values():
        if most is not None:
            total += max(0, cells.count("guidance") - most)
        if each is not None and len(cells) >= each:
            total += sum(not set(kinds) & set(cells) for _, kinds in _ROWS)
    for name, kinds in _ROWS:
        least = clause.integer(f"min_{name}_per_week") or 0
        total += max(0, least - sum(cell in kinds for cell in week))
    return total


# --- variety ------------------------------------------------------------------------------------


def missing_variety(ctx: Context) -> int:
    """Returns what schools could offer and do not, and titles that are too few (`offer_variety`).

    Where a clause asks for a share of the urban schools only, the schools furthest from its
    titles are left out, as many as the share allows.
    """
    total = 0
    for clause in ctx.pack.of_family("offer_variety"):
        schools = [
            s for s in ctx.district.schools if clause in ctx.policy.speaking("offer_variety", s.id)
        ]
        least = clause.integer("min_extension_titles")
        if least is not None:
            share = clause.integer("urban_share_pct")
            share = 100 if share is None else share
            counting = -(-share * len(schools) // 100)
            total += sum(sorted(max(0, least - _titles(ctx, s)) for s in schools)[:counting])
        for school in schools:
            total += sum(not runs for runs in kinds(ctx, school, clause).values())
    return total


def _titles(ctx: Context, school: School) -> int:
    return len(
        {
            b.activity.title
            for b in ctx.of_school[school.id]
            if b.activity.component == "extension" and b.people
        }
    )


def kinds(ctx: Context, school: School, clause: Clause) -> dict[str, bool]:
    """Returns the kinds of a clause that a school could offer, and whether it runs each.

    Only the regular day counts, here and there.
    """
    stages = words(clause, "stages") or ("primary", "junior")
    taking_part = [c.grade for c in school.classes if school.participants_term(c)]
    grades = {g for g in taking_part if school.stage_of(g) in stages}
    offered = [
        a
        for a in ctx.district.activities
        if a.school_id in (None, school.id)
        and a.window == "regular"
        and any(a.suits_grade(g) for g in grades)
    ]
    staffed = [b for b in ctx.of_school[school.id] if b.people and b.period.window == "regular"]
    run = {b.activity.id for b in staffed}
    found: dict[str, bool] = {}
    for name in words(clause, "fields"):
        _add(found, name, (a for a in offered if a.field == name and _is_free(a, clause)), run)
    clubs = [a for a in offered if a.grouping == "by_choice"]
    for origin in words(clause, "origins"):
        outside = origin == "provider"
        _add(found, origin, (a for a in clubs if (a.provider_id is not None) == outside), run)
    if clause.flag("off_campus") and any(
        _suits(room, a) for room in school.rooms for a in offered if _is_away(room)
    ):
        found["off_campus"] = any(_is_outing(b) for b in staffed)
    return found


def _add(
    found: dict[str, bool], name: str, activities: Iterable[Activity], running: set[str]
) -> None:
    ids = {a.id for a in activities}
    if ids:
        found[name] = bool(ids & running)


def _is_free(activity: Activity, clause: Clause) -> bool:
    return not clause.flag("free_of_charge") or activity.fee_fen == 0


def _is_away(room: Room) -> bool:
    return room.off_campus and room.safety_passed is not False


def _is_outing(booking: Booking) -> bool:
    return booking.room is not None and booking.room.off_campus


def _suits(room: Room, activity: Activity) -> bool:
    if activity.room_features:
        return set(activity.room_features) <= set(room.features)
    return room.sections_at_once == 1 and not room.weather_exposed


# --- weak schools -------------------------------------------------------------------------------


def weak_schools_behind(ctx: Context) -> int:
    """Returns by how many per mille the worst weak school misses more wishes than any other.

    This is `support_weak_schools`. Schools without wishes do not count; without a weak school or
    without another there is nothing to compare.
    """
    enrolled = enrolments(ctx)
    wanted: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for key, count in ctx.choices.items():
        school = ctx.classes[key[0]][0]
        wanted[school.id] += count
        missed[school.id] += max(0, count - enrolled.get(key, 0))
    shares: dict[bool, list[int]] = {True: [], False: []}
    for school in ctx.district.schools:
        if wanted[school.id]:
            share = half_up(1000 * missed[school.id], wanted[school.id])
            shares[school.is_weak].append(share)
    if not shares[True] or not shares[False]:
        return 0
    return max(0, max(shares[True]) - max(shares[False]))


# --- own staff and daily guidance ---------------------------------------------------------------


def led_by_others(ctx: Context) -> int:
    """Returns regular basic meetings not led by the school's own people (`prefer_own_staff`).

    Asked by clauses of that family, and by those of `lead_by_own_staff` with ``prefer_own``.
    """
    total = 0
    for school in ctx.district.schools:
        clauses = in_force(ctx, "prefer_own_staff", school)
        clauses += [c for c in in_force(ctx, "lead_by_own_staff", school) if c.flag("prefer_own")]
        total += sum(
            any(not _leads_as_own(b, c) for c in clauses)
            for b in ctx.of_school[school.id]
            if b.activity.service_type == "basic" and b.period.window == "regular"
        )
    return total


def _leads_as_own(booking: Booking, clause: Clause) -> bool:
    leader = booking.leader
    if leader is None or leader.home_school_id is None:
        return False
    if not names_role(words(clause, "roles") or tuple(OWN_ROLES), leader.role):
        return False
    return clause.flag("lent_counts") or leader.home_school_id == booking.school.id


def days_without_guidance(ctx: Context) -> int:
    """Returns class-days with service but without guidance (`guidance_daily`).

    Of ``mostly_stages`` those that lack for guidance on more than half of a class's days.
    """
    total = 0
    for school in ctx.district.schools:
        for clause in in_force(ctx, "guidance_daily", school):
            stages, mostly = words(clause, "stages"), words(clause, "mostly_stages")
            for c in school.classes:
                stage = school.stage_of(c.grade)
                if not school.participants_term(c) or (stages and stage not in (*stages, *mostly)):
                    continue
                slots = regular(school, c.grade)
                served = {p.weekday for p in slots}
                guided = {p.weekday for p in slots if ctx.cells.get((c.id, p.id)) == "guidance"}
                without = len(served - guided)
                if stage in mostly:
                    # To have more days with than without, each day that changes counts twice.
                    without = max(0, -(-(without - len(guided) + 1) // 2)) if served else 0
                total += without
    return total
