"""A calendar for each staff member: every real date of the term on which the person serves."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from data.writers.events import Event
from data.writers.ics import CHINA, About, Entry, uid, write_calendar
from data.writers.json_files import write_whole
from data.writers.overview import status_code
from data.writers.view import PlanView

FOLDER = "ics"
_UNSAFE = re.compile(r"[^\w.()-]+")


def write_calendars(view: PlanView, out: Path) -> Path:
    """Writes one file per person into a folder per school; returns the folder of them all."""
    for staff_id, name in calendar_files(view).items():
        write_whole(out / name, calendar_of(view, staff_id))
    return out / FOLDER


def calendar_of(view: PlanView, staff_id: str) -> bytes:
    """Returns the calendar of a person as bytes of a file; it is empty if the person serves not."""
    title = view.words("calendar_name", person=view.person(staff_id), term=view.district.term.name)
    return write_calendar(title, entries(view, staff_id), about_plan(view))


def calendar_files(view: PlanView) -> dict[str, str]:
    """Returns the file of each person who serves, relative to the documents' folder.

    People are kept with their home school, those without one with the first school they serve.
    """
    folders = {s.id: f"school-{n:03d}" for n, s in enumerate(view.district.schools, start=1)}
    found: dict[str, str] = {}
    taken: set[str] = set()
    for staff_id, events in view.events.of_person.items():
        person = view.staff.get(staff_id)
        home = person.home_school_id if person else None
        folder = folders.get(home or events[0].school.id, "others")
        stem = _UNSAFE.sub("_", f"{staff_id}_{view.person(staff_id)}")[:120]
        name, number = f"{FOLDER}/{folder}/{stem}.ics", 2
        while name.casefold() in taken:
            name, number = f"{FOLDER}/{folder}/{stem}-{number}.ics", number + 1
        taken.add(name.casefold())
        found[staff_id] = name
    return found


def about_plan(view: PlanView) -> About:
    """Returns what all calendars of a plan have in common."""
    try:
        made = datetime.fromisoformat(view.plan.provenance.created_at)
    except ValueError:
        made = datetime(2000, 1, 1)
    return About(
        program=f"Kehou {view.plan.provenance.product_version}",
        stamp=made if made.tzinfo else made.replace(tzinfo=CHINA),
        sequence=max(0, view.plan.version - 1),
        tentative=status_code(view) != "publishable",
    )


def entries(view: PlanView, staff_id: str) -> list[Entry]:
    """Returns a person's events, one per date, in order of time.

    The identifier of an event comes from district, term, what it is (section and period, or post),
    person and date, never from the plan: a new version replaces what it keeps.
    """
    make_up = {m.day: m.follows for m in view.district.term.make_up_days}
    found: list[Entry] = []
    known: dict[str, int] = {}
    for event in view.events.of_person[staff_id]:
        who = uid(view.district.id, view.district.term.id, event.school.id, *event.key, staff_id)
        words = _Words(view, event, staff_id)
        for day in event.dates:
            name = f"{who}-{day:%Y%m%d}"
            known[name] = known.get(name, 0) + 1
            found.append(
                Entry(
                    uid=name if known[name] == 1 else f"{name}-{known[name]}",
                    day=day,
                    start_min=event.start_min,
                    end_min=event.end_min,
                    summary=words.summary,
                    location=words.location,
                    description=words.description(make_up.get(day), day),
                    category=words.category,
                )
            )
    found.sort(key=lambda e: (e.day, e.start_min, e.uid))
    return found


class _Words:
    """What an event says to a person; only the note on a make-up day differs by date."""

    def __init__(self, view: PlanView, event: Event, staff_id: str) -> None:
        self._view = view
        self._lines = list(_lines(view, event, staff_id))
        self.summary = _summary(view, event, staff_id)
        self.category = _category(view, event)
        self.location = event.school.name
        if event.meeting is not None and event.meeting.room_id is not None:
            self.location += f" {view.room(event.meeting.room_id)}"

    def description(self, follows: int | None, day: date) -> str:
        """Returns the lines below the title."""
        said = list(self._lines)
        if follows is not None:
            weekday = self._view.weekday(day.isoweekday())
            pattern = self._view.weekday(follows)
            said.insert(0, self._view.words("calendar_make_up", weekday=weekday, follows=pattern))
        return "\n".join(said)


def _summary(view: PlanView, event: Event, staff_id: str) -> str:
    words, meeting = view.words, event.meeting
    if meeting is None:
        title = _category(view, event)
    else:
        classes = [view.class_name(c) for c, n in meeting.class_counts.items() if n]
        title = view.activity(meeting.activity_id)
        if 0 < len(classes) <= 3:
            title = f"{title} {words.listed(classes)}"
    absent = event.stands_in_for(staff_id)
    if absent is not None:
        return words("calendar_stand_in", title=title, person=view.person(absent))
    if meeting is not None and event.staff_ids[0] != staff_id:
        return words("calendar_helps", title=title)
    return title


def _category(view: PlanView, event: Event) -> str:
    if event.meeting is not None:
        return view.words.word("component", event.meeting.component)
    role = view.posts[event.duty.post_id].record.role if event.duty else ""
    return view.words("calendar_duty", post=view.words.word("duty", role))


def _lines(view: PlanView, event: Event, staff_id: str) -> Iterator[str]:
    words, meeting = view.words, event.meeting
    if meeting is not None:
        period = view.periods[meeting.period_id]
        kind = _category(view, event)
        if period.window != "regular":
            kind = words.listed([words.word("window", period.window), kind])
        yield kind
        seated = [(view.class_name(c), n) for c, n in meeting.class_counts.items() if n]
        if seated:
            classes = words.listed([words("class_count", name=c, count=n) for c, n in seated])
            yield words("calendar_classes", classes=classes, count=sum(n for _, n in seated))
    if meeting is not None:
        yield words(
            "calendar_role_lead" if event.staff_ids[0] == staff_id else "calendar_role_help"
        )
    others = [view.person(p) for p in event.staff_ids if p != staff_id]
    if others:
        yield words("calendar_with", people=words.listed(others))
    made = view.plan
    yield words("calendar_plan", plan=made.plan_id, version=made.version)
    if status_code(view) != "publishable":
        yield words("calendar_tentative")
