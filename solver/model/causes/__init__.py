"""Why students of a class have no place in a period: the limit that binds, in a finished plan.

For each need every way to serve it is tried with the rest of the plan as it is: a group or section
more, a place in one that meets, another component. What blocks the way with the fewest limits is
the cause; lifting it (or them, if it takes several) would serve the need. Where counting found the
same thing short, its finding is the cause. A way that nothing blocks means that the search ended
too early, and is said so. Posts without people are judged the same way. At a school that no search
had time for nothing is judged: whether its needs can be served is not known.
"""

from collections.abc import Mapping, Sequence

from solver.domain import District
from solver.model.build import outline
from solver.model.causes.amounts import add_amounts
from solver.model.causes.analysis import Analysis, Judged
from solver.model.causes.posts import post_needs
from solver.model.causes.tell import no_time, told
from solver.model.causes.week import Cell
from solver.model.extract import SchoolPart
from solver.model.school_view import COMPONENT_OF
from solver.model.shortages import Counted
from solver.plan import Duty, Meeting, UnmetNeed
from solver.policy import PolicyPack

__all__ = ["Analysis", "Judged", "unmet_needs"]

FAMILY_OF: dict[str, str] = {"lunch": "serve_lunch", "extended": "offer_extended_care"}
"""Families of needs outside the regular day; evening study is placed like the regular day."""


def unmet_needs(
    district: District,
    pack: PolicyPack,
    part: SchoolPart,
    counted: Mapping[str, Counted] | None = None,
    stand_ins: Sequence[Meeting | Duty] = (),
) -> tuple[UnmetNeed, ...]:
    """Returns one row per class and period with students left out, and per post without people.

    Each with its cause in words.

    Parameters
    ----------
    part : SchoolPart
        The whole plan, other schools too: shared people may be busy there.
    counted : mapping of school_id to Counted, optional
        What was counted before the search; counted anew where it is missing.
    stand_ins : sequence of Meeting or Duty
        What stands for others on single dates: those people are not free then.
    """
    if not (part.unmet or part.unmanned or part.alone):
        return ()
    ctx = outline(district, pack, no_gaps=frozenset())
    left = part.unmet
    analysis = Analysis(
        ctx,
        part.meetings,
        part.grid,
        left,
        dict(counted or {}),
        stand_ins,
        part.duties,
        part.unmanned,
    )
    open_ = [cell for cell, n in left.items() if n]
    untried = {cell for cell in open_ if ctx.school_of_period[cell[1]] in part.untried}
    judged = {cell: analysis.judge(cell) for cell in open_ if cell not in untried}
    add_amounts(analysis, list(judged.values()))
    found = []
    for cell in open_:
        need = judged.get(cell)
        cause = no_time(ctx, cell, left[cell]) if need is None else told(ctx, need)
        found.append(_row(analysis, cell, cause))
    return (*found, *post_needs(analysis, part))


def _row(analysis: Analysis, cell: Cell, cause: tuple[str, dict[str, str], str, str]) -> UnmetNeed:
    class_id, t = cell
    view, students = analysis.ctx.view_of(t), analysis.left[cell]
    code, params, text_zh, text_en = cause
    return UnmetNeed(
        family=FAMILY_OF.get(view.periods[t].window, "place_everyone_once"),
        school_id=view.school.id,
        class_id=class_id,
        weekday=view.periods[t].weekday,
        period_id=t,
        component=COMPONENT_OF[analysis.week.cell[cell]],
        student_periods=students,
        minutes=students * view.periods[t].minutes,
        cause=code,
        cause_params=params,
        text_zh=text_zh,
        text_en=text_en,
    )
