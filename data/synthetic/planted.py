"""The planted plan as a plan: sections, meetings, grid, accounts, levels."""

from collections.abc import Iterator

from data.synthetic.build import Planting
from data.synthetic.draft import MeetingDraft, PersonDraft, SchoolDraft
from data.synthetic.money import cost_of
from data.synthetic.windows import company
from data.synthetic.wishes import PlantedWishes
from solver.domain.district import District
from solver.domain.people import DutyPost
from solver.domain.school import Period
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
from solver.policy import LUNCH_COMPANY, PAY_LINES, AppliedPolicy
from solver.version import VERSION


def planted_plan(
    planting: Planting, district: District, accounts: list[AccountStatement], seed: int
) -> Plan:
    """Returns the plan that the district was built around."""
    sections: list[Section] = []
    meetings: list[Meeting] = []
    for draft in planting.drafts:
        for number, m in enumerate(draft.meetings, start=1):
            section = _section(planting, draft, m, number)
            sections.append(section)
            meetings += _meetings(section, m)
    grid = tuple(
        GridEntry(class_id=c.id, period_id=p.id, component=b.cells[p.id])
        for d in planting.drafts
        for b in d.bands
        for c in b.classes
        for p in b.all_periods()
    )
    wishes = PlantedWishes(district, planting.pack, grid, meetings)
    values = {
        **wishes.values(),
        "limit_trips": _trips(planting),
        "save_money": cost_of(accounts),
    }
    empty = PlantedWishes(district, planting.pack)
    terms = tuple(
        TermReport(
            family=t.family,
            level=t.level,
            unit=t.unit,
            value=values.get(t.family, 0),
            best=0,
            worst=max(
                _worst(t.family, planting), empty.values().get(t.family, 0), values.get(t.family, 0)
            ),
            weight=t.weight,
        )
        for t in TERMS
    )
    whole = _is_enforced(planting, district)
    fund_fen = district.fund.size_fen if district.fund else 0
    return Plan(
        plan_id=f"{district.id}-planted",
        district_id=district.id,
        status="publishable" if whole else "not_publishable",
        publishable=whole,
        levels=_levels(
            terms,
            {**_references(planting, accounts, fund_fen), "encouraged": empty.points("encouraged")},
        ),
        terms=terms,
        grid=grid,
        sections=tuple(sections),
        meetings=tuple(meetings),
        duties=tuple(_duties(planting)),
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


def _is_enforced(planting: Planting, district: District) -> bool:
    """Tells whether no required clause that concerns the district waits to be enforced."""
    policy = AppliedPolicy(district, planting.pack)
    return not any(
        policy.applies(planting.pack.clause(i), school)
        for i in planting.pack.not_yet_enforced
        if planting.pack.clause(i).is_required
        for school in district.schools
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


def _duties(planting: Planting) -> Iterator[Duty]:
    """Yields who stands on the posts of each school, and who eats along at its lunches."""
    for draft in planting.drafts:
        for d in draft.duties:
            yield _duty(planting, draft, d.post.id, d.post, d.people)
        for period, leader in _company(planting, draft):
            post_id = f"{LUNCH_COMPANY}:{period.id}"
            yield _duty(planting, draft, post_id, period, [leader])


def _duty(
    planting: Planting,
    draft: SchoolDraft,
    post_id: str,
    at: DutyPost | Period,
    people: list[PersonDraft],
) -> Duty:
    return Duty(
        id=post_id,
        school_id=draft.id,
        post_id=post_id,
        weekday=at.weekday,
        staff_ids=tuple(p.id for p in people),
        from_date=planting.term.first_day,
        to_date=planting.term.last_day,
    )


def _company(planting: Planting, draft: SchoolDraft) -> list[tuple[Period, PersonDraft]]:
    """Returns a leader for each lunch, where a clause of the pack asks for one."""
    return company(draft) if planting.pack.of_family("serve_lunch") else []


def _trips(planting: Planting) -> int:
    """Person-days on which somebody serves away from the home school."""
    people: dict[str, PersonDraft] = {
        s.id: s for d in planting.drafts for m in d.meetings for s in m.staff if s.home
    }
    return sum(1 for p in people.values() for at in p.school_on.values() if at != p.home)


def _references(
    planting: Planting, accounts: list[AccountStatement], fund_fen: int
) -> dict[str, int]:
    """The levels of the empty plan: nobody placed, no choice served, no pay and no fee per club."""
    missing = lacking = 0
    for statement in accounts:
        standing = [
            line.amount_fen
            for line in statement.lines
            if statement.account != "special" and line.kind not in (*PAY_LINES, "district_fund")
        ]
        short = max(0, -statement.opening_fen - sum(standing))
        missing += short
        lacking += short if statement.account == "basic" else 0
    drawn = min(lacking, fund_fen)
    return {
        "unmet_service": _worst("place_everyone_once", planting)
        + _worst("staff_duty_posts", planting),
        "missing_money": missing - drawn,
        "priority_choices": 0,
        "choices": _worst("satisfy_choices", planting),
        "staff_wishes": 0,
        "save_money": drawn,
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
        ) + sum(
            c.stays.get(p.window, 0) * p.minutes
            for d in drafts
            for c in d.classes
            for p in d.windows
            if p.applies_to(c.recipe.grade)
        )
    if family == "staff_duty_posts":
        posts = [d.post for draft in drafts for d in draft.duties]
        lunches = [p for draft in drafts for p, _leader in _company(planting, draft)]
        return sum((p.end_min - p.start_min) * p.people_needed for p in posts) + sum(
            p.minutes for p in lunches
        )
    if family == "satisfy_choices":
        return sum(
            m.students for d in drafts for m in d.meetings if m.activity.grouping == "by_choice"
        )
    if family == "keep_own_class_teacher":
        return sum(len(b.classes) * len(b.cells) for d in drafts for b in d.bands)
    if family == "limit_trips":
        return 5 * sum(len(p.lendable_to) > 0 for d in drafts for p in d.people if p.home)
    return 0
