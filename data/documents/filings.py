"""What is filed and judged: one school, one plan; deviations; appraisal; the certificate."""

from collections import Counter

from data.documents.coverage import own_share, share
from data.documents.document import Field, Paper, Request
from data.documents.offers import grades, leaders, mode, offers, rooms, safety, times
from data.writers.plan_money import accounts
from data.writers.plan_rules import clause_states, compliance, state_counts, violations, waivers
from data.writers.tables import Kind, Table, Value
from solver.domain.school import School
from solver.plan.digest import digest, plan_digest


def plan_papers(request: Request) -> list[Paper]:
    """Returns each school's plan to be filed: staff, content, venues, funding, safety (QC-7.1b)."""
    view = request.view
    papers = []
    for school in view.district.schools:
        content: list[tuple[Value, ...]] = [
            (
                o.activity.title,
                view.words.word("component", o.activity.component),
                grades(request, school, o.activity),
                mode(request, o.activity),
                times(request, o),
                leaders(request, o),
                rooms(request, o),
            )
            for o in offers(request, school)
        ]
        columns: dict[str, Kind] = {
            "content": "text",
            "component": "text",
            "for_whom": "text",
            "form": "text",
            "when": "long",
            "leaders": "long",
            "venue": "text",
        }
        mode_said = school.adopted_mode or request.say("no_mode")
        papers.append(
            request.school_paper(
                school,
                "plan_title",
                fields=(
                    Field(
                        request.say("leading_group"), view.words.listed(list(school.leading_group))
                    ),
                    Field(request.say("service_mode"), mode_said),
                    Field(request.say("part_safety"), safety(request, school)),
                    Field(request.say("filing_number")),
                    Field(request.say("reviewer")),
                    Field(request.say("filed_on")),
                ),
                tables=(
                    _staffing(request, school),
                    request.table("plan_content", columns, content),
                    accounts(view, school.id),
                ),
                notes=(
                    request.say("plan_note", plan=view.plan.plan_id, version=view.plan.version),
                ),
                signatures=(
                    request.say("sign_school"),
                    request.say("sign_bureau"),
                    request.say("sign_date"),
                ),
            )
        )
    return papers  # fmt: skip


def _staffing(request: Request, school: School) -> Table:
    view = request.view
    people: dict[str, set[str]] = {}
    times_: Counter[str] = Counter()
    hours: Counter[str] = Counter()
    for event in view.events.all:
        if event.school is not school:
            continue
        for p in dict.fromkeys(event.staff_ids):
            if p not in view.staff:
                continue
            lent = view.staff[p].home_school_id not in (None, school.id)
            key = "lent" if lent else view.staff[p].role
            people.setdefault(key, set()).add(p)
            times_[key] += len(event.dates)
            if event.meeting is not None:
                hours[key] += view.class_hours(event.meeting) * len(event.dates)
    rows: list[tuple[Value, ...]] = [
        (
            request.say("lent") if key == "lent" else view.words.word("role", key),
            len(found),
            times_[key],
            hours[key],
        )
        for key, found in sorted(people.items())
    ]
    columns: dict[str, Kind] = {
        "role": "text", "people": "count", "times": "count", "class_hours": "hours",
    }  # fmt: skip
    return request.table("plan_staff", columns, rows)


def deviation_papers(request: Request) -> list[Paper]:
    """Returns the list of waived clauses with reason, name, end and what deviates."""
    return [
        Paper(
            name=request.view.district.name[:20],
            title=request.say("title_deviations"),
            subtitle=request.term,
            tables=(waivers(request.view),),
            notes=(request.say("deviations_note"),),
            signatures=(request.say("sign_checked"), request.say("sign_bureau")),
        )
    ]


def appraisal_papers(request: Request) -> list[Paper]:
    """Returns the figures of each school for check and appraisal (QC-7.2a, HF-5.1b)."""
    view = request.view
    rows: list[tuple[Value, ...]] = []
    for school in view.district.schools:
        enrolled = sum(c.enrolled for c in school.classes)
        taking = sum(school.participants_term(c) for c in school.classes)
        regular = [p for p in school.periods if p.window == "regular"]
        minutes = [
            max(p.end_min for p in regular if p.weekday == d)
            - min(p.start_min for p in regular if p.weekday == d)
            for d in sorted({p.weekday for p in regular})
        ]
        rows.append(
            (
                school.name,
                share(taking, enrolled),
                len(minutes),
                min(minutes, default=0),
                own_share(request, school.id),
                len({view.activity(m.activity_id) for m in view.plan.meetings
                     if m.school_id == school.id and m.component == "extension"}),
                sum(n.student_periods for n in view.plan.unmet if n.school_id == school.id),
                sum(w.school_id == school.id for w in view.plan.clause_waivers),
                "",
            )
        )  # fmt: skip
    columns: dict[str, Kind] = {
        "school": "text",
        "share": "share",
        "days": "count",
        "shortest_day": "count",
        "own_share": "share",
        "items": "count",
        "unmet": "count",
        "deviations": "count",
        "judgement": "long",
    }
    return [
        Paper(
            name=view.district.name[:20],
            title=request.say("title_appraisal"),
            subtitle=request.term,
            tables=(request.table("appraisal", columns, rows),),
            notes=(request.say("not_held_note"),),
            signatures=(request.say("sign_checked"), request.say("sign_bureau")),
        )
    ]


def certificate_papers(request: Request) -> list[Paper]:
    """Returns the certificate: each clause with source, state, figures; digests of all three.

    A second paper lists what breaks a clause or is waived, with the meetings concerned.

    It is made from the plan's verdict; ``kehou report`` has the plan checked anew for it.
    """
    view = request.view
    states = clause_states(view)
    counted = view.words.listed([f"{name} {count}" for _, name, count in state_counts(view)])
    verdict = view.plan.verdict
    judged = "not_judged" if verdict is None else ("judged_ok" if verdict.ok else "judged_broken")
    concerned = tuple(t for t in (violations(view), waivers(view)) if t.rows)
    signatures = (request.say("sign_checked"), request.say("sign_bureau"))
    listed = [
        Paper(
            name=request.say("certificate_places"),
            title=request.say("certificate_title", district=view.district.name),
            subtitle=f"{request.term}　{request.say('certificate_places')}",
            tables=concerned,
            signatures=signatures,
        )
    ]
    return [
        Paper(
            name=view.district.name[:20],
            title=request.say("certificate_title", district=view.district.name),
            subtitle=request.term,
            fields=(
                Field(request.say("judgement_name"), request.say(judged)),
                Field(request.say("clauses_counted"), f"{len(states)}：{counted}"),
                Field(request.say("digest_district"), digest(view.district)),
                Field(request.say("digest_pack"), digest(view.pack)),
                Field(request.say("digest_plan"), plan_digest(view.plan)),
            ),
            tables=(compliance(view),),
            notes=(request.say("certificate_note"),),
            signatures=signatures,
        ),
        *(listed if concerned else ()),
    ]
