"""Gives each group and section of a point its room."""

from collections import defaultdict

from ortools.sat.python import cp_model

from solver.model.context import Context
from solver.model.draft import Draft
from solver.model.room_kinds import RoomKind
from solver.model.school_view import SchoolView


class NoRoomsError(RuntimeError):
    """Rooms were counted but cannot be told apart: the exact model (``names_rooms``) is needed."""


class _Rooms:
    """Which room is taken when, by maximal sets of periods that share a minute."""

    def __init__(self, ctx: Context, view: SchoolView) -> None:
        self.places = {r.id: r.sections_at_once for r in view.school.rooms}
        self.busy: dict[tuple[str, tuple[str, ...]], int] = defaultdict(int)
        self.cliques: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for clique in ctx.school_cliques(view.school.id):
            for t in clique:
                self.cliques[t].append(clique)

    def minutes(self, draft: Draft) -> set[tuple[str, ...]]:
        """The sets of periods sharing a minute that a draft meets in."""
        return {clique for t in draft.pattern for clique in self.cliques[t]}

    def occupy(self, draft: Draft, room_id: str, change: int = 1) -> None:
        draft.room_id = room_id if change > 0 else None
        for clique in self.minutes(draft):
            self.busy[(room_id, clique)] += change

    def is_free(self, draft: Draft, room_id: str) -> bool:
        places = self.places[room_id]
        return all(self.busy[(room_id, clique)] < places for clique in self.minutes(draft))


def assign_rooms(ctx: Context, view: SchoolView, drafts: list[Draft]) -> None:
    """Fills ``room_id`` of drafts that only name a kind.

    Classes at home come first, then everything else of a kind together.

    Raises
    ------
    NoRoomsError
        If sections of several periods find no room that is free in all of them.
    """
    kinds = {k.key: k for k in ctx.kinds[view.school.id]}
    rooms = _Rooms(ctx, view)
    for draft in drafts:
        if draft.room_id is not None:
            rooms.occupy(draft, draft.room_id)
    waiting: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.room_id is None and draft.room_key is not None:
            if draft.room_key in kinds:
                waiting[draft.room_key].append(draft)
            else:
                rooms.occupy(draft, draft.room_key)
    for key, group in waiting.items():
        _place(rooms, kinds[key], group)


def _place(rooms: _Rooms, kind: RoomKind, drafts: list[Draft]) -> None:
    """Places drafts of a kind: greedily, those that meet longest first, else exactly."""
    usual: dict[tuple[str, tuple[str, ...]], str] = {}
    for draft in sorted(drafts, key=lambda d: -len(rooms.minutes(d))):
        free = [r.id for r in kind.rooms if rooms.is_free(draft, r.id)]
        if not free:
            break
        wish = usual.get((draft.activity_id, draft.classes), "")
        chosen = wish if wish in free else free[0]
        usual[(draft.activity_id, draft.classes)] = chosen
        rooms.occupy(draft, chosen)
    if all(d.room_id is not None for d in drafts):
        return
    for draft in drafts:
        if draft.room_id is not None:
            rooms.occupy(draft, draft.room_id, -1)
    _place_exactly(rooms, kind, drafts)


def _place_exactly(rooms: _Rooms, kind: RoomKind, drafts: list[Draft]) -> None:
    """Places all drafts of a kind by a small model of rooms and minutes."""
    model = cp_model.CpModel()
    chosen = {
        (i, r.id): model.new_bool_var("")
        for i, d in enumerate(drafts)
        for r in kind.rooms
        if rooms.is_free(d, r.id)
    }
    for i in range(len(drafts)):
        model.add_exactly_one([v for (j, _r), v in chosen.items() if j == i])
    for r in kind.rooms:
        for clique in sorted({c for d in drafts for c in rooms.minutes(d)}):
            using = [
                v
                for (i, room), v in chosen.items()
                if room == r.id and clique in rooms.minutes(drafts[i])
            ]
            model.add(sum(using) + rooms.busy[(r.id, clique)] <= rooms.places[r.id])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 5
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise NoRoomsError(f"no rooms of kind {kind.key} for {len(drafts)} sections")
    for (i, room), v in chosen.items():
        if solver.boolean_value(v):
            rooms.occupy(drafts[i], room)
