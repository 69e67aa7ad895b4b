"""No figure of a hard or soft clause may be changed without a case of the clause that notices."""

import pytest

from tests.solver.clauses import CASES
from tests.solver.clauses.kit import SHIPPED
from tests.solver.clauses.mutations import mutations, notices

UNNOTICED = {
    # What every account does, whatever a clause says: a surplus is a refund, no unpublished fee.
    ("QC-5.1c", "surplus_refunded=away"),
    ("HF-2.2a", "surplus_refunded=away"),
    ("HB-2.4a", "surplus_refunded=away"),
    ("QC-5.2c", "fee_needs_publication=away"),
    # A filed agreement, or one of three parties, is an agreement.
    ("XY-6d", "agreement=away"),
    ("HF-4.3a", "agreement=away"),
    # An encouraged clause binds in neither mode.
    ("QC-2e", "mode=must_on_application"),
    # Shares of 79 and 81 per cent need districts of many schools (see the cases of the policies).
    ("AX-2c", "urban_share_pct=81"),
    ("AX-2c", "urban_share_pct=79"),
}
QUICK = ("QC-2b", "QC-6.1b", "QC-6.2b", "XY-3e", "XY-3f", "HF-3.2.3c", "HB-3.3.2e", "AX-2b")
"""Clauses tried in every run; the others take long."""
LONG = [
    pytest.param(i, marks=() if i in QUICK else pytest.mark.slow)
    for i, (_, clause) in SHIPPED.items()
    if clause.parameters
]


@pytest.mark.parametrize("clause_id", LONG)
def test_every_figure_matters(clause_id: str) -> None:
    every = [case for made in CASES[clause_id].of.values() for case in made]
    unnoticed = {
        (clause_id, what)
        for what, changed in mutations(SHIPPED[clause_id][1])
        if not any(notices(clause_id, changed, case) for case in every)
    }
    assert unnoticed == {(i, what) for i, what in UNNOTICED if i == clause_id}
