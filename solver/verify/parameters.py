"""Reading parameters of clauses that may be one word or a list of words."""

from solver.policy import Clause

ALL = "all"


def words(clause: Clause, name: str) -> tuple[str, ...]:
    """Returns a parameter as words; a single word counts as a list of one, absent as empty."""
    value = clause.get(name)
    return (value,) if isinstance(value, str) else clause.words(name)


def names_role(roles: tuple[str, ...], role: str) -> bool:
    """Tells whether a list of roles names a role; ``all`` names every role."""
    return role in roles or ALL in roles


def admits(allowed: tuple[str, ...], value: str) -> bool:
    """Tells whether a list admits a value; an empty list or ``all`` admits everything."""
    return not allowed or value in allowed or ALL in allowed
