"""Papers, approvals, lending and pay of people and providers beside what is required."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from solver.domain import StaffMember
from solver.plan import ClauseFigure, Violation
from solver.policy import Clause
from solver.verify.context import Context
from solver.verify.epochs import epochs
from solver.verify.families.lead_by_own_staff import OUTSIDERS, own_minutes
from solver.verify.families.lending_quotas import LIMITS, by_week, trips_of
from solver.verify.families.limit_third_parties import partnership
from solver.verify.families.providers import by_activity, served
from solver.verify.families.require_clearance import ITEMS
from solver.verify.figures.tally import Tightest, barred, covered, judged
from solver.verify.parameters import admits, names_role, words
from solver.verify.pay import hourly_fen


def clearance(ctx: Context, clause: Clause, breaches: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares dates of service with dates on which the person had each paper."""
    for item in (*ITEMS, "bad_record"):
        if item == "bad_record":
            name, asked = "no_bad_record", clause.flag("no_bad_record")
        else:
            name = f"{item}_roles"
            asked = bool(words(clause, name))
        if asked:
            days = _days_served(ctx, clause, _of_roles(clause, name))
            missing = [v for v in breaches if v.params.get("item") == f"item_{item}"]
            yield covered(name, "person_days", sum(map(len, days.values())), len(days), missing)


def _of_roles(clause: Clause, name: str) -> Callable[[StaffMember], bool]:
    roles = words(clause, name) if name.endswith("_roles") else ("all",)
    return lambda person: names_role(roles, person.role)


def _days_served(
    ctx: Context, clause: Clause, counts: Callable[[StaffMember], bool]
) -> dict[tuple[str, str], set[date]]:
    """Returns the dates of service by person and school that a clause is about."""
    schools = {s.id for s in judged(ctx, clause)}
    found: dict[tuple[str, str], set[date]] = defaultdict(set)
    for person_id, meetings in ctx.of_person.items():
        if counts(ctx.staff[person_id]):
            for b in meetings:
                if b.school.id in schools:
                    found[(person_id, b.school.id)].update(b.dates)
    return found


def approval(ctx: Context, clause: Clause, breaches: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares dates of providers' service with dates on which their papers held."""
    schools = {s.id for s in judged(ctx, clause)}
    dates = [
        len({d for b in meetings for d in b.dates})
        for (_, school_id), meetings in served(ctx).items()
        if school_id in schools
    ]
    steps = words(clause, "steps")
    if steps:
        missing = [v for v in breaches if v.code == "step_missing"]
        yield covered("steps", "dates", sum(dates) * len(steps), len(dates), missing)
    if any(clause.get(n) for n in ("agreement", "agreement_parties", "agreement_filed")):
        missing = [v for v in breaches if v.code == "agreement_missing"]
        yield covered("agreement", "dates", sum(dates), len(dates), missing)


def third_parties(
    ctx: Context, clause: Clause, breaches: list[Violation]
) -> Iterator[ClauseFigure]:
    """Counts meetings with a provider that the clause does not admit, by what it limits.

    Of partners it counts the dates of their service, and those without the authority's guidance.
    """
    schools = {s.id for s in judged(ctx, clause)}
    held = sum(len(m) for (_, school_id), m in served(ctx).items() if school_id in schools)
    for name, code in (
        ("allowed_kinds", "kind_not_allowed"),
        ("forbidden_kinds", "kind_forbidden"),
        ("service_types", "service_type_not_allowed"),
        ("fields", "field_not_allowed"),
        ("non_academic_only", "academic"),
        ("content_vetted", "content_not_vetted"),
    ):
        if clause.get(name):
            yield barred(name, "meetings", held, [v for v in breaches if v.code == code])
    if clause.get("guidance_step"):
        days = [
            len({d for b in shared for d in b.dates})
            for (provider_id, school_id), meetings in served(ctx).items()
            if school_id in schools
            for activity, shared in by_activity(meetings)
            if partnership(ctx, ctx.providers[provider_id], activity, ctx.schools[school_id])
            is clause
        ]
        missing = [v for v in breaches if v.code == "guidance_missing"]
        yield covered("guidance_step", "dates", sum(days), len(days), missing)


def own_staff(ctx: Context, clause: Clause, breaches: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares minutes led by own people with the share, and days of outsiders with need."""
    tally = Tightest("own_share_num", "least", "min")
    for part in epochs(ctx):
        for school in judged(part, clause):
            counted = own_minutes(school, clause, part.of_school[school.id])
            if counted is not None:
                own, least, _ = counted
                tally.add(least, own, school=school)
    yield from tally.figures()
    if clause.flag("external_only_if_shortage"):
        days = _days_served(ctx, clause, lambda person: person.role in OUTSIDERS)
        early = [v for v in breaches if v.code == "external_without_shortage"]
        yield barred("external_only_if_shortage", "person_days", len(days), early)


def lending(ctx: Context, clause: Clause, breaches: list[Violation]) -> Iterator[ClauseFigure]:
    """Counts meetings of lent people that the clause does not admit, by what it limits."""
    schools = {s.id for s in judged(ctx, clause)}
    lent = {
        (p, b.school.id)
        for p, meetings in ctx.of_person.items()
        if ctx.staff[p].home_school_id is not None and ctx.staff[p].role != "instructor"
        for b in meetings
        if b.school.id in schools and b.school.id != ctx.staff[p].home_school_id
    }
    for name, code in (
        ("same_area", "other_area"),
        ("to_weak_only", "not_weak"),
        ("excellent_only", "not_excellent"),
        ("service_types", "lent_service_type"),
    ):
        if clause.get(name):
            yield barred(name, "meetings", len(lent), [v for v in breaches if v.code == code])
    trips = trips_of(ctx)
    for name in LIMITS:
        limit = clause.integer(f"{name}_per_week")
        tally = Tightest(f"{name}_per_week", "most", "person_days")
        if limit is not None:
            for school in judged(ctx, clause):
                most = max(by_week(trips[name][school.id]).values(), default=0)
                tally.add(limit, most, school=school)
        yield from tally.figures()


def pay_cap(ctx: Context, clause: Clause, _: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares the highest rate with the ceiling."""
    yield from _rates(ctx, clause, "cap_fen").figures()


def pay_floor(ctx: Context, clause: Clause, _: list[Violation]) -> Iterator[ClauseFigure]:
    """Compares the lowest rate on statutory workdays with the floor."""
    yield from _rates(ctx, clause, "floor_fen").figures()


def _rates(ctx: Context, clause: Clause, name: str) -> Tightest:
    least = name == "floor_fen"
    tally = Tightest(name, "least" if least else "most", "fen")
    limit = clause.integer(name)
    schools = {s.id: s for s in judged(ctx, clause)}
    make_up = {m.day for m in ctx.term.make_up_days}
    for person_id, meetings in ctx.of_person.items():
        person = ctx.staff[person_id]
        if limit is None or not admits(words(clause, "roles"), person.role):
            continue
        rates = {
            (b.school.id, hourly_fen(person, b))
            for b in meetings
            # A post without class-hours pays nothing: there is no rate to compare.
            if (b.post is None or b.ch)
            and b.school.id in schools
            and admits(words(clause, "service_types"), b.activity.service_type)
            and (not least or any(d.isoweekday() <= 5 or d in make_up for d in b.dates))
        }
        for school_id, rate in sorted(rates):
            tally.add(limit, rate, school=schools[school_id], subject=person_id)
    return tally
