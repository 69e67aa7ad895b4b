"""Plans in several date ranges: gaps, overlaps, cells and sections that end too early or late."""

from datetime import timedelta
from random import Random

from solver.plan import Meeting, Plan, Section
from tests.solver.verify.spoiling.good import (
    Good,
    Spoilt,
    claim,
    copy,
    kind,
    pick,
    structure,
    swapped,
)
from tests.solver.verify.spoiling.placement import of_meeting

DAY = timedelta(days=1)


def _cut(good: Good, rng: Random, first: bool) -> tuple[Section, Meeting]:
    """Returns a section that ends inside the term (or begins there), and a meeting of it."""
    term = good.district.term
    return pick(rng, [
        (s, m)
        for s in good.plan.sections
        if (s.to_date < term.last_day if first else s.from_date > term.first_day)
        for m in good.usual
        if m.section_id == s.id and len(good.dates(m)) > 1 and any(m.class_counts.values())
    ])  # fmt: skip


def _moved(plan: Plan, section: Section, **dates: object) -> Plan:
    return copy(
        plan,
        sections=swapped(plan.sections, section, **dates),
        meetings=tuple(
            copy(m, **dates) if m.section_id == section.id else m for m in plan.meetings
        ),
    )


@kind("gap between two date ranges")
def gap(good: Good, rng: Random) -> Spoilt:
    s, m = _cut(good, rng, first=True)
    last = good.dates(m)[-2]
    c, n = pick(rng, [(c, n) for c, n in m.class_counts.items() if n])
    told = of_meeting(good, m, "students_lost", subject=c, amount=n)
    return Spoilt(good.district, _moved(good.plan, s, to_date=last), (told,))


@kind("gap before a later date range")
def gap_before(good: Good, rng: Random) -> Spoilt:
    s, m = _cut(good, rng, first=False)
    first = good.dates(m)[0] + DAY
    c, n = pick(rng, [(c, n) for c, n in m.class_counts.items() if n])
    told = of_meeting(good, m, "students_lost", subject=c, amount=n)
    return Spoilt(good.district, _moved(good.plan, s, from_date=first), (told,))


@kind("meeting outside the range of its section")
def outside_section(good: Good, rng: Random) -> Spoilt:
    s, m = _cut(good, rng, first=True)
    late = rng.randint(1, 9)
    told = claim("meetings", "meeting_outside_section", subject=m.id, amount=late)
    return good.met(m, told, to_date=s.to_date + timedelta(days=late))


@kind("cell of a later range dropped")
def cell_dropped(good: Good, rng: Random) -> Spoilt:
    sits = {(c, m.period_id) for m in good.usual for c, n in m.class_counts.items() if n}
    e = pick(rng, [
        e for e in good.plan.grid if e.from_date is not None and (e.class_id, e.period_id) in sits
    ])  # fmt: skip
    told = structure("follow_mode", "grid_missing", period_id=e.period_id, subject=e.class_id)
    return good.said(told, grid=tuple(x for x in good.plan.grid if x is not e))


@kind("cell of a later range of another component")
def cell_changed(good: Good, rng: Random) -> Spoilt:
    e, m = pick(rng, [
        (e, m)
        for e in good.plan.grid
        if e.from_date is not None and e.component in ("guidance", "sports", "care")
        for m in good.usual
        if m.period_id == e.period_id and m.class_counts.get(e.class_id)
        and any(d >= e.from_date for d in good.dates(m))
    ])  # fmt: skip
    other = pick(rng, [c for c in ("guidance", "sports", "care") if c != e.component])
    told = structure("follow_mode", "grid_component", period_id=m.period_id)
    return good.said(told, grid=swapped(good.plan.grid, e, component=other))


@kind("cells of two ranges at once")
def cells_overlap(good: Good, rng: Random) -> Spoilt:
    e = pick(rng, [e for e in good.plan.grid if e.from_date is not None])
    told = claim("grid", "cell_twice", subject=f"{e.class_id}/{e.period_id}")
    return good.said(told, grid=swapped(good.plan.grid, e, from_date=None))


@kind("class seated twice where two ranges overlap")
def ranges_overlap(good: Good, rng: Random) -> Spoilt:
    """A later section begins on the last date of an earlier one of the same class and period."""
    a, b, c = pick(rng, [
        (a, b, c)
        for b in good.usual
        if b.from_date > good.district.term.first_day
        for a in good.usual
        if a.period_id == b.period_id and a is not b and a.to_date < b.from_date
        and not good.activity(b).phase_ids
        for c, n in b.class_counts.items()
        if n and a.class_counts.get(c)
    ])  # fmt: skip
    section = next(s for s in good.plan.sections if s.id == b.section_id)
    plan = _moved(good.plan, section, from_date=good.dates(a)[-1])
    told = of_meeting(good, b, "students_surplus", subject=c)
    return Spoilt(good.district, plan, (told,))


@kind("section of a later range begun too early beside another room's")
def staff_in_two_ranges(good: Good, rng: Random) -> Spoilt:
    """Whoever leads the earlier section leads the later one too: twice where both meet."""
    a, b = pick(rng, [
        (a, b)
        for b in good.usual
        if b.from_date > good.district.term.first_day
        for a in good.usual
        if a.period_id == b.period_id and a.to_date < b.from_date
    ])  # fmt: skip
    section = next(s for s in good.plan.sections if s.id == b.section_id)
    plan = _moved(good.plan, section, from_date=good.dates(a)[-1])
    plan = copy(
        plan,
        meetings=tuple(
            copy(m, staff_ids=(a.staff_ids[0], *m.staff_ids[1:])) if m.id == b.id else m
            for m in plan.meetings
        ),
    )
    told = structure("avoid_staff_clashes", "staff_twice", subject=a.staff_ids[0])
    return Spoilt(good.district, plan, (told,))
