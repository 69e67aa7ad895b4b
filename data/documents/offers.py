"""What a school offers, told to parents: guide, catalogue, notice, survey, application sheet."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from data.documents.document import Field, Paper, Request
from data.documents.fees import basic_funding, fee_rows, reductions
from data.writers.tables import Kind, Value
from data.writers.words import span, yuan
from solver.domain.activity import Activity
from solver.domain.school import School
from solver.plan.types import Meeting

_MOST_ROOMS = 4
"""Longer lists of rooms are cut short for parents; the timetables name each."""


@dataclass(frozen=True)
class Offer:
    """An activity with the meetings that it has at a school."""

    activity: Activity
    meetings: tuple[Meeting, ...]

    @property
    def sections(self) -> int:
        """How many groups there are."""
        return len({m.section_id for m in self.meetings})

    @property
    def capacity(self) -> int:
        """How many students it has places for.

        A club's sections are for different students; where all of a class go together, the same
        students come back in every period, so the fullest period counts.
        """
        if self.activity.grouping == "by_choice":
            return self.activity.max_students * self.sections
        at_once = Counter(m.period_id for m in self.meetings)
        return self.activity.max_students * max(at_once.values(), default=0)


def offers(request: Request, school: School) -> list[Offer]:
    """Returns the activities that meet at a school, by component and title."""
    found: dict[str, list[Meeting]] = defaultdict(list)
    for m in request.view.plan.meetings:
        if m.school_id == school.id and m.activity_id in request.view.activities:
            found[m.activity_id].append(m)
    made = [Offer(request.view.activities[k], tuple(v)) for k, v in found.items()]
    order = ("guidance", "sports", "extension", "care")
    return sorted(
        made, key=lambda o: (order.index(o.activity.component), o.activity.title, o.activity.id)
    )


def times(request: Request, offer: Offer) -> str:
    """Says when an activity meets: weekdays and clock, each once, by weekday."""
    view = request.view
    slots = set()
    for m in offer.meetings:
        period = view.periods.get(m.period_id)
        if period is not None:
            slots.add((period.weekday, period.start_min, period.end_min))
    by_clock: dict[tuple[int, int], list[int]] = defaultdict(list)
    for weekday, start, end in sorted(slots):
        by_clock[(start, end)].append(weekday)
    return "\n".join(
        f"{view.words.listed([view.weekday(d) for d in days])} {span(*clock)}"
        for clock, days in sorted(by_clock.items())
    )


def leaders(request: Request, offer: Offer) -> str:
    """Names who leads an activity."""
    names = {request.view.person(m.staff_ids[0]) for m in offer.meetings if m.staff_ids}
    return request.view.words.listed(sorted(names))


def rooms(request: Request, offer: Offer) -> str:
    """Names where an activity is held."""
    names = sorted({request.view.room(m.room_id) for m in offer.meetings if m.room_id})
    said = request.view.words.listed(names[:_MOST_ROOMS])
    if len(names) > _MOST_ROOMS:
        return request.say("and_more_rooms", rooms=said, count=len(names))
    return said


def grades(request: Request, school: School, activity: Activity) -> str:
    """Says for which grades an activity is."""
    here = sorted({c.grade for c in school.classes})
    suited = [g for g in here if activity.suits_grade(g)]
    if suited == here:
        return request.say("all_grades")
    return request.view.words.listed([request.view.words("grade", grade=g) for g in suited])


def mode(request: Request, activity: Activity) -> str:
    """Says how an activity is held: who sits together, and which service it is."""
    words = request.view.words
    service = words.word("service_type", activity.service_type)
    return request.say(f"grouping_{activity.grouping}", service=service)


def price(request: Request, activity: Activity, published: bool) -> str:
    """Says what an activity costs a student."""
    if activity.service_type != "special" or not activity.fee_fen:
        return request.say("no_extra_fee")
    if not published:
        return request.say("not_published")
    said = request.say("fee_said", fee=yuan(activity.fee_fen))
    if activity.consumables_fen:
        said += request.say("consumables_said", fee=yuan(activity.consumables_fen))
    return said


def special_published(school: School) -> bool:
    """Tells whether a school's special fees are published."""
    return any(f.account == "special" and f.fee_published for f in school.funding)


