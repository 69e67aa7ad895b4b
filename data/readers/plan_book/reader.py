"""Walks the rows of a plan's editable sheets and notes what differs from what was written."""

from collections.abc import Iterable, Iterator, Mapping

from data.readers.plan_book import duties, meetings
from data.readers.plan_book.cells import Row
from data.readers.plan_book.declared import DUTIES, MEETINGS, PlanSheet
from data.readers.plan_book.edits import Edit
from data.readers.plan_book.meetings import Known
from data.readers.plan_book.store import Store
from data.readers.workbook.cells import squeeze
from data.readers.workbook.grid import Grid
from solver.plan.types import Duty, Meeting

_IDS = {MEETINGS.key: "meeting", DUTIES.key: "duty"}
_TOLD_OF_ROW = {
    MEETINGS.key: ("school", "weekday", "time", "activity", "leader", "classes"),
    DUTIES.key: ("school", "weekday", "time", "duty_post", "on_duty"),
}
"""Columns that say which row is meant when a whole row came or went."""


class Reader:
    """Gathers edits, locks and places of rows.

    Attributes
    ----------
    edits : list of Edit
        In the order of the sheets.
    locked : list of str
        Meetings whose rows are marked.
    cells : dict
        First cell of each meeting's and duty's row, by id.
    """

    def __init__(self, known: Known, store: Store) -> None:
        self.edits: list[Edit] = []
        self.locked: list[str] = []
        self.cells: dict[str, str] = {}
        self._known = known
        self._meetings = {m.id: m for m in known.base.meetings}
        self._duties = {d.id: d for d in known.base.duties}
        self._posts = store.posts
        self._written = {
            sheet.key: {_key(sheet.key, row): row for row in _rows(store, sheet)}
            for sheet in (MEETINGS, DUTIES)
        }
        self._seen: dict[str, dict[str, str]] = {MEETINGS.key: {}, DUTIES.key: {}}

    def rows(self, grid: Grid) -> Iterator[Row]:
        """Yields the rows of a sheet, each beside what was written into it.

        A row is known by its id, wherever people have moved it.
        """
        key, written = grid.sheet.key, self._written[grid.sheet.key]
        for number in grid.rows():
            row = Row(grid, number, self._known.names, None)
            said = _key(key, {c: row.said(c) for c in ("meeting", "duty", "post")})
            row.written = written.get(said)
            id_ = row.said(_IDS[key])
            if row.is_lost(_IDS[key]):
                row.value(_IDS[key], None)
            elif id_ and row.written is None:
                row.add(_IDS[key], "unknown_row_id", value=id_)
            elif row.written is not None and said in self._seen[key]:
                row.add(_IDS[key], "row_twice", value=id_, first=self._seen[key][said])
            if row.written is not None:
                self._seen[key].setdefault(said, row.place(_IDS[key]))
            yield row

    def meeting(self, row: Row) -> Meeting | None:
        """Returns the meeting of a row; ``None`` if something in it is wrong, which is noted."""
        base = self._meetings.get(row.said("meeting")) if row.written is not None else None
        lock = not row.is_blank("lock") and row.value("lock", None, False)
        touched = [key for key in meetings.CELLS if row.is_changed(key)]
        if base is not None and not touched:
            now: Meeting | None = base
        elif row.is_wrong():
            return None
        else:
            now = meetings.read_meeting(row, self._known, base)
        if now is None:
            return None
        self._note(row, now, base, meetings.edited_cells(row, now, base) if base else ())
        if lock:
            self.locked.append(now.id)
        return now

    def duty(self, row: Row) -> Duty | None:
        """Returns the duty of a row; ``None`` if nobody stands there or something is wrong."""
        base = self._duties.get(row.said("duty")) if row.written is not None else None
        touched = [key for key in duties.CELLS if row.is_changed(key)]
        if row.written is not None and not touched:
            now: Duty | None = base
        elif row.is_wrong():
            return None
        else:
            now = duties.read_duty(row, self._known, base, self._posts)
        if row.is_wrong():
            return None
        if now is None and base is not None:
            self._cell(row, "on_duty", base.id)
        elif now is not None and base is None and row.written is not None:
            self.cells[now.id] = row.place("on_duty")
            self._cell(row, "on_duty", now.id)
        elif now is not None:
            self._note(row, now, base, duties.edited_cells(row, now, base) if base else ())
        return now

    def removed(self, grid: Grid) -> None:
        """Notes the rows that are gone from a sheet."""
        key = grid.sheet.key
        for said, written in self._written[key].items():
            id_ = written[_IDS[key]]
            if said not in self._seen[key] and id_:
                words = " ".join(written[c] for c in _TOLD_OF_ROW[key] if written[c])
                self.edits.append(Edit("removed", grid.raw.name, "", words, "", id_))

    def _note(
        self,
        row: Row,
        now: Meeting | Duty,
        base: Meeting | Duty | None,
        cells: Iterable[str],
    ) -> None:
        key = row.grid.sheet.key
        first = row.place(next(iter(row.grid.columns)))
        self.cells[now.id] = first
        if base is None:
            words = " ".join(row.said(c) for c in _TOLD_OF_ROW[key] if row.said(c))
            self.edits.append(Edit("added", first, "", "", words, now.id))
            return
        edited = list(cells)
        for column in edited:
            self._cell(row, column, now.id)
        if not edited:
            self._told(row)

    def _cell(self, row: Row, column: str, id_: str) -> None:
        before = (row.written or {}).get(column, "")
        where, heading = row.place(column), row.heading(column)
        self.edits.append(Edit("cell", where, heading, before, row.said(column), id_, column))

    def _told(self, row: Row) -> None:
        """Notes cells that follow from others and were changed in vain."""
        sheet = row.grid.sheet
        assert isinstance(sheet, PlanSheet)
        for column in (c for c in sheet.columns if c.key in sheet.told):
            said, was = row.said(column.key), (row.written or {}).get(column.key, "")
            if squeeze(said) != squeeze(was):
                row.grid.note(row.grid.place(row.number, column), "told_cell", before=was)


def _rows(store: Store, sheet: PlanSheet) -> list[Mapping[str, str]]:
    written = store.sheets[sheet.key]
    return [dict(zip(written.keys, cells, strict=True)) for cells in written.rows]


def _key(sheet_key: str, row: Mapping[str, str]) -> str:
    """Returns what a row is known by: its id; of a post without a duty the post's."""
    id_ = row[_IDS[sheet_key]]
    if sheet_key == DUTIES.key and not id_:
        return f"\n{row['post']}"
    return id_
