"""What the console script calls: Ctrl-C ends quietly even before the command line is there.

Typer turns an interruption into an exit code, but importing it and this program's own modules takes
a while, longer on a busy machine, and Python would answer with a traceback until then.
"""

from collections.abc import Callable, Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns the exit code, 130 if it was interrupted.

    Parameters
    ----------
    arguments
        The words after ``kehou``; by default those of the process.
    """
    try:
        return _command_line()(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


def _command_line() -> Callable[[Sequence[str] | None], int]:
    from api.cli import main as run

    return run
