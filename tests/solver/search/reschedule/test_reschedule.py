"""Absences after a plan is published: fewest affected, fewest changes, or the true reason."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from solver import check, reschedule
from solver.domain import District, InputErrors
from solver.domain.changes import ChangeRequest, PersonAbsent
from solver.domain.people import DatedAbsence
from solver.plan import Meeting, Plan
from solver.plan.rescheduled import Rescheduled
from tests.factories import good_plan, tiny_district, tiny_pack, with_person

TUESDAY = date(2026, 3, 10)


def away(staff_id: str, first: date = TUESDAY, last: date | None = TUESDAY) -> ChangeRequest:
    return ChangeRequest(changes=(PersonAbsent(staff_id=staff_id, first=first, last=last),))


def asked(
    request: ChangeRequest, district: District | None = None, plan: Plan | None = None
) -> Rescheduled:
    district = district or tiny_district()
    return reschedule(district, tiny_pack(), plan or good_plan(district), request)


def on(plan: Plan, section_id: str, period_id: str, day: date) -> list[Meeting]:
    return [
        m
        for m in plan.meetings
        if (m.section_id, m.period_id) == (section_id, period_id)
        and m.from_date <= day <= m.to_date
        and day not in m.except_dates
    ]


def test_one_stand_in_on_one_date() -> None:
    """T1 leads one meeting of a Tuesday, for C1: C1 and one other person are affected."""
    answer = asked(away("T1"))
    assert (answer.status, answer.affected, answer.affected_bound) == ("done", 2, 2)
    assert (answer.changed, answer.changed_bound) == (1, 1)
    (change,) = answer.changes
    assert (change.item_id, change.dates, change.was) == ("g1-Tue1", (TUESDAY,), ("T1",))
    assert answer.classes == ("C1",)
    assert answer.people == tuple(sorted({"T1", *change.now}))
    assert answer.plan is not None
    (usual,) = on(answer.plan, "g1", "Tue1", date(2026, 3, 3))
    (instead,) = on(answer.plan, "g1", "Tue1", TUESDAY)
    assert (usual.staff_ids, usual.id) == (("T1",), "g1-Tue1")
    assert instead.staff_ids == change.now
    assert (answer.plan.version, answer.plan.plan_id) == (2, "P")
    assert check(tiny_district(), tiny_pack(), answer.plan).ok


def test_nothing_else_is_touched() -> None:
    answer = asked(away("T1"))
    assert answer.plan is not None
    before = {m.id: m for m in good_plan().meetings}
    after = {m.id: m for m in answer.plan.meetings}
    assert {i for i, m in before.items() if after[i] != m} == {"g1-Tue1"}
    assert answer.plan.grid == good_plan().grid


def test_from_a_date_on_one_person_takes_all() -> None:
    """T5 leads care on Thu2; the 12th is closed, so the 19th and 26th are left."""
    answer = asked(away("T5", date(2026, 3, 10), None))
    assert answer.status == "done"
    (change,) = answer.changes
    assert change.dates == (date(2026, 3, 19), date(2026, 3, 26))
    assert answer.changed == answer.changed_bound == 2
    # C1 and C2 sit in it, and one person stands in on both dates.
    assert answer.affected == 3


def test_who_is_not_planned_then_changes_nothing() -> None:
    answer = asked(away("T5"))
    assert (answer.status, answer.changes) == ("unchanged", ())
    assert answer.plan is not None and answer.plan.meetings == good_plan().meetings


def test_a_later_request_knows_the_earlier_absence() -> None:
    """T1 away, then whoever stood in: nobody who is away stands in for the other."""
    first = asked(away("T1"))
    assert first.plan is not None
    stand_in = first.changes[0].now[0]
    second = asked(away(stand_in), plan=first.plan)
    assert second.status == "done" and second.plan is not None
    people = {m.staff_ids[0] for m in on(second.plan, "g1", "Tue1", TUESDAY)}
    assert people.isdisjoint({"T1", stand_in})
    assert second.plan.version == 3
    assert check(tiny_district(), tiny_pack(), second.plan).ok


def test_the_check_knows_who_is_on_record_as_away() -> None:
    answer = asked(away("T1"))
    assert answer.plan is not None
    back = answer.plan.model_copy(update={"meetings": good_plan().meetings})
    found = check(tiny_district(), tiny_pack(), back).violations
    assert [v.code for v in found if v.family == "respect_availability"] == ["staff_absent"]


def test_a_skill_that_nobody_else_has_is_refused_with_the_reason() -> None:
    """T3 alone knows chess; I1 is an instructor, so 4 people could be asked: T1, T2, T4, T5."""
    answer = asked(away("T3"))
    assert (answer.status, answer.plan, answer.exit_code) == ("refused", None, 4)
    (refused,) = answer.refused
    assert (refused.item_id, refused.dates, refused.missing) == ("ch-Tue2", (TUESDAY,), "T3")
    assert (refused.unskilled, refused.reasons) == (4, ())


def test_reasons_tell_inside_from_outside() -> None:
    """On Tue2 T4 leads reading; with T1, T2 and T5 away by the request nobody is left for it."""
    changes = tuple(
        PersonAbsent(staff_id=w, first=TUESDAY, last=TUESDAY) for w in ("T4", "T1", "T2", "T5")
    )
    answer = asked(ChangeRequest(changes=changes))
    assert answer.status == "refused"
    reasons = {r.staff_id: r.inside for r in answer.refused[-1].reasons}
    assert answer.refused[-1].item_id == "re-Tue2"
    assert reasons == {"T1": True, "T2": True, "T5": True, "T3": False}


def test_people_change_places_if_that_is_the_only_way() -> None:
    """T4, busy with reading on Tue2, is the only other who knows chess: the two change over."""
    district = with_person(tiny_district(), "T4", skills=("pe", "chess"))
    answer = asked(away("T3"), district)
    assert answer.status == "done" and answer.plan is not None
    assert on(answer.plan, "ch", "Tue2", TUESDAY)[0].staff_ids == ("T4",)
    assert on(answer.plan, "re", "Tue2", TUESDAY)[0].staff_ids[0] in {"T1", "T2", "T5"}
    # C1, C2, T4 and who reads; both meetings change.
    assert (answer.affected, answer.affected_bound) == (4, 4)
    assert (answer.changed, answer.changed_bound) == (2, 2)


def _all_ways(district: District, missing: str, day: date) -> set[tuple[int, int]]:
    """Returns affected and changed of every legal way to staff a day, by the check alone."""
    plan = good_plan(district)
    held = [m for m in plan.meetings if m.weekday == day.isoweekday()]
    absent = DatedAbsence(first=day, last=day)
    truth = with_person(
        district, missing, absences=(*district.staff[_at(district, missing)].absences, absent)
    )
    people = [p.id for p in district.staff if p.id != missing]
    found = set()
    for choice in product(people, repeat=len(held)):
        if len({(m.period_id, w) for m, w in zip(held, choice, strict=True)}) < len(held):
            continue  # somebody twice at once: no need to ask
        moved = [(m, w) for m, w in zip(held, choice, strict=True) if (w,) != m.staff_ids]
        meetings = list(plan.meetings)
        for m, w in moved:
            i = meetings.index(m)
            meetings[i] = m.model_copy(update={"except_dates": (day,)})
            one = {"id": f"{m.id}/x", "staff_ids": (w,), "from_date": day, "to_date": day}
            meetings.append(m.model_copy(update=one))
        tried = plan.model_copy(update={"meetings": tuple(meetings)})
        broken = [
            v
            for v in check(truth, tiny_pack(), tried).violations
            if not v.clause_id.startswith("plan:")
        ]
        if not broken:
            affected = {c for m, _ in moved for c in m.class_counts}
            affected |= {w for m, w in moved} | {m.staff_ids[0] for m, _ in moved}
            found.add((len(affected - {missing}), len(moved)))
    return found


def _at(district: District, staff_id: str) -> int:
    return [p.id for p in district.staff].index(staff_id)


@pytest.mark.parametrize(
    ("missing", "changes"),
    [
        ("T1", {}),
        pytest.param("T2", {}, marks=pytest.mark.slow),
        pytest.param("T4", {}, marks=pytest.mark.slow),
        ("T3", {"T4": {"skills": ("pe", "chess")}}),
        ("T3", {"T1": {"skills": ("chess",)}}),
    ],
)
def test_the_fewest_are_those_of_all_ways(missing: str, changes: dict[str, Any]) -> None:
    """Five meetings on a Tuesday, five other people: 1,200 ways without anybody twice at once."""
    district = tiny_district()
    for person, fields in changes.items():
        district = with_person(district, person, **fields)
    ways = _all_ways(district, missing, TUESDAY)
    answer = asked(away(missing), district)
    assert answer.status == "done"
    assert (answer.affected, answer.changed) == min(ways)
    assert (answer.affected_bound, answer.changed_bound) == min(ways)


def test_a_plan_that_was_illegal_before_is_said_to_be() -> None:
    """T1 leads two periods on Fridays, 300 ch, and may now do 150 a day."""
    answer = asked(away("T2"), with_person(tiny_district(), "T1", max_day_ch=150))
    assert (answer.status, answer.exit_code) == ("illegal", 1)
    assert "over_max_day_ch" in {v.code for v in answer.problems}


def test_every_mistake_of_a_request_is_told_at_once() -> None:
    request = ChangeRequest(
        changes=(
            PersonAbsent(staff_id="nobody", first=TUESDAY),
            PersonAbsent(staff_id="T1", first=date(2027, 1, 1), last=date(2027, 1, 2)),
        )
    )
    with pytest.raises(InputErrors) as refused:
        asked(request)
    assert [(e.where, e.code) for e in refused.value.errors] == [
        ("changes[0].staff_id", "change.unknown_person"),
        ("changes[1].first", "change.outside_term"),
        ("changes[1].last", "change.outside_term"),
    ]
