"""Gives each group and section of a point its leader and helpers.

Leaders of the groups of one activity in one period are interchangeable but for own classes, so
own matches come first, then pinned pairs, then whoever already leads the class most often.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from solver.domain import MeetingPin
from solver.model.context import Context
from solver.model.draft import Draft
from solver.model.school_view import SchoolView


def group_leaders(
    ctx: Context, view: SchoolView, point: Sequence[int], drafts: list[Draft]
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
    led: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    order = {t: i for i, t in enumerate(view.periods)}
    for (a, t), group in sorted(by_slot.items(), key=lambda kv: (order[kv[0][1]], kv[0][0])):
        free = sorted(w for w, var in ctx.v.leaders_of[(a, (t,))] if point[var])
        open_drafts = []
        for draft in group:
            wanted = [pinned.get((a, draft.classes, t)), own.get((a, draft.classes, t))]
            chosen = next((w for w in wanted if w is not None and w in free), None)
            if chosen is None:
                open_drafts.append(draft)
            else:
                free.remove(chosen)
                draft.staff_ids = (chosen,)
        for draft in open_drafts:
            if not free:
                continue
            chosen = max(
                free,
                key=lambda w: (
                    bool(set(ctx.staff[w].own_class_ids) & set(draft.classes)),
                    led[draft.classes][w],
                ),
            )
            free.remove(chosen)
            draft.staff_ids = (chosen,)
        for draft in group:
            for w in draft.staff_ids:
                led[draft.classes][w] += 1
        _helpers(ctx, point, a, (t,), group)


def answered_pins(
    ctx: Context, point: Sequence[int]
) -> Iterator[tuple[MeetingPin, str, tuple[str, ...]]]:
    """Yields meeting pins with what answers them: its sort and its pattern or class set."""
    for (i, sort, key), var in ctx.v.pin.items():
        pin = ctx.district.pins[i]
        if point[var] and isinstance(pin, MeetingPin):
            yield pin, sort, key


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
            draft.staff_ids = (draft.leader or leaders.pop(0),)
        _helpers(ctx, point, a, pattern, group)


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
    for i, draft in enumerate(group):
        draft.staff_ids = (*draft.staff_ids, *helping[i * needed : (i + 1) * needed])
