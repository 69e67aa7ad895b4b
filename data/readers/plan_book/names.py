"""What the cells of a plan call people, rooms and classes: names where one has it, else ids too."""

import re
from functools import lru_cache

from data.readers.workbook.cells import CellError, squeeze
from data.readers.workbook.lists import LIST_MARKS
from data.readers.workbook.registry import Known, Registry
from data.readers.workbook.values import bare_nothing
from solver.domain.district import District

_NAMED_TWICE = re.compile(r"(?P<name>.+?)\s*[(（](?P<id>[^()（）]+)[)）]\s*")


class Names:
    """The records of a district by what a cell may call them.

    Parameters
    ----------
    district : District
        The district of the plan.
    """

    def __init__(self, district: District) -> None:
        self._registry = Registry()
        self._names: dict[tuple[str, str], str] = {}
        for school in district.schools:
            self._add("school", school.id, school.name, school.id)
            for school_class in school.classes:
                self._add("class", school_class.id, school_class.name, school.id)
            for room in school.rooms:
                self._add("room", room.id, room.name, school.id)
        for person in district.staff:
            self._add("person", person.id, person.name, person.home_school_id)
        for activity in district.activities:
            self._add("activity", activity.id, activity.title, activity.school_id)
        self.label = lru_cache(maxsize=None)(self._label)

    def _add(self, kind: str, id_: str, name: str, school: str | None) -> None:
        self._registry.add(kind, Known(id_, name, school))
        self._names[(kind, id_)] = name

    def _label(self, kind: str, id_: str, school: str | None) -> str:
        """Returns the shortest text by which a cell in a row of a school means a record.

        Its name, its name with the id in brackets, or the id alone.
        """
        name = self._names.get((kind, id_), "")
        if not name or LIST_MARKS & set(name) or bare_nothing(name) or name != name.strip():
            return id_
        for said in (name, f"{name}（{id_}）"):
            try:
                if self.find(kind, said, school) == id_:
                    return said
            except CellError:
                continue
        return id_

    def find(self, kind: str, said: str, school: str | None, exact: bool = False) -> str:
        """Returns the id of the record that a cell names by id, by name, or by both.

        Raises
        ------
        CellError
            If there is none, or several have the name.
        """
        try:
            return self._registry.find(kind, said, school, exact).id
        except CellError as error:
            both = _NAMED_TWICE.fullmatch(said)
            if both is None or error.code == "ambiguous_name":
                raise
            try:
                found = self._registry.find(kind, both["id"].strip(), school, exact=True)
            except CellError:
                raise error from None
            if squeeze(both["name"]) != squeeze(found.name):
                raise CellError(
                    "name_not_of_id", kind, value=said, id=found.id, name=found.name
                ) from None
            return found.id
