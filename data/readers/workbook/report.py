"""Mistakes that the district's model finds, taken back to the cells they come from."""

from collections.abc import Iterable

from data.readers.model_errors import CODES
from data.readers.workbook.build import Builder
from data.readers.workbook.grid import Grid, Place
from data.readers.workbook.sheets import DISTRICT, SHEETS
from data.readers.workbook.spec import Path, Sheet
from data.readers.workbook.words import meaning, sheet_name, word
from solver.domain.errors import InputFinding

Problem = tuple[Path, str, dict[str, str]]

_CODES_SAID = {"role": "role", "component": "component"}


class Reporter:
    """Says the model's findings in the words and places of the workbook.

    Attributes
    ----------
    absent : dict
        Sheets that a record needs and that hold no row at all, by key.
    """

    def __init__(self, builder: Builder, grids: dict[str, Grid], lang: str) -> None:
        self._builder = builder
        self._grids = grids
        self._lang = lang
        self.absent: dict[str, Sheet] = {}
        self._touched = {b[:n] for b in builder.bad for n in range(1, len(b))}

    def findings(self, problems: Iterable[Problem]) -> list[InputFinding]:
        """Returns the findings that do not merely follow from a cell already reported."""
        found = []
        for path, code, params in problems:
            if self._follows(path, code):
                continue
            rows = self._rows_missing(path, code)
            found.append(rows if rows else self._finding(path, code, params))
        return [f for f in found if f.where]

    def _follows(self, path: Path, code: str) -> bool:
        """Tells whether a finding comes from a cell or row that is reported already."""
        builder = self._builder
        if any(path[:length] in builder.bad for length in range(1, len(path) + 1)):
            return True
        if code in CODES and (path in self._touched or path[:-1] in self._touched):
            return True
        if code == "missing" and path[:1] not in builder.places and DISTRICT.key not in self._grids:
            return len(path) == 1 or path[0] == "term"
        return False

    def _finding(self, path: Path, code: str, params: dict[str, str]) -> InputFinding:
        place = self._place(path)
        words = {"column": "", **params}
        for name, group in _CODES_SAID.items():
            if name in words:
                words[name] = self._word(group, words[name])
        if code == "grouping_for_extension":
            words["value"] = self._word("grouping", words["value"])
        if place is None:
            where = self._sheet_of(path)
            return InputFinding(where=where, code=f"input.{code}", params=words)
        if "value" in params and params.get("column"):
            words["value"] = place.value
        words["column"] = place.heading
        words["sheet"] = place.sheet
        return InputFinding(where=place.where, code=f"input.{code}", params=words)

    def where(self, path: Path) -> str:
        """Returns the cell of a field, else the sheet whose rows make up the list at a path."""
        place = self._builder.places.get(path)
        if place is not None:
            return place.where
        sheet = self._child(path)
        if sheet is not None:
            return self._name(sheet)
        place = self._place(path)
        return place.where if place is not None else ""

    def _place(self, path: Path) -> Place | None:
        for length in range(len(path), 0, -1):
            place = self._builder.places.get(path[:length])
            if place is not None:
                return place
        return None

    def _word(self, group: str, code: str) -> str:
        known = meaning(group, code)
        return word(group, known, self._lang) if known else code

    def _child(self, path: Path) -> Sheet | None:
        """Returns the sheet whose rows make up the list at a path."""
        names = [step for step in path if isinstance(step, str)]
        for sheet in SHEETS:
            for variant in sheet.variants:
                if variant.into and names[-1:] == list(variant.into):
                    return sheet
        return None

    def _rows_missing(self, path: Path, code: str) -> InputFinding | None:
        """Returns the finding for a record that needs rows on another sheet and has none."""
        if code not in ("missing", "list_too_short") or path in self._builder.places:
            return None
        sheet = self._child(path)
        if sheet is None:
            return None
        name = self._name(sheet)
        if sheet.key in self._builder.orphans:
            return InputFinding(where="", code="input.no_rows")
        grid = self._grids.get(sheet.key)
        if grid is None or not grid.rows():
            self.absent[sheet.key] = sheet
            return InputFinding(where="", code="input.no_rows")
        owner = self._place(path[:-1])
        if owner is None:
            return None
        params = {"sheet": name, "value": owner.value}
        return InputFinding(where=owner.where, code="input.no_rows", params=params)

    def _sheet_of(self, path: Path) -> str:
        sheet = self._child(path)
        return self._name(sheet) if sheet else self._name(SHEETS[0])

    def _name(self, sheet: Sheet) -> str:
        grid = self._grids.get(sheet.key)
        return grid.raw.name if grid else sheet_name(sheet, self._lang)
