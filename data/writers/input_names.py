"""Where a field of the input is filled in, in the words of the workbook that planners know."""

from collections.abc import Iterator

from data.readers.workbook.sheets import SHEETS
from data.readers.workbook.spec import Sheet, Variant
from data.readers.workbook.words import heading, sheet_name, word
from solver.domain.messages import catalogue


def input_name(field: str, lang: str) -> str | None:
    """Returns what the workbook calls a field, e.g. of ``School.is_urban`` or ``ChoiceCount``.

    ``None`` if neither the workbook nor the catalogue (``clause.input_<field>``) knows it.
    """
    known = catalogue(lang)
    if f"clause.input_{field}" in known:
        return known[f"clause.input_{field}"]
    model, _, name = field.partition(".")
    sheets = [(s, v) for s in SHEETS for v in s.variants if v.model.__name__ == model]
    if not name and sheets:
        return _sheet(sheets[0][0], lang)
    for sheet, variant in sheets:
        columns = [
            heading(sheet, column, lang)
            for column in sheet.columns
            if not (column.locates or sheet.tells_kind(column))
            and (path := column.path_for(variant.code)) is not None
            and path[0] == name
        ]
        if columns:
            said = "clause.input_columns" if len(columns) > 1 else "clause.input_column"
            return known[said].format(sheet=_sheet(sheet, lang), column=columns[0])
    for sheet, variant in _parts(sheets, model, name):
        if not sheet.has_kinds:
            return _sheet(sheet, lang)
        return known["clause.input_kind"].format(
            sheet=_sheet(sheet, lang),
            kind=word(sheet.kind_column.group, variant.code, lang),
        )
    return None


def _parts(
    sheets: list[tuple[Sheet, Variant]], model: str, name: str
) -> Iterator[tuple[Sheet, Variant]]:
    """Yields the kinds of rows that fill a list of a record; the term has no sheet of its own."""
    kinds = {variant.defines for _, variant in sheets if variant.defines} or {model.lower()}
    for sheet in SHEETS:
        for variant in sheet.variants:
            if sheet.parent in kinds and variant.into[:1] == (name,):
                yield sheet, variant


def _sheet(sheet: Sheet, lang: str) -> str:
    return catalogue(lang)["clause.input_sheet"].format(sheet=sheet_name(sheet, lang))