def guide_papers(request: Request) -> list[Paper]:
    """Returns each school's guide: kinds, content, staff, for whom, places, times (XY-8b)."""
    view = request.view
    papers = []
    columns: dict[str, Kind] = {
        "kind": "text",
        "content": "text",
        "leaders": "long",
        "for_whom": "text",
        "capacity": "count",
        "when": "long",
        "venue": "text",
        "provider": "text",
        "price": "text",
    }
    for school in view.district.schools:
        rows: list[tuple[Value, ...]] = []
        for offer in offers(request, school):
            a = offer.activity
            provider = view.providers.get(a.provider_id or "")
            rows.append(
                (
                    view.words.word("component", a.component),
                    a.title,
                    leaders(request, offer),
                    grades(request, school, a),
                    offer.capacity,
                    times(request, offer),
                    rooms(request, offer),
                    provider.name if provider else "",
                    price(request, a, special_published(school)),
                )
            )
        papers.append(
            request.school_paper(
                school,
                "guide_title",
                fields=(Field(request.say("voluntary_name"), request.say("voluntary")),),
                tables=(request.table("guide", columns, rows),),
                notes=(request.say("guide_note"),),
                signatures=(request.say("sign_school"),),
            )
        )
    return papers


def catalogue_papers(request: Request) -> list[Paper]:
    """Returns each school's catalogue of service: time, content, mode, fees, safety (HB-3.4.2)."""
    view = request.view
    papers = []
    for school in view.district.schools:
        rows: list[tuple[Value, ...]] = [
            (
                grades(request, school, o.activity),
                o.activity.title,
                view.words.word("field", o.activity.field),
                mode(request, o.activity),
                times(request, o),
                price(request, o.activity, special_published(school)),
            )
            for o in offers(request, school)
        ]
        columns: dict[str, Kind] = {
            "for_whom": "text",
            "content": "text",
            "field": "text",
            "form": "text",
            "when": "long",
            "price": "text",
        }
        papers.append(
            request.school_paper(
                school,
                "catalogue_title",
                fields=(
                    Field(request.say("use_of_fees"), _uses(request, school)),
                    Field(request.say("safety"), safety(request, school)),
                ),
                tables=(request.table("catalogue", columns, rows),),
                signatures=(request.say("sign_school"),),
            )
        )
    return papers


def _uses(request: Request, school: School) -> str:
    funding = basic_funding(school)
    allowed = funding.allowed_spending if funding else ()
    return request.view.words.listed([request.view.words.word("spending", a) for a in allowed])


def safety(request: Request, school: School) -> str:
    """Says what the record knows of a school's safety: who answers for it, posts, insurance."""
    words = request.view.words
    posts = {p.record.role for p in request.view.posts.values() if p.school.id == school.id}
    said = []
    if school.safety_responsible:
        said.append(request.say("safety_person", name=school.safety_responsible))
    if posts:
        roles = words.listed([words.word("duty", r) for r in sorted(posts)])
        said.append(request.say("safety_posts", roles=roles))
    if school.liability_insured:
        said.append(request.say("safety_insured"))
    return words.sentences(said)


def _venues(request: Request, school: School) -> str:
    """Says where a school's service is held: home rooms together, other rooms by name."""
    homes = {c.home_room_id for c in school.classes}
    used = {m.room_id for m in request.view.plan.meetings if m.school_id == school.id}
    names = [r.name for r in school.rooms if r.id in used and r.id not in homes]
    if homes & used:
        names.insert(0, request.say("home_rooms"))
    return request.view.words.listed(names)


