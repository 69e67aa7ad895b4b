"""Clashes of people: skills missing, everybody at a meeting, one adult too few, lending off."""

from collections.abc import Iterable

from data.synthetic import catalogue
from data.synthetic.twins.ground import Ground, is_there, unmet
from data.synthetic.twins.record import Clash, Fact
from solver.domain.people import StaffMember
from solver.domain.school import Period, School

NO_SKILL = "救生员证"
"""A skill that nobody of a synthetic district has."""


def skill_missing(g: Ground) -> Clash | None:
    """Sports ask for a skill that nobody has."""
    asked = {s.id: g.times_a_week("sports", s) for s in g.district.schools}
    schools = [s for s in g.district.schools if asked[s.id]]
    if not schools:
        return None
    clause_id, times = asked[schools[0].id] or ("", 0)
    full = 60
    meetings = [-(-times * _fewest(g, s) // full) for s in schools]
    return g.clash(
        [g.fact("activities[sports].skill", NO_SKILL)],
        unmet(sum(g.least_lost(s, times) for s in schools), "finding.mode_leaders_short"),
        "require_skills",
        clause_id,
        [s.id for s in schools],
        activity_ids=("sports",),
        amount=min(meetings),
        unit="meetings",
    )


def _fewest(g: Ground, school: School) -> int:
    """Returns the students of a school if each class is as small as it ever is."""
    return sum(min(c.present(p) for p in g.slots(school, c)) for c in school.classes)


def staff_meeting(g: Ground) -> Clash | None:
    """A meeting of all staff takes a period of every week."""
    full = 60
    special = {a.id for a in g.district.activities if a.service_type == "special"}
    for school in g.schools():
        period = g.rng.choice(g.regular(school))
        outsiders = [
            p
            for p in g.district.staff
            if p.home_school_id != school.id and school.id in p.lendable_to
        ]
        mine = {c.id for c in school.classes}
        away = sum(
            c.count
            for c in g.district.choice_counts
            if c.activity_id in special and c.class_id in mine
        )
        left = g.present(school, period) - away - full * len(outsiders)
        if left > 0:
            return _at_meeting(g, school, period, left, -(-left // full))
    return None


def _at_meeting(g: Ground, school: School, period: Period, left: int, amount: int) -> Clash:
    block = {
        "id": f"{school.id}-meeting",
        "title": "全体教师会",
        "weekday": period.weekday,
        "on": None,
        "start_min": period.start_min,
        "end_min": period.end_min,
        "staff_ids": [],
        "roles": [],
    }
    return g.clash(
        [g.fact(f"schools[{school.id}].blocks[{block['id']}]", block)],
        unmet(left * period.minutes, "finding.adults_short", "finding.leaders_short"),
        "respect_availability",
        "structure:place_everyone_once",
        [school.id],
        weekday=period.weekday,
        period_ids=(period.id,),
        amount=amount,
        unit="adults",
    )


def one_adult_short(g: Ground) -> Clash | None:
    """So many who can lead guidance are busy that one class of a period has nobody.

    In a period in which all classes have guidance by the school's own grid. All who have nothing
    to do then are busy, and one who leads a class; any of them would do.
    """
    best: list[tuple[int, School, Period, list[str]]] = []
    for school in g.schools():
        if any(p.grades for p in g.regular(school)):
            continue
        for period in g.shuffled(g.regular(school)):
            busy = _to_be_busy(g, school, period)
            if busy:
                best.append((len(busy), school, period, busy))
    if not best:
        return None
    _n, school, period, busy = min(best, key=lambda b: b[0])
    leader = busy[-1]
    led = [m.id for m in g.meetings(school) if m.period_id == period.id and leader in m.staff_ids]
    facts = [_busy(g, w, period, **({} if w == leader else dict.fromkeys(led, (w,)))) for w in busy]
    least = min(c.present(period) for c in school.classes if c.present(period))
    return g.clash(
        facts,
        unmet(least * period.minutes, "finding.leaders_short"),
        "respect_availability",
        "structure:place_everyone_once",
        [school.id],
        weekday=period.weekday,
        period_ids=(period.id,),
        staff_ids=tuple(busy),
        amount=1,
        unit="adults",
    )


def _to_be_busy(g: Ground, school: School, period: Period) -> list[str]:
    """Returns who is busy: one leader and all who could take the class; nobody if that fails."""
    fixed = {
        c
        for cell in school.fixed_grid
        if cell.period_id == period.id and cell.component == "guidance"
        for b in school.bands
        if b.id == cell.band_id
        for c in b.class_ids
    }
    if {c.id for c in school.classes} - fixed or not all(c.present(period) for c in school.classes):
        return []
    leaders = [
        m.staff_ids[0]
        for m in g.meetings(school, "guidance")
        if m.period_id == period.id and len(m.class_counts) == 1
    ]
    at = {w for m in g.plan.meetings if m.weekday == period.weekday for w in m.staff_ids}
    spare = [
        p
        for p in g.district.staff
        if p.id not in leaders
        and catalogue.GUIDANCE_SKILL in p.skills
        and (p.home_school_id == school.id or school.id in p.lendable_to)
        and "-n" not in p.id.removeprefix(school.id)
        and is_there(p, period)
    ]
    if len(leaders) != len(school.classes):
        return []
    # Each of the spare people must be able to take the class as the plan is.
    for p in spare:
        limited = p.max_week_ch is not None or p.max_days is not None or p.max_day_ch is not None
        if limited or p.max_consecutive is not None or p.home_school_id != school.id:
            return []
        if p.id in at and any(
            a < period.end_min and period.start_min < b for a, b in g.at_work(p.id, period.weekday)
        ):
            return []
    # Whoever takes the class is paid as its leader was, so that the accounts stay as they are.
    paid = {tuple(sorted(p.pay_fen.items())) for p in spare}
    alike = [w for w in leaders if paid <= {tuple(sorted(g.person(w).pay_fen.items()))}]
    return [*(p.id for p in spare), g.rng.choice(alike)] if alike else []


def _busy(g: Ground, staff_id: str, period: Period, **remedy: tuple[str, ...]) -> Fact:
    times = [i.model_dump(mode="json") for i in g.person(staff_id).busy]
    taken = {
        "weekday": period.weekday,
        "start_min": period.start_min,
        "end_min": period.end_min,
    }
    return g.fact(f"staff[{staff_id}].busy", [*times, taken], **remedy)


# --- lending ----------------------------------------------------------------------------------


def lending_out_of_area(g: Ground) -> Clash | None:
    """A weak school that needs lent teachers lies outside the area of the centre school."""
    for school, clause_id, lent in _weak(g, "same_area"):
        fact = g.fact(f"schools[{school.id}].area_id", f"{school.area_id}-x")
        return _unlent(g, [fact], school, clause_id, lent)
    return None


def host_not_weak(g: Ground) -> Clash | None:
    """A school that needs lent teachers is not on the list of weak schools."""
    for school, clause_id, lent in _weak(g, "to_weak_only"):
        fact = g.fact(f"schools[{school.id}].is_weak", False)
        return _unlent(g, [fact], school, clause_id, lent)
    return None


def _weak(g: Ground, flag: str) -> Iterable[tuple[School, str, list[StaffMember]]]:
    """Yields schools without anybody of their own for sports, and who is lent to them."""
    clause = next((c for c in g.pack.of_family("lend_within_area") if c.flag(flag)), None)
    for school in g.schools():
        own = [
            p
            for p in g.district.staff
            if catalogue.SPORTS_SKILL in p.skills
            and (
                p.home_school_id == school.id
                or (not p.home_school_id and school.id in p.lendable_to)
            )
        ]
        lent = [
            p
            for p in g.district.staff
            if p.home_school_id not in (None, school.id) and school.id in p.lendable_to
        ]
        if clause is not None and school.is_weak and lent and not own:
            yield school, clause.id, lent


def _unlent(
    g: Ground, facts: list[Fact], school: School, clause_id: str, lent: list[StaffMember]
) -> Clash | None:
    asked = g.times_a_week("sports", school)
    if asked is None:
        return None
    return g.clash(
        facts,
        unmet(g.least_lost(school, asked[1]), "finding.mode_leaders_short"),
        "lend_within_area",
        clause_id,
        [school.id],
        staff_ids=tuple(p.id for p in lent),
        activity_ids=("sports",),
        amount=-(-asked[1] * _fewest(g, school) // 60),
        unit="meetings",
    )
