"""What a run tells of itself: phase, school, the district's value, bound and what is between."""

import io
import re
from collections.abc import Iterable

import pytest
from rich.console import Console

from api.commands.progress import ProgressDisplay
from api.texts import Texts
from solver.plan import Progress
from solver.search.levels import NOTHING
from solver.search.news import point_of
from solver.search.tasks import Found

NAMES = {"s1": "一小", "s2": "二小"}


def lines(
    points: Iterable[Progress], capsys: pytest.CaptureFixture[str], lang: str = "en"
) -> list[str]:
    """Returns what is printed about the points of a run on a plain output."""
    display = ProgressDisplay(Texts(lang), NAMES, live=False)
    with display.shown():
        for point in points:
            display(point)
    return capsys.readouterr().err.splitlines()


def at(value: int | None, bound: int | None, seconds: float, level: str = "choices") -> Progress:
    return Progress("deep", level, value, bound, seconds, "s1", 2, 2)


def test_plain_progress_is_news_only(capsys: pytest.CaptureFixture[str]) -> None:
    # 1.5 s is too soon after 1 s; 9 s brings the change; 20 s brings none; no value, no line.
    points = [at(20, 0, 1), at(19, 0, 1.5), at(19, 0, 9), at(19, 0, 20)]
    told = lines([*points, Progress("deep", "choices", None, None, 30)], capsys)
    assert [line.split("]")[0] for line in told] == ["[1 s", "[9 s"]
    assert "19 students" in told[1]


def test_without_a_bound_there_is_no_gap(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = lines([at(20, 0, 1)], capsys)
    assert line == "[1 s] improving (一小): district, Choices not met: 20 students, no bound yet"
    (line,) = lines([at(20, None, 1)], capsys, "zh")
    assert line == "[1 秒] 细排（一小）：全区未满足的选课 20 人，下界还没有求出"


def test_with_a_bound_the_gap_is_the_difference(capsys: pytest.CaptureFixture[str]) -> None:
    # 20 - 12 = 8 students between value and bound; then they meet.
    told = lines([at(20, 12, 1), at(12, 12, 9)], capsys, "zh")
    assert told[0].endswith("全区未满足的选课 20 人，任何方案至少 12 人，最多还能减少 8 人")
    assert told[1].endswith("全区未满足的选课 12 人，已证明最优")


def test_values_fall_and_bounds_rise(capsys: pytest.CaptureFixture[str]) -> None:
    # A worse value or a weaker bound of another worker changes nothing that was shown.
    points = [at(20, 5, 0), at(25, 8, 10), at(15, 3, 20), at(9, 20, 30)]
    shown = [tuple(map(int, re.findall(r"(\d+) students", line))) for line in lines(points, capsys)]
    assert shown == [(20, 5, 15), (20, 8, 12), (15, 8, 7), (9,)]


def test_until_every_school_has_a_plan_schools_are_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = lines(
        [
            Progress("survey", "", None, None, 1, "s2", 1, 2),
            Progress("quick", "unmet_service", None, 0, 2, "s1", 1, 2),
            Progress("quick", "unmet_service", 30, 0, 3, "s2", 2, 2),
        ],
        capsys,
        "zh",
    )
    assert told == [
        "[1 秒] 摸底（二小）：2 所学校已摸底 1 所",
        "[2 秒] 初排（一小）：2 所学校已有方案的 1 所",
    ]


def test_a_level_that_is_left_behind_is_at_zero(capsys: pytest.CaptureFixture[str]) -> None:
    told = lines([at(20, 0, 1), at(240, 0, 3, "staff_wishes")], capsys, "zh")
    assert told[1] == (
        "[3 秒] 细排（一小）：未满足的选课已为 0；全区人员安排愿望 240 分，下界还没有求出"
    )


def test_one_school_is_not_named(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = lines([Progress("search", "choices", 5, 0, 1, "s1", 1, 1)], capsys, "zh")
    assert line.startswith("[1 秒] 求解：")


def test_live_progress_has_a_row_per_level() -> None:
    display = ProgressDisplay(Texts("zh"), NAMES, live=True)
    display(Progress("survey", "", None, None, 0.2, "s1", 1, 2))
    assert display._table().row_count == 0
    display(at(20, 3, 1, "unmet_service"))
    display(at(19, 3, 2, "unmet_service"))
    display(at(7, 0, 4))
    console = Console(width=100, file=io.StringIO())
    console.print(display._table())
    page = console.file.getvalue()  # type: ignore[attr-defined]
    assert "细排（一小）" in page
    # Unmet service is at zero since the run went on to the choices, which have no bound yet.
    served, choices = (line.split() for line in page.splitlines() if " s" in line)
    assert served[1:4] == ["0", "人分钟", "0"]
    assert choices[1:5] == ["7", "人", "-", "-"]


def test_a_sum_over_some_schools_is_no_value_of_the_district() -> None:
    def part(*values: int, bounds: tuple[int, ...] = NOTHING) -> Found:
        return Found(values, None, bounds)  # type: ignore[arg-type]

    first = {"s1": part(0, 0, 0, 4, 2, 9, 700)}
    point = point_of("quick", first, {"s1": NOTHING, "s2": NOTHING}, "s1", 2.5)
    assert (point.value, point.done, point.schools) == (None, 1, 2)
    both = first | {"s2": part(0, 0, 0, 3, 5, 1, 600)}
    point = point_of("bounds", both, {"s1": (0, 0, 0, 2, 0, 0, 0), "s2": NOTHING}, "s2", 3.0)
    # Choices: 4 + 3 students, of which 2 + 0 are proven.
    assert (point.level, point.value, point.bound, point.school) == ("choices", 7, 2, "s2")
    # A school that is alone: the bounds of its own search hold for the district.
    alone = {"s1": part(0, 0, 0, 4, 2, 9, 700, bounds=(0, 0, 0, 1, 0, 0, 0))}
    assert point_of("search", alone, {"s1": NOTHING}, "s1", 1.0).bound == 1
