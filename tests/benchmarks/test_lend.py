"""Each school alone, then lend, against the district plan."""

import pytest

from benchmarks.lend import HEADER, Pair, compared, row, run_lend
from benchmarks.methods.alone import without_lending
from benchmarks.runner import Record
from data.synthetic.generator import generate
from solver.plan.levels import LEVELS


def record(method: str, levels: tuple[int, ...], state: str = "verified") -> Record:
    return Record("lend", method, 0, 60.0, state=state, levels=levels)


def test_levels_are_compared_in_their_order() -> None:
    assert compared((40, 0, 5), (40, 0, 5)) == "equal"
    # Better in the first level that differs, whatever comes after.
    assert compared((40, 0, 5), (0, 0, 90)) == "better"
    assert compared((40, 0, 5), (40, 1, 0)) == "worse"
    assert compared(None, (40, 0, 5)) == "better"
    assert compared((40, 0, 5), None) == "worse"
    assert compared(None, None) == "worse"


def test_a_plan_that_the_check_rejects_has_no_values() -> None:
    nine = (9,) * len(LEVELS)
    pair = Pair("town", 5, 0, 2, record("alone", nine, "rejected"), record("ours", nine))
    said = dict(zip(HEADER, row(pair), strict=True))
    assert said["unmet_service"] == "- / 9"
    assert (said["district plan"], said["states"]) == ("better", "rejected / verified")


def test_alone_nobody_with_a_home_school_goes_elsewhere() -> None:
    district, _ = generate("rural_county", 3, 0)
    assert any(p.home_school_id and p.lendable_to for p in district.staff)
    alone = without_lending(district)
    assert not any(p.home_school_id and p.lendable_to for p in alone.staff)
    strangers = [p for p in district.staff if p.home_school_id is None]
    assert strangers == [p for p in alone.staff if p.home_school_id is None]


@pytest.mark.slow
def test_both_plans_of_a_district_are_legal_and_lending_serves_more() -> None:
    (pair,) = run_lend(("rural_county",), (3,), (0,), 20.0)
    assert (pair.alone.state, pair.ours.state) == ("verified", "verified")
    assert pair.alone.levels is not None
    assert pair.ours.levels is not None
    assert pair.ours.levels[0] < pair.alone.levels[0]
