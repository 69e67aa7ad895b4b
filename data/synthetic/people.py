"""From person drafts to staff members: documents, availability, limits, pay."""

from datetime import date, timedelta
from random import Random

from data.synthetic.draft import PersonDraft
from data.synthetic.recipe import PayScale
from solver.domain.base import Interval, ServiceType, Window
from solver.domain.people import Qualification, StaffMember
from solver.domain.term import Term

FROM_MIN, TO_MIN = 15 * 60, 18 * 60 + 45
PAUSE_MIN = 30
"""Longer than the short break of any pack: what lies closer together may count as one run."""
CERTIFICATES = {
    "teacher": "教师资格证",
    "leader": "教师资格证",
    "other_staff": "岗位培训合格证",
    "volunteer": "志愿服务培训合格证",
    "external": "技能等级证书",
    "instructor": "教练（教学）资格证",
}


def staff_member(
    person: PersonDraft,
    pay: PayScale | None,
    term: Term,
    weeks: tuple[tuple[int, ...], ...],
    rng: Random,
    windows: tuple[Window, ...] = (),
) -> StaffMember:
    """Returns the record of a person whose planted work breaks none of its own limits.

    Parameters
    ----------
    windows : tuple of str
        Windows besides the service that the district has: they are paid like the service.
    weeks : tuple of tuple of int
        How often each weekday's pattern occurs in the fullest real weeks of the term; a week with
        a make-up day asks more than the pattern week.
    """
    days = person.service_days or set(person.school_on) | person.spare_days
    own = person.role in ("teacher", "leader", "other_staff")
    hired = person.role in ("volunteer", "external", "instructor")
    before = term.first_day - timedelta(days=rng.randint(5, 60))
    record = StaffMember(
        id=person.id,
        name=person.name,
        role=person.role,
        home_school_id=person.home if own else None,
        provider_id=person.provider,
        external_kind=person.external_kind,
        skills=tuple(sorted(person.skills)),
        own_class_ids=tuple(person.own_classes),
        qualifications=(
            Qualification(
                kind=CERTIFICATES[person.role],
                number=f"SYN{rng.randrange(10**8):08d}",
                valid_to=term.last_day + timedelta(days=rng.randint(60, 900)) if hired else None,
                checked_by="区教育局" if hired else "学校",
                checked_on=before,
            ),
        ),
        vetted_on=before,
        vetting_passed=True,
        reviewed_on=before,
        bad_record=False,
        contract_from=date(term.first_day.year, 8, 25) if hired else None,
        contract_to=date(term.last_day.year, 7, 10) if hired else None,
        trained_on=term.first_day - timedelta(days=rng.randint(2, 6)),
        availability=() if len(days) == 5 else _availability(person, days),
        busy=_meetings(person, rng),
        pay_fen=_pay(person, pay, windows),
        lendable_to=tuple(person.lendable_to),
        is_excellent=person.excellent,
        flexible_hours=own and rng.random() < 0.2,
    )
    return record.model_copy(update=_limits(person, weeks, rng))


def _availability(person: PersonDraft, days: set[int]) -> tuple[Interval, ...]:
    spans = {(p.weekday, p.start_min, p.end_min) for p in person.windows}
    return (
        *(Interval(weekday=d, start_min=FROM_MIN, end_min=TO_MIN) for d in sorted(days)),
        *(Interval(weekday=d, start_min=a, end_min=b) for d, a, b in sorted(spans)),
    )


def _meetings(person: PersonDraft, rng: Random) -> tuple[Interval, ...]:
    """A few have a staff meeting in the first hour of a day on which they are spare."""
    if not person.spare_days or person.role not in ("teacher", "leader") or rng.random() > 0.08:
        return ()
    day = rng.choice(sorted(person.spare_days))
    return (Interval(weekday=day, start_min=FROM_MIN, end_min=FROM_MIN + 75),)


def _limits(person: PersonDraft, weeks: tuple[tuple[int, ...], ...], rng: Random) -> dict[str, int]:
    """Some people set limits; all hold in every real week of the planted plan."""
    week = max(sum(person.day_ch.get(d + 1, 0) * n for d, n in enumerate(w)) for w in weeks)
    dates = max(sum(n for d, n in enumerate(w) if d + 1 in person.day_ch) for w in weeks)
    day = max(person.day_ch.values(), default=0)
    limits = {"target_week_ch": _target(person, rng)}
    if rng.random() < 0.4:
        limits["max_week_ch"] = -(-max(week, 300) // 50) * 50 + rng.choice((0, 150, 300))
    if rng.random() < 0.3:
        limits["max_day_ch"] = max(day, 300)
    if rng.random() < 0.2:
        limits["max_days"] = min(7, max(dates, 3))
    if rng.random() < 0.3:
        limits["max_consecutive"] = max(2, person.busy.longest_run(PAUSE_MIN))
    if person.load_ch >= 450 and rng.random() < 0.1:
        limits["min_week_ch"] = 100
    evenings = {p.weekday for p in person.windows if p.window == "evening"} & set(person.day_ch)
    if evenings and rng.random() < 0.4:
        limits["max_evenings"] = max(
            sum(n for d, n in enumerate(w) if d + 1 in evenings) for w in weeks
        )
    return limits


def _target(person: PersonDraft, rng: Random) -> int:
    """A target that the planted load does not exceed; little above it."""
    if not person.load_ch:
        return 300
    return -(-person.load_ch // 50) * 50 + rng.choice((0, 0, 50, 100))


def _pay(
    person: PersonDraft, pay: PayScale | None, windows: tuple[Window, ...]
) -> dict[ServiceType, int]:
    if pay is None or person.role == "instructor":
        return {}
    rates = {
        "teacher": pay.teacher,
        "leader": pay.leader,
        "other_staff": pay.other_staff,
        "volunteer": pay.volunteer,
        "external": pay.external,
    }
    services: dict[Window, ServiceType] = {
        "lunch": "lunch",
        "extended": "extended",
        "evening": "evening",
    }
    return {"basic": rates[person.role], **{services[w]: rates[person.role] for w in windows}}
