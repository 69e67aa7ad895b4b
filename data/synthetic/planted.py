"""The planted plan as a plan: sections, meetings, grid, accounts, levels."""

from data.synthetic.build import Planting
from data.synthetic.draft import MeetingDraft, PersonDraft, SchoolDraft
from solver.domain.district import District
from solver.plan import (
    LEVELS,
    TERMS,
    AccountStatement,
    Duty,
    GridEntry,
    LevelReport,
    Meeting,
    Plan,
    Provenance,
    Section,
    TermReport,
    digest,
)
from solver.version import VERSION


def planted_plan(
    planting: Planting, district: District, accounts: list[AccountStatement], seed: int
) -> Plan:
    """Returns the plan that the district was built around."""
    trips = _trips(planting)
    values = {"limit_trips": trips}
    sections: list[Section] = []
    meetings: list[Meeting] = []
    for draft in planting.drafts:
        for number, m in enumerate(draft.meetings, start=1):
            section = _section(planting, draft, m, number)
            sections.append(section)
            meetings += _meetings(section, m)
    terms = tuple(
        TermReport(
            family=t.family,
            level=t.level,
            unit=t.unit,
            value=values.get(t.family, 0),
            best=0,
            worst=_worst(t.family, planting),
            weight=t.weight,
        )
        for t in TERMS
    )
    return Plan(
        plan_id=f"{district.id}-planted",
        district_id=district.id,
        status="publishable",
        publishable=True,
        levels=_levels(terms, _references(planting, accounts)),
        terms=terms,
        grid=tuple(
            GridEntry(class_id=c.id, period_id=p.id, component=b.cells[p.id])
            for d in planting.drafts
            for b in d.bands
            for c in b.classes
            for p in b.all_periods()
        ),
        sections=tuple(sections),
        meetings=tuple(meetings),
        duties=tuple(d for draft in planting.drafts for d in _duties(planting, draft)),
        accounts=tuple(accounts),
        unmet=(),
        provenance=Provenance(
            district_digest=digest(district),
            pack_id=planting.pack.id,
            pack_digest=digest(planting.pack),
            product_version=VERSION,
            seed=seed,
            workers=0,
            time_limit_s=None,
            work_limit=None,
            search="planted",
            notes=tuple(_notes(terms)),
        ),
    )


def _levels(terms: tuple[TermReport, ...], refs: dict[str, int]) -> tuple[LevelReport, ...]:
    return tuple(
        LevelReport(
            name=level.name,
            unit=level.unit,
            value=value,
            bound=0,
            ref=refs[level.name],
            proved=value == 0,
        )
        for level in LEVELS
        for value in [sum(t.weight * t.value for t in terms if t.level == level.name)]
    )


def _notes(terms: tuple[TermReport, ...]) -> list[str]:
    return [
        f"{t.family}: {t.value} {t.unit}, {'optimal' if t.value == 0 else 'upper bound'}"
        for t in terms
    ]


def _section(planting: Planting, draft: SchoolDraft, m: MeetingDraft, number: int) -> Section:
    return Section(
        id=f"{draft.id}-x{number:04d}",
        school_id=draft.id,
        activity_id=m.activity.id,
        period_ids=tuple(p.id for p in m.periods),
        from_date=planting.term.first_day,
        to_date=planting.term.last_day,
    )


def _meetings(section: Section, m: MeetingDraft) -> list[Meeting]:
    return [
        Meeting(
            id=f"{section.id}-{k}",
            school_id=section.school_id,
            weekday=p.weekday,
            period_id=p.id,
            activity_id=m.activity.id,
            section_id=section.id,
            component=m.component,
            service_type=m.service_type,
            room_id=m.room.id if m.room else None,
            staff_ids=tuple(s.id for s in m.staff),
            class_counts=dict(sorted(m.counts.items())),
            from_date=section.from_date,
            to_date=section.to_date,
        )
        for k, p in enumerate(m.periods, start=1)
    ]


def _duties(planting: Planting, draft: SchoolDraft) -> list[Duty]:
    return [
        Duty(
            id=d.post.id,
            school_id=draft.id,
            post_id=d.post.id,
            weekday=d.post.weekday,
            staff_ids=tuple(p.id for p in d.people),
            from_date=planting.term.first_day,
            to_date=planting.term.last_day,
        )
        for d in draft.duties
    ]


def _trips(planting: Planting) -> int:
    """Person-days on which somebody serves away from the home school."""
    people: dict[str, PersonDraft] = {
        s.id: s for d in planting.drafts for m in d.meetings for s in m.staff if s.home
    }
    return sum(1 for p in people.values() for at in p.school_on.values() if at != p.home)


def _references(planting: Planting, accounts: list[AccountStatement]) -> dict[str, int]:
    """The levels of the empty plan: nobody placed, no choice served, no pay and no fee per club."""
    missing = 0
    for statement in accounts:
        standing = [
            line.amount_fen
            for line in statement.lines
            if statement.account == "basic" and line.kind not in ("pay", "external_pay")
        ]
        missing += max(0, -statement.opening_fen - sum(standing))
    return {
        "unmet_service": _worst("place_everyone_once", planting)
        + _worst("staff_duty_posts", planting),
        "missing_money": missing,
        "choices": _worst("satisfy_choices", planting),
        "staff_wishes": 0,
    }


def _worst(family: str, planting: Planting) -> int:
    """The value of the empty plan for needs and choices; for wishes no less than it can be."""
    drafts = planting.drafts
    if family == "place_everyone_once":
        return sum(
            b.present(c, p) * p.minutes
            for d in drafts
            for b in d.bands
            for c in b.classes
            for p in b.all_periods()
        )
    if family == "staff_duty_posts":
        posts = [d.post for draft in drafts for d in draft.duties]
        return sum((p.end_min - p.start_min) * p.people_needed for p in posts)
    if family == "satisfy_choices":
        return sum(
            m.students for d in drafts for m in d.meetings if m.activity.grouping == "by_choice"
        )
    if family == "keep_own_class_teacher":
        return sum(len(b.classes) * len(b.cells) for d in drafts for b in d.bands)
    if family == "limit_trips":
        return 5 * sum(len(p.lendable_to) > 0 for d in drafts for p in d.people if p.home)
    return 0
