"""Who is reached: coverage of schools and students, lunch, and the district's summary."""

from data.documents.document import Field, Paper, Request
from data.documents.monthly import extension_titles
from data.writers.tables import Value
from data.writers.words import share_said
from solver.domain.school import School
from solver.domain.term import DateRange
from solver.policy.pack import PolicyPack


def share(part: int, whole: int) -> Value:
    """Returns a share in tenths of a per cent, rounded; a dash where there is nothing to share."""
    return "–" if whole == 0 else (2000 * part + whole) // (2 * whole)


def percent(part: int, whole: int) -> str:
    """Returns a share as text to one decimal; a dash where there is nothing to share."""
    return share_said(share(part, whole))


def _regular(school: School) -> set[str]:
    return {p.id for p in school.periods if p.window == "regular"}


def coverage_papers(request: Request) -> list[Paper]:
    """Returns the coverage of each school: students taking part, days a week, unmet needs."""
    view = request.view
    rows: list[tuple[Value, ...]] = []
    sums = [0, 0, 0, 0, 0]
    running = 0
    for school in view.district.schools:
        regular = _regular(school)
        held = {
            m.weekday
            for m in view.plan.meetings
            if m.school_id == school.id and m.period_id in regular
        }
        unmet = sum(
            n.student_periods
            for n in view.plan.unmet
            if n.school_id == school.id and n.period_id in regular
        )
        counts = (
            sum(c.enrolled for c in school.classes),
            sum(school.participants_term(c) for c in school.classes),
            _all_week(school),
            sum(c.extended_care for c in school.classes),
            unmet,
        )
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
        running += bool(held)
        rows.append(
            (
                school.name,
                counts[0],
                counts[1],
                share(counts[1], counts[0]),
                len(held),
                share(counts[2], counts[1]),
                counts[3],
                unmet,
            )
        )
    schools = len(view.district.schools)
    total = (
        request.say("total"),
        sums[0],
        sums[1],
        share(sums[1], sums[0]),
        "",
        share(sums[2], sums[1]),
        sums[3],
        sums[4],
    )
    table = request.table(
        "coverage",
        {
            "school": "text",
            "enrolled": "count",
            "participants": "count",
            "share": "share",
            "days": "count",
            "five_days": "share",
            "extended": "count",
            "unmet": "count",
        },
        [*rows, total],
        ["line"] * len(rows) + ["closing"],
    )
    return [
        Paper(
            name=view.district.name[:20],
            title=request.say("title_coverage"),
            subtitle=request.term,
            fields=(
                Field(request.say("school_coverage"), f"{running} / {schools} = "
                      f"{percent(running, schools)}"),
            ),
            tables=(table,),
            notes=(request.say("coverage_note"),),
            signatures=(request.say("sign_filled"), request.say("sign_checked")),
        )
    ]  # fmt: skip


def _all_week(school: School) -> int:
    """Returns the most students who can be there on all service days: the fewest of any day."""
    days = {p.weekday for p in school.periods if p.window == "regular"}
    return sum(min((c.participants.get(d, 0) for d in days), default=0) for c in school.classes)


def lunch_papers(request: Request) -> list[Paper]:
    """Returns how many of those who need lunch get a place (HF-3.1a)."""
    view = request.view
    rows: list[tuple[Value, ...]] = []
    needed = placed = 0
    for school in view.district.schools:
        lunches = {p.id for p in school.periods if p.window == "lunch"}
        eaters = sum(c.lunch_eaters for c in school.classes)
        if not eaters and not lunches:
            continue
        # The worst lunch of the week: who has no place on one day is not provided for.
        missing: dict[str, int] = {}
        for need in view.plan.unmet:
            if need.school_id == school.id and need.period_id in lunches:
                missing[need.period_id] = missing.get(need.period_id, 0) + need.student_periods
        served = max(0, eaters - max(missing.values(), default=0)) if lunches else 0
        needed, placed = needed + eaters, placed + served
        rows.append((school.name, eaters, served, share(served, eaters)))
    if not rows:
        return []
    total = (request.say("total"), needed, placed, share(placed, needed))
    table = request.table(
        "lunch",
        {"school": "text", "lunch_needed": "count", "lunch_placed": "count", "share": "share"},
        [*rows, total],
        ["line"] * len(rows) + ["closing"],
    )
    return [
        Paper(
            name=view.district.name[:20],
            title=request.say("title_lunch_provision"),
            subtitle=request.term,
            tables=(table,),
            signatures=(request.say("sign_filled"), request.say("sign_checked")),
        )
    ]


