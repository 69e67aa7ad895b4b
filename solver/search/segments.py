"""The term in segments: parts whose clocks, papers and waivers do not change inside.

A pattern week holds for a whole segment. The term is cut where a phase of its clocks or clubs
begins or ends, where a waiver ends, where a provider's papers or a person's clearance begin or
end, and around long absences: to the day, so that no date is illegal and no legal one is lost.
Where so many people change that not all these cuts can be made, theirs are moved to Mondays (later
if something becomes legal, earlier if it ends), where several share one.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from solver.domain import District, Provider, StaffMember, Term
from solver.domain.calendar import service_dates
from solver.domain.choices import choice_counts
from solver.domain.term import DateRange
from solver.model.context import Context
from solver.model.families import lead_by_own_staff, require_clearance, respect_availability
from solver.model.people import SHORT
from solver.policy import PolicyPack
from solver.search.clip import clip_term, dates_of

MOST = 6
"""Segments that one firm segment is cut into at most."""
DAY = timedelta(days=1)


def firm_segments(district: District, pack: PolicyPack) -> tuple[DateRange, ...]:
    """Returns the segments that clocks, clubs and waivers ask for, in order; one if none do."""
    cuts = {*_phase_cuts(district), *_waiver_cuts(district, pack)}
    return _parts(
        district, DateRange(first=district.term.first_day, last=district.term.last_day), cuts
    )


def finer_segments(district: District, pack: PolicyPack, part: DateRange) -> tuple[DateRange, ...]:
    """Returns a segment cut where people and providers come or go, the most wanted cuts first.

    Worth it only where the segment as a whole leaves needs or wishes open.
    """
    inside: list[date] = []
    ctx = Context(district, pack, tuple(s.id for s in district.schools))
    served = dates_of(district, clip_term(district.term, part))
    for to_monday in (False, True):
        wanted: Counter[date] = Counter()
        for provider in district.providers:
            for cut in {_first_of(served, d) for d in _provider_cuts(district, provider)}:
                wanted[cut] += 100
        for person in district.staff:
            for cut in {_first_of(served, d) for d in _person_cuts(ctx, person, to_monday)}:
                wanted[cut] += 1
        inside = [c for c, _ in sorted(wanted.items(), key=lambda kv: (-kv[1], kv[0]))]
        inside = [c for c in inside if part.first < c <= part.last]
        if len(inside) < MOST:
            break
    return _parts(district, part, set(inside[: MOST - 1]))


def _first_of(served: Collection[date], day: date) -> date:
    """Returns a day, or the Monday after a weekend without service: before it nothing changes."""
    while day not in served and day.isoweekday() > 5:
        day += DAY
    return day


def providers_change(district: District, part: DateRange) -> bool:
    """Tells whether a provider comes or goes inside a segment, and anybody would be there."""
    return any(
        part.first < cut <= part.last
        for provider in district.providers
        for cut in _provider_cuts(district, provider)
    )


def _parts(district: District, part: DateRange, cuts: set[date]) -> tuple[DateRange, ...]:
    starts = [part.first, *sorted(c for c in cuts if part.first < c <= part.last)]
    ends = [*(d - DAY for d in starts[1:]), part.last]
    found = [DateRange(first=a, last=b) for a, b in zip(starts, ends, strict=True)]
    return tuple(_with_service(district, found))


def _with_service(district: District, found: list[DateRange]) -> Iterator[DateRange]:
    """Joins a segment without any date of service to the next one (or the last to its own)."""
    start: date | None = None
    kept: list[DateRange] = []
    for part in found:
        first = start or part.first
        days = clip_term(district.term, DateRange(first=first, last=part.last))
        if dates_of(district, days):
            kept.append(DateRange(first=first, last=part.last))
            start = None
        else:
            start = first
    if start is not None and kept:
        kept[-1] = DateRange(first=kept[-1].first, last=found[-1].last)
    yield from kept or [DateRange(first=found[0].first, last=found[-1].last)]


def _phase_cuts(district: District) -> Iterator[date]:
    used = {i for s in district.schools for p in s.periods for i in p.phase_ids}
    used |= {i for s in district.schools for p in s.duty_posts for i in p.phase_ids}
    used |= {i for a in district.activities for i in a.phase_ids}
    for phase in district.term.phases:
        if phase.id in used:
            yield phase.first
            yield phase.last + DAY


def _waiver_cuts(district: District, pack: PolicyPack) -> Iterator[date]:
    waivable = {c.id for c in pack.clauses if c.is_waivable}
    for waiver in district.waivers:
        if waiver.clause_id in waivable:
            yield waiver.until + DAY


def _provider_cuts(district: District, provider: Provider) -> Iterator[date]:
    """Yields the dates on which a provider's standing may change."""
    wanted = {c[2] for c in choice_counts(district)}
    offered = [
        a
        for a in district.activities
        if a.provider_id == provider.id and (a.id in wanted or a.grouping != "by_choice")
    ]
    if not offered:
        return
    changes: set[date] = set()
    standing = True
    for state in sorted(provider.statuses, key=lambda s: s.from_date):
        active = state.status == "active"
        if active != standing:
            changes.add(state.from_date)
        standing = active
    papers = [(a.granted_on, a.valid_to) for a in provider.approvals]
    papers += [(a.signed_on, a.valid_to) for a in provider.agreements]
    papers += [(a.vetted_on, None) for a in offered if a.vetted_on is not None]
    changes |= {first for first, _ in papers}
    changes |= {last + DAY for _, last in papers if last is not None}
    inside = DateRange(first=district.term.first_day + DAY, last=district.term.last_day)
    yield from (d for d in changes if inside.holds(d))


