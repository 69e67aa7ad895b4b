"""A school runs the kinds of activities it could offer, and enough titles. Encouraged.

Clauses QC-3.1a, QC-3.3c, XY-6c, HB-3.3.1b, HB-3.3.2a/c, AX-2c. Counted are kinds (fields, sources)
and outings without a staffed meeting, and titles of extension short of a clause's number. Where
that number is for a share of the urban schools, those furthest from it are left out, as many as the
share allows: a choice in a model of the whole district. In a model of some schools all count, and
``allowance`` says by how much their sum may be too high.
"""

from collections import defaultdict

from solver.domain import Room
from solver.model.context import Context, Terms
from solver.model.counted import short_of
from solver.model.school_view import SchoolView
from solver.plan.levels import WEIGHTS
from solver.policy import AppliedPolicy, Clause
from solver.policy.encouraged import could_go_out, offered_kinds, schools_asked, schools_left_out

TAG = "offer_variety"


def add(ctx: Context) -> None:
    """Adds the kinds that do not run and the titles that are missing."""
    objective = ctx.rows.objective("encouraged")
    for view in ctx.views.values():
        for c in ctx.policy.speaking(TAG, view.school.id):
            kinds = offered_kinds(ctx.district, view.school, c)
            wanted = [_meetings(ctx, view, ids) for ids in kinds]
            if could_go_out(ctx.district, view.school, c):
                wanted.append(_outings(ctx, view))
            for running in wanted:
                if not running:
                    objective.constant += WEIGHTS[TAG]
                    continue
                absent = short_of(ctx, TAG, running, 1)
                if absent is not None:
                    objective.add(absent, WEIGHTS[TAG])
    for c in ctx.pack.of_family(TAG):
        _titles(ctx, c)


def allowance(policy: AppliedPolicy) -> int:
    """Returns the most points by which schools modelled apart add up to more than the district."""
    return sum(
        WEIGHTS[TAG] * (c.integer("min_extension_titles") or 0) * schools_left_out(policy, c)
        for c in policy.pack.of_family(TAG)
    )


# --- titles -------------------------------------------------------------------------------------


def _titles(ctx: Context, c: Clause) -> None:
    least = c.integer("min_extension_titles")
    if least is None:
        return
    missing = []
    for school in schools_asked(ctx.policy, c):
        if school.id in ctx.views:
            lacking = _lacking(ctx, ctx.views[school.id], least)
            if lacking is not None:
                missing.append(lacking)
    left_out = schools_left_out(ctx.policy, c)
    whole = len(ctx.views) == len(ctx.district.schools)
    if whole and left_out:
        missing = _counting(ctx, c, missing, left_out)
    for var in missing:
        ctx.rows.objective("encouraged").add(var, WEIGHTS[TAG])


def _lacking(ctx: Context, view: SchoolView, least: int) -> int | None:
    """Returns titles short of ``least``: ``least - titles + titles that do not run``."""
    by_title: dict[str, Terms] = defaultdict(list)
    for (a, pattern), var in ctx.v.sections.items():
        if pattern[0] in view.periods and ctx.activity[a].component == "extension":
            by_title[ctx.activity[a].title].append((var, 1))
    idle = [short_of(ctx, TAG, terms, 1) for terms in by_title.values()]
    key = ("titles", view.school.id, least)
    if key not in ctx.v.counted:
        var = ctx.v.counted[key] = ctx.rows.var((TAG, *key), 0, least)
        here = [(x, -1) for x in idle if x is not None]
        ctx.rows.add(TAG, [(var, 1), *here], low=least - len(by_title))
    return ctx.v.counted[key]


def _counting(ctx: Context, c: Clause, missing: list[int], left_out: int) -> list[int]:
    """Returns what counts of each school: nothing of ``left_out`` schools of the model's choice."""
    counting, spared = [], []
    for i, var in enumerate(missing):
        most = ctx.rows.upper[var]
        spare = ctx.rows.var((TAG, "spared", c.id, i))
        rest = ctx.v.counted[("rest", c.id, i)] = ctx.rows.var((TAG, "rest", c.id, i), 0, most)
        ctx.rows.add(TAG, [(var, 1), (spare, -most), (rest, -1)], high=0)
        counting.append(rest)
        spared.append(spare)
    ctx.rows.at_most(TAG, spared, left_out)
    return counting


# --- kinds --------------------------------------------------------------------------------------


def _meetings(ctx: Context, view: SchoolView, ids: set[str]) -> Terms:
    found = [x for (a, p), x in ctx.v.sections.items() if a in ids and p[0] in view.periods]
    for groups in (ctx.v.group, ctx.v.stay_group):
        found += [x for (a, _g, t), x in groups.items() if a in ids and t in view.periods]
    return [(x, 1) for x in found]


def _outings(ctx: Context, view: SchoolView) -> Terms:
    """Returns the variables of meetings in a room outside; a home room may be one."""
    away = {r.id for r in view.school.rooms if r.off_campus}
    v = ctx.v
    found = [
        x for (_a, p, key), x in v.section_room.items() if key in away and p[0] in view.regular
    ]
    found += [
        x for (_a, _g, t, key), x in v.group_room.items() if key in away and t in view.regular
    ]
    housed = {key[:3] for key in v.group_room}
    for (a, g, t), x in v.group.items():
        if t in view.regular and (a, g, t) not in housed and _at_home(view, g, away):
            found.append(x)
    for (a, g, t), x in v.stay_group.items():
        if (a, (*g, "stay"), t) not in housed and _at_home(view, g, away):
            found.append(x)
    found += [x for (_a, c, _t), x in v.stay_home.items() if _at_home(view, (c,), away)]
    return [(x, 1) for x in found]


def _at_home(view: SchoolView, classes: tuple[str, ...], away: set[str]) -> bool:
    home: Room | None = view.home_room(classes[0]) if classes[0] in view.classes else None
    return home is not None and home.id in away
