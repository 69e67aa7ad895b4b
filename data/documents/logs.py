"""What schools keep day by day: duty and meal logs, safety, training, archive, complaints."""

from collections.abc import Callable

from data.documents.document import Field, Paper, Request
from data.documents.offers import offers, times
from data.writers.tables import Kind, Value
from solver.domain.school import School

_RESULTS = {True: "passed", False: "failed", None: "not_recorded"}
Rows = Callable[[School], list[tuple[Value, ...]]]


def _by_school(
    request: Request,
    key: str,
    columns: dict[str, Kind],
    rows: Rows,
    notes: tuple[str, ...] = (),
    fields: Callable[[School], tuple[Field, ...]] = lambda _: (),
    blank: bool = False,
) -> list[Paper]:
    """Returns a paper for each school with rows; ``blank`` forms are made without any too."""
    papers = []
    for school in request.view.district.schools:
        found = rows(school)
        if found or blank:
            papers.append(
                Paper(
                    name=school.name,
                    title=request.say(
                        "of_school", school=school.name, title=request.say(f"title_{key}")
                    ),
                    subtitle=request.term,
                    fields=fields(school),
                    tables=(request.table(key, columns, found),),
                    notes=notes,
                    signatures=(request.say("sign_filled"), request.say("sign_school")),
                )
            )
    return papers  # fmt: skip


def duty_log_papers(request: Request) -> list[Paper]:
    """Returns the log of a week's duties with room for times and signatures (XY-13d, HB-4.3a)."""
    view = request.view

    def rows(school: School) -> list[tuple[Value, ...]]:
        found: list[tuple[Value, ...]] = []
        for post_id, post in view.posts.items():
            if post.school.id != school.id or post.record.role == "lunch_accompany":
                continue
            people = [
                view.person(p)
                for d in view.plan.duties
                if d.post_id == post_id
                for p in d.staff_ids
            ]
            found.append(
                (
                    view.weekday(post.record.weekday),
                    view.post_time(post),
                    view.words.word("duty", post.record.role),
                    view.words.listed(list(dict.fromkeys(people))),
                    "",
                    "",
                    "",
                )
            )
        return found

    columns: dict[str, Kind] = {
        "weekday": "text",
        "clock": "text",
        "post": "text",
        "on_duty": "long",
        "arrived": "text",
        "handed_over": "text",
        "seen": "long",
    }
    return _by_school(request, "duty_log", columns, rows, (request.say("log_note"),))


def meal_log_papers(request: Request) -> list[Paper]:
    """Returns the log of who eats with the students (HF-3.1c)."""
    view = request.view

    def rows(school: School) -> list[tuple[Value, ...]]:
        return [
            (
                view.weekday(e.weekday),
                view.clock(e.duty.post_id),
                view.words.listed([view.person(p) for p in e.staff_ids]),
                len(e.dates),
                "",
                "",
            )
            for e in view.events.all
            if e.school is school
            and e.duty is not None
            and e.duty.post_id in view.posts
            and view.posts[e.duty.post_id].record.role == "lunch_accompany"
        ]

    columns: dict[str, Kind] = {
        "weekday": "text",
        "clock": "text",
        "on_duty": "long",
        "times": "count",
        "food": "long",
        "seen": "long",
    }
    return _by_school(request, "meal_log", columns, rows, (request.say("log_note"),))


def safety_papers(request: Request) -> list[Paper]:
    """Returns each school's safety file: rooms with their checks, who answers, insurance."""

    def rows(school: School) -> list[tuple[Value, ...]]:
        return [
            (
                room.name,
                room.seats,
                request.say("yes" if room.off_campus else "no"),
                request.plain(room.safety_checked_on) or request.say("not_recorded"),
                request.say(_RESULTS[room.safety_passed]),
                "",
            )
            for room in school.rooms
        ]

    def fields(school: School) -> tuple[Field, ...]:
        insured = school.liability_insured
        said = "not_recorded" if insured is None else ("yes" if insured else "no")
        return (
            Field(request.say("safety_responsible"), school.safety_responsible),
            Field(request.say("liability"), request.say(said)),
            Field(request.say("emergency_plan")),
            Field(request.say("drills")),
        )

    columns: dict[str, Kind] = {
        "room": "text",
        "seats": "count",
        "off_campus": "text",
        "checked_on": "text",
        "result": "text",
        "mended_on": "text",
    }
    return _by_school(request, "safety_file", columns, rows, (), fields)


def training_papers(request: Request) -> list[Paper]:
    """Returns who was trained before the service began (XY-8d)."""
    view = request.view

    def rows(school: School) -> list[tuple[Value, ...]]:
        served = {p for e in view.events.all if e.school is school and e.dates for p in e.staff_ids}
        found: list[tuple[Value, ...]] = []
        for p in view.district.staff:
            if p.id not in served:
                continue
            first = min(d for e in view.events.of_person[p.id] for d in e.dates)
            found.append(
                (
                    p.name,
                    view.words.word("role", p.role),
                    request.plain(p.trained_on) or request.say("not_recorded"),
                    first.isoformat(),
                    request.say(
                        "yes" if p.trained_on is not None and p.trained_on <= first else "no"
                    ),
                    "",
                )
            )
        return found

    columns: dict[str, Kind] = {
        "name": "text",
        "role": "text",
        "trained_on": "text",
        "first_service": "text",
        "before": "text",
        "trainer": "text",
    }
    return _by_school(request, "training", columns, rows)


def archive_papers(request: Request) -> list[Paper]:
    """Returns the list of a term's activities that records are kept of (XY-8e)."""

    def rows(school: School) -> list[tuple[Value, ...]]:
        return [
            (
                o.activity.title,
                o.sections,
                times(request, o),
                max(sum(m.class_counts.values()) for m in o.meetings),
                "",
                "",
                "",
            )
            for o in offers(request, school)
        ]

    columns: dict[str, Kind] = {
        "content": "text",
        "groups": "count",
        "when": "long",
        "largest": "count",
        "attendance": "text",
        "material": "text",
        "assessed": "text",
    }
    return _by_school(request, "activity_archive", columns, rows, (request.say("not_held_note"),))


def complaint_papers(request: Request) -> list[Paper]:
    """Returns an empty log of opinions and complaints, ten lines a school."""
    columns: dict[str, Kind] = {
        "number": "count",
        "on": "text",
        "channel": "text",
        "matter": "main",
        "measure": "long",
        "state": "text",
    }
    return _by_school(
        request,
        "complaints",
        columns,
        lambda _: [(n, "", "", "", "", "") for n in range(1, 11)],
        (request.say("not_held_note"),),
        lambda _: (Field(request.say("complaint_phone")), Field(request.say("complaint_mail"))),
    )
