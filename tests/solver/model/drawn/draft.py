"""A district that is still being drawn: plain dictionaries, made into records at the end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from solver.domain import Band, ChoiceCount, District, MergeGroup, Period
from solver.policy import Clause, PolicyPack
from solver.policy.pack import Value
from tests.factories import changed, tiny_class, tiny_pack, tiny_person
from tests.solver.model.helpers import club, district, group, hours, one_school, room, week

Record = dict[str, Any]


@dataclass
class SchoolDraft:
    """A school: records by field, and what `School` takes besides."""

    id: str
    mark: str
    """What the ids of its periods, classes and rooms begin with; nothing for the first school."""
    classes: list[Record] = field(default_factory=list)
    rooms: list[Record] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    apart: bool = False
    """Whether each grade is a band of its own."""
    grid_unit: str = "band"
    more: Record = field(default_factory=dict)

    @property
    def class_ids(self) -> list[str]:
        return [c["class_id"] for c in self.classes]


@dataclass
class Draft:
    """A district being drawn.

    Attributes
    ----------
    rng : the only source of chance.
    packs : the shipped packs; the first is the locality of this district.
    """

    rng: Random
    packs: list[PolicyPack]
    schools: list[SchoolDraft] = field(default_factory=list)
    staff: list[Record] = field(default_factory=list)
    activities: list[Record] = field(default_factory=list)
    wishes: dict[tuple[str, str | None, str], int] = field(default_factory=dict)
    more: Record = field(default_factory=dict)
    clauses: dict[str, Clause] = field(default_factory=dict)
    term: Record = field(default_factory=dict)

    # --- chance ------------------------------------------------------------------------------

    def odds(self, share: float) -> bool:
        """Tells yes in a share of the cases."""
        return self.rng.random() < share

    def pick(self, *options: Any) -> Any:
        """Returns one of some options."""
        return self.rng.choice(options)

    # --- parts -------------------------------------------------------------------------------

    @property
    def school(self) -> SchoolDraft:
        return self.schools[0]

    def hours(self, *ids: str, school: SchoolDraft | None = None, **changes: Any) -> None:
        """Gives a school these regular hours and no others."""
        home = school or self.school
        others = [p for p in home.periods if p.window != "regular"]
        home.periods = [*self._periods(home, *ids, **changes), *others]

    def add_hours(self, *ids: str, school: SchoolDraft | None = None, **changes: Any) -> None:
        """Gives a school more hours."""
        home = school or self.school
        home.periods += self._periods(home, *ids, **changes)

    def _periods(self, school: SchoolDraft, *ids: str, **changes: Any) -> list[Period]:
        return [changed(p, id=f"{school.mark}{p.id}") for p in hours(*ids, **changes)]

    def classes(self, *sizes: int, school: SchoolDraft | None = None, **changes: Any) -> None:
        """Gives a school classes of these sizes; some have a home room of enough seats."""
        home = school or self.school
        home.classes = [
            {"class_id": f"{home.mark}C{i}", "participants": n, "room_id": None, **changes}
            for i, n in enumerate(sizes, start=1)
        ]
        for record, place in zip(home.classes, home.rooms, strict=False):
            if self.odds(0.5):
                record["room_id"] = place["room_id"]

    def person(self, person_id: str, **changes: Any) -> Record:
        """Adds a person."""
        self.staff.append({"person_id": person_id, **changes})
        return self.staff[-1]

    def outsider(self, person_id: str, role: str, **changes: Any) -> Record:
        """Adds somebody without a home school, or an instructor of V1."""
        come: Record = {"lendable_to": ("S1",)}
        if role == "instructor":
            come = {"provider_id": "V1"}
        return self.person(person_id, role=role, home_school_id=None, **{**come, **changes})

    def activity(self, activity_id: str, component: str, **changes: Any) -> Record:
        """Adds an activity; extension is by choice unless said otherwise."""
        found = next((a for a in self.activities if a["activity_id"] == activity_id), None)
        if found is None:
            found = {"activity_id": activity_id, "component": component}
            self.activities.append(found)
        found.update(changes)
        return found

    def club(self, activity_id: str = "club", **changes: Any) -> Record:
        """Adds an activity by choice that any teacher can lead, and some wishes for it."""
        found = self.activity(activity_id, "extension", **{"skill": None, **changes})
        for c in self.school.classes:
            n = self.rng.randint(0 if len(self.school.classes) > 1 else 1, c["participants"])
            if n:
                self.wishes.setdefault((c["class_id"], None, activity_id), n)
        return found

    def second_school(self, *ids: str) -> SchoolDraft:
        """Returns a second school of one class of one student."""
        if len(self.schools) == 1:
            other = SchoolDraft("S2", "q", rooms=[{"room_id": "qR1", "seats": 2}])
            self.schools.append(other)
            self.classes(1, school=other)
            self.hours(*ids, school=other)
        return self.schools[1]

    # --- policy ------------------------------------------------------------------------------

    def take(
        self, family: str, fits: Callable[[Clause], bool] = lambda _: True, **figures: Value
    ) -> Clause | None:
        """Adds a clause of a family: the locality's own if it has one, else another's.

        ``figures`` replace those that the clause has.
        """
        for pack in self.packs:
            found = [c for c in pack.of_family(family) if fits(c)]
            if found:
                clause = self.rng.choice(found)
                self.clauses[clause.id] = scaled(clause, **figures)
                return self.clauses[clause.id]
        return None

    # --- the end -----------------------------------------------------------------------------

    def made(self) -> tuple[District, PolicyPack]:
        """Returns the district and its pack."""
        record = district(
            tuple(self._school(s) for s in self.schools),
            tuple(tiny_person(**p) for p in self.staff),
            tuple(self._activity(a) for a in self.activities),
            term=week(**self.term),
            choice_counts=tuple(
                ChoiceCount(class_id=c, menu_id=m, activity_id=a, count=n)
                for (c, m, a), n in self.wishes.items()
            ),
            **self.more,
        )
        return record, tiny_pack(tuple(self.clauses.values()))

    def _activity(self, record: Record) -> Any:
        make = club if record["component"] == "extension" else group
        return make(**record)

    def _school(self, s: SchoolDraft) -> Any:
        classes = tuple(tiny_class(**c) for c in s.classes)
        grades = sorted({c.grade for c in classes}) if s.apart else [None]
        bands = tuple(
            Band(
                id=f"{s.mark}B{i}",
                name=f"{s.mark}B{i}",
                class_ids=tuple(c.id for c in classes if g in (None, c.grade)),
                grid_unit=s.grid_unit,  # type: ignore[arg-type]
            )
            for i, g in enumerate(grades, start=1)
        )
        record = one_school(
            classes,
            tuple(s.periods),
            tuple(room(**r) for r in s.rooms),
            **{"bands": bands, **s.more},
        )
        return changed(record, id=s.id, name=s.id)


def scaled(clause: Clause, **figures: Value) -> Clause:
    """Returns a clause with other figures, as far as it has them."""
    return changed(
        clause,
        parameters=tuple(
            changed(p, value=figures[p.name]) if p.name in figures else p for p in clause.parameters
        ),
    )


def merge(school: SchoolDraft) -> None:
    """Lets all classes of a school sit together."""
    if len(school.classes) > 1:
        school.more["merges"] = (
            MergeGroup(id=f"{school.mark}G", class_ids=tuple(school.class_ids)),
        )


def start(rng: Random, packs: list[PolicyPack]) -> Draft:
    """Returns a district of one school: one or two classes and hours, two rooms, two teachers."""
    d = Draft(rng, packs)
    school = SchoolDraft("S1", "")
    d.schools.append(school)
    school.rooms = [{"room_id": f"R{i}", "seats": rng.randint(1, 3)} for i in (1, 2)]
    d.classes(*d.pick((1,), (2,), (1, 1), (2, 1)))
    d.hours(*(d.pick(("11",), ("11", "12"), ("11", "21")) if len(school.classes) == 1 else ("11",)))
    for i in (1, 2):
        d.person(f"T{i}")
    d.activity("care", "care")
    return d
