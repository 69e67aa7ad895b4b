"""The district with a request's changes, and what in the request is wrong."""

from solver.domain import District, InputErrors
from solver.domain.changes import ChangeRequest, PersonAbsent, problems_of_request
from solver.plan import Plan
from solver.plan.recorded import recorded_changes, with_absences


def changed_district(district: District, plan: Plan, request: ChangeRequest) -> District:
    """Returns the district as it is with a request's changes and those that the plan has already.

    Raises
    ------
    InputErrors
        If a change names nobody of the district or dates outside the term; all of them at once.
    """
    problems = list(problems_of_request(district, request))
    if problems:
        raise InputErrors(problems)
    changes = (*recorded_changes(plan), *request.changes)
    staff = with_absences(district.staff, changes, district.term.last_day)
    return district.model_copy(update={"staff": staff})


def people_away(request: ChangeRequest) -> frozenset[str]:
    """Returns who is away by the request itself."""
    return frozenset(c.staff_id for c in request.changes if isinstance(c, PersonAbsent))
