"""`respect_availability`: people and rooms only when they are free, nobody before dismissal."""

from collections.abc import Iterator

from solver.domain import Interval, Period, School, StaffBlock, StaffMember, overlap
from solver.plan import Violation
from solver.verify.booking import Booking
from solver.verify.clocks import dismissal_of
from solver.verify.context import Context
from solver.verify.days import days_of
from solver.verify.parameters import names_role, words
from solver.verify.report import Facts, breach, clock, listed, title_of

FAMILY = "respect_availability"


def check_respect_availability(ctx: Context) -> list[Violation]:
    """Checks availability, busy and prohibited times, absences, contract, rooms, dismissal, phases.

    Structural: holds whatever the pack says, for meetings and duties alike; blocks of schools
    count as busy.
    """
    found = []
    for b in (*ctx.bookings, *ctx.duties):
        for person in dict.fromkeys(p.id for p in b.people):
            found += _person(ctx.staff[person], b)
            found += _blocks(ctx, ctx.staff[person], b)
            found += _contract(ctx, ctx.staff[person], b)
        if b.room is not None and not is_open(b.room.availability, b):
            found.append(
                breach(
                    FAMILY,
                    "room_not_available",
                    at=b,
                    subject=b.room.id,
                    unit="meetings",
                    room=b.room.name,
                    allowed=_said(b.room.availability, b),
                )
            )
        found += _closed(ctx, b)
        found += _dismissal(b)
        found += _phases(ctx, b)
    return [*found, *_clocks(ctx)]


def _closed(ctx: Context, b: Booking) -> list[Violation]:
    """Checks rooms against what the plan has on record: closed, or exposed to rain."""
    hit = [d for d in b.dates if b.room is not None and ctx.is_closed(b.room.id, (d,))]
    if not hit or b.room is None:
        return []
    return [
        breach(
            FAMILY,
            "room_closed",
            at=b,
            subject=b.room.id,
            amount=len(hit),
            unit="dates",
            room=b.room.name,
            activity=b.activity.title,
            dates=listed(hit),
        )
    ]


def _phases(ctx: Context, b: Booking) -> list[Violation]:
    """Checks that a period and an activity take place in their phases of the term only."""
    found = []
    for code, phase_ids in (
        ("period_outside_phase", b.period.phase_ids),
        ("activity_outside_phase", b.activity.phase_ids),
    ):
        outside = [d for d in b.dates if not ctx.in_phase(phase_ids, d)]
        if outside:
            found.append(
                breach(
                    FAMILY,
                    code,
                    at=b,
                    amount=len(outside),
                    unit="dates",
                    activity=b.activity.title,
                    phases=listed(p.name for p in ctx.term.phases if p.id in phase_ids),
                    first=outside[0],
                    last=outside[-1],
                )
            )
    return found


def is_open(availability: tuple[Interval, ...], b: Booking) -> bool:
    """Tells whether one interval holds the whole period; an empty list means always."""
    p = b.period
    return not availability or any(
        i.covers(p.weekday, p.start_min, p.end_min) for i in availability
    )


def _said(intervals: tuple[Interval, ...], b: Booking) -> str:
    same_day = [i for i in intervals if i.weekday == b.period.weekday]
    return listed(f"{clock(i.start_min)}-{clock(i.end_min)}" for i in same_day)


def _person(person: StaffMember, b: Booking) -> list[Violation]:
    found = []
    period = b.period
    facts: Facts = {"person": person.name, "activity": title_of(b)}
    if not is_open(person.availability, b):
        found.append(
            breach(
                FAMILY,
                "staff_not_available",
                at=b,
                subject=person.id,
                unit="meetings",
                allowed=_said(person.availability, b),
                **facts,
            )
        )
    clash = [i for i in person.busy if i.overlaps(period.weekday, period.start_min, period.end_min)]
    if clash:
        found.append(
            breach(
                FAMILY,
                "staff_busy",
                at=b,
                subject=person.id,
                unit="meetings",
                busy=_said(tuple(clash), b),
                **facts,
            )
        )
    refused = tuple(t.when for t in person.preferences if t.preference == "prohibited")
    clash = [i for i in refused if i.overlaps(period.weekday, period.start_min, period.end_min)]
    if clash:
        found.append(
            breach(
                FAMILY,
                "staff_refuses",
                at=b,
                subject=person.id,
                unit="meetings",
                refused=_said(tuple(clash), b),
                **facts,
            )
        )
    if person.absences:
        away = [d for d in b.dates if any(a.holds(d) for a in person.absences)]
        if away:
            found.append(
                breach(
                    FAMILY,
                    "staff_absent",
                    at=b,
                    subject=person.id,
                    amount=len(away),
                    unit="dates",
                    dates=listed(away),
                    **facts,
                )
            )
    return found


