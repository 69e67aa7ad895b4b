"""Random edits of plans and of their data, several at once, that leave every id known."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from solver.domain import District
from solver.domain.base import ServiceType
from solver.domain.people import GroupPay
from solver.domain.school import ServiceStart
from solver.domain.term import Closure, MakeUpDay
from solver.plan import Meeting, Plan
from tests.solver.verify.spoiling.good import copy

Edited = tuple[District, Plan]
LIMITS = ("max_day_ch", "max_week_ch", "max_days", "max_consecutive", "max_evenings")


def _day(district: District, rng: Random) -> date:
    term = district.term
    return term.first_day + timedelta(days=rng.randint(0, (term.last_day - term.first_day).days))


def _meeting(plan: Plan, rng: Random, **changes: object) -> tuple[Meeting, ...]:
    i = rng.randrange(len(plan.meetings))
    return tuple(copy(m, **changes) if k == i else m for k, m in enumerate(plan.meetings))


def _leader(d: District, p: Plan, rng: Random) -> Edited:
    m = rng.choice(p.meetings)
    person = rng.choice(d.staff).id
    return d, copy(p, meetings=tuple(
        copy(x, staff_ids=(person, *x.staff_ids[1:])) if x is m else x for x in p.meetings
    ))  # fmt: skip


def _helper(d: District, p: Plan, rng: Random) -> Edited:
    m = rng.choice(p.meetings)
    more = (*m.staff_ids, *(rng.choice(d.staff).id for _ in range(rng.randint(1, 2))))
    return d, copy(p, meetings=tuple(copy(x, staff_ids=more) if x is m else x for x in p.meetings))


def _room(d: District, p: Plan, rng: Random) -> Edited:
    rooms = [r.id for s in d.schools for r in s.rooms]
    return d, copy(p, meetings=_meeting(p, rng, room_id=rng.choice([*rooms, None])))


def _period(d: District, p: Plan, rng: Random) -> Edited:
    m = rng.choice(p.meetings)
    school = next(s for s in d.schools if any(x.id == m.period_id for x in s.periods))
    other = rng.choice(school.periods)
    return d, copy(p, meetings=tuple(
        copy(x, period_id=other.id, weekday=other.weekday) if x is m else x for x in p.meetings
    ))  # fmt: skip


def _dates(d: District, p: Plan, rng: Random) -> Edited:
    a, b = sorted((_day(d, rng), _day(d, rng)))
    return d, copy(p, meetings=_meeting(p, rng, from_date=a, to_date=b))


def _except(d: District, p: Plan, rng: Random) -> Edited:
    out = tuple(_day(d, rng) for _ in range(rng.randint(1, 12)))
    return d, copy(p, meetings=_meeting(p, rng, except_dates=out))


def _counts(d: District, p: Plan, rng: Random) -> Edited:
    m = rng.choice(p.meetings)
    school = next(s for s in d.schools if any(x.id == m.period_id for x in s.periods))
    more = {rng.choice(school.classes).id: rng.randint(0, 6) for _ in range(2)}
    counts = {**m.class_counts, **more}
    # All meetings of the section alike: a student is enrolled in it, not in one meeting.
    return d, copy(p, meetings=tuple(
        copy(x, class_counts=counts) if x.section_id == m.section_id else x for x in p.meetings
    ))  # fmt: skip


def _double(d: District, p: Plan, rng: Random) -> Edited:
    m = rng.choice(p.meetings)
    return d, copy(p, meetings=(*p.meetings, copy(m, id=f"{m.id}/{len(p.meetings)}")))


def _range(d: District, p: Plan, rng: Random) -> Edited:
    """Cuts a section in two on a date, the second half with another leader."""
    term = d.term
    s = rng.choice(p.sections)
    last = s.from_date + timedelta(days=rng.randint(0, max(0, (s.to_date - s.from_date).days - 1)))
    if not term.first_day <= last < s.to_date:
        return d, p
    start = last + timedelta(days=1)
    person = rng.choice(d.staff).id
    sections = [x for x in p.sections if x is not s]
    sections += [copy(s, to_date=last), copy(s, id=f"{s.id}+", from_date=start)]
    meetings = []
    for m in p.meetings:
        if m.section_id != s.id:
            meetings.append(m)
            continue
        if m.from_date <= last:
            meetings.append(copy(m, to_date=min(m.to_date, last)))
        if m.to_date >= start:
            meetings.append(
                copy(
                    m,
                    id=f"{m.id}+",
                    section_id=f"{s.id}+",
                    from_date=max(m.from_date, start),
                    staff_ids=(person, *m.staff_ids[1:]),
                )
            )
    return d, copy(p, sections=tuple(sections), meetings=tuple(meetings))


def _cell(d: District, p: Plan, rng: Random) -> Edited:
    e = rng.choice(p.grid)
    last = _day(d, rng)
    other = copy(e, component=rng.choice(("guidance", "sports", "care", "split", "extension")))
    if last >= d.term.last_day or e.from_date or e.to_date:
        return d, copy(p, grid=tuple(other if x is e else x for x in p.grid))
    rest = [x for x in p.grid if x is not e]
    later = copy(other, from_date=last + timedelta(days=1))
    return d, copy(p, grid=(*rest, copy(e, to_date=last), later))


def _duty(d: District, p: Plan, rng: Random) -> Edited:
    if not p.duties:
        return _leader(d, p, rng)
    i = rng.randrange(len(p.duties))
    a, b = sorted((_day(d, rng), _day(d, rng)))
    changes = rng.choice((
        {"staff_ids": tuple(rng.choice(d.staff).id for _ in range(rng.randint(0, 3)))},
        {"from_date": a, "to_date": b},
        {"except_dates": (a, b)},
    ))  # fmt: skip
    return d, copy(
        p, duties=tuple(copy(x, **changes) if k == i else x for k, x in enumerate(p.duties))
    )


# --- data -------------------------------------------------------------------------------------


def _limit(d: District, p: Plan, rng: Random) -> Edited:
    used = sorted({x for m in p.meetings for x in m.staff_ids})
    ids = {rng.choice(used) for _ in range(6)}
    high = {"max_day_ch": 300, "max_week_ch": 900, "max_days": 5, "max_consecutive": 3,
            "max_evenings": 3}  # fmt: skip
    limits = {x: rng.randint(1 if x == "max_consecutive" else 0, high[x]) for x in LIMITS}
    return copy(d, staff=tuple(copy(x, **limits) if x.id in ids else x for x in d.staff)), p


def _rate(d: District, p: Plan, rng: Random) -> Edited:
    rates = {s: rng.randint(0, 9999) for s in ("basic", "special", "lunch", "evening", "extended")}
    who = rng.choice(d.staff)
    role = rng.choice((who.role, "external" if who.role == "teacher" else who.role))
    services: tuple[ServiceType, ...] = rng.choice(((), ("basic",), ("basic", "special")))
    sized = tuple(
        GroupPay(
            service_type=s, base_fen=rng.randint(0, 9999), up_to=rng.randint(0, 40),
            per_student_fen=rng.randint(0, 999),
        )
        for s in services
    )  # fmt: skip
    changes: dict[str, object] = {"pay_fen": rates, "group_pay": sized, "role": role}
    return copy(d, staff=tuple(copy(x, **changes) if x is who else x for x in d.staff)), p


def _school(d: District, rng: Random, change: Callable[[object], dict[str, object]]) -> District:
    i = rng.randrange(len(d.schools))
    schools = tuple(copy(s, **change(s)) if k == i else s for k, s in enumerate(d.schools))
    return copy(d, schools=schools)


def _funding(d: District, p: Plan, rng: Random) -> Edited:
    def change(s: object) -> dict[str, object]:
        rows = tuple(
            copy(
                f,
                fee_fen=0 if f.account == "special" else rng.randint(0, 40000),
                fee_published=rng.random() < 0.8,
                opening_fen=rng.randint(-90000, 90000),
                subsidy_per_participant_fen=rng.choice((0, 15000, 777)),
                reductions=tuple(copy(r, reduction_pct=rng.randint(0, 100)) for r in f.reductions),
            )
            for f in s.funding  # type: ignore[attr-defined]
        )
        return {"funding": rows}

    return _school(d, rng, change), p


def _clock(d: District, p: Plan, rng: Random) -> Edited:
    """Moves a period's clock, or what it counts."""

    def change(s: object) -> dict[str, object]:
        periods = s.periods  # type: ignore[attr-defined]
        i = rng.randrange(len(periods))
        start = periods[i].start_min + rng.randint(-40, 40)
        values: dict[str, object] = {
            "start_min": start,
            "end_min": start + rng.randint(5, 90),
            "class_hours_ch": rng.choice((None, 75, 133)),
        }
        return {"periods": tuple(
            copy(x, **values) if k == i else x for k, x in enumerate(periods)
        )}  # fmt: skip

    return _school(d, rng, change), p