def _person_cuts(ctx: Context, person: StaffMember, to_monday: bool) -> Iterator[date]:
    """Yields the dates on which a person's clearance changes, and around absences.

    Parameters
    ----------
    to_monday : bool
        Whether to move them to Mondays: later if something becomes legal, earlier if it ends.
    """
    for day, is_end in _changes(ctx, person):
        if not to_monday:
            yield day
        else:
            yield _monday_of(day) if is_end else _monday_after(day)


def _changes(ctx: Context, person: StaffMember) -> Iterator[tuple[date, bool]]:
    """Yields when a person ceases (true) to be there, and when it is there again."""
    term = ctx.district.term
    for absence in person.absences:
        if school_days(term, person.home_school_id, absence) >= SHORT:
            yield absence.first, True
            yield absence.last + DAY, False
    places = [s for s in (person.home_school_id, *person.lendable_to) if s in ctx.views]
    if person.role == "instructor":
        places = list(ctx.views)[:1]
    for place in places[:1]:
        changes = sorted(
            d for d in _paper_dates(ctx, person, place) if term.first_day < d <= term.last_day
        )
        if not changes or not _is_worth_it(ctx, person, place, changes):
            continue
        for day in changes:
            before = _is_cleared(ctx, person, place, day - DAY)
            after = _is_cleared(ctx, person, place, day)
            if before != after:
                yield day, before


def _is_worth_it(ctx: Context, person: StaffMember, place: str, changes: list[date]) -> bool:
    """Tells whether a person is cleared for a good part of the term and missing for another.

    Fewer than ``SHORT`` school days without clearance are covered by others instead; with fewer
    than ``SHORT`` days of clearance nobody plans with the person.
    """
    term = ctx.district.term
    starts = [term.first_day, *changes]
    ends = [*(d - DAY for d in changes), term.last_day]
    cleared = missing = 0
    for first, last in zip(starts, ends, strict=True):
        days = school_days(term, place, DateRange(first=first, last=last))
        if _is_cleared(ctx, person, place, first):
            cleared += days
        else:
            missing += days
    return cleared >= SHORT and missing >= SHORT


def _is_cleared(ctx: Context, person: StaffMember, school_id: str, day: date) -> bool:
    return (
        require_clearance.bar(ctx, person, school_id, (day,)) is None
        and lead_by_own_staff.bar(ctx, person, school_id, (day,)) is None
        and respect_availability.bar_dates(_without_absences(person), (day,)) is None
    )


def _without_absences(person: StaffMember) -> StaffMember:
    """Absences are cut around by themselves; here only the dates of the contract matter."""
    return person.model_copy(update={"absences": ()}) if person.absences else person


def _paper_dates(ctx: Context, person: StaffMember, school_id: str) -> set[date]:
    """First days on which something about a person's papers may be otherwise."""
    begins = [person.vetted_on, person.contract_from, person.trained_on, person.reviewed_on]
    ends = [person.contract_to, *(q.valid_to for q in person.qualifications)]
    declared = ctx.views[school_id].school.shortage_declaration
    if declared is not None and person.role in ("external", "volunteer"):
        begins.append(declared.signed_on)
    return {d for d in begins if d} | {d + DAY for d in ends if d}


def school_days(term: Term, school_id: str | None, part: DateRange) -> int:
    """Returns the dates of a range that follow the pattern of a Monday to Friday."""
    return sum(
        1
        for weekday in range(1, 6)
        for day in service_dates(term, school_id or "", weekday)
        if part.holds(day)
    )


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.isoweekday() - 1)


def _monday_after(day: date) -> date:
    """The Monday on or after a date."""
    return day + timedelta(days=-(day.isoweekday() - 1) % 7)
