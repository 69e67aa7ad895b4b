"""Why students of a class have no place in a period, judged at a point of the model.

Posts without people are in ``extract_duties``.
"""

from collections.abc import Sequence

from solver.domain.base import GridComponent
from solver.domain.messages import text
from solver.model.context import Context
from solver.model.extract_duties import unmanned
from solver.model.grid import cell_var
from solver.model.school_view import COMPONENT_OF, GROUP_COMPONENTS, WALKING, SchoolView
from solver.plan import UnmetNeed

FAMILY_OF: dict[str, str] = {"lunch": "serve_lunch", "extended": "offer_extended_care"}
"""Families of needs outside the regular day; evening study is placed like the regular day."""


def unmet_needs(ctx: Context, point: Sequence[int]) -> list[UnmetNeed]:
    """Returns one row per class and period with students left out, and per post without people.

    Each with its cause in words.
    """
    found = []
    for (c, t), var in ctx.v.unmet.items():
        left = point[var]
        if not left:
            continue
        view = ctx.view_of(t)
        # Outside the regular day there is no cell: any activity of the window will do.
        cell = next(
            (
                k
                for k in (*GROUP_COMPONENTS, *WALKING)
                if (x := cell_var(ctx, c, t, k)) is not None and point[x]
            ),
            None,
        )
        code, params = _cause(ctx, view, point, c, t, cell)
        params = {
            "school": view.school.name,
            "class_name": view.classes[c].name,
            "weekday": str(view.periods[t].weekday),
            "period": t,
            "time": view.periods[t].span,
            "students": str(left),
            **params,
        }
        found.append(
            UnmetNeed(
                family=FAMILY_OF.get(view.periods[t].window, "place_everyone_once"),
                school_id=view.school.id,
                class_id=c,
                weekday=view.periods[t].weekday,
                period_id=t,
                component=COMPONENT_OF[cell] if cell is not None else "care",
                student_periods=left,
                minutes=left * view.periods[t].minutes,
                cause=code,
                cause_params=params,
                text_zh=text(code, "zh", **params),
                text_en=text(code, "en", **params),
            )
        )
    return found + unmanned(ctx, point)


def _cause(
    ctx: Context, view: SchoolView, point: Sequence[int], c: str, t: str, cell: GridComponent | None
) -> tuple[str, dict[str, str]]:
    component = COMPONENT_OF[cell] if cell is not None else None
    fitting = [
        a
        for a in view.activities.values()
        if component in (None, a.component) and view.suits(a, c) and view.allowed_on(a, t)
    ]
    if not fitting:
        return "cause.no_activity", {"component": component or view.periods[t].window}
    titles = "、".join(sorted({a.title for a in fitting})[:4])
    possible = [
        a
        for a in fitting
        if any(key[0] == a.id and t in key[1] for key in ctx.v.sections)
        or any(key[0] == a.id and key[2] == t and c in key[1] for key in ctx.v.group)
    ]
    size = view.present(c, t)
    if not possible:
        largest = max(a.capacity for a in fitting)
        if largest < size:
            return "cause.too_large", {"activity": titles, "size": str(size), "most": str(largest)}
        return "cause.no_room", {"activity": titles, "size": str(size)}
    able, free = set(), set()
    for a in possible:
        for w, b, pattern in ctx.v.lead:
            if b == a.id and t in pattern:
                able.add(w)
                if not _is_busy(ctx, point, w, t):
                    free.add(w)
    if not able:
        skills = "、".join(sorted({a.skill for a in possible if a.skill})) or "-"
        return "cause.no_skill", {"activity": titles, "skill": skills}
    if not free:
        return "cause.no_adult", {"activity": titles, "able": str(len(able))}
    return "cause.no_place", {"activity": titles, "free": str(len(free))}


def _is_busy(ctx: Context, point: Sequence[int], w: str, t: str) -> bool:
    return any(point[var] and t in pattern for _a, pattern, var in ctx.v.work_of[w])
