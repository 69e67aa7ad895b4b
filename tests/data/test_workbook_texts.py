"""Names, ids and notes of any kind come back from a workbook as they were."""

import re
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.readers import read_district
from data.writers import write_district_workbook
from solver.domain import District, Provider, Room, StaffMember
from tests.factories import tiny_district

# What XML cannot hold, no workbook can.
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
TEXTS = st.text(
    CHARACTERS | st.sampled_from(",，、;；\"'=\n\t\r无元1.０:"), min_size=1, max_size=12
)
NAMES = TEXTS.map(str.strip).filter(bool)
IDS = NAMES.filter(lambda said: bool(re.match(r"^\S(.*\S)?$", said)) and "\n" not in said)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    ids=st.lists(IDS, min_size=1, max_size=4, unique=True),
    names=st.lists(NAMES, min_size=4, max_size=4),
    features=st.lists(IDS, max_size=4),
    fields=st.lists(TEXTS.map(str.strip), max_size=3),
    place=st.floats(-180, 180),
    cost=st.integers(0, 10**15),
)
@example(["0012"], ["=1+1", "TRUE", "2026-01-01", "1.0"], ["无"], ["无"], 1 / 3, 10**15 + 1)
@example(
    ["1e5"], ["'x", "_x0041_", "a\r\nb", "#N/A"], ["不限", "无"], ["艺术", "", "arts"], -0.0, 1
)
def test_any_text_reads_back(
    tmp_path: Path,
    ids: list[str],
    names: list[str],
    features: list[str],
    fields: list[str],
    place: float,
    cost: int,
) -> None:
    district = tiny_district()
    school = district.schools[0]
    rooms = tuple(
        Room(id=f"§{i}", name=names[n % 4], seats=9, features=tuple(features))
        for n, i in enumerate(ids)
    )
    people = tuple(
        StaffMember(
            id=f"§{i}",
            name=names[n % 4],
            role="external",
            external_kind=names[-1],
            skills=tuple(ids),
        )
        for n, i in enumerate(ids)
    )
    provider = Provider(
        id="§", name=names[0], kind="other", fields=tuple(fields), price_per_meeting_fen=cost
    )
    grown = school.model_copy(update={"rooms": (*school.rooms, *rooms), "longitude": place})
    district = district.model_copy(
        update={
            "schools": (grown, *district.schools[1:]),
            "staff": (*district.staff, *people),
            "providers": (*district.providers, provider),
        }
    )
    district = District.model_validate(district.model_dump())
    write_district_workbook(district, tmp_path / "d.xlsx")
    assert read_district(tmp_path / "d.xlsx") == district
