"""Why a person, a provider, a room or an activity is not used: kept for the plan and explain."""

from typing import NamedTuple


class Reason(NamedTuple):
    """A clause that forbids a use, with the words' key and figures."""

    clause_id: str
    code: str
    params: tuple[tuple[str, str], ...] = ()


def structure(family: str, code: str, **params: object) -> Reason:
    """Returns the reason of a rule that every plan obeys."""
    return Reason(
        f"structure:{family}", code, tuple((k, str(v)) for k, v in sorted(params.items()))
    )


def clause(clause_id: str, code: str, **params: object) -> Reason:
    """Returns the reason of a clause of the pack."""
    return Reason(clause_id, code, tuple((k, str(v)) for k, v in sorted(params.items())))
