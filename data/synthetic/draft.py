"""Mutable drafts in which a plan is planted before any entity is made from them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from data.synthetic.recipe import ClassRecipe, SchoolRecipe
from solver.domain.activity import Activity
from solver.domain.base import Component, GridComponent, Role, ServiceType, Window
from solver.domain.people import DutyPost
from solver.domain.school import Period


class Occupancy:
    """Who or what is taken when: clock intervals by weekday, with how many at once."""

    def __init__(self, at_once: int = 1) -> None:
        self.at_once = at_once
        self._taken: dict[int, list[tuple[int, int]]] = {}

    def free(self, period: Period | DutyPost) -> bool:
        """Tells whether one more fits into a period."""
        spans = self._taken.get(period.weekday, [])
        inside = [s for s in spans if s[0] < period.end_min and period.start_min < s[1]]
        points = [period.start_min, *(max(s[0], period.start_min) for s in inside)]
        return all(sum(a <= t < b for a, b in inside) < self.at_once for t in points)

    def take(self, period: Period | DutyPost) -> None:
        """Takes a period."""
        self._taken.setdefault(period.weekday, []).append((period.start_min, period.end_min))

    def longest_run(self, gap_min: int) -> int:
        """Returns most intervals in a row on a day, with breaks of at most ``gap_min``."""
        best = 0
        for spans in self._taken.values():
            run, last = 0, None
            for start, end in sorted(spans):
                run = run + 1 if last is not None and start - last <= gap_min else 1
                best, last = max(best, run), end
        return best

    def release(self, period: Period) -> None:
        """Gives a taken period back."""
        self._taken[period.weekday].remove((period.start_min, period.end_min))


@dataclass(eq=False)
class PersonDraft:
    """A person while the plan is planted."""

    id: str
    name: str
    role: Role
    home: str | None
    subject: str
    skills: set[str] = field(default_factory=set)
    own_classes: list[str] = field(default_factory=list)
    provider: str | None = None
    lendable_to: list[str] = field(default_factory=list)
    excellent: bool = False
    external_kind: str = ""
    school_on: dict[int, str] = field(default_factory=dict)
    spare_days: set[int] = field(default_factory=set)
    busy: Occupancy = field(default_factory=Occupancy)
    load_ch: int = 0
    day_ch: dict[int, int] = field(default_factory=dict)
    service_days: set[int] | None = None
    """Days of availability for the service itself, once other windows are planted."""
    windows: list[Period] = field(default_factory=list)
    """Periods of other windows at which the person can be there."""

    def can(self, period: Period, school_id: str) -> bool:
        """Tells whether the person is free and not at another school that day."""
        return self.school_on.get(period.weekday, school_id) == school_id and self.busy.free(period)

    def serve(self, period: Period, school_id: str, ch: int) -> None:
        """Books a period."""
        self.busy.take(period)
        self.school_on[period.weekday] = school_id
        self.load_ch += ch
        self.day_ch[period.weekday] = self.day_ch.get(period.weekday, 0) + ch

    def leave(self, period: Period, ch: int) -> None:
        """Takes a booking back; without any other that day the person is off duty."""
        self.busy.release(period)
        self.load_ch -= ch
        self.day_ch[period.weekday] -= ch
        if not self.day_ch[period.weekday]:
            del self.day_ch[period.weekday]
            del self.school_on[period.weekday]


@dataclass(eq=False)
class RoomDraft:
    """A room while the plan is planted."""

    id: str
    name: str
    features: tuple[str, ...]
    seats: int
    at_once: int = 1
    exposed: bool = False
    home_of: str | None = None
    used: Occupancy = field(default_factory=Occupancy)

    @property
    def plain(self) -> bool:
        """Tells whether an activity without room features may sit here."""
        return self.at_once == 1 and not self.exposed


@dataclass(eq=False)
class ClassDraft:
    """A class with its id, band and home room."""

    id: str
    recipe: ClassRecipe
    room: RoomDraft
    stays: dict[Window, int] = field(default_factory=dict)
    """Students for lunch, extended care and evening study."""

    def present(self, weekday: int, last: bool) -> int:
        """Participants in a period of a weekday."""
        here = self.recipe.present[weekday - 1]
        return here - self.recipe.early_pickup if last else here


@dataclass(eq=False)
class BandDraft:
    """A band: classes, its periods by weekday in order, and the component of each period."""

    id: str
    name: str
    classes: list[ClassDraft]
    periods: dict[int, tuple[Period, ...]]
    cells: dict[str, GridComponent] = field(default_factory=dict)

    def all_periods(self) -> Iterable[Period]:
        """Periods of the week, by weekday and start."""
        for weekday in sorted(self.periods):
            yield from self.periods[weekday]

    def with_component(self, *components: str) -> list[Period]:
        """Periods whose cell is one of ``components``."""
        return [p for p in self.all_periods() if self.cells[p.id] in components]

    def present(self, class_: ClassDraft, period: Period) -> int:
        """Participants of a class of this band in a period."""
        return class_.present(period.weekday, period == self.periods[period.weekday][-1])


@dataclass(eq=False)
class MeetingDraft:
    """A group in its periods: students, room, and adults (leader first)."""

    activity: Activity
    component: Component
    periods: tuple[Period, ...]
    counts: dict[str, int]
    room: RoomDraft | None = None
    staff: list[PersonDraft] = field(default_factory=list)
    menu_id: str | None = None
    subject: str = ""

    @property
    def service_type(self) -> ServiceType:
        """Service type of the activity."""
        return self.activity.service_type

    @property
    def students(self) -> int:
        """Students of the group."""
        return sum(self.counts.values())


@dataclass(eq=False)
class DutyDraft:
    """A duty post with the people who stand on it."""

    post: DutyPost
    people: list[PersonDraft]


@dataclass(eq=False)
class SchoolDraft:
    """A school while its plan is planted."""

    recipe: SchoolRecipe
    periods: list[Period]
    bands: list[BandDraft]
    rooms: list[RoomDraft]
    ch: dict[str, int]
    """What a period counts, in hundredths of a class-hour."""
    meetings: list[MeetingDraft] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    people: list[PersonDraft] = field(default_factory=list)
    merges: list[tuple[str, ...]] = field(default_factory=list)
    menus: dict[str, "MenuDraft"] = field(default_factory=dict)
    near_rooms: list[RoomDraft] = field(default_factory=list)
    duties: list[DutyDraft] = field(default_factory=list)
    windows: list[Period] = field(default_factory=list)
    """Periods of lunch, extended care and evening study."""

    @property
    def id(self) -> str:
        """Id of the school."""
        return self.recipe.id

    @property
    def classes(self) -> list[ClassDraft]:
        """All classes, band by band."""
        return [c for b in self.bands for c in b.classes]

    def peak(self, people: Iterable[PersonDraft]) -> int:
        """Most of ``people`` that serve here at one minute of the week."""
        chosen = {p.id for p in people}
        best = 0
        for at in self.periods:
            now = sum(
                1
                for m in self.meetings
                for p in m.periods
                for s in m.staff
                if s.id in chosen
                and p.weekday == at.weekday
                and p.start_min <= at.start_min < p.end_min
            )
            best = max(best, now)
        return best


@dataclass(eq=False)
class MenuDraft:
    """A menu while choices are planted."""

    id: str
    band_id: str
    period_ids: tuple[str, ...]
    activity_ids: list[str] = field(default_factory=list)
    take: int = 1