def _starts(d: District, p: Plan, rng: Random) -> Edited:
    def change(s: object) -> dict[str, object]:
        grade = rng.choice([c.grade for c in s.classes])  # type: ignore[attr-defined]
        return {"service_starts": (ServiceStart(grades=(grade,), first_day=_day(d, rng)),)}

    return _school(d, rng, change), p


def _calendar(d: District, p: Plan, rng: Random) -> Edited:
    a, b = sorted((_day(d, rng), _day(d, rng)))
    schools = rng.choice(((), (rng.choice(d.schools).id,)))
    closure = Closure(first=a, last=min(b, a + timedelta(days=9)), school_ids=schools)
    day = _day(d, rng)
    made = d.term.make_up_days
    if day not in {m.day for m in made}:
        made = (*made, MakeUpDay(day=day, follows=rng.randint(1, 5)))
    term = copy(d.term, closures=(*d.term.closures, closure), make_up_days=made)
    return copy(d, term=term), p


def _heads(d: District, p: Plan, rng: Random) -> Edited:
    """Gives a class figures of its own in some periods, whatever their window."""

    def change(s: object) -> dict[str, object]:
        classes, periods = s.classes, s.periods  # type: ignore[attr-defined]
        chosen = rng.sample(periods, min(3, len(periods)))
        figures = {x.id: rng.randint(0, 60) for x in chosen}
        i = rng.randrange(len(classes))
        values = {"participants_by_period": figures, "enrolled": 60}
        return {"classes": tuple(
            copy(c, **values) if k == i else c for k, c in enumerate(classes)
        )}  # fmt: skip

    return _school(d, rng, change), p


def _room_size(d: District, p: Plan, rng: Random) -> Edited:
    def change(s: object) -> dict[str, object]:
        rooms = s.rooms  # type: ignore[attr-defined]
        return {"rooms": tuple(copy(r, sections_at_once=rng.randint(1, 3)) for r in rooms)}

    return _school(d, rng, change), p


EDITS = (
    _leader, _leader, _helper, _room, _room, _period, _period, _dates, _except, _counts, _double,
    _range, _cell, _duty, _limit, _limit, _rate, _funding, _clock, _starts, _calendar, _room_size,
    _heads,
)  # fmt: skip


def edited(district: District, plan: Plan, rng: Random) -> Edited:
    """Returns a district and a plan with one to eight random edits."""
    for _ in range(rng.randint(1, 8)):
        district, plan = rng.choice(EDITS)(district, plan, rng)
    return district, plan
