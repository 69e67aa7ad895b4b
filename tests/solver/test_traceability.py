"""Every hard or soft clause of the shipped packs has a rule, a check, and tests of both."""

from pathlib import Path

import pytest

from data.readers import pack_ids, read_pack
from solver.model.families import names
from solver.policy import Clause
from solver.verify import CHECKS, FAMILIES

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
def test_clause_is_enforced_and_tested(clause: Clause) -> None:
    family = clause.family
    if family is None:
        # Nothing to decide in a plan: the pack says what else serves the clause.
        assert clause.served_by
        return
    assert (ROOT / "solver" / "model" / "families" / f"{family}.py").is_file()
    assert family in names()
    assert family in FAMILIES
    assert (TESTS / "model" / "families" / f"test_{family}.py").is_file()
    assert [name for name, text in VERIFY_TESTS.items() if family in text]


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
