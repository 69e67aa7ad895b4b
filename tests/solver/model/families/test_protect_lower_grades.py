"""``protect_lower_grades``: no written homework for the grades of the clause."""

import pytest

from solver.domain import District
from tests.factories import tiny_class, tiny_clause, tiny_person
from tests.solver.model.helpers import district, group, least, model_of, one_school, pack_of

GRADES = tiny_clause("protect_lower_grades", grades=(1, 2), no_written_homework=True)


def homework(grade: int, written: bool = True) -> District:
    """Thirty children of a grade whose only activity sets homework."""
    return district(
        one_school((tiny_class("C1", 30, "R1", grade=grade),)),
        (tiny_person("T1"),),
        (group("guidance", "guidance", written_homework=written),),
    )


def test_activity_without_written_homework_serves_all() -> None:
    assert least(model_of(homework(2, written=False), pack_of(GRADES)), "unmet_service") == 0


@pytest.mark.parametrize("grade", [1, 2])
def test_lower_grades_have_no_group_with_written_homework(grade: int) -> None:
    ctx = model_of(homework(grade), pack_of(GRADES))
    assert ctx.v.group == {}
    assert ctx.views["S1"].banned == {("guidance", 1): "T-1", ("guidance", 2): "T-1"}
    # Nobody can sit anywhere: 30 students, 40 minutes.
    assert least(ctx, "unmet_service") == 1200


def test_the_next_grade_may_write() -> None:
    assert least(model_of(homework(3), pack_of(GRADES)), "unmet_service") == 0


def test_the_flag_is_what_forbids() -> None:
    silent = tiny_clause("protect_lower_grades", grades=(1, 2))
    assert least(model_of(homework(1), pack_of(silent)), "unmet_service") == 0


def test_why_the_activity_is_not_used_is_told() -> None:
    """Grade 2 is there and kept out; grade 1 is not there, so nothing is said of it."""
    reason = model_of(homework(2), pack_of(GRADES)).barred[("activity", "guidance", "S1")]
    assert (reason.clause_id, reason.code) == ("T-1", "unused.lower_grades")
    assert dict(reason.params)["grades"] == "2"
    assert not model_of(homework(3), pack_of(GRADES)).barred
