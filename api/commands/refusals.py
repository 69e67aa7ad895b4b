"""How refused findings are told: one line for one mistake, and a marked copy of a workbook."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from api.commands.paths import system_reason
from api.texts import Texts

if TYPE_CHECKING:
    from data.readers.grouping import Group
    from solver.domain import InputFinding

_NAMED = 5
_SHOWN = 12


def finding_lines(findings: "Iterable[InputFinding]", texts: Texts) -> list[str]:
    """Returns one line for every mistake, with how often and where else it was made."""
    from data.readers.grouping import grouped

    lines = []
    for group in grouped(findings):
        message = texts.said(group.first.code, group.first.params)
        if len(group.findings) == 1:
            lines.append(texts("finding", where=group.first.where, message=message))
            continue
        lines.append(
            texts(
                "finding_many" if group.alike else "finding_varied",
                where=group.first.where,
                message=message,
                count=len(group.findings),
                cells=_cells(group, texts),
            )
        )
    return lines


def note_lines(notes: "Iterable[InputFinding]", texts: Texts) -> list[str]:
    """Returns one line for every note, the same way."""
    return [texts("hint", line=line.strip()) for line in finding_lines(notes, texts)]


def marked_line(source: Path, findings: "Sequence[InputFinding]", texts: Texts) -> str | None:
    """Writes the marked copy of a refused workbook and returns what to say of it.

    Nothing is written or said for a file that is no workbook or cannot be read as one: then what
    is wrong is the file itself, and none of its cells.
    """
    from data.readers.file_kinds import is_archive
    from data.writers.marked_copy import write_marked_copy

    if all(finding.where == source.name for finding in findings):
        return None
    try:
        with source.open("rb") as file:
            if not is_archive(file.read(4)):
                return None
    except OSError:
        return None  # why it cannot be opened is among the findings
    try:
        path = write_marked_copy(source, findings, texts.lang)
    except OSError as error:
        return texts("not_marked", reason=system_reason(error, texts))
    except ValueError:
        return texts("not_marked", reason=texts("cannot_copy"))
    return texts("marked", path=path) if path is not None else None


def _cells(group: "Group", texts: Texts) -> str:
    """Returns the first cells of a group, with their values where these differ."""
    sheet = group.first.where.rpartition("!")[0]
    named = []
    for finding in group.findings[:_NAMED]:
        where = finding.where.removeprefix(f"{sheet}!") if sheet else finding.where
        value = finding.params.get("value", "")
        if len(value) > _SHOWN:
            value = value[: _SHOWN - 1] + "…"
        named.append(
            where if group.alike or not value else texts("cell_value", where=where, value=value)
        )
    more = texts("and_more") if len(group.findings) > _NAMED else ""
    return texts("comma").join(named) + more
