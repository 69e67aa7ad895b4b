"""A duty as a booking: the same people and dates are asked of it as of a meeting."""

from collections.abc import Mapping

from solver.domain import Activity, Period, StaffMember, Term
from solver.plan import Duty, Meeting
from solver.policy import Post
from solver.verify.booking import Booking


def duty_booking(duty: Duty, post: Post, term: Term, staff: Mapping[str, StaffMember]) -> Booking:
    """Returns a duty laid on the dates of its post.

    Its period and activity are the post's: basic service that counts ``class_hours_ch``.
    """
    record, skipped = post.record, set(duty.except_dates)
    people = tuple(staff[p] for p in dict.fromkeys(duty.staff_ids) if p in staff)
    return Booking(
        meeting=Meeting(
            id=duty.id,
            school_id=post.school.id,
            weekday=record.weekday,
            period_id=record.id,
            activity_id=record.id,
            section_id=record.id,
            component="care",
            service_type="basic",
            room_id=None,
            staff_ids=duty.staff_ids,
            class_counts={},
            from_date=duty.from_date,
            to_date=duty.to_date,
        ),
        school=post.school,
        period=Period(
            id=record.id,
            weekday=record.weekday,
            start_min=record.start_min,
            end_min=record.end_min,
            class_hours_ch=record.class_hours_ch,
        ),
        activity=Activity(
            id=record.id, title=record.id, component="care", field="care", grouping="by_class"
        ),
        room=None,
        people=people,
        leader=people[0] if people else None,
        seated=(),
        dates=tuple(
            d for d in post.dates(term) if duty.from_date <= d <= duty.to_date and d not in skipped
        ),
        ch=record.class_hours_ch,
        post=record,
    )
