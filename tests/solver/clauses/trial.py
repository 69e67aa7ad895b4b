"""Trying a case: the check and the model say the same, and what the table says."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.solver.clauses.kit import SHIPPED, Case, Cases, admitted, broken, counted, weighed

MODES = ("1+1+N", "2+N")
NEEDS = ("place_everyone_once", "offer_extended_care")
"""Families whose rule holds whatever a clause says of it."""


def parameters(table: Mapping[str, Cases]) -> list[Any]:
    """Returns every case of a table with a readable id."""
    return [
        pytest.param(clause_id, sort, case, id=f"{clause_id}-{sort}{n or ''}")
        for clause_id, made in table.items()
        for sort, found in made.of.items()
        for n, case in enumerate(found)
    ]


def binds(clause_id: str, case: Case) -> bool:
    """Tells whether a clause is a rule in a case: required, or a mode that was adopted."""
    clause = SHIPPED[clause_id][1]
    mode = clause.get("mode")
    if mode in MODES:
        return case.record.schools[0].adopted_mode == mode
    if clause.family == "prefer_priority_groups":
        return False  # first served, in a level of its own
    return clause.is_required or clause.family in NEEDS


def try_case(clause_id: str, sort: str, case: Case) -> None:
    """Asserts what the check and the model find."""
    assert (case.amount > 0) == (sort == "violation")
    if binds(clause_id, case):
        found = broken(clause_id, case)
        assert max(found, default=0) == case.amount
        assert admitted(clause_id, case) is (sort != "violation")
        return
    assert broken(clause_id, case) == []
    assert counted(clause_id, case) == case.amount
    assert weighed(clause_id, case) == case.amount
