"""Who stands on which duty post, and who may come later after a long day, as tables."""

from collections import defaultdict
from datetime import date

from data.writers.tables import Kind, Table, Value, table
from data.writers.view import PlanView
from data.writers.words import dates
from solver.domain.calendar import meeting_dates
from solver.domain.school import School
from solver.plan.types import Duty


def rota(view: PlanView, school_id: str | None = None) -> Table:
    """Returns every post with its people, one row per duty; a post without people too."""
    rows: list[tuple[Value, ...]] = []
    for post_id, post in view.posts.items():
        if school_id not in (None, post.school.id):
            continue
        duties: list[Duty | None] = [d for d in view.plan.duties if d.post_id == post_id]
        needs = view.unmet.get((None, post_id), ())
        for duty in duties or [None]:
            rows.append(
                (
                    post.school.name,
                    view.weekday(post.record.weekday),
                    view.post_time(post),
                    view.words.word("duty", post.record.role),
                    post.record.people_needed,
                    view.words.listed([view.person(p) for p in duty.staff_ids]) if duty else "",
                    sum(n.student_periods for n in needs if n.family == "staff_duty_posts"),
                    post.record.class_hours_ch,
                    dates(duty.from_date, duty.to_date) if duty else "",
                    view.words.listed([d.isoformat() for d in duty.except_dates]) if duty else "",
                    post_id,
                )
            )
    columns: dict[str, Kind] = {
        "school": "text",
        "weekday": "text",
        "time": "text",
        "duty_post": "text",
        "people_needed": "count",
        "on_duty": "long",
        "people_missing": "count",
        "class_hours": "hours",
        "dates": "dates",
        "except_dates": "dates",
        "id": "id",
    }
    return table(view, "duties", columns, rows)


def flexible(view: PlanView, school_id: str | None = None) -> Table:
    """Returns the people with flexible hours and the dates after which they may start later.

    These are the real dates on which they serve past the local off-work time or in an evening.
    How much later is agreed at the school: no document prints it.
    """
    late = _late_dates(view)
    rows: list[tuple[Value, ...]] = []
    for person in view.district.staff:
        days = sorted(late.get(person.id, ()))
        home = person.home_school_id
        if not person.flexible_hours or not days or school_id not in (None, home):
            continue
        rows.append(
            (
                view.school(home) if home else "",
                person.name,
                view.words.word("role", person.role),
                len(days),
                view.words.listed([d.isoformat() for d in days]),
            )
        )
    columns: dict[str, Kind] = {
        "school": "text",
        "name": "text",
        "staff_kind": "text",
        "late_dates": "count",
        "late_on": "long",
    }
    note = view.words("flexible_note") if rows else ""
    return table(view, "flexible", columns, rows, note=note)


def _late_dates(view: PlanView) -> dict[str, set[date]]:
    """Returns the dates on which each person serves past off-work time or in an evening."""
    found: dict[str, set[date]] = defaultdict(set)
    term = view.district.term
    for m in view.plan.meetings:
        school, period = view.schools.get(m.school_id), view.periods.get(m.period_id)
        if school is None or period is None:
            continue
        grades = [view.classes[c].grade for c in m.class_counts if c in view.classes]
        days = meeting_dates(
            term, school, period.weekday, grades, m.from_date, m.to_date, m.except_dates
        )
        evening = period.window == "evening"
        late = {d for d in days if evening or _is_late(view, school, d, period.end_min)}
        for p in m.staff_ids:
            found[p] |= late
    for duty in view.plan.duties:
        post = view.posts.get(duty.post_id)
        if post is None:
            continue
        held = {d for d in post.dates(term) if duty.from_date <= d <= duty.to_date}
        for d in held - set(duty.except_dates):
            if _is_late(view, post.school, d, post.record.end_min):
                for p in duty.staff_ids:
                    found[p].add(d)
    return found


def _is_late(view: PlanView, school: School, day: date, end_min: int) -> bool:
    own = {o.season_id: o.at_min for o in school.off_work}
    for season in view.district.term.seasons:
        off_work = own.get(season.id, season.off_work_min)
        if season.holds(day) and off_work is not None and end_min > off_work:
            return True
    return False
