"""A class has the same adult for a component through the week. Wish.

Counts, per class and component of groups (guidance, sports, care), the leaders beyond the first.
Leaders of the groups of an activity in a period are interchangeable for every other rule, so they
are named only here, ``who``: one per group, and as many groups per person as are led::

    sum over people of who = group,  sum over groups of who = lead,  own <= who
    known[person, class, component] >= who,  extra >= sum of known - 1

A model that does not name leaders leaves the wish out, which is a valid lower bound; the search
then names them for a plan whose groups are known (``solver.search.same_adults``).
"""

from collections import defaultdict
from collections.abc import Callable

from solver.model.context import Context
from solver.model.counted import beyond
from solver.model.named_crews import lead_by_name
from solver.model.variables import ClassSet
from solver.plan.levels import WEIGHTS

TAG = "keep_same_adult"
Group = tuple[str, ClassSet, str, str]
"""Activity, class set, period, and whether it is a ``group`` or holds those who ``stay``."""


def add(ctx: Context) -> None:
    """Names the leaders of all groups, where the model asks for it."""
    if ctx.names_leaders:
        name_leaders(ctx, lambda _group: True)


def groups(ctx: Context) -> dict[Group, int]:
    """Returns the variable of each group in a regular period."""
    found = {(*key, "group"): var for key, var in ctx.v.group.items()}
    found |= {(*key, "stay"): var for key, var in ctx.v.stay_group.items()}
    return {key: var for key, var in found.items() if ctx.period[key[2]].window == "regular"}


def name_leaders(ctx: Context, may_meet: Callable[[Group], bool]) -> None:
    """Adds who leads which group, and the leaders of a class beyond the first.

    Parameters
    ----------
    may_meet : callable
        Groups for which it is false never meet; nobody is named for them.
    """
    rows, v = ctx.rows, ctx.v
    led = defaultdict(list)
    for group, var in groups(ctx).items():
        if not may_meet(group):
            continue
        a, classes, t, sort = group
        named = []
        for w, _lead in v.leaders_of[(a, (t,))]:
            who = v.who[(w, a, classes, t, sort)] = rows.var(("who", w, *group))
            named.append((who, 1))
            led[(w, a, t)].append(who)
            own = v.own.get((w, a, classes, t)) if sort == "group" else None
            if own is not None:
                rows.add(TAG, [(own, 1), (who, -1)], high=0)
        rows.equal(TAG, [*named, (var, -1)], 0)
    for (w, a, t), whos in led.items():
        rows.equal(TAG, [*((x, 1) for x in whos), (v.lead[(w, a, (t,))], -1)], 0)
    lead_by_name(ctx)
    _extra(ctx)


def _extra(ctx: Context) -> None:
    rows, v = ctx.rows, ctx.v
    meeting = defaultdict(list)
    for (w, a, classes, _t, _sort), who in v.who.items():
        for c in classes:
            meeting[(c, ctx.activity[a].component, w)].append(who)
    known = defaultdict(list)
    for (c, k, w), whos in meeting.items():
        var = v.counted[("known", c, k, w)] = rows.var(("known", c, k, w))
        known[(c, k)].append((var, 1))
        for who in whos:
            rows.add(TAG, [(who, 1), (var, -1)], high=0)
    for terms in known.values():
        extra = beyond(ctx, TAG, terms, 1)
        if extra is not None:
            rows.objective("staff_wishes").add(extra, WEIGHTS[TAG])
