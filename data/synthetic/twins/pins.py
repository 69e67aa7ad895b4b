"""Clashes of pins: decisions of a person that no plan can keep (exit code 4)."""

from typing import Any

from data.synthetic import catalogue
from data.synthetic.twins.ground import Ground, infeasible, is_there
from data.synthetic.twins.record import Clash, Fact
from solver.domain.school import School
from solver.plan import Meeting

IMPOSSIBLE = "finding.pin_impossible"


def pin_absent_leader(g: Ground) -> Clash | None:
    """One pin has a person lead a class, another keeps the person away on that weekday."""
    for school in g.schools():
        for m in g.shuffled(g.meetings(school, "guidance")):
            leader = m.staff_ids[0]
            if len(g.at_work(leader, m.weekday)) == 1 and substitutes(g, school, m):
                away = {
                    "kind": "absence",
                    "staff_id": leader,
                    "school_id": school.id,
                    "weekday": m.weekday,
                }
                other = (substitutes(g, school, m)[0],)
                facts = [
                    _pinned(_meeting(m, leader), 0, **{m.id: other}),
                    _pinned(away, 1),
                ]
                return _clash(
                    g, facts, school, m, (leader,), IMPOSSIBLE, reason="unused.pinned_absent"
                )
    return None


def pin_leader_twice(g: Ground) -> Clash | None:
    """Two pins have one person lead two classes at once; their leaders could change places."""
    for school in g.schools():
        for m in g.shuffled(g.meetings(school, "guidance")):
            for other in g.meetings(school, "guidance"):
                leaders = (m.staff_ids[0], other.staff_ids[0])
                same = m.period_id == other.period_id and m.id != other.id
                alike = {(g.person(w).home_school_id, g.person(w).role) for w in leaders} == {
                    (school.id, "teacher")
                }
                if same and alike:
                    places = {m.id: (leaders[1],), other.id: (leaders[0],)}
                    facts = [
                        _pinned(_meeting(m, leaders[0]), 0, **places),
                        _pinned(_meeting(other, leaders[0]), 1),
                    ]
                    clash = _clash(g, facts, school, m, leaders, "finding.pins_clash")
                    classes = tuple(sorted({*m.class_counts, *other.class_counts}))
                    return clash.model_copy(update={"class_ids": classes})
    return None


def pin_without_skill(g: Ground) -> Clash | None:
    """A pin has a person lead sports who lacks the skill."""
    for school in g.schools():
        for m in g.shuffled(g.meetings(school, "sports")):
            people = [
                p
                for p in g.district.staff
                if p.home_school_id == school.id
                and catalogue.SPORTS_SKILL not in p.skills
                and not p.availability
                and not p.busy
                and "-n" not in p.id.removeprefix(school.id)
            ]
            if people:
                person = g.rng.choice(people)
                facts = [_pinned(_meeting(m, person.id))]
                return _clash(
                    g,
                    facts,
                    school,
                    m,
                    (person.id,),
                    IMPOSSIBLE,
                    "require_skills",
                    "finding.pin_no_skill",
                )
    return None


def pin_small_room(g: Ground) -> Clash | None:
    """A pin has a class's guidance in the small meeting room."""
    for school in g.schools():
        small = [r for r in school.rooms if r.id.endswith("-tight")]
        for m in g.shuffled(g.meetings(school, "guidance"))[:1]:
            if small and sum(m.class_counts.values()) > small[0].seats:
                pin = _meeting(m, None) | {"room_id": small[0].id}
                facts = [_pinned(pin)]
                clash = _clash(
                    g, facts, school, m, (), IMPOSSIBLE, "fit_rooms", "finding.pin_room_small"
                )
                return clash.model_copy(update={"room_ids": (small[0].id,)})
    return None


