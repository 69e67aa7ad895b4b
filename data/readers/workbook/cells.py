"""What a cell means: text, numbers, money, yes or no, weekdays, grades, however typed."""

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

Raw = str | float | int | bool | date | datetime | time | timedelta


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
_YES = {"是", "有", "yes", "y", "true", "t", "1", "√", "✓", "✔", "☑", "对", "已"}
_NO = {
    "否",
    "无",
    "没有",
    "none",
    "no",
    "n",
    "false",
    "f",
    "0",
    "×",
    "✗",
    "✘",
    "✕",
    "x",
    "不",
    "未",
}
_FREE = {"免费", "不收费", "free"}
_PASSED = {"合格": True, "通过": True, "不合格": False, "不通过": False, "未通过": False}
_MOST_EXACT = 10**15
_MOST = 10**17
# Spaces, and marks that are not seen: zero-width ones, byte order marks, variants of a sign.
_NOT_SEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]+")
_COUNTED = re.compile(r"(?<=\d)\s*(人|名|个|位|间|次|天|项|段|所|节|分钟|分)$")


class Percent(float):
    """A number that its cell shows as a percentage: 0.5 is shown as 50%."""


class CellError(ValueError):
    """A cell that does not hold what its column asks for.

    Attributes
    ----------
    code : str
        Key of the message catalogue.
    kind : str
        The kind of record that the cell names in vain, if that is its mistake.
    """

    def __init__(self, code: str, kind: str = "", **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.kind = kind
        self.params = params


def squeeze(text: str) -> str:
    """Returns text with full-width forms, spaces and unseen marks undone, in small letters."""
    return _NOT_SEEN.sub("", unicodedata.normalize("NFKC", text)).lower()


def _plain(text: str) -> str:
    """Returns text without full-width forms and outer spaces; spaces inside still part it."""
    return unicodedata.normalize("NFKC", text).strip().lower()


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
    if isinstance(raw, date | time | timedelta):
        raise CellError("date_for_number")
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise CellError("not_number")
    if not isinstance(raw, str):
        if not math.isfinite(raw):
            raise CellError("not_number")
        return Decimal(repr(raw))
    said = squeeze(raw)
    if re.search(r"\d\s+\d", raw):  # two numbers, or one: nobody can tell
        raise CellError("not_number")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", said):
        said = said.replace(",", "")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", said):
        raise CellError("not_number")
    try:
        return Decimal(said)
    except InvalidOperation as error:  # pragma: no cover - the pattern admits numbers only
        raise CellError("not_number") from error


def as_int(raw: Raw) -> int:
    """Returns a whole number, also with the word that counts it (``45人``)."""
    if isinstance(raw, str):
        raw = _COUNTED.sub("", _plain(raw))
    value = _decimal(raw, "not_integer")
    if value != value.to_integral_value():
        raise CellError("not_integer")
    return _countable(value)


def _countable(value: Decimal) -> int:
    """Returns a whole number; one beyond every count and amount is refused."""
    if abs(value) > _MOST:
        raise CellError("out_of_range", allowed=f"≤ {_MOST:,}")
    return int(value)


def as_float(raw: Raw) -> float:
    """Returns a number."""
    return float(as_decimal(raw))


def _decimal(raw: Raw, code: str) -> Decimal:
    """Returns the number of a cell, or raises ``code`` unless the mistake has a name of its own."""
    try:
        return as_decimal(raw)
    except CellError as error:
        raise CellError(code if error.code == "not_number" else error.code) from error


def as_percent(raw: Raw) -> int:
    """Returns per cent: 50, ``50%``, or 0.5 in a cell that shows it as 50%."""
    if isinstance(raw, Percent):
        return as_int(round(raw * 100, 6))
    marked = isinstance(raw, str) and _plain(raw).endswith("%")
    if isinstance(raw, str):
        raw = _plain(raw).removesuffix("%")
    value = _decimal(raw, "not_integer")
    if 0 < value < 1 and not marked:
        raise CellError("fraction_for_percent", allowed=f"{value * 100:f}".rstrip("0").rstrip("."))
    return as_int(raw)


def hundredths(raw: Raw, code: str) -> int:
    """Returns a number with at most two decimals as hundredths, exactly.

    Floats that Excel computed (``1.1300000000000001``) are taken for what they are meant to be.
    """
    value = _decimal(raw, code) * 100
    if abs(value) >= Decimal(10) ** 18:
        raise CellError(code)
    whole = value.to_integral_value()
    noise = Decimal("1e-6") if isinstance(raw, float) else Decimal(0)
    if abs(value - whole) > noise:
        raise CellError(code)
    return _countable(whole)


def as_fen(raw: Raw) -> int:
    """Returns yuan as fen, also from ``¥60``, ``60元`` and ``1.5万元``."""
    times = 1
    if isinstance(raw, str):
        if _plain(raw) in _FREE:
            return 0
        raw = re.sub(r"^(¥|人民币|rmb|cny)|\s*(元整|元|圆|块)$", "", _plain(raw))
        if raw.endswith("万"):
            raw, times = raw[:-1], 10_000
    if times == 1:
        return hundredths(raw, "not_money")
    value = _decimal(raw, "not_money") * times * 100
    if value != value.to_integral_value():
        raise CellError("not_money")
    return _countable(value)


def as_class_hours(raw: Raw) -> int:
    """Returns class-hours as hundredths, also from ``2课时``."""
    if isinstance(raw, str):
        raw = _plain(raw).removesuffix("课时").removesuffix("节")
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


def as_passed(raw: Raw) -> bool:
    """Returns yes or no where the question is whether something passed."""
    if isinstance(raw, str) and squeeze(raw) in _PASSED:
        return _PASSED[squeeze(raw)]
    return as_flag(raw)


def as_weekday(raw: Raw) -> int:
    """Returns a weekday, 1 Monday to 7 Sunday, from 周一, 星期一, Mon or 1."""
    said = squeeze(as_text(raw)).removesuffix(".")
    bare = re.sub(r"^每?(星期|礼拜|周)", "", said)
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
    junior = re.fullmatch(r"初中?([一二三123])", said)
    if junior is not None:
        return 6 + (_NUMERALS.get(junior[1]) or int(junior[1]))
    said = re.sub(r"^小学?(?=.)", "", said)
    if said in _NUMERALS:
        return _NUMERALS[said]
    if len(said) == 1 and "1" <= said <= "9":
        return int(said)
    raise CellError("not_grade")
