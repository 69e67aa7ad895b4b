"""Shared by the tests of documents by date: the small district's good plan, seen and changed.

The term is Monday 2 March to Friday 27 March 2026; Thursday 12 and Friday 13 are closed, Saturday
21 follows Friday. So Monday to Wednesday have 4 dates each, Thursday 3, Friday 4.
"""

from datetime import date
from typing import Any

from data.writers.view import PlanView
from solver.domain import District
from solver.plan import Meeting, Plan
from tests.factories import changed, good_plan, tiny_district, tiny_pack

MONDAYS = tuple(date(2026, 3, d) for d in (2, 9, 16, 23))
FRIDAYS = tuple(date(2026, 3, d) for d in (6, 20, 21, 27))


def meeting(plan: Plan, meeting_id: str, **changes: Any) -> Meeting:
    """Returns a meeting of a plan with other values."""
    return changed(next(m for m in plan.meetings if m.id == meeting_id), **changes)


def with_meetings(plan: Plan, *meetings: Meeting) -> Plan:
    """Returns a plan with these meetings instead of those of the same ids, or added."""
    new = {m.id: m for m in meetings}
    kept = [new.pop(m.id, m) for m in plan.meetings]
    return changed(plan, meetings=(*kept, *new.values()))


def stood_in(plan: Plan) -> Plan:
    """Returns the plan with T5 instead of T1 in C1's guidance on Monday 9 March."""
    day = MONDAYS[1]
    return with_meetings(
        plan,
        meeting(plan, "g1-Mon1", except_dates=(day,)),
        meeting(plan, "g1-Mon1", id="g1-Mon1-x", staff_ids=("T5",), from_date=day, to_date=day),
    )


def in_two_parts(plan: Plan) -> Plan:
    """Returns the plan with T5 instead of T1 in C1's care from Monday 16 March on."""
    return with_meetings(
        plan,
        meeting(plan, "c1-Fri2", to_date=date(2026, 3, 15)),
        meeting(plan, "c1-Fri2", id="c1-Fri2-b", staff_ids=("T5",), from_date=date(2026, 3, 16)),
    )


def seen(plan: Plan | None = None, district: District | None = None, lang: str = "zh") -> PlanView:
    """Returns a plan (the good one) as its documents see it."""
    return PlanView(district or tiny_district(), tiny_pack(), plan or good_plan(), lang)
