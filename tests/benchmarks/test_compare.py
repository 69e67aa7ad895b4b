"""Two versions of the product on the same district."""

import pytest

from benchmarks.compare import Run, run_compare, table
from benchmarks.machine import ROOT


def run(version: str, wall_s: float, cpu_s: float, exit_code: int = 0) -> Run:
    return Run("town", version, wall_s, cpu_s, exit_code, ("unmet_service 0", "choices 3"), 1.0)


def test_ratios_are_of_medians() -> None:
    runs = [run("before", x, 2 * x) for x in (9.0, 10.0, 30.0)]
    runs += [run("now", x, 2 * x, exit_code=3) for x in (15.0, 16.0, 15.5)]
    row = [x.strip() for x in table(runs).splitlines()[2].split("|")[1:-1]]
    # Medians 10 and 15.5 wall, 20 and 31 processor seconds; 1.55 is more than 1.5.
    assert row[:7] == ["town", "10.0", "15.5", "1.55 slower", "20.0", "31.0", "1.55 slower"]
    assert row[7:] == ["3 of 3", "0, 3", "0 of 3", "0, 3"]


@pytest.mark.slow
def test_a_version_compared_with_itself() -> None:
    runs = list(run_compare(ROOT, ["rural_county-1-0"], 2, 6.0))
    # The two take turns, and turns are taken about.
    assert [r.version for r in runs] == ["before", "now", "now", "before"]
    for r in runs:
        assert r.exit_code in (0, 3, 5)
        assert r.cpu_s > 0
        assert r.as_line().startswith('{"district": "rural_county-1-0"')
