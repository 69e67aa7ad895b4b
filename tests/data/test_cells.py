"""Properties of the cell parsers: what was written in any usual way reads as the same value."""

import unicodedata
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.readers.workbook import cells, clocks, lists
from data.readers.workbook.cells import CellError

MINUTES = st.integers(0, 24 * 60)
FULL_WIDTH = str.maketrans("0123456789:.-", "０１２３４５６７８９：．－")


def clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@given(MINUTES)
def test_times_read_alike_however_typed(minutes: int) -> None:
    text = clock(minutes)
    forms: list[cells.Raw] = [text, text.translate(FULL_WIDTH), f" {text} ", text + ":00"]
    forms.append(f"{minutes // 60}点{minutes % 60:02d}分")
    if minutes >= 100:
        forms += [float(100 * (minutes // 60) + minutes % 60)] if minutes >= 60 else []
    if minutes < 24 * 60:
        forms += [minutes / 1440, time(minutes // 60, minutes % 60), timedelta(minutes=minutes)]
    else:
        forms += [timedelta(days=1), date(1900, 1, 1)]
    for form in forms:
        assert clocks.as_minutes(form) == minutes, form


def test_a_number_typed_into_a_cell_for_times_is_a_time() -> None:
    assert clocks.as_minutes(date(1899, 12, 30) + timedelta(days=1600)) == 960
    assert clocks.as_minutes("下午4:30") == clocks.as_minutes("4:30 PM") == 990
    assert clocks.as_minutes("4点") == 240
    assert clocks.as_minutes("12:05 am") == 5


@pytest.mark.parametrize(
    "raw", ["25:00", "16:60", "下午", "", 2.5, 16.0, True, -0.1, 2460.0, date(2026, 9, 1), "24:01"]
)
def test_what_is_no_time_is_refused(raw: cells.Raw) -> None:
    with pytest.raises(CellError) as refused:
        clocks.as_minutes(raw)
    assert refused.value.code == "not_time"


@given(st.dates(date(1900, 3, 1), date(2199, 12, 31)))
def test_dates_read_alike_however_typed(day: date) -> None:
    plain = f"{day.year}-{day.month}-{day.day}"
    forms: list[cells.Raw] = [
        day,
        datetime(day.year, day.month, day.day),
        day.isoformat(),
        plain,
        plain.replace("-", "/"),
        plain.replace("-", "."),
        plain.translate(FULL_WIDTH),
        f"{day.year}年{day.month}月{day.day}日",
        day.strftime("%Y%m%d"),
        float(day.strftime("%Y%m%d")),
    ]
    for form in forms:
        assert clocks.as_date(form) == day, form


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "not_date"),
        (True, "not_date"),
        (datetime(2026, 9, 1, 8), "not_date"),
        (time(8), "not_date"),
        ("2026年9月", "not_date"),
        ("开学", "not_date"),
        (1e6, "not_date"),
        ("2026-02-30", "no_such_day"),
        ("20260931", "no_such_day"),
        ("9/1/2026", "ambiguous_date"),
        ("01/09/26", "ambiguous_date"),
        ("26.9.1", "ambiguous_date"),
        ("9月1日", "date_without_year"),
        ("9-1", "date_without_year"),
        (46266.0, "date_as_number"),
        ("46266", "date_as_number"),
    ],
)
def test_what_is_no_date_is_refused(raw: cells.Raw, code: str) -> None:
    with pytest.raises(CellError) as refused:
        clocks.as_date(raw)
    assert refused.value.code == code


def test_the_number_of_a_date_is_said_as_the_day_it_may_be() -> None:
    # Day 1 of Excel is 1900-01-01 and it counts a 29 February 1900: day 46266 is 2026-09-01.
    with pytest.raises(CellError) as refused:
        clocks.as_date(46266.0)
    assert refused.value.params == {"allowed": "2026-09-01"}


@given(st.integers(-(10**13), 10**13))
def test_yuan_become_fen_exactly(fen: int) -> None:
    sign = "-" if fen < 0 else ""
    text = f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"
    assert cells.as_fen(text) == fen
    assert cells.as_fen(text.translate(FULL_WIDTH)) == fen
    assert cells.as_fen(text + "元") == fen
    assert cells.as_fen(fen / 100) == fen


@given(st.integers(0, 10**6))
def test_class_hours_become_hundredths_exactly(ch: int) -> None:
    assert cells.as_class_hours(ch / 100) == ch
    assert cells.as_class_hours(f"{ch / 100:.2f}课时") == ch
    assert cells.as_class_hours(ch / 100 + 1e-12) == ch


@pytest.mark.parametrize(
    "raw", ["1.005", 1.005, "一元", "", True, "1,00", "1e400", "60元/节", "5%"]
)
def test_money_with_more_than_fen_is_refused(raw: cells.Raw) -> None:
    with pytest.raises(CellError) as refused:
        cells.as_fen(raw)
    assert refused.value.code == "not_money"


@given(st.integers(-(10**17), 10**17))
def test_whole_numbers(number: int) -> None:
    assert cells.as_int(str(number)) == number
    assert cells.as_int(str(number).translate(FULL_WIDTH)) == number
    if abs(number) < 2**53:
        assert cells.as_int(float(number)) == number


@pytest.mark.parametrize("raw", [10**17 + 1, "-9e17", 1e20])
def test_numbers_beyond_every_count_are_refused(raw: cells.Raw) -> None:
    with pytest.raises(CellError) as refused:
        cells.as_int(raw)
    assert refused.value.code == "out_of_range"
    assert refused.value.params["allowed"] == "≤ 100,000,000,000,000,000"


@pytest.mark.parametrize("raw", [1.5, "1.5", "三", True, "", "1 2x", "约45人", "45%"])
def test_what_is_no_whole_number_is_refused(raw: cells.Raw) -> None:
    with pytest.raises(CellError) as refused:
        cells.as_int(raw)
    assert refused.value.code == "not_integer"


def test_thousands_separators_are_understood() -> None:
    assert cells.as_int("12,345") == 12345
    assert cells.as_fen("1,234.50") == 123450


@pytest.mark.parametrize(
    "said", ["周三", "星期三", "礼拜三", "三", "Wed", "wednesday", "3", "３", 3.0]
)
def test_weekdays(said: cells.Raw) -> None:
    assert cells.as_weekday(said) == 3


def test_sunday_and_no_weekday() -> None:
    assert [cells.as_weekday(said) for said in ("周日", "星期天", "7")] == [7, 7, 7]
    for said in ("周八", "0", "8", "we", "day"):
        with pytest.raises(CellError):
            cells.as_weekday(said)


def test_grades() -> None:
    assert [cells.as_grade(said) for said in ("3", 3.0, "三年级", "3年级", "Grade 3")] == [3] * 5
    assert [cells.as_grade(said) for said in ("初一", "九年级")] == [7, 9]
    for said in ("十年级", "0", "高一"):
        with pytest.raises(CellError):
            cells.as_grade(said)


def test_ranges() -> None:
    assert lists.span_of("3-6", cells.as_grade) == [3, 4, 5, 6]
    assert lists.span_of("周一至周五", cells.as_weekday) == [1, 2, 3, 4, 5]
    assert lists.span_of("一年级～三年级", cells.as_grade) == [1, 2, 3]
    with pytest.raises(CellError):
        lists.span_of("6-3", cells.as_grade)


@pytest.mark.parametrize(
    ("said", "flag"), [("是", True), ("否", False), (1.0, True), ("NO", False)]
)
def test_yes_and_no(said: cells.Raw, flag: bool) -> None:
    assert cells.as_flag(said) is flag


def test_numbers_as_ids_keep_their_digits() -> None:
    assert cells.as_text(1001.0) == "1001"
    assert cells.as_text("0012") == "0012"
    with pytest.raises(CellError) as refused:
        cells.as_text(320102200001011234.0)
    assert refused.value.code == "digits_lost"
    with pytest.raises(CellError) as refused:
        cells.as_text(date(2026, 3, 1))
    assert refused.value.code == "became_date"


ITEMS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip)


@given(st.lists(ITEMS, min_size=1, max_size=6), st.sampled_from(["zh", "en"]))
def test_lists_read_back(items: list[str], lang: str) -> None:
    joined = lists.join_list([(item, False) for item in items], lang)
    assert [item for item, _ in lists.split_list(joined)] == items


@given(st.text(max_size=30))
def test_any_text_is_a_list_or_refused(text: str) -> None:
    try:
        found = lists.split_list(text)
    except CellError as refused:
        assert refused.code == "bad_quotes"
    else:
        assert all(item == item.strip() or quoted for item, quoted in found)


@given(st.text(max_size=20))
def test_squeezing_is_stable(text: str) -> None:
    once = cells.squeeze(text)
    assert cells.squeeze(unicodedata.normalize("NFKC", once)) == cells.squeeze(once)
