"""From grids to one tree of records, with the place of every value."""

from typing import Any

from data.readers.workbook.cells import CellError, as_text, blank
from data.readers.workbook.grid import Grid, Place
from data.readers.workbook.registry import Known, Registry
from data.readers.workbook.spec import Column, Path, Sheet, Variant
from data.readers.workbook.values import Resolve, value_of
from data.readers.workbook.words import codes, heading, meaning, word
from solver.domain.errors import InputFinding

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
    """

    def __init__(self) -> None:
        self.tree: Record = {"term": {}, "travel": {}}
        self.places: dict[Path, Place] = {}
        self.bad: set[Path] = set()
        self.orphans: set[str] = set()
        self.lost_ids: set[str] = set()
        self.findings: list[InputFinding] = []
        self.registry = Registry()
        self._resolvers: dict[str | None, Resolve] = {}
        self._owners: dict[tuple[str, Any], tuple[Record, Path, str | None]] = {
            ("district", None): (self.tree, (), None),
            ("term", None): (self.tree["term"], ("term",), None),
            ("travel", None): (self.tree["travel"], ("travel",), None),
        }

    def register(self, grid: Grid) -> None:
        """Notes the ids and names that a sheet defines, before anything refers to them."""
        for row in grid.rows():
            variant = self._variant(grid, row, say=False)
            if variant is None or not variant.defines or "id" not in grid.columns:
                continue
            id_ = self._plain(grid, row, "id")
            if not id_:
                continue
            name = self._plain(grid, row, "name") or self._plain(grid, row, "title")
            owner = self._plain(grid, row, "school") or self._plain(grid, row, "home_school_id")
            school = None
            if owner:
                try:
                    school = self.registry.find("school", owner, None).id
                except CellError:
                    school = None
            elif variant.defines == "school":
                school = id_
            if not self.registry.add(variant.defines, Known(id_, name, school)):
                column = next(c for c in grid.sheet.columns if c.key == "id")
                self._say(grid, grid.place(row, column), "duplicate_id", value=id_, times=2)

    def form(self, grid: Grid, lines: dict[str, int]) -> None:
        """Reads the form of the district."""
        variant = grid.sheet.variants[0]
        for column in grid.sheet.columns:
            row = lines.get(column.key)
            name = heading(grid.sheet, column, grid.lang)
            if row is None:
                self.places[column.path] = Place(grid.raw.name, 0, 0, name)
                continue
            cells = grid.raw.rows[row]
            raw = cells[1] if len(cells) > 1 else ""
            place = Place(grid.raw.name, row, 1, name, raw)
            self._field(grid, column, variant, place, raw, self.tree, (), None)

    def table(self, grid: Grid) -> None:
        """Reads the rows of a table, each to its owner."""
        for row in grid.rows():
            variant = self._variant(grid, row, say=True)
            owner = self._owner(grid, row)
            if variant is None or owner is None:
                self.orphans.add(grid.sheet.key)
                self.lost_ids.add(self._plain(grid, row, "id"))
            record, path, school = owner or ({}, ("?",), None)
            if variant is None:
                continue
            if grid.sheet.mapping:
                self._pair(grid, row, variant, record, path, school)
            else:
                self._row(grid, row, variant, record, path, school)

    def _variant(self, grid: Grid, row: int, say: bool) -> Variant | None:
        variants = grid.sheet.variants
        if not grid.sheet.has_kinds:
            return variants[0]
        raw = grid.cell(row, "kind")
        column = next(c for c in grid.sheet.columns if c.key == "kind")
        if raw is None:
            return None
        code = None if blank(raw) else meaning(column.group, str(raw))
        found = next((v for v in variants if v.code == code), None)
        if found is None and say:
            place = grid.place(row, column)
            words = ", ".join(word(column.group, c, grid.lang) for c in codes(column.group))
            if blank(raw):
                self._say(grid, place, "missing")
            else:
                self._say(grid, place, "not_allowed", allowed=words)
        return found

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
            if self._lost(grid, place):
                return None
            if blank(raw):
                self._say(grid, place, "missing")
                return None
            try:
                value = value_of(column, raw, self._resolver(school), grid.lang)
            except CellError as error:
                self._say(grid, place, error.code, **error.params)
                return None
            located.append(value)
            if column.group == "school":
                school = value
        key = tuple(located) if len(located) > 1 else located[0]
        found = self._owners.get((sheet.parent, key))
        if found is None:
            places = [grid.place(row, c) for c in sheet.columns if c.locates]
            said = {
                "column": " / ".join(place.heading for place in places),
                "value": " / ".join(place.value for place in places),
            }
            self._say(grid, places[0], "no_owner", **said)
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
                self._say(grid, place, "missing")
        key = here.get(key_column.path[-1])
        target = record.setdefault(variant.into[0], {})
        if key is None or value_column.path[-1] not in here:
            return
        if key in target:
            self._say(grid, grid.place(row, key_column), "doubled_row", value=key)
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
                    self._say(grid, place, "not_for_kind", kind=self._kind(grid, variant))
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
        if self._lost(grid, place):
            self.bad.add((*here, *field))
            return
        if blank(raw):
            return
        try:
            value = value_of(column, raw, self._resolver(school), grid.lang)
        except CellError as error:
            self.bad.add((*here, *field))
            self._say(grid, place, error.code, **error.params)
            return
        for step in field[:-1]:
            record = record.setdefault(step, {})
        record[field[-1]] = value

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

    def _plain(self, grid: Grid, row: int, key: str) -> str:
        raw = grid.cell(row, key)
        if raw is None or blank(raw):
            return ""
        try:
            return as_text(raw)
        except CellError:
            return ""

    def _kind(self, grid: Grid, variant: Variant) -> str:
        column = next(c for c in grid.sheet.columns if c.key == "kind")
        return word(column.group, variant.code, grid.lang)

    def _lost(self, grid: Grid, place: Place) -> bool:
        code = grid.raw.lost.get((place.row, place.column))
        if code is not None:
            self._say(grid, place, code)
        return code is not None

    def _say(self, grid: Grid, place: Place, code: str, **params: object) -> None:
        grid.add(place, code, **params)
