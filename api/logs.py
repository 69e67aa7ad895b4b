"""What the service logs: one JSON object a line on stderr.

Ids, routes, states and figures only. No content of a request or record is ever logged, nor a text
that may hold some: the message of an exception stays out, its type and the place are told.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

LOGGER = logging.getLogger("kehou")


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Returns the line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname.lower()}
        line["event"] = record.getMessage() if record.name == "kehou" else record.name
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["trace"] = [f"{f.filename}:{f.lineno} {f.name}" for f in frames]
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up() -> None:
    """Sends this process's log to stderr; other libraries say warnings and errors only."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    LOGGER.setLevel(logging.INFO)


def log(event: str, level: int = logging.INFO, **fields: object) -> None:
    """Logs an event with its figures."""
    LOGGER.log(level, event, extra={"fields": fields})


def log_error(event: str, **fields: object) -> None:
    """Logs an event with the exception that is being handled: its type and place."""
    LOGGER.error(event, exc_info=True, extra={"fields": fields})
