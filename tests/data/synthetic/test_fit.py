"""What a pack changes about a drawn district, and what it leaves."""

from dataclasses import replace

import pytest

from data.readers import pack_ids, read_pack
from data.synthetic.fit import PackLimits, fit_school
from data.synthetic.profiles import ALL_NEAR_MISSES, draw_district


@pytest.mark.parametrize("pack_id", pack_ids())
def test_a_school_shows_the_near_misses_that_were_drawn_for_it(pack_id: str) -> None:
    limits = PackLimits(read_pack(pack_id))
    school = draw_district("city_district", 2, 1, pack_id).schools[1]
    drawn = ("tight_room", "overpaid_teacher")
    fitted = fit_school(replace(school, near_misses=drawn), limits)
    # An overpaid teacher is a near miss only where the pack caps the pay: in 谯城.
    assert fitted.near_misses == (drawn if pack_id == "qiaocheng" else ("tight_room",))


@pytest.mark.parametrize(
    ("pack_id", "more"), [("xinyi", {"untrained_teacher", "underpaid_teacher"}), ("hefei", set())]
)
def test_the_school_that_draws_them_all_shows_all_that_the_pack_forbids(
    pack_id: str, more: set[str]
) -> None:
    limits = PackLimits(read_pack(pack_id))
    school = draw_district("city_district", 1, 1, pack_id).schools[0]
    assert school.near_misses == ALL_NEAR_MISSES
    found = {*fit_school(school, limits).near_misses}
    assert found - {*ALL_NEAR_MISSES} == more
    assert {"unsafe_room", "tight_room", "long_absence"} <= found
