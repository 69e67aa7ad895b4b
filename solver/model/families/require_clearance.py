"""Only cleared people serve: vetted, qualified, contracted, trained, reviewed, no bad record.

Clauses QC-6.2a/c, XY-6b/8d/11b, HF-5.2e.2, HB-3.5c/d, AX-3.3a. A person is used on a weekday if
cleared on every date of its pattern, so no illegal date passes.
"""

from datetime import date

from solver.domain import StaffMember
from solver.model.context import Context
from solver.model.reasons import Reason, clause
from solver.policy import Clause


def bar(
    ctx: Context, person: StaffMember, school_id: str, dates: tuple[date, ...]
) -> Reason | None:
    """Returns why a person may not serve on all of some dates, or ``None``."""
    if not dates:
        return None
    for c in ctx.policy.binding("require_clearance", school_id):
        item = _missing(c, person, dates)
        if item is not None:
            return clause(c.id, f"unused.clearance_{item}", person=person.name)
    return None


def _concerns(c: Clause, parameter: str, person: StaffMember) -> bool:
    roles = c.words(parameter)
    return "all" in roles or person.role in roles


def _missing(c: Clause, p: StaffMember, dates: tuple[date, ...]) -> str | None:
    first, last = min(dates), max(dates)
    if _concerns(c, "vetting_roles", p) and not (
        p.vetting_passed is True and p.vetted_on is not None and p.vetted_on <= first
    ):
        return "vetting"
    if _concerns(c, "qualification_roles", p) and not _qualified(p, dates):
        return "qualification"
    if _concerns(c, "contract_roles", p) and not (
        p.contract_from is not None
        and p.contract_from <= first
        and (p.contract_to is None or last <= p.contract_to)
    ):
        return "contract"
    if _concerns(c, "training_roles", p) and not (p.trained_on and p.trained_on <= first):
        return "training"
    if _concerns(c, "review_roles", p) and not (p.reviewed_on and p.reviewed_on <= first):
        return "review"
    if c.flag("no_bad_record") and p.bad_record is not False:
        return "record"
    return None


def _qualified(p: StaffMember, dates: tuple[date, ...]) -> bool:
    ends = [q.valid_to for q in p.qualifications]
    return any(end is None for end in ends) or any(
        end is not None and end >= max(dates) for end in ends
    )
