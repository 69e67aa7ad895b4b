"""`require_clearance`: who works with students is vetted, qualified, under contract, trained."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from solver.domain import School, StaffMember
from solver.plan import Violation
from solver.policy import Clause
from solver.verify.context import Context
from solver.verify.epochs import until_waived
from solver.verify.parameters import names_role, words
from solver.verify.report import Word, breach

FAMILY = "require_clearance"
ITEMS = ("vetting", "qualification", "contract", "training", "review")


@until_waived(FAMILY)
def check_require_clearance(ctx: Context) -> list[Violation]:
    """Checks papers of each person on each real date of service, by clause and item.

    One record per person, school, clause and item; the amount is the dates without the paper.
    A value that is not known counts as missing: nobody serves unchecked.
    """
    found = []
    for person_id, meetings in ctx.of_person.items():
        person = ctx.staff[person_id]
        served: dict[str, set[date]] = defaultdict(set)
        for b in meetings:
            served[b.school.id].update(b.dates)
        for school_id, dates in served.items():
            school = ctx.schools[school_id]
            for clause in ctx.clauses(FAMILY, school):
                for item, missing in missing_papers(person, clause, sorted(dates)):
                    found.append(_record(person, school, clause, item, missing))
    return found


def missing_papers(
    person: StaffMember, clause: Clause, dates: list[date]
) -> Iterator[tuple[str, list[date]]]:
    """Yields each item that the clause asks of the person's role, with the dates it misses."""
    for item in ITEMS:
        if names_role(words(clause, f"{item}_roles"), person.role):
            missing = [d for d in dates if not _has(person, item, d)]
            if missing:
                yield item, missing
    if clause.flag("no_bad_record") and person.bad_record is not False and dates:
        yield "bad_record", dates


def _has(person: StaffMember, item: str, day: date) -> bool:
    """Tells whether a person has a paper on a date."""
    if item == "vetting":
        return person.vetting_passed is True and _since(person.vetted_on, day)
    if item == "qualification":
        return any(q.valid_to is None or day <= q.valid_to for q in person.qualifications)
    if item == "contract":
        ends = person.contract_to
        return _since(person.contract_from, day) and (ends is None or day <= ends)
    if item == "training":
        return _since(person.trained_on, day)
    return _since(person.reviewed_on, day)


def _since(start: date | None, day: date) -> bool:
    return start is not None and start <= day


def _record(
    person: StaffMember, school: School, clause: Clause, item: str, missing: list[date]
) -> Violation:
    return breach(
        FAMILY,
        "not_cleared",
        clause=clause,
        school=school,
        subject=person.id,
        amount=len(missing),
        unit="dates",
        person=person.name,
        item=Word(f"item_{item}"),
        first=missing[0],
        last=missing[-1],
    )
