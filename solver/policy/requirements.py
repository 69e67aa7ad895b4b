"""What a district must say before a policy can be applied to it.

Values that the policy needs and no document prints, waivers that cannot stand, wishes of students
who are not eligible, and data that this version would otherwise pass over in silence. Everything
is found at once; a plan is made only when nothing is found.
"""

from collections import Counter
from collections.abc import Iterator

from solver.domain.calendar import periods_of, service_dates
from solver.domain.district import District
from solver.domain.errors import InputFinding
from solver.domain.money import Funding
from solver.domain.school import School
from solver.policy.applied import AppliedPolicy
from solver.policy.pack import Clause, PolicyPack


def missing_inputs(district: District, pack: PolicyPack) -> tuple[InputFinding, ...]:
    """Returns everything that keeps a district from being planned under a pack.

    Returns
    -------
    tuple of InputFinding
        Each with its JSON path and a key of the message catalogue (``policy.*``); empty if the
        district can be planned.
    """
    policy = AppliedPolicy(district, pack)
    found: list[InputFinding] = []
    for required in pack.required_inputs:
        found += _REQUIRED[required.field](policy, pack.clause(required.clause_id))
    found += _waivers(district, pack)
    found += _eligibility(district)
    found += _unsupported(district)
    return tuple(found)


def _finding(where: str, code: str, **params: object) -> InputFinding:
    words = {name: str(value) for name, value in params.items()}
    return InputFinding(where=where, code=f"policy.{code}", params=words)


def _bound(policy: AppliedPolicy, clause: Clause) -> list[tuple[int, School]]:
    """Returns the schools at which a clause has an object and is not waived, with their index."""
    return [
        (i, s)
        for i, s in enumerate(policy.district.schools)
        if policy.applies(clause, s) and policy.waiver(clause, s.id) is None
    ]


# --- values that no document prints -----------------------------------------------------------


def _off_work_time(policy: AppliedPolicy, clause: Clause) -> Iterator[InputFinding]:
    """Each season needs its off-work time, the term's or the school's own."""
    term = policy.district.term
    schools = _bound(policy, clause)
    if not schools:
        return
    if not term.seasons:
        yield _finding("term.seasons", "missing_seasons", clause=clause.id)
        return
    for k, season in enumerate(term.seasons):
        if season.off_work_min is not None:
            continue
        without = [(i, s) for i, s in schools if all(o.season_id != season.id for o in s.off_work)]
        if len(without) == len(schools):
            yield _finding(
                f"term.seasons[{k}].off_work_min",
                "missing_off_work_time",
                clause=clause.id,
                season=season.name,
            )
            continue
        for i, school in without:
            yield _finding(
                f"schools[{i}].off_work",
                "missing_off_work_time_of_school",
                clause=clause.id,
                school=school.name,
                season=season.name,
            )
    uncovered = sorted(
        {
            day
            for _, s in schools
            for weekday in range(1, 6)
            for day in service_dates(term, s.id, weekday)
            if not any(season.holds(day) for season in term.seasons)
        }
    )
    if uncovered:
        yield _finding(
            "term.seasons",
            "missing_season_of_dates",
            clause=clause.id,
            first=uncovered[0],
            last=uncovered[-1],
            days=len(uncovered),
        )


def _charging(policy: AppliedPolicy, clause: Clause) -> Iterator[tuple[str, School, Funding]]:
    """Yields the basic account of each school that charges a fee, with its path."""
    for i, school in _bound(policy, clause):
        for j, funding in enumerate(school.funding):
            if funding.account == "basic" and funding.fee_fen > 0:
                yield f"schools[{i}].funding[{j}]", school, funding


def _basic_fee_cap(policy: AppliedPolicy, clause: Clause) -> Iterator[InputFinding]:
    for at, school, funding in _charging(policy, clause):
        if funding.fee_cap_fen is None:
            yield _finding(
                f"{at}.fee_cap_fen", "missing_basic_fee_cap", clause=clause.id, school=school.name
            )


