"""Sheets under a wrong name: told from a user's own sheets by their headings."""

from collections.abc import Collection, Iterable

from data.readers.workbook.headings import REMARKS, heading_row
from data.readers.workbook.notes import OWN_SHEETS
from data.readers.workbook.raw import RawSheet
from data.readers.workbook.sheets import SHEETS
from data.readers.workbook.spec import Sheet
from data.readers.workbook.words import heading_meanings, is_known_sheet, normal, sheet_name
from solver.domain.messages import LANGUAGES

_SHARE = 0.6


def renamed_sheets(raws: Iterable[RawSheet]) -> dict[str, Sheet]:
    """Returns, by its present name, every sheet that should bear the name of a missing one.

    It either holds all required headings and little else than headings of that sheet, or the
    sheet's name is part of its name. A name that begins with 备注 marks a user's own sheet.
    """
    raws = [raw for raw in raws if raw.rows]
    there = {normal(raw.name) for raw in raws}
    missing = [s for s in SHEETS if not there & {normal(sheet_name(s, x)) for x in LANGUAGES}]
    found: dict[str, Sheet] = {}
    for raw in raws:
        if is_known_sheet(raw.name) or raw.name in OWN_SHEETS:
            continue
        if normal(raw.name).startswith(REMARKS):
            continue
        likely = sorted(((_likeness(s, raw), s.key) for s in missing), reverse=True)
        if likely and likely[0][0] > 0 and (len(likely) < 2 or likely[0][0] > likely[1][0]):
            sheet = next(s for s in missing if s.key == likely[0][1])
            missing.remove(sheet)
            found[raw.name] = sheet
    return found


def _likeness(sheet: Sheet, raw: RawSheet) -> float:
    """Returns how well a sheet fits a declaration; 0 if it is hardly it."""
    named = any(normal(sheet_name(sheet, lang)) in normal(raw.name) for lang in LANGUAGES)
    known = heading_meanings(sheet.key)
    if sheet.form:
        said = {normal(str(row[0])) for row in raw.rows if row} - {""}
    else:
        top = heading_row(sheet, raw)
        said = {normal(str(cell)) for cell in raw.rows[top]} - {""} if top is not None else set()
    there = {known[word].key for word in said if word in known}
    must = {c.key for c in sheet.columns if sheet.required(c)}
    share = len(there) / len(said) if said else 0.0
    fits = len(there) > 1 and share >= _SHARE
    return len(there) * share + named if fits and (named or _complete(must, there)) else 0.0


def _complete(must: Collection[str], there: Collection[str]) -> bool:
    return len(must) > 1 and set(must) <= set(there)
