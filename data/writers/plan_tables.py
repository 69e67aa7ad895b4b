"""What a plan reached, what meets when, and what could not be served, as tables."""

from data.writers.tables import Kind, Table, Value, table
from data.writers.view import PlanView
from data.writers.words import dates, span
from solver.plan.types import LevelReport


def level_sentence(view: PlanView, level: LevelReport) -> str:
    """Says what a level reached, what is proved of it and how far it may be from the best."""
    words = view.words
    params = words.level(level)
    if level.value == level.bound:
        return words("level_best", **params)
    said = words("level_open", **params)
    if level.bound_scope == "all_plans":
        said += words("level_all_plans")
    return said


def levels(view: PlanView) -> Table:
    """Returns the levels of the objective with value, bound and gap in words."""
    words = view.words
    rows: list[tuple[Value, ...]] = [
        (
            *words.level(level).values(),
            words("proved" if level.value == level.bound else "not_proved"),
            level_sentence(view, level),
        )
        for level in view.plan.levels
    ]
    columns: dict[str, Kind] = {
        "level": "text",
        "value": "text",
        "bound": "text",
        "gap": "text",
        "proof": "text",
        "in_words": "long",
    }
    return table(view, "levels", columns, rows)


def wishes(view: PlanView) -> Table:
    """Returns what each wish reached, beside its best and worst possible value."""
    words = view.words
    rows: list[tuple[Value, ...]] = [
        (
            words.word("family", term.family),
            words.word("level", term.level),
            words.amount(term.value, term.unit),
            words.amount(term.best, term.unit),
            words.amount(term.worst, term.unit),
            words.word("label", term.label) if term.label else "",
        )
        for term in view.plan.terms
    ]
    columns: dict[str, Kind] = {
        "wish": "text",
        "level": "text",
        "value": "text",
        "best": "text",
        "worst": "text",
        "remark": "long",
    }
    return table(view, "wishes", columns, rows)


def meetings(view: PlanView) -> Table:
    """Returns every meeting in one list, for filters and pivot tables."""
    rows: list[tuple[Value, ...]] = []
    for m in sorted(view.plan.meetings, key=lambda m: (m.school_id, view.start(m))):
        period = view.periods.get(m.period_id)
        rows.append(
            (
                view.school(m.school_id),
                view.weekday(m.weekday),
                span(period.start_min, period.end_min) if period else m.period_id,
                view.words.word("component", m.component),
                view.activity(m.activity_id),
                view.room(m.room_id),
                view.person(m.staff_ids[0]) if m.staff_ids else "",
                view.words.listed([view.person(p) for p in m.staff_ids[1:]]),
                view.words.listed(
                    [f"{view.class_name(c)} {n}" for c, n in m.class_counts.items() if n]
                ),
                sum(m.class_counts.values()),
                view.words.word("service_type", m.service_type),
                view.class_hours(m),
                dates(m.from_date, m.to_date),
                view.words.listed([d.isoformat() for d in m.except_dates]),
                m.section_id,
                m.id,
            )
        )
    columns: dict[str, Kind] = {
        "school": "text",
        "weekday": "text",
        "time": "text",
        "component": "text",
        "activity": "text",
        "room": "text",
        "leader": "text",
        "helpers": "text",
        "classes": "long",
        "students": "count",
        "service_type": "text",
        "class_hours": "hours",
        "dates": "dates",
        "except_dates": "text",
        "section": "id",
        "meeting": "id",
    }
    return table(view, "meetings", columns, rows)


def unmet(view: PlanView, school_id: str | None = None) -> Table:
    """Returns what could not be served, with its cause in words."""
    rows: list[tuple[Value, ...]] = []
    for need in view.plan.unmet:
        if school_id not in (None, need.school_id):
            continue
        rows.append(
            (
                view.school(need.school_id),
                view.class_name(need.class_id) if need.class_id else "",
                view.weekday(need.weekday),
                view.clock(need.period_id),
                view.words.word("component", need.component)
                if need.class_id
                else view.words.word("family", need.family),
                need.student_periods,
                need.minutes,
                view.words.said(need.cause, need.cause_params, need.text_zh, need.text_en),
            )
        )
    columns: dict[str, Kind] = {
        "school": "text",
        "class": "text",
        "weekday": "text",
        "time": "text",
        "component": "text",
        "student_periods": "count",
        "student_minutes": "count",
        "cause": "main",
    }
    return table(view, "unmet", columns, rows)
