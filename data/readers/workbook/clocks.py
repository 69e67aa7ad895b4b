"""Dates and clock times of cells, however they were typed."""

import re
from datetime import date, datetime, time, timedelta

from data.readers.workbook.cells import CellError, Raw, squeeze

_TIME = re.compile(
    r"(?P<pm>上午|下午|晚上|am|pm)?(?P<h>\d{1,2})(?:[:点时h](?P<m>\d{1,2})?分?(?::00)?)(?P<pm2>am|pm)?"
)
_DATE = re.compile(
    r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:t?0{1,2}:00(?::00)?)?|(\d\d)(\d\d))"
)
_MINUTES = 24 * 60
_DAY_ZERO = date(1899, 12, 30)


def as_date(raw: Raw) -> date:
    """Returns a date from a date cell or from text such as 2026-9-1 or 2026年9月1日."""
    if isinstance(raw, datetime):
        if (raw.hour, raw.minute, raw.second) != (0, 0, 0):
            raise CellError("not_date")
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, float) and raw.is_integer():
        raw = str(int(raw))
    match = _DATE.fullmatch(squeeze(raw)) if isinstance(raw, str) else None
    if match is None:
        raise CellError("not_date")
    try:
        return date(*(int(part) for part in match.groups() if part))
    except ValueError as error:
        raise CellError("not_date") from error


def as_minutes(raw: Raw) -> int:
    """Returns a clock time as minutes since midnight: 16:00, 1600, text, or Excel's fraction."""
    if isinstance(raw, datetime | date):
        return _dated_time(raw)
    if isinstance(raw, time):
        return _whole_minutes(timedelta(hours=raw.hour, minutes=raw.minute, seconds=raw.second))
    if isinstance(raw, timedelta):
        return _whole_minutes(raw)
    if isinstance(raw, bool):
        raise CellError("not_time")
    if isinstance(raw, str):
        return _spoken_time(squeeze(raw))
    if 0 <= raw < 1:
        return _whole_minutes(timedelta(days=raw))
    return _joined_digits(str(int(raw)) if float(raw).is_integer() else "")


def _dated_time(raw: date) -> int:
    """Returns the time behind a number that a time format shows as a date.

    24:00 is stored as one whole day; who types 1600 into a cell for times gets day 1600.
    """
    if isinstance(raw, datetime):
        if raw.time() != time(0):
            raise CellError("not_time")
        raw = raw.date()
    if raw == date(1900, 1, 1):
        return _MINUTES
    return _joined_digits(str((raw - _DAY_ZERO).days))


def _whole_minutes(value: timedelta) -> int:
    seconds = value.total_seconds()
    minutes = round(seconds / 60)
    if abs(seconds - 60 * minutes) > 1 or not 0 <= minutes <= _MINUTES:
        raise CellError("not_time")
    return minutes


def _joined_digits(digits: str) -> int:
    if len(digits) not in (3, 4) or not digits.isascii() or not digits.isdigit():
        raise CellError("not_time")
    return _clock(int(digits[:-2]), int(digits[-2:]))


def _spoken_time(said: str) -> int:
    if said.isdigit():
        return _joined_digits(said)
    match = _TIME.fullmatch(said)
    if match is None:
        raise CellError("not_time")
    hour, minute = int(match["h"]), int(match["m"] or 0)
    half = match["pm"] or match["pm2"]
    if half in ("下午", "晚上", "pm") and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return _clock(hour, minute)


def _clock(hour: int, minute: int) -> int:
    if minute > 59 or 60 * hour + minute > _MINUTES:
        raise CellError("not_time")
    return 60 * hour + minute
