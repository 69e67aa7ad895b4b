"""Why students of a class have no place in a period: the limit that binds, in a finished plan.

For each need every way to serve it is tried with the rest of the plan as it is: a group or section
more, a place in one that meets, another component. What blocks the way with the fewest limits is
the cause; lifting it (or them, if it takes several) would serve the need. Where counting found the
same thing short, its finding is the cause. A way that nothing blocks means that the search ended
too early, and is said so.
"""

from collections.abc import Mapping, Sequence

from solver.domain import District
from solver.model.build import outline
from solver.model.causes.amounts import add_amounts
from solver.model.causes.analysis import Analysis, Judged
from solver.model.causes.tell import told
from solver.model.causes.week import Cell
from solver.model.school_view import COMPONENT_OF
from solver.model.shortages import Counted
from solver.plan import GridEntry, Meeting, UnmetNeed
from solver.policy import PolicyPack

__all__ = ["Analysis", "Judged", "unmet_needs"]

FAMILY_OF: dict[str, str] = {"lunch": "serve_lunch", "extended": "offer_extended_care"}
"""Families of needs outside the regular day; evening study is placed like the regular day."""


def unmet_needs(
    district: District,
    pack: PolicyPack,
    meetings: Sequence[Meeting],
    grid: Sequence[GridEntry],
    left: Mapping[Cell, int],
    counted: Mapping[str, Counted] | None = None,
    stand_ins: Sequence[Meeting] = (),
) -> tuple[UnmetNeed, ...]:
    """Returns one row per class and period with students left out, with its cause in words.

    Parameters
    ----------
    meetings, grid
        The whole plan, other schools too: shared people may be busy there.
    left : mapping of (class, period) to students
        Who has no place.
    counted : mapping of school_id to Counted, optional
        What was counted before the search; counted anew where it is missing.
    stand_ins : sequence of Meeting
        What stands for meetings on single dates: those people are not free then.
    """
    if not left:
        return ()
    ctx = outline(district, pack, no_gaps=frozenset())
    analysis = Analysis(ctx, meetings, grid, left, dict(counted or {}), stand_ins)
    judged = [analysis.judge(cell) for cell, n in left.items() if n]
    add_amounts(analysis, judged)
    found = []
    for need in judged:
        class_id, t = need.cell
        view = ctx.view_of(t)
        code, params, text_zh, text_en = told(ctx, need)
        found.append(
            UnmetNeed(
                family=FAMILY_OF.get(view.periods[t].window, "place_everyone_once"),
                school_id=view.school.id,
                class_id=class_id,
                weekday=view.periods[t].weekday,
                period_id=t,
                component=COMPONENT_OF[need.component],
                student_periods=left[need.cell],
                minutes=left[need.cell] * view.periods[t].minutes,
                cause=code,
                cause_params=params,
                text_zh=text_zh,
                text_en=text_en,
            )
        )
    return tuple(found)
