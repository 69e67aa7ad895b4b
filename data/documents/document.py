"""What a document is, without any layout: fields, tables, notes and lines to sign."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from data.documents.months import Month
from data.writers.tables import Column, Kind, Table, Value
from data.writers.view import PlanView
from solver.domain.school import School


@dataclass(frozen=True)
class Field:
    """A line with a name: what it is about and what there is to say; empty means to be filled."""

    name: str
    said: str = ""


@dataclass(frozen=True)
class Paper:
    """One sheet of paper or several: a document about one school, one stage or the district.

    Parameters
    ----------
    name : str
        What tells it from the other papers of the document, e.g. the school's name.
    title : str
        The heading.
    subtitle : str
        The term, the month, the unit of figures.
    fields : tuple of Field
        Said line by line before the tables.
    notes : tuple of str
        Said below the tables.
    signatures : tuple of str
        What is signed at the end, each with room to write.
    """

    name: str
    title: str
    subtitle: str = ""
    fields: tuple[Field, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Request:
    """What documents are made from.

    ``months`` are those asked for, in order; all of the term if none was named.
    """

    view: PlanView
    months: tuple[Month, ...]

    def say(self, name: str, /, **params: object) -> str:
        """Returns the message ``report.<name>`` with its placeholders filled."""
        return self.view.words.report(name, **params)

    @property
    def term(self) -> str:
        """The term with its dates."""
        term = self.view.district.term
        return self.say("term_line", name=term.name, first=term.first_day, last=term.last_day)

    def school_paper(self, school: School, title: str, **parts: Any) -> Paper:
        """Returns a paper about one school and the term.

        Parameters
        ----------
        title : str
            Name of the message that is its heading, with the school's name in it.
        parts
            Fields, tables, notes and signatures of the ``Paper``.
        """
        said = self.say(title, school=school.name)
        return Paper(name=school.name, title=said, **{"subtitle": self.term, **parts})

    def table(
        self,
        key: str,
        columns: dict[str, Kind],
        rows: Sequence[tuple[Value, ...]],
        states: Sequence[str] = (),
        note: str = "",
        title: str = "",
    ) -> Table:
        """Returns a table; its headings are the messages ``report.head_<name>``."""
        return Table(
            key=key,
            title=title or self.say(f"table_{key}"),
            note=note or ("" if rows else self.say("no_rows")),
            columns=tuple(Column(self.say(f"head_{name}"), kind) for name, kind in columns.items()),
            rows=tuple(rows),
            states=tuple(states),
        )

    def plain(self, value: Any) -> str:
        """Returns a date or a figure as text, nothing for ``None``."""
        return "" if value is None else str(value)


Build = Callable[[Request], list[Paper]]


@dataclass(frozen=True)
class Report:
    """A kind of document.

    Parameters
    ----------
    key : str
        Name of its files; its title is the message ``report.title_<key>``.
    build : callable
        Makes its papers.
    always : bool
        Whether it is made also where no clause of the pack asks for it.
    """

    key: str
    build: Build
    always: bool = False
