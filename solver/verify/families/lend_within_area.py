"""`lend_within_area`: who may serve at another school than the own one."""

from collections import defaultdict

from solver.domain import School, StaffMember
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.epochs import until_waived
from solver.verify.families.home_first import check_home_first
from solver.verify.families.lending_quotas import LIMITS, over_quota
from solver.verify.parameters import admits, words
from solver.verify.report import Words, breach

FAMILY = "lend_within_area"


def check_lend_within_area(ctx: Context) -> list[Violation]:
    """Checks who is lent, how many person-days a week, and that no home school is left short."""
    return [*_away(ctx), *_quotas(ctx), *check_home_first(ctx)]


@until_waived(FAMILY)
def _quotas(ctx: Context) -> list[Violation]:
    """Checks the limits of person-days lent and received of each school, and of its clauses."""
    found = []
    for school in ctx.district.schools:
        for name in LIMITS:
            for clause in (None, *rules(ctx, school)):
                found += over_quota(ctx, name, school, clause)
    return found


@until_waived(FAMILY)
def _away(ctx: Context) -> list[Violation]:
    """Checks people away from home: named in ``lendable_to``, and lent as the pack allows.

    A silent pack allows nothing unless the planner switched lending on (``district.lending``).
    One record per person, school and reason; the amount is the meetings of the pattern week.
    """
    found = []
    for person_id, meetings in ctx.of_person.items():
        person = ctx.staff[person_id]
        if person.role == "instructor":
            continue
        away: dict[str, list[Booking]] = defaultdict(list)
        for b in meetings:
            if b.school.id != person.home_school_id:
                away[b.school.id].append(b)
        for school_id, held in away.items():
            school = ctx.schools[school_id]
            if school_id not in person.lendable_to:
                found.append(_record(ctx, "not_lendable", person, school, held, None))
            elif person.home_school_id is not None:
                found += _lending(ctx, person, school, held)
    return found


def _lending(
    ctx: Context, person: StaffMember, school: School, held: list[Booking]
) -> list[Violation]:
    clauses = rules(ctx, school)
    said = [c for c in clauses if c.get("allowed") is not None]
    if not said:
        switch = ctx.district.lending
        if switch is None:
            return [_record(ctx, "lending_off", person, school, held, None)]
        if switch.within_area and not _same_area(ctx, person, school):
            return [_record(ctx, "other_area", person, school, held, None)]
    found = []
    for clause in clauses:
        if clause.get("allowed") is False:
            found.append(_record(ctx, "lending_forbidden", person, school, held, clause))
        if clause.flag("same_area") and not _same_area(ctx, person, school):
            found.append(_record(ctx, "other_area", person, school, held, clause))
        if clause.flag("to_weak_only") and not school.is_weak:
            found.append(_record(ctx, "not_weak", person, school, held, clause))
        if clause.flag("excellent_only") and not person.is_excellent:
            found.append(_record(ctx, "not_excellent", person, school, held, clause))
        types = words(clause, "service_types")
        wrong = [b for b in held if not admits(types, b.activity.service_type)]
        if wrong:
            found.append(_record(ctx, "lent_service_type", person, school, wrong, clause, types))
    return found


def rules(ctx: Context, school: School) -> list[Clause]:
    """Returns the clauses that rule lending to a school: required ones, and those that allow it.

    A document that only permits or encourages lending permits it under its own conditions.
    """
    required = ctx.clauses(FAMILY, school)
    permits = [
        c
        for c in ctx.policy.weighted(FAMILY)
        if c.get("allowed") is True and ctx.policy.applies(c, school)
    ]
    return [*required, *permits]


def _same_area(ctx: Context, person: StaffMember, school: School) -> bool:
    home = ctx.schools.get(person.home_school_id or "")
    return home is not None and home.area_id is not None and home.area_id == school.area_id


def _record(
    ctx: Context,
    code: str,
    person: StaffMember,
    school: School,
    held: list[Booking],
    clause: Clause | None,
    allowed: tuple[str, ...] = (),
) -> Violation:
    names = {s.id: s.name for s in ctx.district.schools}
    times = len({b.period.id for b in held})
    return breach(
        FAMILY,
        code,
        clause=clause,
        school=school,
        at=held[0].period,
        subject=person.id,
        amount=times,
        unit="meetings",
        person=person.name,
        home=names.get(person.home_school_id or "", "-"),
        meetings=times,
        allowed=Words(allowed or tuple(names.get(s, s) for s in person.lendable_to)),
    )
