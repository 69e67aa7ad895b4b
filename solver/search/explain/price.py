"""What the people of a remedy cost: counted from the plan in which the remedy was tried."""

from collections.abc import Collection

from solver.domain import District, StaffMember
from solver.model.statement import accounts
from solver.plan import Plan
from solver.policy import PolicyPack

NEW = "new-"
"""How the ids of people begin whom a remedy adds."""
_HOUR_FEN = 100
"""A rate at which a hundredth of a class-hour is paid one fen, so that sums count class-hours."""
_SERVICES = ("basic", "special", "lunch", "evening", "extended")


def people_of(path: str, district: District) -> frozenset[str]:
    """Returns the people whom a change at a path brings: new ones, or one lent from elsewhere."""
    if path.startswith("staff[new:"):
        return frozenset(p.id for p in district.staff if p.id.startswith(NEW))
    if path.startswith("staff[") and path.endswith("].lendable_to"):
        return frozenset((path.removeprefix("staff[").removesuffix("].lendable_to"),))
    return frozenset()


def paid_to(
    district: District, pack: PolicyPack, plan: Plan, ids: Collection[str], school_id: str
) -> tuple[int, int]:
    """Returns what some people are paid at a school over the term in fen, and their class-hours.

    Class-hours are in hundredths.
    """

    def only(person: StaffMember, **pay: object) -> StaffMember:
        if person.id in ids:
            return person.model_copy(update=pay)
        return person.model_copy(update={"pay_fen": {}, "group_pay": ()})

    def counted(**pay: object) -> int:
        staff = tuple(only(p, **pay) for p in district.staff)
        there = district.model_copy(update={"staff": staff})
        return -sum(
            line.amount_fen
            for a in accounts(there, pack, plan.meetings, plan.duties)
            if a.school_id == school_id
            for line in a.lines
            if line.kind in ("pay", "external_pay")
        )

    hours = counted(pay_fen=dict.fromkeys(_SERVICES, _HOUR_FEN), group_pay=())
    return counted(), hours
