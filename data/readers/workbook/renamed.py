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


def exchanged(sheet: Sheet, raw: RawSheet) -> Sheet | None:
    """Returns the sheet whose headings stand under another sheet's name, if they do.

    They do if all headings that it must have are there and not all that its name asks for.
    """
    if raw.rows and not sheet.form and not _fits(sheet, raw):
        for other in SHEETS:
            if other is not sheet and not other.form and _fits(other, raw):
                return other
    return None


def _fits(sheet: Sheet, raw: RawSheet) -> bool:
    said, there = _headings(sheet, raw)
    must = {c.key for c in sheet.columns if sheet.required(c)}
    return _complete(must, there) and len(there) >= _SHARE * len(said)


def _headings(sheet: Sheet, raw: RawSheet) -> tuple[set[str], set[str]]:
    """Returns what a sheet's heading row says and the keys of the columns that it names."""
    known = heading_meanings(sheet.key)
    top = heading_row(sheet, raw)
    said = {normal(str(cell)) for cell in raw.rows[top]} - {""} if top is not None else set()
    return said, {known[word].key for word in said if word in known}


def _likeness(sheet: Sheet, raw: RawSheet) -> float:
    """Returns how well a sheet fits a declaration; 0 if it is hardly it."""
    named = any(normal(sheet_name(sheet, lang)) in normal(raw.name) for lang in LANGUAGES)
    if sheet.form:
        known = heading_meanings(sheet.key)
        said = {normal(str(row[0])) for row in raw.rows if row} - {""}
        there = {known[word].key for word in said if word in known}
    else:
        said, there = _headings(sheet, raw)
    must = {c.key for c in sheet.columns if sheet.required(c)}
    share = len(there) / len(said) if said else 0.0
    fits = len(there) > 1 and share >= _SHARE
    return len(there) * share + named if fits and (named or _complete(must, there)) else 0.0


def _complete(must: Collection[str], there: Collection[str]) -> bool:
    return len(must) > 1 and set(must) <= set(there)
