"""What a booking pays a person per class-hour, told from the clause and the record alone."""

from solver.domain import StaffMember
from solver.verify.booking import Booking


def hourly_fen(person: StaffMember, booking: Booking) -> int:
    """Returns the fen that a class-hour of a meeting or duty pays a person.

    Who is paid by group size in its service gets the base, and more for each student beyond those
    that it is for. A duty has no group: it pays the rate of basic service.
    """
    service = booking.activity.service_type
    if booking.post is None:
        for agreed in person.group_pay:
            if agreed.service_type == service:
                beyond = booking.students - agreed.up_to
                return agreed.base_fen + (beyond * agreed.per_student_fen if beyond > 0 else 0)
    return person.pay_fen.get(service, 0)
