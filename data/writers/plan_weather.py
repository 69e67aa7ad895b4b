"""Which periods a plan survives in rain, and which meetings it does not, as tables."""

from data.writers.parts import dates_said
from data.writers.tables import Kind, Table, Value, table
from data.writers.view import PlanView
from data.writers.wet_weather import Miss, WetPeriod
from data.writers.words import span


def wet_table(view: PlanView, periods: list[WetPeriod]) -> Table:
    """Returns every period with meetings in the open, and whether all of them can move."""
    words = view.words
    rows: list[tuple[Value, ...]] = []
    states = []
    for p in periods:
        states.append("held" if p.survives else "waived")
        students = sum(_students(miss) for miss in p.misses)
        rows.append(
            (
                p.school.name,
                view.weekday(p.period.weekday),
                span(p.period.start_min, p.period.end_min),
                p.exposed,
                p.exposed - len(p.misses),
                len(p.misses),
                students,
                words("wet_survives" if p.survives else "wet_fails"),
            )
        )
    columns: dict[str, Kind] = {
        "school": "text",
        "weekday": "text",
        "time": "text",
        "outdoors": "count",
        "moved": "count",
        "stranded": "count",
        "students": "count",
        "in_rain": "state",
    }
    stay = sum(p.survives for p in periods)
    note = words("wet_note", stay=stay, periods=len(periods)) if periods else ""
    return table(view, "wet", columns, rows, tuple(states), note)


def miss_table(view: PlanView, periods: list[WetPeriod]) -> Table:
    """Returns every meeting that has nowhere to go in rain, with the reason."""
    words = view.words
    rows: list[tuple[Value, ...]] = []
    for p in periods:
        for miss in p.misses:
            meeting = miss.event.meeting
            if meeting is None:
                continue
            seated = [view.class_name(c) for c, n in meeting.class_counts.items() if n]
            rows.append(
                (
                    p.school.name,
                    view.weekday(p.period.weekday),
                    span(p.period.start_min, p.period.end_min),
                    view.activity(meeting.activity_id),
                    words.listed(seated),
                    _students(miss),
                    miss.room.name,
                    miss.other.name if miss.other else "",
                    _why(view, miss),
                    _when(view, miss),
                )
            )
    columns: dict[str, Kind] = {
        "school": "text",
        "weekday": "text",
        "time": "text",
        "activity": "text",
        "class": "source",
        "students": "count",
        "room": "text",
        "wet_room": "text",
        "reason": "long",
        "dates": "dates",
    }
    return table(view, "stranded", columns, rows)


def _students(miss: Miss) -> int:
    return sum(miss.event.meeting.class_counts.values()) if miss.event.meeting else 0


def _why(view: PlanView, miss: Miss) -> str:
    other = miss.other
    return view.words(
        f"why_{miss.code}",
        seats=other.seats if other else 0,
        sections=other.sections_at_once if other else 0,
    )


def _when(view: PlanView, miss: Miss) -> str:
    if miss.dates == len(miss.event.dates):
        return view.words("every_date", count=miss.dates)
    said = dates_said(view, miss.event.dates[:1])
    return view.words("some_dates", count=miss.dates, all=len(miss.event.dates), first=said)
