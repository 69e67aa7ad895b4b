"""Every hard or soft clause of the shipped packs has a rule, a check, and tests of both."""

from pathlib import Path

import pytest

from data.readers import pack_ids, read_pack
from solver.model.families import names
from solver.policy import Clause
from solver.verify import CHECKS, FAMILIES
from tests.solver.clauses import CASES, TABLES
from tests.solver.clauses.kit import SORTS

TESTS = Path(__file__).parent
ROOT = TESTS.parents[1]
CLAUSES = [
    pytest.param(clause, id=clause.id)
    for pack_id in pack_ids()
    for pack in [read_pack(pack_id)]
    for clause in pack.clauses
    if {"hard", "soft"} & set(clause.classes) and clause.id not in pack.not_yet_enforced
]
VERIFY_TESTS = {
    path.name: path.read_text(encoding="utf-8") for path in (TESTS / "verify").glob("test_*.py")
}


def test_there_are_five_packs() -> None:
    assert set(pack_ids()) == {"anxi", "hebi", "hefei", "qiaocheng", "xinyi"}
    assert len(CLAUSES) > 60


@pytest.mark.parametrize("clause", CLAUSES)
def test_clause_has_family_check_and_three_tests(clause: Clause) -> None:
    # No clause that binds or is weighed is left to text: a family carries it.
    family = clause.family
    assert family is not None
    assert (ROOT / "solver" / "model" / "families" / f"{family}.py").is_file()
    assert family in names()
    assert family in FAMILIES
    assert (TESTS / "model" / "families" / f"test_{family}.py").is_file()
    assert [name for name, text in VERIFY_TESTS.items() if family in text]
    # Within its figures, at them, and beyond, each tried by the check and by the model.
    for sort in SORTS:
        assert CASES[clause.id].of[sort], sort


def test_every_case_is_of_a_clause_and_stands_in_one_table_that_is_run() -> None:
    assert set(CASES) == {str(p.id) for p in CLAUSES}
    assert sum(map(len, TABLES.values())) == len(CASES)
    for name in TABLES:
        assert (TESTS / "clauses" / f"test_{name}.py").is_file()


def test_no_clause_waits_to_be_enforced() -> None:
    assert {i for pack_id in pack_ids() for i in read_pack(pack_id).not_yet_enforced} == set()


def test_model_and_check_know_the_same_families() -> None:
    assert set(names()) == set(FAMILIES)
    assert len(CHECKS) == len(FAMILIES)


@pytest.mark.parametrize("family", names())
def test_family_has_its_test_file_with_three_tests(family: str) -> None:
    text = (TESTS / "model" / "families" / f"test_{family}.py").read_text(encoding="utf-8")
    assert text.startswith(f'"""``{family}``')
    assert text.count("\ndef test_") >= 3


def test_no_test_file_is_about_a_family_that_is_gone() -> None:
    about = {p.stem.removeprefix("test_") for p in (TESTS / "model" / "families").glob("test_*.py")}
    assert about == set(names())


def test_families_of_clauses_that_wait_are_named_in_the_pack() -> None:
    # What is not enforced yet may name a family that does not exist, and only that.
    for pack_id in pack_ids():
        pack = read_pack(pack_id)
        unknown = {c.id for c in pack.clauses if c.family and c.family not in FAMILIES}
        assert unknown <= set(pack.not_yet_enforced)
