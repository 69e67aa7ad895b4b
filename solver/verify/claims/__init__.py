"""What a plan says of itself, against what it holds: ids, records, unmet needs, money, levels."""

from collections.abc import Callable

from solver.plan import Violation
from solver.verify.claims.duties import check_duties
from solver.verify.claims.header import check_header
from solver.verify.claims.levels import check_levels
from solver.verify.claims.meetings import check_meetings
from solver.verify.claims.money import check_accounts
from solver.verify.claims.records import check_grid_records, check_sections, check_unused
from solver.verify.claims.terms import check_terms
from solver.verify.claims.unmet import check_unmet
from solver.verify.context import Context

CLAIMS: tuple[Callable[[Context], list[Violation]], ...] = (
    check_header,
    check_meetings,
    check_duties,
    check_sections,
    check_grid_records,
    check_unmet,
    check_unused,
    check_accounts,
    check_levels,
    check_terms,
)
