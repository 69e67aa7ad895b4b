"""``ban_kinds``: an activity of a banned kind has no variables."""

from solver.domain import District
from tests.factories import tiny_clause, tiny_district, with_activity
from tests.solver.model.helpers import model_of, pack_of, stands, why

BAN = tiny_clause("ban_kinds", kinds=("new_lesson", "exam_drill"))


def drilling() -> District:
    return with_activity(
        tiny_district(), "chess", banned_kinds=("collective_teaching", "new_lesson")
    )


def test_good_plan_stands_without_banned_kinds() -> None:
    assert stands(tiny_district(), BAN)


def test_activity_of_a_banned_kind_is_never_used() -> None:
    ctx = model_of(drilling(), pack_of(BAN))
    assert not any(a == "chess" for a, _pattern in ctx.v.sections)
    assert not any(way.activity_id == "chess" for way in ctx.v.enrol)
    reason = why(ctx, "activity", "chess")
    assert (reason.clause_id, reason.code) == ("T-1", "unused.banned_kind")
    assert dict(reason.params)["kind"] == "new_lesson"
    assert not stands(drilling(), BAN)


def test_kinds_that_the_clause_does_not_name_may_run() -> None:
    other = tiny_clause("ban_kinds", kinds=("exam_drill",))
    assert stands(drilling(), other)
    assert ("activity", "chess", "S1") not in model_of(drilling(), pack_of(other)).barred
