"""Other rooms for meetings whose room is closed on single dates; everybody else stays put.

One binary per day, meeting and room that takes it. Each such meeting changes in any case, so what
is left to choose is which room: one for all meetings of a section if that can be, the exposed
room's own shelter first, then the room with the fewest empty seats.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ortools.sat.python import cp_model

from solver.domain import District, Room
from solver.domain.messages import text
from solver.plan import Meeting, Plan
from solver.plan.recorded import Closures, is_closed_on
from solver.plan.rescheduled import NotAble, PlanChange, Refused
from solver.policy import PolicyPack
from solver.search.reschedule.items import Item, Items
from solver.search.reschedule.telling import span, title
from solver.search.reschedule.writing import split_rooms

OTHER_ROOM, NO_SHELTER = 10_000, 1_000
"""Points of each further room of a section, and of a room that is not the closed one's shelter."""


@dataclass
class Moved:
    """What moving came to: the plan with other rooms, or the meetings that have none."""

    plan: Plan
    changes: tuple[PlanChange, ...] = ()
    refused: tuple[Refused, ...] = ()
    unknown: bool = False


@dataclass
class RoomMoves:
    """The closed rooms of a plan.

    Parameters
    ----------
    closed : dict
        Closures of the request and those on the plan's record.
    """

    district: District
    pack: PolicyPack
    plan: Plan
    closed: Closures
    hit: dict[str, list[date]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        schools = {s.id for s in self.district.schools for r in s.rooms if r.id in self.closed}
        self.items = Items(self.district, self.pack, self.plan, schools, ())
        self.rooms = {r.id: r for s in self.district.schools for r in s.rooms}
        for item in self.items.all:
            days = [d for d in item.dates if is_closed_on(self.closed, _room_of(item), d)]
            if days:
                self.hit[item.id] = days

    def run(self, seconds: float, seed: int = 0) -> Moved:
        """Finds a room for every meeting of a closed one, or says which have none and why."""
        if not self.hit:
            return Moved(self.plan)
        model = cp_model.CpModel()
        y: dict[tuple[str, date, str], cp_model.IntVar] = {}
        left: dict[tuple[str, date], cp_model.IntVar] = {}
        used: dict[tuple[str, str], cp_model.IntVar] = {}
        by_id = {i.id: i for i in self.items.all}
        costs = []
        for item_id, days in self.hit.items():
            item = by_id[item_id]
            for day in days:
                row = []
                for room in self._options(item, day):
                    var = y[(item_id, day, room.id)] = model.new_bool_var("")
                    row.append(var)
                    at = (item.section_id, room.id)
                    used.setdefault(at, model.new_bool_var(""))
                    model.add_implication(var, used[at])
                    costs.append(self._cost(item, room) * var)
                left[(item_id, day)] = model.new_bool_var("")
                model.add_exactly_one([*row, left[(item_id, day)]])
        self._capacity(model, y, by_id)
        most = len(left) * (OTHER_ROOM + NO_SHELTER + 1000)
        lacking = sum(left.values())
        model.minimize(most * lacking + OTHER_ROOM * sum(used.values()) + sum(costs))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.max_time_in_seconds = max(0.1, seconds)
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Moved(self.plan, unknown=True)
        without = [key for key, var in left.items() if solver.boolean_value(var)]
        if without:
            if status != cp_model.OPTIMAL:
                return Moved(self.plan, unknown=True)
            return Moved(self.plan, refused=tuple(self._refused(by_id, without)))
        chosen: dict[str, dict[date, str]] = defaultdict(dict)
        for (item_id, day, room_id), var in y.items():
            if solver.boolean_value(var):
                chosen[item_id][day] = room_id
        plan = split_rooms(self.plan, self.items.all, chosen)
        return Moved(plan, tuple(self._told(by_id, chosen)))

    def _options(self, item: Item, day: date) -> list[Room]:
        return [
            room
            for room in self.items.schools[item.school_id].rooms
            if self.bar(item, room, day) is None
        ]

    def bar(self, item: Item, room: Room, day: date) -> tuple[str, Mapping[str, object]] | None:
        """Returns why a room cannot take a meeting on a date, whoever else is in it."""
        a, students = item.activity, _students(item)
        assert a is not None
        t = item.time
        if is_closed_on(self.closed, room.id, day):
            return "change.room_closed_too", {}
        if room.safety_passed is False:
            return "change.room_unsafe", {}
        missing = not set(a.room_features) <= set(room.features)
        if missing and not self._is_shelter(item, room, day):
            return "change.room_features", {"title": a.title}
        if not a.room_features and (room.sections_at_once > 1 or room.weather_exposed):
            return "change.room_special", {}
        if room.seats < students:
            return "change.room_small", {"seats": room.seats, "students": students}
        hours = room.availability
        if hours and not any(i.covers(t.weekday, t.start_min, t.end_min) for i in hours):
            return "change.room_shut", {}
        return None

    def _is_shelter(self, item: Item, room: Room, day: date) -> bool:
        assert item.activity is not None
        wanted = set(item.activity.room_features)
        return any(
            r.wet_alternative_id == room.id
            and wanted <= set(r.features)
            and is_closed_on(self.closed, r.id, day)
            for r in self.items.schools[item.school_id].rooms
        )

    def _cost(self, item: Item, room: Room) -> int:
        now = self.rooms[_room_of(item) or ""]
        shelter = 0 if now.wet_alternative_id == room.id else NO_SHELTER
        return shelter + min(999, room.seats - _students(item))

    def _capacity(
        self,
        model: cp_model.CpModel,
        y: Mapping[tuple[str, date, str], cp_model.IntVar],
        by_id: Mapping[str, Item],
    ) -> None:
        """Keeps each room within what it takes at once, at every minute of each date."""
        coming: dict[tuple[date, str], list[tuple[Item, cp_model.IntVar]]] = defaultdict(list)
        for (item_id, day, room_id), var in y.items():
            coming[(day, room_id)].append((by_id[item_id], var))
        for (day, room_id), found in coming.items():
            there = self._there(room_id, day)
            for item in [*there, *(i for i, _ in found)]:
                start = item.time.start_min
                known = sum(_at(i, start) for i in there)
                open_ = [v for i, v in found if _at(i, start)]
                if open_:
                    free = self.rooms[room_id].sections_at_once - known
                    model.add(sum(open_) <= max(0, free))

    def _there(self, room_id: str, day: date) -> list[Item]:
        return [
            i
            for i in self.items.by_date[day]
            if _room_of(i) == room_id and day not in self.hit.get(i.id, ())
        ]

    # --- words ----------------------------------------------------------------------------------

    def _told(
        self, by_id: Mapping[str, Item], chosen: Mapping[str, Mapping[date, str]]
    ) -> list[PlanChange]:
        found = []
        for item_id, rooms in chosen.items():
            item = by_id[item_id]
            by_room: dict[str, list[date]] = defaultdict(list)
            for day, room_id in sorted(rooms.items()):
                by_room[room_id].append(day)
            for room_id, days in by_room.items():
                found.append(
                    PlanChange(
                        kind="meeting",
                        item_id=item_id,
                        school_id=item.school_id,
                        title=title(item),
                        weekday=item.time.weekday,
                        span=span(item),
                        dates=tuple(days),
                        was=item.staff_ids,
                        now=item.staff_ids,
                        class_ids=item.class_ids,
                        room_was=_room_of(item),
                        room_now=room_id,
                    )
                )
        return sorted(found, key=lambda c: (c.dates[0], c.school_id, c.span, c.item_id))

    def _refused(
        self, by_id: Mapping[str, Item], without: Sequence[tuple[str, date]]
    ) -> list[Refused]:
        grouped: dict[tuple[str, tuple[NotAble, ...]], list[date]] = defaultdict(list)
        for item_id, day in without:
            reasons = tuple(
                self._reason(by_id[item_id], room, day)
                for room in self.items.schools[by_id[item_id].school_id].rooms
                if room.id != _room_of(by_id[item_id])
            )
            grouped[(item_id, reasons)].append(day)
        return [
            Refused(
                kind="meeting",
                item_id=item_id,
                school_id=by_id[item_id].school_id,
                title=title(by_id[item_id]),
                weekday=by_id[item_id].time.weekday,
                span=span(by_id[item_id]),
                dates=tuple(days),
                missing=_room_of(by_id[item_id]) or "",
                reasons=reasons,
                what="room",
            )
            for (item_id, reasons), days in grouped.items()
        ]

    def _reason(self, item: Item, room: Room, day: date) -> NotAble:
        barred = self.bar(item, room, day)
        inside = False
        if barred is not None:
            code, params = barred
            inside = code == "change.room_closed_too"
        else:
            taken = [i for i in self._there(room.id, day) if i.shares_minute(item)]
            if len(taken) >= room.sections_at_once:
                code, params = "change.room_taken", {
                    "title": title(taken[0]), "span": span(taken[0])
                }  # fmt: skip
            else:
                code, params, inside = "change.room_wanted", {}, True
        zh, en = (text(code, lang, room=room.name, **params) for lang in ("zh", "en"))
        return NotAble(room.id, inside, zh, en)


def _room_of(item: Item) -> str | None:
    return item.record.room_id if isinstance(item.record, Meeting) else None


def _students(item: Item) -> int:
    return sum(item.record.class_counts.values()) if isinstance(item.record, Meeting) else 0


def _at(item: Item, minute: int) -> bool:
    return item.time.start_min <= minute < item.time.end_min
