"""What a cell means: numbers, times, dates, money, words and lists, however they were typed."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

Raw = str | float | int | bool | date | datetime | time | timedelta
Quoted = tuple[str, bool]

_TIME = re.compile(
    r"(?P<pm>上午|下午|晚上|am|pm)?(?P<h>\d{1,2})(?:[:点时h](?P<m>\d{1,2})?分?(?::00)?)(?P<pm2>am|pm)?"
)
_DATE = re.compile(
    r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:t?0{1,2}:00(?::00)?)?|(\d\d)(\d\d))"
)
_RANGE = re.compile(r"(.+?)(?:-|–|—|~|至|到)(.+)")
_SEPARATORS = ",，;；、\n"
_LIST_MARKS = set(_SEPARATORS + '"')
_DAYS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7, "七": 7}
_NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九", start=1)}
_ENGLISH_DAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_YES = {"是", "有", "yes", "y", "true", "1", "√", "✓", "对"}
_NO = {"否", "无", "no", "n", "false", "0", "×", "✗", "x", "不"}
_MINUTES = 24 * 60
_DAY_ZERO = date(1899, 12, 30)
_MOST_EXACT = 10**15


class CellError(ValueError):
    """A cell that does not hold what its column asks for; ``code`` is a key of the catalogue."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def squeeze(text: str) -> str:
    """Returns text with full-width forms and spaces undone, in small letters."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def blank(raw: Raw | None) -> bool:
    """Tells whether a cell holds nothing."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def as_text(raw: Raw) -> str:
    """Returns the text of a cell; whole numbers lose the ``.0`` that Excel gives them."""
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, int | float):
        if abs(raw) >= _MOST_EXACT:
            raise CellError("digits_lost")
        return str(int(raw)) if raw == int(raw) else repr(raw)
    raise CellError("became_date")


def as_decimal(raw: Raw) -> Decimal:
    """Returns the number of a cell, also where it is text with full-width digits."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise CellError("not_number")
    if not isinstance(raw, str):
        return Decimal(repr(raw))
    said = squeeze(raw).removesuffix("元").removesuffix("课时").removesuffix("%").removeprefix("¥")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", said):
        said = said.replace(",", "")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", said):
        raise CellError("not_number")
    try:
        return Decimal(said)
    except InvalidOperation as error:  # pragma: no cover - the pattern admits numbers only
        raise CellError("not_number") from error


def as_int(raw: Raw) -> int:
    """Returns a whole number; Excel gives it as a float."""
    try:
        value = as_decimal(raw)
    except CellError as error:
        raise CellError("not_integer") from error
    if value != value.to_integral_value() or abs(value) >= Decimal(10) ** 18:
        raise CellError("not_integer")
    return int(value)


def as_float(raw: Raw) -> float:
    """Returns a number."""
    return float(as_decimal(raw))


def hundredths(raw: Raw, code: str) -> int:
    """Returns a number with at most two decimals as hundredths, exactly.

    Floats that Excel computed (``1.1300000000000001``) are taken for what they are meant to be.
    """
    try:
        value = as_decimal(raw) * 100
    except CellError as error:
        raise CellError(code) from error
    if abs(value) >= Decimal(10) ** 18:
        raise CellError(code)
    whole = value.to_integral_value()
    noise = Decimal("1e-6") if isinstance(raw, float) else Decimal(0)
    if abs(value - whole) > noise:
        raise CellError(code)
    return int(whole)


def as_fen(raw: Raw) -> int:
    """Returns yuan as fen."""
    return hundredths(raw, "not_money")


def as_class_hours(raw: Raw) -> int:
    """Returns class-hours as hundredths."""
    return hundredths(raw, "not_class_hours")


def as_flag(raw: Raw) -> bool:
    """Returns yes or no."""
    if isinstance(raw, bool):
        return raw
    said = squeeze(as_text(raw)) if not isinstance(raw, date | time | timedelta) else ""
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise CellError("not_yes_no")


def as_date(raw: Raw) -> date:
    """Returns a date from a date cell or from text such as 2026-9-1 or 2026年9月1日."""
    if isinstance(raw, datetime):
        if (raw.hour, raw.minute, raw.second) != (0, 0, 0):
            raise CellError("not_date")
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, float) and raw == int(raw):
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
    return _joined_digits(str(int(raw)) if raw == int(raw) else "")


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


def as_weekday(raw: Raw) -> int:
    """Returns a weekday, 1 Monday to 7 Sunday, from 周一, 星期一, Mon or 1."""
    said = squeeze(as_text(raw))
    bare = re.sub(r"^(星期|礼拜|周)", "", said)
    if bare in _DAYS:
        return _DAYS[bare]
    if len(bare) >= 3:
        for number, name in enumerate(_ENGLISH_DAYS, start=1):
            if name.startswith(bare):
                return number
    if len(bare) == 1 and "1" <= bare <= "7":
        return int(bare)
    raise CellError("not_weekday")


def as_grade(raw: Raw) -> int:
    """Returns a grade from 3, 三年级 or 初一."""
    said = squeeze(as_text(raw)).removesuffix("年级").removeprefix("grade")
    if said.startswith("初") and said[1:] in ("一", "二", "三"):
        return 6 + _NUMERALS[said[1:]]
    if said in _NUMERALS:
        return _NUMERALS[said]
    if len(said) == 1 and "1" <= said <= "9":
        return int(said)
    raise CellError("not_grade")


def span_of(text: str, one: Callable[[str], int]) -> list[int]:
    """Returns the items of a range such as 周一至周五 or 3-6; one item is a range of itself."""
    match = _RANGE.fullmatch(unicodedata.normalize("NFKC", text))
    if match is None:
        return [one(text)]
    first, last = one(match[1]), one(match[2])
    if last < first:
        raise CellError("range_backwards_in_cell")
    return list(range(first, last + 1))


def split_list(raw: Raw) -> list[Quoted]:
    """Returns the items of a list cell, each with whether it stood in quotes.

    Items are separated by commas, semicolons, 、 or line breaks; an item that holds such a mark
    itself stands in double quotes, a quote within it is doubled.
    """
    text = as_text(raw)
    items: list[Quoted] = []
    position = 0
    while position <= len(text):
        while position < len(text) and text[position] in " \t\u3000":
            position += 1
        if position < len(text) and text[position] == '"':
            item, position = _quoted(text, position + 1)
            items.append((item, True))
        else:
            end = position
            while end < len(text) and text[end] not in _SEPARATORS:
                end += 1
            items.append((text[position:end].strip(), False))
            position = end
        while position < len(text) and text[position] in " \t\u3000":
            position += 1
        if position < len(text) and text[position] not in _SEPARATORS:
            raise CellError("bad_quotes")
        position += 1
    return [item for item in items if item[0] or item[1]]


def _quoted(text: str, position: int) -> tuple[str, int]:
    found: list[str] = []
    while position < len(text):
        if text[position] == '"':
            if text[position + 1 : position + 2] != '"':
                return "".join(found), position + 1
            position += 1
        found.append(text[position])
        position += 1
    raise CellError("bad_quotes")


def join_list(items: list[str], quoted: set[str], lang: str) -> str:
    """Returns the text of a list cell that :func:`split_list` takes apart again."""
    written = [
        '"{}"'.format(item.replace('"', '""'))
        if not item or item in quoted or _LIST_MARKS & set(item)
        else item
        for item in items
    ]
    return ("、" if lang == "zh" else ", ").join(written)
