"""An activity that a class's least number keeps from running is told, with what to change."""

import pytest

from solver import check
from solver.domain import ChoiceCount, ClassQuota, District, Funding
from solver.plan import Finding, PlanOutcome
from solver.search.plan_term import plan_term
from tests.factories import changed, tiny_class, tiny_pack, tiny_person
from tests.solver.model.helpers import club, district, group, hours, one_school, room


def talks(chose: tuple[int, int], *quotas: ClassQuota) -> District:
    """Classes C1 and C2 of 20; so many of each chose the talk, which T1 or T2 could lead."""
    classes = (tiny_class("C1", 20, "R1"), tiny_class("C2", 20, "R2"))
    school = one_school(
        classes,
        hours("11"),
        (room("R1"), room("R2"), room("R3")),
        funding=(Funding(account="basic", opening_fen=10_000_000),),
    )
    counts = tuple(
        ChoiceCount(class_id=c, activity_id="talk", count=n)
        for c, n in zip(("C1", "C2"), chose, strict=True)
        if n
    )
    people = tuple(tiny_person(f"T{i}") for i in (1, 2, 3))
    talk = club("talk", skill=None, class_quotas=quotas)
    return district(school, people, (group(), talk), choice_counts=counts)


def planned(record: District) -> PlanOutcome:
    outcome = plan_term(record, tiny_pack(), work_limit=6, workers=1, seed=1)
    assert outcome.plan is not None and check(record, tiny_pack(), outcome.plan).ok
    return outcome


def told(outcome: PlanOutcome) -> list[Finding]:
    codes = ("finding.choice_under_quota", "finding.quota_without_choices")
    return [f for f in outcome.findings if f.code in codes]


def test_a_least_number_that_wishes_do_not_reach_is_told() -> None:
    """Each class must send 6; of C1 8 chose the talk, of C2 4: two more, or nobody goes."""
    outcome = planned(talks((8, 4), ClassQuota(min_students=6)))
    (finding,) = told(outcome)
    assert (finding.severity, finding.amount, finding.unit) == ("short", 12, "students")
    assert (finding.params["short"], finding.params["students"]) == ("2", "12")
    assert "3(2)至少须有 6 人，选的只有 4 人" in finding.text_zh
    assert "3(1)" not in finding.text_zh
    assert "补报 2 人" in finding.text_zh and "enter 2 more" in finding.text_en
    plan = outcome.plan
    assert plan is not None and not [m for m in plan.meetings if m.activity_id == "talk"]
    # The 12 wishes are missed in every plan: proved by the count alone.
    choices = next(x for x in plan.levels if x.name == "choices")
    assert (choices.value, choices.bound) == (12, 12)


@pytest.mark.parametrize(
    ("chose", "quotas"),
    [
        ((8, 6), (ClassQuota(min_students=6),)),
        # A class's own number takes the place of the one for each class.
        ((8, 4), (ClassQuota(min_students=6), ClassQuota(class_id="C2", min_students=4))),
        ((8, 0), (ClassQuota(class_id="C1", min_students=6),)),
        ((0, 0), ()),
    ],
)
def test_a_least_number_that_wishes_reach_is_not(
    chose: tuple[int, int], quotas: tuple[ClassQuota, ...]
) -> None:
    outcome = planned(talks(chose, *quotas))
    assert told(outcome) == []
    plan = outcome.plan
    assert plan is not None
    assert any(m.activity_id == "talk" for m in plan.meetings) is bool(sum(chose))


def test_where_nobody_chose_at_all_it_is_noted() -> None:
    """Both classes must send 5 and nobody chose: the class teachers have ten to enter."""
    (finding,) = told(planned(talks((0, 0), ClassQuota(min_students=5))))
    assert (finding.severity, finding.code) == ("note", "finding.quota_without_choices")
    assert "填报 10 人" in finding.text_zh


def test_grades_that_may_not_take_part_need_send_nobody() -> None:
    record = talks((8, 0), ClassQuota(min_students=6))
    talk = changed(record.activities[1], grades=(3,))
    school = record.schools[0]
    older = changed(school.classes[1], grade=5)
    bands = (
        changed(school.bands[0], class_ids=("C1",)),
        changed(school.bands[0], id="B2", class_ids=("C2",)),
    )
    school = changed(school, classes=(school.classes[0], older), bands=bands)
    record = changed(record, schools=(school,), activities=(record.activities[0], talk))
    assert told(planned(record)) == []
