"""What could be otherwise about what is offered: activities, providers, pins, travel, clauses."""

from collections.abc import Iterator

from solver.domain import Activity, ClauseWaiver, District, Provider, School
from solver.domain.messages.said import Message, Value
from solver.domain.people import Agreement, ApprovalStep
from solver.policy import AppliedPolicy, Clause
from solver.search.explain.change import (
    Change,
    FieldName,
    Step,
    World,
    set_fields,
    sized_field,
    without,
)

EMPTIED = ("grades", "weekdays", "phase_ids", "banned_kinds", "room_features", "class_quotas")
FACTS_OF_CONTENT = ("banned_kinds", "written_homework", "is_academic")


def offer_facts(world: World, school: School) -> Iterator[Change]:
    """Yields the changes about activities that a school may run, and their providers."""
    offered = [a for a in world.district.activities if a.school_id in (None, school.id)]
    for a in offered:
        yield from _activity(world, school, a)
    mine = {a.provider_id for a in offered}
    for p in world.district.providers:
        if p.id in mine:
            yield from _provider(world, school, p)


def _activity(world: World, school: School, a: Activity) -> Iterator[Change]:
    steps: tuple[Step, ...] = (("activities", a.id),)
    thing = Message("explain.thing_activity", {"name": a.title})
    for name in EMPTIED:
        if getattr(a, name):
            yield set_fields(steps, thing, name, getattr(a, name), ())
    for name in ("written_homework", "is_academic"):
        if getattr(a, name):
            yield set_fields(steps, thing, name, True, False)
    for name in ("skill", "students_per_adult"):
        if getattr(a, name) is not None:
            yield set_fields(steps, thing, name, getattr(a, name), None)
    if a.helpers:
        yield set_fields(steps, thing, "helpers", a.helpers, 0)
    if a.min_students > 1:
        yield sized_field(steps, thing, "min_students", a.min_students, 1, "students")
    most = max(c.enrolled for c in school.classes)
    if a.max_students < most:
        yield sized_field(steps, thing, "max_students", a.max_students, most, "students")
    caps = [
        cap
        for c in AppliedPolicy(world.district, world.pack).binding("cap_fees", school.id)
        if c.get("account") == "special" and (cap := c.integer("cap_fen")) is not None
    ]
    if a.service_type == "special" and caps and a.fee_fen > min(caps):
        yield set_fields(steps, thing, "fee_fen", a.fee_fen, min(caps))


def _provider(world: World, school: School, p: Provider) -> Iterator[Change]:
    steps: tuple[Step, ...] = (("providers", p.id),)
    thing = Message("explain.thing_provider", {"name": p.name})
    term = world.district.term
    clauses = AppliedPolicy(world.district, world.pack).binding(
        "require_provider_approval", school.id
    )
    for step in p.approvals:
        if step.valid_to is not None and step.valid_to < term.last_day:
            way = (*steps, ("approvals", step.code))
            paper = Message("explain.thing_step", {"name": p.name, "step": step.code})
            yield set_fields(way, paper, "valid_to", step.valid_to, term.last_day)
    for code in sorted({code for c in clauses for code in c.words("steps")}):
        good = (s for s in p.approvals if s.code == code and s.school_id in (None, school.id))
        if not any(s.granted_on <= term.first_day for s in good):
            extra = ApprovalStep(code=code, granted_on=term.first_day, evidence="-")
            words: dict[str, Value] = {"name": p.name, "step": code}
            yield _renamed(
                set_fields(steps, thing, "approvals", p.approvals, (*p.approvals, extra)),
                Message("explain.fact_step", words),
                Message("explain.do_step", words),
            )
    if any(c.flag("agreement") for c in clauses) and not any(
        g.school_id == school.id for g in p.agreements
    ):
        signed = Agreement(
            school_id=school.id,
            signed_on=term.first_day,
            parties=("school", "provider", "parent"),
            filed=True,
        )
        words = {"name": p.name, "school": school.name}
        yield _renamed(
            set_fields(steps, thing, "agreements", p.agreements, (*p.agreements, signed)),
            Message("explain.fact_agreement", words),
            Message("explain.do_agreement", words),
        )
    if any(s.status != "active" for s in p.statuses):
        yield set_fields(steps, thing, "statuses", p.statuses, ())
    if p.instructors_at_once is not None:
        n = p.instructors_at_once
        yield sized_field(steps, thing, "instructors_at_once", n, n + 20, "adults")


def _renamed(change: Change, fact: Message, remedy: Message) -> Change:
    from dataclasses import replace

    return replace(change, fact=fact, remedy=remedy)


