"""``kehou report``: which files it writes, and how it refuses a wrong month or document."""

from pathlib import Path

import pytest

from api.cli import main
from data.synthetic import generate
from data.writers import write_district, write_plan


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("report")
    district, plan = generate("town", 1, 1, "anxi")
    write_district(district, folder / "d.json")
    write_plan(plan, folder / "p.json")
    return str(folder / "d.json"), str(folder / "p.json")


def test_the_documents_asked_for_are_written_and_named(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "folder"
    asked = ["--documents", "coverage, fund_ledger"]
    assert main(["report", *files, "-o", str(out), *asked]) == 0
    said = capsys.readouterr()
    names = ["index.html", "coverage.xlsx", "coverage.html", "fund_ledger.xlsx", "fund_ledger.html"]
    assert said.out.split() == [str(out / name) for name in names]
    assert sorted(p.name for p in out.iterdir()) == sorted(names)
    assert str(out / "index.html") in said.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--month", "2025-13"], "2025-13"),
        (["--month", "1999-01"], "1999-01"),
        (["--documents", "ledger"], "fund_ledger（经费台账）"),
        (["--documents", ","], "coverage"),
    ],
)
def test_a_wrong_month_or_document_is_refused_and_nothing_is_written(
    files: tuple[str, str],
    words: list[str],
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    assert main(["report", *files, "-o", str(out), "--lang", "zh", *words]) == 2
    assert told in capsys.readouterr().err
    assert not out.exists()
