"""The shipped districts: the workbook says the same as the JSON, and both fit their pack."""

from pathlib import Path

import pytest

import data
from data.readers import read_district, read_pack
from solver.policy.requirements import missing_inputs

FOLDER = Path(data.__file__).parent / "districts"
IDS = ("anxi", "hebi", "hefei", "qiaocheng", "xinyi")


@pytest.mark.parametrize("name", IDS)
def test_workbook_and_json_are_the_same_district(name: str) -> None:
    assert read_district(FOLDER / f"{name}.xlsx") == read_district(FOLDER / f"{name}.json")


@pytest.mark.parametrize("name", IDS)
def test_a_shipped_district_names_its_pack_and_lacks_nothing(name: str) -> None:
    district = read_district(FOLDER / f"{name}.json")
    assert district.policy_pack_id == name
    assert missing_inputs(district, read_pack(name)) == ()


def test_every_pack_has_a_shipped_district() -> None:
    assert {p.stem for p in FOLDER.glob("*.json")} == set(IDS)
