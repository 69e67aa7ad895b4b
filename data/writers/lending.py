"""Who lends whom to whom: person-days, meetings, class-hours and pay between schools, as tables."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from data.documents.postings import postings
from data.writers.tables import Kind, Table, Value, table
from data.writers.view import PlanView
from solver.domain.people import StaffMember

LENT_COLUMNS: dict[str, Kind] = {
    "home_school": "text",
    "host_school": "text",
    "lent_person": "text",
    "person_days": "count",
    "most_a_week": "count",
    "lent_times": "count",
    "class_hours": "hours",
    "host_pays": "money",
}
BALANCE_COLUMNS: dict[str, Kind] = {
    "school": "text",
    "given_days": "count",
    "given_times": "count",
    "given_hours": "hours",
    "given_pay": "money",
    "received_days": "count",
    "received_times": "count",
    "received_hours": "hours",
    "received_pay": "money",
    "balance_hours": "hours",
}


@dataclass
class Loan:
    """What one person does at one school that is not theirs, over the term.

    ``times`` are meetings and duties, each on each date; ``ch`` hundredths of a class-hour.
    """

    person: StaffMember
    home_id: str
    host_id: str
    days: set[date] = field(default_factory=set)
    times: int = 0
    ch: int = 0
    pay_fen: int = 0

    @property
    def most_a_week(self) -> int:
        """Person-days of the fullest calendar week."""
        weeks: dict[tuple[int, int], int] = defaultdict(int)
        for day in self.days:
            weeks[day.isocalendar()[:2]] += 1
        return max(weeks.values(), default=0)


def loans(view: PlanView) -> list[Loan]:
    """Returns what is lent, by home school, host and person, in the order of the district.

    Who has no home school, and a provider's people, are lent by nobody.
    """
    found: dict[tuple[str, str], Loan] = {}
    for event in view.events.all:
        for staff_id in dict.fromkeys(event.staff_ids):
            person = view.staff.get(staff_id)
            home = person.home_school_id if person else None
            if person is None or person.role == "instructor" or home in (None, event.school.id):
                continue
            loan = found.setdefault(
                (staff_id, event.school.id), Loan(person, str(home), event.school.id)
            )
            post = view.posts.get(event.duty.post_id) if event.duty else None
            ch = post.record.class_hours_ch if post else 0
            ch = view.class_hours(event.meeting) if event.meeting else ch
            loan.days |= set(event.dates)
            loan.times += len(event.dates)
            loan.ch += ch * len(event.dates)
    for p in postings(view) if found else ():
        paid = found.get((p.staff_id, p.school_id))
        if paid is not None and p.event is not None:
            paid.pay_fen -= p.amount_fen
    order = {s.id: i for i, s in enumerate(view.district.schools)}
    return sorted(
        found.values(),
        key=lambda x: (order.get(x.home_id, -1), order[x.host_id], x.person.name, x.person.id),
    )


def lent_rows(view: PlanView) -> list[tuple[Value, ...]]:
    """Returns a row for each person and host (``LENT_COLUMNS``)."""
    return [
        (
            view.school(x.home_id),
            view.school(x.host_id),
            x.person.name,
            len(x.days),
            x.most_a_week,
            x.times,
            x.ch,
            x.pay_fen,
        )
        for x in loans(view)
    ]


def balance_rows(view: PlanView) -> list[tuple[Value, ...]]:
    """Returns a row for each school that lends or receives (``BALANCE_COLUMNS``).

    The last column is class-hours given less those received.
    """
    found = loans(view)
    rows: list[tuple[Value, ...]] = []
    for school in view.district.schools:
        given = [x for x in found if x.home_id == school.id]
        received = [x for x in found if x.host_id == school.id]
        if given or received:
            sums = [_sums(given), _sums(received)]
            rows.append((school.name, *sums[0], *sums[1], sums[0][2] - sums[1][2]))
    return rows


def _sums(found: list[Loan]) -> tuple[int, int, int, int]:
    return (
        sum(len(x.days) for x in found),
        sum(x.times for x in found),
        sum(x.ch for x in found),
        sum(x.pay_fen for x in found),
    )


def lent(view: PlanView) -> Table:
    """Returns who is lent to whom."""
    return table(view, "lent", LENT_COLUMNS, lent_rows(view))


def balance(view: PlanView) -> Table:
    """Returns what each school gives and receives."""
    return table(view, "lending", BALANCE_COLUMNS, balance_rows(view))
