"""The records that a workbook defines, found by id or by a name that only one of them has."""

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice

from data.readers.workbook.cells import CellError, squeeze
from data.readers.workbook.grid import Grid, Place

_SAID = {"person": "staff_member"}
_EXAMPLES = 6
_MOST_COMPARED = 2000
_MOST_SEARCHES = 50
"""Looking for similar words takes time; in a workbook full of errors the first ones get it."""


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
    _of_school: dict[tuple[str, str | None], list[Known]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _by_id: dict[tuple[str, str], Known] = field(default_factory=dict)
    _by_form: dict[tuple[str, str], list[Known]] = field(default_factory=lambda: defaultdict(list))
    _places: dict[tuple[str, str], Place] = field(default_factory=dict)
    _near: dict[tuple[str, str, str | None], str] = field(default_factory=dict)

    def add(self, kind: str, record: Known) -> bool:
        """Adds a record; tells whether its id is new."""
        if (kind, record.id) in self._by_id:
            return False
        self.known[kind].append(record)
        self._of_school[(kind, record.school)].append(record)
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
            place = grid.place(row, next(c for c in grid.sheet.columns if c.key == "id"))
            if self.add(variant.defines, Known(id_, name, school)):
                self._places[(variant.defines, id_)] = place
            else:
                first = self._places[(variant.defines, id_)]
                grid.add(place, "duplicate_row_id", value=id_, first=first.where)

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
        raise self._unknown(kind, said, school)

    def _unknown(self, kind: str, said: str, school: str | None) -> CellError:
        """Returns the mistake of a name that nobody has, with those that come nearest."""
        if said.isdigit():
            for other in (said.lstrip("0"), *(said.zfill(n) for n in range(2, 13))):
                if other != said and (kind, other) in self._by_id:
                    return CellError("zeros_in_front", value=said, allowed=other)
        key = (kind, said, school)
        if key not in self._near:
            own = self._of_school.get((kind, school)) or self.known[kind]
            near = self._nearest(said, own) if len(self._near) < _MOST_SEARCHES else []
            near += [k.id for k in islice(own, _EXAMPLES) if k.id not in near]
            self._near[key] = ", ".join(near[:_EXAMPLES]) or "–"
        code = f"unknown_{_SAID.get(kind, kind)}"
        return CellError(code, kind, value=said, examples=self._near[key])

    def _nearest(self, said: str, known: list[Known]) -> list[str]:
        """Returns the ids of the records whose id or name is most like what was said."""
        words: dict[str, str] = {}
        for record in islice(known, _MOST_COMPARED):
            words.setdefault(squeeze(record.id), record.id)
            words.setdefault(squeeze(record.name), record.id)
        words.pop("", None)
        return list(dict.fromkeys(words[w] for w in get_close_matches(squeeze(said), words, n=3)))
