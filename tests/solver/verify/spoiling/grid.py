"""The grid: cells missing, of the wrong component, against the band, and records of nobody."""

from datetime import date, timedelta
from random import Random

from solver.plan import GridEntry
from tests.solver.verify.spoiling.good import (
    Good,
    NoPlace,
    Spoilt,
    claim,
    copy,
    kind,
    pick,
    structure,
    swapped,
)

MODE = "follow_mode"


def _live(good: Good, rng: Random) -> GridEntry:
    """Returns a cell of a period in which the class sits somewhere."""
    sits = {(c, m.period_id) for m in good.usual for c, n in m.class_counts.items() if n}
    return pick(rng, [e for e in good.plan.grid if (e.class_id, e.period_id) in sits])


@kind("grid cell missing")
def missing(good: Good, rng: Random) -> Spoilt:
    e = _live(good, rng)
    told = structure(MODE, "grid_missing", period_id=e.period_id, subject=e.class_id)
    return good.said(told, grid=tuple(x for x in good.plan.grid if x is not e))


@kind("grid cell of another component")
def component(good: Good, rng: Random) -> Spoilt:
    e = _live(good, rng)
    other = pick(rng, [c for c in ("guidance", "sports", "care") if c != e.component])
    told = structure(MODE, "grid_component", period_id=e.period_id)
    return good.said(told, grid=swapped(good.plan.grid, e, component=other))


@kind("activity of another component in a cell")
def activity(good: Good, rng: Random) -> Spoilt:
    m = pick(rng, [m for m in good.in_window("regular") if good.is_group(m)])
    other = pick(rng, [
        a for a in good.district.activities
        if a.component != good.activity(m).component and a.window == "regular"
        and not (a.component == "care" and good.activity(m).component == "care")
    ])  # fmt: skip
    cells = {
        e.component for e in good.plan.grid
        if e.period_id == m.period_id and e.class_id in m.class_counts
    }  # fmt: skip
    if cells & {"split", "extension"}:
        raise NoPlace
    told = structure(MODE, "grid_component", period_id=m.period_id, subject=m.id)
    return good.met(
        m,
        told,
        activity_id=other.id,
        component=other.component,
        service_type=other.service_type,
    )


@kind("part of a class in a cell of the whole class")
def part_of_class(good: Good, rng: Random) -> Spoilt:
    m, c, n = pick(rng, [
        (m, c, n) for m in good.in_window("regular") if good.is_group(m)
        for c, n in m.class_counts.items() if n > 1
        and all(e.component in ("guidance", "sports", "care") for e in good.plan.grid
                if (e.class_id, e.period_id) == (c, m.period_id))
    ])  # fmt: skip
    told = structure(MODE, "grid_part_of_class", period_id=m.period_id, subject=m.id, amount=1)
    return good.met(m, told, class_counts={**m.class_counts, c: n - 1})


@kind("classes of a band apart")
def band_apart(good: Good, rng: Random) -> Spoilt:
    bands = {
        c: b for s in good.district.schools for b in s.bands for c in b.class_ids
        if len(b.class_ids) > 1
    }  # fmt: skip
    e = pick(rng, [
        e for e in good.plan.grid
        if e.class_id in bands and e.component in ("extension", "split")
    ])  # fmt: skip
    told = structure(MODE, "grid_band", period_id=e.period_id, subject=bands[e.class_id].id)
    return good.said(told, grid=swapped(good.plan.grid, e, component="care"))


@kind("grid cell twice")
def twice(good: Good, rng: Random) -> Spoilt:
    e = pick(rng, good.plan.grid)
    told = claim("grid", "cell_twice", subject=f"{e.class_id}/{e.period_id}", amount=1)
    return good.said(told, grid=(*good.plan.grid, e))


@kind("grid cell of an unknown class")
def unknown_class(good: Good, rng: Random) -> Spoilt:
    e = pick(rng, good.plan.grid)
    told = claim("grid", "unknown_id", subject=f"nobody/{e.period_id}")
    return good.said(told, grid=(*good.plan.grid, copy(e, class_id="nobody")))


@kind("grid cell of an unknown period")
def unknown_period(good: Good, rng: Random) -> Spoilt:
    e = pick(rng, good.plan.grid)
    told = claim("grid", "unknown_id", subject=f"{e.class_id}/never")
    return good.said(told, grid=(*good.plan.grid, copy(e, period_id="never")))


@kind("grid cell in a period that the class does not have")
def not_of_class(good: Good, rng: Random) -> Spoilt:
    e, period_id = pick(rng, [
        (e, p)
        for e in good.plan.grid[:40]
        for p, (s, x) in good.periods.items()
        if s is not good.classes[e.class_id][0]
        or x.window != "regular"
        or not x.applies_to(good.classes[e.class_id][1].grade)
    ])  # fmt: skip
    told = claim("grid", "cell_not_of_class", subject=f"{e.class_id}/{period_id}")
    return good.said(told, grid=(*good.plan.grid, copy(e, period_id=period_id)))


@kind("grid cell beyond the term")
def beyond(good: Good, rng: Random) -> Spoilt:
    e = pick(rng, good.plan.grid)
    late = rng.randint(1, 30)
    to_date: date = good.district.term.last_day + timedelta(days=late)
    told = claim("grid", "row_outside_term", subject=f"{e.class_id}/{e.period_id}", amount=late)
    return good.said(told, grid=swapped(good.plan.grid, e, to_date=to_date))


@kind("grid cell that ends too early")
def cell_ends(good: Good, rng: Random) -> Spoilt:
    """The rest of the term has no cell: a date range of its own is told."""
    e, day = pick(rng, [
        (e, d)
        for m in good.usual for e in good.plan.grid
        if e.period_id == m.period_id and m.class_counts.get(e.class_id)
        for d in good.dates(m)[:-1]
        if (e.from_date or d) <= d < (e.to_date or good.district.term.last_day)
        and d < (e.to_date or good.dates(m)[-1]) and good.dates(m)[-1] <= (e.to_date or d.max)
    ][:4000])  # fmt: skip
    told = structure(MODE, "grid_missing", period_id=e.period_id, subject=e.class_id)
    return good.said(told, grid=swapped(good.plan.grid, e, to_date=day))
