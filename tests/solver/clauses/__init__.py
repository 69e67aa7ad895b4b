"""Every hard and soft clause of the shipped packs at work: within, at and beyond its figures."""

from tests.solver.clauses import day, money, people, seats, wishes
from tests.solver.clauses.kit import Cases

TABLES: dict[str, dict[str, Cases]] = {
    "day": day.TABLE,
    "people": people.TABLE,
    "seats": seats.TABLE,
    "money": money.TABLE,
    "wishes": wishes.TABLE,
}
CASES: dict[str, Cases] = {i: made for table in TABLES.values() for i, made in table.items()}
"""The cases of each clause; `tests.solver.test_traceability` walks the packs and fails on a gap."""
