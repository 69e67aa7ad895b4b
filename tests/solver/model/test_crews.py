"""Pay by the size of the group: what merging, walking and choosing people come to, by hand."""

from typing import Any

import pytest

from solver import check, plan_term
from solver.domain import ChoiceCount, District, Funding, MergeGroup, StaffMember
from solver.domain.people import GroupPay
from solver.domain.pins import MeetingPin
from solver.model.crew_cells import Band, bands
from solver.plan import Plan
from solver.policy import PolicyPack
from tests.factories import changed, tiny_class, tiny_clause, tiny_pack, tiny_person
from tests.solver.model.helpers import (
    club,
    district,
    gate,
    group,
    hours,
    least,
    model_of,
    one_school,
    pack_of,
    room,
    served,
    with_staff,
    works,
)


def sized(person_id: str, base: int, up_to: int, each: int, **changes: Any) -> StaffMember:
    """Somebody paid ``base`` fen up to some students and ``each`` for every further one."""
    agreed = GroupPay(service_type="basic", base_fen=base, up_to=up_to, per_student_fen=each)
    return tiny_person(person_id, **{"pay_fen": {}, "group_pay": (agreed,), **changes})


def two_classes(opening: int, merge: bool, **changes: Any) -> District:
    """20 and 30 children, an hour on Monday; 35 yuan up to 35 children, 1 yuan for each more."""
    merges = (MergeGroup(id="G", class_ids=("C1", "C2")),) if merge else ()
    return district(
        one_school(
            (tiny_class("C1", 20, "R1"), tiny_class("C2", 30, "R2")),
            rooms=(room("R1", 30), room("R2", 30), room("R3", 60)),
            merges=merges,
            funding=(Funding(account="basic", opening_fen=opening),),
        ),
        (sized("T1", 3500, 35, 100), sized("T2", 3500, 35, 100)),
        (group(grouping="merged", max_students=60),),
        **changes,
    )


def missing(record: District, pack: PolicyPack | None = None) -> int:
    """Returns the money that is missing if everybody is served."""
    ctx = model_of(record, pack)
    return least(ctx, "missing_money", served(ctx))


def plan_of(record: District, pack: PolicyPack | None = None) -> Plan:
    outcome = plan_term(record, pack or tiny_pack(), work_limit=5, workers=1, seed=1)
    assert outcome.plan is not None, outcome.findings
    assert check(record, pack or tiny_pack(), outcome.plan).ok
    return outcome.plan


# --- bands ------------------------------------------------------------------------------------


def test_bands_are_runs_in_which_a_student_costs_the_same() -> None:
    assert bands({1: 35, 2: 35, 3: 35, 4: 36, 5: 37}) == [Band(1, 3, 35, 0), Band(4, 5, 36, 1)]
    # Sizes that may not be paid are in no band.
    assert bands({1: 5, 3: 5, 4: 5}) == [Band(1, 1, 5, 0), Band(3, 4, 5, 0)]
    assert bands({}) == []


# --- groups -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "merge", "fen"),
    [
        # Apart 35 + 35 yuan; together 35 + 15 for the children beyond 35.
        (7000, False, 0),
        (6999, False, 1),
        (5000, True, 0),
        (4999, True, 1),
    ],
)
def test_merging_changes_what_is_paid(opening: int, merge: bool, fen: int) -> None:
    assert missing(two_classes(opening, merge)) == fen


def test_money_that_is_there_decides_whether_groups_merge() -> None:
    plan = plan_of(two_classes(5000, True))
    assert [m.class_counts for m in plan.meetings] == [{"C1": 20, "C2": 30}]
    assert plan.publishable
    assert [(x.kind, x.amount_fen) for x in plan.accounts[0].lines] == [("pay", -5000)]


@pytest.mark.parametrize(("children", "fen"), [(34, 3500), (35, 3500), (36, 3600)])
def test_the_first_child_beyond_the_agreed_number(children: int, fen: int) -> None:
    record = district(
        one_school((tiny_class("C1", children, "R1"),)), (sized("T1", 3500, 35, 100),), (group(),)
    )
    assert missing(record) == fen