def _contract(ctx: Context, person: StaffMember, b: Booking) -> Iterator[Violation]:
    """Reports dates outside a contract, unless a clause asks the role for one and reports them."""
    if any(
        names_role(words(clause, "contract_roles"), person.role)
        for clause in ctx.clauses("require_clearance", b.school)
    ):
        return
    since, until = person.contract_from, person.contract_to
    outside = [d for d in b.dates if (since and d < since) or (until and d > until)]
    if outside:
        yield breach(
            FAMILY,
            "outside_contract",
            at=b,
            subject=person.id,
            amount=len(outside),
            unit="dates",
            person=person.name,
            activity=title_of(b),
            first=outside[0],
            last=outside[-1],
        )


def _blocks(ctx: Context, person: StaffMember, b: Booking) -> list[Violation]:
    """Reports meetings, exams and training of a school that take a person's time."""
    found = []
    period = b.period
    for school in ctx.district.schools:
        for block in school.blocks:
            if not _concerns(block, school, person) or not overlap(
                block.start_min, block.end_min, period.start_min, period.end_min
            ):
                continue
            hit = [d for d in b.dates if block.on == d or block.weekday == period.weekday]
            if hit:
                found.append(
                    breach(
                        FAMILY,
                        "staff_blocked",
                        at=b,
                        subject=person.id,
                        amount=len(hit),
                        unit="dates",
                        person=person.name,
                        activity=title_of(b),
                        title=block.title,
                        start=clock(block.start_min),
                        end=clock(block.end_min),
                    )
                )
    return found


def _concerns(block: StaffBlock, school: School, person: StaffMember) -> bool:
    at_home = person.home_school_id == school.id
    if block.staff_ids or block.roles:
        return person.id in block.staff_ids or (at_home and person.role in block.roles)
    return at_home


def _dismissal(b: Booking) -> list[Violation]:
    """Checks that nobody's service begins before lessons end; lunch lies between lessons."""
    found: list[Violation] = []
    if b.period.window == "lunch":
        return found
    grades: dict[int, int] = {}
    for school_class, students in b.seated:
        grades[school_class.grade] = grades.get(school_class.grade, 0) + students
    for grade in sorted(grades):
        ends = dismissal_of(b.school, grade, b.period.weekday)
        if ends is not None and b.period.start_min < ends:
            found.append(
                breach(
                    FAMILY,
                    "before_dismissal",
                    at=b,
                    amount=ends - b.period.start_min,
                    unit="min",
                    grade=grade,
                    activity=b.activity.title,
                    start=clock(b.period.start_min),
                    allowed=clock(ends),
                )
            )
    return found


def _clocks(ctx: Context) -> Iterator[Violation]:
    """Yields periods that begin before lessons end though nobody sits in them: they all run."""
    held = {(c.grade, b.period.id) for b in ctx.bookings for c, _ in b.seated}
    for school in ctx.district.schools:

        def hours(grade: int, weekday: int, at: School = school) -> list[Period]:
            return [p for p in at.periods if p.weekday == weekday and _serves(at, grade, p)]

        for at in days_of(ctx, school, hours):
            ends = dismissal_of(school, at.grade, at.weekday)
            for p in sorted(at.periods, key=lambda p: p.start_min):
                if ends is None or p.start_min >= ends or (at.grade, p.id) in held:
                    continue
                v = breach(
                    FAMILY,
                    "starts_before_dismissal",
                    school=school,
                    at=p,
                    subject=f"{school.id}/{at.grade}",
                    amount=ends - p.start_min,
                    unit="min",
                    grade=at.grade,
                    found=clock(p.start_min),
                    allowed=clock(ends),
                )
                yield at.told(v)


def _serves(school: School, grade: int, period: Period) -> bool:
    """Tells whether a grade has a period after its lessons: one that it stays for, or regular."""
    if period.window == "lunch" or not period.applies_to(grade):
        return False
    return period.window == "regular" or any(
        c.grade == grade and c.present(period) for c in school.classes
    )
