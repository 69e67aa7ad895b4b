"""A district as the rows of its workbook: the way back from records to cells."""

from collections.abc import Iterator
from typing import Any

from data.readers.workbook.spec import Path, Sheet, Variant
from solver.domain.district import District

Row = dict[str, Any]


def rows_of(district: District, sheet: Sheet) -> Iterator[Row]:
    """Yields the rows of a sheet; values are in the model's units, ``None`` for blank."""
    if sheet.form:
        yield _row(sheet, sheet.variants[0], district)
        return
    for named, owner in _owners(district, sheet.parent):
        if sheet.mapping:
            _, key, value = sheet.columns
            for name, number in getattr(owner, str(sheet.variants[0].into[0])).items():
                yield {**named, key.key: name, value.key: number}
            continue
        for into in dict.fromkeys(v.into for v in sheet.variants):
            sharing = [v for v in sheet.variants if v.into == into]
            for record in getattr(owner, str(into[0])):
                variant = next(v for v in sharing if isinstance(record, v.model))
                yield {**named, **_row(sheet, variant, record)}


def _row(sheet: Sheet, variant: Variant, record: Any) -> Row:
    row: Row = {"kind": variant.code} if sheet.has_kinds else {}
    for column in sheet.columns:
        path = column.path_for(variant.code)
        if path is None or column.locates or sheet.tells_kind(column):
            continue
        row[column.key] = value_at(record, path)
    return row


def value_at(record: Any, path: Path) -> Any:
    """Returns the value at a path; ``None`` if a part on the way is missing."""
    for step in path:
        if record is None:
            return None
        record = record.get(step) if isinstance(record, dict) else getattr(record, str(step))
    return record


def _owners(district: District, kind: str) -> Iterator[tuple[Row, Any]]:
    schools = district.schools
    if kind == "district":
        yield {}, district
    elif kind in ("term", "travel"):
        yield {}, getattr(district, kind)
    elif kind == "school":
        yield from (({"school": s.id}, s) for s in schools)
    elif kind == "room":
        yield from (({"room": r.id}, r) for s in schools for r in s.rooms)
    elif kind == "class":
        yield from (({"class": c.id}, c) for s in schools for c in s.classes)
    elif kind == "funding":
        for school in schools:
            for funding in school.funding:
                yield {"school": school.id, "account": funding.account}, funding
    elif kind == "person":
        yield from (({"person": p.id}, p) for p in district.staff)
    elif kind == "provider":
        yield from (({"provider": p.id}, p) for p in district.providers)
    elif kind == "activity":
        yield from (({"activity": a.id}, a) for a in district.activities)
    elif kind == "student":
        yield from (({"student": s.id}, s) for s in district.students)
    else:
        raise KeyError(kind)
