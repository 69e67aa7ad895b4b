"""Records of the plan: unknown ids, fields that disagree, dates out of order, what is unused."""

from datetime import timedelta
from random import Random

from solver.plan import Meeting, UnusedResource
from tests.solver.verify.spoiling.good import Good, NoPlace, Spoilt, claim, copy, kind, pick


def _unknown(what: str, **changes: object) -> None:
    @kind(f"unknown {what} in a meeting")
    def made(good: Good, rng: Random) -> Spoilt:
        m = pick(rng, good.usual)
        return good.met(m, claim("meetings", "unknown_id", subject=m.id), **changes)


_unknown("school", school_id="elsewhere")
_unknown("period", period_id="never")
_unknown("activity", activity_id="nothing")
_unknown("section", section_id="none")
_unknown("room", room_id="nowhere")


@kind("unknown person in a meeting")
def unknown_person(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, good.usual)
    told = claim("meetings", "unknown_id", subject=m.id)
    return good.met(m, told, staff_ids=("nobody", *m.staff_ids[1:]))


@kind("unknown class in a meeting")
def unknown_class(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, good.usual)
    told = claim("meetings", "unknown_id", subject=m.id)
    return good.met(m, told, class_counts={**m.class_counts, "nobody": 1})


def _other(values: tuple[str, ...], value: str, rng: Random) -> str:
    return pick(rng, [v for v in values if v != value])


def _field(m: Meeting, rng: Random, what: str) -> object:
    if what == "weekday":
        return pick(rng, [d for d in range(1, 8) if d != m.weekday])
    if what == "component":
        return _other(("guidance", "sports", "extension", "care"), m.component, rng)
    return _other(("basic", "special", "lunch", "evening", "extended"), m.service_type, rng)


def _wrong(what: str) -> None:
    @kind(f"wrong {what} claimed of a meeting")
    def made(good: Good, rng: Random) -> Spoilt:
        m = pick(rng, good.usual)
        told = claim("meetings", "meeting_field", period_id=m.period_id, subject=m.id)
        return good.met(m, told, **{what: _field(m, rng, what)})


for _what in ("weekday", "component", "service_type"):
    _wrong(_what)


@kind("meeting said to be at another school")
def wrong_school(good: Good, rng: Random) -> Spoilt:
    m, other = pick(rng, [
        (m, s) for m in good.usual for s in good.schools if s != m.school_id
    ])  # fmt: skip
    told = claim("meetings", "meeting_field", period_id=m.period_id, subject=m.id)
    return good.met(m, told, school_id=other)


@kind("meeting of another activity than its section")
def wrong_activity(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, good.usual)
    other = pick(rng, [a for a in good.activities if a != m.activity_id])
    told = claim("meetings", "meeting_field", period_id=m.period_id, subject=m.id)
    return good.met(m, told, activity_id=other)


@kind("meeting named twice in the plan")
def meeting_twice(good: Good, rng: Random) -> Spoilt:
    a, b = pick(rng, good.usual), pick(rng, good.usual)
    if a is b:
        raise NoPlace
    return good.met(b, claim("meetings", "meeting_twice", subject=a.id, amount=1), id=a.id)


@kind("meeting beyond the term")
def meeting_beyond(good: Good, rng: Random) -> Spoilt:
    m, late = pick(rng, good.usual), rng.randint(1, 30)
    told = claim("meetings", "meeting_outside_term", subject=m.id)
    return good.met(m, told, to_date=good.district.term.last_day + timedelta(days=late))


@kind("meeting beyond its section")
def meeting_beyond_section(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, good.usual)
    section = next(s for s in good.plan.sections if s.id == m.section_id)
    late = rng.randint(1, 30)
    told = claim("meetings", "meeting_outside_section", subject=m.id, amount=late)
    return good.met(m, told, to_date=section.to_date + timedelta(days=late))


@kind("meeting whose dates run backwards")
def backwards(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, good.usual)
    told = claim("meetings", "meeting_outside_term", subject=m.id)
    return good.met(m, told, from_date=m.to_date, to_date=m.from_date)


# --- sections ---------------------------------------------------------------------------------


@kind("section named twice in the plan")
def section_twice(good: Good, rng: Random) -> Spoilt:
    s = pick(rng, good.plan.sections)
    told = claim("sections", "section_twice", subject=s.id, amount=1)
    return good.said(told, sections=(*good.plan.sections, s))


@kind("section that never meets")
def never_meets(good: Good, rng: Random) -> Spoilt:
    s = pick(rng, good.plan.sections)
    told = claim("sections", "section_without_meeting", subject="idle")
    return good.said(told, sections=(*good.plan.sections, copy(s, id="idle")))


@kind("section left out of the plan")
def section_left_out(good: Good, rng: Random) -> Spoilt:
    s = pick(rng, good.plan.sections)
    m = good.of_section(s.id)[0]
    told = claim("meetings", "unknown_id", subject=m.id)
    return good.said(told, sections=tuple(x for x in good.plan.sections if x is not s))


@kind("section with an unknown period")
def section_period(good: Good, rng: Random) -> Spoilt:
    s = pick(rng, good.plan.sections)
    told = claim("sections", "unknown_id", subject=s.id)
    return good.section(s, told, period_ids=(*s.period_ids, "never"))


@kind("section with a period of another school")
def section_elsewhere(good: Good, rng: Random) -> Spoilt:
    s, p = pick(rng, [
        (s, p)
        for s in good.plan.sections
        for p, (school, _) in good.periods.items()
        if school.id != s.school_id
    ])  # fmt: skip
    told = claim("sections", "section_period_elsewhere", subject=s.id)
    return good.section(s, told, period_ids=(*s.period_ids, p))


@kind("section of an unknown activity")
def section_activity(good: Good, rng: Random) -> Spoilt:
    s = pick(rng, good.plan.sections)
    return good.section(s, claim("sections", "unknown_id", subject=s.id), activity_id="nothing")


@kind("section beyond the term")
def section_beyond(good: Good, rng: Random) -> Spoilt:
    s = pick(rng, good.plan.sections)
    last = good.district.term.last_day + timedelta(days=rng.randint(1, 30))
    told = claim("sections", "section_outside_term", subject=s.id)
    return good.section(s, told, to_date=last)


# --- what the plan calls unused ---------------------------------------------------------------


def _unused(what: str) -> None:
    @kind(f"{what} used but called unused")
    def made(good: Good, rng: Random) -> Spoilt:
        m = pick(rng, [
            m for m in good.usual if what != "provider" or good.activity(m).provider_id
        ])  # fmt: skip
        ids = {
            "staff": m.staff_ids[0],
            "room": m.room_id,
            "activity": m.activity_id,
            "provider": good.activity(m).provider_id,
        }
        row = UnusedResource(
            kind=what,  # type: ignore[arg-type]
            id=str(ids[what]),
            school_id=pick(rng, [None, m.school_id]),
            clause_id="x",
            reason="",
        )
        told = claim("unused", "unused_but_used", subject=row.id)
        return good.said(told, unused=(*good.plan.unused, row))


for _what in ("staff", "room", "activity", "provider"):
    _unused(_what)


@kind("unknown person called unused")
def unknown_unused(good: Good, rng: Random) -> Spoilt:
    row = UnusedResource(kind="staff", id="nobody", school_id=None, clause_id="x", reason="")
    told = claim("unused", "unknown_id", subject="nobody")
    return good.said(told, unused=(*good.plan.unused, row))
