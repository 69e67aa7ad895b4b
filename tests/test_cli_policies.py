"""The same school under several policies through the commands, from JSON and from a workbook."""

import json
from pathlib import Path

import pytest

from api.cli import main
from data.readers import read_pack
from data.writers import write_district, write_district_workbook, write_plan
from solver.domain import District
from tests.factories import changed, good_plan, with_person
from tests.factories.partners import guidance, shared_district
from tests.solver.test_policy_cases import ninety_minutes, partner_of, two_hours

FORMATS = ("json", "xlsx")


def written(folder: Path, record: District, kind: str, pack_id: str) -> str:
    path = folder / f"district.{kind}"
    write = write_district if kind == "json" else write_district_workbook
    write(changed(record, policy_pack_id=pack_id), path)
    return str(path)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    ("pack_id", "minutes", "clause_id"), [("hebi", 120, "HB-3.2b"), ("qiaocheng", 90, "QC-2b")]
)
def test_a_day_of_the_wrong_length_is_proved_impossible(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    pack_id: str,
    minutes: int,
    clause_id: str,
) -> None:
    record = two_hours() if minutes == 120 else ninety_minutes()
    source, plan = written(tmp_path, record, kind, pack_id), tmp_path / "plan.json"
    assert main(["solve", source, "-o", str(plan), "--work-limit", "5", "--workers", "1"]) == 4
    assert clause_id in capsys.readouterr().out
    assert not plan.exists()


@pytest.mark.parametrize("kind", FORMATS)
def test_sixty_one_yuan_is_found_by_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    for pack_id, rate, clause_id in (
        ("qiaocheng", 6100, "QC-6.3b"),
        ("xinyi", 5900, "XY-11a"),
    ):
        record = changed(
            with_person(two_hours(), "T2", pay_fen={"basic": rate}), policy_pack_id=pack_id
        )
        source, plan = written(tmp_path, record, kind, pack_id), tmp_path / "plan.json"
        write_plan(good_plan(record, read_pack(pack_id)), plan)
        assert main(["check", source, str(plan), "--json"]) == 1
        verdict = json.loads(capsys.readouterr().out)
        mine = [v["amount"] for v in verdict["violations"] if v["clause_id"] == clause_id]
        assert mine == [100]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_youth_palace_shares_in_basic_service_of_one_locality(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    for pack_id, clause_id in (("qiaocheng", None), ("anxi", "structure:limit_third_parties")):
        record = changed(partner_of(pack_id), policy_pack_id=pack_id)
        source, plan = written(tmp_path, record, kind, pack_id), tmp_path / "plan.json"
        assert main(["validate", source]) == 0
        write_plan(good_plan(record, read_pack(pack_id)), plan)
        capsys.readouterr()
        main(["check", source, str(plan), "--json"])
        verdict = json.loads(capsys.readouterr().out)
        broken = {v["clause_id"] for v in verdict["violations"] if v["subject"] == "robot"}
        assert broken == ({clause_id} if clause_id else set())


def test_basic_service_of_a_provider_costs_students_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "district.json"
    write_district(changed(shared_district(guidance()), policy_pack_id="qiaocheng"), path)
    record = json.loads(path.read_text(encoding="utf-8"))
    robots = next(a for a in record["activities"] if a["id"] == "robot")
    robots["fee_fen"] = 100
    path.write_text(json.dumps(record), encoding="utf-8")
    assert main(["validate", str(path)]) == 2
    assert "不另收学生的费用" in capsys.readouterr().out
