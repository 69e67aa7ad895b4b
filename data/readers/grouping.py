"""One line for one mistake, however many cells repeat it."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from solver.domain.errors import InputFinding

_APART = 3
"""Up to this many different values in a column are told one by one."""
_BESIDE = {"sheet", "column", "first", "last", "examples"}
"""Parameters that say where a mistake is or what could be instead, not what is wrong."""


@dataclass(frozen=True)
class Group:
    """Findings that are one mistake to who made it.

    Attributes
    ----------
    findings : sequence of InputFinding
        In the order of the input; the first one speaks for all.
    alike : bool
        Whether all have the same value; if not, only place and kind are the same.
    """

    findings: Sequence[InputFinding]
    alike: bool

    @property
    def first(self) -> InputFinding:
        """The finding that speaks for the group."""
        return self.findings[0]


def grouped(findings: Iterable[InputFinding]) -> list[Group]:
    """Returns findings in groups, in the order in which the groups begin.

    The same wrong value in a column is one mistake; so is a name that nobody has, wherever it is
    used; so is a column in which more than a few values are wrong in the same way.
    """
    same: dict[Hashable, list[tuple[int, InputFinding]]] = defaultdict(list)
    for number, finding in enumerate(findings):
        same[_mistake(finding)].append((number, finding))
    columns: dict[Hashable, list[list[tuple[int, InputFinding]]]] = defaultdict(list)
    for bucket in same.values():
        places = {_column(finding.where) for _, finding in bucket}
        alone = len(places) > 1 or not _has_cell(bucket[0][1].where)
        key = id(bucket) if alone else (bucket[0][1].code, *places)
        columns[key].append(bucket)
    found: list[tuple[int, Group]] = []
    for buckets in columns.values():
        if len(buckets) > _APART:
            buckets = [sorted((item for bucket in buckets for item in bucket), key=lambda i: i[0])]
            alike = False
        else:
            alike = True
        for bucket in buckets:
            found.append((bucket[0][0], Group([finding for _, finding in bucket], alike)))
    return [group for _, group in sorted(found, key=lambda item: item[0])]


def _mistake(finding: InputFinding) -> Hashable:
    said = tuple(sorted((k, v) for k, v in finding.params.items() if k not in _BESIDE))
    anywhere = finding.code.startswith("input.unknown_") and finding.code not in (
        "input.unknown_column",
        "input.unknown_line",
        "input.unknown_field",
    )
    return (finding.code, said, "" if anywhere else _column(finding.where))


def _column(where: str) -> str:
    """Returns sheet and column of a cell, or a JSON path without the numbers of its items."""
    sheet, mark, cell = where.rpartition("!")
    if mark:
        return f"{sheet}!{cell.rstrip('0123456789')}"
    return re.sub(r"\[\d+\]", "[*]", where)


def _has_cell(where: str) -> bool:
    return "!" in where or "[" in where