def _reduction_rate(policy: AppliedPolicy, clause: Clause) -> Iterator[InputFinding]:
    groups = clause.words("groups")
    for at, school, funding in _charging(policy, clause):
        if not any(r.group in groups for r in funding.reductions):
            yield _finding(
                f"{at}.reductions",
                "missing_reduction_rate",
                clause=clause.id,
                school=school.name,
                students=sum(c.hardship for c in school.classes),
                groups=", ".join(groups),
            )


def _is_urban(policy: AppliedPolicy, clause: Clause) -> Iterator[InputFinding]:
    for i, school in _bound(policy, clause):
        if school.is_urban is None:
            yield _finding(
                f"schools[{i}].is_urban", "missing_is_urban", clause=clause.id, school=school.name
            )


def _dismissal(policy: AppliedPolicy, clause: Clause) -> Iterator[InputFinding]:
    """Each grade with classes needs its dismissal on each weekday it has a regular period."""
    for i, school in _bound(policy, clause):
        for grade in sorted({c.grade for c in school.classes}):
            days = sorted({p.weekday for p in periods_of(school, grade) if p.window == "regular"})
            known = {d.weekday for d in school.dismissal if not d.grades or grade in d.grades}
            lacking = [day for day in days if day not in known]
            if lacking:
                yield _finding(
                    f"schools[{i}].dismissal",
                    "missing_dismissal",
                    clause=clause.id,
                    school=school.name,
                    grade=grade,
                    weekdays=", ".join(map(str, lacking)),
                )


def _area_id(policy: AppliedPolicy, clause: Clause) -> Iterator[InputFinding]:
    """Home and host of a person who may be lent need their area."""
    district = policy.district
    lent: dict[str, str] = {}
    for person in district.staff:
        if person.home_school_id is None:
            continue
        hosts = [s for s in person.lendable_to if s != person.home_school_id]
        for school_id in (person.home_school_id, *hosts) if hosts else ():
            lent.setdefault(school_id, person.id)
    for i, school in enumerate(district.schools):
        if school.id in lent and school.area_id is None:
            yield _finding(
                f"schools[{i}].area_id",
                "missing_area_id",
                clause=clause.id,
                school=school.name,
                person=lent[school.id],
            )


_REQUIRED = {
    "off_work_time": _off_work_time,
    "basic_fee_cap": _basic_fee_cap,
    "reduction_rate": _reduction_rate,
    "is_urban": _is_urban,
    "dismissal": _dismissal,
    "area_id": _area_id,
}


# --- waivers ----------------------------------------------------------------------------------


def _waivers(district: District, pack: PolicyPack) -> Iterator[InputFinding]:
    """Only an in-principle clause of the pack can be waived, and only for the whole term."""
    clauses = {c.id: c for c in pack.clauses}
    for i, waiver in enumerate(district.waivers):
        at = f"waivers[{i}]"
        clause = clauses.get(waiver.clause_id)
        if clause is None:
            yield _finding(
                f"{at}.clause_id", "waiver_of_unknown_clause", clause=waiver.clause_id, pack=pack.id
            )
        elif not clause.is_waivable:
            yield _finding(f"{at}.clause_id", "firm_clause_waived", clause=clause.id)
        elif waiver.until < district.term.last_day:
            yield _finding(
                f"{at}.until",
                "waiver_too_short",
                clause=clause.id,
                until=waiver.until,
                last_day=district.term.last_day,
            )


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
            yield _finding(at, "choice_of_other_school", class_id=class_id, activity=activity_id)
        if not activity.suits_grade(school_class.grade):
            yield _finding(
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
                yield _finding(
                    at, "choice_of_other_band", class_id=class_id, menu=menu_id, band=band.id
                )
    listed = Counter(s.class_id for s in district.students)
    for i, school in enumerate(district.schools):
        for j, school_class in enumerate(school.classes):
            if listed[school_class.id] > school_class.enrolled:
                yield _finding(
                    f"schools[{i}].classes[{j}].enrolled",
                    "students_exceed_class",
                    class_id=school_class.id,
                    listed=listed[school_class.id],
                    enrolled=school_class.enrolled,
                )


# --- data that this version does not plan -----------------------------------------------------


def _unsupported(district: District) -> Iterator[InputFinding]:
    for i, person in enumerate(district.staff):
        if person.group_pay:
            yield _finding(f"staff[{i}].group_pay", "unsupported_group_pay", person=person.id)
