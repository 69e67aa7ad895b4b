"""The sheets of a plan's workbook that people may edit, and the hidden one that keeps the plan."""

from collections.abc import Iterator

from data.readers.plan_book.cells import text_of
from data.readers.plan_book.declared import DUTIES, MEETINGS, PlanSheet
from data.readers.plan_book.names import Names
from data.readers.plan_book.periods import Periods
from data.readers.plan_book.store import Store, Written, lines_of
from data.readers.workbook.lists import join_list
from data.readers.workbook.words import heading, say
from data.writers.tables import Column, Kind, Table, Value, widths_of
from data.writers.timetable_sheets import heading_rows
from data.writers.view import PlanView
from data.writers.xlsx import Book
from solver.plan.types import Duty, Meeting

_KINDS: dict[str, Kind] = {
    "classes": "long",
    "on_duty": "long",
    "students": "count",
    "people_needed": "count",
    "people_missing": "count",
    "class_hours": "hours",
    "except_dates": "dates",
    "section": "id",
    "meeting": "id",
    "post": "id",
    "duty": "id",
}
_SPARE_ROWS = 300
"""Rows below a list in which new ones get drop-downs too."""


class PlanRows:
    """The cells of the editable sheets of a plan, in words that read back.

    Parameters
    ----------
    view : PlanView
        The plan beside its district.
    """

    def __init__(self, view: PlanView) -> None:
        self._view = view
        self._names = Names(view.district)
        self._periods = Periods(view.district)
        self._lists_students = any(m.student_ids for m in view.plan.meetings)

    def table(self, sheet: PlanSheet) -> Table:
        """Returns a sheet as a table."""
        view = self._view
        columns = [c for c in sheet.columns if c.key != "student_ids" or self._lists_students]
        rows = list(self._meetings() if sheet is MEETINGS else self._duties())
        key = sheet.key.removeprefix("plan_")
        return Table(
            key=key,
            title=view.words(f"title_{key}"),
            note=say(f"how_{sheet.key}", view.lang),
            columns=tuple(
                Column(heading(sheet, c, view.lang), _KINDS.get(c.key, "text"), c.key in sheet.told)
                for c in columns
            ),
            rows=tuple(tuple(row[c.key] for c in columns) for row in rows),
        )

    def written(self, sheet: PlanSheet, table: Table) -> Written:
        """Returns the cells of a table as they will be read."""
        keys = [c.key for c in sheet.columns if c.key != "student_ids" or self._lists_students]
        hours = [c.kind == "hours" for c in table.columns]
        return Written(
            tuple(keys),
            tuple(
                tuple(
                    text_of(value / 100 if hour and isinstance(value, int) else value)
                    for value, hour in zip(row, hours, strict=True)
                )
                for row in table.rows
            ),
        )

    def _meetings(self) -> Iterator[dict[str, Value]]:
        view = self._view
        order = {school_id: n for n, school_id in enumerate(view.schools)}
        for m in sorted(
            view.plan.meetings,
            key=lambda m: (order.get(m.school_id, len(order)), m.school_id, view.start(m)),
        ):
            activity = view.activities.get(m.activity_id)
            yield {
                "lock": "",
                "school": self._name("school", m.school_id, None),
                "weekday": view.weekday(m.weekday),
                "time": self._time(m, activity.window if activity else None),
                "component": view.words.word("component", m.component),
                "activity": self._name("activity", m.activity_id, m.school_id),
                "room": self._name("room", m.room_id, m.school_id) if m.room_id else "",
                "leader": self._name("person", m.staff_ids[0], m.school_id) if m.staff_ids else "",
                "helpers": self._people(m.staff_ids[1:], m.school_id),
                "classes": self._classes(m),
                "students": sum(m.class_counts.values()),
                "service_type": view.words.word("service_type", m.service_type),
                "class_hours": view.class_hours(m),
                **_dates(m),
                "student_ids": join_list([(s, False) for s in m.student_ids], view.lang),
                "section": m.section_id,
                "meeting": m.id,
            }

    def _duties(self) -> Iterator[dict[str, Value]]:
        view = self._view
        told = set()
        for post_id, post in view.posts.items():
            held: list[Duty | None] = [d for d in view.plan.duties if d.post_id == post_id]
            needs = view.unmet.get((None, post_id), ())
            for duty in held or [None]:
                told.add(duty.id if duty else "")
                yield {
                    "school": post.school.name,
                    "weekday": view.weekday(post.record.weekday),
                    "time": post.record.span,
                    "duty_post": view.words.word("duty", post.record.role),
                    "people_needed": post.record.people_needed,
                    "on_duty": self._people(duty.staff_ids, post.school.id) if duty else "",
                    "people_missing": sum(
                        n.student_periods for n in needs if n.family == "staff_duty_posts"
                    ),
                    "class_hours": post.record.class_hours_ch,
                    **_dates(duty),
                    "post": post_id,
                    "duty": duty.id if duty else "",
                }
        for duty in (d for d in view.plan.duties if d.id not in told):
            yield {
                **dict.fromkeys((c.key for c in DUTIES.columns), ""),
                "school": view.school(duty.school_id),
                "weekday": view.weekday(duty.weekday),
                "on_duty": self._people(duty.staff_ids, duty.school_id),
                **_dates(duty),
                "post": duty.post_id,
                "duty": duty.id,
            }

    def _name(self, kind: str, id_: str, school: str | None) -> str:
        return self._names.label(kind, id_, school)

    def _time(self, m: Meeting, window: str | None) -> str:
        period = self._view.periods.get(m.period_id)
        if period is None:
            return m.period_id
        return self._periods.label(period, m.school_id, tuple(m.class_counts), window)

    def _people(self, people: tuple[str, ...], school: str) -> str:
        return join_list(
            [(self._name("person", p, school), False) for p in people], self._view.lang
        )

    def _classes(self, m: Meeting) -> str:
        items = [
            (f"{self._name('class', c, m.school_id)} {n}", False)
            for c, n in m.class_counts.items()
            if n
        ]
        return join_list(items, self._view.lang)