def provider_unapproved(g: Ground) -> Clash | None:
    """A pin has the course of a provider that lacks the last step of its approval."""
    for provider in g.shuffled(g.district.providers):
        courses = [a for a in g.district.activities if a.id == f"{provider.id}-course"]
        for course in courses:
            school = next(s for s in g.district.schools if s.id == course.school_id)
            clause = _approval(g, school, {a.code for a in provider.approvals})
            period = g.rng.choice(g.regular(school))
            pin: dict[str, Any] = {
                "kind": "meeting",
                "period_id": period.id,
                "activity_id": course.id,
            }
            pin |= {"class_id": None, "room_id": None, "staff_id": None}
            if clause is not None:
                return g.clash(
                    [_pinned(pin)],
                    infeasible(IMPOSSIBLE, reason="unused.provider_step"),
                    "require_provider_approval",
                    clause,
                    [school.id],
                    weekday=period.weekday,
                    period_ids=(period.id,),
                    activity_ids=(course.id,),
                    provider_ids=(provider.id,),
                    amount=1,
                    unit="meetings",
                )
    return None


def provider_expired(g: Ground) -> Clash | None:
    """A step of a provider's approval ends before the term, and a pin has its course."""
    special = [a for a in g.district.activities if a.provider_id]
    for a in g.shuffled(special):
        school = next(s for s in g.district.schools if s.id == a.school_id)
        planted = g.meetings(school, a.id)
        provider = next(p for p in g.district.providers if p.id == a.provider_id)
        clause = _approval(g, school, set())
        if not planted or clause is None or not provider.approvals:
            continue
        m = g.rng.choice(planted)
        g.prepare("pins[0]", _meeting(m, None, None))
        step = provider.approvals[0]
        ended = str(g.district.term.first_day.replace(day=1))
        fact = g.fact(f"providers[{provider.id}].approvals[{step.code}].valid_to", ended)
        clash = _clash(
            g,
            [fact],
            school,
            m,
            (),
            IMPOSSIBLE,
            "require_provider_approval",
            "unused.provider_step",
        )
        return clash.model_copy(
            update={"clause_id": clause, "provider_ids": (provider.id,), "class_ids": ()}
        )
    return None


def _approval(g: Ground, school: School, has: set[str]) -> str | None:
    """Returns the clause that asks for a step which is not among some."""
    for c in g.pack.of_family("require_provider_approval"):
        if c.is_required and set(c.words("steps")) - has:
            return c.id
    return None


# --- helpers -------------------------------------------------------------------------------------


def substitutes(g: Ground, school: School, meeting: Meeting) -> list[str]:
    """Returns who may lead a planted meeting of guidance instead, without any limit in the way."""
    period = next(p for p in school.periods if p.id == meeting.period_id)
    found = []
    for p in g.district.staff:
        limits = (p.max_day_ch, p.max_week_ch, p.max_days, p.max_consecutive)
        busy = g.at_work(p.id, meeting.weekday)
        if (
            p.home_school_id == school.id
            and p.role == g.person(meeting.staff_ids[0]).role
            and "-n" not in p.id.removeprefix(school.id)
            and catalogue.GUIDANCE_SKILL in p.skills
            and p.id not in meeting.staff_ids
            and limits == (None,) * 4
            and is_there(p, period)
            and not p.lendable_to
            and not any(a < period.end_min and period.start_min < b for a, b in busy)
        ):
            found.append(p.id)
    return found


def _meeting(m: Meeting, staff_id: str | None, class_id: str | None = "") -> dict[str, Any]:
    """Returns the pin of a planted meeting; of its first class unless said otherwise."""
    return {
        "kind": "meeting",
        "period_id": m.period_id,
        "activity_id": m.activity_id,
        "class_id": next(iter(sorted(m.class_counts))) if class_id == "" else class_id,
        "room_id": None,
        "staff_id": staff_id,
    }


def _pinned(pin: dict[str, Any], at: int = 0, **remedy: tuple[str, ...]) -> Fact:
    return Fact(path=f"pins[{at}]", was=None, now=pin, remedy=remedy)


def _clash(
    g: Ground,
    facts: list[Fact],
    school: School,
    m: Meeting,
    people: tuple[str, ...],
    code: str,
    family: str = "keep_pins",
    reason: str = "",
) -> Clash:
    return g.clash(
        facts,
        infeasible(code, reason=reason),
        family,
        f"structure:{family}",
        [school.id],
        weekday=m.weekday,
        period_ids=(m.period_id,),
        class_ids=tuple(sorted(m.class_counts)),
        staff_ids=people,
        activity_ids=(m.activity_id,),
        amount=1,
        unit="meetings",
    )
