"""What a district must say before a policy can be applied to it.

Values that the policy needs and no document prints, waivers that cannot stand, and wishes of
students who are not eligible. Everything is found at once; a plan is made only when nothing is
found.
"""

from collections import Counter
from collections.abc import Iterator

from solver.domain.district import District
from solver.domain.errors import InputFinding
from solver.policy.applied import EVENINGS, AppliedPolicy
from solver.policy.findings import finding
from solver.policy.pack import PolicyPack
from solver.policy.required_values import missing_values


def missing_inputs(district: District, pack: PolicyPack) -> tuple[InputFinding, ...]:
    """Returns everything that keeps a district from being planned under a pack.

    Returns
    -------
    tuple of InputFinding
        Each with its JSON path and a key of the message catalogue (``policy.*``); empty if the
        district can be planned.
    """
    found: list[InputFinding] = [*missing_values(AppliedPolicy(district, pack))]
    found += _waivers(district, pack)
    found += _eligibility(district)
    return tuple(found)


# --- waivers ----------------------------------------------------------------------------------


def _waivers(district: District, pack: PolicyPack) -> Iterator[InputFinding]:
    """Only an in-principle clause of the pack can be waived, until a date that is still ahead."""
    clauses = {c.id: c for c in pack.clauses}
    for i, waiver in enumerate(district.waivers):
        at = f"waivers[{i}]"
        clause = clauses.get(waiver.clause_id)
        if clause is None:
            yield finding(
                f"{at}.clause_id", "waiver_of_unknown_clause", clause=waiver.clause_id, pack=pack.id
            )
        elif not clause.is_waivable:
            yield finding(f"{at}.clause_id", "firm_clause_waived", clause=clause.id)
        elif waiver.until < district.term.first_day:
            yield finding(
                f"{at}.until",
                "waiver_over",
                clause=clause.id,
                until=waiver.until,
                first_day=district.term.first_day,
            )
        elif waiver.limits and (
            clause.family != EVENINGS or any(clause.get(name) is None for name in waiver.limits)
        ):
            yield finding(f"{at}.limits", "limits_not_of_clause", clause=clause.id)


# --- students who are not eligible ------------------------------------------------------------


def _eligibility(district: District) -> Iterator[InputFinding]:
    """Wishes are of the student's own school, band and grade; nobody is listed beyond the class."""
    wishes = [
        (f"choice_counts[{i}]", c.class_id, c.menu_id, c.activity_id)
        for i, c in enumerate(district.choice_counts)
        if c.count
    ]
    for i, student in enumerate(district.students):
        for j, choice in enumerate(student.choices):
            wishes += [
                (f"students[{i}].choices[{j}]", student.class_id, choice.menu_id, activity_id)
                for activity_id in choice.activity_ids
            ]
    home = {c.id: (s, c) for s in district.schools for c in s.classes}
    menus = {m.id: m for s in district.schools for m in s.menus}
    bands = {b.id: b for s in district.schools for b in s.bands}
    activities = {a.id: a for a in district.activities}
    for at, class_id, menu_id, activity_id in wishes:
        school, school_class = home[class_id]
        activity = activities[activity_id]
        if activity.school_id not in (None, school.id):
            yield finding(at, "choice_of_other_school", class_id=class_id, activity=activity_id)
        if not activity.suits_grade(school_class.grade):
            yield finding(
                at,
                "choice_of_other_grade",
                class_id=class_id,
                activity=activity_id,
                grade=school_class.grade,
                grades=", ".join(map(str, activity.grades)),
            )
        if menu_id is not None:
            band = bands[menus[menu_id].band_id]
            if class_id not in band.class_ids:
                yield finding(
                    at, "choice_of_other_band", class_id=class_id, menu=menu_id, band=band.id
                )
    listed = Counter(s.class_id for s in district.students)
    for i, school in enumerate(district.schools):
        for j, school_class in enumerate(school.classes):
            if listed[school_class.id] > school_class.enrolled:
                yield finding(
                    f"schools[{i}].classes[{j}].enrolled",
                    "students_exceed_class",
                    class_id=school_class.id,
                    listed=listed[school_class.id],
                    enrolled=school_class.enrolled,
                )
