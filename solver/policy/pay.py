"""What a person is paid for a meeting: by the class-hour, or by the size of the group too (A29)."""

from solver.domain.people import GroupPay, StaffMember
from solver.policy.applied import half_up

PAY_LINES = ("pay", "external_pay", "volunteer_allowance")
"""Account lines of what people are paid."""


def pay_line(person: StaffMember) -> str:
    """Returns the account line of a person's pay: what a volunteer gets is an allowance."""
    return {"external": "external_pay", "volunteer": "volunteer_allowance"}.get(person.role, "pay")


def group_pay(person: StaffMember, service: str) -> GroupPay | None:
    """Returns a person's pay by group size in a type of service, if it has one."""
    return next((g for g in person.group_pay if g.service_type == service), None)


def rate_fen(person: StaffMember, service: str, students: int | None) -> int:
    """Returns the pay per class-hour in fen of a meeting with so many students.

    A duty post has no group: ``students`` is ``None`` there. Pay by group size never falls as a
    group grows. Instructors' pay is their provider's: not asked for here.
    """
    sized = group_pay(person, service)
    if sized is None or students is None:
        return next((fen for kind, fen in person.pay_fen.items() if kind == service), 0)
    return sized.base_fen + sized.per_student_fen * max(0, students - sized.up_to)


def meeting_pay(person: StaffMember, service: str, students: int, ch: int) -> int:
    """Returns what one meeting on one date pays in fen: rate times class-hours, rounded half up.

    Parameters
    ----------
    ch : int
        Class-hours of the meeting, in hundredths.
    """
    return half_up(rate_fen(person, service, students) * ch, 100)
