"""What could be otherwise about people: their times, papers, limits, pay and where they may go."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from solver.domain import School, StaffMember
from solver.domain.base import OWN_ROLES
from solver.domain.messages.said import Message, Value
from solver.domain.people import GroupPay, Qualification
from solver.policy import AppliedPolicy
from solver.search.explain.change import Change, Step, World, put, set_fields, sized_field
from solver.search.explain.price import NEW

MOST_NEW = 20
"""People that may be asked for beside those that there are."""
LIMITS = (
    ("max_day_ch", 2400, "ch"),
    ("max_week_ch", 6000, "ch"),
    ("max_days", 7, "days"),
    ("max_consecutive", 20, "class_periods"),
    ("max_evenings", 7, "days"),
)


def people_facts(world: World, school: School) -> Iterator[Change]:
    """Yields the changes about everybody who may come to a school."""
    for p in world.district.staff:
        if p.home_school_id == school.id or school.id in p.lendable_to or p.provider_id:
            yield from _times(p)
            yield from _papers(world, p)
            yield from _limits(p)
            yield from _pay(world, school, p)
            if p.home_school_id not in (None, school.id) and not p.is_excellent:
                yield set_fields(_of(p), _name(p), "is_excellent", False, True, allowed=False)


def lending_facts(world: World, school: School) -> Iterator[Change]:
    """Yields the changes that let people come from elsewhere."""
    for p in world.district.staff:
        if not p.provider_id and school.id not in (p.home_school_id, *p.lendable_to):
            now = (*p.lendable_to, school.id)
            yield set_fields(_of(p), _name(p), "lendable_to", p.lendable_to, now)


def more_people(world: World, school: School) -> Iterator[Change]:
    """Yields the changes that give a school people with no skill, or with one that is asked for."""
    offered = [a for a in world.district.activities if a.school_id in (None, school.id)]
    skills = {a.skill for a in offered} | {d.skill for d in school.duty_posts}
    for skill in sorted((s for s in skills if s), key=str):
        yield _more(world, school, skill, "teacher")
    yield _more(world, school, None, "teacher")
    yield _more(world, school, None, "leader")


def _more(world: World, school: School, skill: str | None, role: str) -> Change:
    first = world.district.term.first_day

    def at(n: int) -> Change:
        def apply(w: World) -> World:
            extra = tuple(
                StaffMember.model_validate(
                    {
                        "id": f"{NEW}{role}-{skill or ''}-{i}"[:80],
                        "name": "-",
                        "role": role,
                        "home_school_id": school.id,
                        "skills": (skill,) if skill else (),
                        "qualifications": (Qualification(kind="-"),),
                        "vetted_on": first,
                        "vetting_passed": True,
                        "reviewed_on": first,
                        "bad_record": False,
                        "contract_from": first,
                        "trained_on": first,
                        **_usual_pay(w, school),
                    }
                )
                for i in range(n)
            )
            return w._replace(
                district=w.district.model_copy(update={"staff": (*w.district.staff, *extra)})
            )

        code = f"{role}_with" if skill else role
        params: dict[str, Value] = {"school": school.name, "amount": n, "skill": skill or ""}
        return Change(
            f"staff[new:{role}:{skill or ''}]",
            Message(f"explain.fact_{code}", params),
            Message(f"explain.do_{code}", params),
            apply,
            amount=n,
            unit="adults",
            sized=(0, MOST_NEW, at),
        )

    return at(MOST_NEW)


def _usual_pay(world: World, school: School) -> dict[str, Any]:
    """Returns what most of the school's own people are paid, as fields of a person."""
    own = [
        {"pay_fen": p.pay_fen, "group_pay": p.group_pay}
        for p in world.district.staff
        if p.home_school_id == school.id and p.role in OWN_ROLES
    ]
    known = sorted(own, key=str)
    return max(known, key=known.count) if known else {}