def test_pay_is_rounded_half_up_per_meeting() -> None:
    # 41 minutes are 103 ch. Two children: 50 fen * 1.03 = 51.5, so 52; three: 83 * 1.03 = 85.49.
    for children, fen in ((2, 52), (3, 85)):
        record = district(
            one_school((tiny_class("C1", children, "R1"),), hours("11", minutes=41)),
            (sized("T1", 50, 2, 33),),
            (group(),),
        )
        assert missing(record) == fen


def test_who_is_paid_flat_takes_the_large_group() -> None:
    # 10 and 40 children. T1: 1000 up to 10 and 100 each beyond; T2: 2000 whatever the size.
    record = district(
        one_school((tiny_class("C1", 10, "R1"), tiny_class("C2", 40, "R2"))),
        (sized("T1", 1000, 10, 100), tiny_person("T2", pay_fen={"basic": 2000})),
        (group(),),
    )
    assert missing(record) == 3000
    funding = (Funding(account="basic", opening_fen=3000),)
    paid = changed(record, schools=(changed(record.schools[0], funding=funding),))
    leaders = {c: m.staff_ids for m in plan_of(paid).meetings for c in m.class_counts}
    assert leaders == {"C1": ("T1",), "C2": ("T2",)}


def test_a_duty_post_has_no_group() -> None:
    # The post counts one class-hour: 7 fen at the rate of the class-hour, 35 yuan for the group.
    record = two_classes(0, True)
    gates = (gate(class_hours_ch=100),)
    record = changed(record, schools=(changed(record.schools[0], duty_posts=gates),))
    record = with_staff(record, sized("T3", 3500, 35, 100, pay_fen={"basic": 7}))
    ctx = model_of(record)
    standing = {ctx.v.post[("T3", "gate")]: 1}
    assert least(ctx, "missing_money", served(ctx) | standing) == 5000 + 7


# --- sections ---------------------------------------------------------------------------------


def walking(*people: StaffMember, seats: int = 4, **activity: Any) -> District:
    """Six children who all want a club that meets in two rooms."""
    return district(
        one_school((tiny_class("C1", 6, None),), rooms=(room("R1", seats), room("R2", 4))),
        people,
        (club(skill=None, **activity),),
        choice_counts=(ChoiceCount(class_id="C1", activity_id="club", count=6),),
    )


def clubs_paid(record: District, pack: PolicyPack | None = None) -> int:
    """Returns what is missing if all six are in the club."""
    ctx = model_of(record, pack)
    every = {var: 6 for way, var in ctx.v.enrol.items() if way.activity_id == "club"}
    return least(ctx, "missing_money", every)


def test_sections_are_as_large_as_is_cheapest() -> None:
    flat = tiny_person("T2", pay_fen={"basic": 200})
    # T1: 100 up to two and 50 for each more. 2 + 4: 100 + 200; 4 + 2: 200 + 200.
    assert clubs_paid(walking(sized("T1", 100, 2, 50), flat)) == 300
    # Both by size: 2 + 4 is 100 + 200, 3 + 3 is 150 + 150.
    assert clubs_paid(walking(sized("T1", 100, 2, 50), sized("T2", 100, 2, 50))) == 300
    # At least three in each: 150 + 200.
    assert clubs_paid(walking(sized("T1", 100, 2, 50), flat, min_students=3)) == 350
    # A room of two for one of them: T1 has it, or 100 up to four would cost no less.
    assert clubs_paid(walking(sized("T1", 100, 2, 50), flat, seats=2)) == 300


def test_the_planned_sections_have_the_sizes_that_are_paid() -> None:
    record = walking(sized("T1", 100, 2, 50), tiny_person("T2", pay_fen={"basic": 200}))
    funding = (Funding(account="basic", opening_fen=300),)
    record = changed(record, schools=(changed(record.schools[0], funding=funding),))
    plan = plan_of(record)
    sizes = {m.staff_ids[0]: sum(m.class_counts.values()) for m in plan.meetings}
    assert sizes == {"T1": 2, "T2": 4}
    assert plan.publishable


def test_helpers_are_paid_by_the_size_too() -> None:
    # One section of six: leader 100 + 4 * 50 or 200 flat, helper the other: 500 either way; with
    # two flat ones 400.
    people = (sized("T1", 100, 2, 50), tiny_person("T2", pay_fen={"basic": 200}))
    record = walking(*people, seats=6, max_students=6, helpers=1)
    assert clubs_paid(record) == 500
    more = with_staff(record, tiny_person("T3", pay_fen={"basic": 200}))
    assert clubs_paid(more) == 400


