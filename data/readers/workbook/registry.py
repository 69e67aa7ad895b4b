"""The records that a workbook defines, found by id or by a name that only one of them has."""

from collections import defaultdict
from dataclasses import dataclass, field

from data.readers.workbook.cells import CellError, squeeze
from data.readers.workbook.grid import Grid

_SAID = {"person": "staff_member"}
_EXAMPLES = 6


@dataclass(frozen=True)
class Known:
    """A record that others may name."""

    id: str
    name: str
    school: str | None


@dataclass
class Registry:
    """Known records by kind."""

    known: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    _by_id: dict[tuple[str, str], Known] = field(default_factory=dict)
    _by_form: dict[tuple[str, str], list[Known]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kind: str, record: Known) -> bool:
        """Adds a record; tells whether its id is new."""
        if (kind, record.id) in self._by_id:
            return False
        self.known[kind].append(record)
        self._by_id[(kind, record.id)] = record
        for form in {squeeze(record.id), squeeze(record.name)} - {""}:
            self._by_form[(kind, form)].append(record)
        return True

    def register(self, grid: Grid) -> None:
        """Notes the ids and names that a sheet defines, before anything refers to them."""
        for row in grid.rows():
            variant = grid.variant(row, say=False)
            id_ = grid.plain(row, "id")
            if variant is None or not variant.defines or not id_:
                continue
            name = grid.plain(row, "name") or grid.plain(row, "title")
            owner = grid.plain(row, "school") or grid.plain(row, "home_school_id")
            school = self._school(owner) if owner else None
            if variant.defines == "school":
                school = id_
            if not self.add(variant.defines, Known(id_, name, school)):
                column = next(c for c in grid.sheet.columns if c.key == "id")
                grid.add(grid.place(row, column), "duplicate_id", value=id_, times=2)

    def _school(self, said: str) -> str | None:
        try:
            return self.find("school", said, None).id
        except CellError:
            return None

    def find(self, kind: str, said: str, school: str | None, exact: bool = False) -> Known:
        """Returns the record that a cell names.

        An exact id comes first; then an id or name that is the same but for full-width forms and
        spaces, within the row's school before the whole district.

        Raises
        ------
        CellError
            If there is none, or several have the name.
        """
        known = self._by_id.get((kind, said))
        if known is not None:
            return known
        found = [] if exact else self._by_form.get((kind, squeeze(said)), [])
        near = [k for k in found if school is not None and k.school == school]
        for candidates in (near, found):
            if len(candidates) == 1:
                return candidates[0]
            if candidates:
                ids = ", ".join(k.id for k in candidates[:_EXAMPLES])
                raise CellError("ambiguous_name", allowed=ids)
        own = [k for k in self.known[kind] if k.school == school]
        examples = ", ".join(k.id for k in (own or self.known[kind])[:_EXAMPLES]) or "–"
        raise CellError(f"unknown_{_SAID.get(kind, kind)}", kind, value=said, examples=examples)