def write_plan_rows(book: Book, view: PlanView, sheet: PlanSheet, rows: PlanRows) -> Written:
    """Writes an editable sheet; returns what its cells will say."""
    table = rows.table(sheet)
    page = book.sheet(view.words(f"sheet_{table.key}"))
    page.set_tab_color("#1F4E78")
    for index, width in enumerate(widths_of(table)):
        book.columns(page, index, index, width)
    book.write_table(page, table, marked=False)
    heading_rows(page, 1, 1, len(table.columns), len(table.rows))
    printed = [i for i, column in enumerate(table.columns) if column.kind != "id"]
    page.print_area(0, 0, 1 + len(table.rows), printed[-1])
    if sheet is MEETINGS:
        choice = {"validate": "list", "source": [say("yes", view.lang)], "error_type": "warning"}
        page.data_validation(2, 0, 1 + len(table.rows) + _SPARE_ROWS, 0, choice)
    return rows.written(sheet, table)


def write_record(book: Book, view: PlanView, written: dict[str, Written]) -> None:
    """Writes the hidden sheet that keeps the plan and what stands in each cell."""
    page = book.sheet(say("sheet_plan_record", view.lang))
    posts = {i: (post.school.id, post.record.weekday) for i, post in view.posts.items()}
    store = Store(view.plan, written, posts, book.marks)
    plain = book.style()
    page.write_string(0, 0, say("plan_record_note", view.lang), plain)
    for row, line in enumerate(lines_of(store), start=1):
        page.write_string(row, 0, line, plain)
    page.freeze_panes(1, 0)
    page.hide()


def _dates(record: Meeting | Duty | None) -> dict[str, Value]:
    if record is None:
        return {"from_date": "", "to_date": "", "except_dates": ""}
    return {
        "from_date": record.from_date.isoformat(),
        "to_date": record.to_date.isoformat(),
        "except_dates": "、".join(day.isoformat() for day in record.except_dates),
    }
