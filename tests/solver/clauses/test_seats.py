"""The clauses of `tests.solver.clauses.seats`, tried one by one."""

import pytest

from tests.solver.clauses import seats
from tests.solver.clauses.kit import Case
from tests.solver.clauses.trial import parameters, try_case


@pytest.mark.parametrize(("clause_id", "sort", "case"), parameters(seats.TABLE))
def test_clause(clause_id: str, sort: str, case: Case) -> None:
    try_case(clause_id, sort, case)
