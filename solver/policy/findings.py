"""Findings about a district under a policy, with codes of the ``policy`` messages."""

from solver.domain.errors import InputFinding


def finding(where: str, code: str, **params: object) -> InputFinding:
    """Returns a finding at a JSON path with the key ``policy.<code>`` of the message catalogue."""
    words = {name: str(value) for name, value in params.items()}
    return InputFinding(where=where, code=f"policy.{code}", params=words)