def notice_papers(request: Request) -> list[Paper]:
    """Returns each school's notice to parents with every field that any pack asks for."""
    view = request.view
    papers = []
    for school in view.district.schools:
        found = offers(request, school)
        regular = [p for p in school.periods if p.window == "regular"]
        clocks = sorted({(p.weekday, p.start_min, p.end_min) for p in regular})
        days: dict[str, list[str]] = defaultdict(list)
        for weekday in sorted({c[0] for c in clocks}):
            own = [c for c in clocks if c[0] == weekday]
            days[span(min(c[1] for c in own), max(c[2] for c in own))].append(view.weekday(weekday))
        when = "\n".join(f"{view.words.listed(v)} {k}" for k, v in days.items())
        staff = {p for o in found for m in o.meetings for p in m.staff_ids}
        roles: dict[str, int] = defaultdict(int)
        for person in staff:
            if person in view.staff:
                roles[view.staff[person].role] += 1
        fees = [
            request.say("fee_line", item=row[0], fee=yuan(int(row[1])), unit=row[2], state=row[3])
            for row in fee_rows(request, school)
        ]
        papers.append(
            request.school_paper(
                school,
                "notice_title",
                fields=(
                    Field(request.say("field_time"), when),
                    Field(
                        request.say("field_content"),
                        view.words.listed(list(dict.fromkeys(o.activity.title for o in found))),
                    ),
                    Field(request.say("field_form"), request.say("form_said")),
                    Field(
                        request.say("field_venue"),
                        _venues(request, school),
                    ),
                    Field(
                        request.say("field_staff"),
                        view.words.listed(
                            [f"{view.words.word('role', r)} {n}" for r, n in sorted(roles.items())]
                        ),
                    ),
                    Field(request.say("field_safety"), safety(request, school)),
                    Field(request.say("field_fees"), "\n".join(fees) or request.say("no_fee")),
                    Field(request.say("reductions"), reductions(request, school)),
                    Field(request.say("use_of_fees"), _uses(request, school)),
                    Field(request.say("complaint_phone")),
                ),
                notes=(request.say("notice_note"), request.say("notice_slip")),
                signatures=(request.say("sign_parent"), request.say("sign_date")),
            )
        )
    return papers


def survey_papers(request: Request) -> list[Paper]:
    """Returns each school's survey of wishes, to be filled in by parents (form not printed)."""
    view = request.view
    papers = []
    for school in view.district.schools:
        rows: list[tuple[Value, ...]] = [
            (o.activity.title, grades(request, school, o.activity), times(request, o),
             price(request, o.activity, special_published(school)), "", "")
            for o in offers(request, school)
            if o.activity.grouping == "by_choice"
        ]  # fmt: skip
        columns: dict[str, Kind] = {
            "content": "text",
            "for_whom": "text",
            "when": "long",
            "price": "text",
            "wish_rank": "text",
            "remark": "long",
        }
        papers.append(
            request.school_paper(
                school,
                "survey_title",
                fields=(
                    Field(request.say("ask_student")),
                    *(
                        Field(request.say(f"ask_{name}"), request.say(f"answer_{name}"))
                        for name in ("join", "days", "pick_up", "extended")
                    ),
                    Field(request.say("ask_health")),
                ),
                tables=(request.table("survey", columns, rows),),
                notes=(request.say("survey_note"), request.say("confidential_note")),
                signatures=(request.say("sign_parent"), request.say("sign_date")),
            )
        )
    return papers


def application_papers(request: Request) -> list[Paper]:
    """Returns, class by class, how many applied for an activity and how many got it (HB-3.4a)."""
    view = request.view
    placed: dict[tuple[str, str], int] = defaultdict(int)
    for m in {(m.section_id, m.activity_id): m for m in view.plan.meetings}.values():
        for class_id, students in m.class_counts.items():
            placed[(class_id, m.activity_id)] += students
    papers = []
    for school in view.district.schools:
        wanted: dict[tuple[str, str], int] = defaultdict(int)
        own = {c.id: c for c in school.classes}
        for choice in view.district.choice_counts:
            if choice.class_id in own:
                wanted[(choice.class_id, choice.activity_id)] += choice.count
        rows: list[tuple[Value, ...]] = [
            (
                own[class_id].name,
                view.activity(activity_id),
                count,
                placed[(class_id, activity_id)],
                max(0, count - placed[(class_id, activity_id)]),
                "",
                "",
            )
            for (class_id, activity_id), count in sorted(wanted.items())
        ]
        columns: dict[str, Kind] = {
            "class": "text",
            "content": "text",
            "applied": "count",
            "placed": "count",
            "waiting": "count",
            "class_reviewed": "text",
            "school_approved": "text",
        }
        papers.append(
            request.school_paper(
                school,
                "application_title",
                tables=(request.table("application", columns, rows),),
                notes=(request.say("application_note"),),
                signatures=(request.say("sign_class_teacher"), request.say("sign_school")),
            )
        )
    return papers
