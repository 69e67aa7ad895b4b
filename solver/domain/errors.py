"""What is wrong with an input: every finding at once, each with its place."""

from collections.abc import Iterable

from pydantic import Field

from solver.domain.base import Entity


class InputFinding(Entity):
    """One mistake in an input.

    Attributes
    ----------
    where : str
        JSON path (``schools[0].rooms[3].seats``) or sheet and cell (``教室!E7``).
    code : str
        Key of the message catalogue, e.g. ``input.unknown_reference``.
    params : dict
        Values of the message: what was found, what is allowed, what to do.
    """

    where: str
    code: str
    params: dict[str, str] = Field(default_factory=dict)


class InputErrors(ValueError):
    """An input that is refused as a whole, with all its findings."""

    def __init__(self, errors: Iterable[InputFinding], source: str = "") -> None:
        self.errors = tuple(errors)
        self.source = source
        first = self.errors[0] if self.errors else None
        detail = f"{first.where}: {first.code} {first.params}" if first else "no detail"
        super().__init__(f"{source or 'input'}: {len(self.errors)} error(s); first: {detail}")
