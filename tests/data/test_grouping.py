"""One mistake is one group, however many cells repeat it."""

from pathlib import Path
from typing import Any

from data.readers.grouping import grouped
from solver.domain.errors import InputFinding
from tests.data.books import Change, cell, edited, found


def finding(where: str, code: str = "not_integer", **params: str) -> InputFinding:
    return InputFinding(where=where, code=f"input.{code}", params=params)


def shape(findings: list[InputFinding]) -> list[tuple[str, int, bool]]:
    """Returns first place, size and likeness of each group."""
    return [(g.first.where, len(g.findings), g.alike) for g in grouped(findings)]


def test_the_same_value_in_a_column_is_one_mistake() -> None:
    found = [finding(f"教室!D{row}", column="座位数", value="四十") for row in (2, 5, 9)]
    found.append(finding("班级!E2", column="班级人数", value="四十"))
    assert shape(found) == [("教室!D2", 3, True), ("班级!E2", 1, True)]


def test_a_few_different_values_stay_apart_and_many_are_one_mistake() -> None:
    few = [finding(f"教室!D{row}", value=str(row)) for row in (2, 3, 4)]
    assert shape(few) == [("教室!D2", 1, True), ("教室!D3", 1, True), ("教室!D4", 1, True)]
    many = [*few, finding("教室!D5", value="5")]
    assert shape(many) == [("教室!D2", 4, False)]


def test_a_name_that_nobody_has_is_one_mistake_wherever_it_stands() -> None:
    found = [
        finding("教室!A2", "unknown_school", column="学校", value="三小", examples="一小"),
        finding("班级!E2", value="x"),
        finding("人员!D7", "unknown_school", column="所在学校", value="三小", examples="S,2"),
        finding("人员!D8", "unknown_school", column="所在学校", value="四小", examples="S,2"),
    ]
    assert shape(found) == [("教室!A2", 2, True), ("班级!E2", 1, True), ("人员!D8", 1, True)]


def test_different_mistakes_in_a_cell_stay_apart() -> None:
    found = [finding("教室!D2", value="0"), finding("教室!D2", "out_of_range", value="0")]
    assert shape(found) == [("教室!D2", 1, True), ("教室!D2", 1, True)]


def test_paths_of_json_are_grouped_without_their_numbers() -> None:
    found = [finding(f"schools[{n}].rooms[0].seats", value="x") for n in range(500)]
    assert shape(found) == [("schools[0].rooms[0].seats", 500, True)]


def test_findings_about_whole_sheets_are_never_one() -> None:
    found = [finding(name, "missing_sheet", sheet=name) for name in ("a", "b", "c", "d", "e")]
    assert len(grouped(found)) == 5


def rooms(count: int, seats: str) -> Change:
    def change(book: Any) -> None:
        for number in range(count):
            book["教室"].append(["一小", f"K{number}", f"教室{number}", seats])

    return change


def test_five_hundred_cells_with_one_mistake_are_one_group_of_a_real_workbook(
    tmp_path: Path,
) -> None:
    path = edited(tmp_path, rooms(500, "四十五"), cell("班级", "E2", "x"))
    # The rows after the three rooms of the district are 5 to 504.
    assert shape(found(path)) == [("教室!D5", 500, True), ("班级!E2", 1, True)]
