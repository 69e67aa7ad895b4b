"""The smaller district of some schools: what of a district stays, cut to those schools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solver.domain.pins import AbsencePin, MeetingPin

if TYPE_CHECKING:
    from solver.domain.activity import Activity
    from solver.domain.district import District
    from solver.domain.people import Provider, StaffMember
    from solver.domain.pins import Pin
    from solver.domain.school import School
    from solver.domain.students import ChoiceCount, Student
    from solver.domain.term import Term


class Cut:
    """Some schools of a district, and what of the rest stays with them."""

    def __init__(self, district: District, school_ids: tuple[str, ...]) -> None:
        self.district = district
        self.keep = set(school_ids)
        inside = [s for s in district.schools if s.id in self.keep]
        self.classes = {c.id for s in inside for c in s.classes}
        self.periods = {p.id for s in inside for p in s.periods}
        self.activities = {a.id for a in district.activities if self._stays(a.school_id)}
        self.schools = tuple(self._school(s) for s in inside)
        self.menus = {m.id: set(m.activity_ids) for s in self.schools for m in s.menus}
        self.staff = tuple(self._person(p) for p in district.staff if self._may_come(p))

    def _stays(self, school_id: str | None) -> bool:
        return school_id is None or school_id in self.keep

    def fields(self) -> dict[str, Any]:
        """Returns the fields of the smaller district that differ from the whole one's."""
        d = self.district
        people = {p.id for p in self.staff}
        travel = tuple(
            t
            for t in d.travel.times
            if t.from_school_id in self.keep and t.to_school_id in self.keep
        )
        return {
            "term": self._term(d.term),
            "schools": self.schools,
            "staff": self.staff,
            "providers": tuple(self._provider(p) for p in d.providers),
            "activities": tuple(self._activity(a) for a in d.activities if a.id in self.activities),
            "choice_counts": tuple(c for c in d.choice_counts if self._counts(c)),
            "students": tuple(self._student(s) for s in d.students if s.class_id in self.classes),
            "travel": d.travel.model_copy(update={"times": travel}),
            "pins": tuple(p for p in d.pins if self._holds(p, people)),
            "waivers": tuple(w for w in d.waivers if self._stays(w.school_id)),
            "provenance": (),
        }

    def _term(self, term: Term) -> Term:
        """Cuts the closures; one that concerned other schools alone goes (no schools: all)."""
        closures = []
        for closure in term.closures:
            own = tuple(s for s in closure.school_ids if s in self.keep)
            if own or not closure.school_ids:
                closures.append(closure.model_copy(update={"school_ids": own}))
        return term.model_copy(update={"closures": tuple(closures)})

    def _school(self, school: School) -> School:
        menus = []
        for menu in school.menus:
            own = tuple(a for a in menu.activity_ids if a in self.activities)
            if own:
                menus.append(menu.model_copy(update={"activity_ids": own}))
        people = {p.id for p in self.district.staff if self._may_come(p)}
        blocks = tuple(
            b.model_copy(update={"staff_ids": tuple(p for p in b.staff_ids if p in people)})
            for b in school.blocks
            if not b.staff_ids or people.intersection(b.staff_ids)
        )
        return school.model_copy(update={"menus": tuple(menus), "blocks": blocks})

    def _may_come(self, person: StaffMember) -> bool:
        if person.role == "instructor" or person.home_school_id in self.keep:
            return True
        return person.home_school_id is None and any(s in self.keep for s in person.lendable_to)

    def _person(self, person: StaffMember) -> StaffMember:
        home = person.home_school_id
        return person.model_copy(
            update={
                "home_school_id": home if home in self.keep else None,
                "lendable_to": tuple(s for s in person.lendable_to if s in self.keep),
                "own_class_ids": tuple(c for c in person.own_class_ids if c in self.classes),
            }
        )

    def _provider(self, provider: Provider) -> Provider:
        return provider.model_copy(
            update={
                "approvals": tuple(a for a in provider.approvals if self._stays(a.school_id)),
                "agreements": tuple(a for a in provider.agreements if a.school_id in self.keep),
            }
        )

    def _activity(self, activity: Activity) -> Activity:
        quotas = tuple(
            q for q in activity.class_quotas if q.class_id is None or q.class_id in self.classes
        )
        return activity.model_copy(update={"class_quotas": quotas})

    def _counts(self, choice: ChoiceCount) -> bool:
        if choice.class_id not in self.classes or choice.activity_id not in self.activities:
            return False
        return choice.menu_id is None or choice.activity_id in self.menus.get(choice.menu_id, ())

    def _student(self, student: Student) -> Student:
        choices = []
        for wishes in student.choices:
            offered = self.menus.get(wishes.menu_id, set())
            own = tuple(a for a in wishes.activity_ids if a in offered)
            if own:
                choices.append(wishes.model_copy(update={"activity_ids": own}))
        return student.model_copy(update={"choices": tuple(choices)})

    def _holds(self, pin: Pin, people: set[str]) -> bool:
        """Tells whether a pin stays: its school does, and whoever it names."""
        if isinstance(pin, AbsencePin):
            return pin.school_id in self.keep and pin.staff_id in people
        if isinstance(pin, MeetingPin) and pin.staff_id is not None and pin.staff_id not in people:
            return False
        return pin.period_id in self.periods
