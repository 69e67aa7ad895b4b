"""The values that a policy needs and no document prints: what a district leaves out of them."""

from collections.abc import Iterator

from solver.domain.calendar import periods_of, service_dates
from solver.domain.errors import InputFinding
from solver.domain.money import Funding
from solver.domain.school import School
from solver.policy.applied import AppliedPolicy
from solver.policy.findings import finding
from solver.policy.pack import Clause
from solver.policy.reductions import listed


def missing_values(policy: AppliedPolicy) -> Iterator[InputFinding]:
    """Yields every value that the pack's required inputs name and the district does not give."""
    pack = policy.pack
    for required in pack.required_inputs:
        yield from _REQUIRED[required.field](policy, pack.clause(required.clause_id))


def _bound(policy: AppliedPolicy, clause: Clause) -> list[tuple[int, School]]:
    """Returns the schools at which a clause has an object and is not waived, with their index."""
    return [
        (i, s)
        for i, s in enumerate(policy.district.schools)
        if policy.applies(clause, s) and policy.waiver(clause, s.id) is None
    ]


def _off_work_time(policy: AppliedPolicy, clause: Clause) -> Iterator[InputFinding]:
    """Each season needs its off-work time, the term's or the school's own."""
    term = policy.district.term
    schools = _bound(policy, clause)
    if not schools:
        return
    if not term.seasons:
        yield finding("term.seasons", "missing_seasons", clause=clause.id)
        return
    for k, season in enumerate(term.seasons):
        if season.off_work_min is not None:
            continue
        without = [(i, s) for i, s in schools if all(o.season_id != season.id for o in s.off_work)]
        if len(without) == len(schools):
            yield finding(
                f"term.seasons[{k}].off_work_min",
                "missing_off_work_time",
                clause=clause.id,
                season=season.name,
            )
            continue
        for i, school in without:
            yield finding(
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
        yield finding(
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
            yield finding(
                f"{at}.fee_cap_fen", "missing_basic_fee_cap", clause=clause.id, school=school.name
            )


def _reduction_rate(policy: AppliedPolicy, clause: Clause) -> Iterator[InputFinding]:
    groups = clause.words("groups")
    for at, school, funding in _charging(policy, clause):
        known = listed(policy.district.students, school, groups)
        if not known and not any(r.group in groups for r in funding.reductions):
            yield finding(
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
            yield finding(
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
                yield finding(
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
            yield finding(
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
