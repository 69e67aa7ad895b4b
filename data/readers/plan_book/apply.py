"""A plan with other meetings and duties: its sections and its grid follow them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from solver.domain.district import District
from solver.plan.types import Duty, GridEntry, Meeting, Plan, Section

_ALLOWS: Mapping[str, frozenset[str]] = {
    "guidance": frozenset({"guidance"}),
    "sports": frozenset({"sports"}),
    "care": frozenset({"care"}),
    "extension": frozenset({"extension"}),
    "split": frozenset({"extension", "care"}),
}
"""What may take place in a cell of the grid."""


def applied(
    base: Plan, district: District, meetings: Sequence[Meeting], duties: Sequence[Duty]
) -> Plan:
    """Returns a plan with these meetings and duties instead of its own.

    A section has the periods of its meetings; a cell of the grid has the component of what its
    class does there now. What nothing of this touches stays as it is.
    """
    return base.model_copy(
        update={
            "meetings": tuple(meetings),
            "duties": tuple(duties),
            "sections": tuple(_sections(base, district, meetings)),
            "grid": tuple(_grid(base, district, meetings)),
        }
    )


def _sections(base: Plan, district: District, meetings: Iterable[Meeting]) -> Iterator[Section]:
    before: dict[str, list[Meeting]] = defaultdict(list)
    now: dict[str, list[Meeting]] = defaultdict(list)
    for m in base.meetings:
        before[m.section_id].append(m)
    for m in meetings:
        now[m.section_id].append(m)
    order = {p.id: (p.weekday, p.start_min) for s in district.schools for p in s.periods}
    known = {s.id: s for s in base.sections}
    for section_id in dict.fromkeys((*known, *now)):
        section, held = known.get(section_id), now.get(section_id, [])
        if section is not None and held == before.get(section_id, []):
            yield section
        elif held:
            yield _section(section_id, section, held, order)


def _section(
    section_id: str,
    before: Section | None,
    held: Sequence[Meeting],
    order: Mapping[str, tuple[int, int]],
) -> Section:
    """Returns the section of some meetings; what they do not change it keeps."""
    periods = dict.fromkeys(m.period_id for m in held)
    kept = [p for p in before.period_ids if p in periods] if before is not None else []
    new = sorted((p for p in periods if p not in kept), key=lambda p: (order.get(p, (9, 0)), p))
    merged = kept + new if not new else sorted(periods, key=lambda p: (order.get(p, (9, 0)), p))
    first = min(m.from_date for m in held)
    last = max(m.to_date for m in held)
    return Section(
        id=section_id,
        school_id=held[0].school_id,
        activity_id=_agreed(before, held),
        period_ids=tuple(merged),
        from_date=first,
        to_date=last,
    )


def _agreed(before: Section | None, held: Sequence[Meeting]) -> str:
    """Returns the activity of a section: that of its meetings if they agree, else what it was."""
    said = {m.activity_id for m in held}
    if before is not None and len(said) > 1 and before.activity_id in said:
        return before.activity_id
    return held[0].activity_id


def _grid(base: Plan, district: District, meetings: Iterable[Meeting]) -> Iterator[GridEntry]:
    before, now = _held(base.meetings), _held(meetings)
    regular = {p.id for s in district.schools for p in s.periods if p.window == "regular"}
    seen = set()
    for cell in base.grid:
        key = (cell.class_id, cell.period_id)
        seen.add(key)
        was, does = _components(before[key], cell), _components(now[key], cell)
        if was == does:
            yield cell
        else:
            yield cell.model_copy(update={"component": _component(cell.component, does)})
    for key in sorted(set(now) - seen):
        does = _components(now[key], None)
        component = _component(None, does)
        if key[1] in regular and does != _components(before[key], None) and component:
            yield GridEntry(class_id=key[0], period_id=key[1], component=component)  # type: ignore[arg-type]


def _held(meetings: Iterable[Meeting]) -> dict[tuple[str, str], list[Meeting]]:
    found: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
    for m in meetings:
        for class_id, students in m.class_counts.items():
            if students:
                found[(class_id, m.period_id)].append(m)
    return found


def _components(meetings: Iterable[Meeting], cell: GridEntry | None) -> frozenset[str]:
    """Returns what takes place in a cell, on the dates of the cell."""
    first = cell.from_date if cell is not None and cell.from_date else date.min
    last = cell.to_date if cell is not None and cell.to_date else date.max
    return frozenset(m.component for m in meetings if m.from_date <= last and m.to_date >= first)


def _component(before: str | None, does: frozenset[str]) -> str | None:
    """Returns the component of a cell in which something else takes place than before.

    What nobody does any more, or what no component allows, leaves the cell as it was.
    """
    if not does or (before is not None and does <= _ALLOWS[before]):
        return before
    return next((component for component, all_ in _ALLOWS.items() if does <= all_), before)
