"""Whether own staff suffice, counted from the record, and who may serve where they do not."""

from datetime import date
from typing import Any

import pytest

from solver import check
from solver.domain import ChoiceCount, District, Interval, Period
from solver.domain.school import MergeGroup
from solver.plan import Plan
from solver.search.plan_term import plan_term
from solver.verify.own_staff import OwnShortage, own_shortage
from tests.factories import changed, tiny_class, tiny_clause, tiny_pack, tiny_person, tiny_provider
from tests.solver.model.helpers import club, district, group, hours, one_school, room

ONLY = tiny_pack((tiny_clause("lead_by_own_staff", external_only_if_shortage=True),))


def record(
    people: int,
    periods: tuple[Period, ...] = hours("11"),
    activities: tuple[Any, ...] = (group(),),
    merges: tuple[MergeGroup, ...] = (),
    **of_person: Any,
) -> District:
    """Returns two classes of 20 and 10 with care on Monday, own teachers and one from outside."""
    school = one_school(
        (tiny_class("C1", 20, "R1"), tiny_class("C2", 10, "R2")),
        periods,
        rooms=(room("R1"), room("R2")),
        merges=merges,
    )
    own = tuple(tiny_person(f"T{i}", **{"pay_fen": {}, **of_person}) for i in range(1, people + 1))
    outside = tiny_person(
        "E1", role="external", home_school_id=None, lendable_to=("S1",), pay_fen={}
    )
    return district(school, (*own, outside), activities, providers=(tiny_provider(),))


def shown(record: District) -> OwnShortage | None:
    return own_shortage(record, ONLY, record.schools[0])


def test_two_classes_that_sit_apart_need_two_adults() -> None:
    # By class: 20/20 + 10/10 = 2 adults at 16:00 on Monday.
    assert shown(record(1)) == OwnShortage("adults", 2, 1, 1, 960)
    assert shown(record(2)) is None


def test_classes_that_may_be_merged_share_an_adult() -> None:
    # 20/30 + 10/30 of a group of 30 = 1 adult; a capacity of 29 makes it 30/29, so 2.
    both = (MergeGroup(id="M", class_ids=("C1", "C2")),)
    care = group(grouping="merged", max_students=30)
    assert shown(record(1, activities=(care,), merges=both)) is None
    tight = changed(care, max_students=29)
    assert shown(record(1, activities=(tight,), merges=both)) == OwnShortage("adults", 2, 1, 1, 960)


@pytest.mark.parametrize(
    "gone",
    [
        {"busy": (Interval(weekday=1, start_min=999, end_min=1010),)},
        {"availability": (Interval(weekday=1, start_min=960, end_min=999),)},
        {"role": "volunteer"},
    ],
)
def test_who_cannot_be_there_does_not_count(gone: dict[str, Any]) -> None:
    full = record(2)
    staff = (changed(full.staff[0], **gone), *full.staff[1:])
    assert shown(changed(full, staff=staff)) == OwnShortage("adults", 2, 1, 1, 960)


def test_who_is_not_cleared_on_any_date_does_not_count() -> None:
    # The only Monday is 2 March 2026.
    pack = tiny_pack(
        (
            tiny_clause("lead_by_own_staff", external_only_if_shortage=True),
            tiny_clause("require_clearance", "T-2", training_roles=("teacher",)),
        )
    )
    full = record(2, trained_on=date(2026, 3, 2))
    assert own_shortage(full, pack, full.schools[0]) is None
    late = changed(full.staff[0], trained_on=date(2026, 3, 3))
    short = changed(full, staff=(late, *full.staff[1:]))
    assert own_shortage(short, pack, short.schools[0]) == OwnShortage("adults", 2, 1, 1, 960)


def test_hours_of_a_week() -> None:
    # Monday and Tuesday: 2 adults x 100 ch a day = 400 ch; teachers may do 199 or 200 each.
    days = hours("11", "21")
    assert shown(record(2, days, max_week_ch=199)) == OwnShortage("hours", 400, 398)
    assert shown(record(2, days, max_week_ch=200)) is None
    assert shown(record(2, days, max_week_ch=None, max_day_ch=99)) == OwnShortage("hours", 400, 396)


def test_what_a_provider_takes_is_not_asked_of_own_staff() -> None:
    # All ten of C2 chose the provider's robots: only C1's adult is needed; with nine 1 + 1/10.
    robots = club("robots", provider_id="V1", service_type="special")
    full = record(1, activities=(group(), robots))
    chosen = [ChoiceCount(class_id="C2", activity_id="robots", count=n) for n in (10, 9)]
    assert shown(changed(full, choice_counts=(chosen[0],))) is None
    short = shown(changed(full, choice_counts=(chosen[1],)))
    assert short == OwnShortage("adults", 2, 1, 1, 960)


def planned(record: District) -> Plan:
    outcome = plan_term(record, ONLY, work_limit=5, workers=1)
    assert outcome.plan is not None
    return outcome.plan


def test_outsiders_serve_where_own_staff_are_shown_to_be_short() -> None:
    short = record(1)
    plan = planned(short)
    assert plan.publishable
    assert check(short, ONLY, plan).publishable
    assert sorted(w for m in plan.meetings for w in m.staff_ids) == ["E1", "T1"]
    assert any("T-1" in note and "至少需要 2 名" in note for note in plan.provenance.notes)


def test_outsiders_do_not_serve_where_own_staff_suffice() -> None:
    enough = record(2)
    plan = planned(enough)
    assert sorted(w for m in plan.meetings for w in m.staff_ids) == ["T1", "T2"]
    # The same plan with the outsider in it is refused.
    first, *rest = plan.meetings
    swapped = plan.model_copy(
        update={"meetings": (first.model_copy(update={"staff_ids": ("E1",)}), *rest)}
    )
    codes = {v.code for v in check(enough, ONLY, swapped).violations}
    assert "external_without_shortage" in codes


def test_a_skill_nobody_has_is_no_shortage_of_adults() -> None:
    # Two teachers for two classes; a club that only the outsider can lead stays closed.
    choice = club("club", skill="club")
    full = record(2, activities=(group(), choice))
    assert shown(full) is None
