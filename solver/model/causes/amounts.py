"""How much is missing in a period, over all its needs that miss the same."""

from collections import defaultdict

from solver.model.causes.analysis import Analysis, Judged
from solver.model.causes.blocks import PEOPLE
from solver.model.school_view import WALKING, SchoolView

EXACT = 12
"""Needs of a period up to which the fewest groups are found by trying all merges."""


def add_amounts(analysis: Analysis, judged: list[Judged]) -> None:
    """Fills the amounts: leaders or places for as many meetings as the needs take together."""
    alike: dict[tuple[str, str, str, str | None], list[Judged]] = defaultdict(list)
    for need in judged:
        first = need.first
        if first is None:
            continue
        if first.amount is not None:
            need.amount = first.amount
        elif first.limit in (*PEOPLE, "room_taken", "room_closed", "room_missing"):
            kind = "walk" if need.component in WALKING else str(need.component)
            alike[(need.cell[1], first.limit, kind, need.way.activity_id)].append(need)
    for (t, _limit, kind, _a), needs in alike.items():
        if kind == "walk":
            hold = max(1, min(n.way.hold or 1 for n in needs))
            amount = -(-sum(n.students for n in needs) // hold)
        else:
            amount = fewest_groups(analysis, analysis.ctx.view_of(t), needs)
        for need in needs:
            need.amount = amount


def fewest_groups(analysis: Analysis, view: SchoolView, needs: list[Judged]) -> int:
    """Returns in how few groups some classes can sit, by the merges that the school lists."""
    activity_id = needs[0].way.activity_id
    classes = [n.cell[0] for n in needs]
    if activity_id is None or len(classes) > EXACT:
        return len(classes)
    capacity = analysis.ctx.activity[activity_id].capacity
    size = {n.cell[0]: n.students for n in needs}
    bit = {c: 1 << i for i, c in enumerate(classes)}
    merges = [
        sum(bit[c] for c in g)
        for g in view.groups.get(activity_id, ())
        if len(g) > 1 and set(g) <= set(bit) and sum(size[c] for c in g) <= capacity
    ]
    every = (1 << len(classes)) - 1
    fewest = [0] * (every + 1)
    for mask in range(1, every + 1):
        lowest = mask & -mask
        options = [mask ^ lowest, *(mask ^ g for g in merges if g & lowest and g & mask == g)]
        fewest[mask] = 1 + min(fewest[rest] for rest in options)
    return fewest[every]
