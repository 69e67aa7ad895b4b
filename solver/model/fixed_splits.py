"""Cells that a school or a pin fixes as split although no club can run in them then.

Nobody is lost by it, all stay in the care group, but what the planner meant does not happen and
the mode counts the cell as extension. So it is said, before any search.
"""

from collections.abc import Iterator

from solver.domain import District
from solver.domain.messages.said import Message, Value
from solver.domain.pins import GridPin
from solver.domain.term import DateRange
from solver.model.build import outline
from solver.model.grid import fixed_cells
from solver.model.reach import Reach, reaches
from solver.model.shortages.types import class_names, when
from solver.plan import Finding
from solver.policy import PolicyPack

TAG = "follow_mode"


def fixed_splits(
    district: District, pack: PolicyPack, dates: DateRange | None = None
) -> list[Finding]:
    """Returns a note per band and period that is fixed as split with no club within reach.

    Parameters
    ----------
    dates : DateRange, optional
        The part of the term that the district is of, to be named.
    """
    fixed = [cell for s in district.schools for cell in s.fixed_grid]
    pinned = [pin for pin in district.pins if isinstance(pin, GridPin)]
    if not any(cell.component == "split" for cell in (*fixed, *pinned)):
        return []
    every = reaches(outline(district, pack, no_gaps=frozenset()))
    return [f for reach in every.values() for f in _at_school(reach, dates)]


def _at_school(reach: Reach, dates: DateRange | None) -> Iterator[Finding]:
    view = reach.view
    for band in view.school.bands:
        for t in view.regular:
            present = [c for c in band.class_ids if t in view.slots[c] and view.present(c, t)]
            fixed = {cell.component for c in present for cell in fixed_cells(view, c, t)}
            why = _why(reach, present, t) if fixed == {"split"} else None
            if why is None:
                continue
            params: dict[str, Value] = {
                "school": view.school.name,
                **when([view.periods[t]]),
                "classes": class_names(view, present),
                "why": Message(f"finding.{why}", {}),
                "part": ""
                if dates is None
                else Message(
                    "finding.in_part", {"first": str(dates.first), "last": str(dates.last)}
                ),
            }
            said = Message("finding.split_without_clubs", params)
            yield Finding(
                "note",
                TAG,
                f"structure:{TAG}",
                said.key,
                f"{band.id} {t}",
                view.school.id,
                1,
                "periods",
                said.flat(),
                said.said("zh").strip(),
                said.said("en").strip(),
            )


def _why(reach: Reach, classes: list[str], t: str) -> str | None:
    """Returns why no section takes anybody of some classes in a period; ``None`` if one may."""
    view = reach.view
    sections = [
        chance
        for chance in reach.chances.get(t, ())
        if chance.kind == "section" and {*classes} & {*chance.classes}
    ]
    if any(reach.can_run(chance) for chance in sections):
        return None
    if sections:
        return "split_no_leader"
    offered = any(
        a.component == "extension"
        and view.allowed_on(a, t)
        and any(view.suits(a, c) for c in classes)
        for a in view.activities.values()
    )
    return "split_too_few" if offered else "split_not_offered"
