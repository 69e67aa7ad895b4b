"""From grids to one tree of records, with the place of every value."""

from collections.abc import Mapping
from typing import Any

from data.readers.workbook.cells import CellError, blank
from data.readers.workbook.grid import Grid, Place
from data.readers.workbook.notes import note_doubts
from data.readers.workbook.registry import Registry
from data.readers.workbook.spec import Column, Path, Sheet, Variant
from data.readers.workbook.values import Resolve, says_blank, value_of
from data.readers.workbook.words import heading

Record = dict[Any, Any]


class Builder:
    """Gathers the tree of a district from its grids.

    Attributes
    ----------
    tree : dict
        The records so far, as the district's model takes them.
    places : dict
        The cell behind each path of the tree.
    bad : set
        Paths whose cell is wrong; what follows from them is not said again.
    orphans : set
        Sheets with rows whose owner is not known.
    lost_ids : set
        Ids of such rows.
    gone : dict
        Sheets that define a kind of record and hold none, by kind: what names such a record is
        wrong only because of them.
    needed : set
        Those of them that other rows name.
    """

    def __init__(self, registry: Registry, gone: Mapping[str, Sheet] | None = None) -> None:
        self.tree: Record = {"term": {}, "travel": {}}
        self.places: dict[Path, Place] = {}
        self.bad: set[Path] = set()
        self.orphans: set[str] = set()
        self.lost_ids: set[str] = set()
        self.gone = gone or {}
        self.needed: set[str] = set()
        self.registry = registry
        self._resolvers: dict[str | None, Resolve] = {}
        self._owners: dict[tuple[str, Any], tuple[Record, Path, str | None]] = {
            ("district", None): (self.tree, (), None),
            ("term", None): (self.tree["term"], ("term",), None),
            ("travel", None): (self.tree["travel"], ("travel",), None),
        }

    def form(self, grid: Grid, lines: dict[str, int]) -> None:
        """Reads the form of the district."""
        variant = grid.sheet.variants[0]
        for column in grid.sheet.columns:
            row = lines.get(column.key)
            name = heading(grid.sheet, column, grid.lang)
            if row is None:
                self.places[column.path] = Place(grid.raw.name, 0, 0, name)
                continue
            place = grid.line(row, column)
            self._field(grid, column, variant, place, place.raw, self.tree, (), None)

    def table(self, grid: Grid) -> None:
        """Reads the rows of a table, each to its owner."""
        for row in grid.rows():
            variant = grid.variant(row, say=True)
            owner = self._owner(grid, row)
            if variant is None or owner is None:
                self.orphans.add(grid.sheet.key)
                self.lost_ids.add(grid.plain(row, "id"))
            record, path, school = owner or ({}, ("?",), None)
            if variant is None:
                continue
            if grid.sheet.mapping:
                self._pair(grid, row, variant, record, path, school)
            else:
                self._row(grid, row, variant, record, path, school)

    def _owner(self, grid: Grid, row: int) -> tuple[Record, Path, str | None] | None:
        sheet = grid.sheet
        if sheet.parent in ("district", "term", "travel"):
            return self._owners[(sheet.parent, None)]
        located: list[Any] = []
        school: str | None = None
        for column in (c for c in sheet.columns if c.locates):
            raw = grid.cell(row, column.key)
            if raw is None:
                return None
            place = grid.place(row, column)
            if grid.is_lost(place):
                return None
            if blank(raw):
                grid.add(place, "missing")
                return None
            try:
                value = value_of(column, raw, self._resolver(school), grid.lang)
            except CellError as error:
                if not self._is_gone(error.kind):
                    grid.add(place, error.code, **error.params)
                return None
            located.append(value)
            if column.group == "school":
                school = value
        key = tuple(located) if len(located) > 1 else located[0]
        found = self._owners.get((sheet.parent, key))
        if found is None and located[-1] not in self.lost_ids and not self._is_gone(sheet.parent):
            places = [grid.place(row, c) for c in sheet.columns if c.locates]
            said = {
                "column": " / ".join(place.heading for place in places),
                "value": " / ".join(place.value for place in places),
            }
            grid.add(places[0], "no_owner", **said)
        return found

    def _pair(
        self,
        grid: Grid,
        row: int,
        variant: Variant,
        record: Record,
        path: Path,
        school: str | None,
    ) -> None:
        """Reads a row that is one key and value of a mapping."""
        _, key_column, value_column = grid.sheet.columns
        here: Record = {}
        for column in (key_column, value_column):
            raw = grid.cell(row, column.key)
            place = grid.place(row, column)
            required = "" if raw is None else raw
            self._field(grid, column, variant, place, required, here, ("?",), school)
            if column.path[-1] not in here and blank(required) and raw is not None:
                grid.add(place, "missing")
        key = here.get(key_column.path[-1])
        target = record.setdefault(variant.into[0], {})
        if key is None or value_column.path[-1] not in here:
            return
        if key in target:
            grid.add(grid.place(row, key_column), "doubled_row", value=key)
        target[key] = here[value_column.path[-1]]
        self.places[(*path, *variant.into, key)] = grid.place(row, value_column)

    def _row(
        self,
        grid: Grid,
        row: int,
        variant: Variant,
        owner: Record,
        path: Path,
        school: str | None,
    ) -> None:
        record: Record = {}
        if "kind" in variant.model.model_fields and grid.sheet.key == "pins":
            record["kind"] = variant.code
        items = owner.setdefault(variant.into[0], [])
        here = (*path, *variant.into, len(items))
        items.append(record)
        first = next((c for c in grid.sheet.columns if c.key == "id"), grid.sheet.columns[0])
        self.places[here] = grid.place(row, first)
        for column in grid.sheet.columns:
            if column.locates or grid.sheet.tells_kind(column):
                continue
            raw = grid.cell(row, column.key)
            place = grid.place(row, column)
            field = column.path_for(variant.code)
            if field is None:
                if raw is not None and not blank(raw):
                    grid.add(place, "not_for_kind", kind=grid.kind(variant))
                continue
            if raw is None and grid.sheet.required(column):
                self.bad.add((*here, *field))
            raw = "" if raw is None else raw
            self._field(grid, column, variant, place, raw, record, here, school)
            if column.kind == "ref" and not column.many and school is None:
                school = self._school_of(column.group, record, field)
        self._own(grid.sheet, variant, record, here, school)

    def _field(
        self,
        grid: Grid,
        column: Column,
        variant: Variant,
        place: Place,
        raw: Any,
        record: Record,
        here: Path,
        school: str | None,
    ) -> None:
        field = column.path_for(variant.code)
        assert field is not None
        self.places[(*here, *field)] = place
        if grid.is_lost(place):
            self.bad.add((*here, *field))
            return
        if blank(raw) or says_blank(column, grid.sheet.leaf(column, variant), raw):
            return
        try:
            value = value_of(column, raw, self._resolver(school), grid.lang)
        except CellError as error:
            self.bad.add((*here, *field))
            if not self._is_gone(error.kind):
                grid.add(place, error.code, **error.params)
            return
        note_doubts(grid, column, place, value)
        for step in field[:-1]:
            record = record.setdefault(step, {})
        record[field[-1]] = value

    def _is_gone(self, kind: str) -> bool:
        """Tells, and notes, whether a kind of record is missing as a whole."""
        sheet = self.gone.get(kind)
        if sheet is not None:
            self.needed.add(sheet.key)
        return sheet is not None

    def _own(
        self, sheet: Sheet, variant: Variant, record: Record, here: Path, school: str | None
    ) -> None:
        """Lets the rows of later sheets find a record."""
        if variant.defines == "funding":
            key: Any = (school, record.get("account"))
        elif variant.defines:
            key = record.get("id")
            school = key if variant.defines == "school" else school
        else:
            return
        self._owners.setdefault((variant.defines, key), (record, here, school))

    def _resolver(self, school: str | None) -> Resolve:
        known = self._resolvers.get(school)
        if known is not None:
            return known

        def resolve(kind: str, said: str, quoted: bool) -> str:
            return self.registry.find(kind, said, school, quoted).id

        self._resolvers[school] = resolve
        return resolve

    def _school_of(self, kind: str, record: Record, field: Path) -> str | None:
        value = record.get(field[0])
        if not isinstance(value, str):
            return None
        try:
            return value if kind == "school" else self.registry.find(kind, value, None).school
        except CellError:
            return None