def pin_facts(world: World) -> Iterator[Change]:
    """Yields the changes that take back one pin each."""
    names = _names(world.district)
    for i, pin in enumerate(world.district.pins):
        about = [names.get(str(v), "") for k, v in pin if k.endswith("_id") and v]
        words: dict[str, Value] = {
            "kind": Message(f"explain.pin_{pin.kind}", {}),
            "about": ", ".join(a for a in about if a),
        }
        fact, do = Message("explain.fact_pin", words), Message("explain.do_pin", words)
        yield without((), "pins", pin, f"pins[{i}]", fact, do)


def _names(district: District) -> dict[str, str]:
    names = {p.id: p.name for p in district.staff}
    names |= {a.id: a.title for a in district.activities}
    for s in district.schools:
        names |= {s.id: s.name} | {c.id: c.name for c in s.classes}
        names |= {r.id: r.name for r in s.rooms} | {b.id: b.name for b in s.bands}
        names |= {p.id: p.span for p in s.periods}
    return names


def travel_facts(world: World, school: School) -> Iterator[Change]:
    """Yields the changes of travel to and from a school, and of schools a person serves a day."""
    travel = world.district.travel
    names = {s.id: s.name for s in world.district.schools}
    for i, t in enumerate(travel.times):
        if school.id in (t.from_school_id, t.to_school_id) and t.minutes:
            thing = Message(
                "explain.thing_travel",
                {"first": names[t.from_school_id], "second": names[t.to_school_id]},
            )
            yield _travel(i, thing, t.minutes)
    if travel.schools_per_day == 1 and len(names) > 1:
        more = travel.model_copy(update={"schools_per_day": 2})
        words: dict[str, Value] = {
            "thing": world.district.name,
            "field": FieldName("schools_per_day"),
            "was": 1,
            "now": 2,
        }
        yield Change(
            "travel.schools_per_day",
            Message("explain.fact", {k: words[k] for k in ("thing", "field", "was")}),
            Message("explain.do", words),
            lambda w: w._replace(district=w.district.model_copy(update={"travel": more})),
        )


def _travel(position: int, thing: Message, minutes: int) -> Change:
    from dataclasses import replace

    def at(value: int) -> Change:
        change = set_fields(
            (), thing, "minutes", minutes, value, amount=minutes - value, unit="min"
        )

        def apply(world: World) -> World:
            travel = world.district.travel
            times = list(travel.times)
            times[position] = times[position].model_copy(update={"minutes": value})
            moved = travel.model_copy(update={"times": tuple(times)})
            return world._replace(district=world.district.model_copy(update={"travel": moved}))

        return replace(change, path=f"travel.times[{position}].minutes", apply=apply)

    return replace(at(0), sized=(minutes, 0, at))


def clause_facts(world: World, school: School) -> Iterator[Change]:
    """Yields the changes that waive a clause in principle, or leave a firm one out to name it."""
    policy = AppliedPolicy(world.district, world.pack)
    for c in world.pack.clauses:
        if c.is_required and c.family and c in policy.binding(c.family, school.id):
            yield _clause(world.district, school, c)


def _clause(district: District, school: School, c: Clause) -> Change:
    def apply(world: World) -> World:
        if c.is_waivable:
            waiver = ClauseWaiver(
                clause_id=c.id,
                school_id=school.id,
                reason="-",
                granted_by="-",
                until=district.term.last_day,
            )
            waived = (*world.district.waivers, waiver)
            return world._replace(district=world.district.model_copy(update={"waivers": waived}))
        kept = tuple(k for k in world.pack.clauses if k.id != c.id)
        return world._replace(pack=world.pack.model_copy(update={"clauses": kept}))

    words: dict[str, Value] = {"clause": c.id, "said": Said(c.zh, c.en), "school": school.name}
    code = "waive" if c.is_waivable else "firm"
    return Change(
        f"clauses[{c.id}]",
        Message("explain.fact_clause", words),
        Message(f"explain.do_{code}", words),
        apply,
        allowed=c.is_waivable,
        clause_id=c.id,
    )


class Said(tuple[str, str]):
    """Words of a pack in both languages."""

    def __new__(cls, zh: str, en: str) -> "Said":
        """Keeps both."""
        return super().__new__(cls, (zh, en))

    def said(self, lang: str) -> str:
        """Returns the words in a language."""
        return self[0] if lang == "zh" else self[1]

    def plain(self) -> str:
        """Returns the Chinese words."""
        return self[0]
