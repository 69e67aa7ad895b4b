"""Who is paid what for which service: pay lists with caps and floors, participation."""

from collections import defaultdict
from dataclasses import dataclass

from data.documents.document import Paper, Request
from data.writers.tables import Kind, Table, Value
from data.writers.view import PlanView
from data.writers.words import yuan
from solver.domain.people import StaffMember
from solver.domain.school import School
from solver.policy.applied import AppliedPolicy, half_up
from solver.policy.pack import Clause
from solver.policy.pay import rate_fen

_OWN = ("teacher", "other_staff", "leader")


@dataclass(frozen=True)
class PayLine:
    """What a person earns at a school in one service: class-hours (hundredths) and fen."""

    person: StaffMember
    service_type: str
    meetings: int
    ch: int
    rate_fen: int
    amount_fen: int


def pay_lines(view: PlanView, school: School) -> list[PayLine]:
    """Returns what each person earns at a school, unpaid service too, by name.

    Who is paid by group size has a line for each rate that the groups come to.
    """
    counted: dict[tuple[str, str, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for event in view.events.all:
        if event.school is not school:
            continue
        m = event.meeting
        service = m.service_type if m else "basic"
        students = sum(m.class_counts.values()) if m else None
        post = view.posts.get(event.duty.post_id) if event.duty else None
        ch = view.class_hours(m) if m else (post.record.class_hours_ch if post else 0)
        for staff_id in dict.fromkeys(event.staff_ids):
            person = view.staff.get(staff_id)
            if person is not None:
                rate = rate_fen(person, service, students)
                tally = counted[(staff_id, service, rate)]
                tally[0] += len(event.dates)
                tally[1] += ch * len(event.dates)
                tally[2] += half_up(rate * ch, 100) * len(event.dates)
    lines = [
        PayLine(view.staff[staff_id], service, times, ch, rate, amount)
        for (staff_id, service, rate), (times, ch, amount) in counted.items()
    ]
    return sorted(
        lines,
        key=lambda x: (x.person.role, x.person.name, x.person.id, x.service_type, x.rate_fen),
    )


def limits(request: Request, school: School, line: PayLine) -> str:
    """Says how a rate stands to each cap and floor of the pack that speaks of it."""
    policy = AppliedPolicy(request.view.district, request.view.pack)
    said = []
    for family, name in (("keep_pay_cap", "cap_fen"), ("keep_pay_floor", "floor_fen")):
        for clause in policy.clauses(family):
            figure = clause.integer(name)
            if figure is None or not _speaks_of(clause, line) or not policy.applies(clause, school):
                continue
            over = line.rate_fen > figure if name == "cap_fen" else line.rate_fen < figure
            state = "breached" if over else "ok"
            if state == "breached" and policy.waiver(clause, school.id) is not None:
                state = "waived"
            said.append(
                request.say(
                    f"limit_{name.removesuffix('_fen')}_{state}", id=clause.id, figure=yuan(figure)
                )
            )
    return request.view.words.listed(said) or request.say("limit_none")


def _speaks_of(clause: Clause, line: PayLine) -> bool:
    roles, services = clause.words("roles"), clause.words("service_types")
    return (not roles or line.person.role in roles) and (
        not services or line.service_type in services
    )


def _list(request: Request, school: School, lines: list[PayLine]) -> Table:
    view = request.view
    rows: list[tuple[Value, ...]] = [
        (
            number,
            line.person.name,
            view.words.word("role", line.person.role),
            view.words.word("service_type", line.service_type),
            line.meetings,
            line.ch,
            line.rate_fen,
            line.amount_fen,
            limits(request, school, line),
            request.say("not_reviewed"),
            "",
        )
        for number, line in enumerate(lines, start=1)
    ]
    total = sum(x.amount_fen for x in lines)
    hours = sum(x.ch for x in lines)
    rows.append((request.say("total"), "", "", "", sum(x.meetings for x in lines), hours, "", total,
                 "", "", ""))  # fmt: skip
    columns: dict[str, Kind] = {
        "number": "count",
        "name": "text",
        "role": "text",
        "service": "text",
        "times": "count",
        "class_hours": "hours",
        "rate": "money",
        "amount": "money",
        "limit": "long",
        "review": "text",
        "received": "text",
    }
    states = ["line"] * len(lines) + ["closing"]
    return request.table("pay", columns, rows, states)


def _papers(request: Request, own: bool, title: str, notes: tuple[str, ...]) -> list[Paper]:
    papers = []
    for school in request.view.district.schools:
        lines = [
            x
            for x in pay_lines(request.view, school)
            if (x.person.role in _OWN) == own and x.person.role != "instructor"
        ]
        if lines:
            papers.append(
                Paper(
                    name=school.name,
                    title=request.say(title, school=school.name),
                    subtitle=f"{request.term}　{request.say('in_yuan')}",
                    tables=(_list(request, school, lines),),
                    notes=notes,
                    signatures=(
                        request.say("sign_filled"),
                        request.say("sign_school"),
                        request.say("sign_bureau"),
                    ),
                )
            )
    return papers


def teacher_papers(request: Request) -> list[Paper]:
    """Returns the pay of each school's teachers, lent ones too, for review and payment."""
    kinds = {
        str(c.get("performance_pay"))
        for c in request.view.pack.clauses
        if c.get("performance_pay") is not None
    }
    said = tuple(request.say(f"performance_{kind}") for kind in sorted(kinds))
    return _papers(request, True, "teacher_title", (request.say("planned_note"), *said))


def external_papers(request: Request) -> list[Paper]:
    """Returns the pay of volunteers and hired people by their agreements."""
    notes = (request.say("planned_note"), request.say("external_note"))
    return _papers(request, False, "external_title", notes)


def participation_papers(request: Request) -> list[Paper]:
    """Returns each person's part in the service of the term, for titles, awards and pay."""
    view = request.view
    papers = []
    for school in view.district.schools:
        rows: list[tuple[Value, ...]] = []
        for person in view.district.staff:
            if person.home_school_id != school.id:
                continue
            led = helped = stood_in = duties = ch = away = 0
            for event in view.events.of_person.get(person.id, ()):
                times = len(event.dates)
                if event.duty is not None:
                    duties += times
                    post = view.posts.get(event.duty.post_id)
                    ch += post.record.class_hours_ch * times if post else 0
                    continue
                if event.meeting is not None:
                    ch += view.class_hours(event.meeting) * times
                led += times if event.staff_ids[0] == person.id else 0
                helped += times if event.staff_ids[0] != person.id else 0
                stood_in += times if event.stands_in_for(person.id) else 0
                away += times if event.school is not school else 0
            rows.append(
                (
                    person.name,
                    view.words.word("role", person.role),
                    led,
                    helped,
                    stood_in,
                    away,
                    duties,
                    ch,
                    request.say("yes" if person.flexible_hours else "no"),
                    person.decline_reason,
                )
            )
        if rows:
            papers.append(
                request.school_paper(
                    school,
                    "participation_title",
                    tables=(
                        request.table(
                            "participation",
                            {
                                "name": "text",
                                "role": "text",
                                "led": "count",
                                "helped": "count",
                                "stood_in": "count",
                                "away": "count",
                                "duties": "count",
                                "class_hours": "hours",
                                "flexible": "text",
                                "declined": "long",
                            },
                            rows,
                        ),
                    ),
                    notes=(request.say("planned_note"),),
                    signatures=(request.say("sign_filled"), request.say("sign_school")),
                )
            )
    return papers