def test_a_pinned_leader_has_the_section_of_the_room() -> None:
    pin = MeetingPin(period_id="p11", activity_id="club", staff_id="T1", room_id="R2")
    flat = tiny_person("T2", pay_fen={"basic": 200})
    record = changed(walking(sized("T1", 100, 2, 50), flat, seats=3), pins=(pin,))
    # R1 holds three, so the section of T1 in R2 has at least three: 150 + 200.
    assert clubs_paid(record) == 350
    funding = (Funding(account="basic", opening_fen=350),)
    record = changed(record, schools=(changed(record.schools[0], funding=funding),))
    (mine,) = [m for m in plan_of(record).meetings if m.staff_ids == ("T1",)]
    assert (mine.room_id, sum(mine.class_counts.values())) == ("R2", 3)


# --- cap and floor ----------------------------------------------------------------------------

CAP = tiny_clause("keep_pay_cap", cap_fen=6000, roles=("teacher",), service_types=("basic",))
FLOOR = tiny_clause("keep_pay_floor", floor_fen=6000, roles=("teacher",))


def one_class(children: int) -> District:
    """59 yuan up to 30 children, 1 yuan for each more."""
    return district(
        one_school((tiny_class("C1", children, "R1"),)),
        (sized("T1", 5900, 30, 100),),
        (group(),),
    )


@pytest.mark.parametrize(
    ("children", "under_cap", "over_floor"), [(30, True, False), (31, True, True),
                                              (32, False, True)]
)  # fmt: skip
def test_cap_and_floor_judge_what_the_group_pays(
    children: int, under_cap: bool, over_floor: bool
) -> None:
    # 59, 60 and 61 yuan.
    record = one_class(children)
    for clause, legal, code in ((CAP, under_cap, "高于上限"), (FLOOR, over_floor, "低于下限")):
        plan = plan_of(record, pack_of(clause))
        assert [m.staff_ids for m in plan.meetings] == ([("T1",)] if legal else [])
        # Who could lead but for the pay of this very group is told.
        assert [code in u.text_zh for u in plan.unmet] == ([] if legal else [True])


def test_who_is_above_the_cap_in_any_group_is_told() -> None:
    record = changed(one_class(30), staff=(sized("T1", 6001, 30, 0),))
    ctx = model_of(record, pack_of(CAP))
    assert not works(ctx, "T1")
    assert ctx.barred[("staff", "T1", "S1")].code == "unused.above_cap"


def test_a_cap_makes_the_sections_small() -> None:
    # T1 may lead at most three of the six: 150 a class-hour; T2 takes the rest.
    cap = tiny_clause("keep_pay_cap", cap_fen=150, roles=("teacher",), service_types=("basic",))
    flat = tiny_person("T2", pay_fen={"basic": 10})
    ctx = model_of(walking(sized("T1", 100, 2, 50), flat, min_students=3), pack_of(cap))
    every = {var: 6 for var in ctx.v.enrol.values()}
    assert least(ctx, "missing_money", every) == 160
    two = with_staff(walking(sized("T1", 100, 2, 50)), sized("T2", 100, 1, 50))
    # T2 pays 150 for two; together they hold five.
    ctx = model_of(two, pack_of(cap))
    assert max(ctx.rows.upper[v] for v in ctx.v.enrol.values()) == 6
    choices = ctx.rows.objective("choices")
    assert least(ctx, "choices") == choices.value([0] * len(ctx.rows.lower)) - 5


def test_money_that_need_not_be_spent_is_saved() -> None:
    # There is more than enough: groups merge (50 yuan, not 70), sections are 2 + 4 all the same.
    plan = plan_of(two_classes(100_000, True))
    assert [(x.kind, x.amount_fen) for x in plan.accounts[0].lines] == [("pay", -5000)]
    assert {x.name: (x.value, x.bound) for x in plan.levels}["save_money"] == (5000, 5000)
    plan = plan_of(walking(sized("T1", 100, 2, 50), tiny_person("T2", pay_fen={"basic": 200})))
    sizes = {m.staff_ids[0]: sum(m.class_counts.values()) for m in plan.meetings}
    assert sizes == {"T1": 2, "T2": 4}
