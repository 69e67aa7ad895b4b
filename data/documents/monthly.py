"""The monthly table of schools in the county seat (AX-3.4b, AX-3.4c, AX-A.1 to AX-A.7)."""

from collections.abc import Iterator
from datetime import date

from data.documents.document import Paper, Request
from data.documents.months import Month, report_date, reported_days
from data.writers.tables import Value
from data.writers.view import PlanView
from solver.domain.school import School, SchoolClass
from solver.domain.term import DateRange
from solver.policy.pack import PolicyPack

STAGES = ("primary", "junior")
_LAST = 31


def report_day(pack: PolicyPack) -> int:
    """Returns the day of the month on which the pack has the table sent; else the last one."""
    for clause in pack.clauses:
        day = clause.integer("report_day")
        if day is not None:
            return day
    return _LAST


def extension_titles(view: PlanView, school: School, days: DateRange) -> list[str]:
    """Returns the distinct titles of extension activities with a staffed meeting on the days."""
    found: dict[str, None] = {}
    for event in view.events.all:
        m = event.meeting
        if m is None or event.school is not school or m.component != "extension":
            continue
        if event.staff_ids and any(days.holds(d) for d in event.dates):
            found[view.activity(m.activity_id)] = None
    return sorted(found)


def basic_titles(request: Request, school: School, days: DateRange) -> list[str]:
    """Returns the words for guidance and sports, each if it is held on the days."""
    components = {
        e.meeting.component
        for e in request.view.events.all
        if e.meeting is not None
        and e.school is school
        and e.staff_ids
        and any(days.holds(d) for d in e.dates)
    }
    return [request.say(f"basic_{c}") for c in ("guidance", "sports") if c in components]


def monthly_papers(request: Request) -> list[Paper]:
    """Returns the table of each month and stage; a nine-year school stands in both (A40)."""
    term, day = request.view.district.term, report_day(request.view.pack)
    papers = []
    for month in request.months:
        days = reported_days(term, month, day)
        sent = report_date(term, month, day)
        if days.last < term.first_day or days.first > term.last_day:
            continue
        for stage in STAGES:
            rows = list(_rows(request, stage, days))
            if rows:
                papers.append(_paper(request, month, stage, rows, days, sent))
    return papers


def _paper(
    request: Request,
    month: Month,
    stage: str,
    rows: list[tuple[Value, ...]],
    days: DateRange,
    sent: date,
) -> Paper:
    total: tuple[Value, ...] = (
        request.say("total"),
        request.say("schools_counted", count=len(rows)),
        *(sum(int(r[i]) for r in rows) for i in (2, 3, 4)),
        "",
        "",
    )
    table = request.table(
        "monthly_summary",
        {
            "annex_1": "count",
            "annex_2": "text",
            "annex_3": "count",
            "annex_4": "count",
            "annex_5": "count",
            "annex_6": "long",
            "annex_7": "main",
        },
        [*rows, total],
        ["line"] * len(rows) + ["closing"],
        title=request.say("annex_scope", stage=request.say(f"stage_{stage}"), month=month),
    )
    return Paper(
        name=f"{month} {request.say(f'stage_{stage}')}",
        title=request.say("annex_title"),
        subtitle=request.say("annex_period", first=days.first, last=days.last),
        tables=(table,),
        notes=(
            request.say("annex_note_1"),
            request.say("annex_note_2"),
            request.say("annex_sent", date=sent, office=request.say(f"annex_office_{stage}")),
            request.say("annex_participants"),
        ),
        signatures=(request.say("sign_filled"), request.say("sign_checked")),
    )


def _rows(request: Request, stage: str, days: DateRange) -> Iterator[tuple[Value, ...]]:
    number = 0
    for school in request.view.district.schools:
        classes = [c for c in school.classes if school.stage_of(c.grade) == stage]
        if not school.is_urban or not classes:
            continue
        number += 1
        titles = extension_titles(request.view, school, days)
        basics = basic_titles(request, school, days)
        runs = bool(basics or titles)
        listed = request.view.words.listed
        yes = request.say("annex_yes", count=len(titles), basics=listed(basics))
        yield (
            number,
            school.name,
            1 if runs else 0,
            sum(c.enrolled for c in classes),
            sum(taking_part(request.view, school, c, days) for c in classes) if runs else 0,
            yes if len(basics) == 2 and titles else request.say("annex_no"),
            listed(titles),
        )


def taking_part(view: PlanView, school: School, school_class: SchoolClass, days: DateRange) -> int:
    """Returns a class's students who take part by the end of the days: enrolled for the term."""
    starts = [s.first_day for s in school.service_starts if school_class.grade in s.grades]
    begins = max([view.district.term.first_day, *starts])
    return school.participants_term(school_class) if begins <= days.last else 0
