"""Times in answers: ISO 8601 in China's time, which everybody who plans lives by."""

from datetime import datetime, timedelta, timezone
from typing import overload

CHINA = timezone(timedelta(hours=8))


@overload
def said_at(seconds: float) -> str: ...
@overload
def said_at(seconds: None) -> None: ...
def said_at(seconds: float | None) -> str | None:
    """Returns a stored time, or ``None``."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, CHINA).isoformat(timespec="milliseconds")
