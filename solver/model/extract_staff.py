"""Gives each group and section of a point its leader and helpers.

Leaders of the groups of one activity in one period are interchangeable but for own classes, so
own matches come first, then pinned pairs, then whoever already leads the class most often in the
component. Where the model names the leader of each group, that is the one; where a plan is carried
over to other dates, groups keep theirs.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from solver.model.asked import Asked
from solver.model.context import Context
from solver.model.draft import Draft
from solver.model.extract_crews import CrewsLeft
from solver.model.school_view import SchoolView
from solver.model.variables import ClassSet


def group_leaders(
    ctx: Context,
    view: SchoolView,
    point: Sequence[int],
    drafts: list[Draft],
    before: Mapping[tuple[str, ClassSet, str], str],
) -> None:
    """Fills ``staff_ids`` of group drafts."""
    own = {(a, classes, t): w for (w, a, classes, t), var in ctx.v.own.items() if point[var]}
    pinned = {
        (pin.activity_id, g, pin.period_id): pin.staff_id
        for pin, sort, g in answered_pins(ctx, point)
        if sort != "section" and pin.staff_id
    }
    by_slot: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_slot[(draft.activity_id, draft.pattern[0])].append(draft)
    named = {(a, g, t): w for (w, a, g, t, _sort), var in ctx.v.who.items() if point[var]}
    led: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    order = {t: i for i, t in enumerate(view.periods)}
    for (a, t), group in sorted(by_slot.items(), key=lambda kv: (order[kv[0][1]], kv[0][0])):
        free = sorted(w for w, var in ctx.v.leaders_of[(a, (t,))] if point[var])
        crews = CrewsLeft(ctx, point, (a, (t,)))
        open_drafts = []
        for draft in group:
            key = (a, draft.classes, t)
            wanted = [named.get(key), pinned.get(key), own.get(key)]
            chosen = next((w for w in wanted if w is not None and w in free), None)
            if chosen is None:
                open_drafts.append(draft)
            else:
                free.remove(chosen)
                crews.take(draft, chosen)
        for draft in open_drafts:
            same = before.get((a, draft.classes, t))
            if same in free and crews.suits(draft, same):
                free.remove(same)
                crews.take(draft, same)
        _best_pairs(ctx, a, open_drafts, free, led, crews)
        for draft in group:
            for w in draft.staff_ids:
                for c in draft.classes:
                    led[(c, ctx.activity[a].component)][w] += 1
        _helpers(ctx, point, a, (t,), group)


def _best_pairs(
    ctx: Context,
    activity_id: str,
    drafts: list[Draft],
    free: list[str],
    led: dict[tuple[str, str], Counter[str]],
    crews: CrewsLeft,
) -> None:
    """Gives each draft somebody who is free, the pairs that know each other best first."""
    component = ctx.activity[activity_id].component

    def fit(draft: Draft, w: str) -> tuple[bool, int]:
        own = bool(set(ctx.staff[w].own_class_ids) & set(draft.classes))
        return own, sum(led[(c, component)][w] for c in draft.classes)

    pairs = [(fit(draft, w), i, w) for i, draft in enumerate(drafts) for w in free]
    pairs.sort(key=lambda pair: (not pair[0][0], -pair[0][1], pair[1], pair[2]))
    left = set(free)
    for _fit, i, w in pairs:
        if w in left and not drafts[i].staff_ids and crews.suits(drafts[i], w):
            left.remove(w)
            crews.take(drafts[i], w)


def answered_pins(
    ctx: Context, point: Sequence[int]
) -> Iterator[tuple[Asked, str, tuple[str, ...]]]:
    """Yields what pins ask for with what answers it: its sort and its pattern or class set."""
    asked = {a.number: a for a in ctx.asked}
    for (i, sort, key), var in ctx.v.pin.items():
        if point[var]:
            yield asked[i], sort, key


def section_leaders(ctx: Context, point: Sequence[int], drafts: list[Draft]) -> None:
    """Fills ``staff_ids`` of section drafts."""
    by_pattern: dict[tuple[str, tuple[str, ...]], list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_pattern[(draft.activity_id, draft.pattern)].append(draft)
    for (a, pattern), group in by_pattern.items():
        leaders = sorted(w for w, var in ctx.v.leaders_of[(a, pattern)] if point[var])
        for draft in group:
            if draft.leader in leaders:
                leaders.remove(draft.leader)
            else:
                draft.leader = None
        for draft in group:
            wanted = None if draft.crew is None else draft.crew.leader
            chosen = draft.leader or _of_kind(ctx, (a, pattern), leaders, wanted)
            draft.staff_ids = (chosen,)
        _helpers(ctx, point, a, pattern, group)


def _of_kind(
    ctx: Context, key: tuple[str, tuple[str, ...]], people: list[str], kind: int | None
) -> str:
    """Takes the first of the people who is paid as a crew says; anybody where it says nothing."""
    i = 0
    if kind is not None:
        kind_of = ctx.crews[key].kind_of
        i = next(i for i, w in enumerate(people) if kind_of.get(w, 0) == kind)
    return people.pop(i)


def _helpers(
    ctx: Context,
    point: Sequence[int],
    activity_id: str,
    pattern: tuple[str, ...],
    group: list[Draft],
) -> None:
    needed = ctx.activity[activity_id].helpers
    if not needed:
        return
    helping = sorted(w for w, var in ctx.v.assistants_of[(activity_id, pattern)] if point[var])
    for draft in group:
        kinds = [None] * needed if draft.crew is None else draft.crew.helpers
        found = [_of_kind(ctx, (activity_id, pattern), helping, kind) for kind in kinds]
        draft.staff_ids = (*draft.staff_ids, *found)
