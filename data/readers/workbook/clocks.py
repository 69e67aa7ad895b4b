"""Dates and clock times of cells, however they were typed."""

import re
from datetime import date, datetime, time, timedelta

from data.readers.workbook.cells import CellError, Raw, squeeze

_HALF_OF_DAY = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|am|pm|a\\.m\\.|p\\.m\\."
_HOUR = r"\d{1,2}|二十[一二三四]?|十[一二三四五六七八九]?|[一二两三四五六七八九零]"
_TIME = re.compile(
    rf"(?P<half>{_HALF_OF_DAY})?(?P<h>{_HOUR})"
    r"(?::(?P<m>\d{1,2})(?::00)?|[点时h](?:(?P<part>半|一刻|三刻|整|钟)|(?P<m2>\d{1,2})分?)?|(?=[ap]))"
    rf"(?P<half2>{_HALF_OF_DAY})?"
)
_PARTS = {"半": 30, "一刻": 15, "三刻": 45}
_SPAN = re.compile(r"\d{1,2}[:点时]\d{0,2}分?(-|–|—|~|至|到)\d{1,2}[:点时]\d{0,2}分?")
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?|(\d\d)(\d\d))")
_MIDNIGHT = re.compile(r"(?<=\d)[日号]?[\sTt]+0{1,2}[:：]00([:：]00)?(\.0+)?\s*$")
_YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{1,4}")
_NO_YEAR = re.compile(r"\d{1,2}(?:[-/.]\d{1,2}|月\d{1,2}[日号]?)")
_MINUTES = 24 * 60
_DAY_ZERO = date(1899, 12, 30)
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


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
    # Without the space between them day and hour would be one number: 2030-1-1 0:00 is no 10th.
    said = squeeze(_MIDNIGHT.sub("", raw)) if isinstance(raw, str) else ""
    match = _DATE.fullmatch(said)
    if match is None:
        raise _wrong_date(said)
    try:
        return date(*(int(part) for part in match.groups() if part))
    except ValueError as error:
        raise CellError("no_such_day") from error


def _wrong_date(said: str) -> CellError:
    if _YEAR_LAST.fullmatch(said):
        return CellError("ambiguous_date")
    if _NO_YEAR.fullmatch(said):
        return CellError("date_without_year")
    if re.fullmatch(r"\d{5}", said):
        day = _DAY_ZERO + timedelta(days=int(said))
        if _FIRST_DAY <= day <= _LAST_DAY:
            return CellError("date_as_number", allowed=day.isoformat())
    return CellError("not_date")


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
    if match is None or (match["half"] and match["half2"]):
        raise CellError("time_span" if _SPAN.fullmatch(said) else "not_time")
    hour = _hour(match["h"])
    minute = int(match["m"] or match["m2"] or 0) + _PARTS.get(match["part"] or "", 0)
    half = (match["half"] or match["half2"] or "").replace(".", "")
    if half in ("下午", "傍晚", "晚上", "pm"):
        if half in ("傍晚", "晚上") and hour == 12:  # which day's midnight is not said
            raise CellError("not_time")
        hour += 12 if hour < 12 else 0
    elif half == "中午":
        hour += 12 if hour < 3 else 0
    elif half in ("am", "凌晨") and hour == 12:
        hour = 0
    return _clock(hour, minute)


def _hour(said: str) -> int:
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    digits = {"": 0, "两": 2, "零": 0} | {c: n for n, c in enumerate("一二三四五六七八九", 1)}
    return (10 * (digits[tens] or 1) if ten else 0) + digits[ones]


def _clock(hour: int, minute: int) -> int:
    if minute > 59 or 60 * hour + minute > _MINUTES:
        raise CellError("not_time")
    return 60 * hour + minute
