"""How a command answers: results on stdout, messages on stderr, an exit code."""

import json
from enum import IntEnum
from typing import Any

import typer


class Exit(IntEnum):
    """Exit codes; scripts rely on them."""

    DONE = 0
    VIOLATIONS = 1
    BAD_INPUT = 2
    UNMET = 3
    INFEASIBLE = 4
    UNKNOWN = 5
    DEFECT = 70
    INTERRUPTED = 130
    BROKEN_PIPE = 141


class BadInputError(Exception):
    """An input or a use that is refused; ``lines`` say why, ``errors`` say it to programs.

    Parameters
    ----------
    lines
        What the user reads, one finding a line.
    errors
        The same findings as records.
    """

    def __init__(self, lines: list[str], errors: list[dict[str, Any]] | None = None) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines
        self.errors = errors if errors is not None else [{"message": line} for line in lines]


def say(line: str = "") -> None:
    """Writes a line of the result to stdout."""
    typer.echo(line)


def note(line: str = "") -> None:
    """Writes a message to stderr."""
    typer.echo(line, err=True)


def say_json(record: object) -> None:
    """Writes one JSON object to stdout."""
    typer.echo(json.dumps(record, ensure_ascii=False, indent=2, default=str))
