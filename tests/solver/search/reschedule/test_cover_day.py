"""Cover for one day: all or none, the school's own first, then fairly, within what one may take."""

from datetime import date

import pytest

from solver import check, cover
from solver.domain import District, InputErrors
from solver.plan import Plan
from solver.plan.rescheduled import Rescheduled
from solver.search.reschedule.cover import covers_so_far
from tests.factories import good_plan, tiny_district, tiny_pack, with_person

MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)


def covered(
    *absent: str,
    day: date = TUESDAY,
    district: District | None = None,
    plan: Plan | None = None,
    most_extra: int | None = 2,
) -> Rescheduled:
    district = district or tiny_district()
    plan = plan or good_plan(district)
    return cover(district, tiny_pack(), plan, day, absent, most_extra=most_extra)


def now(answer: Rescheduled) -> dict[str, tuple[str, ...]]:
    return {c.item_id: c.now for c in answer.changes}


def test_absences_of_a_day_are_solved_together() -> None:
    """T1 and T2 lead guidance at the same hour: T3, T4 and T5 are free, two of them lead."""
    answer = covered("T1", "T2")
    assert answer.status == "done" and answer.plan is not None
    assert set(now(answer)) == {"g1-Tue1", "g2-Tue1"}
    people = {w for staff in now(answer).values() for w in staff}
    assert len(people) == 2 and people <= {"T3", "T4", "T5"}
    assert check(tiny_district(), tiny_pack(), answer.plan).ok


def test_all_or_none() -> None:
    """With T1 to T4 away nobody knows chess, so T1's guidance is not covered either."""
    answer = covered("T1", "T3")
    assert (answer.status, answer.plan, answer.changes) == ("refused", None, ())
    assert [r.item_id for r in answer.refused] == ["ch-Tue2"]


@pytest.mark.parametrize(("tired", "asked"), [("T3", "T4"), ("T4", "T3")])
def test_who_stood_in_least_is_asked(tired: str, asked: str) -> None:
    """T3 and T4 come on Tuesdays anyway; T5 would have to come in for it, so is not asked."""
    district = with_person(tiny_district(), tired, done_covers=4)
    assert now(covered("T1", district=district)) == {"g1-Tue1": (asked,)}


def test_stand_ins_on_the_record_count_as_covers() -> None:
    first = covered("T1")
    assert first.plan is not None
    (stand_in,) = now(first)["g1-Tue1"]
    counts = covers_so_far(first.plan, tiny_district())
    assert counts[stand_in] == 1 and sum(counts.values()) == 1
    second = covered("T1", day=date(2026, 3, 17), plan=first.plan)
    assert now(second)["g1-Tue1"][0] not in {stand_in, "T5"}


def test_nobody_takes_more_than_the_most() -> None:
    """T1 leads guidance and care on Fridays: one person takes both, or two if one each is most."""
    friday = date(2026, 3, 6)
    assert len({w for s in now(covered("T1", day=friday)).values() for w in s}) == 1
    two = covered("T1", day=friday, most_extra=1)
    assert len({w for s in now(two).values() for w in s}) == 2
    # C1, and one person or two.
    assert (covered("T1", day=friday).affected, two.affected) == (2, 3)
    none = covered("T1", day=friday, most_extra=0)
    assert none.status == "refused"


def test_mistakes_are_told_at_once() -> None:
    with pytest.raises(InputErrors) as refused:
        covered("T1", "X", "Y")
    assert [e.where for e in refused.value.errors] == [
        "changes[1].staff_id",
        "changes[2].staff_id",
    ]
