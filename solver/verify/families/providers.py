"""`require_provider_approval` and `limit_third_parties`: outside bodies and what they may do."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import partial

from solver.domain import Activity, Provider, School
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.parameters import admits, words
from solver.verify.report import Word, Words, breach, listed

APPROVAL = "require_provider_approval"
LIMIT = "limit_third_parties"


def _served(ctx: Context) -> dict[tuple[str, str], list[Booking]]:
    """Returns meetings of activities with a provider by provider and school."""
    found: dict[tuple[str, str], list[Booking]] = defaultdict(list)
    for b in ctx.bookings:
        if b.activity.provider_id in ctx.providers:
            found[(b.activity.provider_id, b.school.id)].append(b)
    return found


def check_require_provider_approval(ctx: Context) -> list[Violation]:
    """Checks status, fields, approval steps and agreement on each real date of service.

    Status and fields are structural; steps and agreement are what the clause lists. One record
    per provider, school, clause and item; the amount is the dates without it. Across the district
    no more instructors of a provider are at work at a minute than it has agreed to.
    """
    found = []
    for (provider_id, school_id), meetings in _served(ctx).items():
        provider, school = ctx.providers[provider_id], ctx.schools[school_id]
        dates = sorted({d for b in meetings for d in b.dates})
        found += _status(provider, school, dates)
        found += _fields(provider, school, meetings)
        for clause in ctx.clauses(APPROVAL, school):
            found += _approval(provider, school, clause, dates)
    for provider in ctx.district.providers:
        found += _at_once(ctx, provider)
    return found


def _at_once(ctx: Context, provider: Provider) -> list[Violation]:
    """Sweeps the starts of a provider's meetings, at all schools, date by date."""
    limit = provider.instructors_at_once
    if limit is None:
        return []
    days: dict[int, list[tuple[str, Booking]]] = defaultdict(list)
    for person_id, meetings in ctx.of_person.items():
        if ctx.staff[person_id].provider_id == provider.id:
            for b in meetings:
                days[b.period.weekday].append((person_id, b))
    found = []
    for _, day in sorted(days.items()):
        for start in sorted({b.period.start_min for _, b in day}):
            inside = [(p, b) for p, b in day if b.period.start_min <= start < b.period.end_min]
            at_work: dict[date, set[str]] = defaultdict(set)
            for person_id, b in inside:
                for d in b.dates:
                    at_work[d].add(person_id)
            over = {d: people for d, people in at_work.items() if len(people) > limit}
            if not over:
                continue
            worst = max(over, key=lambda d: (len(over[d]), -d.toordinal()))
            found.append(
                breach(
                    APPROVAL,
                    "instructors_at_once",
                    at=next(b for _, b in inside if b.period.start_min == start),
                    subject=provider.id,
                    amount=len(over[worst]) - limit,
                    unit="adults",
                    provider=provider.name,
                    found=len(over[worst]),
                    allowed=limit,
                    people=listed(ctx.staff[p].name for p in sorted(over[worst])),
                    date=worst,
                    dates=len(over),
                )
            )
    return found


def status_on(provider: Provider, day: date) -> str:
    """Returns a provider's status on a date: the latest one from that date or before."""
    past = [s for s in provider.statuses if s.from_date <= day]
    return max(past, key=lambda s: s.from_date).status if past else "active"


def _status(provider: Provider, school: School, dates: list[date]) -> list[Violation]:
    found = []
    for status in ("suspended", "exited"):
        barred = [d for d in dates if status_on(provider, d) == status]
        if barred:
            found.append(
                breach(
                    APPROVAL,
                    "provider_barred",
                    school=school,
                    subject=provider.id,
                    amount=len(barred),
                    unit="dates",
                    provider=provider.name,
                    status=Word(status),
                    first=barred[0],
                    last=barred[-1],
                )
            )
    return found


def _fields(provider: Provider, school: School, meetings: list[Booking]) -> list[Violation]:
    found = []
    for activity, held in _by_activity(meetings):
        if provider.fields and activity.field not in provider.fields:
            found.append(
                breach(
                    APPROVAL,
                    "provider_field",
                    school=school,
                    at=held[0].period,
                    subject=activity.id,
                    amount=len(held),
                    unit="meetings",
                    provider=provider.name,
                    activity=activity.title,
                    field=Word(activity.field),
                    allowed=Words(provider.fields),
                )
            )
    return found


