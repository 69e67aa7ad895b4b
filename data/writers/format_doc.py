"""Writes ``data/FORMAT.md`` from the declaration of the workbook; a test keeps it up to date.

Run ``python -m data.writers.format_doc`` after a change of the declaration.
"""

from pathlib import Path

from data.readers.workbook.sheets import SHEETS
from data.readers.workbook.spec import Column, Sheet
from data.readers.workbook.words import heading, note, say, sheet_name
from data.writers.describe import holds, if_blank, need
from data.writers.json_files import write_whole

PATH = Path(__file__).parent.parent / "FORMAT.md"

_OWNERS = {
    "district": "",
    "term": "term.",
    "travel": "travel.",
    "school": "schools[].",
    "room": "schools[].rooms[].",
    "class": "schools[].classes[].",
    "funding": "schools[].funding[].",
    "person": "staff[].",
    "provider": "providers[].",
    "activity": "activities[].",
    "student": "students[].",
}

_HEAD = """\
<!-- Written by `python -m data.writers.format_doc`; change the declaration, not this file. -->

# Formats of the input and of the plan

A district is one JSON document or one workbook (.xlsx); both hold the same and are told apart by
their content. A plan is one JSON document; pins are a JSON list. `kehou schema district` and
`kehou schema plan` print the JSON Schemas, `kehou template` an empty workbook.

## JSON

UTF-8, one object with `schema_version` (now 1). No unknown field is accepted. Units are part of
the name: `_min` minutes (clock times: since midnight, at most 1440), `_fen` integer fen (1 yuan is
100 fen), `_ch` hundredths of a class-hour (课时), `_m` metres, `_pct` per cent. Weekdays are 1
(Monday) to 7, grades 1 to 9. Dates are `YYYY-MM-DD`. Numbers are numbers, not text. An id is one
line of text, at most 80 characters, without spaces around it; ids of schools, classes, periods,
rooms, bands, menus, staff, providers, activities and students are unique in the district.

`provenance` notes which figures are real (`real`), changed (`adapted`) or made up (`invented`).

A file of pins is a list of records with `kind` `grid`, `meeting` or `absence` (or an object whose
only key `pins` holds that list); the fields are those of the sheet 锁定 / Pins below.

A plan names in `provenance` the digests of the district and the pack it was made from; `verdict` is
the word of the independent check, with the digests of what it checked. `levels` have value, proved
lower bound and unit; the last of them, `save_money`, is pay, providers, consumables of those who
enrol and what the district's fund gives, in fen (older plans have neither it nor its term);
`unmet` says what could not be served and why; amounts in `accounts` are fen,
income positive and cost negative.

## Workbook

The reader takes the sheet names, headings and drop-down words of both languages, in any order of
columns, and the codes of the JSON file as words. Headings may leave out their unit in brackets and
the mark `*` (required), and may begin with the name of their sheet. What is read as follows gives
the same district as the plain value; anything else is an error with its sheet and cell.

- Digits and letters may be full-width; spaces (non-breaking ones too) around values do not matter,
  nor do spaces within words; two numbers with a space between them are an error.
- Times: `16:00`, `1600`, `16点30分`, `下午4点半`, `4:30 PM`, or a time cell. `24:00` is the end of
  the day.
- Dates: a date cell, `2026-09-01`, `2026/9/1`, `2026.9.1`, `2026年9月1日`, `20260901`. Dates with
  the year last or without a year, and the bare numbers of dates, are errors.
- Money is in yuan, class-hours in 课时, both with at most two decimals; `¥`, `元`, `万元` and
  thousands separators are understood, as are words that count (`45人`). Percentages are `50`, `50%`
  or a cell that shows 50%; a bare 0.5 is an error.
- Yes and no: `是` `否` `有` `无` `√` `×` `1` `0` `TRUE` `FALSE`. Grades: `3`, `三年级`, `初一`.
  Weekdays: `周一`, `星期一`, `Mon`, `1`.
- Lists: items separated by `、` `,` `;` or a line break; an item that holds such a mark stands in
  double quotes. Grades and weekdays may be ranges: `3-6`, `周一至周五`.
- `无`, `/` or a dash is a blank cell where that may be blank; `全部` is one where blank means all.
  In double quotes these words are meant literally.
- References are ids; a name will do where only one record (of the row's school, else of the
  district) has it. An id shown with zeros in front (format `000`) is read as shown.
- Merged cells: each row has the value; merged ids, numbers and money, and cells merged across
  columns, are errors. Formulas need a stored value.
- Rows of totals, signatures and remarks below a table, blank rows, sheets that are not known, and
  columns that are not known on a sheet that has all its own are not read. While a column is
  missing, an unknown heading is an error unless it begins with 备注 or Remark; likewise a sheet
  that looks like a missing one. Hidden rows, columns and sheets are read. What was left out or
  hidden is said as a note.
- Every mistake is reported at once. A refused workbook gets a copy beside it,
  `<name>.批注.xlsx` or `<name>.errors.xlsx`, in which wrong cells are filled and commented and all
  errors are listed; the workbook itself is not changed (`--no-marked-copy`: no copy).

Each sheet below lists its columns: heading in Chinese and English, the JSON field, what a cell
holds, whether it is required, and what a blank cell means.
"""


def document() -> str:
    """Returns the text of ``FORMAT.md``."""
    parts = [_HEAD]
    for sheet in SHEETS:
        parts.append(_sheet(sheet))
    return "\n".join(parts)


def _sheet(sheet: Sheet) -> str:
    lines = [
        f"### {sheet_name(sheet, 'zh')} / {sheet_name(sheet, 'en')}",
        "",
        say(f"about_{sheet.key}", "en"),
        "",
    ]
    if sheet.has_kinds:
        for variant in sheet.variants:
            group = sheet.kind_column.group
            zh, en = (say(f"word_{group}_{variant.code}", lang) for lang in ("zh", "en"))
            lines.append(f"- {zh} / {en}: `{_list_path(sheet, variant.into[0])}`")
        lines.append("")
    elif not sheet.form:
        lines += [f"Rows: `{_list_path(sheet, sheet.variants[0].into[0])}`", ""]
    lines += [
        "| 表头 | Heading | JSON | Holds | Required | If blank | Note |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [_row(sheet, column) for column in sheet.columns]
    return "\n".join(lines) + "\n"


def _list_path(sheet: Sheet, name: object) -> str:
    return f"{_OWNERS[sheet.parent]}{name}" + ("{}" if sheet.mapping else "[]")


def _row(sheet: Sheet, column: Column) -> str:
    cells = (
        heading(sheet, column, "zh"),
        heading(sheet, column, "en"),
        _json_field(sheet, column),
        holds(sheet, column, "en"),
        need(sheet, column, "en"),
        if_blank(sheet, column, "en"),
        note(sheet, column, "en"),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _json_field(sheet: Sheet, column: Column) -> str:
    if column.locates:
        return "(owner)"
    if sheet.mapping:
        return "(key)" if column is sheet.columns[1] else "(value)"
    if sheet.tells_kind(column):
        return "`kind`" if sheet.key == "pins" else "(which list)"
    paths = dict.fromkeys(column.path_for(v.code) for v in sheet.variants)
    said = [".".join(str(step) for step in path) for path in paths if path is not None]
    return ", ".join(f"`{field}`" for field in said)


if __name__ == "__main__":
    write_whole(PATH, document().encode())