def district_papers(request: Request) -> list[Paper]:
    """Returns the district's summary with the shares of 2+N and, in the county seat, of 2+3."""
    view, term = request.view, request.view.district.term
    days = DateRange(first=term.first_day, last=term.last_day)
    rows: list[tuple[Value, ...]] = []
    with_mode = urban = urban_rich = 0
    rich = _items_asked_for(view.pack)
    for school in view.district.schools:
        titles = extension_titles(view, school, days)
        held = {m.component for m in view.plan.meetings if m.school_id == school.id and m.staff_ids}
        basic = {"guidance", "sports"} <= held
        is_mode, is_rich = basic and bool(titles), basic and len(titles) >= rich
        with_mode += is_mode
        urban += bool(school.is_urban)
        urban_rich += bool(school.is_urban) and is_rich
        rows.append(
            (
                school.name,
                request.say("urban" if school.is_urban else "not_urban"),
                request.say("yes" if is_mode else "no"),
                len(titles),
                request.say("yes" if is_rich else "no"),
                view.words.listed(titles),
            )
        )
    schools = len(view.district.schools)
    students = sum(s.participants_term(c) for s in view.district.schools for c in s.classes)
    own = share_said(own_share(request))
    missing = sum(a.missing_fen for a in view.plan.accounts)
    return [
        Paper(
            name=view.district.name[:20],
            title=request.say("title_district_summary"),
            subtitle=request.term,
            fields=(
                Field(request.say("summary_schools"), f"{schools}"),
                Field(request.say("summary_students"), f"{students:,}"),
                Field(
                    request.say("summary_mode"),
                    f"{with_mode} / {schools} = {percent(with_mode, schools)}",
                ),
                Field(
                    request.say("summary_urban"),
                    f"{urban_rich} / {urban} = {percent(urban_rich, urban)}",
                ),
                Field(request.say("summary_own"), own),
                Field(request.say("summary_missing"), view.words.amount(missing, "fen")),
                Field(request.say("summary_unmet"), f"{len(view.plan.unmet)}"),
            ),
            tables=(
                request.table(
                    "modes",
                    {
                        "school": "text",
                        "urban": "text",
                        "mode": "text",
                        "items": "count",
                        "two_plus_three": "text",
                        "item_names": "main",
                    },
                    rows,
                ),
            ),
            notes=(request.say("summary_note"),),
            signatures=(request.say("sign_filled"), request.say("sign_checked")),
        )
    ]


def _items_asked_for(pack: PolicyPack) -> int:
    """Returns the extension items that a pack asks of schools in the county seat, else one."""
    for clause in pack.of_family("offer_variety"):
        if clause.get("urban_share_pct") is not None:
            return clause.integer("min_extension_titles") or 1
    return 1


def own_share(request: Request, school_id: str | None = None) -> Value:
    """Returns the share of basic meetings' minutes that people of schools lead."""
    view = request.view
    own = total = 0
    for m in view.plan.meetings:
        period, leader = view.periods.get(m.period_id), view.staff.get((m.staff_ids or ("",))[0])
        if period is None or leader is None or m.service_type != "basic":
            continue
        if school_id not in (None, m.school_id):
            continue
        total += period.minutes
        own += period.minutes if leader.role in ("teacher", "other_staff", "leader") else 0
    return share(own, total)
