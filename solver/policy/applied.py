"""A pack applied to a district: which clauses hold where, and what is waived."""

from functools import cached_property

from solver.domain.district import District
from solver.domain.pins import ClauseWaiver
from solver.domain.school import Period, School
from solver.policy.pack import Clause, PolicyPack

EVENINGS = "end_within_window"
"""The family of clauses on evening study."""


class AppliedPolicy:
    """Answers which clauses of a pack bind which school of a district."""

    def __init__(self, district: District, pack: PolicyPack) -> None:
        self.district = district
        self.pack = pack
        self._schools = {s.id: s for s in district.schools}
        self._binding: dict[tuple[str, str], tuple[Clause, ...]] = {}

    def clauses(self, family: str) -> tuple[Clause, ...]:
        """Returns the enforced clauses of a family that are required (must or in principle)."""
        return tuple(c for c in self.pack.of_family(family) if c.is_required)

    def weighted(self, family: str) -> tuple[Clause, ...]:
        """Returns the enforced clauses of a family that only encourage."""
        return tuple(c for c in self.pack.of_family(family) if not c.is_required)

    def binding(self, family: str, school_id: str) -> tuple[Clause, ...]:
        """Returns the required clauses of a family that apply to a school and are not waived."""
        key = (family, school_id)
        if key not in self._binding:
            school = self._schools[school_id]
            self._binding[key] = tuple(
                left
                for c in self.clauses(family)
                if self.applies(c, school) and (left := self.left_of(c, school_id)) is not None
            )
        return self._binding[key]

    def left_of(self, clause: Clause, school_id: str) -> Clause | None:
        """Returns a clause without the limits that are waived at a school; ``None`` if it all is.

        Only a clause on evening study can be waived in part.
        """
        if self.waiver(clause, school_id) is not None:
            return None
        lifted = {
            name
            for w in self._waivers(clause, school_id)
            for name in w.limits
            if clause.family == EVENINGS and clause.get("evening_max_minutes") is not None
        }
        if not lifted:
            return clause
        left = tuple(p for p in clause.parameters if p.name not in lifted)
        return clause.model_copy(update={"parameters": left}) if left else None

    def speaking(self, family: str, school_id: str) -> tuple[Clause, ...]:
        """Returns the enforced clauses of a family about a school, whatever their strength.

        Those that apply to it and are not waived there.
        """
        school = self._schools[school_id]
        return tuple(
            c
            for c in self.pack.of_family(family)
            if self.applies(c, school) and self.waiver(c, school_id) is None
        )

    def waiver(self, clause: Clause, school_id: str) -> ClauseWaiver | None:
        """Returns the waiver in force for a whole clause at a school.

        Only an in-principle clause can be waived. One that ends inside the term holds in none of
        it; a search cuts the term there, and the part before is a district with a term of its own.
        """
        return next((w for w in self._waivers(clause, school_id) if not w.limits), None)

    def _waivers(self, clause: Clause, school_id: str) -> list[ClauseWaiver]:
        """Returns the waivers in force that are about a clause at a school."""
        if not clause.is_waivable:
            return []
        return [
            w
            for w in self.district.waivers
            if w.clause_id == clause.id
            and w.school_id in (None, school_id)
            and w.until >= self.district.term.last_day
        ]

    def applies(self, clause: Clause, school: School) -> bool:
        """Tells whether a clause has an object at a school (``applies_when``)."""
        return self._facts[school.id].get(clause.applies_when, True)

    @cached_property
    def _facts(self) -> dict[str, dict[str, bool]]:
        district = self.district
        outsiders = any(p.role in ("external", "volunteer") for p in district.staff)
        listed = {s.class_id for s in district.students}
        facts = {}
        for s in district.schools:
            offered = [a for a in district.activities if a.school_id in (None, s.id)]
            windows = {p.window for p in s.periods}
            lent = any(
                p.home_school_id not in (None, s.id) and s.id in p.lendable_to
                for p in district.staff
            )
            facts[s.id] = {
                "evening_periods": "evening" in windows,
                "extended_care_applicants": any(c.extended_care for c in s.classes),
                "lunch_eaters": "lunch" in windows or any(c.lunch_eaters for c in s.classes),
                "duty_posts": bool(s.duty_posts),
                "students_listed": any(c.id in listed for c in s.classes),
                "externals": outsiders,
                "providers": any(a.provider_id for a in offered),
                "special_activities": any(a.service_type == "special" for a in offered),
                "junior_grades": any(c.grade > 6 for c in s.classes),
                "lower_grades": any(c.grade <= 2 for c in s.classes),
                "lending": lent,
                "hardship_students": any(c.hardship for c in s.classes),
                "urban_schools": bool(s.is_urban),
                "mode_adopted": s.adopted_mode is not None,
            }
        return facts


def class_hours_ch(pack: PolicyPack, school: School, period: Period) -> int:
    """Returns what a period counts and pays, in hundredths of a class-hour (课时).

    The period's own figure, else its minutes over the pack's minutes per class-hour of the
    stage (the lowest grade the period is for), rounded half up.
    """
    if period.class_hours_ch is not None:
        return period.class_hours_ch
    grades = period.grades or tuple(c.grade for c in school.classes if period.applies_to(c.grade))
    stage = school.stage_of(min(grades, default=1))
    per_hour = (
        pack.minutes_per_class_hour_primary
        if stage == "primary"
        else pack.minutes_per_class_hour_junior
    )
    return (2 * 100 * period.minutes + per_hour) // (2 * per_hour)


def half_up(amount: int, divisor: int) -> int:
    """Returns ``amount / divisor`` rounded half up, for non-negative integers."""
    return (2 * amount + divisor) // (2 * divisor)