def _of(p: StaffMember) -> tuple[Step, ...]:
    return (("staff", p.id),)


def _name(p: StaffMember) -> Message:
    return Message("explain.thing_person", {"name": p.name})


def _times(p: StaffMember) -> Iterator[Change]:
    for name in ("availability", "busy", "absences"):
        if getattr(p, name):
            yield set_fields(_of(p), _name(p), name, getattr(p, name), ())


def _papers(world: World, p: StaffMember) -> Iterator[Change]:
    first, last = world.district.term.first_day, world.district.term.last_day

    def change(name: str, now: Any, **also: Any) -> Change:
        return set_fields(_of(p), _name(p), name, getattr(p, name), now, also)

    def late(day: date | None) -> bool:
        return day is None or day > first

    if p.vetting_passed is not True or late(p.vetted_on):
        yield change("vetted_on", first, vetting_passed=True)
    if late(p.trained_on):
        yield change("trained_on", first)
    if late(p.reviewed_on):
        yield change("reviewed_on", first)
    if late(p.contract_from):
        yield change("contract_from", first)
    if p.contract_to is not None and p.contract_to < last:
        yield change("contract_to", last)
    if p.bad_record is None:
        yield change("bad_record", False)
    ends = [q.valid_to for q in p.qualifications]
    if not ends:
        yield change("qualifications", (Qualification(kind="-"),))
    elif not any(end is None or end >= last for end in ends):
        way = (*_of(p), ("qualifications", "0"))
        yield set_fields(way, _name(p), "valid_to", ends[0], last)


def _limits(p: StaffMember) -> Iterator[Change]:
    for name, most, unit in LIMITS:
        value = getattr(p, name)
        if value is not None and value < most:
            yield sized_field(_of(p), _name(p), name, value, most, unit)
    if p.min_week_ch:
        yield sized_field(_of(p), _name(p), "min_week_ch", p.min_week_ch, 0, "ch")


def _pay(world: World, school: School, p: StaffMember) -> Iterator[Change]:
    policy = AppliedPolicy(world.district, world.pack)
    for family, name, pick in (
        ("keep_pay_cap", "cap_fen", min),
        ("keep_pay_floor", "floor_fen", max),
    ):
        for c in policy.binding(family, school.id):
            limit, types = c.integer(name), c.words("service_types")
            if limit is None or (c.words("roles") and p.role not in c.words("roles")):
                continue
            rates = {
                s: pick(n, limit) if not types or s in types else n for s, n in p.pay_fen.items()
            }
            sized = tuple(
                _within(g, name, limit) if not types or g.service_type in types else g
                for g in p.group_pay
            )
            if rates != p.pay_fen or sized != p.group_pay:
                bases = [g.base_fen for g, now in zip(p.group_pay, sized, strict=True) if g != now]
                words: dict[str, Value] = {
                    "thing": _name(p),
                    "found": max(bases or p.pay_fen.values()),
                    "limit": limit,
                    "clause": c.id,
                }
                now: dict[str, Any] = {"pay_fen": rates, "group_pay": sized}
                yield Change(
                    f"staff[{p.id}].{'group_pay' if bases else 'pay_fen'}",
                    Message(f"explain.fact_{family}", words),
                    Message("explain.do_pay_rate", words),
                    lambda w, now=now: w._replace(  # type: ignore[misc]
                        district=put(w.district, _of(p), now)
                    ),
                    clause_id=c.id,
                )


def _within(agreed: GroupPay, limit_name: str, limit: int) -> GroupPay:
    """Returns pay by group size that a limit allows whatever the size, else as it was agreed."""
    if limit_name == "floor_fen":
        return agreed.model_copy(update={"base_fen": max(agreed.base_fen, limit)})
    if agreed.base_fen <= limit and not agreed.per_student_fen:
        return agreed
    return agreed.model_copy(update={"base_fen": min(agreed.base_fen, limit), "per_student_fen": 0})
