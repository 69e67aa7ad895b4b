"""The face of the planner: plan a term, check a plan, explain what cannot be served.

All import lazily, so a plan can be checked where ortools cannot be imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from solver.domain import District
    from solver.domain.changes import ChangeRequest
    from solver.plan import Explanation, Plan, PlanOutcome, Verdict
    from solver.plan.comparison import Comparison
    from solver.plan.rescheduled import Rescheduled
    from solver.policy import PolicyPack

__all__ = ["check", "compare", "cover", "explain", "plan_term", "reschedule", "restated"]


def plan_term(district: District, pack: PolicyPack, **settings: Any) -> PlanOutcome:
    """Plans a term; see ``solver.search.plan_term.plan_term`` for the settings."""
    from solver.search.plan_term import plan_term as run

    return run(district, pack, **settings)


def check(district: District, pack: PolicyPack, plan: Plan) -> Verdict:
    """Checks a plan against the district and the pack; see ``solver.verify.check``."""
    from solver.verify import check as run

    return run(district, pack, plan)


def compare(one: Plan, two: Plan) -> Comparison:
    """Compares two plans of one district; see ``solver.plan.comparison``."""
    from solver.plan.comparison import compare as run

    return run(one, two)


def restated(district: District, pack: PolicyPack, plan: Plan) -> Plan:
    """Counts anew what a plan edited by hand says of itself; see ``solver.verify.restated``."""
    from solver.verify import restated as run

    return run(district, pack, plan)


def explain(district: District, pack: PolicyPack, **settings: Any) -> Explanation:
    """Explains why a district cannot be served; see ``solver.search.explain``."""
    from solver.search.explain import explain as run

    return run(district, pack, **settings)


def cover(
    district: District,
    pack: PolicyPack,
    plan: Plan,
    day: date,
    absent: Iterable[str],
    **settings: Any,
) -> Rescheduled:
    """Covers the absences of one day; see ``solver.search.reschedule.cover``."""
    from solver.search.reschedule import cover as run

    return run(district, pack, plan, day, absent, **settings)


def reschedule(
    district: District, pack: PolicyPack, plan: Plan, request: ChangeRequest, **settings: Any
) -> Rescheduled:
    """Changes a published plan as little as possible; see ``solver.search.reschedule``."""
    from solver.search.reschedule import reschedule as run

    return run(district, pack, plan, request, **settings)