def _approval(
    provider: Provider, school: School, clause: Clause, dates: list[date]
) -> list[Violation]:
    needs: list[tuple[str, Callable[[date], bool]]] = [
        (code, partial(_step, provider, school, code)) for code in words(clause, "steps")
    ]
    parties = set(words(clause, "agreement_parties"))
    filed = clause.flag("agreement_filed")
    if clause.flag("agreement") or parties or filed:
        needs.append(("agreement", lambda d: _agreed(provider, school, d, parties, filed)))
    found = []
    for item, holds in needs:
        missing = [d for d in dates if not holds(d)]
        if missing:
            found.append(
                breach(
                    APPROVAL,
                    "agreement_missing" if item == "agreement" else "step_missing",
                    clause=clause,
                    school=school,
                    subject=provider.id,
                    amount=len(missing),
                    unit="dates",
                    provider=provider.name,
                    step=Word(item),
                    first=missing[0],
                    last=missing[-1],
                    parties=Words(tuple(sorted(parties))),
                )
            )
    return found


def _step(provider: Provider, school: School, code: str, day: date) -> bool:
    return any(
        s.code == code
        and s.school_id in (None, school.id)
        and s.granted_on <= day
        and (s.valid_to is None or day <= s.valid_to)
        for s in provider.approvals
    )


def _agreed(provider: Provider, school: School, day: date, parties: set[str], filed: bool) -> bool:
    return any(
        a.school_id == school.id
        and a.signed_on <= day
        and (a.valid_to is None or day <= a.valid_to)
        and parties <= set(a.parties)
        and (a.filed or not filed)
        for a in provider.agreements
    )


def check_limit_third_parties(ctx: Context) -> list[Violation]:
    """Checks kinds of provider, service types, fields, non-academic and vetted content."""
    found = []
    for (provider_id, school_id), meetings in _served(ctx).items():
        provider, school = ctx.providers[provider_id], ctx.schools[school_id]
        for clause in ctx.clauses(LIMIT, school):
            for activity, held in _by_activity(meetings):
                for code, value, allowed in _limits(provider, activity, clause, held):
                    found.append(
                        breach(
                            LIMIT,
                            code,
                            clause=clause,
                            school=school,
                            at=held[0].period,
                            subject=activity.id,
                            amount=len(held),
                            unit="meetings",
                            provider=provider.name,
                            activity=activity.title,
                            found=value,
                            allowed=allowed,
                        )
                    )
    return found


def _limits(
    provider: Provider, activity: Activity, clause: Clause, held: list[Booking]
) -> list[tuple[str, object, object]]:
    """Returns (code, value found, what is allowed) of each limit that is not kept."""
    found: list[tuple[str, object, object]] = []
    for name, code, value in (
        ("allowed_kinds", "kind_not_allowed", provider.kind),
        ("service_types", "service_type_not_allowed", activity.service_type),
        ("fields", "field_not_allowed", activity.field),
    ):
        allowed = words(clause, name)
        if not admits(allowed, value):
            found.append((code, Word(value), Words(allowed)))
    if provider.kind in words(clause, "forbidden_kinds"):
        found.append(("kind_forbidden", Word(provider.kind), "-"))
    if clause.flag("non_academic_only") and activity.is_academic:
        found.append(("academic", activity.title, "-"))
    if clause.flag("content_vetted"):
        first = min((d for b in held for d in b.dates), default=None)
        vetted = activity.vetted_on
        if vetted is None or (first is not None and vetted > first):
            found.append(("content_not_vetted", vetted or "-", str(first or "-")))
    return found


def _by_activity(meetings: list[Booking]) -> list[tuple[Activity, list[Booking]]]:
    found: dict[str, tuple[Activity, list[Booking]]] = {}
    for b in meetings:
        found.setdefault(b.activity.id, (b.activity, []))[1].append(b)
    return list(found.values())
