"""`require_provider_approval`: outside bodies serve with their papers, on each real date."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import partial

from solver.domain import Activity, Provider, School
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.booking import Booking
from solver.verify.context import Context
from solver.verify.epochs import until_waived, weekly
from solver.verify.parameters import words
from solver.verify.report import Word, Words, breach, listed

APPROVAL = "require_provider_approval"


def served(ctx: Context) -> dict[tuple[str, str], list[Booking]]:
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
    found = _papers(ctx) + _all_fields(ctx)
    for provider in ctx.district.providers:
        found += _at_once(ctx, provider)
    return found


@until_waived(APPROVAL)
def _papers(ctx: Context) -> list[Violation]:
    found = []
    for (provider_id, school_id), meetings in served(ctx).items():
        provider, school = ctx.providers[provider_id], ctx.schools[school_id]
        dates = sorted({d for b in meetings for d in b.dates})
        found += _status(provider, school, dates)
        for clause in ctx.clauses(APPROVAL, school):
            found += _approval(provider, school, clause, dates)
    return found


@weekly
def _all_fields(ctx: Context) -> list[Violation]:
    return [
        v
        for (provider_id, school_id), meetings in served(ctx).items()
        for v in _fields(ctx.providers[provider_id], ctx.schools[school_id], meetings)
    ]


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
    for activity, held in by_activity(meetings):
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


def by_activity(meetings: list[Booking]) -> list[tuple[Activity, list[Booking]]]:
    """Returns meetings by activity."""
    found: dict[str, tuple[Activity, list[Booking]]] = {}
    for b in meetings:
        found.setdefault(b.activity.id, (b.activity, []))[1].append(b)
    return list(found.values())
