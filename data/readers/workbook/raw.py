"""A workbook's cells as they stand."""

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import python_calamine

from data.readers.files import file_bytes, refuse
from data.readers.workbook.cells import Percent, Raw
from data.readers.workbook.package import PERCENT, Cell, SheetFacts, column_letters, sheet_facts
from data.readers.workbook.words import is_known_sheet
from solver.domain.errors import InputErrors

MOST_BYTES = 600 * 1024 * 1024
"""A workbook that unpacks to more is refused: no district needs it, and memory is finite."""


@dataclass(frozen=True)
class RawSheet:
    """The cells of a sheet from A1 on.

    Attributes
    ----------
    merged : tuple
        First and last cell of every merged range.
    facts : SheetFacts
        Which cells lost their value, how numbers are shown, what is hidden.
    """

    name: str
    rows: list[list[Raw]]
    merged: tuple[tuple[Cell, Cell], ...] = ()
    facts: SheetFacts = field(default_factory=SheetFacts)

    @property
    def lost(self) -> dict[Cell, str]:
        """Cells that read as blank although something stands in them, with the reason."""
        return self.facts.lost


def open_workbook(path: Path) -> list[RawSheet]:
    """Returns the sheets of a workbook.

    Raises
    ------
    InputErrors
        If it is damaged or too big.
    """
    content = file_bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if not any(item.startswith("xl/") for item in archive.namelist()):
                raise refuse(path, "input.archive", file=path.name)
            if sum(item.file_size for item in archive.infolist()) > MOST_BYTES:
                raise refuse(path, "input.workbook_too_big", file=path.name)
            facts = sheet_facts(archive)
        too_big = {name for name, known in facts.items() if known.too_big}
        for name in filter(is_known_sheet, too_big):
            cell = f"{column_letters(facts[name].last[1])}{facts[name].last[0] + 1}"
            raise refuse(path, "input.sheet_too_big", f"{name}!{cell}", sheet=name, value=cell)
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return [
                _sheet(book.get_sheet_by_name(name), facts.get(name, SheetFacts()))
                for name in book.sheet_names
                if name not in too_big
            ]
    except InputErrors:
        raise
    except Exception as error:  # whatever a damaged file makes its readers raise
        raise refuse(path, "input.damaged_workbook", file=path.name) from error


def _sheet(sheet: python_calamine.CalamineSheet, facts: SheetFacts) -> RawSheet:
    rows: list[list[Raw]] = sheet.to_python(skip_empty_area=False)
    for (row, column), digits in facts.digits.items():
        value = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            rows[row][column] = _as_shown(value, digits)
    return RawSheet(sheet.name, rows, tuple(sheet.merged_cell_ranges or ()), facts)


def _as_shown(value: float, digits: int) -> Raw:
    if digits == PERCENT:
        return Percent(value)
    whole = value >= 0 and float(value).is_integer()
    return str(int(value)).zfill(digits) if whole else value
